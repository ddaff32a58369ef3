//! `docs/specs/records.md` is a list of sentences as clinicians write them,
//! and of the facts they give; it runs as a test.

use super::kind::{Course, FactKind, Side};
use super::tests::documents;
use super::{Fact, facts};
use crate::casefile::Kind;
use jiff::civil::date;
use std::collections::BTreeSet;

const LIST: &str = include_str!("../../../../../docs/specs/records.md");

/// Of what the list says, in per cent, this much has to be read.
const LEAST: usize = 97;

#[test]
fn what_clinicians_write_is_read_as_they_mean_it() {
    let mut head: Vec<&str> = Vec::new();
    let (mut all, mut misses) = (0, Vec::new());
    for line in LIST.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            head = title.splitn(3, ": ").collect();
        }
        let Some(sentence) = line.strip_prefix("- ") else { continue };
        let [heading, kind, expected] = head[..] else { panic!("{head:?}") };
        let text = format!("{heading}\n\n{sentence}");
        let found = read(heading, kind, &text);
        all += 1;
        if found != BTreeSet::from([expected.to_owned()]) {
            misses.push(format!("{kind}: {expected}: {sentence}\n    {found:?}"));
        }
    }
    eprintln!("{} of {all} not read as meant:\n{}", misses.len(), misses.join("\n"));
    assert!((all - misses.len()) * 100 >= all * LEAST);
}

fn read(heading: &str, kind: &str, text: &str) -> BTreeSet<String> {
    let of = if heading == "Impression" { Kind::Electrodiagnostics } else { Kind::ProgressReport };
    let all = facts(&documents(&[(of, date(2014, 6, 2), text)]));
    all.iter().filter(|fact| fact.kind.name() == kind).map(short).collect()
}

/// A fact in a few words, with what is denied or supposed.
fn short(fact: &Fact) -> String {
    let told = named(&fact.kind);
    let told = told.trim();
    let past = matches!(&fact.kind, FactKind::Medication(_) | FactKind::Procedure(_)) && fact.context.historical;
    let plain = matches!(fact.kind, FactKind::WorkStatus { .. } | FactKind::Trial(_));
    match fact.context {
        context if context.conditional => format!("if {told}"),
        context if context.negated && !plain => format!("no {told}"),
        _ if past => format!("past {told}"),
        _ => told.to_owned(),
    }
}

fn named(kind: &FactKind) -> String {
    let side = |side: Option<Side>| side.map_or(String::new(), |side| format!("{} ", side.in_words()));
    let number = |name: &str, value: Option<f32>| value.map_or(String::new(), |value| format!("{name}{value} "));
    match kind {
        FactKind::BodyPart(one) => format!("{}{}", side(one.side), one.part),
        FactKind::Pain(one) => {
            let pair = (number("with ", one.with_drug), number("without ", one.without_drug));
            format!("{}{}{}", number("", one.score), pair.0, pair.1)
        }
        FactKind::Effect(one) => match one.course {
            Course::SideEffect => one.what.clone(),
            Course::Improved => "improved".to_owned(),
            Course::Unchanged => "unchanged".to_owned(),
            Course::Worse => "worse".to_owned(),
            Course::Relief => "relief".to_owned(),
        },
        FactKind::Exam(one) => {
            let part = format!("{}{}", side(one.side), one.part.clone().unwrap_or_default());
            let part = if one.result.is_none() || one.sign.starts_with("range") { part } else { String::new() };
            let words = [one.sign.clone(), part, one.result.clone().unwrap_or_default()];
            words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        }
        other => done(other),
    }
}

/// What was done about it.
fn done(kind: &FactKind) -> String {
    match kind {
        FactKind::WorkStatus { status, .. } => status.clone(),
        FactKind::Injury(one) => one.mechanism.clone().unwrap_or_default(),
        FactKind::Therapy(one) => {
            let visits = one.visits.zip(one.planned).map(|(visits, planned)| format!(" {visits}/{planned}"));
            let helped = one.helped.map(|helped| if helped { " helped" } else { " did not help" });
            format!("{}{}{}", one.name, visits.unwrap_or_default(), helped.unwrap_or_default())
        }
        FactKind::Trial(one) if one.intolerance => format!("{} not tolerated", one.of),
        FactKind::Trial(one) => format!("{} {}", one.of, if one.failed { "failed" } else { "tried" }),
        FactKind::Medication(one) => match one.used.in_words() {
            "considered" | "past" => one.ingredients.clone(),
            other => format!("{} {other}", one.ingredients),
        },
        FactKind::Procedure(one) => one.name.replace("l4-l5", "L4-L5"),
        FactKind::Study(one) => one.finding.clone(),
        other => other.to_string(),
    }
}
