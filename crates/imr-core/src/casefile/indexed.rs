//! The words of some pages with the places they stand at: a part of an index.

use super::CaseFile;
use super::joint::{is_one_word, over_the_end, parts_a_word};
use super::query::key;
use std::collections::HashMap;
use std::ops::Range;

/// The index of some of the pages of a case file: parts can be made at the
/// same time.
///
/// Words are numbered through the part. What is kept for each lies close
/// together, since memory that is asked for first takes longer than the rest.
#[derive(Debug)]
pub struct IndexPart {
    /// Its pages, by their place in the file.
    pub(super) range: Range<u32>,
    pages: Vec<Leaf>,
    edges: Edges,
    /// The number of each key.
    keys: HashMap<String, u32>,
    /// Where the places of each key end in `places`.
    ends: Vec<u32>,
    /// The words, those of one key after those of the other.
    places: Vec<u32>,
    /// Keys of words that a line parts, each with the first of their two
    /// halves: `lum-` and `bar` stand for themselves too, as in `follow-` and
    /// `up`.
    parted: Vec<(u32, u32)>,
    /// The same of words that the end of a page parts; only the first half
    /// stands on the page where they are found.
    over: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct Leaf {
    number: u32,
    hidden: Vec<Range<usize>>,
    /// Its first word.
    first: u32,
    /// Where it begins in the edges.
    from: usize,
}

/// Words in a row on a page of the file.
pub(super) type Place = (u32, Range<u32>);

impl IndexPart {
    /// Of these pages, by their place in the file.
    #[must_use]
    pub fn of(file: &CaseFile, part: Range<usize>) -> Self {
        let all = file.pages.get(part.clone()).unwrap_or_default();
        let bytes = all.iter().map(|page| page.text.len()).sum();
        let mut known = Known::default();
        let mut edges = Edges::of_bytes(bytes, all.len());
        let mut keys: Vec<u32> = Vec::with_capacity(bytes / SHORTEST);
        let mut parted: Vec<(u32, u32)> = Vec::new();
        let mut over: Vec<(u32, u32)> = Vec::new();
        let mut pages = Vec::with_capacity(all.len());
        for (at, page) in part.clone().zip(all) {
            let (first, from) = (number(keys.len()), edges.push(&page.text));
            let mut before = 0..0;
            for word in edges.words(from) {
                keys.push(known.key_of(&page.text, &word));
                if before.end > 0
                    && may_part(page.text.as_bytes(), before.end)
                    && let Some(whole) = parted_word(&page.text, &before, &word)
                {
                    parted.push((known.number_of(key(&whole)), number(keys.len() - 2)));
                }
                before = word;
            }
            if let Some((place, whole)) = parted_by_the_end(file, at) {
                let half = edges.words(from).position(|word| word.end > place.start);
                over.extend(half.map(|half| (known.number_of(key(&whole)), first + number(half))));
            }
            pages.push(Leaf { number: page.number, hidden: page.hidden.clone(), first, from });
        }
        parted.sort_unstable();
        over.sort_unstable();
        let (ends, places) = gathered(&keys, known.keys.len());
        let from = number(part.start);
        let range = from..from.saturating_add(number(pages.len()));
        Self { range, pages, edges, keys: known.keys, ends, places, parted, over }
    }

    /// The number that a page bears, by its place in the file.
    pub(super) fn number(&self, page: u32) -> Option<u32> {
        self.leaf(page).map(|leaf| leaf.number)
    }

    /// What is hidden of a page.
    pub(super) fn hidden(&self, page: u32) -> &[Range<usize>] {
        self.leaf(page).map_or(&[], |leaf| &leaf.hidden)
    }

    /// Where words that stand in a row begin and end, in bytes of the text of
    /// their page.
    pub(super) fn span(&self, page: u32, run: &Range<u32>) -> Range<usize> {
        let Some(leaf) = self.leaf(page) else { return 0..0 };
        self.edges.edge(leaf.from, 2 * run.start)..self.edges.edge(leaf.from, 2 * run.end - 1)
    }

    fn leaf(&self, page: u32) -> Option<&Leaf> {
        self.pages.get(page.checked_sub(self.range.start)? as usize)
    }

    /// Adds the places of a key, in order; of all that begin so, where it is
    /// open.
    pub(super) fn add_places(&self, key: &str, found: &mut Vec<Place>) {
        let before = found.len();
        let Some(stem) = key.strip_suffix('*') else {
            if let Some(number) = self.keys.get(key)
                && self.add(*number, found)
            {
                found[before..].sort_unstable_by_key(in_order);
            }
            return;
        };
        for (_, number) in self.keys.iter().filter(|(key, _)| key.starts_with(stem)) {
            self.add(*number, found);
        }
        found[before..].sort_unstable_by_key(in_order);
    }

    /// Adds the places of one key, and says whether those that a line or a page
    /// parts, which come behind the others, are among them.
    fn add(&self, key: u32, found: &mut Vec<Place>) -> bool {
        let at = key as usize;
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.add_words(self.places[from..self.ends[at] as usize].iter().copied(), 1, found);
        let (parted, over) = (of_key(&self.parted, key), of_key(&self.over, key));
        self.add_words(parted.iter().map(|one| one.1), 2, found);
        self.add_words(over.iter().map(|one| one.1), 1, found);
        !parted.is_empty() || !over.is_empty()
    }

    /// Adds places of so many words, which are in order.
    fn add_words(&self, words: impl Iterator<Item = u32>, length: u32, found: &mut Vec<Place>) {
        // The pages that follow the one on which the last word stands.
        let mut rest = self.pages.as_slice();
        let mut page: Option<(u32, &Leaf)> = None;
        for word in words {
            if page.is_none() || rest.first().is_some_and(|next| next.first <= word) {
                let on = rest.partition_point(|leaf| leaf.first <= word);
                let passed = number(self.pages.len() - rest.len() + on);
                page = rest[..on].last().map(|leaf| (self.range.start + passed - 1, leaf));
                rest = &rest[on..];
            }
            if let Some((page, leaf)) = page {
                let at = word - leaf.first;
                found.push((page, at..at + length));
            }
        }
    }
}

/// Those of one key among words that are in the order of their keys.
fn of_key(words: &[(u32, u32)], key: u32) -> &[(u32, u32)] {
    let words = &words[words.partition_point(|one| one.0 < key)..];
    &words[..words.partition_point(|one| one.0 == key)]
}

/// The word that the end of a page parts, and where its first half stands. The
/// next page has to be of the same file: another begins with words of its own.
fn parted_by_the_end(file: &CaseFile, at: usize) -> Option<(Range<usize>, String)> {
    let [page, next] = file.pages.get(at..at + 2)? else { return None };
    (page.document == next.document).then(|| over_the_end(&page.text, &next.text))?
}

/// In the order of the file.
pub(super) fn in_order((page, run): &Place) -> (u32, u32, u32) {
    (*page, run.start, run.end)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Bytes that a word takes at least, by and large, with the blank behind it.
const SHORTEST: usize = 5;

/// From the keys of words in order, the words of each key: where those of
/// each end, and all of them.
fn gathered(keys: &[u32], count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut ends = vec![0_u32; count];
    for key in keys {
        ends[*key as usize] += 1;
    }
    let mut sum = 0;
    for end in &mut ends {
        let begins = sum;
        sum += *end;
        *end = begins;
    }
    let mut places = vec![0_u32; keys.len()];
    for (word, key) in (0..).zip(keys) {
        let next = &mut ends[*key as usize];
        places[*next as usize] = word;
        *next += 1;
    }
    (ends, places)
}

/// Whether a hyphen that parts a word may stand here: mostly there is a blank
/// or a hyphen within a line, and nothing more is asked.
fn may_part(text: &[u8], at: usize) -> bool {
    match text[at] {
        b'-' => text.get(at + 1) == Some(&b'\n'),
        first => matches!(first, 0xc2 | 0xe2),
    }
}

/// The word that a line parts into these two.
fn parted_word(text: &str, before: &Range<usize>, after: &Range<usize>) -> Option<String> {
    if !parts_a_word(&text[before.end..after.start]) {
        return None;
    }
    let (first, second) = (&text[before.clone()], &text[after.clone()]);
    is_one_word(first, second).then(|| format!("{first}{second}"))
}

/// Words, as they are written, with the numbers of their keys. A case file
/// has half a million words and a few thousand different ones.
struct Known<'t> {
    keys: HashMap<String, u32>,
    words: HashMap<&'t str, u32>,
    /// The words met last, by a number that is quick to have: most words are
    /// found here. Words that are made to share a number are found in the
    /// table above, which is no slower for them.
    met: Vec<(Packed, u32)>,
}

/// The letters of a word that is not long. No word has the byte 0, so the rest
/// is filled with it.
type Packed = [u64; 2];

/// How many words met last are remembered; a power of two.
const MET: usize = 1 << 13;

impl Default for Known<'_> {
    fn default() -> Self {
        Self { keys: HashMap::new(), words: HashMap::new(), met: vec![([0; 2], 0); MET] }
    }
}

impl<'t> Known<'t> {
    /// The number of the key of a word of a text.
    fn key_of(&mut self, text: &'t str, word: &Range<usize>) -> u32 {
        let Some(packed) = packed(text.as_bytes(), word) else { return self.looked_up(&text[word.clone()]) };
        let sum = packed[0].wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ packed[1].wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        let slot = (sum >> 40) as usize & (MET - 1);
        if self.met[slot].0 == packed {
            return self.met[slot].1;
        }
        // A word that came to its place later stands beside it.
        let beside = slot ^ 1;
        if self.met[beside].0 != packed {
            self.met[beside] = (packed, self.looked_up(&text[word.clone()]));
        }
        self.met.swap(slot, beside);
        self.met[slot].1
    }

    fn looked_up(&mut self, word: &'t str) -> u32 {
        if let Some(number) = self.words.get(word) {
            return *number;
        }
        let number = self.number_of(key(word));
        self.words.insert(word, number);
        number
    }

    /// The number of a key; the next number for a new one.
    fn number_of(&mut self, key: String) -> u32 {
        let next = number(self.keys.len());
        *self.keys.entry(key).or_insert(next)
    }
}

/// A word of up to sixteen bytes.
fn packed(text: &[u8], word: &Range<usize>) -> Option<Packed> {
    match word.len() {
        0..=8 => Some([eight(text, word.start, word.len()), 0]),
        9..=16 => Some([eight(text, word.start, 8), eight(text, word.start + 8, word.len() - 8)]),
        _ => None,
    }
}

/// So many bytes of a text, up to eight, as a number.
fn eight(text: &[u8], at: usize, count: usize) -> u64 {
    let all = match text.get(at..).and_then(<[u8]>::first_chunk) {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => text[at..].iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    };
    if count < 8 { all & ((1 << (8 * count)) - 1) } else { all }
}

/// Where words begin and end, words being runs of letters and digits: for each
/// byte of a text, and for its end, a bit that is set there.
#[derive(Debug, Default)]
struct Edges(Vec<u64>);

impl Edges {
    /// Empty, with room for texts of so many bytes together.
    fn of_bytes(bytes: usize, texts: usize) -> Self {
        Self(Vec::with_capacity(bytes / 64 + texts))
    }

    /// Adds a text, and says where it begins.
    fn push(&mut self, text: &str) -> usize {
        let from = self.0.len();
        self.0.extend(text.as_bytes().chunks(64).map(letters));
        self.0.resize(from + text.len() / 64 + 1, 0);
        let bits = &mut self.0[from..];
        if !text.is_ascii() {
            let others = text.char_indices().filter(|(_, one)| !one.is_ascii() && one.is_alphanumeric());
            for at in others.flat_map(|(at, one)| at..at + one.len_utf8()) {
                bits[at / 64] |= 1 << (at % 64);
            }
        }
        let mut last = 0;
        for bits in bits {
            let letters = *bits;
            *bits = letters ^ (letters << 1 | last);
            last = letters >> 63;
        }
        from
    }

    /// The words of the text that was added last, which begins there.
    fn words(&self, from: usize) -> impl Iterator<Item = Range<usize>> {
        let mut bits = self.0[from..].iter();
        let (mut rest, mut end) = (0, 0);
        let mut next = move || {
            while rest == 0 {
                rest = *bits.next()?;
                end += 64;
            }
            let at = end - 64 + rest.trailing_zeros() as usize;
            rest &= rest - 1;
            Some(at)
        };
        std::iter::from_fn(move || Some(next()?..next()?))
    }

    /// Where the edge with this number stands in the text that begins there.
    fn edge(&self, from: usize, number: u32) -> usize {
        let mut before = number;
        for (at, bits) in self.0[from..].iter().enumerate() {
            let count = bits.count_ones();
            if before < count {
                let rest = (0..before).fold(*bits, |bits, _| bits & (bits - 1));
                return at * 64 + rest.trailing_zeros() as usize;
            }
            before -= count;
        }
        0
    }
}

/// Which of up to 64 bytes are letters and digits.
fn letters(bytes: &[u8]) -> u64 {
    bytes.iter().enumerate().fold(0, |all, (at, byte)| all | u64::from(byte.is_ascii_alphanumeric()) << (at & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut edges = Edges::default();
        edges.push("another page");
        let from = edges.push(text);
        let words: Vec<Range<usize>> = edges.words(from).collect();
        for (number, word) in (0..).zip(&words) {
            assert_eq!(edges.edge(from, 2 * number)..edges.edge(from, 2 * number + 1), *word);
        }
        words.into_iter().map(|word| &text[word]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits_of_any_script() {
        let text = "Nuñez\u{2019}s L4-5, \u{201c}7.5\u{201d} mg\u{a0}Ω";
        assert_eq!(words(text), ["Nuñez", "s", "L4", "5", "7", "5", "mg", "Ω"]);
        assert_eq!((words(" -- ").len(), words("").len()), (0, 0));
        for length in [63, 64, 65, 128, 200] {
            let long = "a".repeat(length);
            assert_eq!(words(&long), [&long], "{length}");
            assert_eq!(words(&format!("{long} b")), [&long, "b"]);
        }
    }

    /// However many words are met, and however they share places.
    #[test]
    fn words_of_one_key_have_one_number() {
        let all: String = (0..40_000_u32).map(|one| format!("w{one} ")).collect();
        let text = format!("{all}{all}Lumbar lumbar 1umbar electroneuromyographically Electroneuromyographically");
        let mut edges = Edges::default();
        let from = edges.push(&text);
        let mut known = Known::default();
        for word in edges.words(from) {
            let number = known.key_of(&text, &word);
            assert_eq!(known.keys.get(&key(&text[word.clone()])), Some(&number), "{}", &text[word]);
        }
    }
}
