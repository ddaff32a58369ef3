//! Whether a row says what a history tells, where an earlier program wrote the
//! row. A row is a cache: what was not kept in rows then cannot be missed in
//! them, and comes into the row when the case next moves.

use super::after::Implementation;
use super::{Case, Stage};

impl Case {
    /// Whether a row says what this, which was replayed, says. What rows did
    /// not have when the events were written may be absent; whatever a row
    /// says must agree.
    #[must_use]
    pub fn is_kept_as(&self, row: &Self) -> bool {
        if self == row {
            return true;
        }
        let mut then = self.clone();
        then.sent_to_reviewer &= row.sent_to_reviewer;
        let kept = row.stage.issued().and_then(|issued| issued.implementation.as_ref());
        if let (Some(duty), None) = (duty(&mut then.stage), kept.and_then(|duty| duty.received)) {
            duty.received = None;
        }
        then == *row
    }
}

/// What the claims administrator must do, wherever it stands by now.
fn duty(stage: &mut Stage) -> Option<&mut Implementation> {
    match stage {
        Stage::Appealed { before: inner, .. } | Stage::Closed { after: inner, .. } => duty(inner),
        Stage::Remanded { issued, .. } => issued.implementation.as_mut(),
        stage => stage.issued_mut()?.implementation.as_mut(),
    }
}
