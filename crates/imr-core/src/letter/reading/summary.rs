//! Step 6: what the clinical case summary says of the worker and of the
//! dates.

use super::dates::{self, Found};
use super::draft::Draft;
use super::pattern::compiled;
use super::sections::{Sections, floor};
use super::{diagnoses, sentences};
use crate::letter::record::{Prose, StatedDate};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static AGE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) \b (?: (?P<n>\d{1,3})
            | (?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) (?: [-\ ] (?P<ones>one|two|three|four|five|six|seven|eight|nine) )?
            | (?P<teens>sixteen|seventeen|eighteen|nineteen) )
        [-\ ]* (?: years? | yrs? | y\.? ) [-\ ./]* (?: old | of\ age | o\b )",
    )
});

static SEX: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\b(?:(female|woman|lady)|(male|man|gentleman))\b"));
static SEX_STATED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:is|was|a|an|this|adult|old)\s+(?:[\w-]+\s+){0,3}?(?:(female|woman|lady)|(male|man|gentleman))\b",
    )
});

/// Words that make the date behind them the date of injury.
static INJURY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) (?:
            \b (?: date\ of\ (?:injury|loss) | DOI | injur(?:y|ies)(?:\ date)? | injured | hurt\ (?:at\ work|on\ the\ job) | occupational\ claim
                 | (?:industrial|work|workplace|industrial-work|work-related|work\ related)\ accident )
            (?: \ (?:on|of|from|dated|date|date\ of|was|is|occurred|occurring|that\ occurred|which\ occurred|sustained|reported|to\ be|as|about|or\ about|noted)|\ \(DOI\) )*
          | \b (?:sustained|suffered|incurred|reported|experienced|had|with)\ (?:an?\ |the\ |his\ |her\ )?(?:[\w-]+\ ){0,3}injur(?:y|ies)
            \ (?:to|of|involving|in|while|when|after|at|from|due)\b [^.;]{1,110} \ on
          | \b was\ injured \b [^.;]{1,110} \ on
        ) [\ :,(]* $",
    )
});

/// Words that name the utilization review, in lower case but for its short
/// name, and words between them and its date.
static REVIEW_SHORT: LazyLock<Regex> = LazyLock::new(|| compiled(r"\bUR\b"));
static REVIEW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x) utilization\ review
        | \b (?:prior|previous|original|initial)\ (?:adverse\ )?(?:determination|review|denial|decision|non-?\ ?certification) \b
        | \b previously\ (?:reviewed|denied|non-?\ ?certified|modified) \b",
    )
});
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) ^ (?: [\ ,/]* (?: \( (?:UR|utilization\ review)[^)]* \) | (?: letter | report | documentation | form | determination
            | decisions? | denial | modification | non-?\ ?certifi(?:cation|ed) | certification | denied | modified | reviewed
            | reviewer | physician | review | board | notice | with | an? | the | is | was | were | dated? | of | on | from
            | for | requests? | below | made | issued | performed | completed | as | by | and | in ) \b ) )* [\ ,:(]* $",
    )
});

/// Reads the summary.
pub(super) fn read(draft: &mut Draft<'_>, sections: &Sections) {
    let range = sections.summary.clone();
    if range.is_empty() {
        draft.note("no_summary", None, "The letter has no clinical case summary.");
        return;
    }
    let text = &draft.flat()[range.clone()];
    draft.record.summary = Some(Prose { text: text.to_owned() });
    draft.span("/summary/text", &range);
    patient(draft, text, range.start);
    let dates = dates::all(text);
    injury(draft, text, range.start, &dates);
    let lower = &draft.lower()[range.clone()];
    review(draft, (text, lower), range.start, &dates);
    conflicts(draft);
    diagnoses::read(draft, (text, lower), range.start);
}

fn patient(draft: &mut Draft<'_>, text: &str, start: usize) {
    const NEAR: usize = 60;
    const HEAD: usize = 700;
    let head = &text[..floor(text, HEAD)];
    let mut age = None;
    for found in AGE.captures_iter(head) {
        let Some(whole) = found.get(0) else { continue };
        let behind = &text[whole.end()..floor(text, whole.end() + NEAR)];
        let sex = SEX.captures(behind).and_then(|sex| Some((sex.get(0)?.range(), sex.get(1).is_some())));
        let near = sex.is_some();
        if age.is_none() || near {
            age = Some((
                whole.range(),
                years(&found),
                sex.map(|(r, f)| (whole.end() + r.start..whole.end() + r.end, f)),
            ));
        }
        if near {
            break;
        }
    }
    let mut sex = None;
    if let Some((range, years, near)) = age {
        draft.record.patient.age = years;
        draft.span("/patient/age", &(start + range.start..start + range.end));
        sex = near;
    }
    let sex = sex.or_else(|| {
        let found = SEX_STATED.captures(head)?;
        let word = found.get(1).or_else(|| found.get(2))?;
        Some((word.range(), found.get(1).is_some()))
    });
    if let Some((range, female)) = sex {
        draft.record.patient.sex = Some(if female { "female" } else { "male" }.to_owned());
        draft.span("/patient/sex", &(start + range.start..start + range.end));
    }
}

fn years(found: &regex::Captures<'_>) -> Option<u32> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const ONES: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    const TEENS: [&str; 4] = ["sixteen", "seventeen", "eighteen", "nineteen"];
    let place = |name: &str, words: &[&str]| {
        let word = found.name(name)?.as_str().to_ascii_lowercase();
        words.iter().position(|&known| known == word).and_then(|at| u32::try_from(at).ok())
    };
    if let Some(number) = found.name("n") {
        return number.as_str().parse().ok().filter(|&n| n <= 120);
    }
    if let Some(teens) = place("teens", &TEENS) {
        return Some(16 + teens);
    }
    Some(20 + 10 * place("tens", &TENS)? + place("ones", &ONES).map_or(0, |at| at + 1))
}

/// The dates behind words that speak of the injury.
fn injury(draft: &mut Draft<'_>, text: &str, start: usize, dates: &[Found]) {
    const WINDOW: usize = 200;
    let mut seen = Vec::new();
    for date in dates {
        let from = floor(text, date.range.start.saturating_sub(WINDOW));
        if seen.contains(&date.day) || !INJURY.is_match(&text[from..date.range.start]) {
            continue;
        }
        seen.push(date.day);
        let at = draft.record.patient.date_of_injury.len();
        draft
            .span(format!("/patient/date_of_injury/{at}/raw"), &(start + date.range.start..start + date.range.end));
        draft.record.patient.date_of_injury.push(stated(text, date));
    }
}

fn stated(text: &str, date: &Found) -> StatedDate {
    StatedDate { raw: text[date.range.clone()].to_owned(), iso: date.day.to_string(), place: "summary".to_owned() }
}

/// The dates of the utilization review: behind its name, or at the head of
/// the sentence that tells of it.
fn review(draft: &mut Draft<'_>, (text, lower): (&str, &str), start: usize, dates: &[Found]) {
    let mut seen = Vec::new();
    let mut words: Vec<Range<usize>> = REVIEW.find_iter(lower).map(|word| word.range()).collect();
    words.extend(REVIEW_SHORT.find_iter(text).map(|word| word.range()));
    words.sort_unstable_by_key(|word| word.start);
    for word in words {
        if text[..word.start].ends_with("reviewed by ") {
            continue;
        }
        let sentence = sentences::around(text, word.start);
        let Some(date) = review_date(text, &word, &sentence, dates) else {
            continue;
        };
        if seen.contains(&date.day) {
            continue;
        }
        seen.push(date.day);
        let at = draft.record.ur_dates.len();
        draft.span(format!("/ur_dates/{at}/raw"), &(start + date.range.start..start + date.range.end));
        draft.record.ur_dates.push(stated(text, date));
    }
}

fn review_date<'d>(
    text: &str,
    word: &Range<usize>,
    sentence: &Range<usize>,
    dates: &'d [Found],
) -> Option<&'d Found> {
    let first = dates.partition_point(|date| date.range.start < sentence.start);
    let within = &dates[first..];
    let within = &within[..within.partition_point(|date| date.range.end <= sentence.end)];
    let behind = within.iter().find(|date| date.range.start >= word.end);
    if let Some(date) = behind
        && BETWEEN.is_match(&text[word.end..date.range.start])
    {
        return Some(date);
    }
    // `On 1/2/2016 the request was denied by utilization review.`
    let names_it = text[word.clone()].eq_ignore_ascii_case("utilization review") || &text[word.clone()] == "UR";
    let head = within.first().filter(|date| date.range.end <= word.start)?;
    let opens = text[sentence.start..head.range.start].trim().eq_ignore_ascii_case("on");
    (names_it && opens).then_some(head)
}

/// Header and summary may differ.
fn conflicts(draft: &mut Draft<'_>) {
    let differ = |dates: &[StatedDate]| {
        let header = dates.iter().find(|date| date.place == "header");
        let mut summary = dates.iter().filter(|date| date.place == "summary").peekable();
        summary.peek().is_some() && header.is_some_and(|header| summary.all(|date| date.iso != header.iso))
    };
    if differ(&draft.record.patient.date_of_injury) {
        draft.note("injury_dates_differ", None, "Header and summary state different dates of injury.");
    }
    if differ(&draft.record.ur_dates) {
        draft.note("ur_dates_differ", None, "Header and summary state different dates of the utilization review.");
    }
}
