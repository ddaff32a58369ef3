//! Operations and other procedures, by the words that name them.

use super::kind::{FactKind, Procedure};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Marks, Table};
use crate::casefile::{Context, Kind, Section};
use crate::dates;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that name no procedure by themselves.
const BARE: [&str; 9] = [
    "release",
    "repair",
    "decompression",
    "joint replacement",
    "reconstruction",
    "surgery",
    "block",
    "fusion",
    "injection",
];

pub(super) fn read(scene: &mut Scene<'_>) {
    if matches!(scene.kind, Kind::Imaging | Kind::Electrodiagnostics | Kind::Laboratory) {
        return;
    }
    let found = phrases(scene.text, scene.folded, scene.marks);
    for (index, (span, mark)) in found.iter().enumerate() {
        let (span, from) = (span.clone(), index.checked_sub(1).map_or(0, |at| found[at].0.end));
        let to = found.get(index + 1).map_or(scene.text.len(), |next| next.0.start);
        let context = scene.context(&span);
        if scene.kind != Kind::Operative && is_undone(&scene.folded[from..span.start], &scene.folded[span.end..to])
        {
            undone(scene, &span, mark, context);
            continue;
        }
        let response = response(scene, span.end..to);
        if response.is_some() && scene.kind != Kind::Operative && !is_hoped(scene, from..to) {
            let name = scene.folded_as_written(&span);
            let context = Context { historical: true, other_person: context.other_person, ..Context::default() };
            let one = Procedure { name, of: mark.name.to_owned(), response };
            scene.add_as(&span, FactKind::Procedure(one), context);
            continue;
        }
        let context = weighed(scene, &span, from..to, context);
        let name = scene.folded_as_written(&span);
        scene.add_as(
            &span,
            FactKind::Procedure(Procedure { name, of: mark.name.to_owned(), response: None }),
            context,
        );
    }
    if let Some((span, mark)) = found.first() {
        earlier(scene, span, mark);
    }
}

/// How the procedure at `span` is told of, in its `reach` between those beside
/// it: whether it was done, is asked for, or lies before the report.
fn weighed(scene: &Scene<'_>, span: &Range<usize>, reach: Range<usize>, mut context: Context) -> Context {
    let done = is_done(scene);
    let operated = scene.kind == Kind::Operative;
    context.conditional |= scene.is_supposed() && !done;
    let question = scene.section() == Section::Question || scene.text.trim_end().ends_with('?');
    let planned = scene.section() == Section::Plan && !done && !operated;
    // Of what may be done that it might be is no doubt of its being there.
    let open = context.uncertain && !context.historical && !done;
    context.conditional |= !done && is_asked(clause(scene.folded, reach, span));
    context.conditional |= question || open || (planned && !context.negated && !context.historical);
    context.uncertain &= !context.conditional;
    // What failed was done.
    let failed = ["failed ", "failing "].iter().any(|word| scene.folded[..span.start].ends_with(word));
    context.historical |= failed;
    context.negated &= !context.conditional && !failed && !is_after_failure(scene);
    if operated && scene.section() != Section::PastHistory {
        context.historical = false;
    } else if !context.conditional && !context.negated && scene.kind != Kind::RequestForAuthorization {
        let history = matches!(scene.section(), Section::Treatment | Section::PastHistory);
        context.historical |= done || history || names_a_day_before(scene);
    }
    // What is still to come is not past.
    context.historical &= !context.conditional || done;
    context
}

/// Whether a sentence names a day before that of its document.
fn names_a_day_before(scene: &Scene<'_>) -> bool {
    let day = scene.document.and_then(|document| document.date);
    day.is_some_and(|day| dates::each(scene.text).any(|found| found.day < day))
}

static EARLIER: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:[;,(]|\b(?:as|since|because|and|where))\s*(?:the |her |his )?(?:first|last|previous|prior|initial|earlier|most recent|former)(?: (?:one|injection|procedure|block|epidural|series|set))*,? (?:(?:done|given|performed|on|in|of|from|was|had|last|dated)\b[^;.]{0,40}?)?\b(?:gave|provided|helped|afforded|offered|resulted|produced|yielded|relieved|brought|led to|lasted|with)\b",
    )
});

/// Where a sentence that asks for a procedure goes on to tell of the one
/// before: `request a second ESI; the first in March gave 60% relief`.
pub(super) fn told_of_earlier(scene: &Scene<'_>, from: usize) -> Option<usize> {
    let rest = scene.folded.get(from..).filter(|rest| rest.contains("relie") || rest.contains("help"))?;
    Some(from + EARLIER.as_ref()?.find(rest)?.start())
}

/// The procedure before the one that is asked for, with what it did.
pub(super) fn earlier(scene: &mut Scene<'_>, span: &Range<usize>, mark: &Mark) {
    let Some(from) = told_of_earlier(scene, span.end) else { return };
    let rest = from..scene.text.len();
    let again = phrases(scene.text, scene.folded, scene.marks);
    // One that is named is read by its own name.
    if again.iter().any(|(other, _)| other.start >= from) {
        return;
    }
    let words = scene.folded_as_written(span);
    let name = ["repeat ", "second ", "third ", "revision "].iter().find_map(|word| words.strip_prefix(word));
    let name = name.unwrap_or(&words).to_owned();
    let stated = crate::letter::reading::dates::all(&scene.text[rest.clone()]).first().map(|found| found.day);
    let one = Procedure { name, of: mark.name.to_owned(), response: response(scene, rest) };
    let context = Context { historical: true, ..Context::default() };
    scene.add_as(span, FactKind::Procedure(one), context);
    if let Some(fact) = scene.found.last_mut() {
        fact.stated_date = stated;
    }
}

static RESPONSE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:gave|provided|afforded|offered|resulted in|produced|yielded|brought|led to|with|had|helped|reported|obtained|received|relieved)\b(?: (?:her|him|the patient|them|about|approximately|only|over|at least|up to|for|by|a|an|in|\w+ to))*? ((?:\d{1,3}(?:\s?(?:-|to)\s?\d{1,3})?\s?(?:%|percent)|no|good|excellent|great|significant|substantial|partial|temporary|some|moderate|minimal|little|complete|short term|brief|\w+ weeks of|\w+ months of)(?: (?:significant|lasting|sustained|pain|temporary|good))*(?: (?:relief|improvement|benefit|reduction|decrease))(?: (?:in|of) (?:(?:her|his|the) )?(?:\w+ )?(?:pain|symptoms))?(?: (?:for|lasting) (?:about |over |approximately |only |at least )?[\w-]+(?: to \w+)? (?:days?|weeks?|months?|years?))?)",
    )
});

/// What a procedure did, in the words behind its name.
fn response(scene: &Scene<'_>, range: Range<usize>) -> Option<String> {
    let words = scene.text.get(range)?;
    if !["relief", "improvement", "benefit", "reduction", "decrease"].iter().any(|one| words.contains(one)) {
        return None;
    }
    Some(RESPONSE.as_ref()?.captures(words)?.get(1)?.as_str().to_lowercase())
}

/// Whether what a procedure does is only hoped for: `would give 50% relief`.
fn is_hoped(scene: &Scene<'_>, range: Range<usize>) -> bool {
    const HOPED: [&str; 12] = [
        "would", "will ", "should", "may ", "might", "could", "hope", "expect", "unless", "if ", "whether",
        "in order",
    ];
    let words = &scene.folded[range];
    HOPED.iter().any(|word| words.contains(word)) || scene.section() == Section::Question || is_asked(words)
}

/// `After failure of conservative care, a fusion was done`: what failed is
/// something else.
fn is_after_failure(scene: &Scene<'_>) -> bool {
    scene.folded.contains("fail") && is_done(scene)
}

fn is_done(scene: &Scene<'_>) -> bool {
    const DONE: [&str; 14] = [
        "underwent",
        "performed",
        "done",
        "completed",
        "s/p",
        "status post",
        "had",
        "carried out",
        "took place",
        "post op",
        "postop",
        "undergone",
        "following",
        "since the",
    ];
    let had = scene.folded.match_indices("had").map(|one| one.0);
    let is_had = |at: &usize| {
        let opens = *at == 0 || scene.folded[..*at].ends_with([' ', ',', ':', '(']);
        opens && (scene.folded[at + 3..].is_empty() || scene.folded[at + 3..].starts_with([' ', ',', ':', '(']))
    };
    let others = DONE.iter().filter(|word| **word != "had");
    let mut all =
        others.flat_map(|word| scene.folded.match_indices(word)).map(|one| one.0).chain(had.filter(is_had));
    all.any(|at| !is_denied_before(&scene.folded[..at]))
}

static NOT_BEFORE: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:not|never|cannot|without|yet to)|n't)(?: yet| ever| been| be| being| have| having| actually| to date| so far)* $",
    )
});

/// Whether the words right before what was done deny it: `not yet performed`.
fn is_denied_before(before: &str) -> bool {
    NOT_BEFORE.as_ref().is_some_and(|pattern| pattern.is_match(before))
}

static UNDONE: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^;]*?((?:\b(?:not|never)|n't)(?: yet| ever| been| be| actually| to date| so far)* (?:performed|done|carried out|undertaken|completed|undergone|taken place|took place|happened|occurred|scheduled|proceeded|had|gone through|accomplished|materialized)\b|\bdid not (?:take place|occur|happen|proceed|go forward|go ahead|materialize)\b|\b(?:was|were|has been|have been|had been|is|being) (?:subsequently |then |later |ultimately )?(?:cancell?ed|called off|declined|refused|deferred|postponed|put off|put on hold|aborted)\b|\b(?:but|and|which|patient|she|he)(?: has| had| then| later| she| he| the patient)* (?:cancell?ed|declined|refused|deferred|postponed)(?: it| this| that| surgery| the (?:surgery|procedure|operation|injection))?(?:[.,;]|$))",
    )
});
static NEVER: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:did not|didn't|has not|hasn't|have not|haven't|had not|hadn't|never)(?: yet| ever| actually)* (?:undergo|undergone|underwent|have|had|proceed(?:ed)? with|receive[d]?|gone through with|went through with|go through with|get)|\b(?:declined|refused|declines|refuses|deferred|postponed|cancell?ed|canceled|not performed:?|not done:?))(?: to (?:undergo|have|proceed with))?(?: the| a| an| any| her| his| proposed| recommended| another| further| planned)* $",
    )
});

/// Whether the words before or behind a procedure say that it was not done.
fn is_undone(before: &str, behind: &str) -> bool {
    const MADE: [&str; 9] = [
        "performed",
        "done",
        "carried out",
        "underwent",
        "undergone",
        "completed",
        "relief",
        "helped",
        "status post",
    ];
    let clause = before.rsplit(';').next().unwrap_or_default();
    let found = UNDONE.as_ref().and_then(|pattern| pattern.captures(behind)?.get(1));
    // `A fusion was performed, and therapy was not completed`.
    let made = |end: usize| MADE.iter().any(|word| behind[..end].contains(word) || clause.contains(word));
    found.is_some_and(|found| !made(found.start()))
        || NEVER.as_ref().is_some_and(|pattern| pattern.is_match(clause))
}

static ASKED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:recommend(?:ed|s|ing|ation)?|request(?:ed|s|ing)?|proposed?|propos(?:es|ing|al)|advised|advises|suggested|offered|contemplated|requires? authorization|authoriz(?:ed|ation)|certified|awaiting|pending|candidate|scheduled (?:for|to)|planned|indicated|appeal(?:ed|ing)?)\b",
    )
});

/// Whether a procedure is asked for, advised or allowed, and so still to come.
fn is_asked(text: &str) -> bool {
    ASKED.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// The clause of a range that a procedure stands in.
fn clause<'a>(text: &'a str, range: Range<usize>, span: &Range<usize>) -> &'a str {
    let from = text[range.start..span.start].rfind(';').map_or(range.start, |at| range.start + at);
    let to = text[span.end..range.end].find(';').map_or(range.end, |at| span.end + at);
    &text[from..to]
}

/// A procedure that was not done: still to come where it is advised, else
/// none.
fn undone(scene: &mut Scene<'_>, span: &Range<usize>, mark: &Mark, context: Context) {
    let asked = is_asked(scene.folded);
    let context = Context {
        negated: !asked,
        conditional: asked,
        historical: false,
        uncertain: false,
        other_person: context.other_person,
    };
    let name = scene.folded_as_written(span);
    let one = Procedure { name, of: mark.name.to_owned(), response: None };
    scene.add_as(span, FactKind::Procedure(one), context);
}

/// The names of procedures in a sentence, each with the words that belong to
/// it, and its head.
pub(super) fn phrases(text: &str, folded: &str, marks: &Marks) -> Vec<(Range<usize>, Mark)> {
    let mut all: Vec<(Range<usize>, Mark)> = Vec::new();
    for mark in marks.of(Table::Procedure) {
        let start = begin(text, folded, marks, mark.span.start);
        // `discectomy and fusion` is one procedure.
        let joined = all.last_mut().filter(|(span, _)| {
            let between = folded.get(span.end..start).unwrap_or_default();
            span.end <= start && matches!(between.trim(), "and" | "with" | "," | "&" | "")
        });
        if let Some((span, _)) = joined {
            span.end = mark.span.end;
            continue;
        }
        if mark.name == "surgery" && is_specialty(&folded[mark.span.end..]) {
            continue;
        }
        if start == mark.span.start && BARE.contains(&mark.name) && mark.name != "injection" {
            continue;
        }
        all.push((start..of_part(folded, marks, mark.span.end), mark.clone()));
    }
    all
}

/// `Spine Surgery Consultation`: a field of medicine, and nothing that is done.
fn is_specialty(rest: &str) -> bool {
    const OF_FIELDS: [&str; 20] = [
        "consult",
        "evaluation",
        "clinic",
        "center",
        "department",
        "group",
        "associates",
        "referral",
        "service",
        "specialist",
        "follow",
        "note",
        "institute",
        "resident",
        "fellow",
        "board",
        "qme",
        "report",
        "opinion",
        "office",
    ];
    let next = rest.trim_start_matches([' ', ',', '/']);
    OF_FIELDS.iter().any(|word| next.starts_with(word))
}

/// Where the words begin that belong to the name: levels of the spine, sides,
/// ways and places.
fn begin(text: &str, folded: &str, marks: &Marks, head: usize) -> usize {
    let mut start = head;
    loop {
        let before = text[..start].trim_end_matches([' ', '-', '/']);
        let word_start = before.rfind([' ', '(', ',', ':']).map_or(0, |at| at + 1);
        let word = &before[word_start..];
        let parts = || {
            let mut all = marks.of(Table::ProcedurePart);
            all.any(|mark| mark.span.end == before.len())
        };
        if word.is_empty() || text[before.len()..start].contains(['.', ',', ';', ':']) {
            return start;
        }
        if is_level(word) {
            start = word_start;
        } else if parts() {
            let part = folded[..before.len()].rfind([' ', '(', ',', ':']).map_or(0, |at| at + 1);
            start = part;
        } else {
            return start;
        }
    }
}

/// `L4-L5`, `C5-6`, `L5-S1`.
fn is_level(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| "CTLSctls".contains(c))
        && letters.next().is_some_and(|c| c.is_ascii_digit())
        && word.len() < 8
}

/// `injection of the knee`: where the name ends with the part.
fn of_part(folded: &str, marks: &Marks, end: usize) -> usize {
    let rest = &folded[end..];
    let Some(skip) = [" of the ", " to the ", " of "].iter().find(|words| rest.starts_with(**words)) else {
        return end;
    };
    let from = end + skip.len();
    marks
        .of(Table::Part)
        .find(|part| part.span.start >= from && part.span.start < from + 12)
        .map_or(end, |part| part.span.end)
}
