//! The pages of a case file as kept, held against the history of the case.

use crate::receiving::hidden_in;
use crate::{App, AppError};
use imr_core::case::Case;
use imr_core::casefile::{CaseFile, DOUBTFUL, Named, Owed, Page, named_and_missing, owed};
use imr_core::digest::Digest;
use imr_core::paper::{PageText, Paper, Source, Unreadable, Word};
use imr_store::StoredPage;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// A page as the history of a case says it was taken in.
pub(crate) struct Expected {
    number: u32,
    document: Digest,
    within: u32,
    hash: Option<Digest>,
    unread: bool,
}

/// Every page that was taken in, in order.
pub(crate) fn expected(case: &Case) -> Vec<Expected> {
    let pages = case.documents.iter().flat_map(|document| {
        (document.first_page..).zip(&document.page_hashes).map(move |(number, hash)| Expected {
            number,
            document: document.digest,
            within: document.within(number),
            hash: *hash,
            unread: document.unread.contains(&number),
        })
    });
    pages.collect()
}

impl Expected {
    /// Whether a kept page is the one that was taken in.
    pub(crate) fn is(&self, page: &StoredPage) -> bool {
        self.words_of(page).is_some()
    }

    /// The words of a kept page; none where it is not the one that was taken
    /// in.
    fn words_of(&self, page: &StoredPage) -> Option<PageText> {
        let words = serde_json::from_str(&page.words).ok()?;
        let words = PageText { words, size: (0.0, 0.0), trouble: None };
        self.has_text_of(page, &words).then_some(words)
    }

    fn has_text_of(&self, page: &StoredPage, words: &PageText) -> bool {
        page.number == i64::from(self.number)
            && page.document == self.document.to_string()
            && page.document_page == i64::from(self.within)
            && page.trouble.is_some() == self.unread
            && page.text_hash == Digest::of(page.text.as_bytes())
            && self.hash.map_or(self.unread && page.text.is_empty(), |hash| page.text_hash == hash)
            && words.text() == page.text
    }
}

/// A page as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct PagePicture {
    /// The picture.
    pub png: Vec<u8>,
    /// Its words and their places, in points.
    pub words: Vec<Word>,
    /// How many dots a point has; none where the file is itself a picture,
    /// whose longer side counts as that of US Letter.
    pub by_length: Option<f32>,
    /// Which page it is, for people.
    pub place: String,
}

/// What `PageText::confidence` gives, of words as they are kept: a list of
/// pages does not read every word for it.
fn confidence(words: &str) -> Option<u8> {
    let sure = words.split("\"confidence\":").skip(1).map(|rest| {
        let digits = rest.len() - rest.trim_start_matches(|one: char| one.is_ascii_digit()).len();
        rest[..digits].parse::<usize>().unwrap_or(100)
    });
    let (count, sum) = sure.fold((0, 0), |(count, sum), sure| (count + 1, sum + sure));
    let all = words.matches("\"box\":").count().max(count);
    if count == 0 { None } else { u8::try_from((sum + 100 * (all - count)) / all).ok() }
}

/// The stable label of a page, as it is stamped and cited outside of the
/// program: the number of the case, and of the page in its case file.
#[must_use]
pub fn page_label(case: &str, page: u32) -> String {
    format!("{case}-{page:06}")
}

/// Points in an inch.
const POINTS: f32 = 72.0;

/// How far into a file the mark of a PDF may stand.
const HEAD: usize = 2_000;

/// Gives words that have no places those at which they are drawn: texts that
/// were read before had none.
fn place(paper: &dyn Paper, source: Source<'_>, within: u32, words: &mut [Word]) {
    if words.iter().any(|word| word.area != [0.0; 4]) {
        return;
    }
    // Where it cannot be read the page is drawn without places.
    let _ = paper.pages(source, within, &mut |read| {
        let same = read.number == within && read.page.words.len() == words.len();
        let pairs = words.iter_mut().zip(read.page.words).filter(|(old, new)| same && old.text == new.text);
        pairs.for_each(|(old, new)| old.area = new.area);
        ControlFlow::Break(())
    });
}

impl App {
    /// Draws a page of the case file, from the file as it came.
    pub async fn page_picture(&self, number: &str, page: u32, dots_per_inch: u16) -> Result<PagePicture, AppError> {
        let case = self.case(number).await?;
        let missing = || AppError::NotFound {
            what: format!("page {page} in the case file of {number}"),
            remedy: "See the pages with \"imr file list\".".to_owned(),
        };
        let document = case.documents.iter().find(|one| one.holds(page)).ok_or_else(missing)?;
        let stored = self.store.pages(number).await?;
        let stored = stored.into_iter().find(|one| one.number == i64::from(page)).ok_or_else(missing)?;
        let mut words: Vec<Word> = serde_json::from_str(&stored.words)
            .map_err(|why| AppError::Damaged { what: format!("page {page} of {number}"), why: why.to_string() })?;
        let bytes = self.store.blobs().get(&document.digest).await?;
        let is_pdf = bytes[..bytes.len().min(HEAD)].windows(5).any(|part| part == b"%PDF-");
        let (paper, within) = (Arc::clone(&self.paper), document.within(page));
        let drawn = move || {
            let source = Source::Bytes(&bytes);
            let png = paper.picture(source, within, dots_per_inch)?;
            place(&*paper, source, within, &mut words);
            Ok((png, words))
        };
        let drawn = tokio::task::spawn_blocking(drawn)
            .await
            .unwrap_or_else(|why| Err(Unreadable::Damaged(why.to_string())));
        let (png, words) = drawn.map_err(|why| AppError::NotDrawn { page: page_label(number, page), why })?;
        let by_length = is_pdf.then(|| f32::from(dots_per_inch) / POINTS);
        Ok(PagePicture { png, words, by_length, place: page_label(number, page) })
    }

    /// How many words of each page nobody sees, by its number, where it has
    /// any.
    pub async fn hidden_words(&self, number: &str) -> Result<BTreeMap<u32, usize>, AppError> {
        let stored = self.store.pages(number).await?;
        let hidden = |page: StoredPage| {
            let count = hidden_in(&page.words).len();
            Some((u32::try_from(page.number).ok()?, count)).filter(|_| count > 0)
        };
        Ok(stored.into_iter().filter_map(hidden).collect())
    }

    /// Why pages of a case file could not be read, by their number.
    pub async fn unread_pages(&self, number: &str) -> Result<BTreeMap<u32, String>, AppError> {
        let stored = self.store.pages(number).await?;
        let why = |page: StoredPage| Some((u32::try_from(page.number).ok()?, page.trouble?));
        Ok(stored.into_iter().filter_map(why).collect())
    }

    /// Pages of which recognition is in doubt, and how sure it is of them on
    /// the whole, in per cent.
    pub async fn doubtful_pages(&self, number: &str) -> Result<BTreeMap<u32, u8>, AppError> {
        let stored = self.store.pages(number).await?;
        let sure = |page: StoredPage| {
            let sure = confidence(&page.words).filter(|sure| *sure < DOUBTFUL && page.trouble.is_none())?;
            Some((u32::try_from(page.number).ok()?, sure))
        };
        Ok(stored.into_iter().filter_map(sure).collect())
    }

    /// The words of some pages of a case file, with their places, by number.
    pub async fn page_words(&self, number: &str, pages: &[u32]) -> Result<BTreeMap<u32, Vec<Word>>, AppError> {
        let mut all = BTreeMap::new();
        for page in self.store.pages(number).await? {
            let Some(at) = u32::try_from(page.number).ok().filter(|at| pages.contains(at)) else { continue };
            let words = serde_json::from_str(&page.words).map_err(|why| AppError::Damaged {
                what: format!("page {at} of {number}"),
                why: why.to_string(),
            })?;
            all.insert(at, words);
        }
        Ok(all)
    }

    /// How the documents that the rules ask for stand, and which reports are
    /// named and not there.
    pub async fn missing_documents(
        &self,
        number: &str,
        file: &CaseFile,
    ) -> Result<(Vec<Owed>, Vec<Named>), AppError> {
        let requested = self.case(number).await?.opening.ur_decision.requested;
        Ok((owed(file, requested, self.law.documents(requested)), named_and_missing(file)))
    }

    /// The case file of a case: its documents and pages, each of which is as
    /// it was taken in.
    pub async fn case_file(&self, case: &Case) -> Result<CaseFile, AppError> {
        let stored = self.store.pages(case.number()).await?;
        let expected = expected(case);
        let count = stored.len();
        let kept = stored.into_iter().zip(&expected).map(|(page, expected)| {
            let words = expected.words_of(&page)?;
            Some(Page {
                number: expected.number,
                document: expected.document,
                hidden: words.hidden(),
                confidence: words.confidence(),
                text: page.text,
                trouble: page.trouble,
            })
        });
        let pages: Option<Vec<Page>> = kept.collect();
        let Some(pages) = pages.filter(|pages| pages.len() == expected.len() && pages.len() == count) else {
            return Err(AppError::Damaged {
                what: format!("the case file of {}", case.number()),
                why: "its pages are not as they were taken in".to_owned(),
            });
        };
        Ok(CaseFile { documents: case.documents.clone(), pages })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_sure_a_page_is_shows_without_reading_its_words() {
        let word = |text: &str, confidence| Word { confidence, ..Word::at(text, [0.0; 4]) };
        for (sure, words) in [
            (Some(70), vec![word("so", Some(40)), word("\"box\":", None)]),
            (Some(55), vec![word("\"confidence\":", Some(50)), word("b", Some(60))]),
            (None, vec![word("stated", None)]),
            (None, vec![]),
        ] {
            let kept = serde_json::to_string(&words).expect("JSON");
            let page = PageText { words, size: (0.0, 0.0), trouble: None };
            assert_eq!((confidence(&kept), page.confidence()), (sure, sure), "{kept}");
        }
    }
}
