//! Step 8: from blocks to issues.

use super::amounts::Amount;
use super::blocks::{self, Block};
use super::draft::Draft;
use super::item::{self, Item};
use super::sections::Sections;
use super::{guidelines, numbered};
use crate::letter::record::{CitedGuideline, Decision, Issue, Rationale};
use std::ops::Range;

/// Reads the issues.
pub(super) fn read(draft: &mut Draft<'_>, sections: &Sections) {
    let mut found = blocks::find(draft.clean, sections);
    if sections.numbered {
        found = numbered::joined(numbered::determinations(draft.clean, sections), found);
    }
    if found.is_empty() {
        draft.note("no_issues", None, "The letter names no disputed item.");
    }
    organization_label(draft, &found);
    for (at, block) in found.iter().enumerate() {
        one(draft, block, at);
    }
}

/// A label longer than this is prose.
const LONGEST_LABEL: usize = 60;

/// The organization may be called by a part of its name before `guideline:`.
fn organization_label(draft: &mut Draft<'_>, found: &[Block]) {
    const WORD: &str = "guideline:";
    let flat = draft.flat();
    let Some(range) = found.iter().find_map(|block| block.label.clone()) else { return };
    let Some(name) = flat[range.clone()].strip_suffix(WORD).map(str::trim_end) else { return };
    if (1..LONGEST_LABEL).contains(&name.len()) && draft.record.organization.as_deref() != Some(name) {
        draft.span("/organization_label", &(range.start..range.start + name.len()));
        draft.record.organization_label = Some(name.to_owned());
    }
}

/// An issue from its parts: the item line is read, the rest is kept.
#[must_use]
pub fn issue(
    n: usize,
    item_raw: &str,
    decision: Option<Decision>,
    administrator: CitedGuideline,
    reviewer: CitedGuideline,
    rationale: Rationale,
) -> Issue {
    let mut issue = from_line(n, item_raw, item::read(item_raw));
    issue.decision = decision;
    issue.claims_administrator_guideline = Some(administrator);
    issue.reviewer_guideline = Some(reviewer);
    issue.rationale = Some(rationale);
    issue
}

/// The category of a treatment request, from its item line alone.
#[must_use]
pub fn category(item_line: &str) -> Option<crate::letter::record::Category> {
    item::read(item_line).category
}

/// What the line of an item says: an issue of which nothing else is known.
#[must_use]
pub fn item(line: &str) -> Issue {
    from_line(1, line, item::read(line))
}

/// Whether an item is asked for as a drug.
#[must_use]
pub fn is_drug(line: &str) -> bool {
    item::read(line).kind == Some("drug")
}

/// What the item line says, nothing else.
fn from_line(n: usize, line: &str, read: Item) -> Issue {
    let value = |amount: Option<Amount>| amount.map(|amount| amount.value);
    Issue {
        n,
        item_raw: line.to_owned(),
        kind: read.kind.map(str::to_owned),
        name: read.name,
        ingredient: read.ingredient,
        strength: value(read.strength),
        quantity: value(read.quantity),
        quantity_unit: read.quantity_unit,
        frequency: value(read.frequency),
        refills: value(read.refills),
        date_of_service: value(read.date_of_service),
        category: read.category,
        decision: None,
        partial: read.partial,
        claims_administrator_guideline: None,
        reviewer_guideline: None,
        rationale: None,
    }
}

fn one(draft: &mut Draft<'_>, block: &Block, at: usize) {
    let text = &draft.flat()[block.item.clone()];
    let pointer = format!("/issues/{at}");
    let read = item::read(text);
    draft.span(format!("{pointer}/item_raw"), &block.item);
    for (name, found) in [
        ("strength", &read.strength),
        ("quantity", &read.quantity),
        ("frequency", &read.frequency),
        ("refills", &read.refills),
        ("date_of_service", &read.date_of_service),
    ] {
        if let Some(found) = found {
            let range = block.item.start + found.range.start..block.item.start + found.range.end;
            draft.span(format!("{pointer}/{name}"), &range);
        }
    }
    let mut issue = from_line(at + 1, text, read);
    decision(draft, block, &pointer, &mut issue);
    parts(draft, block, &pointer, &mut issue);
    draft.record.issues.push(issue);
}

fn decision(draft: &mut Draft<'_>, block: &Block, pointer: &str, issue: &mut Issue) {
    let n = issue.n;
    if let Some((value, range)) = &block.decision {
        issue.decision = Some(*value);
        draft.span(format!("{pointer}/decision"), range);
    } else {
        draft.note("no_decision", Some(&block.item), format!("Item {n} has no decision."));
    }
    if issue.item_raw.is_empty() {
        draft.note("no_item", Some(&block.item), format!("Item {n} has no text before its decision."));
    }
}

fn parts(draft: &mut Draft<'_>, block: &Block, pointer: &str, issue: &mut Issue) {
    let flat = draft.flat();
    let n = issue.n;
    if let Some(range) = &block.claims {
        issue.claims_administrator_guideline = Some(guidelines::guideline(&flat[range.clone()]));
        draft.span(format!("{pointer}/claims_administrator_guideline/raw"), range);
    } else {
        draft.note(
            "no_claims_guideline",
            Some(&block.item),
            format!("Item {n} lacks the claims administrator's guideline."),
        );
    }
    if let Some(range) = &block.reviewer {
        issue.reviewer_guideline = Some(guidelines::guideline(&flat[range.clone()]));
        draft.span(format!("{pointer}/reviewer_guideline/raw"), range);
    } else {
        draft.note("no_reviewer_guideline", Some(&block.item), format!("Item {n} lacks the reviewer's guideline."));
    }
    match block.rationale.as_ref().filter(|range| !range.is_empty()) {
        Some(range) => {
            issue.rationale = Some(Rationale { text: flat[range.clone()].to_owned() });
            draft.span(format!("{pointer}/rationale/text"), range);
            contradiction(draft, issue, range);
        }
        None => draft.note("no_rationale", Some(&block.item), format!("Item {n} has no rationale.")),
    }
}

/// The last sentence that speaks of necessity should say what was decided.
fn contradiction(draft: &mut Draft<'_>, issue: &Issue, range: &Range<usize>) {
    const SENTENCE: usize = 120;
    const WORDS: &str = "medically necessary";
    let text = &draft.flat()[range.clone()];
    let Some(at) = text.rfind(WORDS) else { return };
    let from = super::sections::floor(text, at.saturating_sub(SENTENCE));
    let sentence = text[from..at].rsplit(". ").next().unwrap_or_default().to_ascii_lowercase();
    let denied = [" not ", " non ", "cannot", "n't ", "no longer"].iter().any(|word| sentence.contains(word));
    let odd = match issue.decision {
        Some(Decision::Upheld) => !denied && !text.contains("not medically necessary"),
        Some(Decision::Overturned) => sentence.trim_end().ends_with(" not"),
        None => false,
    };
    if odd {
        let place = range.start + at..range.start + at + WORDS.len();
        let n = issue.n;
        draft.note(
            "decision_contradicted",
            Some(&place),
            format!("The rationale of item {n} ends otherwise than its decision."),
        );
    }
}
