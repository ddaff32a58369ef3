//! An index of a case file, small enough to be made when it is asked for:
//! every word with the places it stands at.

use super::joint::{is_one_word, over_the_end, parts_a_word};
use super::query::{Part, Query, Way, key};
use super::{CaseFile, Passage, sentences};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Every word of a case file with its places.
#[derive(Debug, Default)]
pub struct Index {
    pages: Vec<Indexed>,
    /// Places of each key: page in the order of the file, and word on it.
    places: BTreeMap<String, Vec<(u32, u32)>>,
    /// The same for words that a line parts, by the first of their two halves:
    /// `lum-` and `bar` stand for themselves too, as in `follow-` and `up`.
    parted: BTreeMap<String, Vec<(u32, u32)>>,
    /// Words that the end of a page parts, by the first of their two halves.
    over: BTreeMap<String, Vec<(u32, u32)>>,
}

#[derive(Debug)]
struct Indexed {
    number: u32,
    words: Vec<Range<usize>>,
    hidden: Vec<Range<usize>>,
}

/// A page on which a query is met.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Hit {
    /// Number of the page in the case file.
    pub page: u32,
    /// How well it is met; the higher the better.
    pub score: f64,
    /// Every place that meets a part, in bytes of the text of the page.
    pub spans: Vec<Range<usize>>,
    /// Those of them whose words are hidden: not drawn, or drawn over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<Range<usize>>,
}

impl Hit {
    /// The sentences in which the places stand, each with the places within
    /// it, in bytes of the sentence.
    #[must_use]
    pub fn contexts(&self, page: &str) -> Vec<(String, Vec<Range<usize>>)> {
        sentences(page)
            .into_iter()
            .filter_map(|sentence| {
                let marks: Vec<Range<usize>> = self
                    .spans
                    .iter()
                    .filter(|span| sentence.span.start <= span.start && span.end <= sentence.span.end)
                    .map(|span| sentence.within(page, span))
                    .collect();
                (!marks.is_empty()).then_some((sentence.text, marks))
            })
            .collect()
    }
}

/// The index of some of the pages of a case file: parts can be made at the
/// same time.
#[derive(Debug)]
pub struct IndexPart {
    pages: Vec<Indexed>,
    places: HashMap<String, Vec<(u32, u32)>>,
    parted: BTreeMap<String, Vec<(u32, u32)>>,
    over: BTreeMap<String, Vec<(u32, u32)>>,
}

impl IndexPart {
    /// Of these pages, by their place in the file.
    #[must_use]
    pub fn of(file: &CaseFile, part: Range<usize>) -> Self {
        let from = u32::try_from(part.start).unwrap_or(u32::MAX);
        let all = file.pages.get(part.clone()).unwrap_or_default();
        let mut known = Known::default();
        let mut places: Vec<Vec<(u32, u32)>> = Vec::new();
        let mut parted: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
        let mut pages = Vec::with_capacity(all.len());
        for (at, page) in (from..).zip(all) {
            let mut words = Vec::with_capacity(page.text.len() / 6);
            let (bytes, mut before) = (page.text.as_bytes(), 0..0);
            for (number, word) in (0..).zip(word_spans(&page.text)) {
                let key = known.key_of(&page.text[word.clone()]);
                if key == places.len() {
                    places.push(Vec::new());
                }
                places[key].push((at, number));
                if number > 0
                    && may_be_hyphen(bytes[before.end])
                    && let Some(whole) = parted_word(&page.text, &before, &word)
                {
                    parted.entry(super::query::key(&whole)).or_default().push((at, number - 1));
                }
                before = word.clone();
                words.push(word);
            }
            pages.push(Indexed { number: page.number, words, hidden: page.hidden.clone() });
        }
        let places = known.keys.into_iter().map(|(key, at)| (key, std::mem::take(&mut places[at]))).collect();
        let over = over_the_ends(file, part, &pages);
        Self { pages, places, parted, over }
    }
}

/// Words that the end of a page parts, by the place of their first half. The
/// next page has to be of the same file: another begins with words of its own.
fn over_the_ends(file: &CaseFile, part: Range<usize>, indexed: &[Indexed]) -> BTreeMap<String, Vec<(u32, u32)>> {
    let mut over: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
    for (at, page) in part.zip(indexed) {
        let Some([one, next]) = file.pages.get(at..at + 2) else { break };
        let parts = one.document == next.document;
        let Some((place, whole)) = parts.then(|| over_the_end(&one.text, &next.text)).flatten() else { continue };
        let word = page.words.partition_point(|word| word.end <= place.start);
        let (Ok(at), Ok(word)) = (u32::try_from(at), u32::try_from(word)) else { continue };
        over.entry(super::query::key(&whole)).or_default().push((at, word));
    }
    over
}

/// Whether one of the hyphens begins with this byte. Mostly a blank stands
/// between words, and nothing more is asked.
fn may_be_hyphen(byte: u8) -> bool {
    matches!(byte, b'-' | 0xc2 | 0xe2)
}

/// The word that a line parts into these two.
fn parted_word(text: &str, before: &Range<usize>, after: &Range<usize>) -> Option<String> {
    if !parts_a_word(&text[before.end..after.start]) {
        return None;
    }
    let (first, second) = (&text[before.clone()], &text[after.clone()]);
    is_one_word(first, second).then(|| format!("{first}{second}"))
}

/// How far apart the parts of a query may be to strengthen each other, words.
const TOGETHER: u32 = 20;

type Place = (u32, Range<u32>);

impl Index {
    /// The index of a case file.
    #[must_use]
    pub fn of(file: &CaseFile) -> Self {
        Self::from_parts([IndexPart::of(file, 0..file.pages.len())])
    }

    /// The index of parts that follow each other.
    #[must_use]
    pub fn from_parts(parts: impl IntoIterator<Item = IndexPart>) -> Self {
        let mut whole = Self::default();
        for part in parts {
            whole.pages.extend(part.pages);
            for (key, places) in part.places {
                whole.places.entry(key).or_default().extend(places);
            }
            for (key, places) in part.parted {
                whole.parted.entry(key).or_default().extend(places);
            }
            for (key, places) in part.over {
                whole.over.entry(key).or_default().extend(places);
            }
        }
        whole
    }

    /// The pages on which every part of a query is met, the best first.
    #[must_use]
    pub fn find(&self, query: &Query) -> Vec<Hit> {
        let parts: Vec<Vec<Place>> = query.parts.iter().map(|part| self.part(part)).collect();
        let Some((first, others)) = parts.split_first() else {
            return Vec::new();
        };
        let mut hits: Vec<Hit> = Vec::new();
        for of_page in first.chunk_by(|a, b| a.0 == b.0) {
            let page = of_page[0].0;
            let mut all = vec![of_page];
            all.extend(others.iter().map(|places| on_page(places, page)));
            if all.iter().all(|places| !places.is_empty()) {
                hits.push(self.hit(page, &all, &parts));
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.page.cmp(&b.page)));
        hits
    }

    /// The sentences in which a part stands, or begins, in the order of the
    /// file that the index was made of: those that the pages show, and those
    /// whose words are hidden.
    #[must_use]
    pub fn passages(&self, file: &CaseFile, part: &Part) -> (Vec<Passage>, Vec<Passage>) {
        let places = self.part(part);
        let (mut found, mut hidden) = (Vec::new(), Vec::new());
        for of_page in places.chunk_by(|a, b| a.0 == b.0) {
            let at = of_page[0].0 as usize;
            let (Some(page), Some(indexed)) = (file.pages.get(at), self.pages.get(at)) else { continue };
            let place =
                |run: &Range<u32>| indexed.words[run.start as usize].start..indexed.words[run.end as usize - 1].end;
            let (out, seen): (Vec<Range<usize>>, Vec<Range<usize>>) =
                of_page.iter().map(|(_, run)| place(run)).partition(|place| page.hides(place));
            let told = |text: &str, places: &[Range<usize>]| at_places(text, page.number, places);
            found.extend(told(&page.shown(), &seen));
            if !out.is_empty() {
                hidden.extend(told(&page.text, &out));
            }
        }
        (found, hidden)
    }

    /// A part that stands on few pages says more; so does one that stands
    /// often, or close to the others.
    #[expect(clippy::cast_precision_loss, reason = "counts of words in a case file")]
    fn hit(&self, page: u32, all: &[&[Place]], parts: &[Vec<Place>]) -> Hit {
        let total = self.pages.len() as f64;
        let mut score = 0.0;
        for (places, part) in all.iter().zip(parts) {
            let with = part.chunk_by(|a, b| a.0 == b.0).count() as f64;
            score += (1.0 + total / with).ln() * (1.0 + (places.len() as f64).ln());
        }
        let close = all.windows(2).filter(|pair| {
            pair[0].iter().any(|a| pair[1].iter().any(|b| gap(&a.1, &b.1).is_some_and(|gap| gap <= TOGETHER)))
        });
        score *= 1.0 + close.count() as f64;
        let words = &self.pages[page as usize].words;
        let mut spans: Vec<Range<usize>> = all
            .iter()
            .flat_map(|places| places.iter())
            .map(|(_, run)| words[run.start as usize].start..words[run.end as usize - 1].end)
            .collect();
        spans.sort_by_key(|span| (span.start, span.end));
        spans.dedup();
        let indexed = &self.pages[page as usize];
        let is_hidden =
            |span: &&Range<usize>| indexed.hidden.iter().any(|one| one.start < span.end && span.start < one.end);
        let hidden = spans.iter().filter(is_hidden).cloned().collect();
        Hit { page: indexed.number, score, spans, hidden }
    }

    fn part(&self, part: &Part) -> Vec<Place> {
        match part {
            Part::Any(ways) => self.ways(ways),
            Part::Near(first, words, second) => {
                let reach = u32::try_from(*words).unwrap_or(u32::MAX);
                let (first, second) = (self.ways(first), self.ways(second));
                let mut places: Vec<Place> = Vec::new();
                for (page, a) in &first {
                    for (_, b) in on_page(&second, *page) {
                        if gap(a, b).is_some_and(|gap| gap <= reach) {
                            places.push((*page, a.start.min(b.start)..a.end.max(b.end)));
                        }
                    }
                }
                places
            }
        }
    }

    fn ways(&self, ways: &[Way]) -> Vec<Place> {
        let mut places: Vec<Place> = ways.iter().flat_map(|way| self.way(way)).collect();
        places.sort_by_key(|(page, run)| (*page, run.start, run.end));
        places.dedup();
        places
    }

    /// Where the words of a way stand together.
    fn way(&self, way: &Way) -> Vec<Place> {
        let Some((first, rest)) = way.keys.split_first() else {
            return Vec::new();
        };
        let rest: Vec<Vec<Place>> = rest.iter().map(|key| self.word(key)).collect();
        let mut places = self.word(first);
        for next in rest {
            places = places.iter().flat_map(|place| followed(place, &next)).collect();
        }
        places
    }

    /// The places of one key, in order; of all that begin so, where it is open.
    fn word(&self, key: &str) -> Vec<Place> {
        let whole = places_of(&self.places, key).map(|(page, at)| (page, at..at + 1));
        let parted = places_of(&self.parted, key).map(|(page, at)| (page, at..at + 2));
        let over = places_of(&self.over, key).map(|(page, at)| (page, at..at + 1));
        let mut places: Vec<Place> = whole.chain(parted).chain(over).collect();
        if key.ends_with('*') || !self.parted.is_empty() || !self.over.is_empty() {
            places.sort_unstable_by_key(|(page, run)| (*page, run.start, run.end));
        }
        places
    }
}

/// The places of a key; of all that begin so, where it is open.
fn places_of<'p>(
    all: &'p BTreeMap<String, Vec<(u32, u32)>>,
    key: &str,
) -> Box<dyn Iterator<Item = (u32, u32)> + 'p> {
    let Some(stem) = key.strip_suffix('*') else {
        return Box::new(all.get(key).into_iter().flatten().copied());
    };
    let stem = stem.to_owned();
    let open = all.range(stem.clone()..).take_while(move |(key, _)| key.starts_with(&stem));
    Box::new(open.flat_map(|(_, places)| places.iter().copied()))
}

/// A place with each of the next that begins where it ends.
fn followed<'p>((page, run): &'p Place, next: &'p [Place]) -> impl Iterator<Item = Place> + 'p {
    let from = next.partition_point(|(on, other)| (*on, other.start) < (*page, run.end));
    let begins = |(on, other): &&Place| (*on, other.start) == (*page, run.end);
    next[from..].iter().take_while(begins).map(|(_, other)| (*page, run.start..other.end))
}

/// The sentences of a page in which places begin, each once.
fn at_places(text: &str, page: u32, places: &[Range<usize>]) -> Vec<Passage> {
    let sentences = sentences(text);
    let of = |place: &Range<usize>| sentences.partition_point(|one| one.span.start <= place.start).checked_sub(1);
    let mut all: Vec<usize> = places.iter().filter_map(of).collect();
    all.dedup();
    all.into_iter().map(|at| Passage { page, text: sentences[at].text.clone() }).collect()
}

/// The places on one page, of places in order.
fn on_page(places: &[Place], page: u32) -> &[Place] {
    let from = places.partition_point(|place| place.0 < page);
    let to = places.partition_point(|place| place.0 <= page);
    &places[from..to]
}

/// How many words stand between two runs; none where they overlap.
fn gap(a: &Range<u32>, b: &Range<u32>) -> Option<u32> {
    b.start.checked_sub(a.end).or_else(|| a.start.checked_sub(b.end))
}

/// Words, as they are written, with the numbers of their keys. A case file
/// has half a million words and a few thousand different ones.
struct Known<'t> {
    keys: HashMap<String, usize>,
    words: HashMap<&'t str, usize>,
    /// The words met last, by a number that is quick to have: most words are
    /// found here.
    met: Vec<(&'t str, usize)>,
}

/// How many words met last are remembered; a power of two.
const MET: usize = 1 << 13;

impl Default for Known<'_> {
    fn default() -> Self {
        Self { keys: HashMap::new(), words: HashMap::new(), met: vec![("", 0); MET] }
    }
}

impl<'t> Known<'t> {
    /// The number of the key of a word; the next number for a new key.
    fn key_of(&mut self, word: &'t str) -> usize {
        let slot = word.bytes().fold(word.len(), |sum, byte| sum.wrapping_mul(31) ^ usize::from(byte));
        let slot = slot.wrapping_mul(0x9e37_79b1) >> 12 & (MET - 1);
        if self.met[slot].0 == word {
            return self.met[slot].1;
        }
        let next = self.keys.len();
        let (keys, words) = (&mut self.keys, &mut self.words);
        let number = *words.entry(word).or_insert_with(|| *keys.entry(key(word)).or_insert(next));
        self.met[slot] = (word, number);
        number
    }
}

/// Where the words of a text stand: runs of letters and digits.
fn word_spans(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = next(text, at, true);
        at = next(text, from, false);
        (from < at).then_some(from..at)
    })
}

/// The next place from `at` on where a letter or digit stands, or none.
fn next(text: &str, mut at: usize, letter: bool) -> usize {
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() == letter {
                return at;
            }
            at += 1;
            continue;
        }
        let one = text[at..].chars().next().unwrap_or(' ');
        if one.is_alphanumeric() == letter {
            return at;
        }
        at += one.len_utf8();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casefile::Page;
    use crate::digest::Digest;

    fn file(pages: &[&str]) -> CaseFile {
        let page = |(number, text): (u32, &&str)| Page {
            number,
            document: Digest::ZERO,
            text: (*text).to_owned(),
            trouble: None,
            hidden: vec![],
            confidence: None,
        };
        CaseFile { documents: vec![], pages: (1..).zip(pages).map(page).collect() }
    }

    #[test]
    fn a_query_is_met_by_pages_in_order_of_worth() {
        let file = file(&[
            "F1exeri1 7.5 mg was prescribed for spasms.",
            "There is no spasm today. Physical therapy helped.",
            "Cyclobenzaprine gives drowsiness. Muscle spasm persists in the low back.",
            "Nothing of note.",
        ]);
        let index = Index::of(&file);
        let pages = |query: &str| -> Vec<u32> {
            let mut pages: Vec<u32> = index.find(&Query::parse(query)).iter().map(|hit| hit.page).collect();
            pages.sort_unstable();
            pages
        };
        assert_eq!(pages("flexeril"), [1, 3]);
        assert_eq!(pages("flexeril spasm"), [1, 3]);
        assert_eq!(pages("\"no spasm\""), [2]);
        assert_eq!(pages("cyclobenzaprine NEAR/2 drowsiness"), [3]);
        assert_eq!(pages("flexeril NEAR/1 spasm"), [] as [u32; 0]);
        assert_eq!(pages("presc*"), [1]);
        assert_eq!(pages("lumbar spasm"), [3]);
        assert_eq!(pages(""), [] as [u32; 0]);
    }

    /// Both as one word and as two: what a line parts may be a compound.
    #[test]
    fn a_word_that_a_line_parts_is_found() {
        let text =
            "She takes cyclobenza-\nprine 7.5 mg for lum-\nbar pain. Follow-\nup. CONSTI-\nPATION is denied.";
        let file = file(&[text]);
        let index = Index::of(&file);
        for (query, written) in [
            ("cyclobenzaprine", "cyclobenza-\nprine"),
            ("flexeril", "cyclobenza-\nprine"),
            ("\"cyclobenzaprine 7.5\"", "cyclobenza-\nprine 7.5"),
            ("\"for lumbar pain\"", "for lum-\nbar pain"),
            ("constip*", "CONSTI-\nPATION"),
            ("\"follow up\"", "Follow-\nup"),
            ("followup", "Follow-\nup"),
            ("takes NEAR/2 \"7.5 mg\"", "takes cyclobenza-\nprine 7.5 mg"),
        ] {
            let found = index.find(&Query::parse(query));
            let spans: Vec<&str> =
                found.iter().flat_map(|hit| &hit.spans).map(|span| &text[span.clone()]).collect();
            assert_eq!(spans, [written], "{query}");
        }
        let hits = index.find(&Query::parse("cyclobenzaprine"));
        let (sentence, marks) = &hits[0].contexts(text)[0];
        assert_eq!(&sentence[marks[0].clone()], "cyclobenzaprine");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits_of_any_script() {
        let text = "Nuñez\u{2019}s L4-5, \u{201c}7.5\u{201d} mg\u{a0}Ω";
        let words: Vec<&str> = word_spans(text).map(|span| &text[span]).collect();
        assert_eq!(words, ["Nuñez", "s", "L4", "5", "7", "5", "mg", "Ω"]);
        assert_eq!(word_spans(" -- ").count() + word_spans("").count(), 0);
    }

    #[test]
    fn a_hit_shows_its_sentences_with_marks() {
        let file = file(&["Pain of the low\nback is severe. Flexeril  helps."]);
        let hits = Index::of(&file).find(&Query::parse("flexeril"));
        let contexts = hits[0].contexts(&file.pages[0].text);
        let (sentence, marks) = &contexts[0];
        assert_eq!((&sentence[marks[0].clone()], contexts.len()), ("Flexeril", 1));
    }
}
