//! What is asked of a case file, and the words it comes to: inflections,
//! other names of a drug, other words of the clinic.
//!
//! `word`, `word*`, `"words that stand together"`, `a NEAR/5 b`. All parts
//! must stand on a page. Words between quotation marks are one term, which has
//! other words like any other: what is quoted and not found would be taken for
//! absent. A class of drugs, such as NSAID, is looked for as all drugs of it.

use super::{CaseFile, Index, Search};
use crate::drug::{as_scanned, classes, names_like};
use crate::refusal::{Code, Refusal};
use std::sync::LazyLock;

const THESAURUS: &str = include_str!("../../data/thesaurus.csv");

static GROUPS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    THESAURUS.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(',').collect()).collect()
});

/// A query, ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What must stand on a page; every part of it.
    pub parts: Vec<Part>,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// One of these.
    Any(Vec<Way>),
    /// One of the first and one of the second, with at most so many words
    /// between.
    Near(Vec<Way>, usize, Vec<Way>),
}

/// Words that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// As they are written.
    pub written: String,
    /// In the form in which words compare; one that ends in `*` is open.
    pub(super) keys: Vec<String>,
}

/// How many words of a query may be one term, such as `low back pain`.
const LONGEST: usize = 4;

impl Query {
    /// Reads a query of which a person says what it is. Refused where it asks
    /// for nothing, and where NEAR does not stand between two terms with a
    /// number: what is found, or not, would be an answer to something else.
    pub fn asked(text: &str) -> Result<Self, Refusal> {
        let query = Self::parse(text);
        let near = |token: &&Token| !token.quoted && (token.text == "NEAR" || token.text.starts_with("NEAR/"));
        let meant = tokens(text).iter().filter(near).count();
        let read = query.parts.iter().filter(|part| matches!(part, Part::Near(..))).count();
        let empty =
            query.parts.is_empty() || query.parts.iter().flat_map(Part::ways).any(|way| way.keys.is_empty());
        if !empty && meant == read {
            return Ok(query);
        }
        let what =
            if empty { "names nothing to look for" } else { "has a NEAR that does not stand between two terms" };
        Err(Refusal::new(
            Code::SearchUnclear,
            format!("The search \"{text}\" {what}."),
            "Name words, such as: spasm, presc*, \"muscle spasm\", spasm NEAR/5 lumbar.",
        ))
    }

    /// Reads a query; every text is one.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let tokens = tokens(text);
        let mut parts: Vec<Part> = Vec::new();
        let mut near: Option<usize> = None;
        let mut at = 0;
        while at < tokens.len() {
            if let Some(words) = distance(&tokens[at]).filter(|_| !parts.is_empty()) {
                near = Some(words);
                at += 1;
                continue;
            }
            let (ways, taken) = term(&tokens[at..]);
            at += taken;
            match (near.take(), parts.pop()) {
                (Some(words), Some(Part::Any(first))) => parts.push(Part::Near(first, words, ways)),
                (_, last) => {
                    parts.extend(last);
                    parts.push(Part::Any(ways));
                }
            }
        }
        Self { parts }
    }

    /// The search as it is held up when something is said not to be in the
    /// file: every part with its other words, looked for on every page by the
    /// same index that answers the query.
    #[must_use]
    pub fn record(&self, file: &CaseFile, index: &Index) -> Search {
        Search::of(file, index, &self.parts)
    }

    /// Every way of every part, as written: the terms of a recorded search.
    #[must_use]
    pub fn terms(&self) -> Vec<&str> {
        self.parts.iter().flat_map(Part::ways).map(|way| way.written.as_str()).collect()
    }
}

impl Part {
    /// The part that one term of a checklist is: its words stand together, a
    /// word that ends in `*` is open. Its other words are those of the term
    /// without the `*`.
    #[must_use]
    pub fn of_term(term: &str) -> Self {
        Self::Any(ways(term, others(&term.replace('*', ""))))
    }

    /// What is asked, without other words.
    #[must_use]
    pub fn words(&self) -> String {
        let first = |ways: &[Way]| ways.first().map_or(String::new(), |way| way.written.clone());
        match self {
            Self::Any(ways) => first(ways),
            Self::Near(one, words, other) => format!("{} NEAR/{words} {}", first(one), first(other)),
        }
    }

    /// The other words it is looked for under.
    #[must_use]
    pub fn others(&self) -> Vec<String> {
        let rest = |ways: &[Way]| -> Vec<String> { ways.iter().skip(1).map(|way| way.written.clone()).collect() };
        match self {
            Self::Any(ways) => rest(ways),
            Self::Near(one, _, other) => [rest(one), rest(other)].concat(),
        }
    }

    fn ways(&self) -> impl Iterator<Item = &Way> {
        match self {
            Self::Any(ways) => ways.iter().chain(&[]),
            Self::Near(first, _, second) => first.iter().chain(second),
        }
    }
}

#[derive(Debug)]
struct Token {
    text: String,
    quoted: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (at, piece) in text.split(['"', '\u{201c}', '\u{201d}']).enumerate() {
        let quoted = at % 2 == 1;
        if quoted && !piece.trim().is_empty() {
            tokens.push(Token { text: piece.trim().to_owned(), quoted });
        } else if !quoted {
            tokens.extend(piece.split_whitespace().map(|word| Token { text: word.to_owned(), quoted }));
        }
    }
    tokens.retain(|token| token.text.contains(char::is_alphanumeric));
    tokens
}

/// `NEAR/5` with its number; without one, ten.
fn distance(token: &Token) -> Option<usize> {
    let rest = token.text.strip_prefix("NEAR").filter(|_| !token.quoted)?;
    match rest.strip_prefix('/') {
        Some(number) => number.parse().ok(),
        None => rest.is_empty().then_some(10),
    }
}

/// The ways of the term at the head of the tokens, and how many it takes.
fn term(tokens: &[Token]) -> (Vec<Way>, usize) {
    let plain = tokens.iter().take(LONGEST).take_while(|token| !token.quoted && distance(token).is_none()).count();
    for taken in (1..=plain).rev() {
        let words = tokens[..taken].iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
        let others = others(&words);
        if !others.is_empty() || taken == 1 {
            return (ways(&words, others), taken);
        }
    }
    let quoted = &tokens[0].text;
    (ways(quoted, others(quoted)), 1)
}

/// A term and its other words, each once.
fn ways(words: &str, others: Vec<String>) -> Vec<Way> {
    let mut ways = vec![Way::new(words)];
    for other in others {
        let way = Way::new(&other);
        if !ways.iter().any(|known| known.keys == way.keys) {
            ways.push(way);
        }
    }
    ways
}

/// The classes of drugs, with the keys of their names.
static CLASSES: LazyLock<Vec<(Vec<String>, Vec<&str>)>> =
    LazyLock::new(|| classes().map(|(class, drugs)| (keys(class), drugs)).collect());

/// Other words for a term: the other names of a drug, its group, and where it
/// is a class of drugs all names of those in it.
fn others(words: &str) -> Vec<String> {
    let lower = words.to_lowercase();
    let folded: Vec<String> = keys(&lower);
    let group = GROUPS.iter().find(|group| group.iter().any(|one| keys(one) == folded));
    let group = group.map_or(&[][..], Vec::as_slice);
    let called: Vec<Vec<String>> = group.iter().map(|one| keys(one)).chain([folded]).collect();
    let class = CLASSES.iter().find(|(class, _)| called.contains(class));
    let members = class
        .into_iter()
        .flat_map(|(_, drugs)| drugs)
        .flat_map(|drug| std::iter::once((*drug).to_owned()).chain(names_like(drug)));
    let words = group.iter().map(|one| (*one).to_owned());
    words.chain(names_like(&lower)).chain(members).filter(|one| *one != lower).collect()
}

impl Way {
    fn new(written: &str) -> Self {
        Self { written: written.to_owned(), keys: keys(written) }
    }
}

fn keys(written: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in written.split_whitespace() {
        let mut own: Vec<String> =
            word.split(|c: char| !c.is_alphanumeric()).filter(|one| !one.is_empty()).map(key).collect();
        if let (true, Some(last)) = (word.ends_with('*'), own.last_mut()) {
            last.push('*');
        }
        all.extend(own);
    }
    all
}

/// The form in which words compare: lower case, without its inflection, with
/// the letters that a scan confuses as one.
pub(super) fn key(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower.bytes().all(|b| b.is_ascii_digit()) {
        return lower;
    }
    as_scanned(stem(&lower))
}

/// A word without `s`, `ed` or `ing`.
fn stem(word: &str) -> &str {
    if word.len() < 5 || !word.is_ascii() {
        return word;
    }
    let stem = ["ing", "ies", "ied", "ed", "es", "s", "y"].iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        let kept = *ending == "s" && (stem.ends_with('s') || stem.ends_with('u') || stem.ends_with('i'));
        (stem.len() >= 4 && !kept && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])).then_some(stem)
    });
    let stem = stem.unwrap_or(word);
    stem.strip_suffix('e').filter(|short| short.len() >= 4).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_compares_without_its_inflection_and_what_a_scan_confuses() {
        for (a, b) in [
            ("spasms", "spasm"),
            ("radiating", "radiated"),
            ("Flexeril", "F1exeri1"),
            ("lumbar", "1umbar"),
            ("therapies", "therapy"),
            ("sternal", "stemal"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        for (a, b) in [("10", "lo"), ("hip", "lip"), ("spasm", "spasticity"), ("norco", "narco")] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn a_query_names_its_synonyms() {
        let query = Query::parse("Flexeril NEAR/5 \"not helpful\" uds");
        let terms = query.terms();
        for term in ["Flexeril", "cyclobenzaprine", "fexmid", "not helpful", "urine drug screen", "toxicology"] {
            assert!(terms.contains(&term), "{term} in {terms:?}");
        }
        assert!(matches!(query.parts[0], Part::Near(_, 5, _)) && query.parts.len() == 2);
    }

    /// What is asked by its class, in quotation marks, or by letters with full
    /// stops, is no less there.
    #[test]
    fn a_term_is_looked_for_under_all_it_may_be_called() {
        for (asked, names) in [
            ("\"muscle relaxant\"", &["Flexeril", "cyclobenzaprine", "soma", "tizanidine", "antispasmodic"][..]),
            ("opioid", &["Norco", "Percocet", "tramadol", "narcotic"]),
            ("NSAIDs", &["ibuprofen", "Naprosyn", "celecoxib"]),
            ("anticonvulsant", &["Neurontin", "pregabalin", "antiepileptic"]),
            ("antidepressants", &["Cymbalta", "amitriptyline"]),
            ("\"straight leg raise\"", &["slr", "s.l.r."]),
            ("SLR", &["straight leg raise", "s.l.r."]),
            ("S.L.R.", &["straight leg raise", "slr"]),
            ("codeine", &["t3", "tylenol #3"]),
            ("\"Norco\"", &["Vicodin"]),
        ] {
            let query = Query::parse(asked);
            for name in names {
                assert!(query.terms().contains(&name.to_lowercase().as_str()), "{asked}: {name}");
            }
        }
        assert!(!Query::parse("Flexeril").terms().contains(&"soma"), "a drug is not its class");
        assert_eq!(Query::parse("\"not helpful\"").terms(), ["not helpful"]);
    }

    #[test]
    fn a_query_that_asks_for_nothing_is_refused() {
        for asked in
            ["", " ", "\"", "\"\"", "NEAR/3", "pain NEAR/2", "NEAR spasm", "a NEAR/2 b NEAR/3 c", "a NEAR/x b", "*"]
        {
            let refused = Query::asked(asked).expect_err(asked);
            assert_eq!(refused.code, Code::SearchUnclear, "{asked}");
        }
        for asked in ["spasm", "a NEAR b", "\"NEAR\" spasm", "near pain", "a NEAR/2 b c NEAR/3 d"] {
            assert!(Query::asked(asked).is_ok(), "{asked}");
        }
    }

    /// What is in a combination is found under its brands, and a brand under
    /// what is in it.
    #[test]
    fn a_drug_is_looked_for_in_its_combinations() {
        for (asked, names) in [
            ("hydrocodone", &["Norco", "Vicodin", "Zohydro ER", "Vicoprofen"][..]),
            ("oxycodone", &["Percocet", "OxyContin", "Percodan"]),
            ("hydrocodone bitartrate", &["hydrocodone", "Norco"]),
            ("Norco", &["Vicodin", "hydrocodone acetaminophen", "acetaminophen hydrocodone", "hydrocodone APAP"]),
            ("cyclobenzaprine", &["Flexeril"]),
        ] {
            let query = Query::parse(asked);
            for name in names {
                assert!(query.terms().contains(&name.to_lowercase().as_str()), "{asked}: {name}");
            }
        }
        // Who asks for a brand does not ask for all that its parts are in.
        assert!(!Query::parse("Norco").terms().contains(&"percocet"));
        assert!(!Query::parse("Zohydro").terms().contains(&"percocet"));
    }
}
