//! What a document says, sentence by sentence, with the facts that each
//! sentence states.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// How a sentence holds a fact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stance {
    pub(super) negated: bool,
    pub(super) hypothetical: bool,
    pub(super) historical: bool,
    pub(super) other_person: bool,
    pub(super) uncertain: bool,
}

/// A fact that a reader should find.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) kind: &'static str,
    /// What it is about, in its plain name.
    pub(super) what: String,
    /// Other names that are as good.
    pub(super) also: Vec<String>,
    pub(super) value: Map<String, Value>,
    /// The day for which it holds.
    pub(super) date: Option<Date>,
    pub(super) stance: Stance,
}

impl Fact {
    pub(super) fn new(kind: &'static str, what: impl Into<String>, date: Date) -> Self {
        Self {
            kind,
            what: what.into(),
            also: Vec::new(),
            value: Map::new(),
            date: Some(date),
            stance: Stance::default(),
        }
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.value.insert(name.to_owned(), value.into());
        self
    }

    pub(super) fn or_named(mut self, also: impl IntoIterator<Item = String>) -> Self {
        self.also.extend(also);
        self
    }

    pub(super) fn negated(mut self) -> Self {
        self.stance.negated = true;
        self
    }

    pub(super) fn hypothetical(mut self) -> Self {
        self.stance.hypothetical = true;
        self
    }

    pub(super) fn historical(mut self) -> Self {
        self.stance.historical = true;
        self
    }

    pub(super) fn of_another(mut self) -> Self {
        self.stance.other_person = true;
        self
    }

    pub(super) fn uncertain(mut self) -> Self {
        self.stance.uncertain = true;
        self
    }

    /// The fact as truth has it, without its pages.
    pub(super) fn json(&self) -> Map<String, Value> {
        let Stance { negated, hypothetical, historical, other_person, uncertain } = self.stance;
        let all = json!({
            "kind": self.kind, "what": self.what, "also": self.also, "value": self.value,
            "date": self.date.map(|day| day.to_string()), "negated": negated, "hypothetical": hypothetical,
            "historical": historical, "other_person": other_person, "uncertain": uncertain,
        });
        all.as_object().cloned().unwrap_or_default()
    }
}

/// A sentence or a cell, and the facts it states.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) words: String,
    pub(super) facts: Vec<Fact>,
}

impl Said {
    pub(super) fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), facts: Vec::new() }
    }

    pub(super) fn of(words: impl Into<String>, fact: Fact) -> Self {
        Self { words: words.into(), facts: vec![fact] }
    }
}

/// A part of a document, from top to bottom.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// A heading of a section.
    Heading(String),
    /// A paragraph.
    Text(Vec<Said>),
    /// Lines with a bullet or number.
    Bullets { numbered: bool, entries: Vec<Said> },
    /// Names and values.
    Pairs(Vec<(String, Said)>),
    /// Names and values in boxes, two in a row, as forms have them.
    Boxes(Vec<(String, Said)>),
    /// A table.
    Table { head: Vec<String>, rows: Vec<Vec<Said>> },
    /// Lines that are kept apart.
    Lines(Vec<String>),
    /// What is signed here, and by whom.
    Signed { by: String, on: Option<String> },
}

/// A document before it is laid out.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) kind: &'static str,
    pub(super) title: String,
    /// Day of service, or the day it bears.
    pub(super) date: Date,
    pub(super) by: super::people::Practice,
    pub(super) patient: super::people::Person,
    pub(super) parts: Vec<Part>,
}

impl Draft {
    /// Who signed it; empty where nobody did.
    pub(super) fn author(&self) -> &str {
        let signed = self.parts.iter().find_map(|part| match part {
            Part::Signed { by, .. } => Some(by.as_str()),
            _ => None,
        });
        signed.unwrap_or_default()
    }
}
