//! From a complete case file to a reviewer at work.

use crate::allow::{Deed, allow};
use crate::roster::not_on_the_roster;
use crate::setup::Standing;
use crate::{App, AppError};
use imr_core::case::{Action, Attestation, Case};
use imr_core::casefile::named;
use imr_core::conflict::{Circle, Conflict, Material, Sort, Web};
use imr_core::matching::{self, Candidate, Exclusion, Matching, Need, Question};
use imr_core::party::{Actor, Role};
use imr_core::refusal::{Code, Refusal};
use imr_core::review::DisputedItem;
use imr_core::reviewer::{Identity, Reviewer};
use imr_store::Kind;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Candidates that the history of a case keeps in full.
const KEPT: usize = 20;

/// Stages at which a case is in the hands of a reviewer.
const IN_HAND: [&str; 5] =
    ["reviewer matching", "in review", "information asked", "several reviewers", "letter draft"];

/// What the reviewers have in hand here: how many cases, and when the latest
/// was given to them.
type Load = BTreeMap<String, (u32, Option<Date>)>;

/// What is asked of the roster for one case.
struct Asked<'a> {
    needs: &'a [Need],
    conflicts: &'a BTreeMap<String, Vec<Conflict>>,
    circle: &'a Circle,
    excluded: &'a [Exclusion],
}

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
        let (needs, excluded) = (self.needs(&case), self.excluded(&case)?);
        let asked = Asked { needs: &needs, conflicts: &conflicts, circle: &circle, excluded: &excluded };
        Ok(matching::choose(&roster, &self.question(&asked, self.world.today()))?)
    }

    fn question<'a>(&'a self, asked: &Asked<'a>, on: Date) -> Question<'a> {
        Question {
            needs: asked.needs,
            conflicts: asked.conflicts,
            circle: asked.circle.entries.len(),
            excluded: asked.excluded,
            requesting_specialty: None,
            count: 1,
            on,
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
        let named = |item: &DisputedItem| {
            let sections = self.library.for_item(&item.item, case.ur_decision(item.number).requested);
            sections.first().map(|first| first.section.specialties.clone()).unwrap_or_default()
        };
        case.items.iter().map(|item| Need::of(&item.item, &named(item))).collect()
    }

    /// Who may not review this case: they declined it, found a conflict, made
    /// the determination that was set aside, or review it already.
    fn excluded(&self, case: &Case) -> Result<Vec<Exclusion>, AppError> {
        let row = self.law.value("reviewer-former", self.world.today())?;
        let former = case.exclusions.iter().map(|one| (one.reviewer.clone(), one.because.clone()));
        let at_work = case
            .assignment()
            .filter(|_| case.stage.is_open())
            .into_iter()
            .flat_map(|review| review.members())
            .map(|one| (one.reviewer.id.clone(), "Reviews this case already.".to_owned()));
        let exclusion = |(reviewer, because)| Exclusion {
            reviewer,
            code: "excluded".to_owned(),
            because,
            citation: row.citation.clone(),
            verified: row.verified,
        };
        Ok(former.chain(at_work).map(exclusion).collect())
    }

    /// Everybody and everything in a case: the parties, the drugs in dispute,
    /// and the physicians who sign its records.
    async fn circle(&self, case: &Case) -> Result<Circle, AppError> {
        let items = case.items.iter().map(|item| item.item.as_str());
        let mut circle = Circle::of(&case.parties(), &case.opening.ur_decision.organization).with_items(items);
        for decision in case.ur_decisions() {
            circle =
                circle.with_named(&decision.organization, Sort::UrOrganization, "utilization review organization");
        }
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
        let (reviewer, candidate) = self.assess(&case, &by.id, self.world.today()).await?;
        if !candidate.qualifies() {
            let sentence = format!("{} cannot accept case {number}. {}", by.id, candidate.excluded_because());
            return Err(Refusal::new(Code::NotQualified, sentence, "Match a reviewer again.").into());
        }
        let attestation = Attestation { names, on: self.world.today() };
        self.change(case, by, reason, Action::Accept { reviewer, attestation }).await
    }

    /// A reviewer as on the roster now, and the tests on a day.
    pub(crate) async fn assess(&self, case: &Case, id: &str, on: Date) -> Result<(Reviewer, Candidate), AppError> {
        let mut standing = self.standing().await?;
        let reviewer = standing.roster.remove(id).ok_or_else(|| not_on_the_roster(id))?;
        let identity: Option<Identity> = self.store.document(Kind::ReviewerIdentity, id).await?;
        let identities = identity.map(|who| (id.to_owned(), who)).into_iter().collect();
        standing.roster = BTreeMap::from([(id.to_owned(), reviewer.clone())]);
        let circle = self.circle(case).await?;
        let conflicts = self.conflicts(&standing, &identities, &circle)?;
        let (needs, mut loaded) = (self.needs(case), reviewer.clone());
        add_load(&mut loaded, &self.load(case.number()).await?);
        let excluded = self.excluded(case)?;
        let asked = Asked { needs: &needs, conflicts: &conflicts, circle: &circle, excluded: &excluded };
        let candidate = matching::assess(&loaded, &self.question(&asked, on))?;
        Ok((reviewer, candidate))
    }

    /// Sends the complete case file to the reviewer: an act with a manifest
    /// of documents, pages and hashes.
    pub async fn send_case_file(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::SendCaseFile)?;
        let case = self.case_from_history(number).await?;
        let manifest = self.case_file(&case).await?.manifest();
        self.change(case, by, reason, Action::SendCaseFile(manifest)).await
    }

    /// The proposed or assigned reviewer of a case, as somebody who acts.
    #[must_use]
    pub fn reviewer_of(case: &Case) -> Option<Actor> {
        let assigned = || case.assignment().map(|review| review.reviewer.id.as_str());
        Some(Actor::new(Role::ExpertReviewer, case.proposed_reviewer().or_else(assigned)?))
    }
}

/// Adds what a reviewer has in hand here to what was said of elsewhere.
fn add_load(reviewer: &mut Reviewer, load: &Load) {
    if let Some((cases, latest)) = load.get(&reviewer.id) {
        reviewer.in_hand += cases;
        reviewer.last_assigned = reviewer.last_assigned.max(*latest);
    }
}
