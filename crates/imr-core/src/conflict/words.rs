//! The words that names of organizations and persons are made of: which say
//! nothing, and which are short for others.

use crate::naming::{DEGREES, TITLES};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Forms of a company, and words that say nothing: left out.
const FORMS: &str = "inc incorporated llc llp lp ltd limited corp corporation co company pc apc apmc pllc plc pa \
                     professional a an the and of at for in dba";

/// Titles beside those of every name, left out of names of persons, and of
/// practices that bear one.
const HONOURS: [&str; 3] = ["prof", "esq", "hon"];

/// Words that many organizations have: a name may lack one, but two names
/// may not have different ones where little else tells them apart.
const COMMON: &str = "medical group associates center clinic services service institute partners health healthcare \
                      physicians hospital insurance practice care company management network surgery rehabilitation \
                      therapy foundation department system";

/// What is written short, and what it is short for.
const SHORT: &[(&str, &str)] = &[
    ("med", "medical"),
    ("medicine", "medical"),
    ("grp", "group"),
    ("gp", "group"),
    ("assoc", "associates"),
    ("assocs", "associates"),
    ("assn", "association"),
    ("ctr", "center"),
    ("cntr", "center"),
    ("centre", "center"),
    ("centers", "center"),
    ("hosp", "hospital"),
    ("orth", "orthopedic"),
    ("ortho", "orthopedic"),
    ("orthopaedic", "orthopedic"),
    ("orthopaedics", "orthopedic"),
    ("orthopedics", "orthopedic"),
    ("neuro", "neurology"),
    ("svc", "services"),
    ("svcs", "services"),
    ("serv", "services"),
    ("service", "services"),
    ("mgmt", "management"),
    ("mgt", "management"),
    ("intl", "international"),
    ("natl", "national"),
    ("ins", "insurance"),
    ("inst", "institute"),
    ("univ", "university"),
    ("dept", "department"),
    ("dist", "district"),
    ("admin", "administrators"),
    ("adm", "administrators"),
    ("administration", "administrators"),
    ("clinics", "clinic"),
    ("phys", "physicians"),
    ("physician", "physicians"),
    ("surg", "surgery"),
    ("surgical", "surgery"),
    ("surgeons", "surgery"),
    ("rehab", "rehabilitation"),
    ("spec", "specialists"),
    ("diag", "diagnostic"),
    ("pharm", "pharmaceuticals"),
    ("pharma", "pharmaceuticals"),
    ("pharmaceutical", "pharmaceuticals"),
    ("labs", "laboratories"),
    ("lab", "laboratories"),
    ("laboratory", "laboratories"),
    ("mfg", "manufacturing"),
    ("bros", "brothers"),
    ("st", "saint"),
    ("mt", "mount"),
    ("ft", "fort"),
    ("cnty", "county"),
    ("cty", "county"),
    ("calif", "california"),
    ("ca", "california"),
    ("so", "southern"),
    ("no", "northern"),
];

/// What a word does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Form,
    Title,
    Common,
}

static MEANINGS: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let listed = [(COMMON, Meaning::Common), (FORMS, Meaning::Form)];
    let listed =
        listed.into_iter().flat_map(|(words, meaning)| words.split_whitespace().map(move |one| (one, meaning)));
    let titles = TITLES.into_iter().chain(DEGREES).chain(HONOURS).map(|word| (word, Meaning::Title));
    titles.chain(listed).collect()
});

static LONG: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| SHORT.iter().copied().collect());

/// What a word does, where it is one of those that do something.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    MEANINGS.get(word).copied()
}

/// What a word is short for.
pub(super) fn long(word: &str) -> Option<&'static str> {
    LONG.get(word).copied()
}
