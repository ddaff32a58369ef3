//! The places of the pages in a file, those included that cannot be reached:
//! a page that is lost must not move the numbers of those behind it.

use super::MOST_PAGES;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, ObjectIdentifier};
use std::collections::{HashMap, HashSet};

/// More pages than this that a file counts and does not have stand as one:
/// the count is wrong rather than the file.
const MOST_UNFOUND: usize = 200;

/// A place in the order of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A page, by its index among those that were found.
    Page(usize),
    /// The same page once more.
    Again(usize),
    /// A page, or so many, that should be here and cannot be reached.
    Lost(usize),
}

/// The places of all pages, from the first to the last.
pub(crate) fn places(pdf: &Pdf) -> Vec<Place> {
    let found = pdf.pages().len();
    let walked = top(pdf).and_then(|top| {
        let places = walk(pdf, &top)?;
        let pages = places.iter().filter(|place| matches!(place, Place::Page(_))).count();
        (pages == found).then(|| counted(places, found, top.get::<Number>(b"Count")))
    });
    // Where the tree is of no use, the pages were searched for.
    walked.unwrap_or_else(|| {
        let declared = top(pdf).and_then(|top| top.get::<Number>(b"Count"));
        counted((0..found).map(Place::Page).collect(), found, declared)
    })
}

fn top(pdf: &Pdf) -> Option<Dict<'_>> {
    pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?.get::<Dict<'_>>(b"Pages")
}

/// Goes through the tree as the reader of the file does, and notes what that
/// passes over.
fn walk(pdf: &Pdf, top: &Dict<'_>) -> Option<Vec<Place>> {
    let mut visited: HashSet<ObjectIdentifier> = top.obj_id().into_iter().collect();
    let mut known: HashMap<ObjectIdentifier, usize> = HashMap::new();
    let (mut places, mut next) = (Vec::new(), 0);
    let mut stack = vec![top.get::<Array<'_>>(b"Kids")?.raw_iter()];
    while let Some(kids) = stack.last_mut() {
        let Some(kid) = kids.next() else {
            stack.pop();
            continue;
        };
        let id = kid.as_obj_ref().map(ObjectIdentifier::from);
        if let Some(index) = id.and_then(|id| known.get(&id)) {
            places.push(Place::Again(*index));
            continue;
        }
        let kid: Option<Dict<'_>> = match kid {
            MaybeRef::Ref(at) if !visited.insert(at.into()) => continue,
            MaybeRef::Ref(at) => pdf.xref().get(at.into()),
            MaybeRef::NotRef(Object::Dict(dict)) => Some(dict),
            MaybeRef::NotRef(_) => None,
        };
        let Some(kid) = kid else {
            places.push(Place::Lost(1));
            continue;
        };
        if kid.get::<Name<'_>>(b"Type").is_none_or(|kind| &*kind != b"Pages") {
            known.extend(id.map(|id| (id, next)));
            places.push(Place::Page(next));
            next += 1;
        } else if let Some(kids) = kid.get::<Array<'_>>(b"Kids") {
            stack.push(kids.raw_iter());
        } else {
            let count = kid.get::<Number>(b"Count").map_or(1, |count| count.as_i64());
            places.push(Place::Lost(usize::try_from(count).unwrap_or(0).clamp(1, MOST_UNFOUND)));
        }
    }
    Some(places)
}

/// Puts what the walk found beside what the file counts, and gives each page
/// that is lost a place of its own.
fn counted(places: Vec<Place>, found: usize, declared: Option<Number>) -> Vec<Place> {
    let declared = declared.and_then(|count| usize::try_from(count.as_i64()).ok());
    let again = places.iter().filter(|place| matches!(place, Place::Again(_))).count();
    // Entries that the file itself does not count are left-overs of pages that
    // were taken out.
    let with_again = declared.is_none_or(|count| count >= found + again);
    let there = found + if with_again { again } else { 0 };
    let mut left = declared.map_or(usize::MAX, |count| count.saturating_sub(there));
    let mut last_lost = None;
    let mut all = Vec::new();
    for place in places {
        match place {
            Place::Page(_) => all.push(place),
            Place::Again(index) if with_again => all.push(Place::Page(index)),
            Place::Again(_) => {}
            Place::Lost(pages) => {
                let pages = pages.min(left);
                left -= pages;
                all.extend((0..pages).map(|_| Place::Lost(1)));
                last_lost = Some(all.len());
            }
        }
    }
    if declared.is_some() && left > 0 {
        let at = last_lost.unwrap_or(all.len());
        let lost = if left > MOST_UNFOUND { vec![Place::Lost(left)] } else { vec![Place::Lost(1); left] };
        all.splice(at..at, lost);
    }
    all.truncate(MOST_PAGES);
    all
}
