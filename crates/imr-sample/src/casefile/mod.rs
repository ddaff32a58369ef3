//! Generated case files: the records of an invented worker as they arrive,
//! with the truth about every page and fact.
//!
//! A case file is a pure function of its seed. A [`story`] comes first; the
//! documents are written from it by one of three phrase files ([`voice`]);
//! pages are set and piled up with copies, look-alikes, pages of somebody
//! else and gaps; scanners and fax machines do the rest. Nothing that reads
//! knows these phrases, and scores use a phrase file that nothing else uses
//! (seeds from [`FIRST_KEPT_SEED`] on).
//!
//! Pages are drawn by this room itself, not through a `Composition`: truth
//! has to know on which page each sentence came to stand, files have to be
//! cut and joined between any two pages, and records of practices have no
//! tags that tell a reader what is what.
//!
//! # Truth
//!
//! `truth.json` is one object, `imr-casefile-truth/1`:
//!
//! - `employee`: `name`, `born`, `claim`, `injury`.
//! - `files`: `name`, `pages`, `form` (`pdf`, `scan`, `tiff`).
//! - `documents`: `id`; `kind` (`application`, `rfa`, `ur_decision`, `pr2`,
//!   `first_report`, `consultation`, `qme`, `operative`, `imaging`, `emg`,
//!   `laboratory`, `drug_test`, `therapy_note`, `pharmacy`,
//!   `correspondence`, `fax_cover`, `other`); `title`; `date` (of service,
//!   or the day it bears); `author` (empty where nobody signs); `facility`;
//!   `patient`; `wrong_patient`; `copy_of` and `looks_like` (an `id`, or
//!   null; what looks like another has another day and is no copy);
//!   `missing` (page that is not there, or null); `pages`, each a place.
//! - A place is `{"file", "page"}`, the page counted within the file from 1.
//! - `pages`: a place, with `document` (an `id`), `of_document` (page of the
//!   document, from 1), `duplicate_of` (a place, or null), `copied` (`exact`,
//!   `stamped`, `faxed`, or null), `wrong_patient`, `scanned`, `turned`
//!   (degrees to the right).
//! - `facts`: `kind`, `what` in its plain name, `also` (names as good),
//!   `value`, `date`, `negated`, `hypothetical`, `historical`,
//!   `other_person`, `uncertain`, `document`, `pages` (places), `passage`,
//!   `wrong_patient`. Copies add no facts. Kinds, with what `value` may hold:
//!   `mechanism`; `body_part`; `diagnosis` (`icd10`); `medication`
//!   (`status`: `current`, `started`, `refilled`, `changed`, `stopped`,
//!   `dispensed`, `considered`, `past`; `strength`, `quantity`); `pain`
//!   (`score`, or `with_drug` and `without_drug`); `function` (`improved`,
//!   `unchanged`, `worse` as `what`); `side_effect` (`ingredient`); `trial`
//!   (`outcome`: `failed`, `not tolerated`); `exam` (`body_part`; `result`
//!   for range of motion, strength, sensation and reflexes, which are not
//!   negated; a test that is negative is);
//!   `imaging` (`body_part`); `electrodiagnostic`; `drug_test` (`expected`,
//!   `found`, `consistent`); `procedure`; `therapy` (`visits` and `planned`,
//!   or `response`); `work_status` (`off work`, `modified duty`, `full duty`
//!   as `what`); `ur_decision` (`outcome`, `reason`, `guideline`);
//!   `request`. A drug that was tried and failed adds a `trial` only.
//! - `exposures`: `ingredient` (joined by ` / `, in order of the alphabet),
//!   `first` and `last` day on which a document has the employee take it,
//!   be given it or stop it, `spans` and `gaps` (`from`, `to`), `strengths`.
//!   A span ends where the drug is stopped or started anew.

mod clinic;
mod documents;
mod examining;
mod fact;
mod filing;
mod house;
mod page;
mod pdf;
mod pen;
mod people;
mod pile;
mod scan;
mod sheet;
mod story;
mod tiff;
mod truth;
mod type_face;
mod voice;
mod writer;

pub use voice::FIRST_KEPT_SEED;

use crate::dice::Dice;
use image::GrayImage;
use imr_core::application::Form as Application;
use imr_core::paper::{Paper, Source, Unreadable};
use page::Page;
use pdf::Leaf;
use pile::{Copied, Form, Pile, Planned};
use scan::Machine;
use serde_json::Value;
use sheet::Laid;
use story::Story;

/// What case file is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// The same seed gives the same file.
    pub seed: u64,
    /// About so many pages, copies included.
    pub pages: usize,
    /// So many of a hundred files are scans.
    pub scanned: u8,
}

/// A generated case file.
#[derive(Debug)]
pub struct CaseFile {
    seed: u64,
    story: Story,
    pile: Pile,
}

/// A share of the pages comes by copies, look-alikes and strangers.
const ORIGINALS: usize = 84;

/// The case file that follows from what is wanted.
#[must_use]
pub fn case_file(wanted: Wanted) -> CaseFile {
    let Wanted { seed, pages, scanned } = wanted;
    let wanted_pages = pages * ORIGINALS / 100;
    let mut months = i32::try_from(pages / 20).unwrap_or(24).clamp(6, 24);
    loop {
        let mut dice = Dice::new(seed.wrapping_mul(1000));
        let story = Story::new(&mut dice, seed, months);
        let written = documents::written(&story, &mut dice);
        let mut laid: Vec<Laid> = written.needed.into_iter().map(|draft| sheet::lay(&mut dice, draft)).collect();
        let mut have: usize = laid.iter().map(|one| one.pages.len()).sum();
        let more = dice.some(&written.more, written.more.len());
        for draft in more {
            if have >= wanted_pages {
                break;
            }
            laid.push(sheet::lay(&mut dice, draft));
            have += laid.last().map_or(0, |one| one.pages.len());
        }
        if have >= wanted_pages || months > 600 {
            let pile = pile::pile(&mut dice, &story, laid, scanned);
            return CaseFile { seed, story, pile };
        }
        months += 6;
    }
}

/// Two pairs to look at: a scanned note with its copy under a stamp, askew,
/// and with a note that looks alike and is of another day.
#[must_use]
pub fn pairs(seed: u64) -> CaseFile {
    let mut dice = Dice::new(seed.wrapping_mul(1000));
    let story = Story::new(&mut dice, seed, 6);
    let written = documents::written(&story, &mut dice);
    let drafts = written.more.into_iter().chain(written.needed);
    // A note of therapy is carried forward word for word more than others.
    let note = drafts.reduce(|best, other| if best.kind == "therapy_note" { best } else { other });
    let laid = note.map(|draft| sheet::lay(&mut dice, draft));
    let pile = laid.map_or_else(Pile::default, |note| pile::pairs(&mut dice, note));
    CaseFile { seed, story, pile }
}

impl CaseFile {
    /// The names of the files, in order.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.pile.files.iter().map(|file| file.name.as_str()).collect()
    }

    /// The application that opens a case for it.
    #[must_use]
    pub fn application(&self) -> Application {
        filing::form(&self.story)
    }

    /// What is true of it; the module says in which form.
    #[must_use]
    pub fn truth(&self) -> Value {
        truth::truth(self.seed, &self.story, &self.pile)
    }

    /// The text of each page of a file, as it is before any scanner.
    #[must_use]
    pub fn texts(&self, file: usize) -> Vec<String> {
        self.pages(file).iter().map(Page::text).collect()
    }

    /// Draws a file (by its place in [`Self::names`]). `paper` draws the
    /// pages that become scans.
    pub fn draw(&self, file: usize, paper: &dyn Paper) -> Result<Vec<u8>, Unreadable> {
        let Some(planned) = self.pile.files.get(file) else {
            return Err(Unreadable::Damaged(format!("there is no file {file}")));
        };
        let pages = self.pages(file);
        let leaves: Vec<Leaf<'_>> = pages.iter().map(Leaf::Ink).collect();
        let drawn = pdf::file(&leaves);
        match planned.form {
            Form::Born => Ok(drawn),
            Form::Scan => {
                let (machine, scans) = self.scans(file, planned, &drawn, paper)?;
                let leaves: Vec<Leaf<'_>> = scans
                    .iter()
                    .map(|scan| Leaf::Picture {
                        jpeg: scan::jpeg(machine, scan),
                        pixels: scan.dimensions(),
                        dots_per_inch: f32::from(scan::DOTS),
                    })
                    .collect();
                Ok(pdf::file(&leaves))
            }
            Form::Tiff => Ok(tiff::file(&self.scans(file, planned, &drawn, paper)?.1, scan::DOTS)),
        }
    }

    /// The dice of a file, so that each is drawn alike in any order.
    fn dice(&self, file: usize) -> Dice {
        let file = u64::try_from(file).unwrap_or(0);
        Dice::new(self.seed.wrapping_mul(1_000_003).wrapping_add(file).wrapping_mul(7919))
    }

    /// The pages of a file with what was stamped and printed over them.
    fn pages(&self, file: usize) -> Vec<Page> {
        let Some(planned) = self.pile.files.get(file) else { return Vec::new() };
        let mut dice = self.dice(file);
        let of = planned.slots.len();
        let page = |(at, slot): (usize, &pile::Slot)| {
            let filed = &self.pile.filed[slot.filed];
            let laid = &self.pile.laid[filed.laid];
            let mut page = laid.pages[slot.page].clone();
            let day = crate::letters::dates::numeric(laid.draft.date.saturating_add(jiff::Span::new().days(20)));
            let copied = filed.copy.map(|copy| copy.1);
            let scan = planned.form != Form::Born;
            if copied == Some(Copied::Stamped) || (scan && dice.chance(9)) {
                pen::stamp(&mut dice, &mut page, &day);
            }
            if copied == Some(Copied::Faxed) || planned.faxed {
                pen::fax_line(&mut dice, &mut page, &day, (at + 1, of));
            }
            if scan && dice.chance(12) {
                pen::margin_mark(&mut dice, &mut page);
            }
            page
        };
        planned.slots.iter().enumerate().map(page).collect()
    }

    fn scans(
        &self,
        file: usize,
        planned: &Planned,
        drawn: &[u8],
        paper: &dyn Paper,
    ) -> Result<(Machine, Vec<GrayImage>), Unreadable> {
        let mut dice = self.dice(file);
        let machine = Machine::of(&mut dice);
        let machine = if planned.form == Form::Tiff { machine.of_fax() } else { machine };
        let mut scans = Vec::new();
        for (number, slot) in (1..).zip(&planned.slots) {
            let png = paper.picture(Source::Bytes(drawn), number, scan::DOTS)?;
            let picture = image::load_from_memory(&png).map_err(|why| Unreadable::Damaged(why.to_string()))?;
            scans.push(scan::scanned(&mut dice, machine, &picture.to_luma8(), slot.quarters));
        }
        Ok((machine, scans))
    }
}

#[cfg(test)]
mod tests;
