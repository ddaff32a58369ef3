//! Citations of guidelines: found in the text of a guideline block, and
//! brought into a form in which two of them compare.
//!
//! A block is a run of statements (`Decision based on MTUS …`, `Decision based
//! on Non-MTUS Citation …`, `Other Medical Treatment Guideline …`); each holds
//! one or more citations.

mod mtus;
mod normal;
mod odg;
mod other;
mod pages;
mod statement;

pub use normal::{normal, same_place};
pub use pages::page_ranges;

use crate::letter::record::Citation;
use statement::Kind;

/// The citations in the text of a guideline block, in their order, each with
/// its normal form.
#[must_use]
pub fn parse(raw: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    for statement in statement::split(raw) {
        match statement.kind {
            Kind::Mtus => mtus::parse(statement.body, &mut found),
            Kind::NonMtus => other::parse(statement.body, &mut found),
        }
    }
    for citation in &mut found {
        citation.normal = Some(normal(citation));
    }
    found
}

/// A citation without its normal form.
fn citation(source: &str, title: &str, section: &str, pages: Option<String>) -> Citation {
    Citation { source: source.to_owned(), title: kept(title), section: kept(section), pages, normal: None }
}

/// A piece without the punctuation around it; none where nothing is left.
fn kept(piece: &str) -> Option<String> {
    let piece = trimmed(piece);
    (!piece.is_empty()).then(|| piece.to_owned())
}

/// Without the blanks and marks that join a piece to its neighbours.
fn trimmed(piece: &str) -> &str {
    let joint = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '–' | '—' | '-');
    let piece = piece.trim_start_matches(joint).trim_end_matches(joint);
    if piece == "and" {
        return "";
    }
    piece.strip_suffix(" and").unwrap_or(piece).trim_end_matches(joint)
}

#[cfg(test)]
mod tests;
