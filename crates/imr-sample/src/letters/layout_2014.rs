//! The letters of late 2013 and 2014: headings, and the reviewer's
//! credentials in a sentence.

use super::cites::{Side, line};
use super::dates::numeric;
use super::dice::Dice;
use super::facts::Facts;
use super::prose::{Summary, hyphenated, rationale, summary};
use super::sheet::Sheet;
use super::truth::{Head, Told, truth};
use serde_json::{Value, json};

pub(super) fn write(dice: &mut Dice, facts: &Facts) -> (String, Value) {
    let reviewer = *dice.pick(&["physician reviewer", "expert reviewer"]);
    let told = summary(dice, facts);
    let (mut text, head) = if dice.chance(40) { block(dice, facts) } else { (Vec::new(), bare()) };
    text.push("HOW THE IMR FINAL DETERMINATION WAS MADE".to_owned());
    text.push(opening(reviewer, &credentials(dice, facts, reviewer)));
    text.extend(story(dice, &told));
    let (items, said) = items(dice, facts);
    text.extend(items);
    let sheet = Sheet::new(dice, &facts.number, reviewer == "physician reviewer");
    (sheet.set(&text), truth(facts, &head, &told, &said, &[]))
}

fn bare() -> Head {
    Head { block: Value::Null, injury: None, denial: None }
}

/// The block at the head, in one of the orders in which it comes out of a PDF.
pub(super) fn block(dice: &mut Dice, facts: &Facts) -> (Vec<String>, Head) {
    let days = &facts.moments;
    let [injury, denial, filed, assigned, decided] =
        [days.injury, days.denial, days.filed, days.assigned, days.decided].map(numeric);
    let priority = if facts.expedited { "Expedited" } else { "Standard" };
    let number = &facts.number;
    let text = match dice.below(4) {
        0 => format!(
            "Case Number: {number}\nDate Assigned: {assigned} Date of Injury:  {injury}\nDecision Date: {decided} UR \
             Denial Date:  {denial}\nPriority:  {priority} Application\nReceived:  \n{filed}"
        ),
        1 => format!(
            "Case Number: {number}\nDate Assigned: {assigned}\nDate of Injury: {injury}\nDecision Date: {decided}\nUR \
             Denial Date: {denial}\nPriority: {priority}\nApplication Received: {filed}"
        ),
        2 => format!(
            "Case Number: {number} Date Assigned: {assigned}\nDate of Injury: {injury} Decision Date: {decided}\nUR \
             Denial Date: {denial} Application Received: {filed}\nPriority: {priority}"
        ),
        _ => format!(
            "Case Number:     {number}          Date Assigned:     {assigned}\nDate of Injury:  {injury}   Decision \
             Date:     {decided}\nPriority:    {priority}        Application Received:  {filed}\nUR Denial Date:  {denial}"
        ),
    };
    let head = Head {
        block: json!({
            "case_number": number,
            "date_assigned": assigned,
            "date_of_injury": injury,
            "decision_date": decided,
            "ur_denial_date": denial,
            "priority": priority,
            "application_received": filed,
        }),
        injury: Some((injury, days.injury)),
        denial: Some((denial, days.denial)),
    };
    (vec![text], head)
}

/// Words joined as in prose.
pub(super) fn joined(all: &[&str]) -> String {
    match all {
        [most @ .., last] if !most.is_empty() => {
            let comma = if most.len() > 1 { "," } else { "" };
            format!("{}{comma} and {last}", most.join(", "))
        }
        _ => all.join(""),
    }
}

/// The sentence that says what the reviewer is.
pub(super) fn credentials(dice: &mut Dice, facts: &Facts, reviewer: &str) -> String {
    let certified = facts.certifications.join(*dice.pick(&[", ", ", ", " and ", ", and "]));
    let states = joined(&facts.states);
    let special = (!facts.subspecialties.is_empty()).then(|| facts.subspecialties.join(", "));
    match special {
        Some(special) if dice.chance(70) => format!(
            "The {reviewer} is Board Certified in {certified}, has a subspecialty in {special} and is licensed to \
             practice in {states}."
        ),
        Some(special) => format!(
            "The {reviewer} is Board Certified in {certified} and has a subspecialty in {special}, and is licensed to \
             practice in {states}."
        ),
        None => match dice.below(3) {
            0 => format!(
                "The {reviewer} is Board Certified in {certified}, and is licensed to practice in {states}."
            ),
            1 => {
                format!("The {reviewer} is board certified in {certified} and is licensed to practice in {states}.")
            }
            _ => {
                format!("The {reviewer} is Board Certified in {certified} and is licensed to practice in {states}.")
            }
        },
    }
}

/// The fixed sentences around the credentials.
pub(super) fn opening(reviewer: &str, credentials: &str) -> String {
    let article = if reviewer.starts_with('e') { "an" } else { "a" };
    let gap = if credentials.is_empty() { "" } else { " " };
    format!(
        "MAXIMUS Federal Services sent the complete case file to {article} {reviewer}. He/she has no affiliation with \
         the employer, employee, providers or the claims administrator. {credentials}{gap}He/she has been in active \
         clinical practice for more than five years and is currently working at least 24 hours a week in active \
         practice. The {reviewer} was selected based on his/her clinical experience, education, background, and \
         expertise in the same or similar specialties that evaluate and/or treat the medical condition and disputed \
         items/services. He/she is familiar with governing laws and regulations, including the strength of evidence \
         hierarchy that applies to Independent Medical Review determinations."
    )
}

/// The case summary under its heading; some letters turn a paragraph in it.
pub(super) fn story(dice: &mut Dice, told: &Summary) -> Vec<String> {
    let reviewer = *dice.pick(&["expert reviewer", "expert reviewer", "physician reviewer"]);
    vec![
        "CLINICAL CASE SUMMARY".to_owned(),
        format!(
            "The {reviewer} developed the following clinical case summary based on a review of the case file, \
             including all medical records:"
        ),
        paragraphs(dice, &told.text),
    ]
}

/// The same text, sometimes with a paragraph turned in it.
fn paragraphs(dice: &mut Dice, text: &str) -> String {
    let ends: Vec<usize> = text.match_indices(". ").map(|(at, _)| at + 1).collect();
    if ends.len() < 3 || dice.chance(75) {
        return text.to_owned();
    }
    let at = ends[1 + dice.below(ends.len() - 2)];
    format!("{}\n\n{}", &text[..at], &text[at + 1..])
}

/// The items, each under its line with the decision.
pub(super) fn items(dice: &mut Dice, facts: &Facts) -> (Vec<String>, Vec<Told>) {
    let mut text = vec![
        "IMR ISSUES, DECISIONS AND RATIONALES".to_owned(),
        "The Final Determination was based on decisions for the disputed items/services set forth below:"
            .to_owned(),
    ];
    let mut said = Vec::new();
    for request in &facts.requests {
        let decision = if request.overturned { "Overturned" } else { "Upheld" };
        let gap = match dice.below(8) {
            0 => "\n",
            1..4 => "  ",
            _ => " ",
        };
        let told = told(dice, facts, request);
        text.push(format!("{}:{gap}{decision}", request.line));
        let parts = [
            format!("Claims Administrator guideline: {}", told.claims.raw),
            format!("MAXIMUS guideline: {}", told.reviewer.raw),
            format!("Decision rationale: {}", paragraphs(dice, &told.rationale)),
        ];
        if dice.chance(10) {
            text.push(parts.join("  "));
        } else {
            text.extend(parts);
        }
        said.push(told);
    }
    (text, said)
}

fn told(dice: &mut Dice, facts: &Facts, request: &super::request::Request) -> Told {
    let mut claims = line(dice, Side::ClaimsAdministrator, request.topic);
    let reviewer = line(dice, Side::Reviewer, request.topic);
    if claims.cited.iter().all(|cited| cited.section.is_none()) {
        claims.raw = hyphenated(dice, &claims.raw);
    }
    Told { claims, reviewer, rationale: rationale(dice, facts, request) }
}
