//! The published letters, compared with another reader's text of them.

use crate::PDF;
use imr_core::paper::{PageText, Paper};
use std::collections::HashMap;
use std::path::Path;

/// Words as runs of letters and digits, counted.
fn bag(text: &str) -> HashMap<String, usize> {
    let mut bag = HashMap::new();
    for word in text.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *bag.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    bag
}

fn f1(ours: &str, theirs: &str) -> f64 {
    let (ours, theirs) = (bag(ours), bag(theirs));
    let common: usize = ours.iter().map(|(word, count)| *count.min(theirs.get(word).unwrap_or(&0))).sum();
    let all: usize = ours.values().chain(theirs.values()).sum();
    2.0 * common as f64 / all as f64
}

#[test]
fn the_published_letters_are_read_as_another_program_reads_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/letters");
    let Ok(files) = std::fs::read_dir(folder.join("pdf")) else {
        println!("NOTICE: no published letters at {}: nothing was compared", folder.display());
        return;
    };
    let mut scores = Vec::new();
    for path in files.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "pdf"))
    {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let pages = PDF.read(&std::fs::read(&path).unwrap()).unwrap();
        let text: Vec<String> = pages.iter().map(PageText::text).collect();
        assert!(text.iter().any(|page| !page.trim().is_empty()), "{name} reads empty");
        let theirs = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        scores.push((f1(&text.join("\n"), &theirs), name));
    }
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mean = scores.iter().map(|(score, _)| score).sum::<f64>() / scores.len() as f64;
    println!("{} letters, mean F1 {mean:.4}, lowest {:?}", scores.len(), &scores[..scores.len().min(5)]);
    assert!(mean >= 0.97, "mean {mean}");
    assert!(scores[0].0 >= 0.9, "{scores:?}");
}
