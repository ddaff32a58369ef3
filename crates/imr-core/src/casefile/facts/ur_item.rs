//! What utilization review decides on: the item as written, by its plain
//! name, and which item a later section speaks of.

use super::pattern::{Pattern, compiled};
use super::procedure::phrases;
use super::scene::Scene;
use super::ur_outcome::head;
use super::vocabulary::Table;
use crate::drug::joined;
use std::ops::Range;
use std::sync::LazyLock;

static ITEM: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:requests? (?:is |was |are |were )?(?:for|of)|certification (?:of|for)|authorization (?:of|for)|denial of|item(?:\(s\)|s)?(?: requested)?:)\s+(?:the |an? )?(.{3,140}?)(?:\s+(?:is|was|are|were|has|be|to be|cannot|because|since|due to)\b|\s+-\s|[;.:](?:\s|$)|$)",
    )
});

/// What is decided within `range` by the word at `decides`: as written, and
/// by its plain name.
pub(super) fn item(scene: &Scene<'_>, range: &Range<usize>, decides: &Range<usize>) -> Option<(String, String)> {
    let text = &scene.text[range.clone()];
    let asked = ITEM.as_ref().and_then(|pattern| pattern.captures(text)?.get(1)).map(|one| one.as_str());
    let from = range.start.max(head(scene.folded)).min(decides.start);
    let before = scene.text[from..decides.start].trim_end().trim_end_matches([':', '-', ' ']);
    let written = asked.unwrap_or(before).trim_matches(|c: char| c.is_whitespace() || c == '"' || c == ',');
    let written = without_verb(unnumbered(written));
    if let Some((span, what)) = named(scene, range) {
        let holds = asked.is_some() && written.contains(&scene.text[span.clone()]);
        let written = if holds { written } else { without_verb(around(scene, range, decides, &span)) };
        return Some((written.to_owned(), what));
    }
    let ends = scene.text[from..decides.start].trim_end().ends_with([':', '-']);
    let clear = asked.is_some() || ends || is_row(scene, before, decides);
    let title = ["utilization", "determination", "decision", "notice", "review"];
    let clear = clear && !title.iter().any(|word| written.to_lowercase().contains(word));
    (clear && written.len() > 2 && written.len() < 160).then(|| (written.to_owned(), written.to_lowercase()))
}

static PROSE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:is|was|were|are|has|have|had|been|be|we|i|he|she|it|they|this|that|the|and|not|date|days?|total|quantity|number|reviewer|physician|board|provider|by|treatment|treatments|services?|requests?)\b|,$|:",
    )
});

/// Whether a few words before a decision are the cell of a table: the
/// treatment of a row, which no list knows.
fn is_row(scene: &Scene<'_>, before: &str, decides: &Range<usize>) -> bool {
    let before = unnumbered(before);
    let closed = scene.text.trim_end().ends_with('.');
    let within_list = !scene.carried.decisions.is_empty() || scene.folded[decides.clone()].starts_with("no");
    before.starts_with(char::is_uppercase)
        && before.split(' ').count() < 10
        && !closed
        && within_list
        && !PROSE.as_ref().is_some_and(|pattern| pattern.is_match(before))
}

/// Without the number of a list: `4. Physical therapy`.
fn unnumbered(written: &str) -> &str {
    let rest = written.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")) {
        Some(rest) if (1..3).contains(&(written.len() - rest.len() - 2)) => rest.trim_start(),
        _ => written,
    }
}

static VERBS: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\s(?:is|was|are|were|has|have|had|been|being|be|could|can|cannot|will|should|may|not|hereby|therefore|also|now|only))+$",
    )
});

/// Without the verb at its end: `Norco could not be`.
fn without_verb(written: &str) -> &str {
    let verb = VERBS.as_ref().and_then(|pattern| pattern.find(written));
    verb.map_or(written, |verb| &written[..verb.start()])
}

static ENDS: Pattern = LazyLock::new(|| {
    compiled(
        r"[;:|](?:\s|$)|,\s|\.(?:\s|$)|\s[-–—]\s|\s(?:because|since|as (?:requested|medically|med|not)|due to|is|was|are|were|be|should|has|by|on the basis|medical necessity|under the)\b",
    )
});
static LEAD: Pattern = LazyLock::new(|| {
    compiled(
        r"[:;,|]|\b(?:for|re|that|is|was|with|of|to|unable|not|determinations?|decisions?|guidelines?|requests?|requested|the|by|review|reviewer|rn|md|we|i)\b",
    )
});

/// The words of an item around its plain name: with the words right before
/// it, up to what ends it or to the word that decides.
fn around<'a>(scene: &Scene<'a>, range: &Range<usize>, decides: &Range<usize>, name: &Range<usize>) -> &'a str {
    let text = scene.text;
    let from = if decides.start < name.start { decides.end } else { range.start.max(head(scene.folded)) };
    let lead = unnumbered(text.get(from..name.start).unwrap_or_default().trim_start());
    let is_part =
        lead.split_whitespace().count() < 4 && !LEAD.as_ref().is_some_and(|pattern| pattern.is_match(lead));
    let from = if is_part { name.start - lead.len() } else { name.start };
    let to = if decides.start >= name.end { decides.start } else { range.end };
    let rest = text.get(name.end..to).unwrap_or_default();
    let end = ENDS.as_ref().and_then(|pattern| pattern.find(rest)).map_or(rest.len(), |end| end.start());
    text.get(from..name.end + end).unwrap_or_default().trim_matches([' ', ',', '-', '"', ':'])
}

/// What is asked for in a part of a sentence, by its plain name: a drug, a
/// therapy, a procedure, a study.
pub(super) fn named(scene: &Scene<'_>, range: &Range<usize>) -> Option<(Range<usize>, String)> {
    let within = |span: &Range<usize>| range.start <= span.start && span.end <= range.end;
    let drug = scene.drugs.iter().find(|one| !one.is_class() && within(&one.span));
    let drug = drug.map(|one| (one.span.clone(), joined(one.ingredients.iter().copied())));
    let first = |table: Table| {
        let mark = scene.marks.of(table).find(|mark| within(&mark.span))?;
        Some((mark.span.clone(), mark.name.to_owned()))
    };
    let procedure = || {
        let all = phrases(scene.text, scene.folded, scene.marks);
        let span = all.into_iter().map(|one| one.0).find(|span| within(span))?;
        let name = scene.folded_as_written(&span);
        Some((span, name))
    };
    let therapy = || first(Table::Therapy);
    procedure().filter(|_| drug.is_none()).or(drug).or_else(therapy).or_else(|| first(Table::Study))
}

static ABOUT: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?:\d{1,2}[.)] )?(?:(?:regarding|concerning|as to|as for|with (?:respect|regard) to|in regards? to|re|for|rationale for|reasons? for|analysis of|discussion of) (?:the (?:request(?:ed)? (?:for )?)?|item \d+[,:]? )?)?(.{3,80}?)(?::\s|:$|,\s|\s[-–—]\s|$)",
    )
});

/// The words at the head of a sentence that may name an item: a label, or
/// what it is said to be about. Whether they are said to: `Regarding Norco,`.
pub(super) fn label(text: &str) -> Option<&str> {
    let found = ABOUT.as_ref()?.captures(text)?;
    let label = found.get(1)?;
    let whole = found.get(0)?.as_str();
    let is_title = whole.len() == text.len() && label.as_str().split(' ').count() < 7;
    let is_label = whole.trim_end().ends_with(':') || label.start() > 0 || is_title;
    (is_label && !label.as_str().ends_with('.')).then_some(label.as_str())
}

/// Words that say nothing of which treatment is meant.
const COMMON: [&str; 26] = [
    "the",
    "for",
    "and",
    "use",
    "request",
    "requested",
    "treatment",
    "visits",
    "visit",
    "sessions",
    "session",
    "tablets",
    "units",
    "times",
    "week",
    "weeks",
    "right",
    "left",
    "bilateral",
    "lumbar",
    "cervical",
    "thoracic",
    "spine",
    "with",
    "without",
    "item",
];

/// How many of the words of a label stand in the name of an item.
pub(super) fn shared(label: &str, item: &str, what: &str) -> usize {
    let item = format!("{} {}", item.to_lowercase(), what);
    let words: Vec<&str> = item.split(|c: char| !c.is_alphanumeric()).collect();
    let label = label.to_lowercase();
    let says =
        |word: &&str| word.len() > 2 && !COMMON.contains(word) && word.starts_with(|c: char| c.is_alphabetic());
    label.split(|c: char| !c.is_alphanumeric()).filter(says).filter(|word| words.contains(word)).count()
}
