//! The papers of the dispute: the request, the decision on it, the application.

use super::on;
use crate::casefile::fact::{Draft, Fact, Part, Said};
use crate::casefile::story::{Change, Story, Taken, Visit};
use crate::casefile::writer::Writer;
use crate::dice::Dice;
use jiff::ToSpan;

/// A treatment that was asked for.
struct Item {
    words: String,
    /// What it is, in its plain name.
    what: String,
    code: &'static str,
}

/// A request at a visit and the decision on it.
pub(super) fn asked(story: &Story, dice: &mut Dice, visit: &Visit) -> Vec<Draft> {
    let items = items(story, visit);
    let decided = visit.day.saturating_add(dice.between(4, 11).days());
    vec![
        request(on(story, &story.treating, visit.day, dice), &items),
        decision(on(story, &story.reviewer, decided, dice), &items, visit.day),
    ]
}

/// Request and decision at a visit, and the application that follows.
pub(super) fn dispute(story: &Story, dice: &mut Dice, visit: &Visit) -> Vec<Draft> {
    let mut all = asked(story, dice, visit);
    let decided = all.last().map_or(visit.day, |decision| decision.date);
    let applied = decided.saturating_add(dice.between(3, 25).days());
    all.push(application(on(story, &story.payer, applied, dice), &items(story, visit), decided));
    all
}

fn items(story: &Story, visit: &Visit) -> Vec<Item> {
    let drug = |one: &Taken| Item {
        words: format!("{} {} #{}", Story::called(&story.treating, one.drug), one.strength(), one.drug.quantity),
        what: one.drug.ingredient.to_owned(),
        code: "",
    };
    let going_on = visit.taken.iter().filter(|one| !matches!(one.change, Some(Change::Stop)));
    let mut items: Vec<Item> = going_on.take(2).map(drug).collect();
    let hurt = story.hurt[0];
    items.push(Item {
        words: format!("Physical therapy 2 x 6 weeks, {}", hurt.name()),
        what: "physical therapy".to_owned(),
        code: "97110",
    });
    items.push(Item { words: hurt.region.injection.to_owned(), what: hurt.region.injection.to_owned(), code: "" });
    items
}

fn request(mut w: Writer<'_>, items: &[Item]) -> Draft {
    let title = w.title("rfa");
    let (words, code) = w.story.hurt[0].diagnosis(0);
    let mut parts = vec![w.head("Date of Request")];
    let rows = items.iter().map(|item| {
        let fact = Fact::new("diagnosis", words.to_lowercase(), w.day).with("icd10", code.clone());
        vec![
            Said::plain(words.clone()),
            Said::of(code.clone(), fact),
            Said::of(item.words.clone(), Fact::new("request", item.what.clone(), w.day).hypothetical()),
            Said::plain(item.code),
        ]
    });
    let head = ["Diagnosis", "ICD Code", "Service/Good Requested", "CPT/HCPCS"].map(str::to_owned).to_vec();
    parts.push(Part::Table { head, rows: rows.collect() });
    parts.push(Part::Boxes(vec![
        ("Requesting physician".to_owned(), Said::plain(w.by.author.clone())),
        ("Practice".to_owned(), Said::plain(w.by.name.clone())),
        ("Claims administrator".to_owned(), Said::plain(w.story.payer.name.clone())),
    ]));
    parts.push(Part::Lines(vec!["[x] New request   [ ] Resubmission   [ ] Expedited review".to_owned()]));
    parts.push(w.signed());
    w.draft("rfa", title, parts)
}

fn decision(mut w: Writer<'_>, items: &[Item], asked: jiff::civil::Date) -> Draft {
    let title = w.title("ur_decision");
    let mut parts = vec![w.head("Date of Decision")];
    parts.push(Part::Lines(vec![format!("Request received {}", w.spelled(asked))]));
    for (at, item) in items.iter().enumerate() {
        let approved = at == 0 && items.len() > 3;
        let phrases = if approved { w.voice().approved } else { w.voice().denied };
        let words = w.say(phrases, &[("item", &item.words)]);
        let guideline =
            *w.dice.pick(&["MTUS Chronic Pain Guidelines", "ACOEM Low Back Chapter", "ODG Pain Chapter"]);
        let fact = Fact::new("ur_decision", item.what.clone(), w.day)
            .with("outcome", if approved { "approved" } else { "denied" })
            .with("guideline", guideline);
        let mut said = vec![];
        if approved {
            said.push(Said::of(words, fact));
        } else {
            let reason = *w.dice.pick(w.voice().reasons);
            said.push(Said::of(words, fact.with("reason", reason)));
            said.push(Said::plain(reason));
        }
        said.push(Said::plain(format!("Guideline used: {guideline}.")));
        parts.push(Part::Text(said));
    }
    let rights =
        "You may dispute this decision by an application for independent medical review, which is enclosed.";
    parts.push(Part::Text(vec![Said::plain(rights)]));
    parts.push(w.signed());
    w.draft("ur_decision", title, parts)
}

fn application(mut w: Writer<'_>, items: &[Item], decided: jiff::civil::Date) -> Draft {
    let title = w.title("application");
    let story = w.story;
    let mut parts = vec![w.head("Date Signed")];
    parts.push(Part::Boxes(vec![
        ("Employer".to_owned(), Said::plain(story.job.1)),
        ("Claims administrator".to_owned(), Said::plain(story.payer.name.clone())),
        ("Requesting physician".to_owned(), Said::plain(story.treating.author.clone())),
        ("Date of UR decision".to_owned(), Said::plain(w.spelled(decided))),
    ]));
    parts.push(Part::Heading("Disputed Medical Treatment".to_owned()));
    let entries = items.iter().skip(1).map(|item| Said::plain(item.words.clone())).collect();
    parts.push(Part::Bullets { numbered: true, entries });
    let consent =
        "I ask for independent medical review and allow my providers to send the records that are needed.";
    parts.push(Part::Text(vec![Said::plain(consent)]));
    parts.push(Part::Signed { by: story.patient.name.clone(), on: Some(w.spelled(w.day)) });
    w.draft("application", title, parts)
}
