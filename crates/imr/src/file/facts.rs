//! `imr file facts`: what a case file says, as lines or as
//! docs/casefile-json.md has it.

use crate::failure::Failure;
use imr_core::calendar::numeric;
use imr_core::casefile::CaseFile;
use imr_core::casefile::facts::{
    Conflict, Course, Exposure, Fact, FactKind, Span, Undated, Use, conflicts, exposures, facts, sided, undated,
};
use imr_core::prose::page_list;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

pub(super) fn print(file: &CaseFile, kind: Option<&str>, as_json: bool) -> Result<(), Failure> {
    if let Some(name) = kind.filter(|name| !FactKind::NAMES.contains(name) && !LISTS.contains(name)) {
        return Err(Failure::new(format!(
            "\"{name}\" is no kind of fact. Ask for one of: {}, {}.",
            FactKind::NAMES.join(", "),
            LISTS.join(", ")
        )));
    }
    let all = facts(file);
    if as_json {
        return super::json(&form(file, &all, kind));
    }
    super::tell_unread(file);
    match kind {
        Some("exposure") => {
            exposures(&all).iter().for_each(print_exposure);
            undated(&all).iter().for_each(print_undated);
        }
        Some("conflict") => conflicts(&all).iter().for_each(print_conflict),
        _ => all.iter().filter(|fact| kind.is_none_or(|kind| fact.kind.name() == kind)).for_each(print_fact),
    }
    Ok(())
}

/// What can be asked for beside the kinds of facts.
const LISTS: [&str; 2] = ["exposure", "conflict"];

fn print_fact(fact: &Fact) {
    let date = fact.date().map_or("undated".to_owned(), numeric);
    let marks = fact.context.in_words();
    let marks = if marks.is_empty() { marks } else { format!(" ({marks})") };
    println!("{:<11} page {:>4}  {date:<10}  {}{marks}", fact.kind.name(), fact.page, fact.kind);
    println!("{:24}\"{}\"", "", fact.passage);
    if !fact.copies.is_empty() {
        println!("{:24}again on copies: {}", "", page_list(&fact.copies));
    }
    if let FactKind::UrDecision(one) = &fact.kind {
        let told = [("reason", &one.reason), ("guideline", &one.guideline)];
        for (name, words) in told.into_iter().filter_map(|(name, words)| Some((name, words.as_ref()?))) {
            println!("{:24}{name}: {words}", "");
        }
    }
}

fn print_conflict(one: &Conflict) {
    println!("{}", one.about);
    print_fact(&one.first);
    print_fact(&one.second);
}

fn print_exposure(one: &Exposure) {
    println!("{}: {} to {}", one.ingredients, numeric(one.first), numeric(one.last));
    for (index, span) in one.spans.iter().enumerate() {
        if let Some(gap) = index.checked_sub(1).map(|before| Gap::between(&one.spans[before], span)) {
            println!("  nothing from {} to {} ({} days)", numeric(gap.after), numeric(gap.before), gap.days);
        }
        println!("  {} to {}, {}", numeric(span.from), numeric(span.to), page_list(&in_order(&span.pages)));
    }
    if let Some(since) = one.stated_since {
        println!("  said to be taken since {}", numeric(since));
    }
    if let Some(stopped) = one.stopped {
        println!("  stopped {}", numeric(stopped));
    }
    if !one.prescribers.is_empty() {
        println!("  prescribed by {}", one.prescribers.join("; "));
    }
    if !one.concurrent.is_empty() {
        println!("  together with {}", one.concurrent.join(", "));
    }
}

/// What no exposure counts.
fn print_undated(one: &Undated) {
    let times = if one.mentions == 1 { "once".to_owned() } else { format!("{} times", one.mentions) };
    let pages = page_list(&in_order(&one.pages));
    println!("{}: told of {times} without a day, and not counted; {pages}", one.ingredients);
}

/// A time between two stretches, in which the file does not show the drug.
struct Gap {
    after: Date,
    before: Date,
    days: i32,
}

impl Gap {
    fn between(one: &Span, next: &Span) -> Self {
        Self { after: one.to, before: next.from, days: (next.from - one.to).get_days() }
    }
}

/// Pages in the order of the file, each once.
fn in_order(pages: &[u32]) -> Vec<u32> {
    let mut pages = pages.to_vec();
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// The form of docs/casefile-json.md; of one kind only, where it is asked for.
fn form(file: &CaseFile, all: &[Fact], kind: Option<&str>) -> Value {
    let wanted = |name: &str| kind.is_none_or(|kind| kind == name);
    let facts: Vec<Value> =
        all.iter().filter(|one| wanted(one.kind.name())).filter_map(|one| fact(file, one)).collect();
    let exposures = if wanted("exposure") { exposures(all) } else { Vec::new() };
    let undated = if wanted("exposure") { undated(all) } else { Vec::new() };
    let conflicts = if wanted("conflict") { conflicts(all) } else { Vec::new() };
    json!({
        "facts": facts,
        "exposures": exposures.iter().map(|one| exposure(file, one)).collect::<Vec<_>>(),
        "undated": undated.iter().map(|one| without_day(file, one)).collect::<Vec<_>>(),
        "conflicts": conflicts.iter().map(|one| conflict(file, one)).collect::<Vec<_>>(),
    })
}

fn exposure(file: &CaseFile, one: &Exposure) -> Value {
    let places = |pages: &[u32]| in_order(pages).into_iter().map(|page| place(file, page)).collect::<Vec<_>>();
    let span = |span: &Span| json!({ "from": span.from, "to": span.to, "pages": places(&span.pages) });
    let gaps = one.spans.windows(2).map(|pair| Gap::between(&pair[0], &pair[1]));
    let gap = |gap: Gap| json!({ "after": gap.after, "before": gap.before, "days": gap.days });
    json!({
        "ingredient": one.ingredients,
        "first": one.first,
        "last": one.last,
        "spans": one.spans.iter().map(span).collect::<Vec<_>>(),
        "gaps": gaps.map(gap).collect::<Vec<_>>(),
        "said_since": one.stated_since,
        "stopped": one.stopped,
        "concurrent": one.concurrent,
        "strengths": one.doses,
        "prescribers": one.prescribers,
    })
}

fn without_day(file: &CaseFile, one: &Undated) -> Value {
    json!({
        "ingredient": one.ingredients,
        "mentions": one.mentions,
        "pages": in_order(&one.pages).into_iter().map(|page| place(file, page)).collect::<Vec<_>>(),
    })
}

fn conflict(file: &CaseFile, one: &Conflict) -> Value {
    json!({
        "about": one.about,
        "pages": [place(file, one.first.page), place(file, one.second.page)],
        "passages": [one.first.passage, one.second.passage],
    })
}

/// Where a page of the case file came from.
fn place(file: &CaseFile, page: u32) -> Value {
    let document = file.page(page).and_then(|page| file.document_of(page));
    document.map_or(Value::Null, |one| json!({ "file": one.file_name, "page": one.within(page) }))
}

/// A fact, where the form has a place for it. A date of injury alone serves
/// for conflicts, a study that is only named for nothing but tables.
fn fact(file: &CaseFile, one: &Fact) -> Option<Value> {
    let (kind, what, value) = told(&one.kind)?;
    let value: Map<String, Value> = value
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let context = one.context;
    Some(json!({
        "kind": kind,
        "what": what,
        "value": value,
        "date": one.date(),
        "pages": one.pages().map(|page| place(file, page)).collect::<Vec<_>>(),
        "passage": one.passage,
        "negated": context.negated,
        "hypothetical": context.conditional,
        "historical": context.historical,
        "other_person": context.other_person,
        "uncertain": context.uncertain,
    }))
}

/// Kind, what, and values of a fact.
type Told = (&'static str, String, Vec<(&'static str, Value)>);

fn told(kind: &FactKind) -> Option<Told> {
    Some(match kind {
        FactKind::Injury(one) => ("mechanism", one.mechanism.clone()?, vec![]),
        FactKind::BodyPart(one) => ("body_part", sided(one.side, &one.part), vec![]),
        FactKind::Diagnosis { name, code } => ("diagnosis", name.clone(), vec![("icd10", json!(code))]),
        FactKind::Medication(one) => ("medication", one.ingredients.clone(), medication(one)),
        FactKind::Effect(one) => match one.course {
            Course::SideEffect => ("side_effect", one.what.clone(), vec![("ingredient", json!(one.of))]),
            Course::Relief => ("relief", one.what.clone(), vec![("ingredient", json!(one.of))]),
            Course::Improved => ("function", "improved".to_owned(), vec![]),
            Course::Unchanged => ("function", "unchanged".to_owned(), vec![]),
            Course::Worse => ("function", "worse".to_owned(), vec![]),
        },
        FactKind::Pain(one) => {
            let values = [("score", one.score), ("with_drug", one.with_drug), ("without_drug", one.without_drug)];
            ("pain", "pain".to_owned(), values.map(|(name, value)| (name, value.map_or(Value::Null, score))).into())
        }
        FactKind::Trial(one) => {
            let outcome = match (one.intolerance, one.failed) {
                (true, _) => "not tolerated",
                (false, true) => "failed",
                (false, false) => "tried",
            };
            ("trial", one.of.clone(), vec![("outcome", json!(outcome))])
        }
        FactKind::DrugTest(one) => {
            let values = [("expected", one.expected), ("found", one.found), ("consistent", one.consistent)];
            let what = one.substance.clone().unwrap_or_else(|| "all".to_owned());
            ("drug_test", what, values.map(|(name, value)| (name, json!(value))).into())
        }
        FactKind::Procedure(one) => {
            ("procedure", one.name.clone(), vec![("of", json!(one.of)), ("response", json!(one.response))])
        }
        FactKind::WorkStatus { status, until } => ("work_status", status.clone(), vec![("until", json!(until))]),
        FactKind::Request { what, item, quantity } => {
            ("request", what.clone(), vec![("item", json!(item)), ("quantity", json!(quantity))])
        }
        other => return told_of_care(other),
    })
}

/// The same of examinations, studies, therapy, and what was decided.
fn told_of_care(kind: &FactKind) -> Option<Told> {
    Some(match kind {
        FactKind::Exam(one) => {
            let part = one.part.as_ref().map(|part| sided(one.side, part));
            // The side of a body part stands with it.
            let side = one.side.filter(|_| one.part.is_none());
            let values = vec![
                ("body_part", json!(part)),
                ("side", json!(side)),
                ("result", json!(one.result)),
                ("value", json!(one.value)),
            ];
            ("exam", one.sign.clone(), values)
        }
        FactKind::Study(one) if one.finding.is_empty() => return None,
        FactKind::Study(one) if one.is_electrodiagnostic() => (
            "electrodiagnostic",
            one.finding.clone(),
            vec![("body_part", json!(one.part)), ("side", json!(one.side))],
        ),
        FactKind::Study(one) => {
            let levels = if one.levels.is_empty() { Value::Null } else { json!(one.levels) };
            let values = vec![("body_part", json!(one.part)), ("levels", levels), ("side", json!(one.side))];
            ("imaging", one.finding.clone(), values)
        }
        FactKind::Therapy(one) => {
            let response = one.helped.map(|helped| if helped { "helped" } else { "did not help" });
            let values =
                vec![("visits", json!(one.visits)), ("planned", json!(one.planned)), ("response", json!(response))];
            ("therapy", one.name.clone(), values)
        }
        FactKind::UrDecision(one) => {
            let values = vec![
                ("outcome", json!(one.outcome)),
                ("reason", json!(one.reason)),
                ("guideline", json!(one.guideline)),
                ("item", json!(one.item)),
            ];
            ("ur_decision", one.what.clone(), values)
        }
        _ => return None,
    })
}

fn medication(one: &imr_core::casefile::facts::Medication) -> Vec<(&'static str, Value)> {
    let used = if one.used == Use::Named { Value::Null } else { json!(one.used) };
    vec![
        ("status", used),
        ("strength", json!(one.dose)),
        ("frequency", json!(one.frequency)),
        ("quantity", json!(one.quantity)),
        ("prescriber", json!(one.prescriber)),
        ("since", json!(one.since)),
        ("on", json!(one.on)),
        ("supply_days", json!(one.supply)),
    ]
}

/// A score as people write it: `7`, `7.5`.
fn score(score: f32) -> Value {
    serde_json::from_str(&score.to_string()).unwrap_or(Value::Null)
}
