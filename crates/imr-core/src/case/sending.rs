//! What the reviewers have of the case file, and what is done next about it.

use super::{Assignment, Case, Stage};
use crate::casefile::{Document, Manifest};

impl Case {
    /// Documents that some reviewer has not been sent: later additions, or
    /// pages that were read since.
    #[must_use]
    pub fn owed_to_reviewers(&self) -> Vec<&Document> {
        let Some(review) = self.assignment().filter(|_| self.stage.is_open()) else { return Vec::new() };
        let sent = |document: &&Document| {
            let listed = |manifest: &Manifest| {
                document.pages().zip(&document.page_hashes).all(|(page, hash)| manifest.lists(page, *hash))
            };
            review.members().all(|member| member.sent.as_ref().is_some_and(|sent| listed(&sent.manifest)))
        };
        self.documents.iter().filter(|document| !sent(document)).collect()
    }

    /// What may be done next, in a sentence.
    #[must_use]
    pub fn next_step(&self) -> &'static str {
        let at_work = matches!(self.stage, Stage::InReview { .. });
        let Some(review) = self.assignment().filter(|review| at_work && review.sent.is_some()) else {
            return self.stage.next();
        };
        if !self.owed_to_reviewers().is_empty() {
            "Send the reviewer what came since next."
        } else if !review.members().all(Assignment::additions_received) {
            "The reviewer confirms having received the later addition, decides every item and signs next."
        } else {
            "The reviewer decides every item and signs next."
        }
    }
}
