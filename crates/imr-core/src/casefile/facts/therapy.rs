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
    let (mut visits, mut planned) = visits(scene.text);
    let helped = response(scene);
    // What was asked for or allowed was not made.
    let in_part = planned.is_some() && is_allowed_in_part(scene.folded);
    let to_come = (planned.is_none() || in_part) && helped.is_none() && is_to_come(scene);
    if to_come {
        (visits, planned) = (None, visits);
    }
    let attended = scene.marks.cue("attended") && scene.section() != Section::Plan;
    if visits.is_none() && planned.is_none() && helped.is_none() && !attended {
        return;
    }
    let therapy = Therapy { name: mark.name.to_owned(), visits, planned, helped };
    let mut context = scene.context(&mark.span);
    // That it did not help denies no therapy.
    context.negated &= helped.is_none();
    if to_come && planned.is_some() {
        (context.conditional, context.negated, context.uncertain) = (true, false, false);
    }
    let span = mark.span;
    if !(context.conditional && visits.is_none() && planned.is_none()) {
        scene.add_as(&span, FactKind::Therapy(therapy), context);
    }
}

static ASKED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:request(?:s|ed|ing)?|authoriz(?:e|es|ed|ing|ation)|auth(?:'?d)?|recommend(?:s|ed|ing|ation)?|order(?:s|ed|ing)?|prescrib(?:e|es|ed|ing)|prescription|refer(?:s|red|ring|ral)?|approv(?:e|es|ed|al)|certif(?:y|ied|ies|ication)|propos(?:e|es|ed)|advis(?:e|es|ed)|suggest(?:s|ed)?|plan(?:s|ned)? (?:for|to|is)|schedul(?:e|ed)|allow(?:s|ed)|grant(?:s|ed)|would benefit|will (?:begin|start|need|require|have|be)|should (?:have|begin|start|undergo|continue)|needs?|pending|awaiting|seek(?:s|ing)?|asked? for|asking for|i (?:would|wish to)|rfa|denied|den(?:y|ies)|non-?certified)\b",
    )
});
static DONE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:attend(?:ed|s|ing)|complet(?:ed|es|ing)|finish(?:ed|es)|had|received|underw?ent|undergone|participated|used|utilized|made|kept|went|so far|to date|done|got|been (?:to|seen|treated)|was seen for|status post|s/p)\b",
    )
});
static DENIED_BEFORE: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:not|never|none|no|cannot|yet to|to be|be|if|once|until|when|before|will have|none of (?:which|them|these|the (?:visits|sessions)))|n't)(?: yet| were| was| ever| been| be| have| has| he| she| is| are| the| patient)* $",
    )
});

/// Whether the visits that a sentence tells are asked for, advised or allowed,
/// and not said to have been made.
fn is_to_come(scene: &Scene<'_>) -> bool {
    let denied = |before: &str| DENIED_BEFORE.as_ref().is_some_and(|pattern| pattern.is_match(before));
    let done = DONE.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(scene.folded));
    let made = done.into_iter().any(|found| {
        let behind = scene.folded[found.end()..].trim_start();
        !denied(&scene.folded[..found.start()]) && !behind.starts_with("none") && !behind.starts_with("no ")
    });
    let asked = ASKED.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded));
    !made && (asked || scene.section() == Section::Plan)
}

/// `12 visits were requested and 6 certified`: so many of those asked for are
/// allowed, and none is said to have been made.
fn is_allowed_in_part(folded: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    has(&["request", "recommend", "propos", "asked", "order"])
        && has(&["certif", "authoriz", "approv", "allow", "grant", "modif"])
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
        r"\b(?:authorized|auth(?:'?d)?|approved|ok'?d|okayed|allowed|planned|scheduled|prescribed|ordered|certified|allotted|granted|covered|awarded|total|recommended|requested|advised|asked for|proposed)\b|^(?:out )?of (?:the )?\d",
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
