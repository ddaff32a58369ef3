//! A reading against the truth, field by field.

use super::tally::{Score, plain};
use imr_core::letter::record::Reading;
use serde_json::Value;

const HEADER: [&str; 7] = [
    "case_number",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "priority",
    "application_received",
];

/// The score's name of a field of the reviewer, and the field.
const REVIEWER: [(&str, &str); 4] = [
    ("certifications", "certifications"),
    ("states", "licence_states"),
    ("subspecialties", "subspecialties"),
    ("certifications_normalised", "certifications_normalised"),
];

const ISSUE: [&str; 10] = [
    "item_raw",
    "kind",
    "name",
    "ingredient",
    "strength",
    "quantity",
    "quantity_unit",
    "frequency",
    "refills",
    "date_of_service",
];

/// Compares a reading with a truth of the form `imr-letter-truth/1`.
pub(super) fn compare(score: &mut Score, name: &str, reading: &Reading, truth: &Value) {
    let Ok(read) = serde_json::to_value(reading) else { return };
    score.check("case", name, &read["case"], &truth["case"]);
    for field in HEADER {
        if truth["header"].is_object() || read["header"].is_object() {
            let place = format!("{name} {field}");
            score.check("header", &place, &read["header"][field], &truth["header"][field]);
        }
    }
    for (field, key) in REVIEWER {
        score.check(field, name, &read["reviewer"][key], &truth["reviewer"][key]);
    }
    let (patient, true_patient) = (&read["patient"], &truth["patient"]);
    score.check("age", name, &patient["age"], &true_patient["age"]);
    score.check("sex", name, &patient["sex"], &true_patient["sex"]);
    score.sets("dates of injury", name, dates(&patient["date_of_injury"]), dates(&true_patient["date_of_injury"]));
    score.sets("ur dates", name, dates(&read["ur_dates"]), dates(&truth["ur_dates"]));
    let words = |value: &Value| value.as_array().map(|all| all.iter().map(plain).collect()).unwrap_or_default();
    score.sets("diagnoses F1", name, words(&read["diagnoses"]), words(&truth["diagnoses"]));
    if truth["documents"].is_array() {
        score.sets("documents", name, words(&read["documents"]), words(&truth["documents"]));
    }
    issues(score, name, &read["issues"], &truth["issues"]);
}

fn dates(value: &Value) -> Vec<String> {
    value.as_array().map(|all| all.iter().map(date).collect()).unwrap_or_default()
}

fn date(value: &Value) -> String {
    format!("{}|{}|{}", plain(&value["raw"]), plain(&value["iso"]), plain(&value["where"]))
}

fn issues(score: &mut Score, name: &str, read: &Value, truth: &Value) {
    let empty = Vec::new();
    let (read, truth) = (read.as_array().unwrap_or(&empty), truth.as_array().unwrap_or(&empty));
    let numbers = |issues: &[Value]| issues.iter().map(|issue| plain(&issue["n"])).collect::<Vec<_>>();
    score.sets("items found", name, numbers(read), numbers(truth));
    for (at, truth) in truth.iter().enumerate() {
        let read = read.get(at).unwrap_or(&Value::Null);
        let place = format!("{name} #{}", at + 1);
        score.check("decisions", &place, &read["decision"], &truth["decision"]);
        for field in ISSUE {
            let line = format!("{place} [{}]", plain(&truth["item_raw"]));
            score.check(field, &line, &read[field], &truth[field]);
        }
        for part in ["original_request", "authorized", "remaining"] {
            score.check("partial", &place, &read["partial"][part], &truth["partial"][part]);
        }
        for side in ["claims_administrator_guideline", "reviewer_guideline"] {
            guideline(score, &format!("{place} {}", &side[..8]), &read[side], &truth[side]);
        }
        rationale(score, &place, &read["rationale"], &truth["rationale"]);
    }
}

fn guideline(score: &mut Score, place: &str, read: &Value, truth: &Value) {
    score.check("guideline raw", place, &read["raw"], &truth["raw"]);
    score.check("outside_mtus", place, &read["outside_mtus"], &truth["outside_mtus"]);
    score.check("cited", place, &read["cited"], &truth["cited"]);
    let keys = |value: &Value, last: &str| {
        let one = |c: &Value| format!("{}|{}|{}", plain(&c["source"]), plain(&c["title"]), plain(&c[last]));
        value["citations"].as_array().map(|all| all.iter().map(one).collect()).unwrap_or_default()
    };
    score.sets("citations F1", place, keys(read, "pages"), keys(truth, "pages"));
    score.sets("citation section", place, keys(read, "section"), keys(truth, "section"));
}

fn rationale(score: &mut Score, place: &str, read: &Value, truth: &Value) {
    let text = plain(&read["text"]);
    let count = text.chars().count();
    let first: String = text.chars().take(60).collect();
    let last: String = text.chars().skip(count.saturating_sub(60)).collect();
    let read = serde_json::json!([first, last, count]);
    let truth = serde_json::json!([truth["first60"], truth["last60"], truth["chars"]]);
    score.check("rationale", place, &read, &truth);
}
