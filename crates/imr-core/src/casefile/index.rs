//! An index of a case file, small enough to be made when it is asked for:
//! every word with the places it stands at.

use super::indexed::{IndexPart, Place, in_order};
use super::query::{Part, Query, Way};
use super::{CaseFile, Passage, sentences};
use std::ops::Range;

/// Every word of a case file with its places.
#[derive(Debug, Default)]
pub struct Index {
    /// Parts of the file that follow each other.
    parts: Vec<IndexPart>,
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

/// How far apart the parts of a query may be to strengthen each other, words.
const TOGETHER: u32 = 20;

impl Index {
    /// The index of a case file.
    #[must_use]
    pub fn of(file: &CaseFile) -> Self {
        Self::from_parts([IndexPart::of(file, 0..file.pages.len())])
    }

    /// The index of parts that follow each other.
    #[must_use]
    pub fn from_parts(parts: impl IntoIterator<Item = IndexPart>) -> Self {
        Self { parts: parts.into_iter().collect() }
    }

    fn part_of(&self, page: u32) -> Option<&IndexPart> {
        self.parts.iter().find(|part| part.range.contains(&page))
    }

    /// The pages on which every part of a query is met, the best first.
    #[must_use]
    pub fn find(&self, query: &Query) -> Vec<Hit> {
        let parts: Vec<Vec<Place>> = query.parts.iter().map(|part| self.part(part)).collect();
        let Some((first, others)) = parts.split_first() else {
            return Vec::new();
        };
        let rare: Vec<f64> = parts.iter().map(|places| self.rareness(places)).collect();
        let mut hits: Vec<Hit> = Vec::new();
        for of_page in first.chunk_by(|a, b| a.0 == b.0) {
            let page = of_page[0].0;
            let mut all = vec![of_page];
            all.extend(others.iter().map(|places| on_page(places, page)));
            if all.iter().all(|places| !places.is_empty())
                && let Some(part) = self.part_of(page)
            {
                hits.extend(hit(part, page, &all, &rare));
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
            let (Some(page), Some(part)) = (file.pages.get(at), self.part_of(of_page[0].0)) else { continue };
            let (out, seen): (Vec<Range<usize>>, Vec<Range<usize>>) =
                of_page.iter().map(|(at, run)| part.span(*at, run)).partition(|place| page.hides(place));
            let told = |text: &str, places: &[Range<usize>]| at_places(text, page.number, places);
            found.extend(told(&page.shown(), &seen));
            if !out.is_empty() {
                hidden.extend(told(&page.text, &out));
            }
        }
        (found, hidden)
    }

    /// A part that stands on few pages says more.
    #[expect(clippy::cast_precision_loss, reason = "counts of pages of a case file")]
    fn rareness(&self, places: &[Place]) -> f64 {
        let total = self.parts.iter().map(|part| part.range.len()).sum::<usize>() as f64;
        let with = places.chunk_by(|a, b| a.0 == b.0).count() as f64;
        (1.0 + total / with).ln()
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
        places.sort_by_key(in_order);
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
        let mut places = Vec::new();
        for part in &self.parts {
            part.add_places(key, &mut places);
        }
        places
    }
}

/// What is met on a page, where the places of each part of a query stand on
/// it. A part says more that stands often, or close to the others.
#[expect(clippy::cast_precision_loss, reason = "counts of words in a case file")]
fn hit(part: &IndexPart, page: u32, all: &[&[Place]], rare: &[f64]) -> Option<Hit> {
    let mut score = 0.0;
    for (places, rare) in all.iter().zip(rare) {
        score += rare * (1.0 + (places.len() as f64).ln());
    }
    let close = all.windows(2).filter(|pair| {
        pair[0].iter().any(|a| pair[1].iter().any(|b| gap(&a.1, &b.1).is_some_and(|gap| gap <= TOGETHER)))
    });
    score *= 1.0 + close.count() as f64;
    let mut spans: Vec<Range<usize>> =
        all.iter().flat_map(|places| places.iter()).map(|(page, run)| part.span(*page, run)).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup();
    let is_hidden =
        |span: &&Range<usize>| part.hidden(page).iter().any(|one| one.start < span.end && span.start < one.end);
    let hidden = spans.iter().filter(is_hidden).cloned().collect();
    Some(Hit { page: part.number(page)?, score, spans, hidden })
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
    fn a_hit_shows_its_sentences_with_marks() {
        let file = file(&["Pain of the low\nback is severe. Flexeril  helps."]);
        let hits = Index::of(&file).find(&Query::parse("flexeril"));
        let contexts = hits[0].contexts(&file.pages[0].text);
        let (sentence, marks) = &contexts[0];
        assert_eq!((&sentence[marks[0].clone()], contexts.len()), ("Flexeril", 1));
    }
}
