//! What a sentence does with a thing it names: says that it is there, that it
//! is not, that it might be, was once, would be under a condition, or is
//! somebody else's.
//!
//! Cues stand in a table ([`cues`]). Each reaches forward or backward from
//! where it stands, over so many words, as far as something ends its clause.
//! A heading such as `Family history:` speaks for all that follows it.

mod cues;
mod heading;
mod words;

pub(crate) use heading::heading;
pub use heading::{Section, section_of};

use cues::{Act, Cue, Direction, Of, Reach};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;
use words::Word;

/// What a text says of a thing it names, beside naming it. Several can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "five independent marks, as the field has them")]
pub struct Context {
    /// It is said not to be there, or not to have happened.
    pub negated: bool,
    /// It is named as possible later or under a condition.
    pub conditional: bool,
    /// It lies before the present episode, or has ended.
    pub historical: bool,
    /// It is somebody else's, such as a relative's.
    pub other_person: bool,
    /// That it is there is hedged.
    pub uncertain: bool,
}

impl Context {
    /// Nothing holds: the thing is there, now, and it is the patient's.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }

    /// The marks in words, for a table; empty where none holds.
    #[must_use]
    pub fn in_words(self) -> String {
        let marks = [
            (self.negated, "negated"),
            (self.conditional, "conditional"),
            (self.historical, "historical"),
            (self.other_person, "other person"),
            (self.uncertain, "uncertain"),
        ];
        marks.iter().filter(|mark| mark.0).map(|mark| mark.1).collect::<Vec<_>>().join(", ")
    }

    fn take(&mut self, act: Act) {
        match act {
            Act::Negated => self.negated = true,
            Act::Conditional => self.conditional = true,
            Act::Historical => self.historical = true,
            Act::Ended => {
                self.negated = true;
                self.historical = true;
            }
            Act::Other => self.other_person = true,
            Act::Uncertain => self.uncertain = true,
            Act::Doubted => {
                self.uncertain = true;
                self.negated = true;
            }
            Act::Stop | Act::Cause | Act::Nothing => {}
        }
    }
}

/// A sentence with its cues found, to be asked about the things it names.
#[derive(Debug)]
pub struct Reading<'a> {
    sentence: &'a str,
    section: Section,
    words: Vec<Word<'a>>,
    found: Vec<Found>,
}

/// A cue, and the words it takes.
#[derive(Debug)]
struct Found {
    cue: &'static Cue,
    words: Range<usize>,
}

impl<'a> Reading<'a> {
    /// Reads a sentence that stands under a heading of the section; a heading
    /// in the sentence itself goes before it.
    #[must_use]
    pub fn new(sentence: &'a str, section: Section) -> Self {
        let words = words::words(sentence);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match cues::longest_at(&words[at..]) {
                Some((cues, taken)) => {
                    found.extend(cues.iter().map(|cue| Found { cue, words: at..at + taken }));
                    at += taken;
                }
                None => at += 1,
            }
        }
        let section = section_of(sentence).unwrap_or(section);
        Self { sentence, section, words, found }
    }

    /// What the sentence says of the thing named at `span`, in bytes.
    #[must_use]
    pub fn context(&self, span: &Range<usize>) -> Context {
        let mut context = Context::default();
        let Some(named) = self.word_range(span) else {
            return context;
        };
        let phrase = || self.sentence.get(span.clone()).unwrap_or_default().to_lowercase();
        let speaks = |of| match of {
            Of::Any => true,
            Of::Events => is_event(&phrase()),
            Of::Benefits => is_benefit(&phrase()),
        };
        for found in &self.found {
            if found.words.start < named.start && found.words.end > named.start {
                self.take_shorter(found.words.start, &named, &mut context);
            } else if self.reaches(found, &named) && speaks(found.cue.of) {
                context.take(found.cue.act);
            }
        }
        if self.has_prefix_non(span) {
            context.negated = true;
        }
        self.weigh(context, &named)
    }

    /// How often the thing named at `span` is denied: by cues that reach it,
    /// and by cues that stand in the `gaps` between its own words.
    pub(super) fn denials(&self, span: &Range<usize>, gaps: &[Range<usize>]) -> usize {
        let Some(named) = self.word_range(span) else { return 0 };
        let denies = |found: &&Found| matches!(found.cue.act, Act::Negated | Act::Ended | Act::Doubted);
        let on = |found: &&Found| self.reaches(found, &named) || self.stands_in(found, gaps);
        // Two patterns of the table may meet in one word.
        let places: BTreeSet<usize> =
            self.found.iter().filter(denies).filter(on).map(|one| one.words.start).collect();
        places.len()
    }

    /// Whether what hedges the thing named at `span`, or puts it into the
    /// past, comes to a denial: `unlikely`, `resolved`, and no other word.
    pub(super) fn is_as_good_as_denied(&self, span: &Range<usize>) -> bool {
        let Some(named) = self.word_range(span) else { return false };
        let has = |act| self.found.iter().any(|found| found.cue.act == act && self.reaches(found, &named));
        (has(Act::Doubted) || has(Act::Ended)) && !has(Act::Uncertain) && !has(Act::Historical)
    }

    /// Whether a cue between the words of a thing leaves it open.
    pub(super) fn is_open_between(&self, gaps: &[Range<usize>]) -> bool {
        let opens = |found: &&Found| matches!(found.cue.act, Act::Conditional | Act::Uncertain | Act::Historical);
        self.found.iter().filter(opens).any(|found| self.stands_in(found, gaps))
    }

    fn stands_in(&self, found: &Found, gaps: &[Range<usize>]) -> bool {
        let words = &self.words[found.words.clone()];
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        gaps.iter().any(|gap| gap.start <= first.span.start && last.span.end <= gap.end)
    }

    /// The marks after what they say of one another, and what the heading says.
    fn weigh(&self, mut context: Context, named: &Range<usize>) -> Context {
        match self.section {
            Section::PastHistory => context.historical = true,
            Section::FamilyHistory if !self.is_of_the_patient(named) => context.other_person = true,
            Section::Question | Section::Risks => context.conditional = true,
            _ => {}
        }
        // "Possible complications" are talk of risk, and no hedge on a finding.
        if context.conditional {
            context.uncertain = false;
        }
        context
    }

    /// Takes the longest cue that ends before the thing named, where a longer
    /// one runs into it: `not improved`, asked about `improved`.
    fn take_shorter(&self, at: usize, named: &Range<usize>, context: &mut Context) {
        let Some((cues, taken)) = cues::longest_at(&self.words[at..named.start]) else {
            return;
        };
        for cue in cues {
            if self.reaches(&Found { cue, words: at..at + taken }, named) && cue.of == Of::Any {
                context.take(cue.act);
            }
        }
    }

    /// Whether the cue at `found` speaks of the words `named`.
    fn reaches(&self, found: &Found, named: &Range<usize>) -> bool {
        let forward = found.words.end..named.start;
        let backward = named.end..found.words.start;
        match found.cue.direction {
            Direction::Forward => found.words.end <= named.start && self.is_open(&forward, found.cue),
            Direction::Backward => named.end <= found.words.start && self.is_open(&backward, found.cue),
            Direction::Both => {
                (found.words.end <= named.start && self.is_open(&forward, found.cue))
                    || (named.end <= found.words.start && self.is_open(&backward, found.cue))
            }
        }
    }

    /// Whether nothing between a cue and a thing parts them.
    fn is_open(&self, between: &Range<usize>, cue: &Cue) -> bool {
        let words = &self.words[between.clone()];
        let count = words.iter().filter(|word| !word.is_punctuation()).count();
        let stops = |act| act == Act::Stop || (act == Act::Cause && cue.act != Act::Historical);
        if found_new_clause(cue, words, self.words[..between.start].last()) {
            return false;
        }
        let stopped = || {
            self.found.iter().any(|other| {
                stops(other.cue.act) && between.start <= other.words.start && other.words.end <= between.end
            })
        };
        match cue.reach {
            Reach::Next => count <= 1 && !words.iter().any(Word::is_punctuation),
            Reach::Near => count <= 4 && !words.iter().any(Word::is_punctuation) && !stopped(),
            Reach::Part => count <= 10 && !words.iter().any(Word::is_comma) && !stopped(),
            Reach::Clause => count <= 40 && !stopped(),
            Reach::Sentence => true,
        }
    }

    /// Whether a sentence of a family history speaks of the patient after all.
    fn is_of_the_patient(&self, named: &Range<usize>) -> bool {
        self.words[..named.start].windows(2).any(|pair| {
            matches!(pair[0].text(), "she" | "he" | "patient") && matches!(pair[1].text(), "has" | "had" | "is")
        })
    }

    /// `nontender` and `non-tender`, where the thing named is `tender`.
    fn has_prefix_non(&self, span: &Range<usize>) -> bool {
        let before = self.sentence.get(..span.start).unwrap_or_default();
        let before = before.strip_suffix('-').unwrap_or(before);
        let tail = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        tail.eq_ignore_ascii_case("non")
    }

    /// The words that stand at `span`.
    fn word_range(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let first = self.words.iter().position(|word| word.span.end > span.start && word.span.start < span.end)?;
        let last = self.words.iter().rposition(|word| word.span.start < span.end && word.span.end > span.start)?;
        Some(first..last + 1)
    }
}

/// `Without medication she has spasm`: a preposition takes what is named with
/// it, and no clause with a subject of its own.
fn found_new_clause(cue: &Cue, between: &[Word], before: Option<&Word>) -> bool {
    const SUBJECTS: [&str; 8] = ["she", "he", "i", "we", "they", "there", "patient", "pt"];
    let is_preposition = || before.is_some_and(|word| matches!(word.text(), "without" | "out" | "o"));
    cue.act == Act::Negated
        && cue.direction == Direction::Forward
        && between.iter().enumerate().any(|(at, word)| {
            let leads = at.checked_sub(1).map_or("", |at| between[at].text());
            at > 0 && SUBJECTS.contains(&word.text()) && !matches!(leads, "that" | "if" | "whether" | "which")
        })
        && is_preposition()
}

/// What happens once and is over, such as an operation or an accident: put in
/// the past tense it lies before the present episode.
fn is_event(phrase: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "ectomy", "ectomies", "otomy", "otomies", "plasty", "plasties", "scopy", "scopies", "desis", "ostomy",
        "graphy", "centesis",
    ];
    const WORDS: [&str; 30] = [
        "surgery",
        "surgeries",
        "operation",
        "operations",
        "fusion",
        "fusions",
        "release",
        "repair",
        "replacement",
        "injury",
        "injuries",
        "accident",
        "accidents",
        "fracture",
        "fractures",
        "procedure",
        "procedures",
        "decompression",
        "reconstruction",
        "amputation",
        "bypass",
        "transplant",
        "implantation",
        "injection",
        "injections",
        "ablation",
        "block",
        "hospitalization",
        "hospitalizations",
        "concussion",
    ];
    words_of(phrase).any(|word| WORDS.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending)))
}

/// What a treatment is given for.
fn is_benefit(phrase: &str) -> bool {
    words_of(phrase)
        .any(|word| matches!(word, "relief" | "control" | "improvement" | "benefit" | "healing" | "analgesia"))
}

fn words_of(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests;
