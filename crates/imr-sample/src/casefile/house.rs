//! How a practice prints: type, margins, headings, running lines, and the way
//! it spells a day.

use crate::dice::Dice;
use crate::letters::dates::written;
use jiff::civil::Date;

/// The family of the type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Sans,
    Serif,
    Mono,
}

/// How the head of the first page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    Centred,
    Left,
    Boxed,
}

/// How a section begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Capitals with a colon.
    Capitals,
    /// Bold words over a rule.
    Ruled,
    /// A grey bar.
    Bar,
    /// Bold words in the line of the text.
    InLine,
}

/// What runs along the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Running {
    Nothing,
    /// "Page 2 of 4" at the foot.
    Foot,
    /// Patient, day and page at the head from the second page on.
    Patient,
    /// A line of the program that printed it, with the page.
    Program,
}

/// How a practice prints.
#[derive(Debug, Clone)]
pub(super) struct House {
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) margin: f32,
    pub(super) head: Head,
    pub(super) section: Section,
    pub(super) running: Running,
    /// Numbers of [`written`].
    pub(super) spelling: i32,
    /// Prefers tables to prose.
    pub(super) tables: bool,
    /// Trade names rather than ingredients.
    pub(super) brands: bool,
}

impl House {
    pub(super) fn of(dice: &mut Dice) -> Self {
        let face = *dice.pick(&[Face::Sans, Face::Sans, Face::Serif, Face::Serif, Face::Mono]);
        let size = if face == Face::Mono { 9.0 } else { 9.5 + 0.5 * if dice.chance(50) { 1.0 } else { 2.0 } };
        let margin = *dice.pick(&[46.0, 54.0, 64.0, 72.0]);
        Self {
            face,
            size,
            margin,
            head: *dice.pick(&[Head::Centred, Head::Left, Head::Boxed]),
            section: *dice.pick(&[Section::Capitals, Section::Ruled, Section::Bar, Section::InLine]),
            running: *dice.pick(&[Running::Nothing, Running::Foot, Running::Patient, Running::Program]),
            spelling: *dice.pick(&[0, 0, 1, 2, 3, 5, 5, 7]),
            tables: dice.chance(45),
            brands: dice.chance(55),
        }
    }

    /// A day as this house writes it.
    pub(super) fn day(&self, day: Date) -> String {
        written(self.spelling, day)
    }
}
