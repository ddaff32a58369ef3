//! A guideline block cut into its statements.

pub(super) use crate::letter::reading::pattern::compiled;
use regex::Regex;
use std::sync::LazyLock;

/// What a statement says it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The state's own schedule.
    Mtus,
    /// Anything else.
    NonMtus,
}

/// A statement without the words that open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Statement<'a> {
    pub(super) kind: Kind,
    pub(super) body: &'a str,
}

/// The words that open a statement, in lower case.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x)
        decisions?\ (?:is\ |was\ )?based\ on\ (?:the\ )?(?:ca\ |california\ )?mtus\b[\ :]*
        | decisions?\ (?:is\ |was\ )?based\ on\ (?:the\ )?non-?\ ?mtus\ citations?[\ :]*
        | other\ medical\ treatment\ guidelines?(?:\ or\ medical\ evidence)?[\ :]*
        | (?:based\ (?:its|his/her|his\ or\ her|his|her|their|the)\ decision\ (?:up)?on
            | relied\ (?:up)?on | cited)\ (?:the\ )?",
    )
});

/// And of others `…, a guideline that is not part of the MTUS`.
static NOT_PART_OF_MTUS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) ,?\s* (?: (?:which|that) \s+ (?:is|are) \s+ )?
          (?: an?\s+ (?:[a-z-]+\s+){0,4} guidelines? (?:\s*\(MTG\))? ,?\s* (?: (?:which|that) \s+ (?:is|are) \s+ )? )?
          \b not \s+ (?:a\s+)? part \s+ of \s+ (?:the\s+)? (?: MTUS | Medical\s+Treatment\s+Utilization\s+Schedule (?:\s*\(MTUS\))? )",
    )
});
/// What a statement rests on by its opening words; none where they do not say.
fn kind_of(opening: &str) -> Option<Kind> {
    let mtus = opening.starts_with("decision") && !opening.contains("non");
    let non_mtus = opening.starts_with("decision") || opening.starts_with("other");
    if mtus { Some(Kind::Mtus) } else { non_mtus.then_some(Kind::NonMtus) }
}

/// Old letters say of a guideline `…, which is part of the MTUS`.
static PART_OF_MTUS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:,?\s*(?:which|that)\s+(?:is|are)|,)\s+(?:a\s+)?part\s+of\s+(?:the\s+)?(?:MTUS|Medical\s+Treatment\s+Utilization\s+Schedule)(?:\s*\(MTUS\))?",
    )
});

static MTUS_NAME: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:the\s+)?(?:CA\s+|California\s+)?(?:MTUS\b|Medical Treatment Utilization Schedule(?: \(MTUS\))?)[\s,:]*",
    )
});

/// The statements of a block in their order. A block without the usual
/// opening words is one statement.
pub(super) fn split(raw: &str) -> Vec<Statement<'_>> {
    let lower = raw.to_ascii_lowercase();
    let openings: Vec<_> = OPENING.find_iter(&lower).collect();
    let mut found = Vec::with_capacity(openings.len().max(1));
    for (at, opening) in openings.iter().enumerate() {
        let end = openings.get(at + 1).map_or(raw.len(), |next| next.start());
        let body = raw[opening.end()..end].trim();
        match kind_of(opening.as_str()) {
            Some(kind) => push(&mut found, kind, body),
            None => push_free(&mut found, body),
        }
    }
    if openings.is_empty() && !says_nothing(raw) {
        push_free(&mut found, raw.trim());
    }
    found
}

/// True for `did not cite any medical evidence` and its like.
pub(super) fn says_nothing(raw: &str) -> bool {
    let lower = raw.to_ascii_lowercase();
    lower.contains("did not cite")
        || lower.contains("did not provide any")
        || lower.contains("no evidence-based guideline")
        || lower.contains("no section of the mtus")
}

fn push<'a>(found: &mut Vec<Statement<'a>>, kind: Kind, body: &'a str) {
    found.push(Statement { kind, body });
}

/// A statement without the words that say whether its guideline is part of
/// the state's schedule, and whether they say that it is.
fn without_part(body: &str) -> (&str, bool) {
    if let Some(tail) = NOT_PART_OF_MTUS.find(body) {
        return (&body[..tail.start()], false);
    }
    PART_OF_MTUS.find(body).map_or((body, false), |tail| (&body[..tail.start()], true))
}

/// A statement that does not say in its opening words what it rests on.
fn push_free<'a>(found: &mut Vec<Statement<'a>>, body: &'a str) {
    if body.starts_with("recommendation(s) outside") || says_nothing(body) {
        return;
    }
    let (body, part) = if body.contains("part of") { without_part(body) } else { (body, false) };
    if let Some(name) = MTUS_NAME.find(body) {
        push(found, Kind::Mtus, &body[name.end()..]);
    } else if part || super::mtus::opens_with_guideline(body) {
        push(found, Kind::Mtus, body);
    } else {
        push(found, Kind::NonMtus, body);
    }
}
