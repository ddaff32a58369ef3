//! Which of many phrases may stand in a line with few faults, told in one
//! scan: where a phrase of four pieces has three faults, one piece is whole.

use aho_corasick::AhoCorasick;
use std::collections::HashMap;

/// Phrases, each with the most faults with which it is looked for. It never
/// passes over one that stands in a text; some that it names do not.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    /// Finds the pieces of all phrases.
    pieces: Option<AhoCorasick>,
    /// The phrases that have each piece, by their places in `phrases`.
    having: Vec<Vec<usize>>,
    phrases: Vec<Phrase>,
}

#[derive(Debug)]
struct Phrase {
    /// Its number, as the maker of the sieve counts.
    number: usize,
    /// The most faults.
    faults: u32,
    letters: u64,
}

impl Sieve {
    /// Of phrases with their numbers, in the order of these, and the most
    /// faults of each: insertions, deletions and changes of a letter.
    pub(super) fn of<'p>(all: impl Iterator<Item = (usize, &'p str, usize)>) -> Self {
        let mut sieve = Self::default();
        let mut pieces: Vec<&str> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (number, phrase, faults) in all {
            for piece in parted(phrase, faults + 1) {
                let place = *places.entry(piece).or_insert_with(|| {
                    pieces.push(piece);
                    sieve.having.push(Vec::new());
                    pieces.len() - 1
                });
                sieve.having[place].push(sieve.phrases.len());
            }
            let faults = u32::try_from(faults).unwrap_or(u32::MAX);
            sieve.phrases.push(Phrase { number, faults, letters: letters(phrase) });
        }
        sieve.pieces = AhoCorasick::new(pieces).ok();
        sieve
    }

    /// The numbers of the phrases that may stand in a text, in order.
    pub(super) fn may_stand_in(&self, text: &str) -> Vec<usize> {
        let Some(pieces) = &self.pieces else { return self.phrases.iter().map(|one| one.number).collect() };
        let there = letters(text);
        let mut found: Vec<usize> = pieces
            .find_overlapping_iter(text)
            .flat_map(|piece| &self.having[piece.pattern().as_usize()])
            .map(|phrase| &self.phrases[*phrase])
            // For each letter that the text has nowhere there is a fault.
            .filter(|phrase| (phrase.letters & !there).count_ones() <= phrase.faults)
            .map(|phrase| phrase.number)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A phrase in so many pieces of about the same length, or one for each of its
/// characters.
fn parted(phrase: &str, count: usize) -> impl Iterator<Item = &str> {
    let places: Vec<usize> = phrase.char_indices().map(|(at, _)| at).chain([phrase.len()]).collect();
    let length = places.len() - 1;
    let count = count.min(length);
    (0..count).map(move |at| &phrase[places[length * at / count]..places[length * (at + 1) / count]])
}

/// Which letters and digits a text has, a bit for each.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |all, byte| {
        all | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'0'..=b'9' => 1 << (byte - b'0' + 26),
            _ => 0,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_falls_into_pieces_that_make_it_up() {
        for (phrase, count, pieces) in [
            ("progressreport", 3, &["prog", "ressr", "eport"][..]),
            ("imaging", 1, &["imaging"]),
            ("nuñez", 2, &["nu", "ñez"]),
            ("ab", 5, &["a", "b"]),
        ] {
            assert_eq!(parted(phrase, count).collect::<Vec<_>>(), pieces);
        }
    }

    #[test]
    fn a_phrase_with_its_faults_is_never_passed_over() {
        let phrases = ["progress report", "operative report", "x-ray"];
        let sieve = Sieve::of(phrases.into_iter().enumerate().map(|(at, one)| (at, one, one.len() / 7)));
        for (text, found) in [
            ("the progress report", &[0][..]),
            ("progess repart", &[0]),
            ("operatve rep0rt of an x-ray", &[1, 2]),
            ("x ray", &[]),
            // A piece of both is there; of the second, three letters are not.
            ("report", &[0]),
        ] {
            assert_eq!(sieve.may_stand_in(text), found, "{text}");
        }
    }
}
