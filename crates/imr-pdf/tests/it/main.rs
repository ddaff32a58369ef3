//! PDF in and out, through the public door only.

mod forms;
mod hidden;
mod hostile;
mod isolation;
mod letters;
mod pictures;
mod reading;
mod setting;
mod typed;

use imr_core::paper::{Block, Composition, Letterhead, PageText, Paper, Run, Style};
use imr_pdf::Pdf;
use std::sync::LazyLock;

/// Loading the fonts is the slow part, so all tests share one. Recognizing
/// pictures is slow too, and has tests of its own.
static PDF: LazyLock<Pdf> = LazyLock::new(|| Pdf::new(reader(), Vec::new()).without_recognition());

/// The program that reads pages: an example of this crate, which cargo builds
/// with the tests.
fn reader() -> std::path::PathBuf {
    let this = std::env::current_exe().expect("a test knows its own path");
    let folder = this.parent().and_then(|deps| deps.parent()).expect("tests lie in a folder of the target");
    folder.join("examples").join("page-reader")
}

const STYLES: [Style; 3] = [Style::Letter, Style::Record, Style::Form];

fn composed(style: Style, blocks: Vec<Block>) -> Composition {
    Composition {
        title: "Final Determination Letter".to_owned(),
        author: "Pacific Independent Review".to_owned(),
        language: "en".to_owned(),
        date: Some(jiff::civil::date(2026, 3, 2)),
        style,
        letterhead: None,
        footer: String::new(),
        blocks,
    }
}

fn set(composition: &Composition) -> Vec<u8> {
    PDF.set(composition).expect("it can be set")
}

fn read(bytes: &[u8]) -> Vec<PageText> {
    PDF.read(bytes).expect("it can be read")
}

/// The words of all pages without the page number at their feet.
fn words_of(pages: &[PageText]) -> Vec<String> {
    let count = pages.len();
    pages
        .iter()
        .enumerate()
        .flat_map(|(index, page)| {
            assert_eq!(page.trouble, None);
            let mut words: Vec<String> = page.words.iter().map(|word| word.text.clone()).collect();
            let foot = ["Page", &(index + 1).to_string(), "of", &count.to_string()].map(str::to_owned);
            assert_eq!(words[words.len() - 4..], foot, "the page number closes the page");
            words.truncate(words.len() - 4);
            words
        })
        .collect()
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

/// A block of every kind, with words enough to fill lines.
fn every_block() -> Vec<Block> {
    let prose = "The request was for a further course of treatment, and the file was read in full. ".repeat(6);
    vec![
        Block::heading(1, "Independent Medical Review"),
        Block::heading(2, "Clinical Case Summary"),
        Block::text(prose.clone()),
        Block::Lines(strings(&["Dolores Quintanilla", "1840 Alder Street", "Fresno, CA 93701"])),
        Block::Facts(vec![
            ("Case Number".to_owned(), "CM26-0001234".to_owned()),
            ("Claims Administrator".to_owned(), prose.clone()),
            (
                "Is the liability for the injury or for the body part disputed for a reason other than this"
                    .to_owned(),
                "The claim was accepted in April of the same year".to_owned(),
            ),
        ]),
        Block::Table {
            head: strings(&["Drug", "Instructions for use", "Why it was ordered"]),
            rows: vec![
                strings(&["Naproxen", &prose, &prose]),
                strings(&["Cyclobenzaprine", "one tablet at bedtime", "spasm of the muscles beside the spine"]),
            ],
        },
        Block::List { numbered: false, entries: vec![prose.clone(), "A short one".to_owned()] },
        Block::List { numbered: true, entries: vec!["First of all".to_owned(), prose.clone()] },
        Block::Decision { item: "MRI of the lumbar spine, QTY: 1.00".to_owned(), decision: "Upheld".to_owned() },
        Block::Paragraph(vec![Run::Strong("Decision rationale:".to_owned()), Run::Plain(format!(" {prose}"))]),
        Block::PageBreak,
        Block::heading(3, "After the break"),
        Block::text(prose),
    ]
}

/// The words a composition holds, in order, with the marks of lists.
fn words_in(composition: &Composition) -> Vec<String> {
    let mut text = String::new();
    let mut add = |part: &str| {
        text.push(' ');
        text.push_str(part);
    };
    if let Some(Letterhead { name, lines }) = &composition.letterhead {
        add(name);
        lines.iter().for_each(|line| add(line));
    }
    for block in &composition.blocks {
        match block {
            Block::Heading { text, .. } => add(text),
            Block::Paragraph(runs) => add(&runs
                .iter()
                .map(|run| match run {
                    Run::Plain(words) | Run::Strong(words) => words.as_str(),
                })
                .collect::<String>()),
            Block::Lines(lines) => lines.iter().for_each(|line| add(line)),
            Block::Facts(facts) => facts.iter().for_each(|(name, value)| add(&format!("{name}: {value}"))),
            Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| add(cell)),
            Block::List { numbered, entries } => entries.iter().enumerate().for_each(|(index, entry)| {
                let bullet = if composition.style == Style::Record { "-" } else { "•" };
                let mark = if *numbered { format!("{}.", index + 1) } else { bullet.to_owned() };
                add(&format!("{mark} {entry}"));
            }),
            Block::Decision { item, decision } => add(&format!("{item}:  {decision}")),
            Block::PageBreak => {}
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}
