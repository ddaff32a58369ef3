//! What the body of a document says it is, whatever its title: which words
//! stand in it together, and what it has rows of.

use super::super::document::Kind;
use super::kinds::NAMES;
use crate::letter::reading::pattern::compiled;
use aho_corasick::AhoCorasick;
use regex::Regex;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A row of the table: what has to stand in a body, and how much it tells.
#[derive(Deserialize)]
pub(super) struct Row {
    kind: Kind,
    weight: f32,
    all: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

/// A row with the numbers of its words.
struct Body {
    kind: Kind,
    weight: f32,
    all: Vec<Vec<usize>>,
    none: Vec<Vec<usize>>,
}

/// All rows, and one scan for all their words.
pub(super) struct Bodies {
    finder: Option<AhoCorasick>,
    /// The number of each word, and of each name of what is counted.
    numbers: HashMap<String, usize>,
    /// What is counted, by the numbers of its words.
    counted: Vec<(&'static str, usize, Vec<usize>)>,
    rows: Vec<Body>,
}

/// What is counted in a body and not looked for as one word: its name in the
/// table, how many different ones it takes, and the words.
const COUNTED: [(&str, usize, &str); 5] = [
    (
        "<signs>",
        3,
        "tenderness|tender|ttp|range of motion|rom|reflexes|dtr|dtrs|strength|motor|sensation|light touch|pinprick|\
         spasm|gait|straight leg raise|slr|palpation|flexion|extension|spurling|tinel|phalen|neer|hawkins|mcmurray|lachman",
    ),
    (
        "<substances>",
        3,
        "opiates|oxycodone|hydrocodone|cocaine|thc|marijuana|cannabinoids|amphetamine|amphetamines|methamphetamine|\
         benzodiazepines|barbiturates|phencyclidine|pcp|heroin|methadone|fentanyl|morphine|mdma|tramadol|\
         buprenorphine|hydromorphone|alcohol|carisoprodol|creatinine",
    ),
    (
        "<analytes>",
        3,
        "sodium|potassium|chloride|creatinine|alt|ast|glucose|hemoglobin|hematocrit|platelets|platelet|wbc|rbc|bun|\
         calcium|albumin|bilirubin|cholesterol|triglycerides|egfr|protein|alkaline phosphatase|urea nitrogen|tsh|a1c",
    ),
    ("<modalities>", 3, MODALITIES),
    ("<modality>", 2, MODALITIES),
];

/// What therapists do.
const MODALITIES: &str = "hot pack|hot packs|moist heat|mhp|heat|ice|cold pack|cryotherapy|electrical stimulation|e stim|estim|\
     ultrasound|stretching|stretches|exercises|therex|therapeutic exercise|bike|bicycle|treadmill|bands|band exercises|\
     manual therapy|manual techniques|manual treatment|soft tissue|needles|needle retention|points|cupping|moxibustion|\
     infrared heat|massage|mobilization|adjustment|adjustments|sets|reps|repetitions|hep|home program|balance|\
     warm up|traction|posture|tolerated tx|tolerated treatment|flow sheet|neuromuscular|gait training|core|resistance|\
     taping|myofascial release|tens|session|97110|97140|97530|97014|97035|97810|98940";

static NUMBERED: LazyLock<Vec<(&str, usize, Regex)>> = LazyLock::new(|| {
    let row = |name, least, pattern: &str| (name, least, compiled(pattern));
    vec![
        row("<codes>", 2, r"\b[A-TV-Z]\d{2}\.\d[0-9A-Z]{0,3}\b|\b[78]\d{2}\.\d{1,2}\b"),
        row("<money>", 2, r"(?m)\$\s?\d|\s\d{1,4}\.\d{2}\s*$"),
        row("<pain>", 1, r"\b\d{1,2}\s?/\s?10\b"),
        row(
            "<visits>",
            1,
            r"(?i)\b\d{1,2}\s?(?:of|/|out of)\s?\d{1,2}\b.{0,30}\b(?:visits?|sessions?|treatments?|tx)|\b(?:visits?|sessions?|treatments?)\b.{0,30}\b\d{1,2}\s?(?:of|/)\s?\d{1,2}\b",
        ),
        row("<therapist>", 1, r"\b(?:L\.?Ac|P\.?T|DPT|D\.?C|O\.?T\.?R|PTA|CMT|LMT)\b\.?(?:\W|$)"),
        row(
            "<drug rows>",
            3,
            r"(?m)^\W*(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}).{0,40}\b\d[\d./]*\s?(?:mg|mcg|ml)\b",
        ),
    ]
});

/// What is longer, in bytes, is no cover and no reminder.
const SHORT: usize = 1400;

impl Bodies {
    pub(super) fn of(rows: Vec<Row>) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut words = Vec::new();
        let mut number = |word: &str| {
            *numbers.entry(word.to_owned()).or_insert_with(|| {
                words.push(word.to_owned());
                words.len() - 1
            })
        };
        let mut groups =
            |all: &[String]| all.iter().map(|group| group.split('|').map(&mut number).collect()).collect();
        let rows: Vec<Body> = rows
            .iter()
            .map(|row| Body { kind: row.kind, weight: row.weight, all: groups(&row.all), none: groups(&row.none) })
            .collect();
        let counted = COUNTED
            .into_iter()
            .map(|(name, least, all)| (name, least, all.split('|').map(&mut number).collect()))
            .collect();
        let finder = AhoCorasick::new(words.iter().map(|word| format!(" {word} "))).ok();
        Self { finder, numbers, counted, rows }
    }

    /// Kinds for which the body speaks, and how much.
    fn kinds(&self, text: &str) -> Vec<(Kind, f32)> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let spaced = spaced(text);
        let mut there: HashSet<usize> =
            finder.find_overlapping_iter(&spaced).map(|one| one.pattern().as_usize()).collect();
        let counted = self.counted.iter().filter(|(_, least, all)| {
            all.iter().filter(|word| there.contains(word)).take(*least).count() == *least
        });
        let mut more: Vec<&str> = counted.map(|one| one.0).collect();
        more.extend(
            NUMBERED
                .iter()
                .filter(|(_, least, pattern)| pattern.find_iter(text).take(*least).count() == *least)
                .map(|one| one.0),
        );
        if text.len() < SHORT {
            more.push("<short>");
        }
        there.extend(more.into_iter().filter_map(|name| self.numbers.get(name)));
        let any = |group: &Vec<usize>| group.iter().any(|word| there.contains(word));
        let holds = |row: &&Body| row.all.iter().all(any) && !row.none.iter().any(any);
        self.rows.iter().filter(holds).map(|row| (row.kind, row.weight)).collect()
    }
}

/// Kinds for which the body of a document speaks, and how much.
pub(super) fn kinds(text: &str) -> Vec<(Kind, f32)> {
    NAMES.bodies.kinds(text)
}

/// Lower case, one blank between words and at both ends. A word keeps its
/// strokes and full stops within.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 2);
    spaced.push(' ');
    for word in text.split(|one: char| !(one.is_alphanumeric() || "/&.".contains(one))) {
        let word = word.trim_matches(['.', '/', '&']);
        if !word.is_empty() {
            spaced.extend(word.chars().map(|one| one.to_ascii_lowercase()));
            // A word of a scan begins where another ends: each has its own blank.
            spaced.push(' ');
        }
    }
    spaced
}
