//! Comparing filings with those before them: those that are kept, and those
//! that are taken in together with them.

use crate::AppError;
use imr_core::application::{Application, Comparison, Earlier, Stage};
use imr_core::duplicate::{self, Identity};
use imr_store::{Kind, Transaction};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// The filings that others may be the same as, by what they are found.
pub(crate) struct Earliers {
    /// What each is compared by, by its id.
    identities: BTreeMap<String, Arc<Identity>>,
    /// The ids to which each key leads, of all keys that are asked for.
    leading: HashMap<String, Vec<String>>,
    /// Those that are not kept yet, by id.
    taken: BTreeMap<String, Arc<Application>>,
}

impl Earliers {
    /// Those that are kept and are found by one of these keys. No other
    /// transaction files such a one until this one ends.
    pub(crate) async fn of(transaction: &mut Transaction, keys: &[&String]) -> Result<Self, AppError> {
        let mut leading: HashMap<String, Vec<String>> =
            keys.iter().map(|key| ((*key).clone(), Vec::new())).collect();
        let keys: Vec<String> = leading.keys().cloned().collect();
        transaction.file_alone(&keys).await?;
        let mut identities = BTreeMap::new();
        for found in transaction.filings_with(&keys).await? {
            if !identities.contains_key(&found.id) {
                let identity: Identity =
                    serde_json::from_str(&found.identity).map_err(|why| damaged(&found.id, why.to_string()))?;
                identities.insert(found.id.clone(), Arc::new(identity));
            }
            if let Some(leading) = leading.get_mut(&found.key) {
                leading.push(found.id);
            }
        }
        Ok(Self { identities, leading, taken: BTreeMap::new() })
    }

    /// Adds one that is taken in, to compare those after it with.
    pub(crate) fn add(
        &mut self,
        application: Arc<Application>,
        index: &imr_store::Filing,
        identity: &Arc<Identity>,
    ) {
        for key in &index.keys {
            if let Some(leading) = self.leading.get_mut(key) {
                leading.push(index.id.clone());
            }
        }
        self.identities.insert(index.id.clone(), identity.clone());
        self.taken.insert(index.id.clone(), application);
    }

    /// What an application is like among them. Of several the likest counts;
    /// one that still stands counts before one that was closed. `itself` is
    /// among them already where a form was completed.
    pub(crate) async fn compare(
        &self,
        transaction: &mut Transaction,
        (identity, keys): (&Identity, &[String]),
        itself: Option<Uuid>,
    ) -> Result<Comparison, AppError> {
        let mut candidates: BTreeSet<&String> =
            keys.iter().filter_map(|key| self.leading.get(key)).flatten().collect();
        let itself = itself.map(|id| id.to_string());
        candidates.retain(|id| Some(*id) != itself.as_ref());
        let with = candidates.len();
        let mut like: Option<Earlier> = None;
        let mut overlapping = Vec::new();
        for id in candidates {
            let Some(other) = self.identities.get(id) else { continue };
            let likeness = duplicate::compare(identity, other);
            if !likeness.is_duplicate() && likeness.shared.is_empty() {
                continue;
            }
            let found = self.application(transaction, id).await?;
            let found = found.ok_or_else(|| damaged(id, "there is no such application".to_owned()))?;
            let first = self.first_of(transaction, found).await?;
            let one = earlier(&first, likeness);
            if !one.likeness.is_duplicate() {
                overlapping.push(one);
                continue;
            }
            let rank = |one: &Earlier| (!one.closed, one.likeness.score());
            if like.as_ref().is_none_or(|best| rank(best) < rank(&one)) {
                like = Some(one);
            }
        }
        Ok(Comparison { with, like, overlapping, overruled: None })
    }

    async fn application(
        &self,
        transaction: &mut Transaction,
        id: &str,
    ) -> Result<Option<Arc<Application>>, AppError> {
        match self.taken.get(id) {
            Some(taken) => Ok(Some(taken.clone())),
            None => Ok(transaction.document(Kind::Application, id).await?.map(Arc::new)),
        }
    }

    /// The application that a duplicate leads to, over others where it must,
    /// as it is by now: whether it is closed counts, not whether it was when
    /// the duplicate came. Itself where it is no duplicate.
    async fn first_of(
        &self,
        transaction: &mut Transaction,
        found: Arc<Application>,
    ) -> Result<Arc<Application>, AppError> {
        let mut passed = vec![found.id];
        let mut first = found;
        while let Stage::Duplicate { of } = &first.stage {
            // Persons may have found two to be duplicates of each other.
            if passed.contains(&of.application) {
                break;
            }
            passed.push(of.application);
            let id = of.application.to_string();
            let next = self.application(transaction, &id).await?;
            first = next.ok_or_else(|| AppError::Damaged {
                what: format!("application {}", passed[0]),
                why: format!("it is a duplicate of application {id}, which is not there"),
            })?;
        }
        Ok(first)
    }
}

/// Compares an application whose form was completed: the new form may be
/// another than the one that was compared when it was filed. What a person
/// found to be no duplicate of an application stays so.
pub(crate) async fn compared_anew(
    transaction: &mut Transaction,
    application: &Application,
    identity: &Identity,
) -> Result<Comparison, AppError> {
    let keys = identity.keys();
    let earliers = Earliers::of(transaction, &keys.iter().collect::<Vec<_>>()).await?;
    let mut comparison = earliers.compare(transaction, (identity, &keys), Some(application.id)).await?;
    if let (Some(before), Some(now)) = (&application.compared, &comparison.like)
        && before.like.as_ref().is_some_and(|like| like.application == now.application)
    {
        comparison.overruled.clone_from(&before.overruled);
    }
    Ok(comparison)
}

fn damaged(id: &str, why: String) -> AppError {
    AppError::Damaged { what: format!("the index of application {id}"), why }
}

/// An application that was filed earlier, as a later one points to it.
fn earlier(found: &Application, likeness: duplicate::Likeness) -> Earlier {
    let (application, case, closed) = match &found.stage {
        Stage::Assigned { case, .. } => (found.id, Some(case.clone()), false),
        Stage::Ineligible { .. } | Stage::Withdrawn { .. } => (found.id, None, true),
        _ => (found.id, None, false),
    };
    Earlier { application, case, closed, likeness }
}
