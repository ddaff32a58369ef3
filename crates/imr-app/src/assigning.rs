//! From a complete case file to a reviewer at work.

use crate::allow::{Deed, allow};
use crate::roster::not_on_the_roster;
use crate::setup::Standing;
use crate::{App, AppError};
use imr_core::case::{Action, Attestation, Case, Stage};
use imr_core::casefile::named;
use imr_core::conflict::{Circle, Conflict, Material, Sort, Web};
use imr_core::matching::{self, Candidate, Exclusion, Matching, Need, Question};
use imr_core::party::{Actor, Role};
use imr_core::refusal::{Code, Refusal};
use imr_core::reviewer::{Identity, Reviewer};
use imr_store::Kind;
use std::collections::BTreeMap;

/// Candidates that the history of a case keeps in full.
const KEPT: usize = 20;

/// Stages at which a case is in the hands of a reviewer.
const IN_HAND: [&str; 3] = ["reviewer matching", "in review", "letter draft"];

/// What the reviewers have in hand here: how many cases, and when the latest
/// was given to them.
type Load = BTreeMap<String, (u32, Option<jiff::civil::Date>)>;

impl App {
    /// Tests everybody on the roster for a case, and says who is chosen.
    pub async fn match_reviewers(&self, number: &str) -> Result<Matching, AppError> {
        let case = self.case(number).await?;
        let mut standing = self.standing().await?;
        let load = self.load(number).await?;
        standing.roster.values_mut().for_each(|reviewer| add_load(reviewer, &load));
        let identities: BTreeMap<String, Identity> =
            self.store.documents(Kind::ReviewerIdentity).await?.into_iter().collect();
        let circle = self.circle(&case).await?;
        let conflicts = self.conflicts(&standing, &identities, &circle)?;
        let roster: Vec<Reviewer> = standing.roster.into_values().collect();
        let needs = self.needs(&case);
        Ok(matching::choose(&roster, &self.question(&needs, &conflicts, &circle, &excluded(&case)))?)
    }

    fn question<'a>(
        &'a self,
        needs: &'a [Need],
        conflicts: &'a BTreeMap<String, Vec<Conflict>>,
        circle: &Circle,
        excluded: &'a [Exclusion],
    ) -> Question<'a> {
        Question {
            needs,
            conflicts,
            circle: circle.entries.len(),
            excluded,
            requesting_specialty: None,
            count: 1,
            on: self.world.today(),
            law: &self.law,
        }
    }

    fn conflicts(
        &self,
        standing: &Standing,
        identities: &BTreeMap<String, Identity>,
        circle: &Circle,
    ) -> Result<BTreeMap<String, Vec<Conflict>>, AppError> {
        let roster = standing.roster.values().map(|reviewer| (reviewer, identities.get(&reviewer.id)));
        let register: Vec<_> = standing.register.values().cloned().collect();
        let rulings: Vec<_> = standing.rulings.values().cloned().collect();
        let material = Material::on(&self.law, self.world.today())?;
        Ok(Web::new(roster, &register, &rulings).conflicts(circle, &material))
    }

    /// What the items of a case ask of a reviewer.
    fn needs(&self, case: &Case) -> Vec<Need> {
        let requested = case.opening.ur_decision.requested;
        let named = |item: &str| {
            let sections = self.library.for_item(item, requested);
            sections.first().map(|first| first.section.specialties.clone()).unwrap_or_default()
        };
        case.items.iter().map(|item| Need::of(&item.item, &named(&item.item))).collect()
    }

    /// Everybody and everything in a case: the parties, the drugs in dispute,
    /// and the physicians who sign its records.
    async fn circle(&self, case: &Case) -> Result<Circle, AppError> {
        let items = case.items.iter().map(|item| item.item.as_str());
        let mut circle =
            Circle::of(&case.opening.parties, &case.opening.ur_decision.organization).with_items(items);
        let file = self.case_file(case).await?;
        for (name, page) in named::physicians(file.pages.iter().map(|page| (page.number, page.text.as_str()))) {
            circle = circle.with_named(&name, Sort::Person, &format!("named on page {page} of the case file"));
        }
        Ok(circle)
    }

    /// What the reviewers have in hand here, beside the case `number`.
    async fn load(&self, number: &str) -> Result<Load, AppError> {
        let mut load = Load::new();
        for stage in IN_HAND {
            for (_, case) in self.store.documents_at::<Case>(Kind::Case, stage).await? {
                if let Some(holder) = Self::reviewer_of(&case).filter(|_| case.number() != number) {
                    let entry = load.entry(holder.id).or_default();
                    entry.0 += 1;
                    entry.1 = entry.1.max(case.matching().map(|matching| matching.on));
                }
            }
        }
        Ok(load)
    }

    /// Proposes the reviewer that matching chooses.
    pub async fn propose_reviewer(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::Match)?;
        let matching = self.match_reviewers(number).await?;
        matching::chosen_or_refusal(&matching, number)?;
        self.change(
            self.case_from_history(number).await?,
            by,
            Deed::Match,
            reason,
            Action::ProposeReviewer(matching.for_the_record(KEPT)),
        )
        .await
    }

    /// Everybody a reviewer of the case must attest to having no tie with.
    pub async fn names_to_attest(&self, number: &str) -> Result<Vec<String>, AppError> {
        Ok(self.circle(&self.case(number).await?).await?.names())
    }

    /// The proposed reviewer accepts, attesting to no tie with anybody in
    /// `names`. Who no longer qualifies on this day cannot accept.
    pub async fn accept(
        &self,
        number: &str,
        names: Vec<String>,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        allow(by.role, Deed::Accept)?;
        let case = self.case_from_history(number).await?;
        let (reviewer, candidate) = self.assess(&case, &by.id).await?;
        if !candidate.qualifies() {
            let sentence = format!("{} cannot accept case {number}. {}", by.id, candidate.excluded_because());
            return Err(Refusal::new(Code::NotQualified, sentence, "Match a reviewer again.").into());
        }
        let attestation = Attestation { names, on: self.world.today() };
        self.change(case, by, Deed::Accept, reason, Action::Accept { reviewer, attestation }).await
    }

    /// A reviewer as on the roster now, and the tests on this day.
    pub(crate) async fn assess(&self, case: &Case, id: &str) -> Result<(Reviewer, Candidate), AppError> {
        let mut standing = self.standing().await?;
        let reviewer = standing.roster.remove(id).ok_or_else(|| not_on_the_roster(id))?;
        let identity: Option<Identity> = self.store.document(Kind::ReviewerIdentity, id).await?;
        let identities = identity.map(|who| (id.to_owned(), who)).into_iter().collect();
        standing.roster = BTreeMap::from([(id.to_owned(), reviewer.clone())]);
        let circle = self.circle(case).await?;
        let conflicts = self.conflicts(&standing, &identities, &circle)?;
        let (needs, mut loaded) = (self.needs(case), reviewer.clone());
        add_load(&mut loaded, &self.load(case.number()).await?);
        let excluded = excluded(case);
        let candidate = matching::assess(&loaded, &self.question(&needs, &conflicts, &circle, &excluded))?;
        Ok((reviewer, candidate))
    }

    /// Sends the complete case file to the reviewer: an act with a manifest
    /// of documents, pages and hashes.
    pub async fn send_case_file(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::SendCaseFile)?;
        let case = self.case_from_history(number).await?;
        let manifest = self.case_file(&case).await?.manifest();
        self.change(case, by, Deed::SendCaseFile, reason, Action::SendCaseFile(manifest)).await
    }

    /// The proposed or assigned reviewer of a case, as somebody who acts.
    #[must_use]
    pub fn reviewer_of(case: &Case) -> Option<Actor> {
        let id = match &case.stage {
            Stage::ReviewerMatching { matching, .. } => matching.chosen.clone()?,
            _ => case.assignment()?.reviewer.id.clone(),
        };
        Some(Actor::new(Role::ExpertReviewer, id))
    }
}

/// Who may not come back to a case. Nobody yet: no case goes back.
fn excluded(_case: &Case) -> Vec<Exclusion> {
    Vec::new()
}

/// Adds what a reviewer has in hand here to what was said of elsewhere.
fn add_load(reviewer: &mut Reviewer, load: &Load) {
    if let Some((cases, latest)) = load.get(&reviewer.id) {
        reviewer.in_hand += cases;
        reviewer.last_assigned = reviewer.last_assigned.max(*latest);
    }
}
