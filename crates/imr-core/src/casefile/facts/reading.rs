//! Page by page and sentence by sentence: which readers look at a sentence.

use super::over::Over;
use super::scene::{Carried, Scene, is_title, next_section};
use super::vocabulary::{Marks, Table, folded, marks};
use super::{
    Fact, boxes, columns, complaint, diagnosis, drug_test, effect, exam, injury, medication, pain, procedure,
    quoted, request, stops, study, therapy, trial, ur_decision, work,
};
use crate::casefile::{Document, Kind, Page, Section, Sentence, sentences, shown as without};
use crate::drug::named_in;
use crate::letter::reading::dates;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// The facts of one page. What was `read` with the end of the page before is
/// passed over; the last sentence may go on `over` the end of this one.
pub(super) fn page(
    page: &Page,
    document: Option<&Document>,
    read: &Range<usize>,
    over: Option<&Over<'_>>,
    carried: &mut Carried,
    found: &mut Vec<Fact>,
) {
    let kind = document.map_or(Kind::Other, |document| document.kind);
    // What is in dispute is told by the application; that it was sent, by the cover.
    if matches!(kind, Kind::Application | Kind::FaxCover) {
        return;
    }
    let mut shown = page.shown();
    if !read.is_empty() {
        shown = Cow::Owned(without(&shown, std::slice::from_ref(read)).into_owned());
    }
    let leaf = Leaf { page, shown: &shown, document, kind };
    let mut before = 0;
    for mut sentence in sentences_of(&shown, kind, over) {
        let over = over.filter(|over| over.first.start == sentence.span.start);
        if let Some(over) = over {
            (sentence.span, sentence.text) = (over.first.clone(), over.text.clone());
        }
        let parted = before == 0 || shown.get(before..sentence.span.start).is_some_and(parts_blocks);
        let ends = shown.get(sentence.span.end..).is_none_or(|rest| rest.is_empty() || rest.starts_with("\n\n"));
        opens(carried, &sentence.text, parted, parted && ends);
        before = sentence.span.end;
        one_of(&leaf, &sentence, over, parted, carried, found);
    }
}

/// Whether an empty line stands in what parts two sentences.
fn parts_blocks(gap: &str) -> bool {
    gap.as_bytes().windows(2).any(|two| two == b"\n\n")
}

/// A page, as it is read.
struct Leaf<'a> {
    page: &'a Page,
    shown: &'a str,
    document: Option<&'a Document>,
    kind: Kind,
}

/// The facts of one sentence. `parted` where it opens a paragraph.
fn one_of(
    leaf: &Leaf<'_>,
    sentence: &Sentence,
    over: Option<&Over<'_>>,
    parted: bool,
    carried: &mut Carried,
    found: &mut Vec<Fact>,
) {
    let Leaf { page, shown, document, kind } = *leaf;
    let said = boxes::chosen(&sentence.text);
    let said = if page.confidence.is_some() { stops::as_commas(said) } else { said };
    if !is_legible(&said) {
        return;
    }
    quoted::follow(carried, &said, parted, document);
    columns::follow(carried, &said, page.number, sentence.span.start);
    let folded = folded(&said);
    let marks = marks(&folded);
    let drugs = named_in(&said);
    if parted {
        carried.drug = None;
        carried.study.take_if(|_| kind != Kind::Imaging && !marks.has(Table::Finding));
    }
    carried.told_of_tests(marks.cue("drug test"), parted, &said);
    let mut scene = Scene {
        page,
        shown,
        document,
        kind,
        text: &said,
        folded: &folded,
        marks: &marks,
        drugs: &drugs,
        told: Vec::new(),
        sentence,
        over,
        carried,
        reading: None,
        found,
    };
    read(&mut scene);
    medication::carry(carried, &drugs);
}

/// The sentences of a page; the rows of a request are parted. Behind a
/// sentence that goes on on the next page stands nothing but the page's edge.
fn sentences_of(shown: &str, kind: Kind, over: Option<&Over<'_>>) -> Vec<Sentence> {
    let text = over.and_then(|over| shown.get(..over.first.end)).unwrap_or(shown);
    let all = sentences(text);
    match kind {
        Kind::RequestForAuthorization => all.iter().flat_map(|one| request::parted(one, shown)).collect(),
        _ => all,
    }
}

/// The section of a sentence. `first` where it opens a paragraph, `whole`
/// where it is all of it.
fn opens(carried: &mut Carried, text: &str, first: bool, whole: bool) {
    let before = carried.within.take().unwrap_or(carried.section);
    let section = next_section(before, text, first, whole);
    // `Left hip: no pain` and `Norco: stop` open no section.
    let is_about = |label: &str| marks(&folded(label)).has(Table::Part) || !named_in(label).is_empty();
    let of_part = section == Section::Plain
        && text.split_once(':').is_some_and(|(label, _)| label.len() < 40 && is_about(label));
    // `Sulfa` alone in a list of allergies is no heading.
    let of_list = || section == Section::Plain && before == Section::Allergies && whole && is_about(text);
    if of_part || of_list() {
        carried.section = before;
        return;
    }
    // A short label in the plan is said of its own line.
    let is_label = |label: &str| label.len() < 16 && label.contains(char::is_lowercase);
    let labelled = || text.split_once(": ").is_some_and(|(label, said)| is_label(label) && !said.trim().is_empty());
    let of_line = matches!(section, Section::Plain | Section::Medications | Section::Examination);
    if before == Section::Plan && of_line && labelled() {
        carried.within = Some(before);
    }
    // What is said under the next heading is told of no study.
    if section != carried.section && !matches!(section, Section::Plain | Section::Studies) {
        carried.study = None;
    }
    carried.unknown =
        section == Section::Plain && (carried.unknown || (whole && is_title(text)) || (first && is_titled(text)));
    carried.examined |= matches!(
        section,
        Section::Examination | Section::Assessment | Section::Plan | Section::Studies | Section::WorkStatus
    );
    carried.section = section;
}

/// Whether a sentence has a heading before it on its line.
fn is_titled(text: &str) -> bool {
    text.split_once(':').is_some_and(|(label, said)| is_title(label) && said.split(' ').count() > 4)
}

/// Whether a scan has given words and not scribble: of what was upside down
/// one sign in thirty is a bracket or a quotation mark.
fn is_legible(sentence: &str) -> bool {
    const ODD: &str = "[]{}|~^\\\u{201c}\u{201d}\u{2018}\u{a2}\u{ab}\u{bb}";
    let is_odd =
        |byte: u8| !byte.is_ascii() || matches!(byte, b'[' | b']' | b'{' | b'}' | b'|' | b'~' | b'^' | b'\\');
    // Every byte is looked at: so many are at a time.
    if !sentence.bytes().fold(false, |odd, byte| odd | is_odd(byte)) {
        return true;
    }
    // A stroke between blanks parts the cells of a row.
    let odd = sentence.chars().filter(|c| ODD.contains(*c)).count() - sentence.matches(" | ").count();
    odd < 4 || odd * 30 < sentence.chars().count()
}

/// How much of a page its head takes, in bytes.
const HEAD: usize = 1000;

/// The patient's birthday: the day that most heads of pages give as one.
pub(super) fn birthday(pages: &[Page]) -> Option<Date> {
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    for page in pages {
        let shown = page.shown();
        let head = shown.get(..shown.floor_char_boundary(HEAD)).unwrap_or_default();
        let lower = head.to_ascii_lowercase();
        let label = ["date of birth", "dob"].iter().find_map(|label| Some(lower.find(label)? + label.len()));
        let after = label.and_then(|at| head.get(at..)).unwrap_or_default();
        if let Some(day) = dates::each(after).next().filter(|day| day.range.start < 8) {
            *days.entry(day.day).or_default() += 1;
        }
    }
    days.into_iter().max_by_key(|one| one.1).map(|one| one.0)
}

fn read(scene: &mut Scene<'_>) {
    let (marks, kind): (&Marks, Kind) = (scene.marks, scene.kind);
    if kind == Kind::UrDecision || (kind == Kind::Other && ur_decision::decides(scene)) {
        return ur_decision::read(scene);
    }
    if kind == Kind::DrugTest {
        drug_test::columns(scene);
    }
    if scene.drugs.is_empty() && scene.carried.drug.is_some() && kind != Kind::DrugTest {
        medication::read_on(scene);
    }
    if marks.is_empty()
        && !scene.text.contains("FROM")
        && scene.drugs.is_empty()
        && !matches!(scene.section(), Section::Assessment | Section::Examination | Section::WorkStatus)
        && kind != Kind::RequestForAuthorization
    {
        return diagnosis::read(scene);
    }
    if kind == Kind::DrugTest {
        return drug_test::read(scene);
    }
    diagnosis::read(scene);
    if kind == Kind::RequestForAuthorization {
        return request::read(scene);
    }
    // Before drugs are read: what is found in urine is not prescribed by that.
    if marks.cue("drug test") {
        drug_test::read(scene);
    } else if drug_test::goes_on(scene) {
        drug_test::results(scene);
    }
    if !scene.drugs.is_empty() {
        trial::read(scene);
    }
    effect::read(scene);
    if !scene.drugs.is_empty() {
        medication::read(scene);
    }
    injury::read(scene);
    found_and_done(scene);
}

/// What was found on the patient, and what was done about it.
fn found_and_done(scene: &mut Scene<'_>) {
    let marks: &Marks = scene.marks;
    let scored = || scene.folded.contains("pain") && scene.folded.bytes().any(|byte| byte.is_ascii_digit());
    if marks.cue("pain scale") || scored() {
        pain::read(scene);
    }
    if marks.has(Table::Sign)
        || scene.section() == Section::Examination
        || scene.text.contains("FROM")
        || scene.folded.contains("palp")
    {
        let before = scene.found.len();
        exam::read(scene);
        quoted::mark(scene.carried.quoted, &mut scene.found[before..]);
    }
    study::read(scene);
    if marks.has(Table::Therapy) || scene.text.contains("PT") {
        therapy::read(scene);
    }
    if marks.has(Table::Procedure) {
        procedure::read(scene);
    }
    if marks.has(Table::Part) {
        complaint::read(scene);
    }
    if marks.has(Table::Work) || scene.section() == Section::WorkStatus {
        work::read(scene);
    }
}
