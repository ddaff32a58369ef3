//! Taking the pages out of a file of any kind that is read. This is what runs
//! in the child process.

use crate::format::{self, Format};
use crate::isolation::Share;
use crate::picture;
use crate::reading::{self, Place, Wanted};
use crate::typing;
use hayro_syntax::Pdf;
use image::DynamicImage;
use imr_core::paper::{PageText, Paper, PlainText, ReadPage, Source, Unreadable};
use std::ops::ControlFlow;

/// What is taken out of a file, one after the other.
pub(crate) enum Taken {
    /// It is open and has so many pages. Told before any page is read: the
    /// first may be the one that brings the reader down.
    Opened(u32),
    /// A page.
    Page {
        /// What was read of it.
        read: ReadPage,
        /// Its picture, where its words have to be recognized and pictures
        /// were asked for.
        scan: Option<Vec<u8>>,
    },
}

/// Bytes a file may have.
pub(crate) const MOST_BYTES: u64 = 512 << 20;

/// Refuses what is empty or larger than is accepted.
pub(crate) fn accept(bytes: u64) -> Result<(), Unreadable> {
    match bytes {
        0 => Err(Unreadable::Damaged("the file is empty".to_owned())),
        many if many > MOST_BYTES => Err(Unreadable::TooLarge(format!("{} MiB; 512 MiB are accepted", many >> 20))),
        _ => Ok(()),
    }
}

/// Takes the pages from `first` (from 1) on out of a file. Only PDF files are
/// read in shares; of another, all pages are in every share.
pub(crate) fn pages(
    bytes: Vec<u8>,
    first: u32,
    share: Share,
    scans: bool,
    hand: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> Result<(), Unreadable> {
    accept(bytes.len() as u64)?;
    match format::of(&bytes) {
        Format::Pdf => pdf_pages(&reading::open(bytes)?, first, share, scans, hand),
        Format::Picture => {
            let scan = picture::open(&bytes)?;
            let _ = hand(Taken::Opened(1)).is_continue() && hand(scanned(1, 1, &scan, scans)).is_continue();
            Ok(())
        }
        Format::Tiff if hand(Taken::Opened(picture::tiff_count(&bytes)?)).is_break() => Ok(()),
        Format::Tiff => picture::tiff_pages(&bytes, &mut |number, of, scan| match scan {
            _ if number < first => ControlFlow::Continue(()),
            Ok(scan) => hand(scanned(number, of, &scan, scans)),
            Err(why) => hand(Taken::Page { read: unread(number, of, LETTER, &why.to_string()), scan: None }),
        }),
        Format::Text => text_pages(format::text(&bytes).unwrap_or_default().as_bytes(), first, hand),
        Format::Foreign(what) => Err(Unreadable::NotRead(what.to_owned())),
    }
}

fn pdf_pages(
    pdf: &Pdf,
    first: u32,
    share: Share,
    scans: bool,
    hand: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> Result<(), Unreadable> {
    let places = reading::places(pdf);
    // What the file holds beside its pages is one more page each, not read.
    let beside = reading::unread(pdf);
    let pages = u32::try_from(places.len()).unwrap_or(u32::MAX);
    let of = pages.saturating_add(u32::try_from(beside.len()).unwrap_or(0));
    if hand(Taken::Opened(of)).is_break() {
        return Ok(());
    }
    let mut wanted_more = true;
    reading::each(pdf, &places, first, &|number| share.holds(number, of), scans, &mut |reading| {
        let drawn = |page| picture::draw(page, picture::RECOGNITION_DPI);
        let scan = match (reading.page.filter(|_| scans), &reading.wanted) {
            (None, _) | (_, Wanted::Nothing) => None,
            (Some(page), Wanted::Page) => Some(picture::grey_png(&drawn(page))),
            (Some(page), Wanted::Pictures(places)) => {
                let width = page.render_dimensions().0;
                Some(picture::grey_png(&picture::only(&drawn(page), places, width)))
            }
        };
        let handed = hand(Taken::Page { read: ReadPage { number: reading.number, of, page: reading.text }, scan });
        wanted_more = handed.is_continue();
        handed
    });
    for (number, why) in (pages + 1..).zip(beside) {
        if !wanted_more {
            break;
        }
        if number >= first && share.holds(number, of) {
            wanted_more = hand(Taken::Page { read: unread(number, of, LETTER, &why), scan: None }).is_continue();
        }
    }
    Ok(())
}

/// Most of a page of plain text that is read, in bytes; a page of a PDF file
/// has the same limit, in characters.
const MOST_TEXT: usize = 1_000_000;

/// The pages of a text, parted by form feeds. Of a page that is too long only
/// the beginning is read, so that no more than that is held in memory.
fn text_pages(bytes: &[u8], first: u32, hand: &mut dyn FnMut(Taken) -> ControlFlow<()>) -> Result<(), Unreadable> {
    let of =
        u32::try_from(bytes.iter().filter(|byte| **byte == b'\x0c').count()).unwrap_or(u32::MAX).saturating_add(1);
    if of as usize > reading::MOST_PAGES {
        return Err(Unreadable::TooLarge(format!("{of} pages; 10,000 are accepted")));
    }
    let mut stopped = hand(Taken::Opened(of)).is_break();
    for (number, page) in (1..).zip(bytes.split(|byte| *byte == b'\x0c')).skip(first.saturating_sub(1) as usize) {
        if stopped {
            break;
        }
        let read_part = beginning(page);
        PlainText.pages(Source::Bytes(read_part), 1, &mut |mut read| {
            (read.number, read.of) = (number, of);
            typing::place(&String::from_utf8_lossy(read_part), &mut read.page.words);
            if read_part.len() < page.len() {
                let why = "the page has more than 1,000,000 characters; the rest was not read";
                read.page.trouble = Some(why.to_owned());
            }
            let handed = hand(Taken::Page { read, scan: None });
            stopped = handed.is_break();
            handed
        })?;
    }
    Ok(())
}

/// What is read of a page of text.
fn beginning(page: &[u8]) -> &[u8] {
    if page.len() <= MOST_TEXT {
        return page;
    }
    let most = &page[..MOST_TEXT];
    // Not in the midst of a word, nor of a character.
    match most.iter().rposition(u8::is_ascii_whitespace) {
        Some(at) => &most[..at],
        None => &most[..most.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len())],
    }
}

/// Draws a page of a text as it would be typed.
fn typed(bytes: &[u8], page: u32, dots_per_inch: u16) -> Result<Vec<u8>, Unreadable> {
    let missing = || Unreadable::Damaged(format!("it has no page {page}"));
    let text = format::text(bytes).unwrap_or_default();
    let index = page.checked_sub(1).ok_or_else(missing)? as usize;
    let wanted = text.as_bytes().split(|byte| *byte == b'\x0c').nth(index).ok_or_else(missing)?;
    let pdf = reading::open(typing::page(&String::from_utf8_lossy(beginning(wanted))))?;
    let page = pdf.pages().first().ok_or_else(missing)?;
    Ok(picture::png(&picture::draw(page, dots_per_inch)))
}

/// Draws a page (from 1) of a file.
pub(crate) fn drawn(bytes: Vec<u8>, page: u32, dots_per_inch: u16) -> Result<Vec<u8>, Unreadable> {
    accept(bytes.len() as u64)?;
    let missing = || Unreadable::Damaged(format!("it has no page {page}"));
    match format::of(&bytes) {
        Format::Pdf => {
            let pdf: Pdf = reading::open(bytes)?;
            let index = page.checked_sub(1).ok_or_else(missing)? as usize;
            match reading::places(&pdf).get(index).ok_or_else(missing)? {
                Place::Page(index) | Place::Again(index) => {
                    let page = pdf.pages().get(*index).ok_or_else(missing)?;
                    Ok(picture::png(&picture::draw(page, dots_per_inch)))
                }
                Place::Lost(_) => Err(Unreadable::Damaged(format!("page {page} is missing from it"))),
            }
        }
        Format::Picture if page == 1 => Ok(picture::png(&picture::open(&bytes)?)),
        Format::Picture => Err(missing()),
        Format::Tiff => {
            let mut found = Err(missing());
            picture::tiff_pages(&bytes, &mut |number, _, scan| {
                if number < page {
                    return ControlFlow::Continue(());
                }
                found = scan.map(|scan| picture::png(&scan));
                ControlFlow::Break(())
            })?;
            found
        }
        Format::Text => typed(&bytes, page, dots_per_inch),
        Format::Foreign(what) => Err(Unreadable::NotRead(what.to_owned())),
    }
}

/// Width and height of a page of US Letter, in points.
pub(crate) const LETTER: (f32, f32) = (612.0, 792.0);

/// A picture as a page whose longer side is that of US Letter: what a scanner
/// says of its resolution is seldom true.
fn scanned(number: u32, of: u32, scan: &DynamicImage, scans: bool) -> Taken {
    let (width, height) = (scan.width().max(1) as f32, scan.height().max(1) as f32);
    let scale = LETTER.1 / width.max(height);
    let why = "the page is a picture, and it has not been recognized (OCR)";
    let read = unread(number, of, (width * scale, height * scale), why);
    Taken::Page { read, scan: scans.then(|| picture::grey_png(&picture::fitting(scan))) }
}

/// A page of which nothing could be read.
pub(crate) fn unread(number: u32, of: u32, size: (f32, f32), why: &str) -> ReadPage {
    ReadPage { number, of, page: PageText { words: Vec::new(), size, trouble: Some(why.to_owned()) } }
}
