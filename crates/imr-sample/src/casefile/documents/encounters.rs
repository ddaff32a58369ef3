//! Reports of physicians who see the worker: progress reports, the first
//! report, consultations, medical-legal evaluations.

use crate::casefile::clinic::DRUGS;
use crate::casefile::fact::{Draft, Part, Said};
use crate::casefile::story::Visit;
use crate::casefile::writer::Writer;
use jiff::civil::Date;

/// What physicians have to declare, in our words.
const DECLARED: &str = "I declare under penalty of perjury that what this report says is true and correct to the best of \
    my knowledge, except for what I was told by others, which I believe to be true. I have not offered or received \
    anything of value for this referral.";

/// A progress report.
pub(super) fn progress(mut w: Writer<'_>, visit: &Visit) -> Draft {
    let title = w.title("pr2");
    let head = w.voice().headings;
    let day = *w.dice.pick(&["Date of Visit", "Date of Service", "Exam Date", "DOS"]);
    let mut parts = vec![w.head(day)];
    complaints(&mut w, visit, &mut parts);
    let first = w.dice.chance(50);
    if first {
        medications(&mut w, visit, &mut parts);
    }
    examined(&mut w, &mut parts);
    if !first {
        medications(&mut w, visit, &mut parts);
    }
    if w.day > w.story.imaged && w.dice.chance(60) {
        parts.push(w.heading(head.studies));
        for hurt in &w.story.hurt {
            parts.push(Part::Text(w.studies(*hurt)));
        }
    }
    parts.push(w.heading(head.diagnoses));
    parts.push(w.diagnoses());
    parts.push(w.heading(head.treatment));
    let mut treatment = w.therapy();
    treatment.extend(w.operated());
    if w.dice.chance(50) || treatment.is_empty() {
        treatment.extend(w.trials());
    }
    parts.push(Part::Text(treatment));
    plan(&mut w, visit, &mut parts);
    parts.push(w.heading(head.work));
    let work = w.work(visit.work);
    parts.push(Part::Text(vec![work]));
    if w.by.house.size > 9.2 {
        parts.push(Part::Text(vec![Said::plain(DECLARED)]));
    }
    parts.push(w.signed());
    w.draft("pr2", title, parts)
}

/// What the patient says at a visit.
fn complaints(w: &mut Writer<'_>, visit: &Visit, parts: &mut Vec<Part>) {
    let head = w.voice().headings;
    parts.push(w.heading(head.subjective));
    let mut said = vec![w.intro()];
    if w.dice.chance(35) {
        said.push(w.mishap());
    }
    said.extend(w.body_parts());
    said.extend([w.pain(visit), w.function(visit), w.harm(visit)]);
    if w.dice.chance(30) {
        said.push(w.body_part_denied());
    }
    parts.push(Part::Text(said));
    if w.dice.chance(25) {
        before_injury(w, parts);
    }
    if w.dice.chance(60) {
        parts.push(w.heading(head.review));
        let review = w.dice.some(w.voice().review, 2);
        parts.push(Part::Text(review.into_iter().map(Said::plain).collect()));
    }
}

/// What is taken, without what changes today: that stands in the plan.
fn medications(w: &mut Writer<'_>, visit: &Visit, parts: &mut Vec<Part>) {
    use crate::casefile::story::Change;
    let going_on = |change: Option<Change>| matches!(change, None | Some(Change::Refill));
    let listed: Vec<_> = visit.taken.iter().filter(|one| going_on(one.change)).collect();
    if listed.is_empty() {
        return;
    }
    parts.push(w.heading(w.voice().headings.medications));
    if w.by.house.tables {
        let head = ["Medication", "Strength", "Directions"].map(str::to_owned).to_vec();
        let rows = listed.iter().map(|one| {
            let name = crate::casefile::story::Story::called(w.by, one.drug);
            let fact = w.medication(one.drug, Some(one.strength()), "current");
            vec![Said::of(name, fact), Said::plain(one.strength()), Said::plain(one.drug.taken)]
        });
        parts.push(Part::Table { head, rows: rows.collect() });
        return;
    }
    let entries: Vec<Said> = listed.into_iter().map(|one| w.listed(one)).collect();
    parts.push(Part::Bullets { numbered: w.dice.chance(50), entries });
}

fn examined(w: &mut Writer<'_>, parts: &mut Vec<Part>) {
    parts.push(w.heading(w.voice().headings.objective));
    parts.push(Part::Text(w.filler(4)));
    for hurt in &w.story.hurt {
        parts.push(Part::Text(w.exam(*hurt)));
    }
    let hurt = w.story.hurt[0];
    parts.push(Part::Text(w.neurology(hurt)));
}

fn plan(w: &mut Writer<'_>, visit: &Visit, parts: &mut Vec<Part>) {
    parts.push(w.heading(w.voice().headings.plan));
    let mut entries: Vec<Said> = visit.taken.iter().filter_map(|one| w.changed(one)).collect();
    let unused = DRUGS.iter().filter(|drug| visit.taken.iter().all(|one| one.drug.ingredient != drug.ingredient));
    let unused: Vec<_> = unused.collect();
    if w.dice.chance(40) {
        let drug = *w.dice.pick(&unused);
        entries.push(w.drug_if(drug));
    }
    if let Some(one) = visit.taken.first()
        && w.dice.chance(40)
    {
        entries.push(w.harm_if(one.drug));
    }
    if w.story.operated.is_none() && w.dice.chance(30) {
        let operation = w.story.hurt[0].region.operation;
        let words = w.say(w.voice().operation_if, &[("operation", operation)]);
        let fact = crate::casefile::fact::Fact::new("procedure", operation, w.day).hypothetical();
        entries.push(Said::of(words, fact));
    }
    if w.dice.chance(25) {
        entries.push(w.suspected());
    }
    let weeks = w.dice.between(3, 8).to_string();
    entries.push(Said::plain(w.say(w.voice().return_in, &[("weeks", &weeks)])));
    parts.push(Part::Bullets { numbered: w.dice.chance(60), entries });
}

/// The first report, a form.
pub(super) fn first(mut w: Writer<'_>) -> Draft {
    let title = w.title("first_report");
    let story = w.story;
    let mut parts = vec![w.head("Date of First Exam")];
    let mishap = w.mishap();
    let mut rows = vec![
        ("Occupation".to_owned(), Said::plain(story.job.0)),
        ("Employer".to_owned(), Said::plain(story.job.1)),
        ("How injury occurred".to_owned(), mishap),
    ];
    rows.extend(w.body_parts().into_iter().map(|said| ("Complaint".to_owned(), said)));
    parts.push(Part::Boxes(rows));
    examined(&mut w, &mut parts);
    parts.push(w.heading(w.voice().headings.diagnoses));
    parts.push(w.diagnoses());
    parts.push(w.heading(w.voice().headings.work));
    let work = w.work(1);
    parts.push(Part::Text(vec![work]));
    parts.push(w.signed());
    w.draft("first_report", title, parts)
}

/// What a physician asks who meets the worker for the first time.
fn background(w: &mut Writer<'_>, parts: &mut Vec<Part>) {
    let head = w.voice().headings;
    parts.push(w.heading(head.history));
    let mut said = vec![w.intro(), w.mishap()];
    said.extend(w.body_parts());
    said.push(w.body_part_denied());
    parts.push(Part::Text(said));
    parts.push(w.heading(head.treatment));
    let mut treatment = w.therapy();
    treatment.extend(w.trials());
    parts.push(Part::Text(treatment));
    before_injury(w, parts);
    parts.push(w.heading(head.review));
    parts.push(Part::Text(w.voice().review.iter().map(|line| Said::plain(*line)).collect()));
}

/// Illnesses and drugs of earlier years, and of relatives.
fn before_injury(w: &mut Writer<'_>, parts: &mut Vec<Part>) {
    let head = w.voice().headings;
    parts.push(w.heading(head.past));
    let mut said = vec![w.past()];
    // A drug that plays no part in the story.
    let taken = w.story.visits.iter().flat_map(|visit| &visit.taken).map(|one| one.drug.ingredient);
    let known: Vec<&str> = taken.chain([w.story.tried.0.ingredient, w.story.tried.1.ingredient]).collect();
    let unused: Vec<_> = DRUGS.iter().filter(|drug| !known.contains(&drug.ingredient)).collect();
    if !unused.is_empty() {
        let drug = *w.dice.pick(&unused);
        said.push(w.drug_past(drug));
    }
    parts.push(Part::Text(said));
    parts.push(w.heading(head.family));
    let relative = w.relative();
    parts.push(Part::Text(vec![relative]));
}

/// A consultation with a specialist; who comes back is not asked everything.
pub(super) fn consultation(mut w: Writer<'_>, first: bool) -> Draft {
    let title = w.title("consultation");
    let mut parts = vec![w.head("Date of Consultation")];
    if first {
        background(&mut w, &mut parts);
    } else {
        parts.push(w.heading(w.voice().headings.subjective));
        let mut said = vec![w.intro()];
        said.extend(w.body_parts());
        said.extend(w.therapy());
        parts.push(Part::Text(said));
    }
    if let Some(visit) = before(&w) {
        medications(&mut w, &visit, &mut parts);
    }
    examined(&mut w, &mut parts);
    parts.push(w.heading(w.voice().headings.diagnoses));
    parts.push(w.diagnoses());
    parts.push(w.heading(w.voice().headings.plan));
    parts.push(Part::Text(w.filler(3)));
    parts.push(w.signed());
    w.draft("consultation", title, parts)
}

/// The last visit before the day of this document.
fn before(w: &Writer<'_>) -> Option<Visit> {
    w.story.visits.iter().rev().find(|visit| visit.day < w.day).cloned()
}

/// A medical-legal evaluation: long, with a review of what others wrote.
pub(super) fn evaluation(mut w: Writer<'_>, history: &[(Date, String, String)]) -> Draft {
    let title = w.title("qme");
    let mut parts = vec![w.head("Date of Evaluation"), Part::Text(w.filler(3))];
    background(&mut w, &mut parts);
    if let Some(visit) = before(&w) {
        medications(&mut w, &visit, &mut parts);
        let said = vec![w.pain(&visit), w.function(&visit)];
        parts.push(Part::Text(said));
    }
    examined(&mut w, &mut parts);
    parts.push(Part::Heading((*w.dice.pick(&["Review of Records", "Records Reviewed"])).to_owned()));
    for (day, title, author) in history {
        let by = if author.is_empty() { String::new() } else { format!(", {author}") };
        let mut said = vec![Said::plain(format!("{}: {title}{by}", w.spelled(*day)))];
        said.extend(w.filler(2));
        parts.push(Part::Text(said));
    }
    parts.push(w.heading(w.voice().headings.diagnoses));
    parts.push(w.diagnoses());
    parts.push(Part::Heading((*w.dice.pick(&["Discussion", "Apportionment and Impairment"])).to_owned()));
    for _ in 0..4 {
        let filler = w.filler(5);
        parts.push(Part::Text(filler));
    }
    parts.push(Part::Text(vec![Said::plain(DECLARED)]));
    parts.push(w.signed());
    w.draft("qme", title, parts)
}
