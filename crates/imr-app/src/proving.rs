//! Proving that a letter is the one that was issued.

use crate::{App, AppError};
use imr_core::audit::Event;
use imr_core::case::{Case, Fact, Issuance};
use imr_core::digest::Digest;
use imr_core::letter::record::Record;
use imr_core::review::Evidence;

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
        for (stream, _) in self.store.heads().await? {
            let Some(number) = stream.strip_prefix("case/") else {
                continue;
            };
            for event in self.store.events(&stream).await? {
                let Some(form) = issues(&event, digest) else {
                    continue;
                };
                let case = self.case_from_history(number).await?;
                if let Some(why) = self.letter_departs(&case).await? {
                    return Err(AppError::Damaged { what: format!("case {number}"), why });
                }
                return Ok(Some(Proof { case, event, form }));
            }
        }
        Ok(None)
    }
}

impl App {
    /// In what the issued letter departs from what was signed; nothing where
    /// it does not, or where no letter was issued.
    pub(crate) async fn letter_departs(&self, case: &Case) -> Result<Option<String>, AppError> {
        for issued in case.issuances() {
            if let Some(why) = self.issued_departs(case, issued).await? {
                return Ok(Some(why));
            }
        }
        Ok(None)
    }

    async fn issued_departs(&self, case: &Case, issued: &Issuance) -> Result<Option<String>, AppError> {
        let Issuance { determination, letter, .. } = issued;
        let bytes = self.store.blobs().get(&letter.record).await?;
        let Ok(record) = serde_json::from_slice::<Record>(&bytes) else {
            return Ok(Some("the record of its letter cannot be read".to_owned()));
        };
        let file = self.case_file(case).await?;
        for answer in determination.decisions().iter().flat_map(|decision| &decision.answers) {
            if let Evidence::Passages { passages, .. } = &answer.evidence {
                passages.iter().try_for_each(|passage| file.require(passage))?;
            }
        }
        let signed = determination.decisions().iter().map(|one| (one.item, Some(one.decision)));
        let stated: Vec<_> = record.issues.iter().map(|issue| (issue.n, issue.decision)).collect();
        let agrees = signed.eq(stated) && record.case.as_deref() == Some(case.number());
        Ok((!agrees).then(|| "its letter does not state the decisions that were signed".to_owned()))
    }
}

/// Which form of an issued letter a digest is, where the event issues one.
fn issues(event: &Event, digest: Digest) -> Option<&'static str> {
    let Ok(Fact::Issued { letter, .. }) = imr_core::fact::read::<Fact>(event) else {
        return None;
    };
    let forms = [(letter.paper, "PDF"), (letter.text, "text"), (letter.record, "record")];
    forms.into_iter().find_map(|(form, name)| (form == digest).then_some(name))
}
