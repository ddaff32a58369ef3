//! Courses of therapy: visits made and allowed, and whether it helped.

use super::kind::{FactKind, Therapy};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::Section;
use std::sync::LazyLock;

static OF: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:visits?|sessions?|treatments?|appts?|appointments?|tx'?s?|times|used|completed|done|attended|made|kept|taken|rendered|finished|so far)){0,3}[ (]{0,2}(?:of|/|out of|from)\s?(?:the |an? )?(?:total (?:of )?)?(?:planned |authorized |approved |allowed |scheduled |prescribed )?(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|twenty-four)\b",
    )
});
static WEEKLY: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d|one|two|three|four|five)(?:x| times?| visits?| sessions?)? ?(?:a|per|/) ?(?:wk|week)(?:ly)? ?(?:for|x) ?(\d{1,2}|two|three|four|six|eight|twelve) ?(?:wks?|weeks)\b",
    )
});
static COUNT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|twenty-four)(?: \(\d{1,3}\))?(?: \w+){0,3}? ?(?:sessions?|visits?|treatments|appointments)\b|\b(?:visit|session)s?(?: (?:number|no\.?|#))? ?(\d{1,3})\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    if scene.text.trim_end().ends_with('?') || scene.folded.contains("whether") {
        return;
    }
    let named = scene.marks.of(Table::Therapy).find(|mark| !is_place(&scene.folded[mark.span.end..])).cloned();
    let Some(mark) = named.or_else(|| abbreviated(scene)) else { return };
    let (visits, planned) = visits(scene.text);
    let helped = response(scene);
    let attended = scene.marks.cue("attended") && scene.section() != Section::Plan;
    if visits.is_none() && planned.is_none() && helped.is_none() && !attended {
        return;
    }
    let therapy = Therapy { name: mark.name.to_owned(), visits, planned, helped };
    let mut context = scene.context(&mark.span);
    // That it did not help denies no therapy.
    context.negated &= helped.is_none();
    let span = mark.span;
    if !(context.conditional && visits.is_none()) {
        scene.add_as(&span, FactKind::Therapy(therapy), context);
    }
}

/// `Chiropractic Wellness Center`: where it is given.
fn is_place(rest: &str) -> bool {
    const PLACES: [&str; 8] =
        ["center", "clinic", "group", "associates", "inc", "office", "institute", "department"];
    rest.split([' ', ',']).filter(|word| !word.is_empty()).take(3).any(|word| PLACES.contains(&word))
}

/// Visits made, and visits allowed.
fn visits(text: &str) -> (Option<u32>, Option<u32>) {
    let pair = |pattern: &Pattern| {
        let found = pattern.as_ref()?.captures(text)?;
        Some((number(found.get(1)?.as_str())?, number(found.get(2)?.as_str())?))
    };
    if let Some((done, allowed)) = of(text) {
        return (Some(done), Some(allowed));
    }
    if let Some((a_week, weeks)) = pair(&WEEKLY) {
        return (Some(a_week * weeks), None);
    }
    let mut counts = COUNT
        .as_ref()
        .into_iter()
        .flat_map(|pattern| pattern.captures_iter(text))
        .filter_map(|found| number(found.get(1).or_else(|| found.get(2))?.as_str()));
    if ALLOWED.as_ref().is_some_and(|pattern| pattern.is_match(text))
        && let [one, other] = bare_numbers(text)[..]
    {
        return (Some(one.min(other)), Some(one.max(other)));
    }
    match (counts.next(), counts.next()) {
        (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
        (one, _) => (one, None),
    }
}

/// So many of so many; a day is none.
fn of(text: &str) -> Option<(u32, u32)> {
    let found = OF.as_ref()?.captures(text)?;
    let ends = found.get(0)?.end();
    let pair = (number(found.get(1)?.as_str())?, number(found.get(2)?.as_str())?);
    // `Seen on 4/96` is a month.
    let before = text[..found.get(0)?.start()].to_ascii_lowercase();
    let month = [" on ", " in ", "since ", "until ", "dated "].iter().any(|word| before.ends_with(word));
    (pair.0 <= pair.1 && !month && !text[ends..].starts_with(['/', '-'])).then_some(pair)
}

static ALLOWED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:authorized|auth(?:'?d)?|approved|ok'?d|okayed|allowed|planned|scheduled|prescribed|ordered|certified|allotted|granted|covered|awarded|total)\b|^(?:out )?of (?:the )?\d",
    )
});
static BARE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|twenty-four)\b(?:\s?[-/.%]\s?\d|\s?%|\s(?:times?|weeks?|wks?|months?|days?|min\w*|hours?|percent|per|a week|a month|years?)\b)?",
    )
});

/// The numbers of a sentence that are no measures.
fn bare_numbers(text: &str) -> Vec<u32> {
    let all = BARE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let whole = all.filter(|found| found.get(0).map(|all| all.end()) == found.get(1).map(|one| one.end()));
    whole.filter_map(|found| number(found.get(1)?.as_str())).collect()
}

/// `PT` is physical therapy where it is counted or judged and no patient who
/// does something.
pub(super) fn abbreviated(scene: &Scene<'_>) -> Option<Mark> {
    const OF_PATIENTS: [&str; 24] = [
        "is",
        "reports",
        "states",
        "c/o",
        "has",
        "denies",
        "complains",
        "presents",
        "notes",
        "feels",
        "to",
        "seen",
        "here",
        "arrived",
        "tolerated",
        "with",
        "w/",
        "may",
        "can",
        "will",
        "able",
        "underwent",
        "rates",
        "name",
    ];
    let at = scene.text.match_indices("PT").map(|one| one.0).find(|at| {
        let (before, after) = (&scene.text[..*at], &scene.text[at + 2..]);
        // Behind a name it is a degree.
        !before.ends_with(char::is_alphanumeric)
            && !before.trim_end().ends_with(',')
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == ',')
    })?;
    let next = scene.folded[at + 2..].trim_start_matches([' ', ':', ',', '.']);
    let next = next.split([' ', ',', '.', ';']).next().unwrap_or_default();
    let counted = of(scene.text).is_some() && !scene.folded.contains("page ");
    let told = counted || ["visits", "helped", "failed"].iter().any(|cue| scene.marks.cue(cue));
    (told && !OF_PATIENTS.contains(&next)).then(|| Mark { span: at..at + 2, name: "physical therapy" })
}

/// Whether it helped; what denies a benefit goes before the benefit.
fn response(scene: &mut Scene<'_>) -> Option<bool> {
    let marks = scene.marks;
    if ["we offered", "i offered", "was offered", "offered him", "offered her", "declined", "refused"]
        .iter()
        .any(|word| scene.folded.contains(word))
    {
        return None;
    }
    let stop = |mark: &Mark| scene.folded[..mark.span.start].ends_with("if ");
    if marks.named(Table::Cue, "failed").is_some_and(|mark| !stop(mark)) {
        return Some(false);
    }
    if marks.cue("no gain") {
        return Some(false);
    }
    let helped = marks.named(Table::Cue, "helped")?.span.clone();
    let context = scene.context(&helped);
    (!context.conditional).then_some(!context.negated)
}

/// A number in figures or words.
pub(super) fn number(word: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 17] = [
        ("a", 1),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("several", 3),
        ("eighteen", 18),
        ("twenty", 20),
        ("twenty-four", 24),
    ];
    let lower = word.to_lowercase();
    lower.parse().ok().or_else(|| WORDS.iter().find(|(name, _)| *name == lower).map(|(_, value)| *value))
}
