//! Why an action was refused: the law or the state of the case says no.

use serde::Serialize;
use std::fmt;

/// A refusal speaks to the person who asked: what happened, to which thing,
/// why (with the citation when the reason is law), and what to do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct Refusal {
    /// Stable code, listed in `docs/errors.md`.
    pub code: Code,
    /// What happened, to which thing, and why.
    pub sentence: String,
    /// The law behind it, where the reason is law.
    pub citation: Option<String>,
    /// What to do now.
    pub remedy: String,
}

impl Refusal {
    /// A refusal whose reason is the state of things.
    pub fn new(code: Code, sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into(), citation: None, remedy: remedy.into() }
    }

    /// The same refusal, with the law it rests on.
    #[must_use]
    pub fn citing(mut self, citation: impl Into<String>) -> Self {
        self.citation = Some(citation.into());
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.sentence)?;
        if let Some(citation) = &self.citation {
            write!(f, " ({citation})")?;
        }
        write!(f, " {}", self.remedy)
    }
}

macro_rules! codes {
    ($($name:ident = $code:literal, $meaning:literal;)*) => {
        /// The codes a refusal can carry. Each is a promise to those who
        /// build on them: a code is never given a second meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        pub enum Code {
            $(#[doc = $meaning] #[serde(rename = $code)] $name,)*
        }

        impl Code {
            /// Every code, in the order of `docs/errors.md`.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as written.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the code means.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)* }
            }
        }
    };
}

codes! {
    WrongStage = "wrong_stage", "The action has no place at the stage the case or application is in.";
    NotEligible = "not_eligible", "The application failed an eligibility test, so no case can be opened on it.";
    ImpossibleDate = "impossible_date", "A date cannot be true beside another, or lies in the future.";
    AnotherWorker = "another_worker", "What is sent is about another worker.";
    TooLate = "too_late", "The last day for it is over.";
    TooEarly = "too_early", "The time that must pass first is not over.";
    RecordsIncomplete = "records_incomplete", "The case file lacks something that must be there first.";
    RecordsUnjudged = "records_unjudged", "Records came in time, and nobody has said yet whether they are complete.";
    UnreadPages = "unread_pages", "Pages of the case file could not be read, so nobody can say what they do not hold.";
    NotQualified = "not_qualified", "The reviewer fails a qualification test on this date.";
    Conflict = "conflict_of_interest", "The reviewer is affiliated with somebody in the case.";
    NotAttested = "not_attested", "The reviewer has not attested that there is no conflict of interest.";
    CaseFileNotSent = "case_file_not_sent", "The reviewer has not been sent the complete case file.";
    UnknownItem = "unknown_item", "There is no such disputed item in the case.";
    ItemUndecided = "item_undecided", "A disputed item has no decision.";
    ItemDecidedTwice = "item_decided_twice", "A disputed item has more than one decision.";
    AbsenceUnproved = "absence_unproved", "Something is said to be missing from the records without a recorded search.";
    EvidenceNotInFile = "evidence_not_in_file", "A page or passage that is relied on does not stand in the case file.";
    UnknownPage = "unknown_page", "There is no such page in the case file, or it is not the one that is meant.";
    SearchUnclear = "search_unclear", "A search of the case file names nothing to look for, or cannot be read.";
    CitationMissing = "citation_missing", "A decision rests on no guideline.";
    CitationNotInForce = "citation_not_in_force", "A cited guideline was not in force on the date of the request.";
    ContradictsRationale = "contradicts_rationale", "The rationale concludes otherwise than the decision.";
    OnlyDecision = "only_ur_decision", "A determination may not rest on the utilization review decision alone.";
    SecondPerson = "second_person_needed", "The check must be made by another person than the one who signed.";
    QualityFailed = "quality_failed", "The quality check found something that must be mended first.";
    ClaimUnproved = "claim_unproved", "A sentence of the letter has no recorded fact behind it.";
    ReasonMissing = "reason_missing", "Something is to be recorded for which a reason must be given.";
    NotYet = "not_yet", "It may be done only on a later day, or it bears a day that has not come.";
    NotConsolidable = "not_consolidable", "The applications may not be decided in one case.";
    MayJoin = "may_join", "An open case could take the application in; a person says whether it does.";
    ReviewerExcluded = "reviewer_excluded", "The reviewer may not review this case, or reviews it already.";
    ApprovalMissing = "approval_missing", "The written approval of the Administrative Director is missing.";
    NotServed = "not_served", "A notice leaves out somebody it must reach, or was not served.";
    WrongParty = "wrong_party", "Whoever is named as having given notice of it cannot do so.";
    UnknownParty = "unknown_party", "Nobody of this part and name takes part on that day, or it is not said who is meant.";
    NoStanding = "no_standing", "Somebody cannot act for the employee: no proof of it, no such part, or named before the decision.";
    NotOwed = "not_owed", "Nothing has happened that asks for this notice.";
    PaymentUnclear = "payment_unclear", "A payment is none, is more than what is left to pay, has no reference or was recorded already.";
    FoundLateFirst = "found_late_first", "It was done too late, and that must be found first.";
    NoRule = "no_rule_in_force", "The rule book has no row for this on the date.";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `docs/errors.md` lists every code; change both together.
    #[test]
    fn the_page_of_errors_lists_every_code() {
        let page = include_str!("../../../docs/errors.md");
        let listed: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
        let expected: Vec<String> =
            Code::ALL.iter().map(|code| format!("| `{}` | {} |", code.as_str(), code.meaning())).collect();
        assert_eq!(listed, expected);
    }

    #[test]
    fn a_refusal_says_what_why_and_what_to_do() {
        let refusal = Refusal::new(
            Code::ItemUndecided,
            "Case CM15-9000001 cannot be signed: item 2 (Norco 5/325 MG #30) has no decision.",
            "Open the review and answer it.",
        )
        .citing("8 CCR 9792.10.6(d)");
        assert_eq!(
            refusal.to_string(),
            "Case CM15-9000001 cannot be signed: item 2 (Norco 5/325 MG #30) has no decision. \
             (8 CCR 9792.10.6(d)) Open the review and answer it."
        );
    }
}
