//! Drugs named in the prose of a record. Beside the names of the table there
//! are abbreviations, the names of classes, and words that are the name of a
//! drug only where a dose or the like says so.

use super::table::{self, Word, joined};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

const WORDS: &str = include_str!("../../data/drug-words.csv");

/// A drug, or a class of drugs, named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where the name stands, in bytes of the text.
    pub span: Range<usize>,
    /// What is in it, in alphabetical order; empty for a class.
    pub ingredients: Vec<&'static str>,
    /// The class, where a class is named and no drug.
    pub class: Option<&'static str>,
}

impl Named {
    /// Whether a class is named and not a drug, such as `NSAIDs`.
    #[must_use]
    pub fn is_class(&self) -> bool {
        self.class.is_some()
    }
}

/// What a name of the second table stands for.
#[derive(Debug, Clone)]
struct Meaning {
    ingredients: Vec<&'static str>,
    class: Option<&'static str>,
    /// Whether it is a drug only where the words around say so.
    guarded: bool,
}

static MEANINGS: LazyLock<FxHashMap<String, Meaning>> = LazyLock::new(|| {
    let mut meanings = FxHashMap::default();
    for (what, names) in
        WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.rsplit_once(','))
    {
        let class = what.strip_prefix("= ");
        let ingredients = if class.is_some() { Vec::new() } else { what.split(" / ").collect() };
        for name in names.split('|') {
            let guarded = name.ends_with('?');
            let meaning = Meaning { ingredients: ingredients.clone(), class, guarded };
            meanings.insert(name.trim_end_matches('?').to_owned(), meaning);
        }
    }
    meanings
});

/// The first words of the second table, each with how many words its names
/// have at most.
static MEANING_STARTS: LazyLock<FxHashMap<String, usize>> =
    LazyLock::new(|| table::longest_by_first_word(MEANINGS.keys().map(String::as_str)));

/// The first words of all names, of both tables.
static STARTS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| table::first_words().chain(MEANING_STARTS.keys().map(String::as_str)).collect());

/// A word with the letters that a scan confuses as one: `1`, `i` and `l`, `0`
/// and `o`, `5` and `s`, `rn` and `m`.
pub(crate) fn as_scanned(word: &str) -> String {
    let letter = |c| match c {
        '1' | 'i' => 'l',
        '0' => 'o',
        '5' => 's',
        other => other,
    };
    let mut scanned = String::with_capacity(word.len());
    for c in word.chars() {
        if c == 'n' && scanned.ends_with('r') {
            scanned.pop();
            scanned.push('m');
        } else {
            scanned.push(letter(c));
        }
    }
    scanned
}

/// Names of one long word as a scan may give them. A form that two drugs
/// share names none: one drug is never read as another.
static MISREAD: LazyLock<FxHashMap<String, Option<usize>>> = LazyLock::new(|| {
    let mut forms: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (name, line) in table::names().filter(|(name, _)| name.len() >= LONG && !name.contains(' ')) {
        let same = |known: &mut Option<usize>| {
            *known = known.filter(|known| table::LINES[*known] == table::LINES[line]);
        };
        forms.entry(as_scanned(name)).and_modify(same).or_insert(Some(line));
    }
    forms
});

/// Names shorter than this are not looked for under misread letters.
const LONG: usize = 6;

/// The signs of all names that may be misread.
static MISREAD_SIGNS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| MISREAD.keys().map(|form| sign(form)).collect());

/// A number that is the same for a word however a scan gives it. Nearly every
/// word of a text has one that no name has, and needs no form of its own.
fn sign(word: &str) -> u64 {
    let letter = |byte: u8| match byte {
        b'1' | b'i' => b'l',
        b'0' => b'o',
        b'5' => b's',
        other => other,
    };
    let mut sign: u64 = 0;
    let mut bytes = word.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let is_m = byte == b'r' && bytes.next_if_eq(&b'n').is_some();
        let byte = if is_m { b'm' } else { letter(byte) };
        sign = (sign.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    sign
}

/// Whether a word in small letters may be the first of a name.
fn may_begin(word: &str) -> bool {
    STARTS.contains(word) || may_be_misread(word)
}

/// Whether a word of a text in small letters may be the first of a name. A
/// word with an apostrophe may: names compare without it.
fn begins_one(lower: &str) -> bool {
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.any(|word| may_begin(word) || word.contains('\''))
}

fn may_be_misread(word: &str) -> bool {
    word.len() >= LONG && MISREAD_SIGNS.contains(&sign(word))
}

/// The drug whose name a scan has turned into this word.
fn misread(word: &str) -> Option<&'static Vec<&'static str>> {
    let line = if may_be_misread(word) { MISREAD.get(&as_scanned(word))? } else { &None };
    line.map(|line| &table::LINES[line])
}

/// Whether a text may name a drug: the first word of a name stands in it, or
/// what a scan may have made of one.
#[must_use]
pub fn may_name(text: &str) -> bool {
    begins_one(&text.to_ascii_lowercase())
}

/// What stands in the table of requests and is no drug of a record: fluids,
/// gases, feeds, and what is taken without being given.
const NO_DRUGS: [&str; 14] = [
    "alcohol",
    "balanced salt",
    "caffeine",
    "cannabis",
    "carbon dioxide",
    "cocaine",
    "dextrose",
    "lipase",
    "oxygen",
    "sodium chloride",
    "sterile water",
    "water",
    "nitrogen",
    "nitrous oxide",
];
/// Names of the table that in prose are mostly something else; `tace` is what
/// scans make of `face`.
const NO_NAMES: [&str; 7] = ["bss", "triad", "thrive", "tpn", "beta 2", "air", "tace"];

/// Endings that belong to a name: how fast it is given off.
const RELEASE: [&str; 12] = ["xl", "xr", "er", "cr", "sr", "la", "dr", "cd", "ec", "odt", "ir", "ds"];

/// Every drug and class of drugs named in a text, from left to right.
#[must_use]
pub fn named_in(text: &str) -> Vec<Named> {
    // Put into small letters at once: then no word needs a copy of its own.
    let lower = text.to_ascii_lowercase();
    if !begins_one(&lower) {
        return Vec::new();
    }
    let words = table::words(&lower);
    let mut found: Vec<Named> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((named, taken)) = named_at(text, &words, at) else {
            at += 1;
            continue;
        };
        at += taken;
        if let Some(named) = named {
            match found.last_mut() {
                Some(last) if joins(text, last, &named) => {
                    last.span.end = named.span.end;
                    last.ingredients.extend(named.ingredients);
                    last.ingredients.sort_unstable();
                    last.ingredients.dedup();
                }
                _ => found.push(named),
            }
        }
    }
    found
}

/// "Aspirin/oxycodone" is one drug; and names that come together are one where
/// a blank stands between them, or what a scan made of the stroke.
fn joins(text: &str, last: &Named, next: &Named) -> bool {
    if last.is_class() || next.is_class() {
        return false;
    }
    let between = &text[last.span.end..next.span.start];
    let marks = between.chars().count() <= 3
        && between.chars().all(|one| !one.is_alphanumeric() && !matches!(one, ',' | ';' | '.' | ':' | '\n'));
    let together = || {
        let both: Vec<&str> = last.ingredients.iter().chain(&next.ingredients).copied().collect();
        table::come_together(&both)
    };
    between == "/" || (marks && together())
}

/// What is named at a word and how many words it takes; a name that is no
/// drug where it stands is taken and gives nothing.
fn named_at(text: &str, words: &[Word<'_>], at: usize) -> Option<(Option<Named>, usize)> {
    let here = &words[at..];
    let first = &*here[0].1;
    if !may_begin(first) {
        return None;
    }
    let listed = table::longest_at(here).filter(|(line, taken)| {
        let name = joined(&here[..*taken]);
        !NO_NAMES.contains(&&*name) && table::LINES[*line].iter().all(|one| !NO_DRUGS.contains(one))
    });
    let longest = MEANING_STARTS.get(first).map_or(0, |longest| here.len().min(*longest));
    let meant = (1..=longest).rev().find_map(|taken| {
        let meaning = MEANINGS.get(&*joined(&here[..taken]))?;
        Some((meaning, taken))
    });
    let (ingredients, class, guarded, mut taken) = match (listed, meant) {
        (Some((line, taken)), meant) if meant.is_none_or(|(_, longer)| longer < taken) => {
            (table::LINES[line].clone(), None, false, taken)
        }
        (_, Some((meaning, taken))) => (meaning.ingredients.clone(), meaning.class, meaning.guarded, taken),
        _ => (misread(&here[0].1)?.clone(), None, false, 1),
    };
    let around = Around { text, words, from: at, to: at + taken };
    if around.is_measured(guarded) || (class.is_some() && around.is_diagnosis()) {
        return Some((None, taken));
    }
    if class.is_none() && words.get(at + taken).is_some_and(|next| RELEASE.contains(&&*next.1)) {
        let gap = words[at + taken - 1].0.end..words[at + taken].0.start;
        taken += usize::from(gap.len() == 1);
    }
    let span = words[at].0.start..words[at + taken - 1].0.end;
    Some((Some(Named { span, ingredients, class }), taken))
}

/// A name among its neighbours.
struct Around<'a> {
    text: &'a str,
    words: &'a [Word<'a>],
    from: usize,
    to: usize,
}

impl Around<'_> {
    fn next(&self, steps: usize) -> &str {
        self.words.get(self.to + steps).map_or("", |word| &word.1)
    }

    fn before(&self) -> &str {
        self.from.checked_sub(1).map_or("", |at| &self.words[at].1)
    }

    /// Whether it is measured in the body rather than given. What is found
    /// in everybody (`guarded`) must be shown to be given.
    fn is_measured(&self, guarded: bool) -> bool {
        const LABORATORY: [&str; 11] = [
            "level",
            "levels",
            "deficiency",
            "deficient",
            "dependent",
            "resistance",
            "resistant",
            "receptor",
            "receptors",
            "channel",
            "concentration",
        ];
        if LABORATORY.contains(&self.next(0)) || (self.next(0) == "d" && LABORATORY.contains(&self.next(1))) {
            return true;
        }
        guarded && !self.is_given()
    }

    fn is_given(&self) -> bool {
        const UNITS: [&str; 8] = ["mg", "mcg", "g", "grams", "iu", "units", "tablet", "tablets"];
        const AFTER: [&str; 16] = [
            "supplement",
            "supplements",
            "supplementation",
            "tablet",
            "tablets",
            "pill",
            "pills",
            "daily",
            "po",
            "bid",
            "tid",
            "qd",
            "therapy",
            "replacement",
            "once",
            "twice",
        ];
        const BEFORE: [&str; 7] = ["on", "taking", "takes", "took", "oral", "given", "vitamins"];
        let dose = self.next(0).starts_with(|c: char| c.is_ascii_digit()) && UNITS.contains(&self.next(1));
        dose || AFTER.contains(&self.next(0)) || BEFORE.contains(&self.before())
    }

    /// `Opioid dependence` names no opioid that is given.
    fn is_diagnosis(&self) -> bool {
        const DISORDERS: [&str; 10] = [
            "dependence",
            "dependency",
            "abuse",
            "addiction",
            "addicted",
            "overdose",
            "withdrawal",
            "use",
            "seeking",
            "misuse",
        ];
        let between = self.words[self.to - 1].0.end..self.words.get(self.to).map_or(0, |word| word.0.start);
        DISORDERS.contains(&self.next(0)) && self.text.get(between).is_some_and(|gap| gap == " " || gap == "-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_names_drugs_and_classes() {
        for (text, expected) in [
            ("He takes Toprol XL and ASA.", "Toprol XL = metoprolol; ASA = aspirin"),
            ("Tried NSAIDs and muscle relaxants.", "NSAIDs = NSAID; muscle relaxants = Muscle Relaxant"),
            ("Potassium 4.2. Vitamin D deficiency. Opioid dependence.", ""),
            ("Potassium 20 mg daily", "Potassium = potassium"),
            ("aspirin/oxycodone p.r.n.", "aspirin/oxycodone = aspirin / oxycodone"),
            // The stroke fell away.
            ("oxycodone acetaminophen 5/325 mg", "oxycodone acetaminophen = acetaminophen / oxycodone"),
            (
                "oxycodone \u{2018}acetaminophen | 10/325 mg",
                "oxycodone \u{2018}acetaminophen = acetaminophen / oxycodone",
            ),
            (
                "Takes hydrocodone\u{2019} acetaminophen.",
                "hydrocodone\u{2019} acetaminophen = acetaminophen / hydrocodone",
            ),
            ("oxycodone acetaminophen tabs", "oxycodone acetaminophen = acetaminophen / oxycodone"),
            ("Takes oxycodone. Acetaminophen p.r.n.", "oxycodone = oxycodone; Acetaminophen = acetaminophen"),
            ("oxycodone, acetaminophen 10/325 mg", "oxycodone = oxycodone; acetaminophen = acetaminophen"),
            (
                "F1exeril, cyc1obenzaprine and Metaxa1one.",
                "F1exeril = cyclobenzaprine; cyc1obenzaprine = cyclobenzaprine; Metaxa1one = metaxalone",
            ),
            ("Prepped with Betadine.", "Betadine = povidone-iodine"),
        ] {
            let found: Vec<String> = named_in(text)
                .into_iter()
                .map(|one| {
                    let what = one.class.map_or_else(|| one.ingredients.join(" / "), str::to_owned);
                    format!("{} = {what}", &text[one.span])
                })
                .collect();
            assert_eq!(found.join("; "), expected, "{text}");
        }
    }
}
