//! From documents to the files that arrive: copies, look-alikes, pages of
//! somebody else, pages that are missing, several documents in a file, one
//! document in two files.

use super::fact::{Draft, Part, Said};
use super::sheet::{Laid, lay};
use super::story::Story;
use crate::dice::Dice;
use jiff::ToSpan;
use jiff::civil::Date;

/// How a page came to be there a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copied {
    /// The same page again.
    Exact,
    /// Under a stamp, and scanned once more where the file is a scan.
    Stamped,
    /// Under the line of a fax machine.
    Faxed,
}

/// A document as it lies in the pile.
#[derive(Debug, Clone)]
pub(super) struct Filed {
    /// Number of the laid document.
    pub(super) laid: usize,
    /// Number of the filed document of which it is a copy.
    pub(super) copy: Option<(usize, Copied)>,
    /// A page that is not there.
    pub(super) missing: Option<usize>,
    pub(super) wrong_patient: bool,
    /// Number of the filed document that looks alike but has another day.
    pub(super) looks_like: Option<usize>,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// PDF with text.
    Born,
    /// PDF of pictures.
    Scan,
    /// TIFF.
    Tiff,
}

/// A page of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// Number of the filed document.
    pub(super) filed: usize,
    /// Page of that document, from 0.
    pub(super) page: usize,
    /// Quarters by which it lies turned.
    pub(super) quarters: u8,
}

/// A file that arrives.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) slots: Vec<Slot>,
    /// It carries the line of a fax machine on every page.
    pub(super) faxed: bool,
}

/// The pile.
#[derive(Debug, Default)]
pub(super) struct Pile {
    pub(super) laid: Vec<Laid>,
    pub(super) filed: Vec<Filed>,
    pub(super) files: Vec<Planned>,
}

/// Piles documents up; `scanned` of a hundred files are scans.
pub(super) fn pile(dice: &mut Dice, story: &Story, mut laid: Vec<Laid>, scanned: u8) -> Pile {
    let mut filed: Vec<Filed> = (0..laid.len()).map(plain).collect();
    look_alikes(dice, &mut laid, &mut filed);
    strangers(dice, story, &mut laid, &mut filed);
    let thick: Vec<usize> = (0..filed.len()).filter(|at| laid[filed[*at].laid].pages.len() > 1).collect();
    for at in dice.some(&thick, thick.len() / 20 + 1) {
        filed[at].missing = Some(1 + dice.below(laid[filed[at].laid].pages.len() - 1));
    }
    copies(dice, &laid, &mut filed);
    let files = files(dice, &laid, &filed, scanned);
    Pile { laid, filed, files }
}

/// Three scans: a note, the same note under a stamp, and the note carried
/// forward to another day, which looks alike and is no copy.
pub(super) fn pairs(dice: &mut Dice, note: Laid) -> Pile {
    let day = note.draft.date.saturating_add(7.days());
    let other = lay(dice, dated_anew(&note.draft, day));
    let filed = vec![
        plain(0),
        Filed { copy: Some((0, Copied::Stamped)), ..plain(0) },
        Filed { looks_like: Some(0), ..plain(1) },
    ];
    let laid = vec![note, other];
    let names = ["001-note.pdf", "002-note-again.pdf", "003-note-of-another-day.pdf"];
    let file = |(at, name): (usize, &str)| {
        let pages = 0..laid[filed[at].laid].pages.len();
        let slots = pages.map(|page| Slot { filed: at, page, quarters: 0 }).collect();
        Planned { name: name.to_owned(), form: Form::Scan, slots, faxed: false }
    };
    let files = names.into_iter().enumerate().map(file).collect();
    Pile { laid, filed, files }
}

fn plain(laid: usize) -> Filed {
    Filed { laid, copy: None, missing: None, wrong_patient: false, looks_like: None }
}

/// Notes that were carried forward to another day, word for word.
fn look_alikes(dice: &mut Dice, laid: &mut Vec<Laid>, filed: &mut Vec<Filed>) {
    let notes: Vec<usize> = (0..laid.len()).filter(|at| laid[*at].draft.kind == "therapy_note").collect();
    for at in dice.some(&notes, laid.len() / 25 + 1) {
        let draft = &laid[at].draft;
        let day = draft.date.saturating_add((7 * dice.between(1, 2)).days());
        if laid.iter().any(|other| other.draft.kind == draft.kind && other.draft.date == day) {
            continue;
        }
        let other = dated_anew(draft, day);
        filed.push(Filed { looks_like: Some(at), ..plain(laid.len()) });
        laid.push(lay(dice, other));
    }
}

fn dated_anew(draft: &Draft, day: Date) -> Draft {
    let (old, new) = (draft.by.house.day(draft.date), draft.by.house.day(day));
    let mut other = reworded(draft, &[(&old, &new)]);
    for part in &mut other.parts {
        for fact in said(part).into_iter().flat_map(|said| &mut said.facts) {
            if fact.date == Some(draft.date) {
                fact.date = Some(day);
            }
        }
    }
    other.date = day;
    other
}

/// Pages of another patient.
fn strangers(dice: &mut Dice, story: &Story, laid: &mut Vec<Laid>, filed: &mut Vec<Filed>) {
    let kinds = ["therapy_note", "drug_test", "laboratory", "pr2"];
    let fit: Vec<usize> = (0..laid.len()).filter(|at| kinds.contains(&laid[*at].draft.kind)).collect();
    for at in dice.some(&fit, laid.len() / 60 + 1) {
        let (patient, other) = (&story.patient, &story.other);
        let by = laid[at].draft.by.clone();
        let day = laid[at].draft.date.saturating_add(dice.between(40, 90).days());
        let injury = story.injury.saturating_sub(dice.between(30, 300).days());
        let swaps = [
            (patient.turned(), other.turned()),
            (patient.name.clone(), other.name.clone()),
            (patient.title(), other.title()),
            (patient.claim.clone(), other.claim.clone()),
            (by.house.day(patient.born), by.house.day(other.born)),
            (by.house.day(story.injury), by.house.day(injury)),
        ];
        let swaps: Vec<(&str, &str)> = swaps.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
        let mut draft = dated_anew(&reworded(&laid[at].draft, &swaps), day);
        draft.patient = other.clone();
        filed.push(Filed { wrong_patient: true, ..plain(laid.len()) });
        laid.push(lay(dice, draft));
    }
}

/// The draft with other words in the place of some.
fn reworded(draft: &Draft, swaps: &[(&str, &str)]) -> Draft {
    let mut other = draft.clone();
    let swap = |words: &mut String| {
        for (old, new) in swaps {
            *words = words.replace(old, new);
        }
    };
    for part in &mut other.parts {
        match part {
            Part::Lines(lines) => lines.iter_mut().for_each(swap),
            Part::Signed { on: Some(on), .. } => swap(on),
            _ => said(part).into_iter().for_each(|said| swap(&mut said.words)),
        }
    }
    other
}

fn said(part: &mut Part) -> Vec<&mut Said> {
    match part {
        Part::Text(said) | Part::Bullets { entries: said, .. } => said.iter_mut().collect(),
        Part::Pairs(pairs) | Part::Boxes(pairs) => pairs.iter_mut().map(|pair| &mut pair.1).collect(),
        Part::Table { rows, .. } => rows.iter_mut().flatten().collect(),
        Part::Heading(_) | Part::Lines(_) | Part::Signed { .. } => Vec::new(),
    }
}

/// Documents that arrive twice, by other hands.
fn copies(dice: &mut Dice, laid: &[Laid], filed: &mut Vec<Filed>) {
    let whole: Vec<usize> = (0..filed.len())
        .filter(|at| {
            filed[*at].missing.is_none() && !filed[*at].wrong_patient && laid[filed[*at].laid].pages.len() < 9
        })
        .collect();
    for at in dice.some(&whole, filed.len() / 9 + 2) {
        let how = *dice.pick(&[Copied::Exact, Copied::Stamped, Copied::Faxed]);
        filed.push(Filed { copy: Some((at, how)), looks_like: None, ..filed[at].clone() });
    }
}

fn files(dice: &mut Dice, laid: &[Laid], filed: &[Filed], scanned: u8) -> Vec<Planned> {
    let mut order: Vec<usize> = (0..filed.len()).filter(|at| filed[*at].copy.is_none()).collect();
    order.sort_by_key(|at| laid[filed[*at].laid].draft.date);
    // Copies come from elsewhere, in any order.
    let copies: Vec<usize> = (0..filed.len()).filter(|at| filed[*at].copy.is_some()).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for mut rest in [order.as_slice(), dice.some(&copies, copies.len()).as_slice()] {
        while !rest.is_empty() {
            let most = if dice.chance(25) { 1 } else { 2 + dice.below(14) };
            let (now, later) = rest.split_at(most.min(rest.len()));
            groups.push(if dice.chance(40) { dice.some(now, now.len()) } else { now.to_vec() });
            rest = later;
        }
    }
    let mut files: Vec<Planned> = Vec::new();
    for group in groups {
        let form = match dice.chance(scanned.into()) {
            true if dice.chance(25) => Form::Tiff,
            true => Form::Scan,
            false => Form::Born,
        };
        let slots = group.iter().flat_map(|at| slots(dice, laid, filed, *at, form)).collect();
        let (stem, ending) = match form {
            Form::Born => ("records", "pdf"),
            Form::Scan => ("scan", "pdf"),
            Form::Tiff => ("fax", "tif"),
        };
        let name = format!("{:03}-{stem}.{ending}", files.len() + 1);
        files.push(Planned {
            name,
            form,
            slots,
            faxed: form == Form::Tiff || (form == Form::Scan && dice.chance(40)),
        });
    }
    cut(dice, filed, &mut files);
    files
}

fn slots(dice: &mut Dice, laid: &[Laid], filed: &[Filed], at: usize, form: Form) -> Vec<Slot> {
    let one = &filed[at];
    let pages = (0..laid[one.laid].pages.len()).filter(|page| one.missing != Some(*page));
    pages
        .map(|page| {
            let quarters = match dice.below(100) {
                _ if form == Form::Born => 0,
                0..=2 => 2,
                3 => 1,
                4 => 3,
                _ => 0,
            };
            Slot { filed: at, page, quarters }
        })
        .collect()
}

/// Some documents end in the file that comes next.
fn cut(dice: &mut Dice, filed: &[Filed], files: &mut [Planned]) {
    for at in 1..files.len() {
        let Some(last) = files[at - 1].slots.last().copied() else { continue };
        let belongs = |slot: &Slot| slot.filed == last.filed;
        let pages = files[at - 1].slots.iter().filter(|slot| belongs(slot)).count();
        let both = files[at - 1].form == files[at].form && filed[last.filed].copy.is_none();
        if pages > 1 && both && dice.chance(25) {
            let from = files[at - 1].slots.len() - pages.div_ceil(2).min(pages - 1);
            let tail: Vec<Slot> = files[at - 1].slots.split_off(from);
            files[at].slots.splice(0..0, tail);
        }
    }
}
