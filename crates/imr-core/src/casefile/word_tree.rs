//! A tree of words: phrases with what each stands for, found word by word from
//! where they begin.

use rustc_hash::FxHashMap;

/// The place of a word in a tree, after those before it.
pub(super) type Node = u32;

/// Where every phrase begins.
pub(super) const ROOT: Node = 0;

/// Phrases, each with what it stands for.
#[derive(Debug)]
pub(super) struct WordTree<T> {
    /// The places of first words.
    first: FxHashMap<Box<str>, Node>,
    /// What first words look like.
    looks: Looks,
    words: FxHashMap<Box<str>, u32>,
    next: FxHashMap<(Node, u32), Node>,
    /// What the phrases stand for that end at each place.
    ends: Vec<Vec<T>>,
}

impl<T> Default for WordTree<T> {
    fn default() -> Self {
        let (first, looks, words, next) = Default::default();
        Self { first, looks, words, next, ends: vec![Vec::new()] }
    }
}

impl<T> WordTree<T> {
    /// The place of a word behind a place, which is made where there is none.
    pub(super) fn grown(&mut self, node: Node, word: &str) -> Node {
        if let Some(node) = self.step(node, word) {
            return node;
        }
        let new = number(self.ends.len());
        self.ends.push(Vec::new());
        if node == ROOT {
            self.looks.add(word);
            self.first.insert(word.into(), new);
        } else {
            let known = number(self.words.len());
            let word = *self.words.entry(word.into()).or_insert(known);
            self.next.insert((node, word), new);
        }
        new
    }

    /// Notes what the phrase stands for that ends here.
    pub(super) fn end(&mut self, node: Node, with: T) {
        self.ends[node as usize].push(with);
    }

    /// The place of a word behind a place, where a phrase goes on so.
    pub(super) fn step(&self, node: Node, word: &str) -> Option<Node> {
        if node == ROOT {
            return if self.looks.has(word) { self.first.get(word).copied() } else { None };
        }
        self.next.get(&(node, *self.words.get(word)?)).copied()
    }

    /// What the phrases stand for that end here.
    pub(super) fn ends(&self, node: Node) -> &[T] {
        self.ends.get(node as usize).map_or(&[], Vec::as_slice)
    }
}

/// The lengths and first letters of words, a bit for each: most words of a
/// text begin nothing, which one look here tells.
#[derive(Debug)]
struct Looks(Box<[u64]>);

impl Default for Looks {
    fn default() -> Self {
        Self(vec![0; Self::BITS / 64].into())
    }
}

impl Looks {
    const BITS: usize = 1 << 16;

    fn add(&mut self, word: &str) {
        let bit = Self::bit(word);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn has(&self, word: &str) -> bool {
        let bit = Self::bit(word);
        self.0[bit / 64] & 1 << (bit % 64) != 0
    }

    /// Five bits for the length and for the first, second and last letter,
    /// mixed where they do not fit.
    fn bit(word: &str) -> usize {
        let bytes = word.as_bytes();
        let letter = |at: usize| usize::from(bytes.get(at).copied().unwrap_or_default());
        let last = letter(bytes.len().wrapping_sub(1));
        let third = letter(2) & 31;
        let all = (letter(0) & 31) << 11 | (letter(1) & 31) << 6 | (bytes.len() & 31) << 1;
        (all ^ third << 3 ^ (last & 31) << 8) % Self::BITS
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
