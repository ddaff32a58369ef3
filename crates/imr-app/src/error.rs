//! What a use case may answer when it does not do what was asked.

use crate::allow::Denied;
use imr_core::fact::Unreplayable;
use imr_core::paper::{NotSet, Unreadable};
use imr_core::refusal::Refusal;
use imr_store::StoreFault;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The law or the state of things says no.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// You may not.
    #[error("{0}")]
    Denied(#[from] Denied),
    /// There is no such thing.
    #[error("There is no {what}. {remedy}")]
    NotFound {
        /// What was asked for.
        what: String,
        /// What to do now.
        remedy: String,
    },
    /// A document that was sent cannot be read. Nothing of it was kept.
    #[error("The document {name} was not taken in: {why}. Nothing of it was kept.")]
    Unreadable {
        /// Name of the file.
        name: String,
        /// Why.
        #[source]
        why: Unreadable,
    },
    /// A page cannot be drawn.
    #[error("Page {page} cannot be drawn: {why}.")]
    NotDrawn {
        /// The page.
        page: String,
        /// Why.
        #[source]
        why: Unreadable,
    },
    /// What is kept does not agree with itself.
    #[error("What is kept of {what} is damaged: {why}. Run \"imr audit verify\" to see what is wrong.")]
    Damaged {
        /// What.
        what: String,
        /// How.
        why: String,
    },
    /// A history cannot be replayed.
    #[error("A history is damaged: {0}. Run \"imr audit verify\" to see what is wrong.")]
    Unreplayable(#[from] Unreplayable),
    /// A document could not be typeset.
    #[error("{0}. This is a fault of the program; please report it.")]
    NotSet(#[from] NotSet),
    /// The store failed.
    #[error("{0}.")]
    Store(#[from] StoreFault),
}
