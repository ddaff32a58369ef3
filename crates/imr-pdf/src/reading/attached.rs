//! What a PDF file holds beside its pages: files that are attached, a record
//! inside a record, and forms that only their own viewer shows. They are not
//! read; each kind says so on a page of its own.

use super::string::decoded;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object};

/// Deeper than any honest tree, and longer than any list that helps.
const DEEPEST: usize = 16;
const MOST: usize = 20;

/// What there is beside the pages that is not read, as sentences.
pub(crate) fn unread(pdf: &Pdf) -> Vec<String> {
    let mut all = Vec::new();
    let attached = attached(pdf);
    if !attached.is_empty() {
        all.push(format!(
            "the file carries other files ({}), which are not read; ask the sender for them by themselves",
            attached.join(", ")
        ));
    }
    if is_drawn_by_its_viewer(pdf) {
        let why = "the file is a form that is drawn only by the program that it was made with (XFA): what was \
                   filled in is not read; ask the sender for it printed, or saved as a plain PDF file";
        all.push(why.to_owned());
    }
    all
}

/// The names of the files that are attached: to the file (ISO 32000-2, 7.7.4
/// and 14.13), or to a place on a page (12.5.6.15).
fn attached(pdf: &Pdf) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(root) = root(pdf) {
        let tree = root.get::<Dict<'_>>(b"Names").and_then(|names| names.get::<Dict<'_>>(b"EmbeddedFiles"));
        if let Some(tree) = tree {
            leaves(&tree, DEEPEST, &mut names);
        }
        associated(&root, &mut names);
    }
    for page in pdf.pages().iter() {
        associated(page.raw(), &mut names);
        let Some(notes) = page.raw().get::<Array<'_>>(b"Annots") else { continue };
        for note in notes.iter::<Dict<'_>>() {
            if note.get::<Name<'_>>(b"Subtype").is_some_and(|kind| &*kind == b"FileAttachment") {
                add(note.get::<Dict<'_>>(b"FS").and_then(|file| name(&file)).unwrap_or_default(), &mut names);
            }
        }
    }
    names
}

/// A form whose pages are made when it is opened: its own pages only say
/// "please wait". Forms that are drawn as well, and keep a second description
/// of themselves, are read like any other.
fn is_drawn_by_its_viewer(pdf: &Pdf) -> bool {
    let Some(root) = root(pdf) else { return false };
    let rendered = root.get::<bool>(b"NeedsRendering").unwrap_or(false);
    let form = root.get::<Dict<'_>>(b"AcroForm").filter(|form| form.contains_key(b"XFA"));
    rendered
        || form.is_some_and(|form| {
            form.get::<Array<'_>>(b"Fields").is_none_or(|fields| fields.raw_iter().count() == 0)
        })
}

fn root(pdf: &Pdf) -> Option<Dict<'_>> {
    pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())
}

/// The files that belong to the file or to a page.
fn associated(holder: &Dict<'_>, names: &mut Vec<String>) {
    if let Some(files) = holder.get::<Array<'_>>(b"AF") {
        for file in files.iter::<Dict<'_>>().take(MOST) {
            add(name(&file).unwrap_or_default(), names);
        }
    }
}

fn name(file: &Dict<'_>) -> Option<String> {
    let named =
        ["UF", "F"].into_iter().find_map(|key| file.get::<Object<'_>>(key).and_then(Object::into_string))?;
    Some(decoded(named.as_bytes()))
}

fn add(name: String, names: &mut Vec<String>) {
    if names.len() < MOST && !names.contains(&name) {
        names.push(name);
    }
}

fn leaves(tree: &Dict<'_>, depth: usize, names: &mut Vec<String>) {
    if let Some(pairs) = tree.get::<Array<'_>>(b"Names") {
        let mut pairs = pairs.flex_iter();
        while names.len() < MOST
            && let Some(name) = pairs.next::<Object<'_>>()
        {
            add(name.into_string().map_or_else(String::new, |name| decoded(name.as_bytes())), names);
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
