//! Statements on the MTUS: one or more of its guidelines, each with sections
//! and pages.

use super::statement::compiled;
use super::{citation, pages, trimmed};
use crate::letter::record::Citation;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Names of the schedule's guidelines in lower case, with the year where it
/// is written.
const GUIDELINE: &str = r"(?x) (?:
            acoem\b (?: [^.,;:]* \b complaints )?
          | chronic\ pain\ (?:medical\ )?(?:treatment(?:\ guidelines?)?|guidelines?)
          | opioids?\ (?:medical\ )?treatment(?:\ guidelines?)?
          | acupuncture\ (?:medical\ )?treatment(?:\ guidelines?)?
          | post-?\ ?surgical\ (?:rehabilitation\ |medical\ )?treatment(?:\ guidelines?)?
          | (?: neck\ (?:and|&)\ upper\ back | low(?:er)?\ back | shoulder | elbow
              | forearm,?\ wrist,?\ (?:and|&)\ hand | knee | ankle\ (?:and|&)\ foot
              | stress(?:-|\ )related | eye | hip\ and\ groin )\ (?:complaints?|conditions?|disorders?)
          | general\ approaches (?:\ to\ [a-z][^,.;:]*?(?:documentation|treatment))?
          | initial\ approaches\ to\ treatment
        ) (?: ,?\ \(? (?:19|20)\d\d \b \)? )?";
static ANYWHERE: LazyLock<Regex> = LazyLock::new(|| compiled(GUIDELINE));
static AT_START: LazyLock<Regex> = LazyLock::new(|| compiled(&format!("^(?:{GUIDELINE})")));

static SECTION_WORD: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\bsections?(?:\(s\))?\s*:\s*"));

/// True where a text begins with the name of one of the guidelines.
pub(super) fn opens_with_guideline(text: &str) -> bool {
    AT_START.is_match(&text.to_ascii_lowercase())
}

/// Adds the citations of one statement.
pub(super) fn parse(body: &str, found: &mut Vec<Citation>) {
    let starts = guideline_starts(body);
    let first = starts.first().map_or(body.len(), |start| start.0);
    if first > 0 && !trimmed(&body[..first]).is_empty() {
        found.push(unknown(&body[..first]));
    }
    for (at, &(start, end)) in starts.iter().enumerate() {
        let next = starts.get(at + 1).map_or(body.len(), |next| next.0);
        found.push(one(&body[start..end], &body[end..next]));
    }
    if body.trim().is_empty() {
        found.push(citation("MTUS", "", "", None));
    }
}

/// Where a guideline's name opens a citation. Inside a section's name the
/// same words open nothing: a further citation follows a joint and has a year
/// or stands behind page numbers.
fn guideline_starts(body: &str) -> Vec<(usize, usize)> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let lower = body.to_ascii_lowercase();
    for name in ANYWHERE.find_iter(&lower) {
        let before = body[..name.start()].trim_end();
        let joined = before.is_empty()
            || before.ends_with([',', ';', '.'])
            || before.ends_with(" and")
            || before.ends_with("CA");
        let behind_pages = before
            .trim_end_matches([',', ';', '.'])
            .trim_end_matches("and")
            .trim_end()
            .ends_with(|c: char| c.is_ascii_digit());
        let written = &body[name.range()];
        let named = written.ends_with(|c: char| c.is_ascii_digit() || c == ')')
            || written.contains("Guideline")
            || written.starts_with("ACOEM");
        if joined && (starts.is_empty() || named || behind_pages) {
            starts.push((name.start(), name.end()));
        }
    }
    starts
}

fn one(name: &str, rest: &str) -> Citation {
    let (pages, rest) = pages::take(rest);
    if name.len() >= 5 && name[..5].eq_ignore_ascii_case("acoem") {
        return acoem(&name[5..], &rest, pages);
    }
    if let Some(work) = acoem_work(&rest) {
        let (work, rest) = rest.split_at(work);
        return citation("ACOEM", &format!("{name}{work}"), &section(rest), pages);
    }
    citation("MTUS", name, &section(&rest), pages)
}

/// The end of the work that is named in brackets behind a chapter: `Low Back
/// Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12)`.
fn acoem_work(rest: &str) -> Option<usize> {
    if !rest.trim_start().starts_with("(ACOEM") {
        return None;
    }
    let mut open = 0_usize;
    rest.char_indices().find_map(|(at, c)| {
        match c {
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ => return None,
        }
        (open == 0).then_some(at + 1)
    })
}

/// A citation that has the word ACOEM. What follows is the title as far as
/// the chapter's name goes.
fn acoem(name: &str, rest: &str, pages: Option<String>) -> Citation {
    if !trimmed(name).is_empty() {
        return citation("ACOEM", name, &section(rest), pages);
    }
    match section_word(rest) {
        Some(word) => citation("ACOEM", &rest[..word.start], &section(rest), pages),
        None => citation("ACOEM", rest, "", pages),
    }
}

/// A statement or its head that names no guideline known here.
fn unknown(text: &str) -> Citation {
    let (pages, rest) = pages::take(text);
    match section_word(&rest) {
        Some(word) => citation("MTUS", &rest[..word.start], &rest[word.end..], pages),
        None => citation(if rest.contains("ACOEM") { "ACOEM" } else { "MTUS" }, &rest, "", pages),
    }
}

/// The sections: what stands after `Section(s):`, or, in letters before 2016,
/// after the guideline's name.
fn section(rest: &str) -> String {
    let body = match section_word(rest) {
        Some(word) if trimmed(&rest[..word.start]).is_empty() => &rest[word.end..],
        _ => rest,
    };
    trimmed(body).to_owned()
}

/// Where `Section(s):` stands, with the marks before it.
fn section_word(rest: &str) -> Option<Range<usize>> {
    let word = SECTION_WORD.find(rest)?;
    let start = rest[..word.start()].trim_end_matches([' ', '\t', '\n', '\r', ',', ';', ':']).len();
    Some(start..word.end())
}
