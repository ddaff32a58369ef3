//! Writing a letter from its record: as it was read, or in the form in which
//! a letter is issued.
//!
//! `as_read` and `issued` order the parts; `parts` and `prose` make them, and
//! share them with the letter that is composed from a case.

mod as_read;
mod issued;
mod numbered;
mod parts;
mod prose;
mod sender;

#[cfg(test)]
mod tests;

pub(super) use parts::{credentials, header_facts, item_blocks};
pub use sender::{Sender, SenderFault};

use super::record::Record;
use crate::law::Law;
use crate::paper::{Composition, Letterhead, Style};
use crate::refusal::Refusal;
use jiff::civil::Date;

/// The letter as it was read: reading what is written gives the record again.
/// Nothing is added but the fixed words by which the parts are known.
#[must_use]
pub fn as_read(record: &Record) -> Composition {
    Composition {
        title: title(record),
        author: record.organization.clone().unwrap_or_default(),
        language: "en".to_owned(),
        date: decided(record),
        style: Style::Letter,
        letterhead: None,
        footer: footer(record),
        blocks: as_read::blocks(record),
    }
}

/// The letter as it is issued: it adds what a letter must hold and old public
/// copies lack. `on` is its date where the record has none.
pub fn issued(record: &Record, sender: &Sender, law: &Law, on: Option<Date>) -> Result<Composition, Refusal> {
    let on = issued::date(record, on)?;
    Ok(Composition {
        title: title(record),
        author: sender.name.clone(),
        language: "en".to_owned(),
        date: Some(on),
        style: Style::Letter,
        letterhead: Some(Letterhead { name: sender.name.clone(), lines: sender.address.clone() }),
        footer: footer(record),
        blocks: issued::blocks(record, sender, law, on)?,
    })
}

fn title(record: &Record) -> String {
    match &record.case {
        Some(case) => format!("Final Determination Letter, case {case}"),
        None => "Final Determination Letter".to_owned(),
    }
}

fn footer(record: &Record) -> String {
    match &record.case {
        Some(case) => format!("Case {case} · Final Determination Letter"),
        None => "Final Determination Letter".to_owned(),
    }
}

/// The date of the determination, where the header has one.
fn decided(record: &Record) -> Option<Date> {
    super::reading::day(record.header.as_ref()?.decision_date.as_deref()?)
}
