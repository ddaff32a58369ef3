//! Who may review a case, who is asked, and for each exclusion why
//! (rulebook 7.1 and 7.2): hard tests first, then a ranking of those who pass.

mod expertise;
mod hard;
mod ranking;

pub use expertise::{Expertise, Field, Need};
pub use hard::Test;
pub use ranking::Part;

use crate::conflict::{Conflict, Name, Relation, Sort, alike};
use crate::law::Law;
use crate::party::Party;
use crate::refusal::{Code, Refusal};
use crate::reviewer::{Reviewer, Tie};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What is asked of the roster.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What the disputed items ask for.
    pub needs: &'a [Need],
    /// Ties of the reviewers with the case, by pseudonym
    /// ([`crate::conflict::Web::conflicts`]).
    pub conflicts: &'a BTreeMap<String, Vec<Conflict>>,
    /// How many persons, organizations and products the ties were looked for
    /// with.
    pub circle: usize,
    /// Who may not come back to this case.
    pub excluded: &'a [Exclusion],
    /// Specialty of the requesting physician, where the case records it.
    pub requesting_specialty: Option<&'a str>,
    /// What the reviewers have in hand here, by pseudonym, beside the case
    /// itself.
    pub loads: &'a BTreeMap<String, Load>,
    /// How many reviewers are wanted; more than one only with approval
    /// (8 CCR 9792.10.6(c)).
    pub count: usize,
    /// The day.
    pub on: Date,
    /// The law.
    pub law: &'a Law,
}

/// What a reviewer has in hand of the cases of this organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// How many cases, proposed ones included.
    pub cases: u32,
    /// The day on which one was given last, whatever became of it.
    pub latest: Option<Date>,
}

impl Load {
    /// What a reviewer has in hand here and elsewhere, and when one was given
    /// last.
    fn of(reviewer: &Reviewer, question: &Question<'_>) -> Self {
        let here = question.loads.get(&reviewer.id).copied().unwrap_or_default();
        Self { cases: reviewer.in_hand + here.cases, latest: reviewer.last_assigned.max(here.latest) }
    }
}

/// Somebody who may not come back to a case: the reviewer before a remand, or
/// one who found a conflict late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The pseudonym.
    pub reviewer: String,
    /// Code of the rulebook, such as `T44` for a remand or `T28` for a
    /// conflict found late.
    pub code: String,
    /// Why, in a sentence.
    pub because: String,
    /// The law; empty where it is the organization's own rule.
    pub citation: String,
    /// Whether the text of law was seen.
    pub verified: bool,
}

/// The outcome of matching: everybody on the roster, and who was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// The day on which the tests were run.
    pub on: Date,
    /// The reviewers of the roster, the fittest first; in a history only the
    /// first of them ([`Matching::for_the_record`]).
    pub candidates: Vec<Candidate>,
    /// Pseudonym of the chosen reviewer; none when nobody passes.
    pub chosen: Option<String>,
    /// Pseudonyms of further reviewers, where several were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// What the items ask for, each in a line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// How many of those left out of `candidates` failed each test.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<String, usize>,
    /// How many were left out of `candidates`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out_count: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A reviewer and how the tests came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The pseudonym.
    pub reviewer: String,
    /// Every hard test.
    pub tests: Vec<Test>,
    /// Items that fall in the reviewer's specialties.
    pub fit: usize,
    /// Licensed in California.
    pub californian: bool,
    /// Cases in hand.
    pub in_hand: u32,
    /// The score, out of 100.
    #[serde(default)]
    pub score: u32,
    /// What the score is made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// Ties with somebody in the case, those that exclude first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// Day of the latest assignment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_assigned: Option<Date>,
}

impl Matching {
    /// A matching for which nobody was considered yet.
    #[must_use]
    pub fn none(on: Date) -> Self {
        let (candidates, chosen, others, asked) = (Vec::new(), None, Vec::new(), Vec::new());
        Self { on, candidates, chosen, others, asked, left_out: BTreeMap::new(), left_out_count: 0 }
    }
}

impl Candidate {
    /// Passes every test.
    #[must_use]
    pub fn qualifies(&self) -> bool {
        self.tests.iter().all(|test| test.passed)
    }

    /// The tests that were not passed.
    pub fn failed(&self) -> impl Iterator<Item = &Test> {
        self.tests.iter().filter(|test| !test.passed)
    }

    /// The reasons for exclusion, in one line; empty when there is none.
    #[must_use]
    pub fn excluded_because(&self) -> String {
        self.failed().map(|test| test.because.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl Matching {
    /// The chosen candidate.
    #[must_use]
    pub fn chosen(&self) -> Option<&Candidate> {
        let id = self.chosen.as_ref()?;
        self.candidates.iter().find(|candidate| candidate.reviewer == *id)
    }

    /// How many reviewers were considered.
    #[must_use]
    pub fn considered(&self) -> usize {
        self.candidates.len() + self.left_out_count
    }

    /// A matching from a history with those whom it only counts, as a matching
    /// of another day finds them: whoever is kept stands as kept.
    #[must_use]
    pub fn with_the_rest(mut self, now: Self) -> Self {
        if self.left_out_count == 0 {
            return self;
        }
        let kept = |one: &Candidate| self.candidates.iter().any(|other| other.reviewer == one.reviewer);
        let rest: Vec<Candidate> = now.candidates.into_iter().filter(|one| !kept(one)).collect();
        self.candidates.extend(rest);
        (self.left_out, self.left_out_count) = (BTreeMap::new(), 0);
        self
    }

    /// The same, with at most `keep` candidates in full and the others
    /// counted by the tests they failed: a roster of thousands does not
    /// belong into the history of every case.
    #[must_use]
    pub fn for_the_record(mut self, keep: usize) -> Self {
        let rest = self.candidates.split_off(keep.min(self.candidates.len()));
        self.left_out_count += rest.len();
        for test in rest.iter().flat_map(Candidate::failed) {
            *self.left_out.entry(test.code.clone()).or_default() += 1;
        }
        self
    }
}

/// Everybody a reviewer must have no tie with, by name (rulebook 7.2).
#[must_use]
pub fn forbidden(parties: &[Party], ur_organization: &str) -> Vec<String> {
    crate::conflict::Circle::of(parties, ur_organization).names()
}

/// Tests everybody on the roster and ranks them: those who pass first, then
/// by score, then who was assigned longest ago, then by pseudonym.
pub fn choose<'a>(
    roster: impl IntoIterator<Item = &'a Reviewer>,
    question: &Question<'_>,
) -> Result<Matching, Refusal> {
    let rows = hard::Rows::on(question.law, question.on)?;
    let mut candidates: Vec<Candidate> =
        roster.into_iter().map(|reviewer| candidate(reviewer, question, &rows)).collect();
    candidates
        .sort_by_cached_key(|one| (!one.qualifies(), Reverse(one.score), one.last_assigned, one.reviewer.clone()));
    let mut fit = candidates.iter().filter(|one| one.qualifies()).map(|one| one.reviewer.clone());
    let chosen = fit.next();
    let others = fit.take(question.count.saturating_sub(1)).collect();
    let asked = question.needs.iter().map(Need::in_words).collect();
    let (left_out, left_out_count) = (BTreeMap::new(), 0);
    Ok(Matching { on: question.on, candidates, chosen, others, asked, left_out, left_out_count })
}

/// Runs the hard tests on one reviewer, and ranks.
pub fn assess(reviewer: &Reviewer, question: &Question<'_>) -> Result<Candidate, Refusal> {
    Ok(candidate(reviewer, question, &hard::Rows::on(question.law, question.on)?))
}

fn candidate(reviewer: &Reviewer, question: &Question<'_>, rows: &hard::Rows<'_>) -> Candidate {
    let held = hard::held(reviewer, question.on);
    let conflicts = question.conflicts.get(&reviewer.id).map_or(&[][..], Vec::as_slice);
    let load = Load::of(reviewer, question);
    let parts = ranking::parts(reviewer, &held, load, question);
    Candidate {
        reviewer: reviewer.id.clone(),
        tests: hard::tests(reviewer, (&held, load), question, conflicts, rows),
        fit: question.needs.iter().filter(|need| need.treatment_fit(&held).percent > 0).count(),
        californian: reviewer.licensed_on(question.on).any(|licence| licence.state == "California"),
        in_hand: load.cases,
        score: parts.iter().map(|part| part.points).sum(),
        parts,
        conflicts: conflicts.to_vec(),
        last_assigned: load.latest,
    }
}

/// The first tie that the reviewer declares with one of these names and that
/// excludes without more being asked: it lasts, and is not a question of its
/// share. The whole web is searched when a reviewer is matched and accepts.
#[must_use]
pub fn tie<'a>(reviewer: &'a Reviewer, forbidden: &[String]) -> Option<&'a Tie> {
    let material = |tie: &Tie| !matches!(tie.kind, Relation::Privileges | Relation::OtherKin);
    let lasting = reviewer.ties.iter().filter(|tie| tie.to.is_none() && tie.share.is_none() && material(tie));
    lasting.into_iter().find(|tie| {
        let name = if tie.sort == Sort::Person { Name::person } else { Name::organization };
        forbidden.iter().any(|other| alike(&name(&tie.with), &name(other)).is_some())
    })
}

/// Refuses when nobody was found.
pub fn chosen_or_refusal(matching: &Matching, case: &str) -> Result<String, Refusal> {
    matching.chosen.clone().ok_or_else(|| {
        Refusal::new(
            Code::NotQualified,
            format!("Nobody on the roster of {} may review case {case}.", matching.considered()),
            "Add a reviewer to the roster, or look at why each was excluded (imr match).",
        )
        .citing("Labor Code 139.5(d)(4)")
    })
}

#[cfg(test)]
mod tests;
