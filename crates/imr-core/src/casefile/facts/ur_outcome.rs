//! How utilization review decides: the word that decides, with what denies or
//! limits it.

use super::kind::Outcome;
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::Table;
use std::ops::Range;
use std::sync::LazyLock;

/// A decision within a sentence.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    /// The word that decides.
    pub(super) span: Range<usize>,
    pub(super) outcome: Outcome,
}

static SHORT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(non ?cert)\b|\b(?:cert|auth(?:orization)? (?:is |was |has been |hereby )*(?:given|extended|granted))\b",
    )
});
/// What tells of another decision, or of what may be done about one.
static ANOTHER: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:previous|prior|earlier|past|last) (?:ur |utilization review )?(?:requests?|certif\w*|approvals?|determinations?|denials?|decisions?|non ?certif\w*)\b|\bpreviously (?:been )?(?:certified|approved|denied|authorized|non|modified)|\b(?:certified|approved|denied|authorized) (?:by the employer|at the outset|in (?:19|20)\d\d)\b|\bif you\b|\byou (?:may|have|can|disagree)\b|\bappeal\b|\bneither (?:den|approv|certif|modif)",
    )
});

/// How the words at `range` decide, if they do. A change goes before a
/// denial, and a denial before an approval within it.
pub(super) fn decided(scene: &Scene<'_>, range: &Range<usize>) -> Option<Decided> {
    if ANOTHER.as_ref().is_some_and(|pattern| pattern.is_match(&scene.folded[range.clone()])) {
        return None;
    }
    let all = words(scene, range);
    let first = |outcome: Outcome| all.iter().find(|one| one.outcome == outcome);
    if let Some(modified) = first(Outcome::Modified) {
        return Some(modified.clone());
    }
    let (denied, approved) = (first(Outcome::Denied), first(Outcome::Approved));
    if let (Some(denied), Some(approved)) = (denied, approved)
        && is_shared(scene.folded, range, approved, denied)
    {
        return Some(Decided { span: approved.span.clone(), outcome: Outcome::Modified });
    }
    if denied.is_some() {
        return denied.cloned();
    }
    let Some(approved) = approved else { return put_off(scene, range) };
    let outcome =
        if is_in_part(scene.folded, range, &approved.span) { Outcome::Modified } else { Outcome::Approved };
    Some(Decided { span: approved.span.clone(), outcome })
}

static UNABLE: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:unable|unwilling|fail|fails|failed|declin\w*|refus\w*|not able|no (?:basis|reason|grounds)|insufficient (?:\w+ )?|inability) to|\b(?:cannot|can not|could not|did not|does not|do not|will not|would not|not|never|neither|without)|n't|\bno)\s(?:(?:be|been|being|medically|fully|recommend|recommended|to|the|we|have|has|a|any|for|find|grant|give|given|offer|otherwise)\s){0,3}$",
    )
});
static HOUSE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:home|house|vehicle|van|bathroom|activity|job|work|workplace|workstation|ergonomic|lifestyle|behaviou?r\w*|diet\w*|body|duty)\s$|\b(?:needs?|requir\w+) $",
    )
});
static BOARD: Pattern = LazyLock::new(|| compiled(r"\b(?:board|is|licensed and)\s?,?\s$"));
/// What is certified beside a treatment: a physician, a mailing.
static OTHER: Pattern = LazyLock::new(|| {
    compiled(
        r"^ (?:mail|physician|in (?:internal|pain|orthop|occupational|physical|family|anesth)|by the american)",
    )
});
static HEAD: Pattern = LazyLock::new(|| {
    compiled(
        r"^\W*(?:(?:treatments?|items?|services?|requests?|procedures?|medications?|descriptions?|decisions?|determinations?|outcomes?|status|results?|quantity|quantities|qty|number|amount|certified|approved|requested|rationales?|reasons?|guidelines?|cited|used|frequency|duration|code|cpt|icd|date)(?:\(s\))?\b[\s/#|:.()&?-]*){2,}",
    )
});

/// Where the head of a table ends that stands before its first row.
pub(super) fn head(text: &str) -> usize {
    let found = HEAD.as_ref().and_then(|pattern| pattern.find(text));
    // `Item requested: Norco` is one row with its label.
    found.map_or(0, |head| if head.as_str().trim_end().ends_with(':') { 0 } else { head.end() })
}

/// Every word that decides, with what denies it. What was not denied is not
/// decided by that.
fn words(scene: &Scene<'_>, range: &Range<usize>) -> Vec<Decided> {
    let text = scene.folded;
    let from = range.start.max(head(text));
    let cues = scene.marks.of(Table::Cue).filter(|mark| from <= mark.span.start && mark.span.end <= range.end);
    let mut all: Vec<(Range<usize>, Outcome)> = cues
        .filter_map(|mark| {
            let outcome = match mark.name {
                "modified" => Outcome::Modified,
                "denied" => Outcome::Denied,
                "approved" => Outcome::Approved,
                _ => return None,
            };
            Some((mark.span.clone(), outcome))
        })
        .collect();
    for short in SHORT.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(&text[range.clone()])) {
        let Some(place) = short.get(0) else { continue };
        let outcome = if short.get(1).is_some() { Outcome::Denied } else { Outcome::Approved };
        all.push((range.start + place.start()..range.start + place.end(), outcome));
    }
    all.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    // `Not certified` holds `certified`.
    all.dedup_by(|a, b| a.0.start < b.0.end);
    all.into_iter().filter_map(|(span, outcome)| told(text, from, span, outcome)).collect()
}

/// A word that decides, after what stands before it.
fn told(text: &str, from: usize, span: Range<usize>, outcome: Outcome) -> Option<Decided> {
    let is = |pattern: &Pattern, text: &str| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    let before = &text[from..span.start];
    let denied = is(&UNABLE, before);
    let outcome = match outcome {
        Outcome::Modified if denied || is(&HOUSE, before) => return None,
        Outcome::Approved if is(&BOARD, before) && is(&OTHER, &text[span.end..]) => return None,
        Outcome::Approved if before.ends_with("board ") || is(&OTHER, &text[span.end..]) => return None,
        Outcome::Approved if denied => Outcome::Denied,
        Outcome::Denied if denied => return None,
        other => other,
    };
    Some(Decided { span, outcome })
}

static REST: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:remaining|remainder|rest|balance|others?|additional|further|(?:the|a) (?:second|third|last|final)|unused)\b",
    )
});

/// Whether a part is approved and the rest denied: `six are certified, the
/// remaining six are denied`.
fn is_shared(text: &str, range: &Range<usize>, approved: &Decided, denied: &Decided) -> bool {
    const NOUNS: [&str; 5] = ["certification", "approval", "necessary", "supported", "accepted"];
    let (first, last) =
        if approved.span.start < denied.span.start { (approved, denied) } else { (denied, approved) };
    let between = &text[first.span.end..last.span.start];
    let is_noun = NOUNS.iter().any(|noun| text[approved.span.clone()].ends_with(noun));
    let counts = |span: &Range<usize>| {
        let to = text.floor_char_boundary(range.end.min(span.end + 30));
        !numbers(&text[span.end..to]).is_empty()
    };
    let rest = REST.as_ref().is_some_and(|pattern| pattern.is_match(between));
    !is_noun && !between.contains("request for") && (rest || (counts(&approved.span) && counts(&denied.span)))
}

static LIMITED: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^.;]{0,60}\bonly\b|^[^.;]{0,40}\b(?:limited|restricted|reduced|decreased) to\b|^ (?:in part|partially|as modified|with (?:the )?(?:modification|change|reduction)s?|conditionally|on (?:the )?condition)\b|^[^.;]{0,30}\b(?:instead of|rather than|in lieu of|not the)\b",
    )
});
static PARTLY: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:only|partially|partly|partial|conditionally|in part|part of|a portion of)(?: \S+){0,5}?\s$")
});
static OF: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: \(\d+\))?(?: (?:visits?|sessions?|tablets?|units?|refills?))? (?:out )?of (?:the )?(?:requested |\w+ \()?(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty)\b",
    )
});

/// Whether less is approved than was asked for: `certified for 6 visits
/// only`, `#60` of 120.
fn is_in_part(text: &str, range: &Range<usize>, approved: &Range<usize>) -> bool {
    let (before, after) = (&text[range.start..approved.start], &text[approved.end..range.end]);
    let is = |pattern: &Pattern, text: &str| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    if is(&LIMITED, after) || is(&PARTLY, before) {
        return true;
    }
    let found = OF.as_ref().and_then(|pattern| pattern.captures(&text[range.clone()]));
    let part = found.and_then(|found| Some((number(&found[1])?, number(&found[2])?)));
    if part.is_some_and(|(part, of)| part < of) {
        return true;
    }
    let given = &after
        [..after.find(['.', ';']).map_or(after.len(), |at| if after[at..].len() > 1 { at } else { after.len() })];
    let (asked, given) = (numbers(before), numbers(given));
    match (asked.last(), given.first()) {
        (Some((unit, asked)), Some((other, given))) => {
            (unit == other || unit.is_empty() || other.is_empty()) && given < asked && *given > 0
        }
        _ => false,
    }
}

static NUMBERS: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:#|\bqty:? ?|\bquantity:? ?|\bno\. ?)(\d{1,4})\b|\b(\d{1,2}) ?x ?(\d{1,2})\b|\b(\d{1,2}|one|two|three|four) ?(?:times|x) ?(?:a|per|/) ?(?:week|wk)s? (?:for |x ?)(\d{1,2}|two|three|four|five|six|eight|twelve) ?(?:weeks?|wks?)|\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)(?: \(\d+\))? (?:\w+ ){0,2}?(?:visits?|sessions?|treatments?|tablets?|tabs|capsules|units?|injections?|months?|pills)\b|\bx ?(\d{1,3})\b(?: ?(weeks?|wks?|months?|days?))?",
    )
});

/// The numbers that count what is given, each with its unit: tablets, visits.
fn numbers(text: &str) -> Vec<(&'static str, u32)> {
    let Some(pattern) = NUMBERS.as_ref() else { return Vec::new() };
    let counted = pattern.captures_iter(text).filter_map(|found| {
        let at = |group: usize| found.get(group).and_then(|one| number(one.as_str()));
        if let Some(count) = at(1) {
            return Some(("tablets", count));
        }
        if let (Some(one), Some(other)) = (at(2).or_else(|| at(4)), at(3).or_else(|| at(5))) {
            return Some(("visits", one * other));
        }
        if let Some(count) = at(6) {
            let words = found.get(0).map_or("", |one| one.as_str());
            let unit = match words {
                words if words.contains("month") => "months",
                words if ["tab", "caps", "unit", "pill"].iter().any(|one| words.contains(one)) => "tablets",
                words if words.contains("injection") => "injections",
                _ => "visits",
            };
            return Some((unit, count));
        }
        if found.get(8).is_some() { None } else { at(7).map(|count| ("", count)) }
    });
    counted.collect()
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok().or_else(|| super::therapy::number(word))
}

static PUT_OFF: Pattern = LazyLock::new(|| {
    compiled(
        r"(\bwithdrawn\b|\bwithdrew\b|\bretracted\b|\brescinded by (?:the )?(?:requesting|provider|physician)|\bcancell?ed by (?:the )?(?:requesting|provider|physician))|(\bdeferred\b|\bdeferral\b|\bheld in abeyance\b|\bdeferring\b|\b(?:decision|determination) (?:is |was )?(?:delayed|postponed)\b|\bpending (?:additional|further) information\b)",
    )
});

/// What is not decided: taken back, or put off.
fn put_off(scene: &Scene<'_>, range: &Range<usize>) -> Option<Decided> {
    let found = PUT_OFF.as_ref().and_then(|pattern| pattern.captures(&scene.folded[range.clone()]))?;
    let place = found.get(0)?.range();
    let span = range.start + place.start..range.start + place.end;
    let (before, after) = (&scene.folded[range.start..span.start], &scene.folded[span.end..range.end]);
    // `Withdrawn from opioids` is the patient.
    let other = after.trim_start().starts_with("from") || UNABLE.as_ref().is_some_and(|one| one.is_match(before));
    let outcome = if found.get(1).is_some() { Outcome::Withdrawn } else { Outcome::Deferred };
    (!other).then_some(Decided { span, outcome })
}
