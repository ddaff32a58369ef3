//! What a document is, by its titles and by words that stand in its kind.

use super::super::approximate::{LONGEST, nearest, squashed};
use super::super::document::Kind;
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/document-kinds.toml");

#[derive(Deserialize)]
struct Table {
    kind: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: Kind,
    titles: Vec<String>,
    cues: Vec<String>,
}

struct Title {
    kind: Kind,
    /// Letters and digits alone.
    squashed: String,
    /// In lower case, words parted by one blank; for what is too short to be
    /// found with faults.
    words: String,
}

struct Names {
    titles: Vec<Title>,
    cues: Option<AhoCorasick>,
    cue_kinds: Vec<Kind>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let rows = toml::from_str::<Table>(TABLE).map(|table| table.kind).unwrap_or_default();
    let titles = rows
        .iter()
        .flat_map(|row| row.titles.iter().map(|title| (row.name, title)))
        .map(|(kind, title)| Title { kind, squashed: squashed(title), words: words(title) })
        .filter(|title| title.squashed.len() <= LONGEST)
        .collect();
    let cues: Vec<(Kind, &String)> =
        rows.iter().flat_map(|row| row.cues.iter().map(|cue| (row.name, cue))).collect();
    Names {
        titles,
        cues: AhoCorasick::builder().ascii_case_insensitive(true).build(cues.iter().map(|(_, cue)| cue)).ok(),
        cue_kinds: cues.into_iter().map(|(kind, _)| kind).collect(),
    }
});

/// Titles shorter than this have to stand exactly, as words.
const SHORT: usize = 9;

/// Letters of a title for one that recognition may have got wrong.
const LETTERS_A_FAULT: usize = 7;

/// How many lines of a page may hold its title.
const HEAD: usize = 16;

/// A title found in the head of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    /// The kind it names.
    pub(super) kind: Kind,
    /// The line, as it stands.
    pub(super) line: String,
    /// How much it tells: near 6 for a line that is nothing but a title at
    /// the top of a page, near 1 for a mention.
    pub(super) weight: f32,
}

/// The titles in the head of a page, the weightiest first, one for each line.
pub(super) fn headings(lines: &[&str]) -> Vec<Heading> {
    let mut found: Vec<Heading> =
        lines.iter().take(HEAD).enumerate().filter_map(|(at, line)| heading(at, line)).collect();
    // What greets somebody is a letter, whatever else it may be.
    let greets = |line: &&&str| {
        let lower = line.to_lowercase();
        lower.starts_with("dear ") || lower.starts_with("to whom it may concern")
    };
    found.extend(lines.iter().take(HEAD).find(greets).map(|line| Heading {
        kind: Kind::Correspondence,
        line: (*line).to_owned(),
        weight: 1.9,
    }));
    found.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    found
}

fn heading(at: usize, line: &str) -> Option<Heading> {
    const WIDEST: usize = 110;
    let letters = squashed(line);
    if letters.is_empty() || line.chars().count() > WIDEST {
        return None;
    }
    let spaced = format!(" {} ", words(line));
    let (title, edits) = NAMES
        .titles
        .iter()
        .filter_map(|title| Some((title, faults(title, &letters, &spaced)?)))
        .max_by_key(|(title, edits)| title.squashed.len() - edits.min(&title.squashed.len()))?;
    let cover = title.squashed.len() as f32 / letters.len().max(1) as f32;
    let mut weight = 1.0 + 4.5 * cover.min(1.0) - 0.3 * edits as f32 - 0.08 * at as f32;
    let starts = faults_at_start(title, &letters);
    if !starts {
        weight -= 0.8;
    }
    if is_sentence(line) {
        weight *= 0.3;
    } else if names_a_place(line) || is_field(line) {
        weight *= 0.5;
    }
    (weight > 0.4).then(|| Heading { kind: title.kind, line: line.to_owned(), weight })
}

/// Faults with which a title stands in a line; nothing where it does not.
fn faults(title: &Title, letters: &str, spaced: &str) -> Option<usize> {
    if title.squashed.len() < SHORT {
        return spaced.contains(&format!(" {} ", title.words)).then_some(0);
    }
    if letters.contains(&title.squashed) {
        return Some(0);
    }
    let edits = nearest(title.squashed.as_bytes(), letters.as_bytes())?.edits;
    (edits <= title.squashed.len() / LETTERS_A_FAULT).then_some(edits)
}

fn faults_at_start(title: &Title, letters: &str) -> bool {
    let reach = letters.len().min(title.squashed.len() + 3);
    let head = letters.get(..reach).unwrap_or(letters);
    head.contains(&title.squashed)
        || nearest(title.squashed.as_bytes(), head.as_bytes())
            .is_some_and(|place| place.edits <= title.squashed.len() / LETTERS_A_FAULT)
}

fn is_sentence(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (line.ends_with(['.', ',', ';']) && words > 5) || words > 13
}

/// Names of practices say what they do, and are printed on all they send.
fn names_a_place(line: &str) -> bool {
    const PLACES: [&str; 16] = [
        "center",
        "centre",
        "clinic",
        "group",
        "inc",
        "associates",
        "hospital",
        "laboratories",
        "institute",
        "llc",
        "services",
        "specialists",
        "partners",
        "corp",
        "pharmacy,",
        "medical corporation",
    ];
    let lower = line.to_lowercase();
    lower.split(|one: char| !one.is_alphanumeric()).any(|word| PLACES.contains(&word))
}

/// `Procedure: ...` is what a form asks, not what the form is.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(label, value)| {
        !value.trim().is_empty()
            && label.split_whitespace().count() <= 4
            && !label.to_lowercase().contains("report")
    })
}

/// How often words of each kind stand in a text: kinds and how many different
/// ones were found.
pub(super) fn cues(text: &str) -> Vec<(Kind, usize)> {
    let Some(automaton) = &NAMES.cues else { return Vec::new() };
    let mut seen = vec![false; NAMES.cue_kinds.len()];
    for found in automaton.find_overlapping_iter(text) {
        seen[found.pattern().as_usize()] = true;
    }
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    for (kind, _) in NAMES.cue_kinds.iter().zip(seen).filter(|(_, seen)| *seen) {
        match counts.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((*kind, 1)),
        }
    }
    counts
}

/// Lower case, what is not a letter, digit, hyphen or stroke as one blank.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|one: char| !(one.is_alphanumeric() || one == '-' || one == '/' || one == '\''))
        .map(|word| word.trim_matches(['-', '/', '\'']))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_every_title_can_be_looked_for() {
        let table: Table = toml::from_str(TABLE).unwrap();
        let titles: usize = table.kind.iter().map(|row| row.titles.len()).sum();
        assert_eq!(NAMES.titles.len(), titles);
        assert!(NAMES.cues.is_some());
    }

    #[test]
    fn a_line_names_a_kind() {
        for (line, kind) in [
            ("PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)", Some(Kind::ProgressReport)),
            ("Primary Treating Physlcian's Progess Rep0rt", Some(Kind::ProgressReport)),
            ("Physical Therapy Progress Note", Some(Kind::TherapyNote)),
            ("MRI OF THE LUMBAR SPINE WITHOUT CONTRAST", Some(Kind::Imaging)),
            ("EMG/NCS Report", Some(Kind::Electrodiagnostics)),
            ("Doctor's First Report of Occupational Injury or Illness", Some(Kind::DoctorsFirstReport)),
            ("PANEL QUALIFIED MEDICAL EVALUATION", Some(Kind::MedicalLegal)),
            ("State of California", None),
            ("Pain is worse than before.", None),
        ] {
            let found = headings(&[line]);
            assert_eq!(found.first().filter(|one| one.weight > 1.5).map(|one| one.kind), kind, "{line} {found:?}");
        }
    }
}
