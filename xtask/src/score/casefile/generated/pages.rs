//! Documents and pages as they were read, against the truth.

use super::{Place, Tally, array, is_set, place, plain, text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Compares the list of documents with the truth.
pub(super) fn compare(tally: &mut Tally, truth: &Value, list: &Value) {
    let read: BTreeMap<Place, (usize, &Value)> = array(list, "documents")
        .enumerate()
        .flat_map(|(at, document)| {
            array(document, "pages").filter_map(move |page| Some((place(page)?, (at, document))))
        })
        .collect();
    documents(tally, truth, &read);
    boundaries(tally, truth, &read);
    duplicates(tally, truth, list);
    strangers(tally, truth, list);
}

/// A document counts by the document that its first page was read into.
fn documents(tally: &mut Tally, truth: &Value, read: &BTreeMap<Place, (usize, &Value)>) {
    for document in array(truth, "documents") {
        let Some(first) = array(document, "pages").next().and_then(place) else { continue };
        let found = read.get(&first).map_or(&Value::Null, |one| one.1);
        for (measure, key) in [
            ("kind", "kind"),
            ("date of service", "date"),
            ("title", "title"),
            ("author", "author"),
            ("facility", "facility"),
        ] {
            let (wanted, got) = (plain(text(document, key)), plain(text(found, key)));
            if wanted.is_empty() && got.is_empty() {
                continue;
            }
            let right = wanted == got;
            // What is read wrongly is found and not true, and true and not found.
            if right {
                tally.add(measure, true, true);
                continue;
            }
            if !got.is_empty() {
                tally.add(measure, true, false);
            }
            if !wanted.is_empty() {
                tally.add(measure, false, true);
            }
            tally.missed(measure, format_args!("{} page {}: {wanted:?} was read as {got:?}", first.0, first.1));
        }
    }
}

/// Where a document begins within a file; the first page of a file begins one
/// unless it goes on from the file before.
fn boundaries(tally: &mut Tally, truth: &Value, read: &BTreeMap<Place, (usize, &Value)>) {
    let pages: Vec<(Place, &Value)> =
        array(truth, "pages").filter_map(|page| Some((place(page)?, page.get("document")?))).collect();
    for two in pages.windows(2) {
        let ((before, one), (after, other)) = (&two[0], &two[1]);
        let begins = one != other;
        let of = |place: &Place| read.get(place).map(|one| one.0);
        let found = of(before).is_none() || of(before) != of(after);
        if begins || found {
            tally.add("boundaries", found, begins);
        }
        if begins != found {
            let what = if begins { "begins a document" } else { "goes on" };
            tally.missed("boundaries", format_args!("{} page {} {what}", after.0, after.1));
        }
    }
}

/// Pairs of pages that are one, whichever of them is kept.
fn duplicates(tally: &mut Tally, truth: &Value, list: &Value) {
    let true_pairs = pairs(array(truth, "pages"));
    let found = pairs(array(list, "documents").flat_map(|document| array(document, "pages")));
    for pair in true_pairs.union(&found) {
        let (is_found, is_true) = (found.contains(pair), true_pairs.contains(pair));
        tally.add("near-duplicates", is_found, is_true);
        if is_found != is_true {
            let what = if is_true { "were not folded" } else { "were folded" };
            let ((file, page), (other, number)) = pair;
            tally.missed("near-duplicates", format_args!("{file} page {page} and {other} page {number} {what}"));
        }
    }
    look_alikes(tally, truth, &found);
}

fn look_alikes(tally: &mut Tally, truth: &Value, found: &BTreeSet<(Place, Place)>) {
    let documents: Vec<&Value> = array(truth, "documents").collect();
    for document in &documents {
        let other = document.get("looks_like").and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
        let Some(other) = other.and_then(|at| documents.get(at)) else { continue };
        for (one, other) in array(document, "pages").filter_map(place).zip(array(other, "pages").filter_map(place))
        {
            let apart = !found.contains(&ordered(one, other));
            tally.add("look-alikes kept apart", apart, true);
        }
    }
}

fn pairs<'v>(pages: impl Iterator<Item = &'v Value>) -> BTreeSet<(Place, Place)> {
    let mut sets: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
    for page in pages {
        if let (Some(copy), Some(of)) = (place(page), page.get("duplicate_of").and_then(place)) {
            sets.entry(of).or_default().insert(copy);
        }
    }
    let mut all = BTreeSet::new();
    for (of, copies) in sets {
        let together: Vec<Place> = copies.into_iter().chain([of]).collect();
        for (at, one) in together.iter().enumerate() {
            all.extend(together[at + 1..].iter().map(|other| ordered(one.clone(), other.clone())));
        }
    }
    all
}

fn ordered(one: Place, other: Place) -> (Place, Place) {
    if one < other { (one, other) } else { (other, one) }
}

fn strangers(tally: &mut Tally, truth: &Value, list: &Value) {
    let mut found = BTreeSet::new();
    for document in array(list, "documents") {
        let whole = is_set(document, "not_this_patient");
        found.extend(
            array(document, "pages").filter(|page| whole || is_set(page, "not_this_patient")).filter_map(place),
        );
    }
    for page in array(truth, "pages") {
        let Some(at) = place(page) else { continue };
        let (is_found, is_true) = (found.contains(&at), is_set(page, "wrong_patient"));
        if is_found || is_true {
            tally.add("wrong patient", is_found, is_true);
        }
        if is_found != is_true {
            let what = if is_true { "is somebody else's" } else { "is the employee's" };
            tally.missed("wrong patient", format_args!("{} page {} {what}", at.0, at.1));
        }
    }
}
