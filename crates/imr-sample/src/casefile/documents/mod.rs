//! The documents of a story, each kind as its trade writes it.

mod daily;
mod encounters;
mod official;
mod studies;

use super::fact::Draft;
use super::story::{Story, Visit};
use super::writer::Writer;
use crate::dice::Dice;
use jiff::ToSpan;
use jiff::civil::Date;

/// The documents without which there is no file, and others of which a file
/// has as many as it has, most wanted first.
pub(super) struct Written {
    pub(super) needed: Vec<Draft>,
    pub(super) more: Vec<Draft>,
}

fn on<'s>(story: &'s Story, by: &'s super::people::Practice, day: Date, dice: &'s mut Dice) -> Writer<'s> {
    Writer { story, by, day, dice }
}

/// Writes every document of a story.
pub(super) fn written(story: &Story, dice: &mut Dice) -> Written {
    let mut needed = once(story, dice);
    let mut more = Vec::new();
    for (at, visit) in story.visits.iter().enumerate() {
        let report = encounters::progress(on(story, &story.treating, visit.day, dice), visit);
        if at + 2 >= story.visits.len() || at % 2 == 0 {
            needed.push(report);
        } else {
            more.push(report);
        }
        around(story, dice, visit, at, &mut more);
    }
    for course in &story.courses {
        for (number, day) in (1..).zip(&course.days) {
            more.push(daily::therapy(on(story, &course.by, *day, dice), course, number));
        }
    }
    if let Some(last) = story.visits.last() {
        needed.extend(official::dispute(story, dice, last));
    }
    evaluations(story, dice, &mut needed, &more);
    Written { needed, more }
}

/// Two evaluations: one half-way, one at the end, each with a review of what
/// had been written.
fn evaluations(story: &Story, dice: &mut Dice, needed: &mut Vec<Draft>, more: &[Draft]) {
    let half = story.visits[story.visits.len() / 2].day.saturating_add(3.days());
    for day in [half, story.last_day()] {
        let before = needed.iter().chain(more).filter(|draft| draft.date < day && draft.kind != "therapy_note");
        let mut history: Vec<(Date, String, String)> =
            before.map(|draft| (draft.date, draft.title.clone(), draft.author().to_owned())).collect();
        history.sort();
        history.truncate(70);
        needed.push(encounters::evaluation(on(story, &story.evaluator, day, dice), &history));
    }
}

/// What happens once.
fn once(story: &Story, dice: &mut Dice) -> Vec<Draft> {
    let after = |days: i32| story.injury.saturating_add(days.days());
    let mut all = vec![
        encounters::first(on(story, &story.first_aid, after(1), dice)),
        encounters::consultation(on(story, &story.specialist, after(dice.between(70, 110)), dice), true),
        studies::nerves(on(story, &story.nerves, after(dice.between(110, 140)), dice)),
        studies::chemistry(on(story, &story.laboratory, after(dice.between(60, 90)), dice)),
    ];
    for hurt in &story.hurt {
        all.push(studies::picture(on(story, &story.imaging, story.imaged, dice), *hurt));
    }
    if let Some(day) = story.operated {
        all.push(studies::operation(on(story, &story.surgery, day, dice)));
    }
    all
}

/// What comes with a visit.
fn around(story: &Story, dice: &mut Dice, visit: &Visit, at: usize, more: &mut Vec<Draft>) {
    let after = |days: i32| visit.day.saturating_add(days.days());
    if at.is_multiple_of(3) {
        more.push(studies::drug_test(on(story, &story.laboratory, visit.day, dice), visit));
    }
    if at.is_multiple_of(4) && at > 0 {
        let visits = &story.visits[at.saturating_sub(4)..=at];
        more.push(daily::dispensed(on(story, &story.pharmacy, after(1), dice), visits));
    }
    if at % 3 == 1 {
        more.push(encounters::consultation(on(story, &story.specialist, after(9), dice), false));
    }
    // What is asked for at the last visit is what the dispute is about.
    if at % 4 == 2 && at + 1 < story.visits.len() {
        more.extend(official::asked(story, dice, visit));
    }
    if at % 5 == 4 {
        more.push(studies::chemistry(on(story, &story.laboratory, after(2), dice)));
    }
    if dice.chance(50) {
        let by = *dice.pick(&[&story.payer, &story.lawyer]);
        more.push(daily::correspondence(on(story, by, after(6), dice)));
    }
    if dice.chance(45) {
        more.push(daily::fax_cover(on(story, &story.treating, after(7), dice)));
    }
    if dice.chance(40) {
        more.push(daily::other(on(story, &story.treating, after(9), dice)));
    }
}
