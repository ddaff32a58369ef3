//! Statements on anything but the MTUS: the Official Disability Guidelines,
//! ACOEM outside of the schedule, works and web addresses.

use super::statement::compiled;
use super::{citation, mtus, odg, pages, trimmed};
use crate::letter::record::Citation;
use regex::Regex;
use std::sync::LazyLock;

/// The name of a source known here.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x) (?i:official\ disability\ guidelines?) (?: \s* \(ODG\) )? | \bODG\b (?: \s* \(ODG\) )?
        | \b (?: American\ College\ of\ Occupational\ (?:and|&)\ Environmental\ Medicine\s*(?:\(ACOEM\))? | ACOEM ) \b",
    )
});

/// A web address; a line may end after one of its hyphens.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\b(?:https?://|www\.)(?:[^\s,;]*-\s)*[^\s,;]+"));

/// Works that letters name first and then the entry looked up.
static WORK: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(UpToDate(?:\.com)?|Up to Date|Medscape|eMedicine|WebMD|Epocrates|Lexi-?comp|Drugs\.com|Cochrane(?: Library| Database)?|PubMed|National Guideline Clearinghouse|Physician'?s'? Desk Reference|FDA|Mayo Clinic|Wheeless)\s*[,:;]\s*(.+)$",
    )
});

/// Adds the citations of one statement.
pub(super) fn parse(body: &str, found: &mut Vec<Citation>) {
    let sources: Vec<_> = SOURCE
        .find_iter(body)
        .map(|name| (name, !name.as_str().starts_with('A')))
        .filter(|(name, _)| !inside_title(body, name.start()))
        .collect();
    let first = sources.first().map_or(body.len(), |source| source.0.start());
    head(&body[..first], found);
    for (at, (name, is_odg)) in sources.iter().enumerate() {
        let end = sources.get(at + 1).map_or(body.len(), |next| next.0.start());
        let rest = &body[name.end()..end];
        if *is_odg {
            odg::parse(rest, found);
        } else {
            found.push(acoem(rest));
        }
    }
}

/// `…, ODG Preface – Physical Therapy` goes on with the citation before it.
fn inside_title(body: &str, at: usize) -> bool {
    let rest = &body[at..];
    rest.starts_with("ODG Preface") && odg::opens_with_chapter(body)
}

/// What stands before the first known source.
fn head(text: &str, found: &mut Vec<Citation>) {
    let text = trimmed(text);
    if text.is_empty() {
        return;
    }
    if odg::opens_with_chapter(text) {
        odg::parse(text, found);
    } else if mtus::opens_with_guideline(text) {
        mtus::parse(text, found);
    } else {
        works(text, found);
    }
}

/// Works: each web address is one; else the whole text is one title.
fn works(text: &str, found: &mut Vec<Citation>) {
    let before = found.len();
    for address in ADDRESS.find_iter(text) {
        found.push(citation("Other", address.as_str(), "", None));
    }
    if found.len() > before {
        return;
    }
    if let Some(work) = WORK.captures(text) {
        found.push(citation("Other", &work[1], &work[2], None));
    } else {
        let (pages, _) = pages::take(text);
        found.push(citation("Other", text, "", pages));
    }
}

/// ACOEM cited outside of the schedule.
fn acoem(rest: &str) -> Citation {
    let (pages, rest) = pages::take(rest);
    let named = rest.trim_start().starts_with(':');
    let rest = trimmed(&rest);
    match rest.split_once(", ") {
        Some((title, section)) if named => citation("ACOEM", title, section, pages),
        _ => citation("ACOEM", rest, "", pages),
    }
}
