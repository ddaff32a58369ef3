//! The drugs of real reports: text, place and ingredients strictly, kind,
//! dose and frequency softly.

use super::{Counts, Half, byte_of, lines, number, text};
use crate::shell::{Outcome, Trouble};
use imr_core::drug::{Named, joined, named_in};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// The bar for the F1 of text, place and ingredients.
const BAR: f64 = 0.96;

#[derive(Default)]
struct Scores {
    strict: Counts,
    kind: Counts,
    dose: Counts,
    frequency: Counts,
}

/// Scores the mentions of a file; the reports are in `mtsamples.jsonl.gz`
/// beside it. Misses of the held-out half are listed where
/// `IMR_SCORE_MISSES` is `all`.
pub(crate) fn score(file: &str) -> Outcome {
    let marks = lines(file)?;
    let reports = reports(&Path::new(file).with_file_name("mtsamples.jsonl.gz"))?;
    let all = std::env::var("IMR_SCORE_MISSES").is_ok_and(|what| what == "all");
    let mut scores = [Scores::default(), Scores::default()];
    for report in marks.iter().filter(|mark| text(mark, "type") == "report") {
        let id = report.get("sample_id").unwrap_or(&Value::Null);
        let half = Half::of(id);
        let mentions: Vec<&Value> = marks
            .iter()
            .filter(|mark| text(mark, "type") == "mention" && mark.get("sample_id") == Some(id))
            .collect();
        let words = reports.get(&id.to_string()).map_or("", String::as_str);
        let listed = all || half == Half::Tuning;
        compare(&mut scores[usize::from(half == Half::HeldOut)], words, &mentions, listed);
    }
    let [tuning, held_out] = &scores;
    println!("F1 (precision, recall)\n{:12}{:>22}{:>22}{:>22}", "", "tuning", "held out", "all");
    let row = |name: &str, of: fn(&Scores) -> Counts| {
        let (tuning, held_out) = (of(tuning), of(held_out));
        println!("{name:12}{tuning:>22}{held_out:>22}{:>22}", tuning.plus(held_out));
    };
    row("mentions", |one| one.strict);
    row("kind", |one| one.kind);
    row("dose", |one| one.dose);
    row("frequency", |one| one.frequency);
    if tuning.strict.plus(held_out.strict).f1() < BAR {
        return Err(Trouble::new(format!("Below the bar of {BAR:.2}."), "The misses are listed above."));
    }
    Ok(())
}

fn compare(scores: &mut Scores, report: &str, truth: &[&Value], listed: bool) {
    let found = named_in(report);
    let mut hit = vec![false; found.len()];
    for mention in truth {
        let start = byte_of(report, number(mention, "offset"));
        let span = start..start + text(mention, "text").len();
        let at = found.iter().position(|one| one.span == span && ingredients(one) == text(mention, "ingredients"));
        scores.strict.add(at.is_some(), true);
        let Some(at) = at else {
            if listed {
                println!(
                    "missed [{}] {} in {:?}",
                    text(mention, "text"),
                    text(mention, "ingredients"),
                    around(report, &span)
                );
            }
            continue;
        };
        hit[at] = true;
        let one = &found[at];
        scores.kind.add(true, one.is_class() == mention.get("ingredients").is_some_and(Value::is_null));
        let soft = |counts: &mut Counts, what: &str, found: &str, truth: &str| {
            counts.found += usize::from(!found.is_empty());
            counts.truth += usize::from(!truth.is_empty());
            counts.right += usize::from(!truth.is_empty() && found == truth);
            if listed && found != truth {
                println!("{what} {found:?} for {truth:?} in {:?}", around(report, &span));
            }
        };
        let next = found.get(at + 1).map(|next| next.span.start);
        let given = imr_core::drug::given(report, &one.span, next);
        soft(&mut scores.dose, "dose", &given.dose.unwrap_or_default(), text(mention, "dose"));
        soft(&mut scores.frequency, "frequency", &given.frequency.unwrap_or_default(), text(mention, "frequency"));
    }
    for (one, _) in found.iter().zip(hit).filter(|(_, hit)| !hit) {
        scores.strict.add(true, false);
        if listed {
            println!(
                "wrong  [{}] {} in {:?}",
                &report[one.span.clone()],
                ingredients(one),
                around(report, &one.span)
            );
        }
    }
}

fn ingredients(named: &Named) -> String {
    joined(named.ingredients.iter().copied())
}

fn around<'a>(report: &'a str, span: &std::ops::Range<usize>) -> &'a str {
    let from = (0..=span.start.saturating_sub(50)).rev().find(|at| report.is_char_boundary(*at)).unwrap_or(0);
    let to = (span.end + 60..=report.len()).find(|at| report.is_char_boundary(*at)).unwrap_or(report.len());
    &report[from..to]
}

/// The texts of the reports, by number, from a compressed file of lines.
fn reports(path: &Path) -> Outcome<HashMap<String, String>> {
    let trouble = |why: String| {
        Trouble::new(format!("{} cannot be read: {why}.", path.display()), "The reports lie beside the marks.")
    };
    let unpacked = Command::new("gzip").arg("-dc").arg(path).output().map_err(|why| trouble(why.to_string()))?;
    let lines = String::from_utf8(unpacked.stdout).map_err(|why| trouble(why.to_string()))?;
    lines
        .lines()
        .map(|line| {
            let report: Value = serde_json::from_str(line).map_err(|why| trouble(why.to_string()))?;
            let id = report.get("sample_id").unwrap_or(&Value::Null).to_string();
            Ok((id, text(&report, "text").to_owned()))
        })
        .collect()
}
