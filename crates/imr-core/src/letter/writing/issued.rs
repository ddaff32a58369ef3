//! The letter as it is issued: title, date, header, outcome, legal effect,
//! right to appeal, signature, documents reviewed, and what was read.

use super::{Sender, as_read, parts, prose};
use crate::calendar::{in_words, numeric};
use crate::determination::Overall;
use crate::law::Law;
use crate::letter::record::{Credentials, Decision, Record};
use crate::letter::summary::outcome_in_words;
use crate::paper::Block;
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;

/// The day of the letter: the record's date of decision, or the day given.
pub(super) fn date(record: &Record, on: Option<Date>) -> Result<Date, Refusal> {
    super::decided(record).or(on).ok_or_else(|| {
        Refusal::new(
            Code::ClaimUnproved,
            format!("The letter of {} cannot be dated: its record holds no date of decision.", named(record)),
            "Give the day of the letter with --on, or write it with --as-read.",
        )
    })
}

pub(super) fn blocks(record: &Record, sender: &Sender, law: &Law, on: Date) -> Result<Vec<Block>, Refusal> {
    let decisions = decisions(record)?;
    let mut blocks = front(record, on);
    blocks.push(Block::labelled(
        format!("Determination: {}.", overall(&decisions).as_str()),
        outcome_in_words(&decisions),
    ));
    blocks.push(Block::text(legal(sender.legal_effect.as_ref(), "letter-legal-effect", law, on)?));
    blocks.push(Block::text(legal(sender.appeal_right.as_ref(), "letter-appeal-right", law, on)?));
    let signature = sender.medical_director.iter().chain([&sender.name]).cloned().collect();
    blocks.push(Block::Lines(signature));
    blocks.extend(made(record));
    blocks.push(Block::heading(2, parts::DOCUMENTS));
    blocks.push(documents(record));
    blocks.extend(parts::summary(record));
    let label = Some(as_read::label(record)).filter(|label| !label.is_empty());
    blocks.extend(parts::items(label.unwrap_or(&sender.name), record));
    Ok(blocks)
}

fn front(record: &Record, on: Date) -> Vec<Block> {
    let mut header = record.header.clone().unwrap_or_default();
    header.decision_date.get_or_insert_with(|| numeric(on));
    if header.case_number.is_none() {
        header.case_number.clone_from(&record.case);
    }
    vec![
        Block::heading(1, "Independent Medical Review Final Determination Letter"),
        Block::text(in_words(on)),
        Block::Facts(parts::header_facts(&header)),
    ]
}

/// Each item with its decision; a letter cannot be issued from less.
fn decisions(record: &Record) -> Result<Vec<(usize, Decision)>, Refusal> {
    let refuse = |what: String| {
        Refusal::new(
            Code::ItemUndecided,
            format!("The letter of {} cannot be issued: {what}", named(record)),
            "Add what is missing to the record, or write it with --as-read.",
        )
    };
    if record.issues.is_empty() {
        return Err(refuse("its record names no disputed item.".to_owned()));
    }
    record
        .issues
        .iter()
        .map(|issue| match issue.decision {
            Some(decision) => Ok((issue.n, decision)),
            None => Err(refuse(format!("item {} ({}) has no decision.", issue.n, issue.item_raw))),
        })
        .collect()
}

fn named(record: &Record) -> String {
    record.case.as_ref().map_or_else(|| "this record".to_owned(), |case| format!("case {case}"))
}

fn overall(decisions: &[(usize, Decision)]) -> Overall {
    let overturned = decisions.iter().filter(|one| one.1 == Decision::Overturned).count();
    match overturned {
        0 => Overall::Uphold,
        some if some == decisions.len() => Overall::Overturn,
        _ => Overall::PartialOverturn,
    }
}

fn legal(own: Option<&String>, code: &str, law: &Law, on: Date) -> Result<String, Refusal> {
    if let Some(own) = own {
        return Ok(own.clone());
    }
    let row = law.value(code, on)?;
    Ok(format!("{} ({}).", row.words()?.trim_end_matches('.'), row.citation))
}

/// How the determination was made: what the record bears out, nothing else.
fn made(record: &Record) -> Vec<Block> {
    let mut blocks = vec![Block::heading(2, parts::OPENING)];
    blocks.extend(prose::case_file(record, "an expert reviewer"));
    blocks.extend(parts::credentials(&record.reviewer));
    if !record.reviewer.subspecialties.is_empty() {
        let known =
            Credentials { subspecialties: record.reviewer.subspecialties.clone(), ..Credentials::default() };
        blocks.extend(prose::credentials(&known, "expert reviewer").map(Block::text));
    }
    blocks
}

/// The documents that the record lists.
fn documents(record: &Record) -> Block {
    if record.documents.is_empty() {
        return Block::text("The record of this letter does not say which documents were reviewed.");
    }
    parts::documents(record)
}
