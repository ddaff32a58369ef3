//! What a letter says where several reviewers decided (Labor Code 4610.6(e);
//! 8 CCR 9792.10.6(c)).

use crate::calendar::numeric;
use crate::case::Assignment;
use crate::determination::Determination;
use crate::paper::Block;
use crate::reviewer::Reviewer;
use jiff::civil::Date;

/// How several reviewers came to decide.
pub(super) fn how(review: &Assignment) -> String {
    let Some(panel) = &review.panel else {
        return String::new();
    };
    let (by, dated) = (&panel.approval.by, numeric(panel.approval.dated));
    // Two have no majority: they agree, or they are evenly split.
    let how_many = panel.colleagues.len() + 1;
    let rule = match how_many {
        2 => {
            "An item on which they differ is decided in favour of the treatment, and the analysis of each is given."
        }
        _ => {
            "Of each item the majority decides, and an even split is decided in favour of the treatment. Where they \
             differ, each analysis is given."
        }
    };
    format!("{how_many} expert reviewers decided, as {by} approved in writing on {dated}. {rule}")
}

/// The credentials of a further reviewer, in a sentence.
pub(super) fn credentials(reviewer: &Reviewer, on: Date) -> String {
    let specialties: Vec<&str> = reviewer.certified_on(on).map(|one| one.specialty.as_str()).collect();
    let states: Vec<&str> = reviewer.licensed_on(on).map(|one| one.state.as_str()).collect();
    format!("Board certified in {}; licensed in {}.", specialties.join(", "), states.join(", "))
}

/// Each reviewer's own analysis of an item on which they differ.
pub(super) fn analyses(determination: &Determination, item: usize) -> Vec<Block> {
    let own: Vec<_> = determination
        .opinions()
        .iter()
        .filter_map(|opinion| opinion.decisions.iter().find(|decision| decision.item == item))
        .collect();
    if own.windows(2).all(|pair| pair[0].decision == pair[1].decision) {
        return Vec::new();
    }
    let block = |(index, decision): (usize, &&crate::determination::ItemDecision)| {
        let label = format!("Analysis of expert reviewer {} ({}):", index + 1, decision.decision.as_str());
        Block::labelled(label, decision.rationale.clone())
    };
    own.iter().enumerate().map(block).collect()
}
