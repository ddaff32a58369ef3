//! The letter as it was read: the parts that the record has, in the order and
//! the wording of its variant.

use super::{numbered, parts, prose};
use crate::letter::record::{Record, Variant};
use crate::paper::Block;

pub(super) fn blocks(record: &Record) -> Vec<Block> {
    if record.variant == Some(Variant::F13) {
        return numbered::blocks(record);
    }
    let mut blocks = Vec::new();
    if let Some(header) = &record.header {
        blocks.push(Block::Facts(parts::header_facts(header)));
    }
    blocks.extend(opening(record));
    if !record.documents.is_empty() {
        blocks.push(Block::heading(2, parts::DOCUMENTS));
        blocks.push(parts::documents(record));
    }
    blocks.extend(parts::summary(record));
    blocks.extend(parts::items(label(record), record));
    blocks
}

/// The name before `guideline:`.
pub(super) fn label(record: &Record) -> &str {
    record.organization_label.as_deref().or(record.organization.as_deref()).unwrap_or_default()
}

/// What the letter says of how the determination was made, as far as the
/// record holds it.
fn opening(record: &Record) -> Vec<Block> {
    let reviewer = prose::reviewer(record.variant);
    let mut blocks = Vec::new();
    if record.variant.is_some() {
        blocks.push(Block::heading(2, parts::OPENING));
    }
    let article = if reviewer.starts_with('e') { "an" } else { "a" };
    blocks.extend(prose::case_file(record, &format!("{article} {reviewer}")));
    let labelled = matches!(record.variant, Some(Variant::F15 | Variant::F16));
    if labelled {
        blocks.extend(parts::credentials(&record.reviewer));
    } else {
        blocks.extend(prose::credentials(&record.reviewer, reviewer).map(Block::text));
    }
    blocks
}
