//! The organization, its roster of reviewers and its register of
//! affiliations: one history, from which all of it is told.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::audit::{Event, Head, verify_chain};
use imr_core::conflict::{Affiliation, Ruling, Web};
use imr_core::digest::Digest;
use imr_core::organization::Organization;
use imr_core::party::Actor;
use imr_core::reviewer::{Identity, Reviewer};
use imr_store::{Kind, Transaction};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// One organization keeps one store.
const ONLY: &str = "organization";

/// The history of the organization, its roster and its register.
pub(crate) const STREAM: &str = "organization";

/// What is left in the history: all of it but who the reviewers are, of which
/// it holds only the digests.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub(crate) enum Fact {
    /// The organization was set up, with a roster in the place of any before.
    SetUp { organization: Organization, roster: Vec<Reviewer>, identities: BTreeMap<String, Digest> },
    /// What the organization is, set up or changed; its roster stays.
    OrganizationDescribed { organization: Organization },
    /// Reviewers were added to the roster, or changed.
    RosterImported { roster: Vec<Reviewer>, identities: BTreeMap<String, Digest> },
    /// Ties between others were added to the register, or changed.
    AffiliationsImported { affiliations: Vec<Affiliation> },
    /// A person said of two names that they are one, or two.
    NamesRuled { ruling: Ruling },
}

/// What the history comes to.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    pub(crate) organization: Option<Organization>,
    pub(crate) roster: BTreeMap<String, Reviewer>,
    pub(crate) identities: BTreeMap<String, Digest>,
    pub(crate) register: BTreeMap<String, Affiliation>,
    pub(crate) rulings: BTreeMap<(String, String), Ruling>,
}

/// What the history of the organization comes to, proved, with what is made
/// of it for every case.
#[derive(Debug)]
pub(crate) struct Proved {
    /// Where the history stood.
    head: Head,
    pub(crate) standing: Standing,
    /// Who is tied to whom.
    pub(crate) web: Web,
}

/// What was proved last. It holds as long as the history has not gone on:
/// the rows are not read again before that.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known(Arc<Mutex<Option<Arc<Proved>>>>);

impl Known {
    fn at(&self, head: Head) -> Option<Arc<Proved>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone().filter(|proved| proved.head == head)
    }

    fn keep(&self, proved: Arc<Proved>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(proved);
    }
}

impl Standing {
    /// Replays a history; nothing where an event cannot be read.
    fn replay(events: &[Event]) -> Option<Self> {
        let mut standing = Self::default();
        for event in events {
            standing.add(serde_json::from_str(&event.fact).ok()?);
        }
        Some(standing)
    }

    fn add(&mut self, fact: Fact) {
        let (roster, identities) = match fact {
            Fact::SetUp { organization, roster, identities } => {
                self.organization = Some(organization);
                self.roster.clear();
                self.identities.clear();
                (roster, identities)
            }
            Fact::OrganizationDescribed { organization } => {
                self.organization = Some(organization);
                return;
            }
            Fact::RosterImported { roster, identities } => (roster, identities),
            Fact::AffiliationsImported { affiliations } => {
                self.register.extend(affiliations.into_iter().map(|one| (key(&one), one)));
                return;
            }
            Fact::NamesRuled { ruling } => {
                let (one, other) = (ruling.one.to_lowercase(), ruling.other.to_lowercase());
                self.rulings.insert((one.clone().min(other.clone()), one.max(other)), ruling);
                return;
            }
        };
        self.roster.extend(roster.into_iter().map(|reviewer| (reviewer.id.clone(), reviewer)));
        self.identities.extend(identities);
    }
}

/// What makes two rows of a register the same tie: a later one takes the
/// place of an earlier.
pub(crate) fn key(affiliation: &Affiliation) -> String {
    let (name, tie) = (&affiliation.name, &affiliation.tie);
    format!("{}|{}|{}", name.to_lowercase(), tie.kind.code(), tie.with.to_lowercase())
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
        let roster: Vec<_> = roster.iter().cloned().map(|(reviewer, who)| reviewer.apart_from(who)).collect();
        let fact = Fact::SetUp {
            organization: organization.clone(),
            roster: roster.iter().map(|(reviewer, _)| reviewer.clone()).collect(),
            identities: identities(&roster),
        };
        let mut transaction = self.record_setup(&fact, by, "the organization is set up").await?;
        transaction.put(Kind::Organization, ONLY, organization).await?;
        put_roster(&mut transaction, &roster).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Says what the organization is, or is from now on; its roster stays.
    pub async fn describe_organization(&self, organization: &Organization, by: &Actor) -> Result<(), AppError> {
        allow(by.role, Deed::SetUp)?;
        let fact = Fact::OrganizationDescribed { organization: organization.clone() };
        let mut transaction = self.record_setup(&fact, by, "the organization is described").await?;
        transaction.put(Kind::Organization, ONLY, organization).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Begins a transaction in which a fact is added to the history of the
    /// organization.
    pub(crate) async fn record_setup(
        &self,
        fact: &Fact,
        by: &Actor,
        reason: &str,
    ) -> Result<Transaction, AppError> {
        let fact = serde_json::to_string(fact)
            .map_err(|why| AppError::Damaged { what: "the roster".to_owned(), why: why.to_string() })?;
        let head = self.store.head(STREAM).await?;
        let event = Event::after(head, STREAM, self.world.now(), by.clone(), reason, fact);
        let mut transaction = self.store.begin().await?;
        transaction.append(&event).await?;
        Ok(transaction)
    }

    /// What the history of the organization comes to, proved once for each
    /// head of it.
    pub(crate) async fn proved(&self) -> Result<Arc<Proved>, AppError> {
        let head = self.store.head(STREAM).await?;
        if let Some(proved) = self.known.at(head) {
            return Ok(proved);
        }
        let proved = Arc::new(self.prove_setup(head).await?);
        self.known.keep(proved.clone());
        Ok(proved)
    }

    /// Refuses to go on with an organization or roster that is not as its
    /// history tells it, or with a history that does not reach `recorded`.
    async fn prove_setup(&self, recorded: Head) -> Result<Proved, AppError> {
        let events = self.store.events(STREAM).await?;
        let damaged = |why: String| AppError::Damaged { what: "the organization and its roster".to_owned(), why };
        let head = verify_chain(STREAM, &events).map_err(|broken| damaged(broken.to_string()))?;
        let reaches = |event: &Event| event.head() == recorded;
        if recorded != Head::EMPTY && !events.iter().any(reaches) {
            return Err(damaged("the end of its history was cut off or changed".to_owned()));
        }
        let standing = Standing::replay(&events).ok_or_else(|| damaged(UNREADABLE.to_owned()))?;
        let identities = self.identities().await?;
        if let Some(why) = self.departs(&standing, &identities).await? {
            return Err(damaged(why));
        }
        let roster = standing.roster.values().map(|reviewer| (reviewer, identities.get(&reviewer.id)));
        let register: Vec<_> = standing.register.values().cloned().collect();
        let rulings: Vec<_> = standing.rulings.values().cloned().collect();
        let web = Web::new(roster, &register, &rulings);
        let web = match &standing.organization {
            Some(organization) => web.of_organization(&organization.name),
            None => web,
        };
        Ok(Proved { head, standing, web })
    }

    /// Who the reviewers are, by pseudonym.
    async fn identities(&self) -> Result<BTreeMap<String, Identity>, AppError> {
        Ok(self.store.documents(Kind::ReviewerIdentity).await?.into_iter().collect())
    }

    /// In what the rows of organization and roster depart from their history.
    pub(crate) async fn setup_departs(&self, events: &[Event]) -> Result<Option<String>, AppError> {
        match Standing::replay(events) {
            Some(standing) => self.departs(&standing, &self.identities().await?).await,
            None => Ok(Some(UNREADABLE.to_owned())),
        }
    }

    async fn departs(
        &self,
        standing: &Standing,
        identities: &BTreeMap<String, Identity>,
    ) -> Result<Option<String>, AppError> {
        let identities = identities.iter().map(|(id, who)| (id.clone(), digest(who)));
        let what = if self.organization_if_any().await? != standing.organization {
            "the organization is not as it was set up"
        } else if !self.roster().await?.iter().eq(standing.roster.values()) {
            "the roster is not as it was set up"
        } else if !identities.eq(standing.identities.clone()) {
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
            remedy: "Describe yours with \"imr organization set FILE\"; \"imr demo\" sets up a sample.".to_owned(),
        })
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

const UNREADABLE: &str = "an event of it cannot be read";

/// Writes reviewers, and apart from them who they are.
pub(crate) async fn put_roster(
    transaction: &mut Transaction,
    roster: &[(Reviewer, Identity)],
) -> Result<(), AppError> {
    for (reviewer, identity) in roster {
        transaction.put(Kind::Reviewer, &reviewer.id, reviewer).await?;
        transaction.put(Kind::ReviewerIdentity, &reviewer.id, identity).await?;
    }
    Ok(())
}

/// Digests of who reviewers are, by pseudonym.
pub(crate) fn identities(roster: &[(Reviewer, Identity)]) -> BTreeMap<String, Digest> {
    roster.iter().map(|(reviewer, who)| (reviewer.id.clone(), digest(who))).collect()
}

fn digest(identity: &Identity) -> Digest {
    // Field by field in the order of the type, so one identity has one text.
    Digest::of(serde_json::to_string(identity).unwrap_or_default().as_bytes())
}
