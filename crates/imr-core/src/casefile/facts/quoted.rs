//! What is told from the report of somebody else, or of another day: it was
//! found then, and not today.

use super::Fact;
use super::pattern::{Pattern, compiled};
use super::scene::{Carried, alone};
use crate::casefile::{Document, section_of};
use crate::letter::reading::dates;
use aho_corasick::AhoCorasick;
use jiff::civil::Date;
use std::sync::LazyLock;

/// What is being quoted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quoted {
    /// The day of the report that is quoted, where it is told.
    day: Option<Date>,
    /// It goes on to the next heading, and not only while verbs say so.
    whole: bool,
}

static HEADING: Pattern = LazyLock::new(|| {
    compiled(
        r"^\W*(?:review of (?:the )?(?:prior |outside |submitted |available )?(?:medical )?(?:records?|reports?|documents|files?|charts?)|(?:medical )?records? review(?:ed)?|medical records|(?:summary|synopsis) of (?:the )?(?:medical )?(?:records|reports)|prior (?:medical )?(?:reports|records)|reports reviewed)\b\s*(?::|$)",
    )
});

/// That somebody read a report, or that one says something.
static REPORT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:i|we)(?: have)?(?: also| personally| carefully)? (?:review(?:ed)?|read|received|(?:was|were) (?:sent|given)) .{0,80}\b(?:report|note|record|chart|evaluation|consultation|letter|narrative)s?\b|\b(?:per|according to|as noted in|as per|based on) .{0,50}\b(?:report|note|record|evaluation|consultation|narrative|chart)s?\b|\b(?:dr\.?|doctor) [a-z][a-z.’'-]*(?: [a-z][a-z.’'-]*)?,?(?: m\.?d\.?,?| d\.?o\.?,?)?(?: in (?:his|her|a|the) .{0,40}?)? (?:had |also |then )?(?:noted|found|documented|reported|observed|described|recorded|stated|wrote|indicated|elicited)\b|\b(?:report|note|evaluation|exam|examination|consultation|visit)s?,? (?:of|dated|from|on) (?:dr\.? |\d{1,2}/\d|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d)",
    )
});

/// What a sentence has that names a report or its author.
static NAMES_ONE: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = [
        "report",
        "note",
        "record",
        "chart",
        "eval",
        "consult",
        "letter",
        "narrative",
        "exam",
        "visit",
        "dr",
        "doctor",
    ];
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

/// That the report which was named goes on to tell.
static GOES_ON: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?:he|she|they|dr\.? [a-z.’'-]+|the (?:doctor|physician|examiner|report|note|surgeon|evaluator)|it)(?: had| also| further| then)* (?:noted|notes|found|finds|documented|documents|reported|observed|described|describes|recorded|stated|wrote|indicated|elicited|diagnosed|concluded|saw)\b|^(?:at that time|on that (?:date|day|visit|occasion)|then,)|\b(?:exam|examination|findings)(?: (?:was|were|showed|revealed|noted))? (?:then|at that time|on that (?:date|day|visit|occasion))\b",
    )
});

/// Notes what is quoted from here on. `first` where the sentence opens a
/// paragraph.
pub(super) fn follow(carried: &mut Carried, text: &str, first: bool, document: Option<&Document>) {
    let is = |pattern: &Pattern| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    let own = document.and_then(|document| document.date);
    let day = || dates::each(text).map(|found| found.day).find(|day| Some(*day) != own);
    if may_head(text) && is(&HEADING) {
        carried.quoted = Some(Quoted { day: day(), whole: true });
        return;
    }
    if carried.quoted.is_some() && (section_of(text).is_some() || (first && is_heading(text))) {
        carried.quoted = None;
    }
    if NAMES_ONE.as_ref().is_some_and(|words| words.is_match(text)) && is(&REPORT) && !is_own(text, document) {
        let whole = carried.quoted.is_some_and(|one| one.whole);
        carried.quoted = Some(Quoted { day: day(), whole });
        return;
    }
    let goes_on = |one: &Quoted| one.whole || (!first && is(&GOES_ON));
    carried.quoted = carried.quoted.filter(goes_on);
}

/// Whether the first letter is one with which such a heading begins.
fn may_head(text: &str) -> bool {
    let first = text.bytes().find(|byte| byte.is_ascii_alphanumeric());
    first.is_some_and(|first| matches!(first.to_ascii_lowercase(), b'r' | b'm' | b's' | b'p'))
}

fn is_heading(text: &str) -> bool {
    let label = text.split_once(':').map_or(text, |one| one.0);
    alone(label).is_some() || (label.len() > 3 && label.len() < 48 && !label.contains(char::is_lowercase))
}

/// Whether the report that is named is the document itself: of its own day
/// and no other, or of its own author.
fn is_own(text: &str, document: Option<&Document>) -> bool {
    let Some(document) = document else { return false };
    let days = dates::all(text);
    let own_day = !days.is_empty() && days.iter().all(|found| Some(found.day) == document.date);
    let name = document
        .author
        .as_ref()
        .and_then(|author| author.value.split([' ', ',']).rfind(|word| word.len() > 3 && !word.contains('.')));
    let by_author = name.is_some_and(|name| text.contains(name));
    own_day || (by_author && days.is_empty())
}

/// Marks what was found then.
pub(super) fn mark(quoted: Option<Quoted>, found: &mut [Fact]) {
    let Some(quoted) = quoted else { return };
    for fact in found {
        fact.context.historical = true;
        fact.stated_date = fact.stated_date.or(quoted.day);
    }
}
