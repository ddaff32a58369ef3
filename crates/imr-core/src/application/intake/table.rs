//! Filings from a table with one row for each disputed item. Rows that carry
//! the same `id` are one application; what concerns the whole application may
//! stand in any of its rows, and must be the same wherever it stands.

use super::{Unreadable, leaf};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// A row of the table: its line, and its cells in the order of the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file, from 1.
    pub line: usize,
    /// The cells.
    pub cells: Vec<String>,
}

/// Every column: its name, and where in the form its value goes. `@role` is
/// the party of that role; `item` is the item of the row.
pub const COLUMNS: &[(&str, &str)] = &[
    ("id", ""),
    ("received", "received"),
    ("received_at", "received_at"),
    ("channel", "channel"),
    ("edition", "edition"),
    ("legible", "legible"),
    ("priority", "priority"),
    ("employee_first", "employee.first"),
    ("employee_middle", "employee.middle"),
    ("employee_last", "employee.last"),
    ("employee_born", "employee.born"),
    ("employee", "@employee.name"),
    ("employee_address", "@employee.address"),
    ("employee_phone", "#employee.phone"),
    ("attorney", "@employee_attorney.name"),
    ("attorney_firm", "@employee_attorney.organization"),
    ("attorney_address", "@employee_attorney.address"),
    ("physician", "@requesting_physician.name"),
    ("physician_group", "@requesting_physician.organization"),
    ("physician_specialty", "#requesting_physician.specialty"),
    ("physician_address", "@requesting_physician.address"),
    ("physician_phone", "#requesting_physician.phone"),
    ("physician_fax", "#requesting_physician.fax"),
    ("administrator", "@claims_administrator.name"),
    ("administrator_address", "@claims_administrator.address"),
    ("administrator_phone", "#claims_administrator.phone"),
    ("administrator_fax", "#claims_administrator.fax"),
    ("adjuster", "#claims_administrator.person"),
    ("employer", "@employer.name"),
    ("employer_address", "@employer.address"),
    ("claim_number", "claim_number"),
    ("eams_number", "eams_number"),
    ("wcis_number", "wcis_number"),
    ("date_of_injury", "date_of_injury"),
    ("diagnosis", "diagnosis.text"),
    ("icd", "diagnosis.icd"),
    ("ur_decision_date", "ur_decision_date"),
    ("signed_by", "signature.by"),
    ("signed_name", "signature.name"),
    ("signed_on", "signature.on"),
    ("consent", "consent"),
    ("representative", "representative.name"),
    ("representative_role", "representative.role"),
    ("representative_firm", "representative.organization"),
    ("representative_address", "representative.address"),
    ("representative_designated", "representative.designated"),
    ("representative_until", "representative.until"),
    ("representative_proof", "representative.proof"),
    ("threat_certified_by", "threat.certified_by"),
    ("threat_certified_on", "threat.on"),
    ("ur_decided", "ur_decision.decided"),
    ("ur_served", "ur_decision.served"),
    ("ur_method", "ur_decision.method"),
    ("ur_received", "ur_decision.received"),
    ("ur_requested", "ur_decision.requested"),
    ("ur_organization", "ur_decision.organization"),
    ("ur_expedited", "ur_decision.expedited"),
    ("ur_form_enclosed", "ur_decision.form_enclosed"),
    ("liability_resolved_on", "liability_resolved.served"),
    ("liability_resolved_method", "liability_resolved.method"),
    ("liability_resolved_for_employee", "liability_resolved.for_employee"),
    ("treatment", "treatment"),
    ("item", "item.item"),
    ("item_outcome", "item.outcome"),
    ("item_ground", "item.ground"),
    ("item_decided", "item.decided"),
    ("item_reasons", "item.reasons"),
    ("item_guideline", "item.guideline"),
    ("item_guideline_pages", "item.guideline_pages"),
    ("item_liability_reason", "item.liability.reason"),
    ("item_liability_agrees", "item.liability.agrees_to_review"),
];

/// Groups rows into applications by their `id`, in the order in which they
/// first stand; without that column each row is an application.
#[must_use]
pub fn by_application(head: &[String], rows: Vec<Row>) -> Vec<Vec<Row>> {
    let id = head.iter().position(|column| column == "id");
    let mut groups: Vec<(String, Vec<Row>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for row in rows {
        let key = id.and_then(|at| row.cells.get(at)).map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
        let key = key.unwrap_or_else(|| format!("line {}", row.line));
        let at = *places.entry(key.clone()).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(row);
    }
    groups.into_iter().map(|(_, rows)| rows).collect()
}

/// The filing that the rows of one application say, as a JSON value.
pub fn from_rows(head: &[String], rows: &[Row]) -> Result<Value, Unreadable> {
    let mut form = Map::new();
    let (mut items, mut treatments) = (Vec::new(), Vec::new());
    let mut said: HashMap<&str, (usize, &str)> = HashMap::new();
    for row in rows {
        if row.cells.len() != head.len() {
            let why = format!(
                "the row has {} cells where the head has {}. Quote cells that hold a comma",
                row.cells.len(),
                head.len()
            );
            return Err(Unreadable::at("", why).on_line(row.line));
        }
        let (mut item, mut listed) = (Map::new(), Map::new());
        for (column, cell) in head.iter().zip(&row.cells).filter(|(_, cell)| !cell.trim().is_empty()) {
            let place = COLUMNS.iter().find(|(name, _)| name == column).ok_or_else(|| {
                Unreadable::at(column, "there is no such column. See \"imr application columns\"").on_line(1)
            })?;
            match place.1.split_once('.') {
                None if place.1 == "treatment" => treatments.push(json!(cell)),
                Some(("item", rest)) => put(&mut item, rest, cell),
                Some((list, _)) if LISTS.iter().any(|(one, ..)| *one == list) => put(&mut listed, place.1, cell),
                _ => {
                    let before = *said.entry(column).or_insert((row.line, cell));
                    agree(column, place.1, before, (row.line, cell))?;
                    put(&mut form, place.1, cell);
                }
            }
        }
        if !item.is_empty() {
            items.push(Value::Object(item));
        }
        list(&mut form, listed, row.line)?;
    }
    if !treatments.is_empty() {
        form.insert("treatments".to_owned(), Value::Array(treatments));
    }
    if !items.is_empty() {
        let decision = form.entry("ur_decision").or_insert_with(|| json!({}));
        if let Value::Object(decision) = decision {
            decision.insert("items".to_owned(), Value::Array(items));
        }
    }
    Ok(Value::Object(form))
}

/// Of what a form may have several: the column's word for it, the field of the
/// form, and what tells one from another.
const LISTS: &[(&str, &str, &str)] =
    &[("diagnosis", "diagnoses", "text"), ("representative", "representatives", "name")];

/// Refuses a row that says something else than an earlier row of its `id`:
/// rows of two workers under one number would else become one application.
fn agree(
    column: &str,
    place: &str,
    (first, before): (usize, &str),
    (line, now): (usize, &str),
) -> Result<(), Unreadable> {
    let key = place.rsplit(['.', '@', '#']).next().unwrap_or(place);
    if same(key, before, now) {
        return Ok(());
    }
    let why = format!(
        "it says \"{}\" here and \"{}\" on line {first} under the same id. Rows of one id are one application: \
         correct the cell, or give the rows of another application an id of their own",
        now.trim(),
        before.trim()
    );
    Err(Unreadable::at(column, why).on_line(line))
}

/// Whether two cells say the same, whatever the spelling of a day, the case
/// of letters and the blanks.
fn same(key: &str, one: &str, other: &str) -> bool {
    let read = |text: &str| leaf(key, text.trim()).unwrap_or_else(|_| json!(text));
    let words = |value: &Value| match value {
        Value::String(text) => text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    words(&read(one)) == words(&read(other))
}

/// Puts what a row says of a diagnosis or a representative to what is known of
/// the same one, or as another one beside it.
fn list(form: &mut Map<String, Value>, row: Map<String, Value>, line: usize) -> Result<(), Unreadable> {
    for (word, field, key) in LISTS {
        let Some(Value::Object(said)) = row.get(*word) else { continue };
        let all = form.entry(*field).or_insert_with(|| json!([]));
        let Some(all) = all.as_array_mut() else { continue };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let at = match said.get(*key) {
            Some(name) => all.iter().position(|one| same(key, &text(&one[*key]), &text(name))),
            None if all.is_empty() => None,
            None => Some(0),
        };
        let Some(known) = at.and_then(|at| all[at].as_object_mut()) else {
            all.push(Value::Object(said.clone()));
            continue;
        };
        for (name, value) in said {
            let before = known.entry(name.clone()).or_insert_with(|| value.clone());
            if !same(name, &text(before), &text(value)) {
                let why = format!(
                    "it says \"{}\" here and \"{}\" on an earlier line of the same id. Correct the cell, or name \
                     whom or what it is about",
                    text(value),
                    text(before)
                );
                return Err(Unreadable::at(format!("{word}_{name}"), why).on_line(line));
            }
        }
    }
    Ok(())
}

/// Puts a cell where its column says; what an earlier row said stands.
fn put(object: &mut Map<String, Value>, place: &str, cell: &str) {
    let (first, rest) = place.split_once('.').map_or((place, None), |(first, rest)| (first, Some(rest)));
    let by_role = [("@", "parties"), ("#", "contacts")];
    if let Some((role, list)) = by_role.iter().find_map(|(mark, list)| Some((first.strip_prefix(mark)?, *list))) {
        let all = object.entry(list).or_insert_with(|| json!([]));
        let Some(all) = all.as_array_mut() else { return };
        let at = all.iter().position(|one| one["role"] == role).unwrap_or_else(|| {
            // A party has a name, though it be empty.
            all.push(if list == "parties" { json!({ "role": role, "name": "" }) } else { json!({ "role": role }) });
            all.len() - 1
        });
        if let (Some(one), Some(rest)) = (all[at].as_object_mut(), rest) {
            let value = if rest == "address" { json!(lines(cell)) } else { json!(cell) };
            let said = one.get(rest).is_some_and(|there| there != "");
            if !said {
                one.insert(rest.to_owned(), value);
            }
        }
        return;
    }
    match (first, rest) {
        ("", _) => {}
        (first, Some(rest)) => {
            let inner = object.entry(first).or_insert_with(|| json!({}));
            if let Some(inner) = inner.as_object_mut() {
                put(inner, rest, cell);
            }
        }
        (first, None) => {
            let value = if first == "address" { json!(lines(cell)) } else { json!(cell) };
            object.entry(first).or_insert(value);
        }
    }
}

/// The lines of an address in one cell.
fn lines(cell: &str) -> Vec<&str> {
    cell.split(['|', '\n']).map(str::trim).filter(|line| !line.is_empty()).collect()
}
