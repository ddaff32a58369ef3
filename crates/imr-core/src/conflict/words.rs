//! The words that names of organizations and persons are made of: which say
//! nothing, which are short for others, which are pet forms.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Forms of a company, and words that say nothing: left out.
const FORMS: &str = "inc incorporated llc llp lp ltd limited corp corporation co company pc apc apmc pllc plc pa \
                     professional a an the and of at for in dba";

/// Degrees and titles: left out of names of persons, and of practices that
/// bear one.
const TITLES: &str = "md do dc dpm phd psyd dds dmd lac od rn np pt dr mr mrs ms prof esq hon mph facs faaos";

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
    let all = [(COMMON, Meaning::Common), (TITLES, Meaning::Title), (FORMS, Meaning::Form)];
    all.into_iter().flat_map(|(words, meaning)| words.split_whitespace().map(move |word| (word, meaning))).collect()
});

static LONG: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| SHORT.iter().copied().collect());

static NICKNAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut given: HashMap<&str, Vec<&str>> = HashMap::new();
    let lines = include_str!("../../data/nicknames.csv").lines().filter(|line| !line.starts_with('#'));
    for (name, forms) in lines.filter_map(|line| line.split_once(',')) {
        for form in forms.split('|') {
            given.entry(form).or_default().push(name);
        }
    }
    given
});

/// What a word does, where it is one of those that do something.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    MEANINGS.get(word).copied()
}

/// What a word is short for.
pub(super) fn long(word: &str) -> Option<&'static str> {
    LONG.get(word).copied()
}

/// Whether two given names may be one person's: one is a pet form of the
/// other, or both are of the same name.
pub(super) fn nicknames(a: &str, b: &str) -> bool {
    let of = |word: &str| NICKNAMES.get(word).map_or(&[][..], Vec::as_slice).to_vec();
    let (names_a, names_b) = (of(a), of(b));
    names_a.contains(&b) || names_b.contains(&a) || names_a.iter().any(|name| names_b.contains(name))
}

/// The words of a text: lower case, full stops and apostrophes dropped, `&`
/// read as "and", letters with marks as without.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(c) => word.push(c),
            None if matches!(c, '.' | '\'' | '’') => {}
            None => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn plain(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        c if c.is_alphanumeric() => c,
        _ => return None,
    })
}

/// How many letters must be changed, added, left out or swapped with their
/// neighbour to make one word of the other; more than `at_most` gives nothing.
pub(super) fn slips(a: &str, b: &str, at_most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > at_most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let change = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|count| *count <= at_most)
}
