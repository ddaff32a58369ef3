//! Notices on what follows the letter: not implemented, sent back, assigned
//! anew.

use super::{due, items, step};
use crate::calendar::{in_words, numeric};
use crate::case::after::{Disposition, Ground, How, Implementation, Order};
use crate::case::{Case, Stage};
use crate::paper::Block;

/// What was overturned is authorized or paid: to the parties (T39, T41).
pub(super) fn implemented(case: &Case) -> Option<Vec<Block>> {
    let issued = case.stage.issued()?;
    let duty = issued.implementation.as_ref().filter(|duty| !duty.done.is_empty())?;
    let rows = duty.done.iter().filter_map(|one| {
        let item = case.items.iter().find(|item| item.number == one.item)?;
        let how = match one.how {
            How::Authorized => "Authorized",
            How::Paid => "Paid",
        };
        Some(vec![
            one.item.to_string(),
            item.item.clone(),
            how.to_owned(),
            numeric(one.on),
            lateness(one.days_late),
        ])
    });
    Some(vec![
        Block::text(format!(
            "The Final Determination Letter of {} overturned the denial of the treatment below. We have it on record \
             that the claims administrator has authorized or paid for all of it.",
            in_words(issued.letter.on)
        )),
        Block::Table {
            head: ["Item", "Treatment", "What was done", "On", "In time"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        },
        Block::text("If you know it otherwise, tell us at once, with the case number."),
    ])
}

fn lateness(days: i32) -> String {
    match days {
        0 => "yes".to_owned(),
        1 => "1 day late".to_owned(),
        late => format!("{late} days late"),
    }
}

/// The report to the Division: an overturned item was not implemented.
pub(super) fn not_implemented(case: &Case) -> Option<Vec<Block>> {
    let issued = case.stage.issued()?;
    let duty = issued.implementation.as_ref()?;
    let due = match &case.stage {
        Stage::NotImplemented { due, .. } => due,
        _ => &duty.authorize_by,
    };
    let rows = issued.overturned().into_iter().filter_map(|number| {
        let item = case.items.iter().find(|item| item.number == number)?;
        let state = match duty.done.iter().find(|one| one.item == number) {
            None => "Nothing recorded".to_owned(),
            Some(one) => format!("Done on {}, {} days late", numeric(one.on), one.days_late),
        };
        Some(vec![number.to_string(), item.item.clone(), state])
    });
    let service = issued.letter.notice.proofs.iter().map(|proof| {
        vec![
            crate::prose::capital(&proof.role.to_string()),
            proof.name.clone(),
            proof.method.to_string(),
            numeric(proof.on),
        ]
    });
    Some(vec![
        Block::text(format!(
            "The Final Determination Letter of {} overturned the denial of the items below. They were due to be \
             authorized or paid by {}, and were not all by then.",
            in_words(issued.letter.on),
            in_words(due.date)
        )),
        Block::Table {
            head: ["Item", "Treatment", "Authorized or paid"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        },
        Block::text(standing_in_the_way(case, duty)),
        Block::heading(2, "EVIDENCE"),
        Block::labelled("1. Service of the letter.", format!("Its hash is {}.", issued.letter.paper)),
        Block::Table { head: ["Party", "Name", "By", "On"].map(str::to_owned).to_vec(), rows: service.collect() },
        Block::labelled("2. The day.", "It was reached so:"),
        Block::List { numbered: true, entries: due.steps.iter().map(step).collect() },
        history(case),
    ])
}

fn history(case: &Case) -> Block {
    let told =
        format!("Events 1 to {} of case {}, the last with hash {}.", case.head.seq, case.number(), case.head.hash);
    Block::labelled("The history:", told)
}

/// What would excuse the claims administrator, as far as it is recorded.
fn standing_in_the_way(case: &Case, duty: &Implementation) -> String {
    let petition = match &case.stage {
        Stage::Appealed { petition, .. } => {
            format!("A petition of {} against the determination is pending.", in_words(petition.filed))
        }
        _ => "No petition against the determination is pending here.".to_owned(),
    };
    let liability = duty.liability_disputed.map_or_else(
        || "No dispute of liability is recorded here.".to_owned(),
        |day| format!("Liability has been disputed for another reason since {}.", in_words(day)),
    );
    format!("{petition} {liability}")
}

/// The file of a case whose determination is under petition, to the unit that
/// answers for it (T42).
pub(super) fn petition_file(case: &Case) -> Option<Vec<Block>> {
    let Stage::Appealed { petition, before } = &case.stage else {
        return None;
    };
    let issued = before.issued()?;
    let rows = case.documents.iter().map(|one| vec![one.line(), one.sent_by.to_string(), one.digest.short()]);
    Some(vec![
        Block::text(format!(
            "On {} the {} petitioned the Workers' Compensation Appeals Board against the determination of {}, which \
             was {}.",
            in_words(petition.filed),
            petition.by,
            in_words(issued.letter.on),
            if petition.in_time { "in time" } else { "late" }
        )),
        Block::text(
            "The file of the case goes with this letter: every document below, the determination and the petition. \
             It is kept until the petition has ended.",
        ),
        items(case),
        Block::Table { head: ["Document", "From", "Hash"].map(str::to_owned).to_vec(), rows: rows.collect() },
        Block::labelled("The letter:", format!("{}.", issued.letter.paper)),
        Block::labelled("The petition:", format!("{}.", petition.document)),
        history(case),
    ])
}

/// An order that lacks a ground or facts, sent back to the judge.
pub(super) fn order_returned(case: &Case) -> Option<Vec<Block>> {
    let Stage::Appealed { petition, before } = &case.stage else {
        return None;
    };
    let order = petition.returned.last()?;
    let issued = before.issued()?;
    let (has, lacks) = stated(order)?;
    Some(vec![
        Block::text(format!(
            "We have received the order of {} on the petition of the {} against the determination of {}.",
            in_words(order.dated),
            petition.by,
            in_words(issued.letter.on)
        )),
        Block::text(
            "A determination is set aside only on a ground that the statute names, and the order must say which facts \
             were wrong. Parties cannot agree to it in place of a finding.",
        ),
        Block::labelled("The order states:", has),
        Block::labelled("It does not state:", lacks),
        Block::text(
            "Please send findings that do. Until then the case stays where it is, and nobody is assigned anew.",
        ),
    ])
}

fn stated(order: &Order) -> Option<(String, String)> {
    let Disposition::Reversed { grounds, facts } = &order.disposition else {
        return None;
    };
    let names: Vec<&str> = grounds.iter().map(|one: &Ground| one.in_words()).collect();
    let (facts_stated, ground_stated) = (!facts.trim().is_empty(), !names.is_empty());
    let has = match (ground_stated, facts_stated) {
        (true, _) => format!("as its ground, that {}.", names.join("; and that ")),
        (false, true) => format!("as facts: {}", facts.trim()),
        (false, false) => "that the determination is set aside.".to_owned(),
    };
    let lacks = match (ground_stated, facts_stated) {
        (true, _) => "which facts were wrong.",
        (false, true) => "a ground of the statute.",
        (false, false) => "a ground of the statute, nor which facts were wrong.",
    };
    Some((has, lacks.to_owned()))
}

/// The case was sent back and goes to another reviewer.
pub(super) fn remand(case: &Case) -> Option<Vec<Block>> {
    let remand = case.remands.last()?;
    let Disposition::Reversed { grounds, .. } = &remand.order.disposition else {
        return None;
    };
    let names: Vec<&str> = grounds.iter().map(|one: &Ground| one.in_words()).collect();
    let mut blocks = vec![
        Block::text(format!(
            "By an order of {} the Workers' Compensation Appeals Board set aside the determination of {}, because {}.",
            in_words(remand.order.dated),
            in_words(remand.issued.letter.on),
            names.join(", and because ")
        )),
        Block::text(
            "The items below are reviewed again. Whoever reviewed them before is excluded: another expert reviewer, \
             who is not named, will decide on the complete case file.",
        ),
        items(case),
    ];
    if let Some(determination_due) = case.stage.determination_due() {
        blocks.extend(due("The new determination is due:", determination_due));
    }
    blocks.push(Block::text("Nothing needs to be sent again. New records may be sent as before."));
    Some(blocks)
}
