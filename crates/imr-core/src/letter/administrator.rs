//! The claims administrator's part of an item: the guideline it relied on with
//! its pages, and its reasons, as the utilization review decision gives them.

use crate::application::UrItem;
use crate::review::DisputedItem;

/// What a letter says where the claims administrator cited nothing.
const NOTHING_CITED: &str = "The Claims Administrator did not cite any medical evidence for its decision.";

/// What it says where the reasons are all there is.
const NO_GUIDELINE: &str = "The Claims Administrator did not cite a guideline for its decision.";

/// On what the claims administrator relied, as the letter says it.
pub(super) fn relied_on(item: &DisputedItem, ur: Option<&UrItem>) -> String {
    let said = |text: Option<&String>| text.map(|one| one.trim().to_owned()).filter(|one| !one.is_empty());
    let guideline = said(item.claims_administrator_guideline.as_ref());
    let pages = said(ur.and_then(|one| one.guideline_pages.as_ref()));
    let reasons = said(ur.and_then(|one| one.reasons.as_ref()));
    let cited = match (guideline, pages) {
        (Some(guideline), Some(pages)) => Some(with_pages(&guideline, &pages)),
        (Some(guideline), None) => Some(guideline),
        (None, Some(pages)) => Some(format!("{}.", labelled(&pages))),
        (None, None) => None,
    };
    match (cited, reasons) {
        (Some(cited), Some(reasons)) => format!("{}. Reasons as written: {reasons}", cited.trim_end_matches('.')),
        (Some(cited), None) => cited,
        // What else it relied on, its reasons may say.
        (None, Some(reasons)) => format!("{NO_GUIDELINE} Reasons as written: {reasons}"),
        (None, None) => NOTHING_CITED.to_owned(),
    }
}

/// A guideline with its pages, unless it says them itself.
fn with_pages(guideline: &str, pages: &str) -> String {
    if guideline.contains(pages.trim_end_matches('.')) {
        return guideline.to_owned();
    }
    format!("{} {}.", guideline.trim_end_matches('.'), labelled(pages))
}

/// Pages behind their label, unless they bear one.
fn labelled(pages: &str) -> String {
    let pages = pages.trim_end_matches('.');
    if pages.starts_with(|c: char| c.is_ascii_digit()) { format!("Page(s): {pages}") } else { pages.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::{Ground, UrOutcome};
    use crate::letter::reading;

    #[test]
    fn guideline_pages_and_reasons_fill_the_administrators_part() {
        let opioids = Some("Decision based on MTUS Chronic Pain Treatment Guidelines, Section(s): Opioids.");
        let reasons = Some("Function did not improve.");
        for (guideline, pages, reasons, expected) in [
            (None, None, None, NOTHING_CITED),
            (Some(" "), Some(""), Some(" "), NOTHING_CITED),
            (opioids, None, None, "Decision based on MTUS Chronic Pain Treatment Guidelines, Section(s): Opioids."),
            (
                opioids,
                Some("74-96"),
                None,
                "Decision based on MTUS Chronic Pain Treatment Guidelines, Section(s): Opioids Page(s): 74-96.",
            ),
            (
                opioids,
                Some("pages 74-96, 111."),
                reasons,
                "Decision based on MTUS Chronic Pain Treatment Guidelines, Section(s): Opioids pages 74-96, 111. Reasons as written: Function did not improve.",
            ),
            (Some("ACOEM, page 127"), Some("127"), None, "ACOEM, page 127"),
            (None, Some("74-96"), None, "Page(s): 74-96."),
            (
                None,
                None,
                reasons,
                "The Claims Administrator did not cite a guideline for its decision. Reasons as written: Function did not improve.",
            ),
        ] {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let ur = UrItem {
                guideline: owned(guideline),
                guideline_pages: owned(pages),
                reasons: owned(reasons),
                ..UrItem::new("Norco", UrOutcome::Denied, Ground::MedicalNecessity)
            };
            let item = DisputedItem {
                number: 1,
                item: ur.item.clone(),
                ur_outcome: ur.outcome,
                claims_administrator_guideline: ur.guideline.clone(),
            };
            assert_eq!(relied_on(&item, Some(&ur)), expected);
            let read = reading::guideline(expected);
            assert_eq!(read.cited, !expected.contains("did not cite"), "{read:?}");
            if pages.is_some_and(|one| one.contains("74-96")) && guideline == opioids {
                assert!(read.citations[0].pages.as_ref().is_some_and(|pages| pages.contains("96")), "{read:?}");
            }
        }
    }
}
