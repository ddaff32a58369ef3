//! Facts as the text that events carry.

use crate::audit::Event;
use crate::refusal::{Code, Refusal};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A history that cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{stream}, event {seq}: {what}")]
pub struct Unreplayable {
    /// The history.
    pub stream: String,
    /// The event.
    pub seq: u64,
    /// Why.
    pub what: String,
}

impl Unreplayable {
    pub(crate) fn empty() -> Self {
        Self { stream: "history".to_owned(), seq: 0, what: "it has no events".to_owned() }
    }

    pub(crate) fn no_place(event: &Event) -> Self {
        Self {
            stream: event.stream.clone(),
            seq: event.seq,
            what: "what it says cannot have happened at that stage".to_owned(),
        }
    }

    pub(crate) fn no_beginning(event: &Event) -> Self {
        Self {
            stream: event.stream.clone(),
            seq: event.seq,
            what: "the history does not begin with its first fact".to_owned(),
        }
    }
}

/// What was decided has no place where it was decided: a fault of ours.
pub(crate) fn no_place() -> Refusal {
    Refusal::new(
        Code::WrongStage,
        "What was decided has no place at this stage.",
        "This is a fault of the program; please report it.",
    )
}

/// The JSON text of a fact.
pub(crate) fn text<T: Serialize>(fact: &T) -> Result<String, Refusal> {
    serde_json::to_string(fact).map_err(|error| {
        Refusal::new(
            Code::WrongStage,
            format!("What happened cannot be written down: {error}."),
            "This is a fault of the program; please report it.",
        )
    })
}

/// The fact an event carries.
pub fn read<T: DeserializeOwned>(event: &Event) -> Result<T, Unreplayable> {
    serde_json::from_str(&event.fact).map_err(|error| Unreplayable {
        stream: event.stream.clone(),
        seq: event.seq,
        what: format!("its fact cannot be read: {error}"),
    })
}
