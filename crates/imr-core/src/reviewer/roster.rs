//! The roster as an organization brings it along, as CSV or JSON. Each row
//! becomes a reviewer and, apart from that, who it is. The columns are listed
//! in docs/operating.md.

use super::{Appointment, Certification, Degree, Identity, Licence, LicenceStatus, Relative, Reviewer, Sanction};
use crate::conflict::register::{TIE, tie};
use crate::conflict::{Percent, Relation};
use crate::specialty::{canonical, is_known};
use crate::state::state;
use crate::table::{self, Columns, Complaint, Row, count, day, none_of};
use std::collections::{BTreeMap, HashSet};

/// The columns of a roster.
pub const COLUMNS: Columns = &[
    ("id", &[]),
    ("name", &[]),
    ("degree", &[]),
    ("taxonomy", &[]),
    ("licences", &["state", "number", "status", "until", "restriction"]),
    ("certifications", &["board", "specialty", "subspecialty", "until"]),
    ("practising_since", &[]),
    ("hours_per_week", &[]),
    ("sanctions", &["on", "by", "what"]),
    ("evaluator", &["from", "to"]),
    ("ties", TIE),
    ("family", &["kin", "name", "relation", "with", "sort", "share"]),
    ("capacity", &[]),
    ("in_hand", &[]),
    ("last_assigned", &[]),
];

/// What became of reading a roster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// The reviewers, in the order of the file.
    pub reviewers: Vec<(Reviewer, Identity)>,
    /// Rows that were left out, and why.
    pub complaints: Vec<Complaint>,
    /// What is odd and was taken in all the same.
    pub oddities: Vec<Complaint>,
}

/// Reads a roster.
#[must_use]
pub fn read(file: &str, text: &str) -> Roster {
    let mut roster = Roster::default();
    let mut ids = HashSet::new();
    for row in table::rows(file, text, COLUMNS) {
        let read = row.and_then(|row| {
            let one = reviewer(&row)?;
            if ids.insert(one.0.id.clone()) {
                return Ok((row, one));
            }
            let sentence = format!("{} stands in an earlier row already; keep one of the two", one.0.id);
            Err(Complaint { place: row.place, field: "id".to_owned(), sentence })
        });
        match read {
            Ok((row, one)) => {
                roster.oddities.extend(oddities(&row, &one.0));
                roster.reviewers.push(one);
            }
            Err(complaint) => roster.complaints.push(complaint),
        }
    }
    roster
}

fn reviewer(row: &Row) -> Result<(Reviewer, Identity), Complaint> {
    let id = row.needed("id")?.to_owned();
    let name = row.needed("name")?.to_owned();
    row.needed("practising_since")?;
    row.needed("hours_per_week")?;
    let mut licence_numbers = BTreeMap::new();
    let licences = row.list("licences", |entry| licence(entry, &mut licence_numbers))?;
    let degrees = || Degree::ALL.map(|degree| degree.to_string()).join(", ");
    let degree = row.read("degree", |text| {
        Degree::parse(text).ok_or_else(|| format!("\"{text}\" is no degree of a reviewer; there are {}", degrees()))
    })?;
    let since = row.read("practising_since", day)?.unwrap_or_default();
    let ties = row.list("ties", tie)?;
    let reviewer = Reviewer {
        degree: degree.unwrap_or_default(),
        taxonomy: row.read("taxonomy", taxonomy)?,
        licences,
        certifications: row.list("certifications", certification)?,
        hours_per_week: row.read("hours_per_week", hours)?.unwrap_or_default(),
        ties,
        sanctions: row.list("sanctions", sanction)?,
        evaluator: row.list("evaluator", appointment)?,
        in_hand: row.read("in_hand", count)?.unwrap_or_default(),
        capacity: row.read("capacity", count)?.unwrap_or_default(),
        last_assigned: row.read("last_assigned", day)?,
        ..Reviewer::new(id, since)
    };
    let who = Identity { name, licence_numbers, ties: Vec::new(), family: row.list("family", relative)? };
    Ok(reviewer.apart_from(who))
}

fn hours(text: &str) -> Result<u32, String> {
    const WEEK: u32 = 168;
    let hours = count(text)?;
    if hours > WEEK { Err(format!("a week has {WEEK} hours, not {hours}")) } else { Ok(hours) }
}

/// A code of the NUCC provider taxonomy: ten digits and letters, the last an
/// X.
fn taxonomy(text: &str) -> Result<String, String> {
    let code = text.to_uppercase();
    // By bytes: a code with other letters cannot be cut at a place.
    let fits = code.len() == 10
        && code.ends_with('X')
        && code.bytes().take(3).all(|b| b.is_ascii_digit())
        && code.bytes().all(|b| b.is_ascii_alphanumeric());
    if fits { Ok(code) } else { Err(format!("\"{text}\" is not a taxonomy code; write it as 208100000X")) }
}

fn licence(entry: &table::Entry<'_>, numbers: &mut BTreeMap<String, String>) -> Result<Licence, String> {
    let written = entry.needed("state")?;
    let state = state(written).ok_or_else(|| format!("\"{written}\" is no state of the United States"))?;
    if let Some(number) = entry.text("number") {
        numbers.insert(state.to_owned(), number.to_owned());
    }
    entry.needed("until")?;
    Ok(Licence {
        state: state.to_owned(),
        until: entry.read("until", day)?.unwrap_or_default(),
        status: entry.read("status", status)?.unwrap_or_default(),
        restrictions: entry.text("restriction").map(str::to_owned).into_iter().collect(),
    })
}

fn status(text: &str) -> Result<LicenceStatus, String> {
    Ok(match text.to_lowercase().as_str() {
        "active" => LicenceStatus::Active,
        "inactive" => LicenceStatus::Inactive,
        "probation" => LicenceStatus::Probation,
        "suspended" => LicenceStatus::Suspended,
        "revoked" => LicenceStatus::Revoked,
        _ => return Err(none_of(text, ["active", "inactive", "probation", "suspended", "revoked"])),
    })
}

fn certification(entry: &table::Entry<'_>) -> Result<Certification, String> {
    Ok(Certification {
        board: entry.text("board").unwrap_or_default().to_owned(),
        specialty: entry.needed("specialty")?.to_owned(),
        subspecialty: entry.text("subspecialty").map(str::to_owned),
        until: entry.read("until", day)?,
    })
}

fn sanction(entry: &table::Entry<'_>) -> Result<Sanction, String> {
    entry.needed("on")?;
    Ok(Sanction {
        on: entry.read("on", day)?.unwrap_or_default(),
        by: entry.needed("by")?.to_owned(),
        what: entry.needed("what")?.to_owned(),
    })
}

fn appointment(entry: &table::Entry<'_>) -> Result<Appointment, String> {
    entry.needed("from")?;
    let (from, to) = (entry.read("from", day)?.unwrap_or_default(), entry.read("to", day)?);
    match to {
        Some(to) if to < from => Err(format!("it ends on {to}, before it begins on {from}")),
        _ => Ok(Appointment { from, to }),
    }
}

/// A relative, with at most one tie; one with several has several entries.
fn relative(entry: &table::Entry<'_>) -> Result<Relative, String> {
    const KIN: [Relation; 7] = [
        Relation::Spouse,
        Relation::Child,
        Relation::Parent,
        Relation::Sibling,
        Relation::SpousesParent,
        Relation::ChildsSpouse,
        Relation::OtherKin,
    ];
    let written = entry.needed("kin")?;
    let kin = KIN.into_iter().find(|kin| kin.code() == written);
    let kin = kin.ok_or_else(|| none_of(written, KIN.map(Relation::code)))?;
    let ties = if entry.text("with").is_some() { vec![tie(entry)?] } else { Vec::new() };
    Ok(Relative { kin, name: entry.needed("name")?.to_owned(), ties })
}

/// What is odd about a row that can be read.
fn oddities(row: &Row, reviewer: &Reviewer) -> Vec<Complaint> {
    let odd =
        |field: &str, sentence: String| Complaint { place: row.place.clone(), field: field.to_owned(), sentence };
    let mut all = Vec::new();
    for name in reviewer.certifications.iter().flat_map(Certification::names).filter(|name| !is_known(name)) {
        let name = canonical(name);
        all.push(odd(
            "certifications",
            format!("\"{name}\" is a specialty the program does not know, so it fits no item"),
        ));
    }
    if reviewer.licences.is_empty() {
        all.push(odd("licences", "there is none, so the reviewer passes no test".to_owned()));
    }
    if reviewer.capacity == 0 {
        all.push(odd("capacity", "it is 0, so the reviewer is never chosen".to_owned()));
    }
    let stated = |share: &Option<Percent>| share.is_none();
    for tie in reviewer.ties.iter().filter(|tie| tie.kind == Relation::Income && stated(&tie.share)) {
        all.push(odd("ties", format!("the income from {} has no share, so it counts as material", tie.with)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "id,name,degree,taxonomy,licences,certifications,practising_since,hours_per_week,sanctions,\
                        evaluator,ties,family,capacity,in_hand,last_assigned";

    fn roster(row: &str) -> Roster {
        read("roster.csv", &format!("{HEAD}\n{row}\n"))
    }

    #[test]
    fn a_full_row_becomes_a_reviewer_and_apart_from_that_who_it_is() {
        let read = roster(
            "R-7,\"Vale, Robin\",MD,208100000X,CA|G12345|active|2016-06-30;Ohio||probation|2017-01-31|no opioids,\
             ABPMR|Physical Medicine and Rehabilitation|Pain Medicine|2019-12-31,2001-07-01,32,\
             2009-02-01|Board of Ohio|reprimand,2012-01-01|2013-12-31,\
             income|Acme Pharma|manufacturer|7.5|2012-01-01||disclosure form|speaking;partner|Oak Group|group,\
             spouse|Kim Vale|officer|Golden Claims|claims-administrator,8,2,2015-01-05",
        );
        assert_eq!(read.complaints, []);
        insta::assert_snapshot!(serde_json::to_string_pretty(&read.reviewers[0]).expect("it is written"));
        let row = serde_json::to_string(&read.reviewers[0].0).expect("it is written");
        for word in ["Vale", "G12345", "Golden"] {
            assert!(!row.contains(word), "{word} stands beside the pseudonym");
        }
    }

    #[test]
    fn a_tie_whose_name_tells_who_the_reviewer_is_stands_with_the_identity() {
        let row = "R-7,\"Vale, Robin\",MD,,CA|1||2016-06-30,|Pain Medicine,2001-07-01,30,,,\
                   owner|Vale Spine Care|group|80;partner|Oak Group|group,,5,0,";
        let (reviewer, who) = roster(row).reviewers.remove(0);
        assert_eq!(reviewer.ties.iter().map(|tie| tie.with.as_str()).collect::<Vec<_>>(), ["Oak Group"]);
        assert_eq!(who.ties.iter().map(|tie| tie.with.as_str()).collect::<Vec<_>>(), ["Vale Spine Care"]);
        assert!(!serde_json::to_string(&reviewer).expect("it is written").contains("Vale"));
    }

    #[test]
    fn a_bad_row_is_told_and_the_others_go_on() {
        let good = "R-1,A B,MD,,CA|1||2016-06-30,|Pain Medicine,2001-07-01,30,,,,,5,0,";
        for (row, expected) in [
            (good.replace("R-1", ""), "roster.csv, line 3, field id: it is empty and must not be"),
            (
                good.replace("MD", "RN"),
                "roster.csv, line 3, field degree: \"RN\" is no degree of a reviewer; there are MD, DO, DC, PhD, DPM, LAc, DDS, OD",
            ),
            (
                good.replace("CA|", "XX|"),
                "roster.csv, line 3, field licences: entry 1: \"XX\" is no state of the United States",
            ),
            (
                good.replace("2016-06-30", "2016-13-30"),
                "roster.csv, line 3, field licences: entry 1: until: \"2016-13-30\" is not a day of the calendar; write it as 2015-03-31",
            ),
            (
                // Ten bytes, and no place to cut after the third.
                good.replace("MD,,", "MD,20ä81000X,"),
                "roster.csv, line 3, field taxonomy: \"20ä81000X\" is not a taxonomy code; write it as 208100000X",
            ),
            (
                good.replace(",30,", ",300,"),
                "roster.csv, line 3, field hours_per_week: a week has 168 hours, not 300",
            ),
            (
                good.replace("2001-07-01", ""),
                "roster.csv, line 3, field practising_since: it is empty and must not be",
            ),
            (
                good.replace(",30,,,,", ",30,,,friend|Oak Group,"),
                "roster.csv, line 3, field ties: entry 1: \"friend\" is none of spouse, child",
            ),
            (
                good.to_owned(),
                "roster.csv, line 3, field id: R-1 stands in an earlier row already; keep one of the two",
            ),
        ] {
            let read = read("roster.csv", &format!("{HEAD}\n{good}\n{row}\n{}\n", good.replace("R-1", "R-2")));
            assert_eq!(read.reviewers.len(), 2, "{row}");
            let told: Vec<String> = read.complaints.iter().map(ToString::to_string).collect();
            assert!(told.len() == 1 && told[0].starts_with(expected), "{told:?}");
        }
    }

    #[test]
    fn what_is_odd_is_said() {
        let read = roster("R-1,A B,MD,,,|Pain Medicin,2001-07-01,30,,,income|Acme,,,,");
        let told: Vec<String> = read.oddities.iter().map(|one| one.field.clone()).collect();
        assert_eq!(told, ["certifications", "licences", "capacity", "ties"]);
    }
}
