//! The letters of 2013: determinations in numbered sentences, the documents
//! listed one by one, and each item argued under its number. From autumn on
//! with the headings that stayed.

use super::cites::{Side, sentence};
use super::dates::{around, numeric, written};
use super::dice::Dice;
use super::facts::Facts;
use super::layout_2014::{credentials, opening};
use super::prose::{Summary, rationale, summary};
use super::request::Request;
use super::sheet::Sheet;
use super::truth::{Head, Told, truth};
use super::words::REPORTERS;
use serde_json::{Value, json};

pub(super) fn write(dice: &mut Dice, facts: &Facts) -> (String, Value) {
    if dice.chance(25) { late(dice, facts) } else { early(dice, facts) }
}

fn verdict(request: &Request) -> &'static str {
    if request.overturned {
        "is medically necessary and appropriate"
    } else {
        "is not medically necessary and appropriate"
    }
}

fn early(dice: &mut Dice, facts: &Facts) -> (String, Value) {
    let told = summary(dice, facts);
    let spelling = dice.between(0, 1);
    let [filed, denial, assigned, decided] =
        [facts.moments.filed, facts.moments.denial, facts.moments.assigned, facts.moments.decided]
            .map(|day| written(spelling, day));
    let mut text = vec!["MAXIMUS FEDERAL SERVICES, INC.\nIndependent Medical Review".to_owned()];
    text.push("Notice of Independent Medical Review Determination".to_owned());
    text.push(format!("Dated: {decided}"));
    let (labelled, head) = labels(dice, facts, spelling);
    text.extend(labelled);
    let determined = determined(dice, facts);
    text.push(determined.clone());
    text.push("INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE".to_owned());
    text.push(format!(
        "An application for Independent Medical Review was filed on {filed} disputing the Utilization Review Denial \
         dated {denial}. A Notice of Assignment and Request for Information was provided to the above parties on \
         {assigned}. A decision has been made for each of the treatment and/or services that were in dispute:"
    ));
    text.push(determined);
    text.push(qualified(dice, facts));
    let (retold, told) = retold(dice, facts, told);
    text.push(retold);
    let (listed, documents) = documents(dice);
    text.push(listed);
    let mut said = Vec::new();
    for (at, request) in facts.requests.iter().enumerate() {
        let one = reasons(dice, facts, request);
        text.extend(argued(dice, at + 1, request, &one));
        said.push(one);
    }
    if dice.chance(50) {
        text.push("Sincerely,\n\nMedical Director\ncc: Department of Industrial Relations, Division of Workers' Compensation".to_owned());
    }
    let wide = dice.chance(50);
    let sheet = Sheet::new(dice, &facts.number, wide);
    (sheet.set(&text), truth(facts, &head, &told, &said, &documents))
}

/// The labelled lines under the date, which some copies keep.
fn labels(dice: &mut Dice, facts: &Facts, spelling: i32) -> (Vec<String>, Head) {
    let days = &facts.moments;
    let [injury, denial, filed, assigned, decided] =
        [days.injury, days.denial, days.filed, days.assigned, days.decided].map(|day| written(spelling, day));
    let kept = dice.chance(50);
    let block = json!({
        "case_number": kept.then_some(&facts.number),
        "date_assigned": assigned,
        "date_of_injury": kept.then_some(&injury),
        "decision_date": decided,
        "ur_denial_date": denial,
        "priority": null,
        "application_received": filed,
    });
    let head = Head {
        block,
        injury: kept.then(|| (injury.clone(), days.injury)),
        denial: Some((denial.clone(), days.denial)),
    };
    let text = format!(
        "Date of UR Decision: {denial}\nDate of Injury: {injury}\nIMR Application Received: {filed}\nMAXIMUS Case \
         Number: {}",
        facts.number
    );
    (if kept { vec![text] } else { Vec::new() }, head)
}

fn determined(dice: &mut Dice, facts: &Facts) -> String {
    let sentences: Vec<String> = facts
        .requests
        .iter()
        .enumerate()
        .map(|(at, request)| {
            format!(
                "{}) MAXIMUS Federal Services, Inc. has determined the request for {} {}.",
                at + 1,
                request.line,
                verdict(request)
            )
        })
        .collect();
    let text = sentences.join("\n");
    if dice.chance(20) { text.replace("is not medically", "is notmedically") } else { text }
}

fn qualified(dice: &mut Dice, facts: &Facts) -> String {
    let reviewer = *dice.pick(&["physician reviewer", "expert reviewer"]);
    format!(
        "Medical Qualifications of the Expert Reviewer:\nThe independent Medical Doctor who made the decision has no \
         affiliation with the employer, employee, providers or the claims administrator. {} He/she has been in active \
         clinical practice for more than five years and is currently working at least 24 hours a week in active \
         practice. The Expert Reviewer was selected based on his/her clinical experience, education, background, and \
         expertise in the same or similar specialties that evaluate and/or treat the medical condition and treatments \
         and/or services at issue.",
        credentials(dice, facts, reviewer)
    )
}

/// The summary is a quotation from the denial, which is dated once more.
fn retold(dice: &mut Dice, facts: &Facts, told: Summary) -> (String, Summary) {
    let heading = *dice.pick(&["Case Summary:", "Expert Reviewer Case Summary:"]);
    if dice.chance(40) {
        return (format!("{heading}\n{}", told.text), told);
    }
    let day = written(dice.between(0, 6), facts.moments.denial);
    let text = format!(
        "{heading}\nDisclaimer: The following case summary was taken directly from the utilization review \
         denial/modification dated {day}.\n\u{201c}{}\u{201d}",
        undated(&told)
    );
    let text_told = Summary { denial: Some((day, facts.moments.denial)), ..told };
    (text, text_told)
}

/// The summary without its own sentence of the denial, which comes last.
fn undated(told: &Summary) -> String {
    let Some((day, _)) = &told.denial else { return told.text.clone() };
    told.text
        .rfind(day.as_str())
        .and_then(|at| told.text[..at].rfind(". "))
        .map_or_else(|| told.text.clone(), |end| told.text[..=end].to_owned())
}

fn documents(dice: &mut Dice) -> (String, Vec<String>) {
    let mut all = vec![
        "Application for Independent Medical Review".to_owned(),
        "Utilization Review Determination".to_owned(),
    ];
    for record in dice.some(REPORTERS, 3) {
        let (first, last) = (around(dice), around(dice));
        all.push(match dice.below(3) {
            0 => record.to_owned(),
            1 => format!("{record}, {}", numeric(first)),
            _ => format!("{record} ({} to {})", numeric(first.min(last)), numeric(first.max(last))),
        });
    }
    all.push("Medical Treatment Utilization Schedule".to_owned());
    let heading = *dice.pick(&["Documents Reviewed for Determination:", "Documents Reviewed:"]);
    let mark = *dice.pick(&["\u{2022} ", "- ", "\u{b7} "]);
    let lead = "The following relevant documents received from the interested parties and the documents provided with \
                the application were reviewed and considered. These documents included:";
    let listed: Vec<String> = all.iter().map(|one| format!("{mark}{one}")).collect();
    (format!("{heading}\n{lead}\n{}", listed.join("\n")), all)
}

fn reasons(dice: &mut Dice, facts: &Facts, request: &Request) -> Told {
    Told {
        claims: sentence(dice, Side::ClaimsAdministrator, request.topic),
        reviewer: sentence(dice, Side::Reviewer, request.topic),
        rationale: rationale(dice, facts, request),
    }
}

fn argued(dice: &mut Dice, number: usize, request: &Request, told: &Told) -> Vec<String> {
    let gap = if dice.chance(50) { "\n" } else { " " };
    vec![
        format!("{number}) Regarding the request for {}:", request.line),
        format!(
            "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her \
             Decision{}\n{}{gap}{}",
            if dice.chance(50) { ":" } else { "" },
            told.claims.raw,
            told.reviewer.raw
        ),
        format!("Rationale for the Decision:{gap}{}", told.rationale),
    ]
}

/// The last months of the year: headings, and each decision in a sentence.
fn late(dice: &mut Dice, facts: &Facts) -> (String, Value) {
    let told = summary(dice, facts);
    let reviewer = "physician reviewer";
    let (mut text, head) = super::layout_2014::block(dice, facts);
    text.push("HOW THE IMR FINAL DETERMINATION WAS MADE".to_owned());
    text.push(opening(reviewer, &credentials(dice, facts, reviewer)));
    text.extend(super::layout_2014::story(dice, &told));
    text.push("IMR DECISION(S) AND RATIONALE(S)".to_owned());
    text.push(
        "The Final Determination was based on decisions for the disputed items/services set forth below:"
            .to_owned(),
    );
    let mut said = Vec::new();
    for (at, request) in facts.requests.iter().enumerate() {
        let one = reasons(dice, facts, request);
        text.push(format!("{}. {} {}.", at + 1, request.line, verdict(request)));
        text.push(one.claims.raw.clone());
        let physician = one.reviewer.raw.replace("The Expert Reviewer", "The Physician Reviewer");
        text.push(physician.clone());
        text.push(format!("The Physician Reviewer's decision rationale: {}", one.rationale));
        said.push(Told { reviewer: super::cites::Relied { raw: physician, ..one.reviewer }, ..one });
    }
    let sheet = Sheet::new(dice, &facts.number, true);
    (sheet.set(&text), truth(facts, &head, &told, &said, &[]))
}
