//! Reviewers and affiliations as rows of the files that an organization
//! brings along (docs/operating.md lists the columns).

use super::roster::Member;
use imr_core::conflict::{Affiliation, Tie};
use imr_core::reviewer::Relative;
use serde_json::{Map, Value, json};

impl Member {
    /// The row of a roster.
    #[must_use]
    pub fn row(&self) -> Value {
        let (one, who) = (&self.reviewer, &self.identity);
        let licences = one.licences.iter().map(|licence| {
            without_nulls(json!({
                "state": licence.state,
                "number": who.licence_numbers.get(&licence.state),
                "status": licence.status,
                "until": licence.until,
                "restriction": licence.restrictions.first(),
            }))
        });
        let family = who.family.iter().flat_map(|one| {
            let bare = one.ties.is_empty().then(|| relative(one, None));
            bare.into_iter().chain(one.ties.iter().map(|tie| relative(one, Some(tie))))
        });
        without_nulls(json!({
            "id": one.id,
            "name": who.name,
            "degree": one.degree,
            "taxonomy": one.taxonomy,
            "licences": licences.collect::<Vec<_>>(),
            "certifications": one.certifications,
            "practising_since": one.practising_since,
            "hours_per_week": one.hours_per_week,
            "sanctions": one.sanctions,
            "evaluator": one.evaluator,
            "ties": one.ties.iter().chain(&who.ties).map(tie).collect::<Vec<_>>(),
            "family": family.collect::<Vec<_>>(),
            "capacity": one.capacity,
            "in_hand": one.in_hand,
            "last_assigned": one.last_assigned,
        }))
    }
}

/// The row of a register.
#[must_use]
pub fn affiliation_row(one: &Affiliation) -> Value {
    without_nulls(json!({
        "name": one.name,
        "kind": one.of.code(),
        "relation": one.tie.kind.code(),
        "other": one.tie.with,
        "other_kind": one.tie.sort.code(),
        "share": one.tie.share,
        "from": one.tie.from,
        "to": one.tie.to,
        "source": one.tie.source,
    }))
}

fn tie(tie: &Tie) -> Value {
    without_nulls(json!({
        "relation": tie.kind.code(),
        "with": tie.with,
        "sort": tie.sort.code(),
        "share": tie.share,
        "from": tie.from,
        "to": tie.to,
        "source": tie.source,
    }))
}

fn relative(one: &Relative, tie: Option<&Tie>) -> Value {
    without_nulls(json!({
        "kin": one.kin.code(),
        "name": one.name,
        "relation": tie.map(|tie| tie.kind.code()),
        "with": tie.map(|tie| tie.with.as_str()),
        "sort": tie.map(|tie| tie.sort.code()),
        "share": tie.and_then(|tie| tie.share),
    }))
}

/// What is not there has no field.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(fields.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use crate::world::{GeneratedWorld, Mix};
    use imr_core::conflict::register;
    use imr_core::reviewer::roster;

    #[test]
    fn the_rows_are_read_as_what_they_were_made_from() {
        let world = GeneratedWorld::new(1, 0, Mix::Usual);
        let members = world.roster(200);
        let lines: Vec<String> = members.iter().map(|one| one.row().to_string()).collect();
        let read = roster::read("roster.jsonl", &lines.join("\n"));
        assert_eq!(read.complaints, []);
        let made: Vec<_> = members.into_iter().map(|one| (one.reviewer, one.identity)).collect();
        assert_eq!(read.reviewers, made);
        let ties = world.affiliations();
        let lines: Vec<String> = ties.iter().map(|one| super::affiliation_row(one).to_string()).collect();
        assert_eq!(register::read("register.jsonl", &lines.join("\n")), (ties, vec![]));
    }
}
