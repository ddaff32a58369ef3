//! Whether the patient works, and how.

use super::capacity;
use super::kind::FactKind;
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::Section;
use crate::letter::reading::dates;
use jiff::civil::Date;
use std::sync::LazyLock;

/// Statuses, the one that says most first.
const STATUSES: [&str; 7] =
    ["off work", "modified duty", "full duty", "permanent and stationary", "retired", "unemployed", "working"];

/// Words that speak of work wherever they stand.
const OF_WORK: [&str; 12] = [
    "duty",
    "duties",
    "work",
    "disab",
    "ttd",
    "tpd",
    "job",
    "occupation",
    "stationary",
    "medical improvement",
    "rtw",
    "employ",
];

/// Words that make a status one of a time to come.
const SUPPOSED: [&str; 7] = ["if he", "if she", "once ", "would ", "hope", "goal", "anticipat"];

/// Words by which somebody is asked to say what the status is.
const ASKED: [&str; 9] = [
    "whether",
    "please comment",
    "please state",
    "please indicate",
    "please address",
    "please advise",
    "opinion as to",
    "able to work?",
    "how long",
];

pub(super) fn read(scene: &mut Scene<'_>) {
    let here = scene.section() == Section::WorkStatus;
    if is_asked(scene) {
        return;
    }
    let from = if here { capacity::label(scene.folded) } else { 0 };
    if here && capacity::is_label(scene.folded) {
        return;
    }
    let Some(mark) = status(scene, here, from) else { return };
    let mut context = scene.context(&mark.span);
    let written = &scene.folded[mark.span.clone()];
    let of_work = OF_WORK.iter().any(|word| written.contains(word));
    // "Not ready for the regular job": what is denied is no status, but that a
    // state is not reached yet may be told.
    if !here && ((context.negated && mark.name != "permanent and stationary") || is_of_else(scene, &mark)) {
        return;
    }
    // "May return" allows and supposes nothing.
    context.negated &= !here || mark.name == "permanent and stationary";
    let supposed = (context.conditional && SUPPOSED.iter().any(|word| scene.folded.contains(word)))
        || (mark.name == "permanent and stationary" && is_expected(scene.folded));
    context.conditional = supposed;
    if !here && (supposed || says_little(scene, &mark, of_work)) {
        return;
    }
    let (until, from) = term(scene.text);
    // What is ordered until a day is no past.
    context.historical &= until.is_none() || scene.folded.contains(" was ");
    context.historical |= until.zip(scene.date()).is_some_and(|(until, written)| until < written);
    scene.add_as(&mark.span, FactKind::WorkStatus { status: mark.name.to_owned(), until }, context);
    // What holds until a day is said on the day of the note.
    if let Some(fact) = scene.found.last_mut().filter(|_| until.is_some()) {
        fact.stated_date = from;
    }
}

static UNTIL: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:until|till|'?til|through|thru|throughout|up to|ending|ends?|expir(?:es?|ing)|not before)\b[^.;]{0,40}$",
    )
});

/// The last day for which a status is ordered, and the first, as far as the
/// sentence gives them: `from 06/02/2014 to 07/15/2014`.
fn term(text: &str) -> (Option<Date>, Option<Date>) {
    let days = dates::all(text);
    let ends = |at: usize| {
        let from = at.checked_sub(1).map_or(0, |before| days[before].range.end);
        let before = text.get(from..days[at].range.start).unwrap_or_default();
        let joined = at > 0 && matches!(before.trim(), "-" | "\u{2013}" | "\u{2014}" | "to" | "and");
        joined || UNTIL.as_ref().is_some_and(|pattern| pattern.is_match(before))
    };
    let end = (0..days.len()).find(|at| ends(*at));
    (end.map(|at| days[at].day), (0..days.len()).find(|at| end.is_some_and(|end| *at < end)).map(|at| days[at].day))
}

/// The status that a sentence tells. Where the section asks for it, every
/// sentence that speaks of work is weighed.
fn status(scene: &mut Scene<'_>, here: bool, from: usize) -> Option<Mark> {
    if !here {
        return named(scene, 0);
    }
    if let Some(free) = capacity::unrestricted(scene.folded, from) {
        return Some(free);
    }
    let named = named(scene, from);
    let holds = |scene: &mut Scene<'_>, mark: &Mark| {
        mark.name == "permanent and stationary" || !scene.context(&mark.span).negated
    };
    let named = named.filter(|mark| holds(scene, mark));
    if named.as_ref().is_some_and(|mark| mark.name != "working") {
        return named;
    }
    // `If that is not available, off work` says what would be.
    let supposed = ["if ", "unless "].iter().any(|word| at_word(scene.folded, word) == Some(from));
    let weighed = answered(scene).or_else(|| capacity::weighed(scene.folded, from)).or(named);
    weighed.filter(|mark| !supposed || mark.name != "off work")
}

/// Whether the sentence asks, or says what is to be found out.
fn is_asked(scene: &Scene<'_>) -> bool {
    scene.text.trim_end_matches([' ', '"', ')']).ends_with('?')
        || scene.section() == Section::Question
        || ASKED.iter().any(|word| scene.folded.contains(word))
}

/// The status that is named behind `from`. What stands behind an `if` holds only where
/// nothing else is said.
fn named(scene: &Scene<'_>, from: usize) -> Option<Mark> {
    let condition = ["if ", "unless ", "otherwise "].iter().filter_map(|word| at_word(scene.folded, word)).min();
    let holds = |mark: &&Mark| condition.is_none_or(|at| mark.span.start < at);
    // "Can work if no heavy lifting is required" says what may be done.
    let possible = condition.is_some_and(|at| {
        const SHORT: [&str; 5] = ["if possible", "if tolerated", "if needed", "if he", "if she"];
        const ABLE: [&str; 4] = ["can work", "may work", "able to work", "return to work"];
        SHORT.iter().any(|words| scene.folded[at..].starts_with(words))
            || ABLE.iter().any(|words| scene.folded[..at].contains(words))
    });
    let marks = scene.marks;
    STATUSES.iter().find_map(|status| {
        marks
            .of(Table::Work)
            .find(|mark| mark.span.start >= from && mark.name == *status && (possible || holds(mark)))
            .cloned()
    })
}

/// Where a word begins that is no part of another.
fn at_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word)
        .map(|one| one.0)
        .find(|at| *at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric())
}

/// Elsewhere "daily work" and the like say little, and motion is free too;
/// and what somebody did when the injury happened is no status.
fn says_little(scene: &Scene<'_>, mark: &Mark, of_work: bool) -> bool {
    let marks = scene.marks;
    let of_else = [Table::Sign, Table::Therapy, Table::Harm].iter().any(|table| marks.has(*table));
    let about_work =
        of_work || OF_WORK.iter().any(|word| scene.folded.contains(word)) || scene.folded.contains("lift");
    const TASKS: [&str; 7] = [
        "in the course of",
        "was performing",
        "was doing",
        "from performing",
        "while performing",
        "while doing",
        "during h",
    ];
    let task = TASKS.iter().any(|words| scene.folded.contains(words));
    mark.name == "working"
        || !about_work
        || (mark.name == "full duty" && task)
        || (marks.cue("function") && !of_work)
        || ((of_else || !scene.drugs.is_empty()) && !of_work)
}

/// Whether a state is one that is still to be reached.
fn is_expected(folded: &str) -> bool {
    ["should reach", "should be", "will ", "expect", "until", "approach", "once ", "nearing"]
        .iter()
        .any(|word| folded.contains(word))
}

/// `The bath is not working`, `no work up`, `Return to work evaluation`: words
/// of work that are about something else.
fn is_of_else(scene: &Scene<'_>, mark: &Mark) -> bool {
    let (before, after) = (&scene.folded[..mark.span.start], scene.folded[mark.span.end..].trim_start());
    let written = &scene.folded[mark.span.clone()];
    let title = scene.text.len() < 90
        && ["evaluation", "assessment", "report", "form", "exam"].iter().any(|word| after.contains(word));
    let last: Vec<&str> = before.split([' ', ',', ':']).filter(|word| !word.is_empty()).rev().take(3).collect();
    let person =
        ["he", "she", "patient", "pt", "worker", "claimant", "applicant", "employee", "mr", "ms", "mrs", "is", "i"];
    let somebody =
        last.is_empty() || last.iter().any(|word| person.contains(word) && *word != "is") || last == ["is"];
    let of_things = written.ends_with("not working")
        && (!somebody
            || ["through", "on ", "with", "properly", "well", "for h"].iter().any(|word| after.starts_with(word)));
    title
        || of_things
        || (written.ends_with("work") && after.starts_with("up"))
        || (written == "working full time" && before.ends_with("was "))
}

/// A status in a word, where the section asks for it: `Status: off`, `Full.`
fn answered(scene: &Scene<'_>) -> Option<Mark> {
    const WORDS: [(&str, &str); 14] = [
        ("off", "off work"),
        ("ttd", "off work"),
        ("none", "full duty"),
        ("full", "full duty"),
        ("regular", "full duty"),
        ("usual", "full duty"),
        ("normal", "full duty"),
        ("unrestricted", "full duty"),
        ("modified", "modified duty"),
        ("mod", "modified duty"),
        ("light", "modified duty"),
        ("restricted", "modified duty"),
        ("limited", "modified duty"),
        ("tpd", "modified duty"),
    ];
    let text = scene.folded;
    let starts = std::iter::once(0).chain(text.match_indices([':', ';', ',']).map(|one| one.0 + 1));
    starts
        .filter_map(|start| {
            let from = start + text[start..].len() - text[start..].trim_start().len();
            let word = text[from..].split(|c: char| !c.is_ascii_alphanumeric()).next()?;
            let label = text[..start].trim_end_matches([':', ' ']);
            let name = WORDS.iter().find(|(way, _)| *way == word)?.1;
            // `Restrictions: none` lets work; `Disability: none` too; other lists do not.
            let fits = word != "none"
                || ["restrictions", "limitations", "disability"].iter().any(|of| label.ends_with(of));
            fits.then(|| Mark { span: from..from + word.len(), name })
        })
        .next()
}
