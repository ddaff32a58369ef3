//! Comparing filings with those before them: those that are kept, and those
//! that are taken in together with them.

use crate::AppError;
use crate::filing::keys;
use imr_core::application::{Action, Application, Comparison, Earlier, Form, Stage};
use imr_core::audit::Event;
use imr_core::duplicate::{self, Identity, Likeness};
use imr_core::law::Law;
use imr_core::occasion::Occasion;
use imr_store::{FilingKey, Found, Kind, Store, Transaction};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// The filings that others may be the same as, by what they are found.
#[derive(Default)]
pub(crate) struct Earliers {
    /// Those that are kept, by id.
    kept: BTreeMap<String, Kept>,
    /// Those that are not kept yet, by id.
    taken: BTreeMap<String, Taken>,
    /// Those that one that is taken in has moved, by id.
    moved: BTreeMap<String, Arc<Application>>,
    /// The ids to which each key leads, of all keys that are asked for.
    leading: HashMap<FilingKey, Vec<String>>,
}

/// What a filing is compared by, and as the index keeps it.
struct Kept {
    text: String,
    identity: Arc<Identity>,
}

/// An earlier application that a later one has moved, with what happened.
pub(crate) type Moved = (Application, Event);

/// One that is taken in together with others. What becomes of it may not be
/// known yet.
struct Taken {
    identity: Arc<Identity>,
    application: Option<Arc<Application>>,
}

impl Earliers {
    /// Those that were kept at the last commit and are found by one of these
    /// keys. Others may file such a one meanwhile.
    pub(crate) async fn beforehand(store: &Store, keys: &[FilingKey]) -> Result<Self, AppError> {
        let found = store.filings_with(keys).await?;
        Self::found(keys, found, &Self::default())
    }

    /// Those that are kept and are found by one of these keys. No other
    /// transaction files such a one until this one ends. What was read
    /// `before` is not read again.
    pub(crate) async fn of(
        transaction: &mut Transaction,
        keys: &[FilingKey],
        before: &Self,
    ) -> Result<Self, AppError> {
        transaction.file_alone(keys).await?;
        let found = transaction.filings_with(keys).await?;
        Self::found(keys, found, before)
    }

    fn found(keys: &[FilingKey], found: Vec<Found>, before: &Self) -> Result<Self, AppError> {
        let mut leading: HashMap<FilingKey, Vec<String>> = keys.iter().map(|key| (*key, Vec::new())).collect();
        let mut kept = BTreeMap::new();
        for Found { key, id, identity: text } in found {
            if !kept.contains_key(&id) {
                let identity = match before.kept.get(&id) {
                    Some(one) if one.text == text => one.identity.clone(),
                    _ => Arc::new(serde_json::from_str(&text).map_err(|why| damaged(&id, why.to_string()))?),
                };
                kept.insert(id.clone(), Kept { text, identity });
            }
            if let Some(leading) = leading.get_mut(&key) {
                leading.push(id);
            }
        }
        leading.values_mut().for_each(|ids| ids.sort_unstable());
        Ok(Self { kept, leading, ..Self::default() })
    }

    /// Whether these keys lead to the same that are kept as they did before,
    /// and those are compared by the same.
    pub(crate) fn are_as(&self, before: &Self, keys: &[FilingKey]) -> bool {
        keys.iter().all(|key| self.kept_under(key).eq(before.kept_under(key)))
    }

    fn kept_under(&self, key: &FilingKey) -> impl Iterator<Item = (&str, &str)> {
        let ids = self.leading.get(key).into_iter().flatten();
        ids.filter_map(|id| self.kept.get(id).map(|one| (id.as_str(), one.text.as_str())))
    }

    /// Adds one that is taken in, to compare those after it with; without what
    /// became of it where that is not known yet.
    pub(crate) fn add(
        &mut self,
        index: &imr_store::Filing,
        identity: &Arc<Identity>,
        application: Option<Arc<Application>>,
    ) {
        for key in &index.keys {
            if let Some(leading) = self.leading.get_mut(key) {
                leading.push(index.id.clone());
            }
        }
        self.taken.insert(index.id.clone(), Taken { identity: identity.clone(), application });
    }

    /// How many an application is to be compared with, and those of them that
    /// it is like. `itself` is among them already where a form was completed.
    fn alike(
        &self,
        identity: &Identity,
        keys: &[FilingKey],
        itself: Option<Uuid>,
    ) -> (usize, Vec<(&str, Likeness)>) {
        let mut candidates: BTreeSet<&String> =
            keys.iter().filter_map(|key| self.leading.get(key)).flatten().collect();
        let itself = itself.map(|id| id.to_string());
        candidates.retain(|id| Some(*id) != itself.as_ref());
        let mut alike = Vec::new();
        for &id in &candidates {
            let taken = || self.taken.get(id).map(|one| &one.identity);
            let Some(other) = self.kept.get(id).map(|one| &one.identity).or_else(taken) else { continue };
            let likeness = duplicate::compare(identity, other);
            if likeness.is_duplicate() || !likeness.shared.is_empty() {
                alike.push((id.as_str(), likeness));
            }
        }
        (candidates.len(), alike)
    }

    /// What comes of the comparison with them, where it is like none: of one
    /// that it is like, it must be known what became of it, and nobody must
    /// move that.
    pub(crate) fn like_none(&self, identity: &Identity, keys: &[FilingKey]) -> Option<Comparison> {
        let (with, alike) = self.alike(identity, keys, None);
        alike.is_empty().then(|| Comparison { with, ..Comparison::alone() })
    }

    /// What an application is like among them. Of several the likest counts;
    /// one that still stands counts before one that was closed.
    pub(crate) async fn compare(
        &self,
        transaction: &mut Transaction,
        form: &Form,
        (identity, keys): (&Identity, &[FilingKey]),
        itself: Option<Uuid>,
    ) -> Result<Comparison, AppError> {
        let (with, alike) = self.alike(identity, keys, itself);
        let mut comparison = Comparison { with, ..Comparison::alone() };
        for (id, likeness) in alike {
            let found = self.application(transaction, id).await?;
            let found = found.ok_or_else(|| damaged(id, "there is no such application".to_owned()))?;
            let first = self.first_of(transaction, found).await?;
            let one = Earlier::of(&first, likeness, (form, identity));
            if !one.renews && !one.likeness.is_duplicate() {
                comparison.overlapping.push(one);
                continue;
            }
            if !one.likeness.shared.is_empty() {
                // What it asks anew is not all that it asks.
                comparison.overlapping.push(one.clone());
            }
            let rank = |one: &Earlier| (one.stands(), one.renews, one.likeness.score());
            if comparison.like.as_ref().is_none_or(|best| rank(best) < rank(&one)) {
                comparison.like = Some(one);
            }
        }
        Ok(comparison)
    }

    /// Marks the deferred application for which another, `by`, asks anew: it
    /// does not lapse, and is not asked for a second time (T12). Nothing where
    /// there is none, and where `by` has ended already: a form that is no good
    /// uses nothing up.
    pub(crate) async fn refiled(
        &mut self,
        transaction: &mut Transaction,
        by: &Application,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Option<Moved>, AppError> {
        if matches!(by.stage, Stage::Ineligible { .. } | Stage::Withdrawn { .. }) {
            return Ok(None);
        }
        let like = by.compared.as_ref().and_then(|comparison| comparison.like.as_ref());
        let Some(like) = like.filter(|earlier| earlier.renews) else { return Ok(None) };
        let id = like.application.to_string();
        let Some(found) = self.application(transaction, &id).await? else { return Ok(None) };
        if !found.stage.may_be_renewed_by_another() {
            return Ok(None);
        }
        let refile = Action::Refile { application: by.id, received: by.form.received };
        let (moved, event) = Arc::unwrap_or_clone(found).apply(refile, occasion, law)?;
        self.moved.insert(id, Arc::new(moved.clone()));
        Ok(Some((moved, event)))
    }

    async fn application(
        &self,
        transaction: &mut Transaction,
        id: &str,
    ) -> Result<Option<Arc<Application>>, AppError> {
        let taken = || self.taken.get(id).and_then(|one| one.application.as_ref());
        match self.moved.get(id).or_else(taken) {
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
) -> Result<(Earliers, Comparison), AppError> {
    let (keys, form) = (keys(identity), &application.form);
    let earliers = Earliers::of(transaction, &keys, &Earliers::default()).await?;
    let mut comparison = earliers.compare(transaction, form, (identity, &keys), Some(application.id)).await?;
    if let (Some(before), Some(now)) = (&application.compared, &comparison.like)
        && before.like.as_ref().is_some_and(|like| like.application == now.application)
    {
        comparison.overruled.clone_from(&before.overruled);
    }
    Ok((earliers, comparison))
}

fn damaged(id: &str, why: String) -> AppError {
    AppError::Damaged { what: format!("the index of application {id}"), why }
}
