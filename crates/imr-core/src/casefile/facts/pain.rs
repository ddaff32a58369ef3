//! Pain on a scale to ten, with and without medication.

use super::kind::{FactKind, Pain};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use std::ops::Range;
use std::sync::LazyLock;

/// The words for the scale itself, whose numbers are no scores.
static SCALE: Pattern = LazyLock::new(|| {
    compiled(
        r"\(?\b(?:0|zero|1|one)\s?(?:-|–|to|through)\s?(?:10|ten)\b\)?(?:[- ](?:point )?(?:pain )?scale)?|\b(?:pain |vas |numeric(?:al)? |rating |ten-point |10-point )*scale (?:of|to) (?:10|ten)\b|\((?:0|zero)\b[^)0-9]*(?:10|ten)\b[^)0-9]*\)|\b(?:ten|10)[- ]point (?:pain |numeric )?scale\b",
    )
});

/// A score that says of how much it is, and a range of two.
static SCORE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d{1,2}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten)(?:\s?(?:-|–|to)\s?(\d{1,2}(?:\.\d)?))?\s?(?:/\s?10\b|(?:out )?of (?:a (?:possible )?)?(?:10|ten)\b)",
    )
});

/// A bare number behind a word that says it is a score.
static BARE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:vas|nrs|nprs|nps|marks|marked|circled|its|it['’]s|answer(?:s|ed)?|repl(?:ies|ied)|number|picks|picked|chose|selected|estimate[sd]?|puts?|runs|scale|pain|level|score|scores|rating|rated|rates|graded|intensity|severity|meds|medications?|medicines?|medicated|unmedicated|it|from|to|down|grade|drops|falls)\b[\s:=,(]*(?:(?:is|was|are|of|at|as|a|an|the|to|from|currently|today|about|around|approximately|rated|scored|down|level|score|by|patient|now|pain|him|her|with|without|w/o|w/|medication|meds)\b[\s:=,(]*)*(\d{1,2}(?:\.\d)?)(?:\s?(?:-|–)\s?(\d{1,2}))?\b",
    )
});

/// A fall that only arrows show: `8 -> 4`.
static FALL: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d{1,2}(?:\.\d)?)(?:/10)?\s?(?:->|=>|→|down to)\s?(?:a |an )?(\d{1,2}(?:\.\d)?)(?:\s?/\s?10)?\b|\bfrom (?:a |an )?(\d{1,2}(?:\.\d)?) to (?:a |an )?(\d{1,2}(?:\.\d)?)\b|\b(?:meds?|medications?|medicines?|pills)(?: and|, and|,|;)? (?:only )?(?:a |an )?(\d{1,2}(?:\.\d)?) (?:with|without|w/o?|on|off)\b",
    )
});

/// What says with or without medication.
static WHEN: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(without|w/o|w/out|before|off|prior to|pre|not taking|when not|if not|otherwise|skip\w*|miss(?:es|ed|ing)?|does(?:n['’]?t| not)|do(?:n['’]?t| not)|runs out|unmedicated|untreated|absence|absent|no (?:pain )?(?:meds?|medications?|medicines?|drugs?|pills?))\b|\b(with(?:in)?\b|w/|while (?:taking|on|using)|(?:when|if|once) (?:\w+ )?(?:taking|using|medicated|takes?|taken)|(?:meds?|medications?|medicines?|pills) (?:on board|taken|bring)|medicated|taking|using|(?:after|on|following|under)(?: (?:taking|using|his|her|the|current|pain|use|of))* (?:medications?|medicines?|meds?|drugs?|pills?|treatment|them|it|regimen|[a-z]+(?:one|ine|in|ol|co|am|en|il|ex|cet)))(?: ([a-z]+))?",
    )
});

/// What one has pain with that is no drug.
const NO_DRUGS: [&str; 26] = [
    "a",
    "an",
    "numeric",
    "visual",
    "activity",
    "activities",
    "movement",
    "motion",
    "walking",
    "sitting",
    "standing",
    "bending",
    "lifting",
    "rest",
    "exertion",
    "cold",
    "weather",
    "work",
    "prolonged",
    "stairs",
    "driving",
    "radiation",
    "numbness",
    "spasm",
    "flares",
    "increased",
];

/// A score in a sentence.
struct Score {
    span: Range<usize>,
    value: f32,
}

pub(super) fn read(scene: &mut Scene<'_>) {
    let masked = masked(scene.text);
    let scaled = masked != scene.text || scene.marks.cue("pain scale") || scene.folded.contains("pain");
    // Other things have scales too: `Glasgow coma scale 4`.
    const OTHERS: [&str; 4] = ["coma", "recall", "stress level", "apgar"];
    if OTHERS.iter().any(|word| scene.folded.contains(word)) {
        return;
    }
    let found = scores(&masked, scaled);
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return };
    let span = first.span.start..last.span.end;
    let of_drug = scene.marks.cue("medicines") || !scene.drugs.is_empty() || scene.folded.contains("treatment");
    let pain = told(scene.text, &found, of_drug);
    // "Without medication" says when, and denies nothing.
    let mut context = scene.context(&span);
    context.negated = false;
    if !completed(scene, &pain) {
        scene.add_as(&span, FactKind::Pain(pain), context);
    }
}

/// Whether the sentence right before gave one of two scores and this gives the
/// other.
fn completed(scene: &mut Scene<'_>, pain: &Pain) -> bool {
    let (page, at) = (scene.page.number, scene.sentence.span.start);
    let Some(before) = scene.found.last_mut().filter(|fact| fact.page == page) else { return false };
    let near = at.saturating_sub(before.span.end) < NEAR;
    let FactKind::Pain(known) = &mut before.kind else { return false };
    let fits = known.score.is_none() && pain.score.is_none() && near;
    match (known.with_drug, known.without_drug, pain.with_drug, pain.without_drug) {
        (Some(_), None, None, Some(without)) if fits => known.without_drug = Some(without),
        (None, Some(_), Some(with), None) if fits => known.with_drug = Some(with),
        _ => return false,
    }
    true
}

/// How far two sentences stand apart that tell one thing, in bytes.
const NEAR: usize = 60;

/// The text with blanks for what names the scale.
fn masked(text: &str) -> String {
    let mut masked = text.to_owned();
    for found in SCALE.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        // `7 out of 10` has its own ten; `1 to 10/2014` is a day.
        if !text[found.end()..].starts_with('/') {
            masked.replace_range(found.range(), &" ".repeat(found.len()));
        }
    }
    masked
}

/// Every score of a sentence, from left to right.
fn scores(text: &str, scaled: bool) -> Vec<Score> {
    let mut all: Vec<Score> = Vec::new();
    let mut add = |span: Range<usize>, value: Option<f32>| {
        let free = all.iter().all(|known| known.span.end <= span.start || span.end <= known.span.start);
        if let Some(value) = value.filter(|value| free && (0.0..=10.0).contains(value)) {
            all.push(Score { span, value });
        }
    };
    for found in SCORE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let Some(whole) = found.get(0).map(|whole| whole.range()) else { continue };
        // `1/10/2014` is a day.
        if text[whole.end..].starts_with(['/', '-']) || text[..whole.start].ends_with(['/', '-', '.']) {
            continue;
        }
        let (one, other) = (found.get(1), found.get(2));
        match (one.and_then(|one| number(one.as_str())), other.and_then(|one| number(one.as_str()))) {
            // `From 8 to 4/10` is no range.
            (Some(high), Some(low)) if high > low => {
                add(one.map_or(whole.clone(), |one| one.range()), Some(high));
                add(other.map_or(whole.clone(), |one| one.start()..whole.end), Some(low));
            }
            (one, other) => add(whole, other.or(one)),
        }
    }
    if scaled {
        for pattern in [&FALL, &BARE] {
            for found in pattern.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
                for one in (1..found.len()).filter_map(|group| found.get(group)) {
                    let span = one.range();
                    add(span.clone(), number(one.as_str()).filter(|_| is_bare(text, &span)));
                }
            }
        }
    }
    all.sort_by_key(|one| one.span.start);
    all
}

/// Whether a number that stands alone may be a score, and measures nothing.
fn is_bare(text: &str, span: &Range<usize>) -> bool {
    const UNITS: [&str; 24] = [
        "mg",
        "min",
        "week",
        "wk",
        "day",
        "hour",
        "hr",
        "month",
        "year",
        "yr",
        "visit",
        "session",
        "time",
        "lb",
        "pound",
        "percent",
        "degree",
        "tablet",
        "tab",
        "cap",
        "mile",
        "block",
        "injection",
        "am",
    ];
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let rest = after.trim_start().to_ascii_lowercase();
    let odd = after.starts_with(['/', '%', '-', '.', '"', '\u{b0}'])
        && !after.starts_with("/10")
        && after[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    !odd && !after.starts_with('%')
        && !before.ends_with(['/', '-', '.', '#', '$'])
        && !UNITS.iter().any(|unit| rest.starts_with(unit))
}

fn number(word: &str) -> Option<f32> {
    let whole = || super::therapy::number(word).and_then(|value| u8::try_from(value).ok()).map(f32::from);
    word.parse().ok().or_else(whole)
}

/// Which score holds when.
fn told(text: &str, found: &[Score], of_drug: bool) -> Pain {
    let mut pain = Pain { score: None, with_drug: None, without_drug: None };
    let between = |at: usize| {
        let from = at.checked_sub(1).map_or(0, |at| found[at].span.end);
        &text[from..found[at].span.start]
    };
    if let [one, other] = found
        && let Some((high, low)) = fallen(between(0), between(1), one, other)
    {
        let away = said(&text[other.span.end..], false) == Some(false);
        return match of_drug || said(text, false).is_some() {
            true if !away => Pain { with_drug: Some(low), without_drug: Some(high), ..pain },
            _ => Pain { score: Some(low), ..pain },
        };
    }
    // Where the first score has its word before it, so have the others.
    let leads = said(between(0), true).is_some();
    for (at, one) in found.iter().enumerate() {
        let next = found.get(at + 1).map_or(text.len(), |next| next.span.start);
        let (before, after) = (said(between(at), true), said(&text[one.span.end..next], false));
        let when = if leads {
            before.or(after)
        } else if at == 0 {
            after.or(before)
        } else {
            after
        };
        let place = match when {
            Some(true) => &mut pain.with_drug,
            Some(false) => &mut pain.without_drug,
            None => &mut pain.score,
        };
        place.get_or_insert(one.value);
    }
    if let [one, other] = found
        && of_drug
    {
        settle(&mut pain, (one.value, other.value), text);
    }
    if pain.score.is_some() && pain.with_drug.is_none() && pain.without_drug.is_none() {
        pain.score = today(text, found).or(pain.score);
    }
    // Beside what holds with and without, a third score says little.
    if pain.with_drug.is_some() && pain.without_drug.is_some() {
        pain.score = None;
    }
    pain
}

static IS: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:now|today(?:'s)?|currently|presently|at present|at this (?:time|visit)|this visit)\b")
});
static WAS: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:was|were|had been|previously|formerly|before|last (?:visit|month|week|time)|ago|used to|initially|in the past|prior|earlier|at first)\b",
    )
});

/// Of two scores of two days, the one of today: `was 7/10 and is now 4/10`.
fn today(text: &str, found: &[Score]) -> Option<f32> {
    let [one, other] = found else { return None };
    let is = |pattern: &Pattern, text: &str| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    let between = text.get(one.span.end..other.span.start)?;
    let cut = between.find([',', ';']).or_else(|| between.find(" and ")).or_else(|| between.find(" but "));
    let cut = one.span.end + cut.unwrap_or(between.len());
    let (first, second) = (&text[..cut], &text[cut..]);
    // `4/10 today, was 7/10`
    let turned = (is(&IS, second) && !is(&IS, first)) || (is(&WAS, first) && !is(&WAS, second) && !is(&IS, first));
    (turned && (is(&WAS, first) || is(&IS, second))).then_some(other.value)
}

static NOW: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:today|now|current(?:ly)?|present(?:ly)?|worst|best|average|last|prior|previous|rest|activity)\b",
    )
});
static EASES: Pattern =
    LazyLock::new(|| compiled(r"\b(?:bring|brought|reduc|decreas|down|drop|lower|improv|reliev|ease)"));

/// Of two scores where one is said to hold with medication or without, the
/// other holds the other way; with medication pain is the lesser.
fn settle(pain: &mut Pain, (one, other): (f32, f32), text: &str) {
    let is = |pattern: &Pattern| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    let labelled = pain.with_drug.is_some() || pain.without_drug.is_some();
    let whole = pain.with_drug.zip(pain.without_drug).is_some_and(|(with, without)| with <= without);
    if whole || is(&NOW) || !(labelled || is(&EASES)) {
        return;
    }
    *pain = Pain { score: None, with_drug: Some(one.min(other)), without_drug: Some(one.max(other)) };
}

/// The higher and the lower score where one goes to the other: `from 8/10 to
/// 4/10`, `8 -> 4`, `to 4/10 from 8/10`.
fn fallen(before: &str, between: &str, one: &Score, other: &Score) -> Option<(f32, f32)> {
    let last = |words: &str| {
        let words = words.trim_end_matches([' ', '(', ',']).to_lowercase();
        let words = words.trim_end_matches(" a").trim_end_matches(" an").trim_end_matches(" level of").to_owned();
        words.rsplit(' ').next().unwrap_or_default().to_owned()
    };
    let (lead, link) = (last(before), last(between));
    let to = ["to", "->", "=>", "\u{2192}"].contains(&link.as_str());
    let short = between.split_whitespace().count() <= 4;
    match (lead.as_str(), link.as_str()) {
        _ if to && short && (lead == "from" || one.value > other.value) => Some((one.value, other.value)),
        ("to", "from") if short => Some((other.value, one.value)),
        _ => None,
    }
}

/// Whether words say with medication or without it: the last that do, or the
/// first.
fn said(words: &str, last: bool) -> Option<bool> {
    let pattern = WHEN.as_ref()?;
    let of_drug = |found: &regex::Captures<'_>| {
        let next = found.get(3).map_or(String::new(), |next| next.as_str().to_lowercase());
        !NO_DRUGS.contains(&next.as_str())
    };
    let mut all = pattern.captures_iter(words).filter(of_drug).map(|found| found.get(2).is_some());
    if last { all.last() } else { all.next() }
}
