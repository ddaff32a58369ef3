//! The organization and its roster of reviewers.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::audit::{Event, verify_chain};
use imr_core::digest::Digest;
use imr_core::organization::Organization;
use imr_core::party::Actor;
use imr_core::reviewer::{Identity, Reviewer};
use imr_store::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One organization keeps one store.
const ONLY: &str = "organization";

/// The history of the organization and its roster.
pub(crate) const STREAM: &str = "organization";

/// What a setting-up leaves in the history: all of it but the names, of which
/// it holds only the digests.
#[derive(Debug, Serialize, Deserialize)]
struct SetUp {
    organization: Organization,
    roster: Vec<Reviewer>,
    identities: BTreeMap<String, Digest>,
}

impl App {
    /// Sets up the organization with its reviewers. Who a reviewer is goes
    /// into a table of its own.
    pub async fn set_up(
        &self,
        organization: &Organization,
        roster: &[(Reviewer, Identity)],
        by: &Actor,
    ) -> Result<(), AppError> {
        allow(by.role, Deed::SetUp)?;
        let fact = SetUp {
            organization: organization.clone(),
            roster: roster.iter().map(|(reviewer, _)| reviewer.clone()).collect(),
            identities: roster.iter().map(|(reviewer, who)| (reviewer.id.clone(), digest(who))).collect(),
        };
        let fact = serde_json::to_string(&fact)
            .map_err(|why| AppError::Damaged { what: "the roster".to_owned(), why: why.to_string() })?;
        let head = self.store.head(STREAM).await?;
        let event = Event::after(head, STREAM, self.world.now(), by.clone(), "the organization is set up", fact);
        let mut transaction = self.store.begin().await?;
        transaction.append(&event).await?;
        transaction.put(Kind::Organization, ONLY, organization).await?;
        for (reviewer, identity) in roster {
            transaction.put(Kind::Reviewer, &reviewer.id, reviewer).await?;
            transaction.put(Kind::ReviewerIdentity, &reviewer.id, identity).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Refuses to go on with an organization or roster that is not as its
    /// history tells it.
    pub(crate) async fn setup_is_intact(&self) -> Result<(), AppError> {
        let events = self.store.events(STREAM).await?;
        let damaged = |why: String| AppError::Damaged { what: "the organization and its roster".to_owned(), why };
        verify_chain(STREAM, &events).map_err(|broken| damaged(broken.to_string()))?;
        self.setup_departs(&events).await?.map_or(Ok(()), |why| Err(damaged(why)))
    }

    /// In what the rows of organization and roster depart from their history.
    pub(crate) async fn setup_departs(&self, events: &[Event]) -> Result<Option<String>, AppError> {
        let Some(Ok(last)) = events.last().map(|event| serde_json::from_str::<SetUp>(&event.fact)) else {
            return Ok(Some("its last event cannot be read".to_owned()));
        };
        let mut roster = last.roster;
        roster.sort_by(|one, other| one.id.cmp(&other.id));
        let identities = self.store.documents::<Identity>(Kind::ReviewerIdentity).await?;
        let identities: BTreeMap<String, Digest> =
            identities.iter().map(|(id, who)| (id.clone(), digest(who))).collect();
        let what = if self.organization_if_any().await?.as_ref() != Some(&last.organization) {
            "the organization is not as it was set up"
        } else if self.roster().await? != roster {
            "the roster is not as it was set up"
        } else if identities != last.identities {
            "who the reviewers are is not as it was set up"
        } else {
            return Ok(None);
        };
        Ok(Some(what.to_owned()))
    }

    /// The organization, once it is set up.
    pub async fn organization_if_any(&self) -> Result<Option<Organization>, AppError> {
        Ok(self.store.document(Kind::Organization, ONLY).await?)
    }

    /// The organization.
    pub async fn organization(&self) -> Result<Organization, AppError> {
        self.organization_if_any().await?.ok_or_else(|| AppError::NotFound {
            what: "review organization in this data folder".to_owned(),
            remedy: "Set one up first; \"imr demo\" sets up a sample.".to_owned(),
        })
    }

    /// The roster, by pseudonym.
    pub async fn roster(&self) -> Result<Vec<Reviewer>, AppError> {
        let all = self.store.documents(Kind::Reviewer).await?;
        Ok(all.into_iter().map(|(_, reviewer)| reviewer).collect())
    }

    /// The instant of the latest event of all; none when nothing happened.
    pub async fn latest_instant(&self) -> Result<Option<jiff::Timestamp>, AppError> {
        let mut latest = None;
        for (stream, _) in self.store.heads().await? {
            let events = self.store.events(&stream).await?;
            latest = latest.max(events.last().map(|event| event.at));
        }
        Ok(latest)
    }
}

fn digest(identity: &Identity) -> Digest {
    Digest::of(identity.name.as_bytes())
}
