//! From a complete case file to a reviewer at work.

use crate::allow::{Deed, allow};
use crate::roster::not_on_the_roster;
use crate::setup::Proved;
use crate::{App, AppError};
use imr_core::case::{Action, Attestation, Case, Stage};
use imr_core::casefile::named;
use imr_core::conflict::{Circle, Conflict, Material, Sort, shared_by_all};
use imr_core::matching::{self, Candidate, Exclusion, Load, Matching, Need, Question};
use imr_core::party::{Actor, Role};
use imr_core::refusal::{Code, Refusal};
use imr_core::review::DisputedItem;
use imr_core::reviewer::Reviewer;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Candidates that the history of a case keeps in full.
const KEPT: usize = 20;

/// What is asked of the roster for one case.
struct Asked {
    proved: Arc<Proved>,
    needs: Vec<Need>,
    conflicts: BTreeMap<String, Vec<Conflict>>,
    /// How many names the conflicts were looked for with.
    circle: usize,
    excluded: Vec<Exclusion>,
    loads: BTreeMap<String, Load>,
    requesting_specialty: Option<String>,
    /// How many reviewers are still wanted.
    count: usize,
}

/// One reviewer decides, and several where the Director has approved it: those
/// who have not accepted yet are wanted.
fn wanted(case: &Case) -> usize {
    match &case.stage {
        Stage::SeveralReviewers { review } => review.seats_left(),
        _ => case.approved.as_ref().map_or(1, |approval| approval.reviewers),
    }
}

impl App {
    /// Tests everybody on the roster for a case, and says who is chosen.
    pub async fn match_reviewers(&self, number: &str) -> Result<Matching, AppError> {
        self.matching(&self.case_from_history(number).await?).await
    }

    /// The matching of a case with everybody on the roster: as it is kept, and
    /// those whom the history only counts as they are tested today; with how
    /// many these are.
    pub async fn all_candidates(&self, number: &str) -> Result<(Matching, usize), AppError> {
        let case = self.case_from_history(number).await?;
        let Some(kept) = case.matching() else { return Ok((self.matching(&case).await?, 0)) };
        if kept.left_out_count == 0 {
            return Ok((kept.clone(), 0));
        }
        let all = kept.clone().with_the_rest(self.matching(&case).await?);
        let again = all.candidates.len() - kept.candidates.len();
        Ok((all, again))
    }

    async fn matching(&self, case: &Case) -> Result<Matching, AppError> {
        let asked = self.asked(case).await?;
        Ok(matching::choose(asked.proved.standing.roster.values(), &self.question(&asked, self.world.today()))?)
    }

    async fn asked(&self, case: &Case) -> Result<Asked, AppError> {
        let proved = self.proved().await?;
        let circle = self.circle(case).await?;
        let mut conflicts = proved.web.conflicts(&circle, &Material::on(&self.law, self.world.today())?);
        shared_by_all(&mut conflicts, proved.standing.roster.keys());
        Ok(Asked {
            conflicts,
            proved,
            needs: self.needs(case),
            circle: circle.entries.len(),
            excluded: self.excluded(case)?,
            loads: self.store.loads(case.number()).await?,
            requesting_specialty: case.opening.requesting_specialty.clone(),
            count: wanted(case),
        })
    }

    fn question<'a>(&'a self, asked: &'a Asked, on: Date) -> Question<'a> {
        Question {
            needs: &asked.needs,
            conflicts: &asked.conflicts,
            circle: asked.circle,
            excluded: &asked.excluded,
            requesting_specialty: asked.requesting_specialty.as_deref(),
            loads: &asked.loads,
            count: asked.count,
            on,
            law: &self.law,
        }
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

    /// Everybody and everything in a case: the parties, whoever else its forms
    /// name, the drugs in dispute, who wrote its records and where, and the
    /// physicians who sign them.
    async fn circle(&self, case: &Case) -> Result<Circle, AppError> {
        let items = case.items.iter().map(|item| item.item.as_str());
        let mut circle = Circle::of(&case.parties(), &case.opening.ur_decision.organization).with_items(items);
        for decision in case.ur_decisions() {
            circle =
                circle.with_named(&decision.organization, Sort::UrOrganization, "utilization review organization");
        }
        let joined = case.joined.iter().map(|one| one.application);
        for id in std::iter::once(case.opening.application).chain(joined) {
            circle = circle.with_form(&self.application(id).await?.form);
        }
        circle = circle.with_records(&case.documents, &self.organization().await?.name);
        let file = self.case_file(case).await?;
        for (name, page) in named::physicians(file.pages.iter().map(|page| (page.number, page.text.as_str()))) {
            circle = circle.with_named(&name, Sort::Person, &format!("named on page {page} of the case file"));
        }
        Ok(circle)
    }

    /// Proposes the reviewer that matching chooses.
    pub async fn propose_reviewer(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::Match)?;
        let case = self.case_from_history(number).await?;
        let matching = self.matching(&case).await?;
        matching::chosen_or_refusal(&matching, number)?;
        self.change(case, by, reason, Action::ProposeReviewer(matching.for_the_record(KEPT))).await
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
        let accept = |attestation| Action::Accept { reviewer, attestation };
        self.attesting(case, names, (by, reason), accept).await
    }

    /// A reviewer at work attests anew, to everybody who is in the case by now.
    /// Who has come by a tie with any of them finds a conflict instead.
    pub async fn attest_again(
        &self,
        number: &str,
        names: Vec<String>,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        allow(by.role, Deed::Attest)?;
        let case = self.case_from_history(number).await?;
        let (_, candidate) = self.assess(&case, &by.id, self.world.today()).await?;
        if let Some(test) = candidate.failed().find(|test| test.code == "7.2") {
            let sentence = format!("{} cannot attest anew in case {number}. {}", by.id, test.because);
            return Err(Refusal::new(Code::Conflict, sentence, "Find the conflict (imr case do conflict).")
                .citing("Labor Code 139.5(d)(5)")
                .into());
        }
        self.attesting(case, names, (by, reason), Action::Attest).await
    }

    /// What a reviewer does with an attestation of today, which must cover
    /// everybody in the circle of the case.
    async fn attesting(
        &self,
        case: Case,
        names: Vec<String>,
        (by, reason): (&Actor, &str),
        action: impl FnOnce(Attestation) -> Action,
    ) -> Result<Case, AppError> {
        let attestation = Attestation { names, on: self.world.today() };
        case.must_cover(&by.id, &attestation, &self.circle(&case).await?.names())?;
        self.change(case, by, reason, action(attestation)).await
    }

    /// A reviewer as on the roster now, and the tests on a day.
    pub(crate) async fn assess(&self, case: &Case, id: &str, on: Date) -> Result<(Reviewer, Candidate), AppError> {
        let asked = self.asked(case).await?;
        let reviewer = asked.proved.standing.roster.get(id).ok_or_else(|| not_on_the_roster(id))?;
        Ok((reviewer.clone(), matching::assess(reviewer, &self.question(&asked, on))?))
    }

    /// Sends the complete case file to the reviewer: an act with a manifest
    /// of documents, pages and hashes; although pages of it could not be read,
    /// where `despite` says why.
    pub async fn send_case_file(
        &self,
        number: &str,
        despite: Option<&str>,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        allow(by.role, Deed::SendCaseFile)?;
        let case = self.case_from_history(number).await?;
        let manifest = self.case_file(&case).await?.manifest();
        let action = Action::SendCaseFile { manifest, despite: despite.map(str::to_owned) };
        self.change(case, by, reason, action).await
    }

    /// The reviewer whose deed it is: the proposed one answers the proposal
    /// (`answers`), one at work does the rest. Where it could be several,
    /// `named` says who.
    pub async fn acting_reviewer(&self, number: &str, answers: bool, named: &str) -> Result<Actor, AppError> {
        let is_reviewer = self.proved().await?.standing.roster.contains_key(named);
        let id = self.case(number).await?.acting_reviewer(answers, named, is_reviewer)?;
        Ok(Actor::new(Role::ExpertReviewer, id))
    }

    /// The proposed or assigned reviewer of a case, as somebody who acts.
    #[must_use]
    pub fn reviewer_of(case: &Case) -> Option<Actor> {
        let assigned = || case.assignment().map(|review| review.reviewer.id.as_str());
        Some(Actor::new(Role::ExpertReviewer, case.proposed_reviewer().or_else(assigned)?))
    }
}
