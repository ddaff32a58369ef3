//! The organization and its roster of reviewers.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::organization::Organization;
use imr_core::party::Actor;
use imr_core::reviewer::{Identity, Reviewer};
use imr_store::Kind;

/// One organization keeps one store.
const ONLY: &str = "organization";

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
        let mut transaction = self.store.begin().await?;
        transaction.put(Kind::Organization, ONLY, organization).await?;
        for (reviewer, identity) in roster {
            transaction.put(Kind::Reviewer, &reviewer.id, reviewer).await?;
            transaction.put(Kind::ReviewerIdentity, &reviewer.id, identity).await?;
        }
        transaction.commit().await?;
        Ok(())
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
}
