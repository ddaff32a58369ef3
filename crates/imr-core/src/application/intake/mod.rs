//! Filings as they come: from JSON, or from a table with a row for each item,
//! to the form. What a person can still complete is taken as it is, for the
//! eligibility screen names it; what says something impossible is refused with
//! the field and what to do.

mod once;
mod table;

pub use table::{COLUMNS, Row, by_application, from_rows};

use super::{Form, UrOutcome};
use crate::letter::reading;
use crate::party::{Party, Role};
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::fmt;

/// A filing that was taken, with what was made of it on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The form.
    pub form: Form,
    /// What was assumed or moved, a sentence each.
    pub notes: Vec<String>,
}

/// Why a filing cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Unreadable {
    /// Line of the file, from 1, where it is known.
    pub line: Option<usize>,
    /// The field, as a path such as `ur_decision.items[0].outcome`; empty when
    /// it is the whole filing.
    pub field: String,
    /// What is wrong, and what to do.
    pub why: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}, ")?;
        }
        match self.field.as_str() {
            "" | "." => write!(f, "the filing: {}", self.why),
            field => write!(f, "field {field}: {}", self.why),
        }
    }
}

impl Unreadable {
    pub(super) fn at(field: impl Into<String>, why: impl Into<String>) -> Self {
        Self { line: None, field: field.into(), why: why.into() }
    }

    /// The same, with its line.
    #[must_use]
    pub fn on_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }
}

/// Fields that hold a day.
const DAYS: &[&str] = &[
    "received",
    "born",
    "date_of_injury",
    "ur_decision_date",
    "decided",
    "served",
    "requested",
    "on",
    "designated",
    "until",
    "renewed",
];

/// Fields that hold a name or a number of one line.
const LINES: &[&str] =
    &["first", "middle", "last", "name", "organization", "claim_number", "certified_by", "person"];

/// Fields that hold yes or no.
const YES_OR_NO: &[&str] =
    &["legible", "consent", "proof", "expedited", "form_enclosed", "agrees_to_review", "for_employee"];

/// Takes a filing from the text of one JSON object. Where it does not say when
/// it was received, that is `today`.
pub fn from_json(text: &str, today: Date) -> Result<Taken, Unreadable> {
    let value: Value = serde_json::from_str(text).map_err(|error| Unreadable {
        line: Some(error.line()),
        field: String::new(),
        why: format!("it is not JSON at column {}: {error}. Mend the text there", error.column()),
    })?;
    if let Err(error) = serde_json::from_str::<once::Once>(text) {
        let why = format!("{error}. Say which of the two is right, and leave the other out");
        return Err(Unreadable { line: Some(error.line()), field: String::new(), why });
    }
    take(value, today).map_err(|unreadable| {
        let key = unreadable.field.rsplit('.').next().unwrap_or_default();
        let key = format!("\"{}\"", key.split('[').next().unwrap_or_default());
        match text.lines().position(|line| line.contains(&key)) {
            Some(line) => unreadable.on_line(line + 1),
            None => unreadable,
        }
    })
}

/// Takes a filing from a JSON value.
pub fn take(value: Value, today: Date) -> Result<Taken, Unreadable> {
    let Value::Object(mut object) = value else {
        return Err(Unreadable::at("", "it is not an object; write one { ... } for each application"));
    };
    if let Some(field) = garbled(&object.clone().into(), "") {
        let why = "it holds a character that is no UTF-8. Save the file as UTF-8, and file this one again";
        return Err(Unreadable::at(field, why));
    }
    tidy(&mut object, "")?;
    let mut notes = Vec::new();
    if !object.contains_key("received") {
        object.insert("received".to_owned(), Value::String(today.to_string()));
        notes.push(format!("The day of receipt is not given; {today} is taken."));
    }
    whole_decision(&mut object, &mut notes);
    let given = Value::Object(object);
    let mut form: Form = serde_path_to_error::deserialize(given.clone()).map_err(|error| {
        let field = error.path().to_string();
        Unreadable::at(field, format!("{}. Correct it, or leave it out if it is not known", error.inner()))
    })?;
    if let Some(field) = unknown(&given, &serde_json::to_value(&form).unwrap_or_default(), "") {
        return Err(Unreadable::at(field, "there is no such field. Check its name, or leave it out"));
    }
    names(&mut form);
    Ok(Taken { form, notes })
}

/// Stands in a text where bytes could not be read as UTF-8. No writing has this
/// character.
const UNREAD: char = '\u{ffff}';

/// The text of a file. Where bytes are no UTF-8 only the filings that have them
/// are lost: each is refused with the field in which they stand.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(UNREAD);
        }
    }
    text
}

/// The path of a text that could not be read whole.
fn garbled(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::String(text) => text.contains(UNREAD).then(|| path.to_owned()),
        Value::Array(all) => {
            all.iter().enumerate().find_map(|(index, one)| garbled(one, &format!("{path}[{index}]")))
        }
        Value::Object(object) => object.iter().find_map(|(key, one)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            if key.contains(UNREAD) { Some(path.replace(UNREAD, "?")) } else { garbled(one, &path) }
        }),
        _ => None,
    }
}

/// Strings without blanks around them, days in their one form, yes and no as
/// such; what is empty is as if it were not there.
fn tidy(object: &mut Map<String, Value>, path: &str) -> Result<(), Unreadable> {
    for (key, value) in object.iter_mut() {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match value {
            Value::String(text) => *value = leaf(key, text.trim()).map_err(|why| Unreadable::at(path, why))?,
            Value::Object(inner) => tidy(inner, &path)?,
            Value::Array(all) => {
                for (index, one) in all.iter_mut().enumerate() {
                    if let Value::Object(inner) = one {
                        tidy(inner, &format!("{path}[{index}]"))?;
                    }
                }
            }
            _ => {}
        }
    }
    object.retain(|_, value| !value.is_null());
    Ok(())
}

fn leaf(key: &str, text: &str) -> Result<Value, String> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    if DAYS.contains(&key) {
        return day(text).map(|day| Value::String(day.to_string())).ok_or_else(|| {
            format!("\"{text}\" is not a day of the calendar. Write it as 2015-03-16 or 3/16/2015, or leave it out")
        });
    }
    if YES_OR_NO.contains(&key) {
        return match text.to_lowercase().as_str() {
            "yes" | "true" | "y" | "x" | "1" => Ok(Value::Bool(true)),
            "no" | "false" | "n" | "0" => Ok(Value::Bool(false)),
            _ => Err(format!("\"{text}\" is neither yes nor no. Write one of them")),
        };
    }
    // A name stands in one line, whatever was typed between its words.
    if LINES.contains(&key) {
        return Ok(Value::String(text.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    Ok(Value::String(text.to_owned()))
}

fn day(text: &str) -> Option<Date> {
    if text.len() == 10 && text.as_bytes()[4] == b'-' {
        return text.parse().ok();
    }
    reading::day(text)
}

/// A decision that does not say when it was made is not one that could be
/// reviewed: what it lists goes to the treatments of the form.
fn whole_decision(form: &mut Map<String, Value>, notes: &mut Vec<String>) {
    let stated = form.get("ur_decision_date").cloned();
    let Some(Value::Object(decision)) = form.get_mut("ur_decision") else { return };
    if !decision.contains_key("decided")
        && let Some(day) = stated
    {
        notes.push("The decision does not say when it was made; the day that the form states is taken.".to_owned());
        decision.insert("decided".to_owned(), day);
    }
    match decision.get("decided").cloned() {
        Some(decided) => {
            if !decision.contains_key("requested") {
                notes.push(
                    "The day of the request is not given; the day of the decision stands in for it.".to_owned(),
                );
                decision.insert("requested".to_owned(), decided);
                decision.insert("requested_unsaid".to_owned(), Value::Bool(true));
            }
        }
        None => {
            let items = decision.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
            let items: Vec<Value> = items.iter().filter_map(|item| item.get("item").cloned()).collect();
            form.remove("ur_decision");
            form.entry("treatments").or_insert(Value::Array(items));
            notes.push(
                "The decision bears no date, and the form states none: it counts as not attached.".to_owned(),
            );
        }
    }
}

/// The path of a field that was given and that the form does not have.
fn unknown(given: &Value, known: &Value, path: &str) -> Option<String> {
    match (given, known) {
        (Value::Object(given), Value::Object(known)) => given.iter().find_map(|(key, value)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            match known.get(key) {
                Some(there) => unknown(value, there, &path),
                None => Some(path),
            }
        }),
        (Value::Array(given), Value::Array(known)) => given
            .iter()
            .zip(known)
            .enumerate()
            .find_map(|(index, (given, known))| unknown(given, known, &format!("{path}[{index}]"))),
        _ => None,
    }
}

/// The employee is a party too, by the name in its parts; treatments that the
/// form does not list are those of the decision.
fn names(form: &mut Form) {
    let parts = &form.employee;
    let whole = [&parts.first, &parts.middle, &parts.last].map(String::as_str);
    let name = whole.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    match form.parties.iter_mut().find(|party| party.role == Role::Employee) {
        // An address alone makes a party that has no name yet.
        Some(party) if party.name.trim().is_empty() => party.name = name,
        Some(_) => {}
        None if parts.last.is_empty() => {}
        None => {
            form.parties.insert(0, Party { role: Role::Employee, name, organization: None, address: Vec::new() });
        }
    }
    if form.treatments.is_empty()
        && let Some(decision) = &form.ur_decision
    {
        let disputed = decision.items.iter().filter(|item| item.outcome != UrOutcome::Approved);
        form.treatments = disputed.map(|item| item.item.clone()).collect();
    }
}

#[cfg(test)]
mod tests;
