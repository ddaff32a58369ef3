//! Taking in a roster and a register of affiliations, and what persons say of
//! names that look alike.

use crate::allow::{Deed, allow};
use crate::setup::{Fact, identities, key, put_roster};
use crate::{App, AppError};
use imr_core::conflict::{Affiliation, Ruling, register};
use imr_core::party::Actor;
use imr_core::refusal::{Code, Refusal};
use imr_core::reviewer::{Identity, Reviewer, roster};
use imr_core::table::Complaint;
use imr_store::Kind;

/// What came of taking in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Entries that are new.
    pub added: usize,
    /// Entries that took the place of an earlier one.
    pub changed: usize,
    /// Entries that were there already, just so.
    pub unchanged: usize,
    /// Rows that were left out, and why.
    pub complaints: Vec<Complaint>,
    /// What is odd and was taken in all the same.
    pub oddities: Vec<Complaint>,
}

impl App {
    /// Takes in a roster from the text of a CSV or JSON file. Reviewers that
    /// are not in it stay as they are.
    pub async fn import_roster(&self, file: &str, text: &str, by: &Actor) -> Result<Taken, AppError> {
        allow(by.role, Deed::SetUp)?;
        let proved = self.proved().await?;
        let standing = &proved.standing;
        let read = roster::read(file, text);
        let mut taken = Taken { complaints: read.complaints, oddities: read.oddities, ..Taken::default() };
        let mut news: Vec<(Reviewer, Identity)> = Vec::new();
        for (reviewer, identity) in read.reviewers {
            let known = standing.roster.get(&reviewer.id);
            let who: Option<Identity> = self.store.document(Kind::ReviewerIdentity, &reviewer.id).await?;
            match known {
                None => taken.added += 1,
                Some(known) if *known == reviewer && who.as_ref() == Some(&identity) => {
                    taken.unchanged += 1;
                    continue;
                }
                Some(_) => taken.changed += 1,
            }
            news.push((reviewer, identity));
        }
        if !news.is_empty() {
            let roster = news.iter().map(|(reviewer, _)| reviewer.clone()).collect();
            let fact = Fact::RosterImported { roster, identities: identities(&news) };
            let mut transaction = self.record_setup(&fact, by, &format!("the roster {file} was taken in")).await?;
            put_roster(&mut transaction, &news).await?;
            transaction.commit().await?;
        }
        Ok(taken)
    }

    /// The roster, by pseudonym.
    pub async fn roster(&self) -> Result<Vec<Reviewer>, AppError> {
        let all = self.store.documents(Kind::Reviewer).await?;
        Ok(all.into_iter().map(|(_, reviewer)| reviewer).collect())
    }

    /// A reviewer as on the roster.
    pub async fn reviewer(&self, id: &str) -> Result<Reviewer, AppError> {
        self.store.document(Kind::Reviewer, id).await?.ok_or_else(|| not_on_the_roster(id))
    }

    /// Takes in a register of affiliations from the text of a CSV or JSON
    /// file. A tie of the same kind between the same two takes the place of
    /// the earlier one; to end a tie, give it a last day.
    pub async fn import_affiliations(&self, file: &str, text: &str, by: &Actor) -> Result<Taken, AppError> {
        allow(by.role, Deed::SetUp)?;
        let proved = self.proved().await?;
        let standing = &proved.standing;
        let (read, complaints) = register::read(file, text);
        let mut taken = Taken { complaints, ..Taken::default() };
        let mut news = Vec::new();
        for affiliation in read {
            match standing.register.get(&key(&affiliation)) {
                None => taken.added += 1,
                Some(known) if *known == affiliation => {
                    taken.unchanged += 1;
                    continue;
                }
                Some(_) => taken.changed += 1,
            }
            news.push(affiliation);
        }
        if !news.is_empty() {
            let fact = Fact::AffiliationsImported { affiliations: news };
            let reason = format!("the register {file} was taken in");
            self.record_setup(&fact, by, &reason).await?.commit().await?;
        }
        Ok(taken)
    }

    /// The register of affiliations, and what persons said of names.
    pub async fn affiliations(&self) -> Result<(Vec<Affiliation>, Vec<Ruling>), AppError> {
        let proved = self.proved().await?;
        let standing = &proved.standing;
        Ok((standing.register.values().cloned().collect(), standing.rulings.values().cloned().collect()))
    }

    /// Records that two names are one, or that they are two. For the name of
    /// a reviewer the pseudonym stands.
    pub async fn rule_names(
        &self,
        (one, other): (&str, &str),
        same: bool,
        reason: &str,
        by: &Actor,
    ) -> Result<(), AppError> {
        allow(by.role, Deed::Match)?;
        if reason.trim().is_empty() {
            let sentence =
                format!("\"{one}\" and \"{other}\" cannot be told to be {}: no reason is given.", told(same));
            return Err(Refusal::new(Code::ReasonMissing, sentence, "Say why, for whoever asks later.").into());
        }
        let (one, other) = (one.trim().to_owned(), other.trim().to_owned());
        let reason_of_event = format!("\"{one}\" and \"{other}\" are {}: {reason}", told(same));
        let ruling =
            Ruling { one, other, same, reason: reason.to_owned(), by: by.id.clone(), on: self.world.today() };
        self.record_setup(&Fact::NamesRuled { ruling }, by, &reason_of_event).await?.commit().await?;
        Ok(())
    }
}

pub(crate) fn not_on_the_roster(id: &str) -> AppError {
    AppError::NotFound {
        what: format!("reviewer {id} on the roster"),
        remedy: "See the pseudonyms with \"imr reviewer list\".".to_owned(),
    }
}

fn told(same: bool) -> &'static str {
    if same { "one" } else { "two" }
}
