//! The register of affiliations as an operator brings it along, as CSV or
//! JSON: who owns whom, who works where, who makes what. The columns are
//! listed in docs/operating.md.

use super::{Affiliation, Percent, Relation, Sort, Tie};
use crate::table::{self, Columns, Complaint, Entry, Row, day, none_of};

/// The parts of a tie in a list.
pub const TIE: &[&str] = &["relation", "with", "sort", "share", "from", "to", "source", "note"];

/// The columns of a register.
pub const COLUMNS: Columns = &[
    ("name", &[]),
    ("kind", &[]),
    ("relation", &[]),
    ("other", &[]),
    ("other_kind", &[]),
    ("share", &[]),
    ("from", &[]),
    ("to", &[]),
    ("source", &[]),
    ("note", &[]),
];

/// Reads a register: affiliations in the order of the file, and the rows that
/// were left out.
#[must_use]
pub fn read(file: &str, text: &str) -> (Vec<Affiliation>, Vec<Complaint>) {
    let (mut all, mut complaints) = (Vec::new(), Vec::new());
    for row in table::rows(file, text, COLUMNS) {
        match row.and_then(|row| affiliation(&row)) {
            Ok(one) => all.push(one),
            Err(complaint) => complaints.push(complaint),
        }
    }
    (all, complaints)
}

fn affiliation(row: &Row) -> Result<Affiliation, Complaint> {
    row.needed("relation")?;
    let tie = Tie {
        share: row.read("share", Percent::parse)?,
        from: row.read("from", day)?,
        to: row.read("to", day)?,
        // Without a source nobody could check what excludes a reviewer.
        source: row.needed("source")?.to_owned(),
        note: row.text("note").unwrap_or_default().to_owned(),
        sort: row.read("other_kind", sort)?.unwrap_or_default(),
        ..Tie::new(row.needed("other")?, row.read("relation", relation)?.unwrap_or(Relation::Other))
    };
    Ok(Affiliation { name: row.needed("name")?.to_owned(), of: row.read("kind", sort)?.unwrap_or_default(), tie })
}

/// Reads a tie that is an entry of a list.
pub(crate) fn tie(entry: &Entry<'_>) -> Result<Tie, String> {
    let (from, to) = (entry.read("from", day)?, entry.read("to", day)?);
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| to < from) {
        return Err(format!("it ends on {to}, before it begins on {from}"));
    }
    Ok(Tie {
        share: entry.read("share", Percent::parse)?,
        from,
        to,
        source: entry.text("source").unwrap_or("declared by the reviewer").to_owned(),
        note: entry.text("note").unwrap_or_default().to_owned(),
        sort: entry.text("sort").map(sort).transpose()?.unwrap_or_default(),
        ..Tie::new(entry.needed("with")?, relation(entry.needed("relation")?)?)
    })
}

fn relation(text: &str) -> Result<Relation, String> {
    Relation::from_code(text).ok_or_else(|| none_of(text, Relation::ALL.iter().map(|one| one.code())))
}

fn sort(text: &str) -> Result<Sort, String> {
    Sort::from_code(text).ok_or_else(|| none_of(text, Sort::ALL.iter().map(|one| one.code())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_reads_and_bad_rows_are_told() {
        let text = "name,kind,relation,other,other_kind,share,from,to,source,note\n\
                    Valley Holdings LLC,organization,owner,Blue Oak Group,group,51,2011-04-01,,statement of information,\n\
                    Valley Holdings LLC,organization,owns,Blue Oak Group,group,51,,,x,\n\
                    Acme,manufacturer,makes,Norco,product,,,,,\n\
                    Acme,maker,makes,Norco,product,,,,label,\n";
        let (all, complaints) = read("register.csv", text);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].tie.share.map(|share| share.to_string()).as_deref(), Some("51 %"));
        let told: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with("register.csv, line 3, field relation: \"owns\" is none of spouse,"));
        assert_eq!(told[1], "register.csv, line 4, field source: it is empty and must not be");
        assert!(told[2].starts_with("register.csv, line 5, field kind: \"maker\" is none of person,"));
    }
}
