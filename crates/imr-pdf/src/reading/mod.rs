//! Reading PDF files: words with their places, page by page.

mod fields;
mod ink;
mod lines;
mod order;
mod rows;
mod string;
mod structure;
mod turn;
mod words;

use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use imr_core::paper::{PageText, Unreadable, Word};
use ink::{Ink, UNKNOWN};
use std::panic::{AssertUnwindSafe, catch_unwind};
use structure::{Element, Structure};
use turn::Turn;

const MOST_BYTES: usize = 512 << 20;
const MOST_PAGES: usize = 10_000;

/// Pages nest forms, patterns and functions; the usual 2 MiB is too little
/// for what damaged or hostile files contain.
const STACK: usize = 64 << 20;

/// What the interpreter keeps grows with every page; it is renewed so that
/// memory stays flat over a long record.
const PAGES_A_CACHE: usize = 64;

/// Reads every page.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<PageText>, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Damaged("the file is empty".to_owned()));
    }
    if bytes.len() > MOST_BYTES {
        let size = bytes.len() >> 20;
        return Err(Unreadable::TooLarge(format!("{size} MiB; 512 MiB are accepted")));
    }
    let bytes = bytes.to_vec();
    let worker = std::thread::Builder::new()
        .name("read a PDF".to_owned())
        .stack_size(STACK)
        .spawn(move || read_here(bytes))
        .map_err(|error| Unreadable::Damaged(format!("no thread could be started: {error}")))?;
    worker.join().unwrap_or_else(|_| Err(Unreadable::Damaged("reading it went wrong inside the reader".to_owned())))
}

fn read_here(bytes: Vec<u8>) -> Result<Vec<PageText>, Unreadable> {
    let is_pdf = bytes[..bytes.len().min(2_000)].windows(5).any(|part| part == b"%PDF-");
    let pdf = Pdf::new(bytes).map_err(|error| refusal(error, is_pdf))?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Unreadable::Damaged("it has no pages".to_owned()));
    }
    if pages.len() > MOST_PAGES {
        let count = pages.len();
        return Err(Unreadable::TooLarge(format!("{count} pages; 10,000 are accepted")));
    }
    let mut structure = Structure::new(pdf.xref());
    let mut read = Vec::with_capacity(pages.len());
    let mut cache = InterpreterCache::new();
    for (index, page) in pages.iter().enumerate() {
        if index % PAGES_A_CACHE == 0 {
            cache = InterpreterCache::new();
        }
        let text = catch_unwind(AssertUnwindSafe(|| read_page(&pdf, page, &cache, structure.elements(page))));
        read.push(text.unwrap_or_else(|_| {
            // What the panic left in the cache is not to be trusted.
            cache = InterpreterCache::new();
            empty_page(page, "the page is damaged: reading it had to be stopped")
        }));
    }
    Ok(read)
}

fn refusal(error: LoadPdfError, is_pdf: bool) -> Unreadable {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::PasswordNeeded,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            Unreadable::Damaged("it is encrypted in a way that this program does not know".to_owned())
        }
        LoadPdfError::Decryption(_) => Unreadable::Damaged("its encryption is broken".to_owned()),
        LoadPdfError::Invalid if is_pdf => Unreadable::Damaged("its structure is broken".to_owned()),
        LoadPdfError::Invalid => Unreadable::Damaged("it is not a PDF file".to_owned()),
    }
}

fn read_page<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    elements: Vec<Option<Element>>,
) -> PageText {
    let (width, height) = page.render_dimensions();
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        cache,
        pdf.xref(),
        InterpreterSettings::default(),
    );
    let mut ink = Ink::new(elements);
    interpret_page(page, &mut context, &mut ink);
    ink.glyphs.extend(fields::undrawn(page));
    let words = in_order(&ink);
    let trouble = trouble(page, &ink, &words);
    PageText { words, size: (width, height), trouble }
}

/// The words of a page in reading order: first those that run in the
/// commonest direction, then the others.
fn in_order(ink: &Ink) -> Vec<Word> {
    let mut turns: Vec<(usize, Turn)> = Turn::ALL
        .into_iter()
        .map(|turn| (ink.glyphs.iter().filter(|glyph| glyph.turn == turn).count(), turn))
        .filter(|(count, _)| *count > 0)
        .collect();
    turns.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    turns
        .into_iter()
        .flat_map(|(_, turn)| {
            let pieces = words::gather(ink.glyphs.iter().filter(|glyph| glyph.turn == turn));
            lines::words(order::arrange(rows::units(pieces)), turn)
        })
        .collect()
}

/// Why a page, or a part of it, could not be read.
fn trouble(page: &Page<'_>, ink: &Ink, words: &[Word]) -> Option<String> {
    if ink.overflowed {
        return Some("the page has more than 1,000,000 characters; the rest was not read".to_owned());
    }
    if words.is_empty() {
        let (width, height) = page.render_dimensions();
        if page.raw().contains_key(b"Contents") && page.page_stream().is_none() {
            return Some("the content of the page is missing or damaged".to_owned());
        }
        if ink.picture > 0.2 * f64::from(width * height) {
            return Some("the page is a picture without text; it has to be recognized first (OCR)".to_owned());
        }
        return None;
    }
    let all = words.iter().flat_map(|word| word.text.chars());
    let unknown = all.clone().filter(|one| *one == UNKNOWN).count();
    (unknown * 20 > all.count()).then(|| {
        "the file does not say which letters many of its characters are; compare the page with its picture"
            .to_owned()
    })
}

fn empty_page(page: &Page<'_>, trouble: &str) -> PageText {
    PageText { words: Vec::new(), size: page.render_dimensions(), trouble: Some(trouble.to_owned()) }
}
