//! Reading PDF files: words with their places, page by page.

mod attached;
mod colours;
mod fields;
mod filling;
mod ink;
mod lines;
mod order;
mod outline;
mod painted;
mod pictures;
mod places;
mod rows;
mod scans;
mod seen;
mod sight;
mod sign;
mod string;
mod structure;
mod tilt;
mod turn;
mod whole;
mod words;

use crate::taking::LETTER;
pub(crate) use attached::unread;
use fields::Filled;
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use imr_core::paper::{PageText, Unreadable, Word};
use ink::{Glyph, Ink};
pub(crate) use places::{Place, places};
pub(crate) use scans::{CUT_PICTURE, PICTURES, Wanted};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use structure::{Element, Structure};
use turn::Turn;
pub(crate) use whole::is_loss;

/// Pages a file may have.
pub(crate) const MOST_PAGES: usize = 10_000;

/// What the interpreter keeps grows with every page; it is renewed so that
/// memory stays flat over a long record.
const PAGES_A_CACHE: usize = 64;

/// A page as read, and whether it is a picture that has to be recognized.
pub(crate) struct Reading<'r, 'p> {
    /// Number within the file, from 1.
    pub(crate) number: u32,
    /// What was read.
    pub(crate) text: PageText,
    /// What of it has to be recognized.
    pub(crate) wanted: Wanted,
    /// The page itself, to be drawn; none where it is lost.
    pub(crate) page: Option<&'r Page<'p>>,
}

/// Opens a PDF file.
pub(crate) fn open(bytes: Vec<u8>) -> Result<Pdf, Unreadable> {
    let is_pdf = super::format::is_pdf(&bytes);
    let pdf = Pdf::new(bytes).map_err(|error| refusal(error, is_pdf))?;
    match pdf.pages().len() {
        0 => Err(Unreadable::Damaged("it has no pages".to_owned())),
        many if many > MOST_PAGES => Err(Unreadable::TooLarge(format!("{many} pages; 10,000 are accepted"))),
        _ => Ok(pdf),
    }
}

/// What is said of a page whose picture is not whole, recognized or not.
pub(crate) const CUT: &str =
    "a picture that makes up the page is damaged or breaks off; compare the page with another copy";

/// Reads the pages from `first` (from 1) on that are wanted, at their places,
/// and hands each over. With `scans`, the pictures that will be recognized are looked at.
pub(crate) fn each(
    pdf: &Pdf,
    places: &[Place],
    first: u32,
    wanted: &dyn Fn(u32) -> bool,
    scans: bool,
    hand: &mut dyn FnMut(Reading<'_, '_>) -> ControlFlow<()>,
) {
    let mut structure = Structure::new(pdf.xref());
    let mut cache = InterpreterCache::new();
    let pages = (1..).zip(places).filter(|(number, _)| *number >= first && wanted(*number));
    for (index, (number, place)) in pages.enumerate() {
        let page = match place {
            Place::Page(index) | Place::Again(index) => pdf.pages().get(*index),
            Place::Lost(_) => None,
        };
        let Some(page) = page else {
            let text = PageText { words: Vec::new(), size: LETTER, trouble: Some(lost(*place)) };
            if hand(Reading { number, text, wanted: Wanted::Nothing, page: None }).is_break() {
                return;
            }
            continue;
        };
        if index % PAGES_A_CACHE == 0 {
            cache = InterpreterCache::new();
        }
        let read = catch_unwind(AssertUnwindSafe(|| {
            let (mut text, wanted) = read_page(pdf, page, &cache, structure.elements(page));
            if scans && !matches!(wanted, Wanted::Nothing) && pictures::is_cut(pdf, page, &cache) {
                let pictures = matches!(wanted, Wanted::Pictures(_));
                text.trouble = Some(if pictures { CUT_PICTURE } else { CUT }.to_owned());
            }
            (text, wanted)
        }));
        let (text, wanted) = read.unwrap_or_else(|_| {
            // What the panic left in the cache is not to be trusted.
            cache = InterpreterCache::new();
            (empty_page(page, "the page is damaged: reading it had to be stopped"), Wanted::Page)
        });
        if hand(Reading { number, text, wanted, page: Some(page) }).is_break() {
            return;
        }
    }
}

/// What is said of pages that the file counts and does not have.
fn lost(place: Place) -> String {
    match place {
        Place::Lost(many) if many > 1 => format!(
            "the file says that it has {many} pages more, which were not found; ask the sender for the file again"
        ),
        _ => LOST.to_owned(),
    }
}

/// What is said of a page that cannot be reached.
const LOST: &str =
    "the file says that a page stands here, which is missing or damaged; ask the sender for the file again";

/// Whether this was said of a page that cannot be reached.
pub(crate) fn is_lost(why: &str) -> bool {
    why == LOST
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
) -> (PageText, Wanted) {
    let (width, height) = page.render_dimensions();
    let unit = page.raw().get::<f32>(b"UserUnit").filter(|unit| *unit > 0.0).unwrap_or(1.0);
    let mut ink = Ink::new(elements, (width, height), unit);
    let filled = Filled::of(page);
    let annotated = drawn(pdf, page, cache, &mut ink, !filled.fields.is_empty());
    ink.hide_covered();
    filling::fill(page, &filled, &mut ink.glyphs, annotated);
    let mut words = in_order(&ink);
    scans::conceal(&ink, &mut words);
    let (wanted, trouble) = match scans::wanted(&ink, &words, (width, height)) {
        _ if ink.overflowed => (Wanted::Nothing, Some(TOO_MANY.to_owned())),
        None => (Wanted::Nothing, None),
        Some((wanted, why)) => (wanted, Some(why.to_owned())),
    };
    words.extend(filling::remarks(page, &filled));
    let (wanted, trouble) = match (whole::loss(page), wanted) {
        (None, wanted) => (wanted, trouble),
        // What is recognized is added where this is not all that is said.
        (Some(loss), Wanted::Pictures(_)) => (Wanted::Nothing, Some(loss)),
        (Some(loss), wanted) => (wanted, Some(loss)),
    };
    (PageText { words, size: (width, height), trouble }, wanted)
}

/// Notes what is drawn on a page: its content and then its annotations. Gives
/// how many letters the content has, where that is asked for.
fn drawn<'a>(pdf: &'a Pdf, page: &Page<'a>, cache: &InterpreterCache<'a>, ink: &mut Ink, apart: bool) -> usize {
    let (width, height) = page.render_dimensions();
    let mut draw = |render_content: RenderContent| {
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            cache,
            pdf.xref(),
            InterpreterSettings { render_content, ..InterpreterSettings::default() },
        );
        interpret_page(page, &mut context, ink);
        ink.glyphs.len()
    };
    if !apart {
        return draw(RenderContent::all());
    }
    let content = draw(RenderContent::PAGE);
    draw(RenderContent::ANNOTATIONS);
    content
}

/// What is said of a page that has more than is read.
const TOO_MANY: &str = "the page has more than 1,000,000 characters; the rest was not read";

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
            let own = || ink.glyphs.iter().filter(|glyph| glyph.turn == turn);
            match tilt::of(own()) {
                None => laid_out(own(), turn),
                Some(tilt) => askew(own(), turn, tilt),
            }
        })
        .collect()
}

fn laid_out<'g>(glyphs: impl Iterator<Item = &'g Glyph> + Clone, turn: Turn) -> Vec<Word> {
    lines::words(order::arrange(rows::units(words::gather(glyphs))), turn)
}

/// The words of a page that is askew: first those along its lines, then what
/// stands otherwise.
fn askew<'g>(glyphs: impl Iterator<Item = &'g Glyph> + Clone, turn: Turn, tilt: f32) -> Vec<Word> {
    let along: Vec<Glyph> = glyphs
        .clone()
        .filter(|glyph| tilt::is_along(glyph, tilt))
        .map(|glyph| tilt::straightened(glyph, tilt))
        .collect();
    let mut words = laid_out(along.iter(), Turn::None);
    words.iter_mut().for_each(|word| tilt::put_back(word, turn, tilt));
    words.extend(laid_out(glyphs.filter(|glyph| !tilt::is_along(glyph, tilt)), turn));
    words
}

fn empty_page(page: &Page<'_>, trouble: &str) -> PageText {
    PageText { words: Vec::new(), size: page.render_dimensions(), trouble: Some(trouble.to_owned()) }
}
