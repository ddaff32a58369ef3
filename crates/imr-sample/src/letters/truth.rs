//! The truth of a sample letter, in the form `imr-letter-truth/1`.

use super::BROKEN;
use super::cites::Relied;
use super::facts::Facts;
use super::prose::{Stated, Summary};
use super::request::Request;
use serde_json::{Value, json};

/// Everything of one item that its letter says.
pub(super) struct Told {
    pub(super) claims: Relied,
    pub(super) reviewer: Relied,
    pub(super) rationale: String,
}

/// Where and how the head of the letter states its days.
pub(super) struct Head {
    pub(super) block: Value,
    pub(super) injury: Option<Stated>,
    pub(super) denial: Option<Stated>,
}

pub(super) fn truth(facts: &Facts, head: &Head, summary: &Summary, told: &[Told], documents: &[String]) -> Value {
    let case = head.block["case_number"].as_str().unwrap_or(&facts.number);
    let issues: Vec<Value> = facts
        .requests
        .iter()
        .zip(told)
        .enumerate()
        .map(|(at, (request, told))| issue(at + 1, request, told))
        .collect();
    json!({
        "schema": "imr-letter-truth/1",
        "case": case,
        "header": head.block,
        "reviewer": {
            "certifications": facts.certifications,
            "subspecialties": facts.subspecialties,
            "licence_states": facts.states,
        },
        "documents": documents,
        "patient": {
            "age": summary.age,
            "sex": summary.sex,
            "date_of_injury": stated(&head.injury, &summary.injury),
        },
        "diagnoses": summary.diagnoses,
        "ur_dates": stated(&head.denial, &summary.denial),
        "issues": issues,
        "notes": [],
    })
}

fn stated(header: &Option<Stated>, summary: &Option<Stated>) -> Vec<Value> {
    let both = [(header, "header"), (summary, "summary")];
    both.into_iter()
        .filter_map(|(stated, place)| stated.as_ref().map(|(raw, day)| (raw, day, place)))
        .map(|(raw, day, place)| json!({ "raw": raw, "iso": day.to_string(), "where": place }))
        .collect()
}

fn issue(n: usize, request: &Request, told: &Told) -> Value {
    let amount = request.amount.as_ref();
    let partial = request
        .partial
        .as_ref()
        .map(|[all, part, rest]| json!({ "original_request": all, "authorized": part, "remaining": rest }));
    json!({
        "n": n,
        "item_raw": request.line,
        "kind": request.kind,
        "name": request.name,
        "ingredient": request.ingredient,
        "strength": request.strength,
        "quantity": amount.map(|amount| &amount.quantity),
        "quantity_unit": amount.and_then(|amount| amount.unit.as_ref()),
        "frequency": request.frequency,
        "refills": request.refills,
        "date_of_service": request.date_of_service,
        "decision": if request.overturned { "Overturned" } else { "Upheld" },
        "partial": partial,
        "claims_administrator_guideline": relied(&told.claims),
        "reviewer_guideline": relied(&told.reviewer),
        "rationale": rationale(&told.rationale),
    })
}

fn relied(relied: &Relied) -> Value {
    let citations: Vec<Value> = relied
        .cited
        .iter()
        .map(|cited| json!({ "source": cited.source, "title": cited.title, "section": cited.section, "pages": cited.pages }))
        .collect();
    json!({
        "raw": as_read(&relied.raw),
        "outside_mtus": relied.outside,
        "cited": !relied.cited.is_empty(),
        "citations": citations,
    })
}

fn rationale(text: &str) -> Value {
    let text = as_read(text);
    let chars: Vec<char> = text.chars().collect();
    let first: String = chars.iter().take(60).collect();
    let last: String = chars.iter().skip(chars.len().saturating_sub(60)).collect();
    json!({ "first60": first, "last60": last, "chars": chars.len() })
}

/// White space collapsed; a word broken at a line end keeps hyphen and blank.
fn as_read(text: &str) -> String {
    text.replace(BROKEN, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
