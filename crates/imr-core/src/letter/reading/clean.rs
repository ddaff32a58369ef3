//! Step 1: one line of text with single blanks, and the way back to the bytes
//! it was made from.

use std::ops::Range;

/// What stood between a line and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// A line end, nothing more.
    Line,
    /// A page break: it may fall inside a paragraph.
    Page,
    /// An empty line: a new block begins.
    Block,
}

/// A line of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Where it begins in the flat text.
    pub(super) start: usize,
    /// What stood before it.
    pub(super) gap: Gap,
}

/// The text with every run of white space made one blank.
#[derive(Debug)]
pub(super) struct Clean {
    flat: String,
    /// The flat text in lower case, byte for byte as long.
    lower: String,
    /// Flat and source offset at each place where the two run apart.
    map: Vec<(usize, usize)>,
    lines: Vec<Line>,
}

/// White space between two words, as counted.
#[derive(Debug, Clone, Copy, Default)]
struct Blank {
    line_ends: usize,
    pages: usize,
    /// A line of blanks only stood in it.
    blank_line: bool,
}

impl Clean {
    /// Reads a text in any of its forms.
    pub(super) fn new(text: &str) -> Self {
        let mut flat = String::with_capacity(text.len());
        let mut map = Vec::with_capacity(text.len() / 64 + 4);
        let mut starts: Vec<(usize, Blank)> = Vec::with_capacity(text.len() / 64 + 4);
        let mut at = 0;
        while at < text.len() {
            let (after, blank) = skip_blank(text, at);
            if after >= text.len() {
                break;
            }
            if after > at || at == 0 {
                if blank.line_ends + blank.pages > 0 || flat.is_empty() {
                    let space = usize::from(!flat.is_empty());
                    starts.push((flat.len() + space, blank));
                }
                if !flat.is_empty() {
                    flat.push(' ');
                }
                if map.last().is_none_or(|&(f, s)| after - s != flat.len() - f) {
                    map.push((flat.len(), after));
                }
            }
            let end = run_end(text, after);
            flat.push_str(&text[after..end]);
            at = end;
        }
        let lines = lines(&starts);
        let lower = flat.to_ascii_lowercase();
        Self { flat, lower, map, lines }
    }

    /// The flat text.
    pub(super) fn flat(&self) -> &str {
        &self.flat
    }

    /// The flat text in lower case. What is looked for without regard to
    /// capitals is found here faster than by a pattern that disregards them.
    pub(super) fn lower(&self) -> &str {
        &self.lower
    }

    /// The lines, by where they begin in the flat text.
    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The bytes of the source behind a piece of the flat text.
    pub(super) fn source(&self, range: &Range<usize>) -> (usize, usize) {
        if range.end <= range.start {
            let at = self.source_at(range.start);
            return (at, at);
        }
        // The end is taken from the last byte: behind it the map may jump.
        (self.source_at(range.start), self.source_at(range.end - 1) + 1)
    }

    fn source_at(&self, flat: usize) -> usize {
        let after = self.map.partition_point(|&(start, _)| start <= flat);
        match after.checked_sub(1).and_then(|at| self.map.get(at)) {
            Some(&(start, source)) => source + (flat - start),
            None => 0,
        }
    }

    /// The line that a place of the flat text is on, by its number.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// True where a line begins at this place, or the text ends before it.
    pub(super) fn at_line_start(&self, at: usize) -> bool {
        at >= self.flat.len() || self.lines.binary_search_by_key(&at, |line| line.start).is_ok()
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The end of the white space at a place, and what was in it.
fn skip_blank(text: &str, from: usize) -> (usize, Blank) {
    let mut blank = Blank::default();
    let mut spaces = false;
    let mut end = text.len();
    let mut before = ' ';
    for (at, c) in text[from..].char_indices() {
        match c {
            '\n' if before == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' => {
                blank.blank_line |= spaces && blank.line_ends > 0;
                blank.line_ends += 1;
                spaces = false;
            }
            '\u{c}' => blank.pages += 1,
            c if is_blank(c) => spaces = true,
            _ => {
                end = from + at;
                break;
            }
        }
        before = c;
    }
    (end, blank)
}

/// Prose is passed over so many bytes at a time.
const PIECE: usize = 32;

/// The end of the run of words at a place: words with one blank between them
/// are copied in one piece.
fn run_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if bytes[at..].first_chunk().is_some_and(is_prose) {
            at += PIECE;
            continue;
        }
        let stop = at + PIECE;
        while at < stop {
            let Some(&byte) = bytes.get(at) else { return at };
            let after = bytes.get(at + 1);
            if byte.is_ascii_graphic() || (byte == b' ' && after.is_some_and(u8::is_ascii_graphic)) {
                at += 1;
            } else if byte == b' ' || (b'\t'..=b'\r').contains(&byte) {
                return at;
            } else if byte.is_ascii() {
                at += 1;
            } else {
                let Some(c) = text[at..].chars().next() else { return at };
                if is_blank(c) {
                    return at;
                }
                at += c.len_utf8();
            }
        }
    }
    at
}

/// True where a piece and the byte behind it are ASCII that is seen, with one
/// blank at a time. Every byte is looked at, so that the compiler can look at
/// many at once.
fn is_prose(piece: &[u8; PIECE + 1]) -> bool {
    let mut odd = !(b' '..=b'~').contains(&piece[0]);
    for at in 0..PIECE {
        let (byte, after) = (piece[at], piece[at + 1]);
        odd |= !(b' '..=b'~').contains(&after) | ((byte == b' ') & (after == b' '));
    }
    !odd
}

/// Names each gap. Where nearly every line is followed by an empty one, an
/// empty line means nothing, and a block begins behind two.
fn lines(starts: &[(usize, Blank)]) -> Vec<Line> {
    let ended = |n: usize| starts.iter().skip(1).filter(|(_, blank)| blank.line_ends == n).count();
    let doubled = ended(2) > 4 * ended(1) + 2;
    let name = |blank: &Blank| match (doubled, blank.line_ends) {
        (true, 0..=2) => Gap::Line,
        (true, _) if blank.blank_line => Gap::Block,
        (true, 3) => Gap::Page,
        (true, _) => Gap::Block,
        (false, 0 | 1) => Gap::Line,
        (false, _) => Gap::Block,
    };
    starts
        .iter()
        .enumerate()
        .map(|(at, (start, blank))| {
            let gap = match name(blank) {
                _ if at == 0 => Gap::Block,
                Gap::Line if blank.pages > 0 => Gap::Page,
                gap => gap,
            };
            Line { start: *start, gap }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(text: &str) -> Vec<Gap> {
        Clean::new(text).lines().iter().map(|line| line.gap).collect()
    }

    #[test]
    fn white_space_becomes_one_blank_and_the_way_back_is_kept() {
        let text = "\u{feff} one  two\r\n\tthree\u{a0}four \n";
        let clean = Clean::new(text);
        assert_eq!(clean.flat(), "one two three four");
        for word in ["one", "two", "three", "four"] {
            let at = clean.flat().find(word).unwrap();
            let (from, to) = clean.source(&(at..at + word.len()));
            assert_eq!(&text[from..to], word);
        }
    }

    #[test]
    fn a_span_over_a_line_end_covers_both_lines() {
        let text = "x pages 64-\n\n66. y";
        let clean = Clean::new(text);
        let at = clean.flat().find("64").unwrap();
        let (from, to) = clean.source(&(at..at + 6));
        assert_eq!(&text[from..to], "64-\n\n66");
    }

    #[test]
    fn a_doubled_line_end_is_a_line_end() {
        // The form of PDFBox: two line ends after every line, a line with one
        // blank between blocks, three more line ends at the end of a page.
        let text = "a \n\nb \n\nc \n\nd \n\ne \n\nf \n\n \n\ng \n\nh \n\n\ni";
        use Gap::{Block, Line, Page};
        assert_eq!(gaps(text), [Block, Line, Line, Line, Line, Line, Block, Line, Page]);
    }

    #[test]
    fn a_form_feed_is_a_page_break() {
        use Gap::{Block, Line, Page};
        assert_eq!(gaps("a\nb\n\nc\n\u{c}d"), [Block, Line, Block, Page]);
    }

    #[test]
    fn an_empty_text_has_no_lines() {
        for text in ["", " ", "\n\n\u{c}"] {
            let clean = Clean::new(text);
            assert_eq!(clean.flat(), "");
            assert!(clean.lines().is_empty());
            assert_eq!(clean.source(&(0..0)), (0, 0));
        }
    }
}
