//! Synthetic Final Determination Letters of the older layouts, each with its
//! truth, to score how well letters are read.
//!
//! A letter is a pure function of its layout and a seed. Facts come first;
//! the layout writes them down; the sheet does to the text what a PDF does.
//! The wording is our own and is shared with nothing that reads letters: a
//! reader that knew these phrases would be scored on its memory.

mod cites;
pub(crate) mod dates;
mod drugs;
mod facts;
mod layout_2013;
mod layout_2014;
mod layout_2015;
mod prose;
mod request;
mod services;
mod sheet;
mod topics;
mod truth;
mod words;

use crate::dice::{self, Dice};

/// Stands in a text where a line ends inside a word.
const BROKEN: char = '\u{1}';

/// The form of the letter, by the year in which it was usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Numbered determinations; the year's end brought headings.
    Y2013,
    /// Headings; the reviewer's credentials in prose.
    Y2014,
    /// Credentials in a labelled block under a header block.
    Y2015,
}

impl Layout {
    /// Every layout, oldest first.
    pub const ALL: [Self; 3] = [Self::Y2013, Self::Y2014, Self::Y2015];

    /// The year that names it.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Y2013 => 2013,
            Self::Y2014 => 2014,
            Self::Y2015 => 2015,
        }
    }

    /// The layout that a year names.
    #[must_use]
    pub fn of_year(year: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.year().to_string() == year)
    }
}

/// A letter that nobody sent, and what is true of it.
#[derive(Debug, Clone)]
pub struct SampleLetter {
    /// Name of the file, without extension.
    pub name: String,
    /// The text, as it might come out of a PDF.
    pub text: String,
    /// In the form `imr-letter-truth/1`; `documents` in addition.
    pub truth: serde_json::Value,
}

/// The letter of a layout that follows from a seed.
#[must_use]
pub fn letter(layout: Layout, seed: u64) -> SampleLetter {
    let mut dice = Dice::new(seed.wrapping_mul(1000).wrapping_add(layout.year().unsigned_abs().into()));
    let facts = facts::facts(&mut dice, layout);
    let (text, mut truth) = match layout {
        Layout::Y2013 => layout_2013::write(&mut dice, &facts),
        Layout::Y2014 => layout_2014::write(&mut dice, &facts),
        Layout::Y2015 => layout_2015::write(&mut dice, &facts),
    };
    let name = format!("sample-{}-{seed}", layout.year());
    if truth["header"]["case_number"].is_null() {
        truth["case"] = name.clone().into();
    }
    SampleLetter { name, text, truth }
}
