//! What is true of a sample letter, before it is written: nobody's case.

use super::Layout;
use super::dates::{Moments, moments};
use super::dice::Dice;
use super::request::{Request, requests};
use super::words::{DIAGNOSES, SPECIALTIES, STATES, SUBSPECIALTIES};

/// The facts behind one letter.
pub(super) struct Facts {
    pub(super) number: String,
    pub(super) moments: Moments,
    pub(super) expedited: bool,
    pub(super) certifications: Vec<&'static str>,
    pub(super) subspecialties: Vec<&'static str>,
    pub(super) states: Vec<&'static str>,
    pub(super) age: i32,
    pub(super) female: bool,
    pub(super) diagnoses: Vec<String>,
    pub(super) requests: Vec<Request>,
    pub(super) pen: Pen,
}

/// How the letter's text was made: what became of its apostrophes.
#[derive(Clone, Copy)]
pub(super) enum Pen {
    Plain,
    Curly,
    /// UTF-8 that was read as another code and written again.
    Garbled,
}

impl Pen {
    pub(super) fn write(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Curly => text.replace('\'', "\u{2019}"),
            Self::Garbled => text.replace('\'', "\u{e2}\u{20ac}\u{2122}"),
        }
    }
}

pub(super) fn facts(dice: &mut Dice, layout: Layout) -> Facts {
    let moments = moments(dice, layout.year());
    let number = format!("CM{:02}-{:07}", moments.filed.year() % 100, dice.between(1, 240_000));
    let certified = if dice.chance(70) { 1 } else { 2 };
    let special = if layout == Layout::Y2015 { 0 } else { [0, 0, 1, 1, 2][dice.below(5)] };
    let licensed = 1 + [0, 0, 1, 1, 2][dice.below(5)];
    let pen = [Pen::Plain, Pen::Plain, Pen::Curly, Pen::Garbled][dice.below(4)];
    let diagnosed = 1 + dice.below(5);
    let diagnoses = dice.some(DIAGNOSES, diagnosed).into_iter().map(|diagnosis| pen.write(diagnosis)).collect();
    Facts {
        number,
        expedited: dice.chance(8),
        certifications: dice.some(SPECIALTIES, certified),
        subspecialties: dice.some(SUBSPECIALTIES, special),
        states: dice.some(STATES, licensed),
        age: dice.between(19, 78),
        female: dice.chance(50),
        diagnoses,
        requests: requests(dice, layout == Layout::Y2015),
        moments,
        pen,
    }
}
