//! Whether the index of filings is what the histories of the applications
//! make it: a key that is missing would hide a duplicate.

use super::Check;
use crate::AppError;
use crate::indexing::indexed;
use imr_core::audit::Event;

impl Check<'_> {
    /// One application in the index.
    pub(super) async fn same_filing(&mut self, stream: &str, id: &str, events: &[Event]) -> Result<(), AppError> {
        let Some(expected) = indexed(events)? else { return Ok(()) };
        self.report.filings += 1;
        self.keys += expected.keys.len();
        let (identity, leading) = self.app.store.filing(id, &expected.keys).await?;
        match identity {
            None => self.problem(stream, format!("it is not in the index of filings{MAKE_ANEW}")),
            Some(found) if !expected.is(&found) => {
                self.problem(stream, format!("the index of filings has it otherwise than its history{MAKE_ANEW}"));
            }
            Some(_) => {}
        }
        let all = expected.keys.len();
        if leading != all {
            self.problem(
                stream,
                format!("only {leading} of its {all} keys are in the index of filings{MAKE_ANEW}"),
            );
        }
        Ok(())
    }

    /// Nothing else is in the index.
    pub(super) async fn size_of_filings(&mut self) -> Result<(), AppError> {
        let (filings, keys) = self.app.store.size_of_filings().await?;
        if filings > self.report.filings || keys > self.keys {
            let (known, leading) = (self.report.filings, self.keys);
            self.problem(
                "index of filings",
                format!(
                    "it has {filings} filings under {keys} keys; the histories have {known} under {leading}{MAKE_ANEW}"
                ),
            );
        }
        Ok(())
    }
}

/// An import makes the index from the histories.
const MAKE_ANEW: &str = "; \"imr export\" and then \"imr import\" make it anew";
