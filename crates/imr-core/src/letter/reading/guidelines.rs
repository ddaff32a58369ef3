//! Step 9: the text of a guideline block.

use crate::citation;
use crate::letter::record::CitedGuideline;

/// Reads the text behind a guideline's label.
#[must_use]
pub fn guideline(raw: &str) -> CitedGuideline {
    let citations = citation::parse(raw);
    CitedGuideline {
        raw: raw.to_owned(),
        outside_mtus: raw.contains("outside of the MTUS") || raw.contains("outside the MTUS"),
        cited: !citations.is_empty(),
        citations,
    }
}
