//! A request in dispute: how it is written, and what is true of it.

use super::dice::Dice;
use super::topics::Topic;
use super::{drugs, services};

/// One disputed item with its outcome.
pub(super) struct Request {
    /// As the letter writes it.
    pub(super) line: String,
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) ingredient: Option<String>,
    pub(super) strength: Option<String>,
    pub(super) amount: Option<Amount>,
    pub(super) frequency: Option<String>,
    pub(super) refills: Option<String>,
    pub(super) date_of_service: Option<String>,
    /// Original request, what was authorized, what remains.
    pub(super) partial: Option<[String; 3]>,
    pub(super) overturned: bool,
    pub(super) topic: &'static Topic,
}

/// How much, and of what.
pub(super) struct Amount {
    pub(super) quantity: String,
    pub(super) unit: Option<String>,
}

impl Amount {
    pub(super) fn of(quantity: &str, unit: Option<&str>) -> Self {
        Self { quantity: quantity.to_owned(), unit: unit.map(str::to_owned) }
    }
}

impl Request {
    pub(super) fn new(kind: &'static str, name: &str, topic: &'static Topic) -> Self {
        Self {
            line: name.to_owned(),
            kind,
            name: name.to_owned(),
            ingredient: None,
            strength: None,
            amount: None,
            frequency: None,
            refills: None,
            date_of_service: None,
            partial: None,
            overturned: false,
            topic,
        }
    }

    pub(super) fn said(self, line: String) -> Self {
        Self { line, ..self }
    }

    pub(super) fn counting(self, quantity: &str, unit: Option<&str>) -> Self {
        Self { amount: Some(Amount::of(quantity, unit)), ..self }
    }

    pub(super) fn in_parts(self, parts: [String; 3]) -> Self {
        Self { partial: Some(parts), ..self }
    }

    /// How prose speaks of it: a partial request by its first words only.
    pub(super) fn spoken(&self) -> &str {
        if self.partial.is_some() { &self.name } else { &self.line }
    }
}

/// Up to twelve requests, no two written alike.
pub(super) fn requests(dice: &mut Dice, in_parts: bool) -> Vec<Request> {
    let count = match dice.below(20) {
        0..8 => 1,
        8..12 => 2,
        12..15 => 3,
        15..18 => 4 + dice.below(3),
        _ => 7 + dice.below(6),
    };
    let mut all: Vec<Request> = Vec::new();
    while all.len() < count {
        let mut request = if dice.chance(55) { drugs::drug(dice) } else { services::service(dice) };
        request.overturned = dice.chance(25);
        let known = all.iter().any(|other| other.line == request.line);
        if !known && (in_parts || request.partial.is_none()) {
            all.push(request);
        }
    }
    all
}
