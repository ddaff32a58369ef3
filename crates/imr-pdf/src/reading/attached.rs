//! Files that are attached to a PDF file: a record inside a record. They are
//! not read; the file says so on a page of its own.

use super::string::decoded;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object};

/// Deeper than any honest tree, and longer than any list that helps.
const DEEPEST: usize = 16;
const MOST: usize = 20;

/// The names of the files that are attached.
pub(crate) fn attached(pdf: &Pdf) -> Vec<String> {
    let xref = pdf.xref();
    let tree = xref
        .get::<Dict<'_>>(xref.root_id())
        .and_then(|root| root.get::<Dict<'_>>(b"Names"))
        .and_then(|names| names.get::<Dict<'_>>(b"EmbeddedFiles"));
    let mut names = Vec::new();
    if let Some(tree) = tree {
        leaves(&tree, DEEPEST, &mut names);
    }
    names
}

fn leaves(tree: &Dict<'_>, depth: usize, names: &mut Vec<String>) {
    if let Some(pairs) = tree.get::<Array<'_>>(b"Names") {
        let mut pairs = pairs.flex_iter();
        while names.len() < MOST
            && let Some(name) = pairs.next::<Object<'_>>()
        {
            names.push(name.into_string().map_or_else(String::new, |name| decoded(name.as_bytes())));
            if pairs.next::<Object<'_>>().is_none() {
                break;
            }
        }
    }
    if depth > 0
        && let Some(kids) = tree.get::<Array<'_>>(b"Kids")
    {
        for kid in kids.iter::<Dict<'_>>().take(MOST) {
            leaves(&kid, depth - 1, names);
        }
    }
}
