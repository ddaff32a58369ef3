//! What is true of a pile, in the form the module above describes.

use super::fact::Stance;
use super::pile::{Copied, Form, Pile, Planned};
use super::sheet::Placed;
use super::story::Story;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Where pages of filed documents came to lie: file and page, from 1.
type Places = BTreeMap<(usize, usize), (String, usize)>;

/// The truth of a pile.
pub(super) fn truth(seed: u64, story: &Story, pile: &Pile) -> Value {
    let places: Places = pile
        .files
        .iter()
        .flat_map(|file| {
            let slots = file.slots.iter().enumerate();
            slots.map(|(at, slot)| ((slot.filed, slot.page), (file.name.clone(), at + 1)))
        })
        .collect();
    let own: Vec<(usize, &Placed)> = (0..pile.filed.len())
        .filter(|at| pile.filed[*at].copy.is_none())
        .flat_map(|at| pile.laid[pile.filed[at].laid].facts.iter().map(move |fact| (at, fact)))
        .filter(|(at, fact)| fact.pages.iter().all(|page| places.contains_key(&(*at, *page))))
        .collect();
    json!({
        "schema": "imr-casefile-truth/1",
        "seed": seed,
        "employee": {
            "name": story.patient.name, "born": story.patient.born.to_string(),
            "claim": story.patient.claim, "injury": story.injury.to_string(),
        },
        "files": pile.files.iter().map(file).collect::<Vec<_>>(),
        "documents": (0..pile.filed.len()).map(|at| document(pile, &places, at)).collect::<Vec<_>>(),
        "pages": pile.files.iter().flat_map(|file| pages(pile, &places, file)).collect::<Vec<_>>(),
        "facts": own.iter().map(|(at, placed)| fact(pile, &places, *at, placed)).collect::<Vec<_>>(),
        "exposures": exposures(pile, &own),
    })
}

fn file(file: &Planned) -> Value {
    json!({ "name": file.name, "pages": file.slots.len(), "form": form(file.form) })
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Born => "pdf",
        Form::Scan => "scan",
        Form::Tiff => "tiff",
    }
}

fn place(places: &Places, filed: usize, page: usize) -> Value {
    places.get(&(filed, page)).map_or(Value::Null, |(file, page)| json!({ "file": file, "page": page }))
}

fn document(pile: &Pile, places: &Places, at: usize) -> Value {
    let filed = &pile.filed[at];
    let laid = &pile.laid[filed.laid];
    let draft = &laid.draft;
    let there = (0..laid.pages.len()).filter(|page| places.contains_key(&(at, *page)));
    json!({
        "id": at,
        "kind": draft.kind,
        "title": draft.title,
        "date": draft.date.to_string(),
        "author": draft.author(),
        "facility": draft.by.name,
        "patient": draft.patient.name,
        "wrong_patient": filed.wrong_patient,
        "copy_of": filed.copy.map(|copy| copy.0),
        "looks_like": filed.looks_like,
        "missing": filed.missing.map(|page| page + 1),
        "pages": there.map(|page| place(places, at, page)).collect::<Vec<_>>(),
    })
}

fn pages(pile: &Pile, places: &Places, file: &Planned) -> Vec<Value> {
    let page = |(at, slot): (usize, &super::pile::Slot)| {
        let filed = &pile.filed[slot.filed];
        let copied = filed.copy.map(|(_, how)| match how {
            Copied::Exact => "exact",
            Copied::Stamped => "stamped",
            Copied::Faxed => "faxed",
        });
        json!({
            "file": file.name,
            "page": at + 1,
            "document": slot.filed,
            "of_document": slot.page + 1,
            "duplicate_of": filed.copy.map(|(of, _)| place(places, of, slot.page)),
            "copied": copied,
            "wrong_patient": filed.wrong_patient,
            "scanned": file.form != Form::Born,
            "turned": u16::from(slot.quarters) * 90,
        })
    };
    file.slots.iter().enumerate().map(page).collect()
}

fn fact(pile: &Pile, places: &Places, at: usize, placed: &Placed) -> Value {
    let mut fact = placed.fact.json();
    let pages: Vec<Value> = placed.pages.iter().map(|page| place(places, at, *page)).collect();
    fact.insert("document".to_owned(), at.into());
    fact.insert("pages".to_owned(), pages.into());
    fact.insert("passage".to_owned(), placed.passage.clone().into());
    fact.insert("wrong_patient".to_owned(), pile.filed[at].wrong_patient.into());
    Value::Object(fact)
}

/// An ingredient on a day, as one document has it.
struct Mention<'p> {
    day: Date,
    /// Starts go before, stops behind what else is said on a day.
    rank: u8,
    strength: Option<&'p str>,
}

/// What was taken, from when until when.
fn exposures(pile: &Pile, own: &[(usize, &Placed)]) -> Vec<Value> {
    let mut by_drug: BTreeMap<&str, Vec<Mention<'_>>> = BTreeMap::new();
    for (at, placed) in own {
        let fact = &placed.fact;
        if pile.filed[*at].wrong_patient || fact.kind != "medication" || fact.stance != Stance::default() {
            continue;
        }
        let Some(day) = fact.date else { continue };
        let rank = match fact.value.get("status").and_then(Value::as_str) {
            Some("started") => 0,
            Some("stopped") => 2,
            _ => 1,
        };
        let strength = fact.value.get("strength").and_then(Value::as_str);
        by_drug.entry(&fact.what).or_default().push(Mention { day, rank, strength });
    }
    by_drug.into_iter().map(|(drug, mentions)| exposure(drug, mentions)).collect()
}

fn exposure(drug: &str, mut mentions: Vec<Mention<'_>>) -> Value {
    mentions.sort_by_key(|one| (one.day, one.rank));
    let mut spans: Vec<(Date, Date)> = Vec::new();
    let mut open = false;
    for one in &mentions {
        match spans.last_mut() {
            Some(span) if open && (one.rank > 0 || span.1 == one.day) => span.1 = one.day,
            _ => spans.push((one.day, one.day)),
        }
        open = one.rank < 2;
    }
    let mut strengths: Vec<&str> = mentions.iter().filter_map(|one| one.strength).collect();
    strengths.sort_unstable();
    strengths.dedup();
    let days = |(from, to): (Date, Date)| {
        let mut map = Map::new();
        map.insert("from".to_owned(), from.to_string().into());
        map.insert("to".to_owned(), to.to_string().into());
        Value::Object(map)
    };
    let gaps = spans.windows(2).map(|two| days((two[0].1, two[1].0)));
    json!({
        "ingredient": drug,
        "first": spans.first().map(|span| span.0.to_string()),
        "last": spans.iter().map(|span| span.1).max().map(|day| day.to_string()),
        "strengths": strengths,
        "gaps": gaps.collect::<Vec<_>>(),
        "spans": spans.into_iter().map(days).collect::<Vec<_>>(),
    })
}
