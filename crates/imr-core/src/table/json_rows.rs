//! Rows from JSON: a list of objects, or an object a line.

use super::{Columns, Complaint, Field, Parts, Row};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub(super) fn rows(file: &str, text: &str, columns: Columns) -> Vec<Result<Row, Complaint>> {
    if text.trim_start().starts_with('[') {
        return match serde_json::from_str::<Vec<Value>>(text) {
            Ok(all) => all
                .into_iter()
                .enumerate()
                .map(|(index, value)| row(format!("{file}, entry {}", index + 1), value, columns))
                .collect(),
            Err(why) => vec![Err(not_json(format!("{file}, line {}", why.line()), &why))],
        };
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let place = format!("{file}, line {}", index + 1);
            match serde_json::from_str(line) {
                Ok(value) => row(place, value, columns),
                Err(why) => Err(not_json(place, &why)),
            }
        })
        .collect()
}

fn not_json(place: String, why: &serde_json::Error) -> Complaint {
    Complaint { place, field: String::new(), sentence: format!("it is not JSON: {why}") }
}

fn row(place: String, value: Value, columns: Columns) -> Result<Row, Complaint> {
    let complaint =
        |field: &str, sentence: String| Complaint { place: place.clone(), field: field.to_owned(), sentence };
    let Value::Object(object) = value else {
        return Err(complaint("", "it is not an object with fields".to_owned()));
    };
    let mut fields = BTreeMap::new();
    for (name, value) in object {
        let Some((_, parts)) = columns.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
            return Err(complaint("", format!("there is no field \"{name}\"; there are {}", known.join(", "))));
        };
        let field = match value {
            Value::Array(entries) if !parts.is_empty() => {
                let all: Result<Vec<Parts>, String> = entries
                    .into_iter()
                    .enumerate()
                    .map(|(index, entry)| self::entry(index + 1, entry, parts))
                    .collect();
                Field::List(all.map_err(|sentence| complaint(&name, sentence))?)
            }
            Value::Null => continue,
            value if parts.is_empty() => Field::Text(scalar(value).map_err(|sentence| complaint(&name, sentence))?),
            _ => return Err(complaint(&name, "it must be a list of objects".to_owned())),
        };
        fields.insert(name, field);
    }
    Ok(Row { place, fields })
}

fn entry(number: usize, value: Value, names: &[&str]) -> Result<Parts, String> {
    let Value::Object(object) = value else { return Err(format!("entry {number} is not an object")) };
    known(&object, names)
        .map_err(|name| format!("entry {number} has no part \"{name}\"; there are {}", names.join(", ")))?;
    let parts = object.into_iter().filter(|(_, value)| !value.is_null());
    parts.map(|(name, value)| Ok((name, scalar(value)?))).collect()
}

fn known(object: &Map<String, Value>, names: &[&str]) -> Result<(), String> {
    object.keys().find(|key| !names.contains(&key.as_str())).map_or(Ok(()), |key| Err(key.clone()))
}

fn scalar(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        _ => Err("it must be one text or number".to_owned()),
    }
}
