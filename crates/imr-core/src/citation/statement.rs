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

static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix)
        (?P<mtus> decisions?\ (?:is\ |was\ )?based\ on\ (?:the\ )?(?:CA\ |California\ )?MTUS\b[\ :]* )
        | (?P<non> decisions?\ (?:is\ |was\ )?based\ on\ (?:the\ )?non-?\ ?MTUS\ citations?[\ :]* )
        | (?P<other> other\ medical\ treatment\ guidelines?(?:\ or\ medical\ evidence)?[\ :]* )
        | (?P<free> (?:based\ (?:its|his/her|his\ or\ her|his|her|their|the)\ decision\ (?:up)?on
            | relied\ (?:up)?on | cited)\ (?:the\ )? )",
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
    let openings: Vec<_> = OPENING.captures_iter(raw).collect();
    let mut found = Vec::with_capacity(openings.len().max(1));
    for (at, opening) in openings.iter().enumerate() {
        let Some(whole) = opening.get(0) else { continue };
        let end = openings.get(at + 1).and_then(|next| next.get(0)).map_or(raw.len(), |m| m.start());
        let body = raw[whole.end()..end].trim();
        if opening.name("mtus").is_some() {
            push(&mut found, Kind::Mtus, body);
        } else if opening.name("free").is_some() {
            push_free(&mut found, body);
        } else {
            push(&mut found, Kind::NonMtus, body);
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

/// A statement that does not say in its opening words what it rests on.
fn push_free<'a>(found: &mut Vec<Statement<'a>>, body: &'a str) {
    if body.starts_with("recommendation(s) outside") || says_nothing(body) {
        return;
    }
    let body = NOT_PART_OF_MTUS.find(body).map_or(body, |tail| &body[..tail.start()]);
    let (body, part) = match PART_OF_MTUS.find(body) {
        Some(tail) => (&body[..tail.start()], true),
        None => (body, false),
    };
    if let Some(name) = MTUS_NAME.find(body) {
        push(found, Kind::Mtus, &body[name.end()..]);
    } else if part || super::mtus::opens_with_guideline(body) {
        push(found, Kind::Mtus, body);
    } else {
        push(found, Kind::NonMtus, body);
    }
}
