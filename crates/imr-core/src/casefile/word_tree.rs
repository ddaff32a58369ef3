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
    /// The places of first words: most words of a text begin nothing, which one
    /// look in a small table tells.
    first: FxHashMap<Box<str>, Node>,
    words: FxHashMap<Box<str>, u32>,
    next: FxHashMap<(Node, u32), Node>,
    /// What the phrases stand for that end at each place.
    ends: Vec<Vec<T>>,
}

impl<T> Default for WordTree<T> {
    fn default() -> Self {
        let (first, words, next) = Default::default();
        Self { first, words, next, ends: vec![Vec::new()] }
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
            return self.first.get(word).copied();
        }
        self.next.get(&(node, *self.words.get(word)?)).copied()
    }

    /// What the phrases stand for that end here.
    pub(super) fn ends(&self, node: Node) -> &[T] {
        self.ends.get(node as usize).map_or(&[], Vec::as_slice)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
