//! Whether a row says what a history tells, where an earlier program wrote the
//! row. A row is a cache: what was not kept in rows then cannot be missed in
//! them, and comes into the row when the application next moves.

use super::{Application, Stage};

impl Application {
    /// Whether a row says what this, which was replayed, says. What rows did
    /// not have when the events were written may be absent; whatever a row
    /// says must agree.
    #[must_use]
    pub fn is_kept_as(&self, row: &Self) -> bool {
        if self == row {
            return true;
        }
        let mut then = self.clone();
        match (&mut then.stage, &row.stage) {
            (Stage::Ineligible { found, .. }, Stage::Ineligible { found: None, .. }) => *found = None,
            (Stage::Assigned { screening, .. }, Stage::Assigned { screening: None, .. }) => *screening = None,
            _ => return false,
        }
        then == *row
    }
}
