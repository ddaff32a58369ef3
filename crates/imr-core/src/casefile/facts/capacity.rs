//! Whether somebody may work, where the section asks for it: what a sentence
//! comes to when its words are weighed, whatever its construction.

use super::vocabulary::Mark;
use std::ops::Range;

const OFF: &str = "off work";
const MODIFIED: &str = "modified duty";
const FULL: &str = "full duty";

/// Labels that ask for the status and tell none.
const LABELS: [&str; 28] = [
    "work status",
    "work restrictions",
    "work restriction",
    "restrictions",
    "work limitations",
    "limitations",
    "disability status",
    "disability",
    "periods of disability",
    "period of disability",
    "duty status",
    "job status",
    "return to work",
    "return to work status",
    "rtw",
    "rtw status",
    "work",
    "status",
    "work capacity",
    "ability to work",
    "work ability",
    "activity status",
    "work note",
    "work recommendations",
    "work disposition",
    "employment status",
    "work status / disability",
    "w/c work status",
];

/// Whether the sentence is a label and nothing else.
pub(super) fn is_label(folded: &str) -> bool {
    let bare = folded.trim_matches([' ', ':', '.']);
    LABELS.contains(&bare.strip_prefix("current ").or(bare.strip_prefix("present ")).unwrap_or(bare))
}

/// Where what is said begins, behind a label. One that is answered in a word,
/// as `restrictions: none`, belongs to what is said.
pub(super) fn label(folded: &str) -> usize {
    const ANSWERS: [&str; 9] = ["none", "no", "nil", "0", "n/a", "removed", "lifted", "discontinued", "not"];
    let Some(at) = folded.find([':', '=']) else { return 0 };
    let behind = folded[at + 1..].trim_start();
    let first = behind.split([' ', '.', ',', ';']).next().unwrap_or_default();
    if !is_label(&folded[..at]) || ANSWERS.contains(&first) { 0 } else { at + 1 }
}

/// A word, and where it stands.
struct Word<'a> {
    text: &'a str,
    span: Range<usize>,
}

fn words(folded: &str, from: usize) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    let mut at = from;
    for piece in folded[from..].split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '\'' | '#' | '/' | '%')))
    {
        if !piece.is_empty() {
            all.push(Word { text: piece, span: at..at + piece.len() });
        }
        at += piece.len();
        at += folded[at..].chars().next().map_or(0, char::len_utf8);
    }
    all
}

fn begins(word: &Word<'_>, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.text.starts_with(stem))
}

fn is(word: &Word<'_>, all: &[&str]) -> bool {
    all.contains(&word.text)
}

/// What limits work.
const LIMITS: [&str; 4] = ["restrict", "limit", "preclu", "prohibit"];
/// What takes away what follows it.
const NONE: [&str; 12] =
    ["no", "not", "without", "w/o", "none", "never", "free", "nothing", "zero", "neither", "nor", "cannot"];

/// `20 lbs`, `20#`, `20-pound`.
fn is_weight(words: &[Word<'_>]) -> bool {
    let unit = |word: &Word<'_>| begins(word, &["lb", "pound", "#"]) || is(word, &["kg", "kilos"]);
    let number = |word: &Word<'_>| word.text.starts_with(|c: char| c.is_ascii_digit());
    words.windows(2).any(|pair| number(&pair[0]) && unit(&pair[1]))
        || words.iter().any(|word| number(word) && (word.text.ends_with('#') || word.text.contains("lb")))
}

/// `No restrictions`, `all limits removed`: full duty, where no weight is set.
pub(super) fn unrestricted(folded: &str, from: usize) -> Option<Mark> {
    const ENDED: [&str; 14] = [
        "lifted",
        "removed",
        "discontinued",
        "none",
        "rescinded",
        "withdrawn",
        "ended",
        "expired",
        "dropped",
        "nil",
        "0",
        "cancelled",
        "eliminated",
        "released",
    ];
    const KEPT: [&str; 8] = ["change", "changes", "new", "other", "exceed", "exceeding", "more", "different"];
    if !LIMITS.iter().any(|stem| folded.contains(stem)) {
        return None;
    }
    let words = words(folded, from);
    if is_weight(&words) {
        return None;
    }
    words.iter().enumerate().filter(|(_, word)| begins(word, &LIMITS)).find_map(|(at, word)| {
        let before = &words[at.saturating_sub(4)..at];
        let denied = before.iter().any(|word| is(word, &NONE)) && !before.iter().any(|word| is(word, &KEPT));
        let behind = &words[at + 1..words.len().min(at + 5)];
        let ended =
            behind.iter().any(|word| is(word, &ENDED)) && !behind.iter().any(|word| is(word, &["not", "until"]));
        (denied || ended).then(|| Mark { span: word.span.clone(), name: FULL })
    })
}

/// What a sentence comes to whose construction is not known.
pub(super) fn weighed(folded: &str, from: usize) -> Option<Mark> {
    let words = words(folded, from);
    let first = words.first()?;
    let mark = |word: &Word<'_>, name: &'static str| Some(Mark { span: word.span.clone(), name });
    let find = |test: &dyn Fn(&Word<'_>) -> bool| words.iter().find(|word| test(word));
    if is_disabled(folded, &words) {
        return mark(first, OFF);
    }
    let less = find(&|word| is_less(word));
    if is_weight(&words) {
        return mark(less.unwrap_or(first), MODIFIED);
    }
    if ["no reason to", "nothing prevents", "nothing keeps", "not disabled", "no disability"]
        .iter()
        .any(|words| folded[from..].contains(words))
    {
        return mark(first, FULL);
    }
    let whole = find(&|word| is_whole(word));
    let all = whole.is_none_or(|word| is(word, &["all", "any", "everything"]));
    if less.is_none() && all && is_kept_off(&words) {
        return mark(first, OFF);
    }
    if let Some(word) = less {
        return mark(word, MODIFIED);
    }
    let denied = words.iter().any(|word| is(word, &["no", "not", "cannot", "never"]));
    match whole {
        Some(word) if !denied => mark(word, FULL),
        None if first.text == "none" => mark(first, FULL),
        None if !denied => mark(find(&|word| is(word, &["released", "cleared", "fit", "discharged"]))?, FULL),
        _ => None,
    }
}

/// Work that is less than all of it.
fn is_less(word: &Word<'_>) -> bool {
    const STEMS: [&str; 17] = [
        "restrict",
        "limit",
        "modif",
        "sedent",
        "partial",
        "reduc",
        "accommod",
        "preclu",
        "transition",
        "alternat",
        "overhead",
        "repetit",
        "heav",
        "climb",
        "kneel",
        "squat",
        "prohibit",
    ];
    begins(word, &STEMS)
        || is(
            word,
            &["light", "lighter", "mod", "tpd", "ld", "desk", "seated", "sitting", "half", "sit", "hours", "hrs"],
        )
}

/// Work as it was.
fn is_whole(word: &Word<'_>) -> bool {
    begins(word, &["unrestrict", "customar", "preinjur"])
        || is(
            word,
            &[
                "full",
                "fully",
                "regular",
                "reg",
                "usual",
                "normal",
                "fd",
                "everything",
                "100%",
                "all",
                "any",
                "pre",
            ],
        )
}

/// Whether all work is ruled out by name.
fn is_disabled(folded: &str, words: &[Word<'_>]) -> bool {
    const NAMES: [&str; 14] = [
        "time loss",
        "lost time",
        "t.t.d",
        "o/w",
        "stay home",
        "stays home",
        "remain home",
        "remains home",
        "at home",
        "temporary total",
        "total temporary",
        "totally disabled",
        "off the job",
        "too soon for",
    ];
    let total = ["total", "complete", "100%"].iter().any(|all| folded.contains(all)) && folded.contains("disab");
    let named =
        NAMES.iter().any(|name| folded.contains(name)) || words.iter().any(|word| is(word, &["ttd", "oow"]));
    // `Out 4 weeks`, `currently off`.
    let out = |at: usize| {
        let next = words.get(at + 1);
        next.is_none_or(|next| {
            is(next, &["until", "till", "til", "through", "thru", "to", "for", "x", "from", "another"])
                || next.text.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    total || named || words.iter().enumerate().any(|(at, word)| is(word, &["off", "out"]) && out(at))
}

/// Words for work.
const WORK: [&str; 9] =
    ["work", "working", "job", "duty", "employment", "rtw", "workplace", "occupation", "return"];
/// What keeps from the work that follows it.
const KEPT: [&str; 29] = [
    "not",
    "cannot",
    "can't",
    "cant",
    "isn't",
    "couldn't",
    "shouldn't",
    "unable",
    "never",
    "inability",
    "incapable",
    "unfit",
    "refrain",
    "refrains",
    "abstain",
    "withhold",
    "withheld",
    "hold",
    "away",
    "home",
    "excuse",
    "excused",
    "disabled",
    "kept",
    "keep",
    "keeping",
    "barred",
    "absent",
    "off",
];
/// What rules out the work that it follows.
const CLOSED: [&str; 19] = [
    "contraindicated",
    "prohibited",
    "precluded",
    "impossible",
    "question",
    "nil",
    "none",
    "inadvisable",
    "unadvisable",
    "premature",
    "forbidden",
    "no",
    "unable",
    "suspended",
    "deferred",
    "postponed",
    "delayed",
    "not",
    "isn't",
];

/// Whether a denial reaches work: `can't work`, `work is not feasible`.
fn is_kept_off(words: &[Word<'_>]) -> bool {
    const OF_WORK: [&str; 5] = ["change", "status", "evaluation", "up", "related"];
    if let [only] = words {
        return is(only, &["unfit", "off", "out", "disabled"]);
    }
    if words.iter().any(|word| is(word, &["change", "changed", "unchanged"])) {
        return false;
    }
    let is_work = |at: usize| is(&words[at], &WORK) && !words.get(at + 1).is_some_and(|next| is(next, &OF_WORK));
    words.iter().enumerate().any(|(at, word)| {
        let within = |reach: usize| (at + 1..words.len().min(at + 1 + reach)).any(is_work);
        let closed = || words[at + 1..words.len().min(at + 9)].iter().any(|word| is(word, &CLOSED));
        (is(word, &KEPT) && within(7))
            || (word.text == "no" && within(3))
            || ((is_work(at) || word.text == "capacity") && closed())
    })
}
