//! Facts and exposures as they were read, against the truth.

use super::{Place, Tally, array, is_set, place, plain, text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const MARKS: [&str; 5] = ["negated", "hypothetical", "historical", "other_person", "uncertain"];

/// Kinds whose marks are compared. Of the others one can say in two ways what
/// is meant ("failed", "off work", "inconsistent").
const MARKED: [&str; 8] =
    ["body_part", "diagnosis", "medication", "side_effect", "exam", "imaging", "electrodiagnostic", "procedure"];

/// A fact, as far as it is compared.
struct Fact<'v> {
    kind: &'v str,
    names: BTreeSet<String>,
    marks: [bool; 5],
    pages: BTreeSet<Place>,
    value: &'v Value,
    passage: &'v str,
}

/// Compares facts and exposures with the truth.
pub(super) fn compare(tally: &mut Tally, truth: &Value, read: &Value) {
    let kept: BTreeMap<Place, Place> = array(truth, "pages")
        .filter_map(|page| Some((place(page)?, page.get("duplicate_of").and_then(place)?)))
        .collect();
    let others: BTreeSet<Place> =
        array(truth, "pages").filter(|page| is_set(page, "wrong_patient")).filter_map(place).collect();
    let of_employee = |fact: &Fact<'_>| fact.pages.is_disjoint(&others);
    let wanted: Vec<Fact<'_>> =
        distinct(array(truth, "facts").map(|fact| Fact::of(fact, &kept)).filter(of_employee));
    let found: Vec<Fact<'_>> = distinct(array(read, "facts").map(|fact| Fact::of(fact, &kept)).filter(of_employee));
    pair(tally, &wanted, &found);
    exposures(tally, truth, read);
}

impl<'v> Fact<'v> {
    fn of(value: &'v Value, kept: &BTreeMap<Place, Place>) -> Self {
        let mut names = BTreeSet::from([plain(text(value, "what"))]);
        names.extend(array(value, "also").filter_map(Value::as_str).map(plain));
        let pages = array(value, "pages").filter_map(place);
        Self {
            kind: text(value, "kind"),
            names,
            marks: MARKS.map(|mark| is_set(value, mark)),
            pages: pages.map(|page| kept.get(&page).cloned().unwrap_or(page)).collect(),
            value: value.get("value").unwrap_or(&Value::Null),
            passage: text(value, "passage"),
        }
    }

    fn is(&self, other: &Self) -> bool {
        self.kind == other.kind
            && (self.marks == other.marks || !self.is_marked() || !other.is_marked())
            && !self.names.is_disjoint(&other.names)
            && !self.pages.is_disjoint(&other.pages)
    }

    fn is_marked(&self) -> bool {
        MARKED.contains(&self.kind) && self.value.get("result").is_none()
    }

    fn line(&self) -> String {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let marks: Vec<&str> = MARKS.into_iter().zip(self.marks).filter(|one| one.1).map(|one| one.0).collect();
        let at: Vec<String> = self.pages.iter().map(|(file, page)| format!("{file} page {page}")).collect();
        format!("{} {} [{}] {}: {:?}", self.kind, names.join("|"), marks.join(" "), at.join(", "), self.passage)
    }
}

/// Each fact once: a page may say a thing several times.
fn distinct<'v>(facts: impl Iterator<Item = Fact<'v>>) -> Vec<Fact<'v>> {
    let mut by_page: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    let mut all: Vec<Fact<'v>> = Vec::new();
    for fact in facts {
        let near: Vec<usize> = fact.pages.iter().filter_map(|page| by_page.get(page)).flatten().copied().collect();
        if near.iter().any(|at| all[*at].is(&fact)) {
            continue;
        }
        for page in &fact.pages {
            by_page.entry(page.clone()).or_default().push(all.len());
        }
        all.push(fact);
    }
    all
}

fn pair(tally: &mut Tally, wanted: &[Fact<'_>], found: &[Fact<'_>]) {
    let mut by_page: BTreeMap<&Place, Vec<usize>> = BTreeMap::new();
    for (at, fact) in found.iter().enumerate() {
        fact.pages.iter().for_each(|page| by_page.entry(page).or_default().push(at));
    }
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for fact in wanted {
        let near = fact.pages.iter().filter_map(|page| by_page.get(page)).flatten().copied();
        let same = near.into_iter().find(|at| !used.contains(at) && found[*at].is(fact));
        count(tally, fact.kind, same.is_some(), true);
        match same {
            Some(at) => {
                used.insert(at);
                tally.add("values of facts", agrees(fact.value, found[at].value), true);
            }
            None => tally.missed("facts: not found", fact.line()),
        }
    }
    for fact in found.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|one| one.1) {
        count(tally, fact.kind, true, false);
        tally.missed("facts: not true", fact.line());
    }
}

fn count(tally: &mut Tally, kind: &str, found: bool, truth: bool) {
    tally.add("facts", found, truth);
    tally.add(&format!("  {kind}"), found, truth);
}

/// Whether everything that the truth says of a fact was read alike.
fn agrees(truth: &Value, read: &Value) -> bool {
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), plain);
    truth.as_object().is_none_or(|all| {
        all.iter().all(|(name, value)| read.get(name).is_some_and(|read| shown(read) == shown(value)))
    })
}

/// An exposure is found where the drug, its first and its last day agree.
fn exposures(tally: &mut Tally, truth: &Value, read: &Value) {
    let all = |value: &Value| -> BTreeSet<[String; 3]> {
        let one =
            |one: &Value| [plain(text(one, "ingredient")), text(one, "first").into(), text(one, "last").into()];
        array(value, "exposures").map(one).collect()
    };
    let (wanted, found) = (all(truth), all(read));
    // What is wrong with those that are missed: a drug, or one of its days.
    for (measure, parts) in
        [("of these, the drug", [0, 0]), ("the drug and first day", [0, 1]), ("the drug and last day", [0, 2])]
    {
        let part = |all: &BTreeSet<[String; 3]>| -> BTreeSet<[String; 2]> {
            all.iter().map(|one| parts.map(|at| one[at].clone())).collect()
        };
        let (wanted, found) = (part(&wanted), part(&found));
        wanted.union(&found).for_each(|one| tally.add(measure, found.contains(one), wanted.contains(one)));
    }
    for one in wanted.union(&found) {
        let (is_found, is_true) = (found.contains(one), wanted.contains(one));
        tally.add("exposures", is_found, is_true);
        if is_found != is_true {
            let what = if is_true { "was not found" } else { "is not true" };
            tally.missed("exposures", format_args!("{} from {} to {} {what}", one[0], one[1], one[2]));
        }
    }
}
