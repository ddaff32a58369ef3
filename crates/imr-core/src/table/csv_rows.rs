//! Rows from CSV.

use super::{Columns, Complaint, Field, Parts, Row};
use std::collections::BTreeMap;

pub(super) fn rows(file: &str, text: &str, columns: Columns) -> Vec<Result<Row, Complaint>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let whole = |line: u64, sentence: String| Complaint {
        place: format!("{file}, line {line}"),
        field: String::new(),
        sentence,
    };
    let head: Vec<String> = match reader.headers() {
        Ok(head) => head.iter().map(|cell| cell.trim().to_lowercase()).collect(),
        Err(why) => return vec![Err(whole(1, format!("it is not CSV: {why}")))],
    };
    if head.iter().all(String::is_empty) {
        return vec![Err(whole(1, "the table is empty".to_owned()))];
    }
    if let Some(unknown) = head.iter().find(|name| columns.iter().all(|(known, _)| known != name)) {
        let known: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        return vec![Err(whole(1, format!("there is no column \"{unknown}\"; there are {}", known.join(", "))))];
    }
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let read = reader.records().map(|record| {
        let record = record.map_err(|why| {
            let line = why.position().map_or(0, csv::Position::line);
            whole(line, format!("it is not CSV: {why}"))
        })?;
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        if record.len() == head.len() {
            return row(format!("{file}, line {line}"), head.iter().zip(&record), columns);
        }
        Err(whole(line, format!("it has {} cells where the head has {}", record.len(), head.len())))
    });
    read.collect()
}

/// Counts lines. The reader's own count stops before the empty lines that it
/// skips.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(letter) = self.text.get(self.at) {
            if self.at >= start && !matches!(letter, b'\n' | b'\r') {
                break;
            }
            self.line += u64::from(*letter == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn row<'a>(
    place: String,
    cells: impl Iterator<Item = (&'a String, &'a str)>,
    columns: Columns,
) -> Result<Row, Complaint> {
    let mut fields = BTreeMap::new();
    for (name, cell) in cells {
        let parts = columns.iter().find(|(known, _)| known == name).map_or(&[][..], |(_, parts)| parts);
        let field = if parts.is_empty() {
            Field::Text(cell.to_owned())
        } else {
            let split = list(cell, parts);
            Field::List(split.map_err(|sentence| Complaint {
                place: place.clone(),
                field: name.clone(),
                sentence,
            })?)
        };
        fields.insert(name.clone(), field);
    }
    Ok(Row { place, fields })
}

fn list(cell: &str, names: &[&str]) -> Result<Vec<Parts>, String> {
    let entries = cell.split(';').map(str::trim).filter(|entry| !entry.is_empty()).enumerate();
    entries
        .map(|(index, entry)| {
            let parts: Vec<&str> = entry.split('|').collect();
            if parts.len() > names.len() {
                let (entry, count) = (index + 1, parts.len());
                return Err(format!("entry {entry} has {count} parts; there are {}", names.join(", ")));
            }
            Ok(names.iter().zip(parts).map(|(name, part)| ((*name).to_owned(), part.trim().to_owned())).collect())
        })
        .collect()
}
