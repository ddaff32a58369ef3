//! Tables that an organization brings along, as CSV or JSON: rows of named
//! fields, some of them lists of parts. A bad value is told with file, row and
//! field, and the other rows go on.

mod csv_rows;
mod json_rows;

use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;

/// A row as text, not understood yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands, such as `roster.csv, line 7`.
    pub place: String,
    fields: BTreeMap<String, Field>,
}

/// A field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Field {
    Text(String),
    List(Vec<Parts>),
}

/// An entry of a list, by the names of its parts.
pub type Parts = BTreeMap<String, String>;

/// What is wrong with a row, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Complaint {
    /// File and line, or file and entry.
    pub place: String,
    /// The field; empty where the row as a whole is meant.
    pub field: String,
    /// What is wrong, and how it is written right.
    pub sentence: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            write!(f, "{}: {}", self.place, self.sentence)
        } else {
            write!(f, "{}, field {}: {}", self.place, self.field, self.sentence)
        }
    }
}

/// The columns of a table: a name, and for a list the names of its parts.
pub type Columns = &'static [(&'static str, &'static [&'static str])];

/// Reads a table: JSON where the text begins with a bracket, else CSV. In a
/// CSV cell the entries of a list are parted by `;`, their parts by `|`.
/// Rows come in their order; a row that cannot be read is a complaint.
#[must_use]
pub fn rows(file: &str, text: &str, columns: Columns) -> Vec<Result<Row, Complaint>> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['[', '{']) {
        json_rows::rows(file, text, columns)
    } else {
        csv_rows::rows(file, text, columns)
    }
}

impl Row {
    fn complaint(&self, field: &str, sentence: impl Into<String>) -> Complaint {
        Complaint { place: self.place.clone(), field: field.to_owned(), sentence: sentence.into() }
    }

    /// The text of a field; nothing where it is empty.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.fields.get(field) {
            Some(Field::Text(text)) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    /// The text of a field that must be there.
    pub fn needed(&self, field: &str) -> Result<&str, Complaint> {
        self.text(field).ok_or_else(|| self.complaint(field, "it is empty and must not be"))
    }

    /// A field read by `read`; nothing where it is empty.
    pub fn read<T>(
        &self,
        field: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Complaint> {
        self.text(field).map(read).transpose().map_err(|sentence| self.complaint(field, sentence))
    }

    /// The entries of a list, each read by `read`.
    pub fn list<T>(
        &self,
        field: &str,
        mut read: impl FnMut(&Entry<'_>) -> Result<T, String>,
    ) -> Result<Vec<T>, Complaint> {
        let Some(Field::List(entries)) = self.fields.get(field) else { return Ok(Vec::new()) };
        let each = entries.iter().enumerate().map(|(index, parts)| {
            read(&Entry { parts })
                .map_err(|sentence| self.complaint(field, format!("entry {}: {sentence}", index + 1)))
        });
        each.collect()
    }
}

/// An entry of a list.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    parts: &'a Parts,
}

impl Entry<'_> {
    /// A part; nothing where it is empty.
    #[must_use]
    pub fn text(&self, part: &str) -> Option<&str> {
        self.parts.get(part).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// A part that must be there.
    pub fn needed(&self, part: &str) -> Result<&str, String> {
        self.text(part).ok_or_else(|| format!("{part} is empty and must not be"))
    }

    /// A part read by `read`; nothing where it is empty.
    pub fn read<T>(&self, part: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<Option<T>, String> {
        self.text(part).map(read).transpose().map_err(|sentence| format!("{part}: {sentence}"))
    }
}

/// Reads a day.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("\"{text}\" is not a day of the calendar; write it as 2015-03-31"))
}

/// Reads a number of things.
pub fn count(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("\"{text}\" is not a whole number"))
}

/// Says what may stand in a field where something else stands.
#[must_use]
pub fn none_of<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    format!("\"{text}\" is none of {}", known.into_iter().collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns = &[("id", &[]), ("licences", &["state", "until"])];

    fn told(text: &str) -> Vec<String> {
        rows("t", text, COLUMNS)
            .into_iter()
            .map(|row| match row {
                Ok(row) => format!(
                    "{}: {} {:?}",
                    row.place,
                    row.text("id").unwrap_or("-"),
                    row.list("licences", |one| Ok(format!("{:?} {:?}", one.text("state"), one.text("until"))))
                        .expect("it reads")
                ),
                Err(complaint) => complaint.to_string(),
            })
            .collect()
    }

    #[test]
    fn a_table_reads_alike_from_csv_and_json() {
        let licences = "[\"Some(\\\"CA\\\") Some(\\\"2016-01-01\\\")\", \"Some(\\\"OH\\\") None\"]";
        let csv = "id,licences\nR-1,CA|2016-01-01;OH\n\nR-2,\n";
        assert_eq!(told(csv), [format!("t, line 2: R-1 {licences}"), "t, line 4: R-2 []".to_owned()]);
        let json = r#"[{"id":"R-1","licences":[{"state":"CA","until":"2016-01-01"},{"state":"OH","until":null}]},
                       {"id":"R-2"}]"#;
        assert_eq!(told(json), [format!("t, entry 1: R-1 {licences}"), "t, entry 2: R-2 []".to_owned()]);
        let lines = "{\"id\":\"R-1\"}\n{\"id\":2}\n";
        assert_eq!(told(lines), ["t, line 1: R-1 []", "t, line 2: 2 []"]);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        for (text, expected) in [
            ("id,licence\nR-1,CA\n", "t, line 1: there is no column \"licence\"; there are id, licences"),
            (
                "id,licences\nR-1,CA|2016-01-01|x\n",
                "t, line 2, field licences: entry 1 has 3 parts; there are state, until",
            ),
            ("id,licences\nR-1,CA,more\n", "t, line 2: it has 3 cells where the head has 2"),
            ("[{\"id\":\"R-1\",\"x\":1}]", "t, entry 1: there is no field \"x\"; there are id, licences"),
            ("[1]", "t, entry 1: it is not an object with fields"),
            ("[{\"id\":[]}]", "t, entry 1, field id: it must be one text or number"),
            ("[{", "t, line 1: it is not JSON: EOF while parsing an object at line 1 column 2"),
            ("", "t, line 1: the table is empty"),
        ] {
            assert_eq!(told(text)[0], expected, "{text}");
        }
    }
}
