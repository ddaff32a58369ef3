//! Paper, in and out: a document as data, and the small trait by which the
//! rest of the system reads and sets documents without knowing how.

use serde::{Deserialize, Serialize};
use std::ops::{ControlFlow, Range};
use std::path::Path;

/// A document before it is typeset: what stands on it, not where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Composition {
    /// Title, shown by viewers and kept in the file's metadata.
    pub title: String,
    /// Who sends it, for the metadata.
    pub author: String,
    /// Language as BCP 47 primary tag, "en".
    pub language: String,
    /// The date it bears (also the creation date in the metadata, so that
    /// the same composition gives the same bytes).
    pub date: Option<jiff::civil::Date>,
    /// The look.
    pub style: Style,
    /// Name and address lines of the sender at the head of the first page.
    pub letterhead: Option<Letterhead>,
    /// Short line at the foot of every page, beside the page number.
    pub footer: String,
    /// The content, from top to bottom.
    pub blocks: Vec<Block>,
}

/// The look of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// A letter or notice of the review organization.
    #[default]
    Letter,
    /// A typed clinical record of some practice.
    Record,
    /// A form of ruled boxes.
    Form,
}

/// The sender as printed at the head of the first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Name of the organization or practice.
    pub name: String,
    /// Address and other lines below it.
    pub lines: Vec<String>,
}

/// A part of a document. In the plain text form each block is set off from
/// the next by a blank line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading; level 1 is the title of the document, 2 a section, 3 a part.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// Lines that are kept apart but close together, such as an address.
    Lines(Vec<String>),
    /// Names and their values, set in two columns and read as `name: value`.
    Facts(Vec<(String, String)>),
    /// A table with a head row.
    Table {
        /// The head row.
        head: Vec<String>,
        /// The rows, each as long as the head.
        rows: Vec<Vec<String>>,
    },
    /// A list; numbered or with bullets.
    List {
        /// Numbered from 1.
        numbered: bool,
        /// One text an entry.
        entries: Vec<String>,
    },
    /// A heading of a disputed item with its decision: `text:  Decision`.
    Decision {
        /// The item exactly as requested.
        item: String,
        /// `Upheld` or `Overturned`.
        decision: String,
    },
    /// What follows begins a new page.
    PageBreak,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    /// Plain words.
    Plain(String),
    /// Words that carry weight, such as a label.
    Strong(String),
}

impl Block {
    /// A paragraph of plain words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Paragraph(vec![Run::Plain(words.into())])
    }

    /// A paragraph that begins with a label.
    pub fn labelled(label: impl Into<String>, words: impl Into<String>) -> Self {
        Self::Paragraph(vec![Run::Strong(label.into()), Run::Plain(format!(" {}", words.into()))])
    }

    /// A heading.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into() }
    }
}

/// What was read of one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageText {
    /// The words in reading order. Empty means that the page was read and
    /// holds no words; a page that could not be read has `trouble`.
    pub words: Vec<Word>,
    /// Width and height in points (1/72 inch), rotation put right.
    pub size: (f32, f32),
    /// Why the page could not be read, where that is so.
    pub trouble: Option<String>,
}

/// A word on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The characters.
    pub text: String,
    /// Left, top, right, bottom in points from the top left corner of the
    /// page; all zero where the paper has no places (plain text).
    #[serde(rename = "box")]
    pub area: [f32; 4],
    /// True where a line ends after this word.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ends_line: bool,
    /// True where a paragraph or table cell ends after this word: a blank
    /// line follows in the text form.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ends_block: bool,
    /// Text that is in the file and that nobody sees on the page: not drawn,
    /// drawn over, left out, tiny, or in the colour of what it stands upon.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Hidden, and no part of a layer of recognized text below a picture:
    /// what no picture shows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub concealed: bool,
    /// How sure text recognition is of the word, in per cent; none where the
    /// file itself says what the characters are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

/// What stands behind the value of a form's field where something else is
/// drawn for it: then comes what is drawn, and a bracket. Nobody knows which of
/// the two was meant, so both are words of the page.
pub const FORM_DIFFERS: &str = "[form value differs from what is drawn:";

impl Word {
    /// A word that the file itself states, at a place.
    #[must_use]
    pub fn at(text: impl Into<String>, area: [f32; 4]) -> Self {
        Self {
            text: text.into(),
            area,
            ends_line: false,
            ends_block: false,
            hidden: false,
            concealed: false,
            confidence: None,
        }
    }
}

impl PageText {
    /// Where each word stands in [`text`](Self::text), in bytes.
    #[must_use]
    pub fn places(words: &[Word]) -> Vec<Range<usize>> {
        let mut at = 0;
        let place = |word: &Word| {
            let place = at..at + word.text.len();
            at = place.end + if word.ends_block { 2 } else { 1 };
            place
        };
        words.iter().map(place).collect()
    }

    /// The page as text: words parted by blanks, lines by line ends, blocks
    /// by a blank line.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut between = "";
        for word in &self.words {
            out.push_str(between);
            out.push_str(&word.text);
            between = match (word.ends_block, word.ends_line) {
                (true, _) => "\n\n",
                (_, true) => "\n",
                _ => " ",
            };
        }
        out
    }

    /// How sure the words are on the whole, in per cent, where some of them
    /// were recognized; those that the file states are sure.
    #[must_use]
    pub fn confidence(&self) -> Option<u8> {
        if self.words.iter().all(|word| word.confidence.is_none()) {
            return None;
        }
        let sum: usize = self.words.iter().map(|word| usize::from(word.confidence.unwrap_or(100))).sum();
        u8::try_from(sum / self.words.len()).ok()
    }

    /// Where the words that recognition was not sure of stand in the text form,
    /// in bytes.
    #[must_use]
    pub fn doubted(&self) -> Vec<Range<usize>> {
        let places = Self::places(&self.words).into_iter().zip(&self.words);
        places.filter(|(_, word)| word.confidence.is_some_and(|sure| sure < SURE)).map(|(place, _)| place).collect()
    }

    /// Where the words that are hidden stand in the text form, in bytes. A
    /// page of which hardly a word is drawn is a scan with a layer of
    /// recognized words under it, with a stamp at most: what stands in the
    /// layer is what the picture shows, and nothing is hidden but what no
    /// picture shows.
    #[must_use]
    pub fn hidden(&self) -> Vec<Range<usize>> {
        let layer = self.words.iter().filter(|word| word.hidden && !word.concealed).count();
        let drawn = self.words.iter().filter(|word| !word.hidden).count();
        let is_layer = drawn * LAYER <= drawn + layer;
        let mut places: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        for word in &self.words {
            let place = at..at + word.text.len();
            at = place.end + if word.ends_block { 2 } else { 1 };
            if word.concealed || (word.hidden && !is_layer) {
                places.push(place);
            }
        }
        places
    }
}

/// Below this confidence, in per cent, recognition is not sure of a word.
const SURE: u8 = 60;

/// Of so many words of a scan with a layer at most one is drawn.
const LAYER: usize = 4;

/// Why a document could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is protected by a password that is not known.
    #[error("it is locked with a password; ask the sender for a copy that opens without one")]
    PasswordNeeded,
    /// It is not a document of this kind, or is damaged beyond reading.
    #[error("it is not a readable document ({0}); ask the sender for it again")]
    Damaged(String),
    /// It has more of something than is accepted.
    #[error("it is larger than this program accepts ({0}); split it into smaller files")]
    TooLarge(String),
    /// It is of a kind that is not read, such as a Word document.
    #[error("it is {0}, which is not read; ask the sender for it as a PDF file")]
    NotRead(String),
    /// It is read, and has no look that could be drawn.
    #[error(
        "it is {0}, which has words and no picture; see them with \"imr file search\" or \"imr file read --json\""
    )]
    NoPicture(String),
}

/// Why a document could not be set. Always our fault, never the reader's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the document \"{title}\" could not be typeset: {what}")]
pub struct NotSet {
    /// Title of the document.
    pub title: String,
    /// What the typesetter said.
    pub what: String,
}

/// Where a file to be read is.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// In memory.
    Bytes(&'a [u8]),
    /// On disk, so that a file of many pages is never held by the program.
    File(&'a Path),
}

/// A page as it comes out of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPage {
    /// Number within the file, from 1.
    pub number: u32,
    /// How many pages the file has.
    pub of: u32,
    /// What was read of it.
    pub page: PageText,
}

/// Reads and sets documents. There are two: PDF (`imr-pdf`) and plain text
/// ([`PlainText`]).
pub trait Paper: Send + Sync {
    /// Reads the pages of a file from page `first` (from 1) on, and hands
    /// each over, in order, as soon as it is read; ends early where told to.
    /// A page that cannot be read is handed over with its trouble.
    fn pages(
        &self,
        source: Source<'_>,
        first: u32,
        each: &mut dyn FnMut(ReadPage) -> ControlFlow<()>,
    ) -> Result<(), Unreadable>;
    /// Draws a page (from 1) as a PNG picture.
    fn picture(&self, source: Source<'_>, page: u32, dots_per_inch: u16) -> Result<Vec<u8>, Unreadable>;
    /// Reads the words of every page.
    fn read(&self, bytes: &[u8]) -> Result<Vec<PageText>, Unreadable> {
        let mut pages = Vec::new();
        self.pages(Source::Bytes(bytes), 1, &mut |read| {
            pages.push(read.page);
            ControlFlow::Continue(())
        })?;
        Ok(pages)
    }
    /// Sets a document; the same composition gives the same bytes.
    fn set(&self, composition: &Composition) -> Result<Vec<u8>, NotSet>;
    /// The file name extension of what `set` gives, without the dot.
    fn extension(&self) -> &'static str;
}

/// Plain text as paper: pages are parted by form feeds. It is what `--format
/// text` writes, and what tests use that have no need of PDF.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlainText;

impl Paper for PlainText {
    fn pages(
        &self,
        source: Source<'_>,
        first: u32,
        each: &mut dyn FnMut(ReadPage) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let Source::Bytes(bytes) = source else {
            return Err(Unreadable::Damaged("plain text is read from memory only".to_owned()));
        };
        let text =
            std::str::from_utf8(bytes).map_err(|_| Unreadable::Damaged("it is not UTF-8 text".to_owned()))?;
        if text.contains('\0') {
            return Err(Unreadable::Damaged("it holds NUL bytes".to_owned()));
        }
        let of = u32::try_from(text.matches('\u{c}').count()).unwrap_or(u32::MAX).saturating_add(1);
        for (number, page) in (1..).zip(text.split('\u{c}')).skip(first.saturating_sub(1) as usize) {
            if each(ReadPage { number, of, page: plain_page(page) }).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn picture(&self, _: Source<'_>, _: u32, _: u16) -> Result<Vec<u8>, Unreadable> {
        Err(Unreadable::NoPicture("plain text".to_owned()))
    }

    fn set(&self, composition: &Composition) -> Result<Vec<u8>, NotSet> {
        Ok(plain::set(composition).into_bytes())
    }

    fn extension(&self) -> &'static str {
        "txt"
    }
}

fn plain_page(text: &str) -> PageText {
    let lines: Vec<&str> = text.lines().collect();
    let mut words: Vec<Word> = Vec::new();
    for line in lines {
        if line.trim().is_empty() {
            if let Some(last) = words.last_mut() {
                last.ends_block = true;
            }
            continue;
        }
        words.extend(line.split_whitespace().map(|word| Word::at(word, [0.0; 4])));
        if let Some(last) = words.last_mut() {
            last.ends_line = true;
        }
    }
    PageText { words, size: (612.0, 792.0), trouble: None }
}

mod html;
mod plain;

pub use html::html;

#[cfg(test)]
mod tests {
    use super::*;

    fn page(words: &[(&str, bool)]) -> PageText {
        let word = |(text, hidden): &(&str, bool)| Word { hidden: *hidden, ..Word::at(*text, [0.0; 4]) };
        PageText { words: words.iter().map(word).collect(), size: (612.0, 792.0), trouble: None }
    }

    #[test]
    fn words_under_a_picture_are_not_hidden_and_words_beside_others_are() {
        let mixed = page(&[("She", false), ("took", false), ("naproxen", true), ("daily", false)]);
        let hidden: Vec<String> = mixed.hidden().into_iter().map(|place| mixed.text()[place].to_owned()).collect();
        assert_eq!(hidden, ["naproxen"]);
        let layer = page(&[("EXHIBIT", false), ("She", true), ("took", true), ("naproxen", true)]);
        assert!(layer.hidden().is_empty());
    }
}
