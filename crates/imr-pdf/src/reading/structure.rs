//! What the tags of a file tell: which pieces of a page are cells, headings
//! or mere ornament. Where a file has none, the places of the words decide.

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, ObjectIdentifier};
use hayro_syntax::page::Page;
use hayro_syntax::xref::XRef;
use std::collections::HashMap;

/// Deeper than any honest tree.
const DEEPEST: usize = 24;

/// What a piece of content belongs to. The number counts the elements of a
/// page in the order in which they are first drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tag {
    pub(super) number: u32,
    pub(super) kind: Kind,
}

/// The kinds of element that matter to reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// A cell of a table, or the label or the body of a list entry.
    Cell,
    /// A heading of any level.
    Heading,
    /// A running head or foot, or an ornament.
    Artifact,
}

/// The element that holds a piece of content.
pub(super) type Element = (Kind, ObjectIdentifier);

/// The structure tree of a file, entered from below.
pub(super) struct Structure<'a> {
    parents: HashMap<i64, Array<'a>>,
    known: HashMap<ObjectIdentifier, Option<Element>>,
}

impl<'a> Structure<'a> {
    pub(super) fn new(xref: &'a XRef) -> Self {
        let mut parents = HashMap::new();
        let tree = xref
            .get::<Dict<'a>>(xref.root_id())
            .and_then(|root| root.get::<Dict<'a>>(b"StructTreeRoot"))
            .and_then(|root| root.get::<Dict<'a>>(b"ParentTree"));
        if let Some(tree) = tree {
            leaves(&tree, DEEPEST, &mut parents);
        }
        Self { parents, known: HashMap::new() }
    }

    /// For each marked piece of a page, by its number: what holds it.
    pub(super) fn elements(&mut self, page: &Page<'a>) -> Vec<Option<Element>> {
        let key = page.raw().get::<Number>(b"StructParents").map(|number| number.as_i64());
        let Some(array) = key.and_then(|key| self.parents.get(&key)).cloned() else {
            return Vec::new();
        };
        array.raw_iter().map(|item| self.element(page.xref(), &item)).collect()
    }

    fn element(&mut self, xref: &'a XRef, item: &MaybeRef<Object<'a>>) -> Option<Element> {
        let id = ObjectIdentifier::from(item.as_obj_ref()?);
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let found = climb(xref, id);
        self.known.insert(id, found);
        found
    }
}

/// Gathers the leaves of a number tree.
fn leaves<'a>(tree: &Dict<'a>, depth: usize, into: &mut HashMap<i64, Array<'a>>) {
    if let Some(pairs) = tree.get::<Array<'a>>(b"Nums") {
        let mut pairs = pairs.flex_iter();
        while let Some(key) = pairs.next::<Number>() {
            // Annotations have a single element here; only arrays are of use.
            match pairs.next::<Object<'a>>() {
                Some(Object::Array(array)) => into.insert(key.as_i64(), array),
                Some(_) => None,
                None => break,
            };
        }
    }
    if depth > 0
        && let Some(kids) = tree.get::<Array<'a>>(b"Kids")
    {
        for kid in kids.iter::<Dict<'a>>() {
            leaves(&kid, depth - 1, into);
        }
    }
}

/// The nearest element above that matters.
fn climb(xref: &XRef, start: ObjectIdentifier) -> Option<Element> {
    let mut id = start;
    for _ in 0..DEEPEST {
        let element = xref.get::<Dict<'_>>(id)?;
        let name = element.get::<Name<'_>>(b"S")?;
        match &*name {
            b"TD" | b"TH" | b"Lbl" | b"LBody" => return Some((Kind::Cell, id)),
            b"H" | b"H1" | b"H2" | b"H3" | b"H4" | b"H5" | b"H6" => return Some((Kind::Heading, id)),
            b"Artifact" => return Some((Kind::Artifact, id)),
            _ => id = element.get_ref(b"P")?.into(),
        }
    }
    None
}
