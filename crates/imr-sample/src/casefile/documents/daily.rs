//! What makes a pile thick: notes of therapy, lists of a pharmacy, letters,
//! fax covers, bills.

use super::studies::capital;
use crate::casefile::fact::{Draft, Fact, Part, Said};
use crate::casefile::story::{Change, Course, Story, Visit};
use crate::casefile::writer::Writer;

/// What is done where no exercises are.
const BY_HAND: &[&str] = &[
    "Twelve points were treated for twenty minutes.",
    "Infrared heat was used over the area.",
    "Manual treatment of the segments involved was given.",
    "The area was prepared and the position was changed once.",
    "Advice on posture was given before leaving.",
];

/// A note on one visit of therapy.
pub(super) fn therapy(mut w: Writer<'_>, course: &Course, number: i32) -> Draft {
    let title = w.title("therapy_note");
    let title = match course.name {
        "physical therapy" => title,
        name => {
            title.replace("Physical Therapy", &capital(name)).replace("PT ", &format!("{} ", name.to_uppercase()))
        }
    };
    let mut parts = vec![w.head("Date of Visit")];
    let attended = w.attended(course, number);
    parts.push(Part::Text(vec![attended]));
    parts.push(w.heading(w.voice().headings.subjective));
    let hurt = *w.dice.pick(&w.story.hurt);
    let said = w.body_part(hurt);
    let score = w.dice.between(3, 8);
    let pain = w.say(w.voice().pain, &[("now", &score.to_string())]);
    let pain = Said::of(pain, Fact::new("pain", "pain", w.day).with("score", score));
    parts.push(Part::Text(vec![said, pain]));
    if number % 4 == 1 {
        parts.push(w.heading(w.voice().headings.objective));
        let exam = w.exam(hurt);
        parts.push(Part::Text(exam));
    }
    parts.push(w.heading(w.voice().headings.treatment));
    let moved = course.name.ends_with("therapy");
    let daily = w.dice.some(if moved { w.voice().daily } else { BY_HAND }, 5);
    parts.push(Part::Bullets { numbered: false, entries: daily.into_iter().map(Said::plain).collect() });
    if w.by.house.tables && moved {
        let names = ["Bridges", "Wall slides", "Rows, band", "Step-ups", "Clamshells", "Heel raises", "Pendulums"];
        let rows = names.map(|name| {
            let sets = format!("{} x {}", w.dice.between(2, 4), 5 * w.dice.between(1, 4));
            vec![Said::plain(name), Said::plain(sets), Said::plain(format!("{} min", w.dice.between(2, 8)))]
        });
        let head = ["Exercise", "Sets", "Time"].map(str::to_owned).to_vec();
        parts.push(Part::Table { head, rows: rows.to_vec() });
    }
    parts.push(w.heading(w.voice().headings.plan));
    let filler = w.filler(2);
    parts.push(Part::Text(filler));
    parts.push(w.signed());
    w.draft("therapy_note", title, parts)
}

/// What a pharmacy gave out between some visits.
pub(super) fn dispensed(mut w: Writer<'_>, visits: &[Visit]) -> Draft {
    let title = w.title("pharmacy");
    let mut rows = Vec::new();
    for visit in visits {
        for one in visit.taken.iter().filter(|one| matches!(one.change, Some(Change::Start | Change::Refill))) {
            let name = format!("{} {}", Story::called(w.by, one.drug), one.strength());
            let mut fact =
                w.medication(one.drug, Some(one.strength()), "dispensed").with("quantity", one.drug.quantity);
            fact.date = Some(visit.day);
            rows.push(vec![
                Said::plain(w.spelled(visit.day)),
                Said::of(name, fact),
                Said::plain(one.drug.quantity.to_string()),
                Said::plain(w.story.treating.author.clone()),
            ]);
        }
    }
    let head = ["Filled", "Drug", "Qty", "Prescriber"].map(str::to_owned).to_vec();
    let parts = vec![w.head("Printed"), Part::Table { head, rows }];
    w.draft("pharmacy", title, parts)
}

/// A letter on the way of the file.
pub(super) fn correspondence(mut w: Writer<'_>) -> Draft {
    let title = w.title("correspondence");
    let day = w.spelled(w.day);
    let to = *w.dice.pick(&[&w.story.treating, &w.story.specialist, &w.story.payer]);
    let mut address = vec![to.name.clone()];
    address.extend(to.address.iter().take(2).cloned());
    let said = w.dice.some(w.voice().letters, 3).into_iter().map(Said::plain).collect();
    let parts = vec![
        Part::Lines(vec![day]),
        Part::Lines(address),
        Part::Lines(vec![
            format!("Re: {}", w.story.patient.name),
            format!("Claim: {}", w.story.patient.claim),
            format!("Injury of {}", w.spelled(w.story.injury)),
        ]),
        Part::Text(vec![Said::plain("To whom it may concern:")]),
        Part::Text(said),
        Part::Text(vec![Said::plain("Sincerely,")]),
        w.signed(),
    ];
    w.draft("correspondence", title, parts)
}

/// The sheet that goes before a fax.
pub(super) fn fax_cover(mut w: Writer<'_>) -> Draft {
    let title = w.title("fax_cover");
    let pages = w.dice.between(2, 40).to_string();
    let rows = [
        ("To", w.story.payer.name.clone()),
        ("From", w.by.name.clone()),
        ("Date", w.spelled(w.day)),
        ("Pages", pages),
        ("Re", format!("{}, {}", w.story.patient.turned(), w.story.patient.claim)),
    ];
    let rows = rows.into_iter().map(|(name, value)| (name.to_owned(), Said::plain(value))).collect();
    let notice = "This transmission is meant for the addressee alone. If it reached you in error, please destroy it and call the sender.";
    let parts = vec![Part::Pairs(rows), Part::Text(vec![Said::plain(notice)])];
    w.draft("fax_cover", title, parts)
}

/// Bills and reminders.
pub(super) fn other(mut w: Writer<'_>) -> Draft {
    let title = w.title("other");
    let mut parts = vec![w.head("Date")];
    let rows = ["Office visit, established", "Supplies", "Report, extra copy", "Handling"].map(|name| {
        let amount = format!("{}.{:02}", w.dice.between(12, 260), w.dice.between(0, 99));
        vec![Said::plain(name), Said::plain(amount)]
    });
    parts.push(Part::Table { head: vec!["Service".to_owned(), "Amount".to_owned()], rows: rows.to_vec() });
    parts.push(Part::Lines(vec!["Please bring this page to your next appointment.".to_owned()]));
    w.draft("other", title, parts)
}
