//! Who may review a case, who is asked, and for each exclusion why
//! (rulebook 7.1 and 7.2).

use crate::law::{Law, Value};
use crate::party::Party;
use crate::refusal::{Code, Refusal};
use crate::reviewer::{Reviewer, Tie};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a disputed item asks of a reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// The item.
    pub item: String,
    /// Specialties that evaluate or treat it.
    pub specialties: Vec<String>,
}

/// The outcome of matching: everybody on the roster, and who was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// The day on which the tests were run.
    pub on: Date,
    /// Every reviewer of the roster, the fittest first.
    pub candidates: Vec<Candidate>,
    /// Pseudonym of the chosen reviewer; none when nobody passes.
    pub chosen: Option<String>,
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
}

/// A hard test on a reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// Code of the rulebook: `Q2` and so on, `7.2` for conflicts.
    pub code: String,
    /// What is asked.
    pub question: String,
    /// Whether it was passed.
    pub passed: bool,
    /// The facts it rests on.
    pub because: String,
    /// The law; empty where the test is the organization's own.
    pub citation: String,
    /// Whether the text of law was seen.
    pub verified: bool,
}

impl Candidate {
    /// Passes every test.
    #[must_use]
    pub fn qualifies(&self) -> bool {
        self.tests.iter().all(|test| test.passed)
    }

    /// The reasons for exclusion, in one line; empty when there is none.
    #[must_use]
    pub fn excluded_because(&self) -> String {
        let failed: Vec<&str> =
            self.tests.iter().filter(|test| !test.passed).map(|test| test.because.as_str()).collect();
        failed.join(" ")
    }
}

impl Matching {
    /// The chosen candidate.
    #[must_use]
    pub fn chosen(&self) -> Option<&Candidate> {
        let id = self.chosen.as_ref()?;
        self.candidates.iter().find(|candidate| candidate.reviewer == *id)
    }
}

/// Everybody a reviewer must have no tie with, by name (rulebook 7.2).
#[must_use]
pub fn forbidden(parties: &[Party], ur_organization: &str) -> Vec<String> {
    let mut names: Vec<String> = parties
        .iter()
        .flat_map(|party| std::iter::once(party.name.clone()).chain(party.organization.clone()))
        .collect();
    names.push(ur_organization.to_owned());
    names.sort();
    names.dedup();
    names
}

/// Tests everybody on the roster, and chooses: first by items in their
/// specialty, then a Californian licence (a preference, rulebook Q4), then by
/// fewest cases in hand, then by pseudonym.
pub fn choose(
    roster: &[Reviewer],
    needs: &[Need],
    forbidden: &[String],
    on: Date,
    law: &Law,
) -> Result<Matching, Refusal> {
    let mut candidates =
        roster.iter().map(|reviewer| assess(reviewer, needs, forbidden, on, law)).collect::<Result<Vec<_>, _>>()?;
    candidates.sort_by_key(|one| {
        (!one.qualifies(), std::cmp::Reverse(one.fit), !one.californian, one.in_hand, one.reviewer.clone())
    });
    let chosen = candidates.first().filter(|one| one.qualifies()).map(|one| one.reviewer.clone());
    Ok(Matching { on, candidates, chosen })
}

/// Runs the hard tests on one reviewer.
pub fn assess(
    reviewer: &Reviewer,
    needs: &[Need],
    forbidden: &[String],
    on: Date,
    law: &Law,
) -> Result<Candidate, Refusal> {
    let (specialty, fit) = same_specialty(reviewer, needs, on, law)?;
    let tests = vec![
        licensed(reviewer, on, law)?,
        certified(reviewer, on, law)?,
        unsanctioned(reviewer, on, law)?,
        not_evaluator(reviewer, on, law)?,
        years(reviewer, on, law)?,
        hours(reviewer, on, law)?,
        specialty,
        no_tie(reviewer, forbidden, on, law)?,
        free(reviewer),
    ];
    Ok(Candidate {
        reviewer: reviewer.id.clone(),
        fit,
        californian: reviewer.licensed_on(on).any(|licence| licence.state == "California"),
        in_hand: reviewer.in_hand,
        tests,
    })
}

fn test(code: &str, question: &str, passed: bool, because: String, row: &Value) -> Test {
    Test {
        code: code.to_owned(),
        question: question.to_owned(),
        passed,
        because,
        citation: row.citation.clone(),
        verified: row.verified,
    }
}

/// A test that rests on no rule of law.
fn own_test(code: &str, question: &str, passed: bool, because: String) -> Test {
    Test {
        code: code.to_owned(),
        question: question.to_owned(),
        passed,
        because,
        citation: String::new(),
        verified: true,
    }
}

fn licensed(reviewer: &Reviewer, on: Date, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("reviewer-licence", on)?;
    let states: Vec<&str> = reviewer.licensed_on(on).map(|licence| licence.state.as_str()).collect();
    let because = if states.is_empty() {
        format!("Has no unrestricted licence in force on {on}.")
    } else {
        format!("Licensed in {}.", states.join(" and "))
    };
    Ok(test("Q2", "Unrestricted licence in a state?", !states.is_empty(), because, row))
}

fn certified(reviewer: &Reviewer, on: Date, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("reviewer-certification", on)?;
    let held: Vec<&str> = reviewer.certified_on(on).map(|one| one.specialty.as_str()).collect();
    let because = if held.is_empty() {
        format!("Has no board certification in force on {on}.")
    } else {
        format!("Board certified in {}.", held.join(" and "))
    };
    Ok(test("Q3", "Current board certification?", !held.is_empty(), because, row))
}

fn unsanctioned(reviewer: &Reviewer, on: Date, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("reviewer-sanctions", on)?;
    let because = match reviewer.sanctions.first() {
        None => "No sanctions on record.".to_owned(),
        Some(sanction) => {
            format!("Sanction on record: {} by {} on {}.", sanction.what, sanction.by, sanction.on)
        }
    };
    Ok(test("Q5", "Free of sanctions?", reviewer.sanctions.is_empty(), because, row))
}

fn not_evaluator(reviewer: &Reviewer, on: Date, law: &Law) -> Result<Test, Refusal> {
    let Ok(row) = law.value("reviewer-qme", on) else {
        let because = "No such rule was in force.".to_owned();
        return Ok(own_test("Q6", "Not a qualified medical evaluator?", true, because));
    };
    let passed = !reviewer.is_evaluator_on(on);
    let because = if passed { "Holds no QME appointment." } else { "Holds a QME appointment." };
    Ok(test("Q6", "Not a qualified medical evaluator?", passed, because.to_owned(), row))
}

fn years(reviewer: &Reviewer, on: Date, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("reviewer-practice-years-over", on)?;
    let (years, over) = (reviewer.years_of_practice(on), row.number()?);
    let because = format!("In active clinical practice for {years} years; more than {over} are asked for.");
    Ok(test("Q7a", "Enough years of practice?", years > over, because, row))
}

fn hours(reviewer: &Reviewer, on: Date, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("reviewer-hours-at-least", on)?;
    let least = row.number()?;
    let because = format!(
        "Works {} hours a week in active practice; at least {least} are asked for.",
        reviewer.hours_per_week
    );
    let passed = i64::from(reviewer.hours_per_week) >= least;
    Ok(test("Q7b", "Enough hours of practice?", passed, because, row))
}

fn same_specialty(reviewer: &Reviewer, needs: &[Need], on: Date, law: &Law) -> Result<(Test, usize), Refusal> {
    let row = law.value("reviewer-certification", on)?;
    let held: Vec<String> = reviewer.certified_on(on).map(|one| normal(&one.specialty)).collect();
    let covers = |need: &&Need| need.specialties.iter().any(|one| held.contains(&normal(one)));
    let fit = needs.iter().filter(covers).count();
    let uncovered: Vec<&str> = needs.iter().filter(|n| !covers(n)).map(|n| n.item.as_str()).collect();
    let because = if uncovered.is_empty() {
        format!("The specialty evaluates or treats all {} disputed items.", needs.len())
    } else {
        format!("The specialty does not evaluate or treat: {}.", uncovered.join("; "))
    };
    let passed = uncovered.is_empty();
    Ok((test("Q8", "Same or similar specialty?", passed, because, row), fit))
}

fn no_tie(reviewer: &Reviewer, forbidden: &[String], on: Date, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("reviewer-conflict", on)?;
    let tie = tie(reviewer, forbidden);
    let because = match tie {
        None => format!("No tie with any of the {} persons and organizations in the case.", forbidden.len()),
        Some(tie) => format!("Conflict of interest: {} with {}.", tie.kind, tie.with.trim_end_matches('.')),
    };
    Ok(test("7.2", "No conflict of interest?", tie.is_none(), because, row))
}

/// The first tie of a reviewer with one of these names.
#[must_use]
pub fn tie<'a>(reviewer: &'a Reviewer, forbidden: &[String]) -> Option<&'a Tie> {
    reviewer.ties.iter().find(|tie| forbidden.iter().any(|name| normal(name) == normal(&tie.with)))
}

fn free(reviewer: &Reviewer) -> Test {
    let because = format!("Has {} of {} cases in hand.", reviewer.in_hand, reviewer.capacity);
    own_test("load", "Room for another case?", reviewer.in_hand < reviewer.capacity, because)
}

/// A name in the form in which two spellings of it compare: letters and
/// digits of the words, without company forms and "and".
fn normal(name: &str) -> String {
    const FORMS: [&str; 10] = ["and", "inc", "llc", "llp", "corp", "co", "ltd", "md", "do", "dc"];
    name.to_lowercase()
        .replace('.', "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FORMS.contains(word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Refuses when nobody was found.
pub fn chosen_or_refusal(matching: &Matching, case: &str) -> Result<String, Refusal> {
    matching.chosen.clone().ok_or_else(|| {
        Refusal::new(
            Code::NotQualified,
            format!("Nobody on the roster of {} may review case {case}.", matching.candidates.len()),
            "Add a reviewer to the roster, or look at why each was excluded (imr match).",
        )
        .citing("Labor Code 139.5(d)(4)")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn company_forms_and_full_stops_do_not_hide_a_tie() {
        assert_eq!(normal("Blue Oak Medical Group, Inc."), normal("blue oak medical group"));
        assert_eq!(normal("Blue Oak Spine & Pain"), normal("Blue Oak Spine and Pain"));
        assert_eq!(normal("Jordan Reyes, M.D."), normal("Jordan Reyes MD"));
        assert_ne!(normal("Blue Oak Medical"), normal("Red Oak Medical"));
    }
}
