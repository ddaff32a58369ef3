//! The circumstances of an action: who, when, why.

use crate::party::Actor;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// Who does something, when and why. Every event has all three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// Who.
    pub by: Actor,
    /// The instant.
    pub at: Timestamp,
    /// The legal day, in the organization's time zone.
    pub on: Date,
    /// The hour of that day, where it is known: periods of hours run from it.
    pub hour: Option<Time>,
    /// Why, in a sentence.
    pub reason: String,
}
