//! Proving that a letter is the one that was issued.

use crate::{App, AppError};
use imr_core::audit::{Event, verify_chain};
use imr_core::case::{Case, Fact, Stage};
use imr_core::digest::Digest;

/// A letter that was issued, and the event that says so.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The case.
    pub case: Case,
    /// The event of issuing it.
    pub event: Event,
    /// The form that was shown: `PDF`, `text` or `record`.
    pub form: &'static str,
}

impl App {
    /// The case and event that prove these bytes to be an issued letter; none
    /// when no issued letter has them. The case's whole chain is checked.
    pub async fn prove(&self, bytes: &[u8]) -> Result<Option<Proof>, AppError> {
        let digest = Digest::of(bytes);
        for case in self.cases().await? {
            let Stage::Determined { letter, .. } = &case.stage else {
                continue;
            };
            let form = if letter.paper == digest {
                "PDF"
            } else if letter.text == digest {
                "text"
            } else if letter.record == digest {
                "record"
            } else {
                continue;
            };
            let stream = Case::stream(case.number());
            let events = self.store.events(&stream).await?;
            verify_chain(&stream, &events)
                .map_err(|broken| AppError::Damaged { what: stream.clone(), why: broken.to_string() })?;
            let event = events.into_iter().find(|event| issues(event, digest));
            let event = event.ok_or_else(|| AppError::Damaged {
                what: stream,
                why: "its row names a letter that its history does not".to_owned(),
            })?;
            return Ok(Some(Proof { case, event, form }));
        }
        Ok(None)
    }
}

fn issues(event: &Event, digest: Digest) -> bool {
    match imr_core::fact::read::<Fact>(event) {
        Ok(Fact::Issued { letter, .. }) => [letter.paper, letter.text, letter.record].contains(&digest),
        _ => false,
    }
}
