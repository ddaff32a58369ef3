//! What makes a pile thick: notes of therapy, lists of a pharmacy, letters,
//! fax covers, bills.

use crate::casefile::fact::{Draft, Fact, Part, Said};
use crate::casefile::story::{Change, Story, Visit};
use crate::casefile::writer::Writer;

/// A note on one visit of therapy.
pub(super) fn therapy(mut w: Writer<'_>, number: i32, planned: i32) -> Draft {
    let title = w.title("therapy_note");
    let mut parts = vec![w.head("Date of Visit")];
    let (done, of) = (number.to_string(), planned.to_string());
    let with = [("done", done.as_str()), ("planned", &of), ("therapy", "physical therapy")];
    let words = w.say(w.voice().visits, &with);
    let fact = Fact::new("therapy", "physical therapy", w.day).with("visits", number).with("planned", planned);
    parts.push(Part::Text(vec![Said::of(words, fact)]));
    parts.push(w.heading(w.voice().headings.subjective));
    let hurt = *w.dice.pick(&w.story.hurt);
    let said = w.body_part(hurt);
    let score = w.dice.between(3, 8);
    let pain = w.say(w.voice().pain, &[("now", &score.to_string())]);
    let pain = Said::of(pain, Fact::new("pain", "pain", w.day).with("score", score));
    parts.push(Part::Text(vec![said, pain]));
    parts.push(w.heading(w.voice().headings.treatment));
    let daily = w.dice.some(w.voice().daily, 4);
    parts.push(Part::Bullets { numbered: false, entries: daily.into_iter().map(Said::plain).collect() });
    if w.by.house.tables {
        let rows = ["Bridges", "Wall slides", "Rows, band", "Step-ups"].map(|name| {
            let sets = format!("{} x {}", w.dice.between(2, 4), 5 * w.dice.between(1, 4));
            vec![Said::plain(name), Said::plain(sets)]
        });
        parts.push(Part::Table { head: vec!["Exercise".to_owned(), "Sets".to_owned()], rows: rows.to_vec() });
    }
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
