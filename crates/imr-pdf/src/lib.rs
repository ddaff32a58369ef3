//! Paper as PDF: reads the words of PDF files and pictures, and sets
//! documents as tagged, accessible PDF.
//!
//! This is the only crate that knows of PDF engines; the others see
//! [`imr_core::paper::Paper`].

mod clearing;
mod format;
mod isolation;
mod ocr;
mod picture;
mod proofing;
mod reading;
mod recognizing;
mod rows;
mod second;
#[cfg(feature = "setting")]
mod setting;
mod spelling;
mod strokes;
mod taking;
mod typing;

pub use format::is_mail;
pub use isolation::serve;

use imr_core::paper::{Composition, NotSet, Paper, ReadPage, Source, Unreadable};
use isolation::Children;
use ocr::Ocr;
use second::{Poppler, Tries};
#[cfg(feature = "setting")]
use setting::Press;
use std::ops::ControlFlow;
use std::path::PathBuf;
#[cfg(feature = "setting")]
use std::sync::LazyLock;
use std::time::Duration;

/// Reads and sets PDF files, and reads pictures. Loading the fonts takes a
/// moment, and is done when the first document is set; so make one and share
/// it.
pub struct Pdf {
    #[cfg(feature = "setting")]
    press: LazyLock<Press>,
    children: Children,
    ocr: Option<Ocr>,
    poppler: Option<Poppler>,
}

impl Pdf {
    /// Files are read in child processes, started as `program` with
    /// `arguments`, which have to call [`serve`]. Pictures of pages are
    /// recognized where tesseract is installed; what is too damaged is tried
    /// with poppler where that is installed.
    #[must_use]
    pub fn new(program: PathBuf, arguments: Vec<String>) -> Self {
        Self {
            #[cfg(feature = "setting")]
            press: LazyLock::new(Press::new as fn() -> Press),
            children: Children::new(program, arguments),
            ocr: Ocr::find(),
            poppler: Poppler::find(),
        }
    }

    /// The same without text recognition: a page that is a picture counts as
    /// not read.
    #[must_use]
    pub fn without_recognition(self) -> Self {
        Self { ocr: None, ..self }
    }

    /// The same with another limit to the time that reading a page may take.
    #[must_use]
    pub fn patient(mut self, a_page: Duration) -> Self {
        self.children.a_page = a_page;
        self
    }

    /// Whether pictures of pages are recognized.
    #[must_use]
    pub fn recognizes(&self) -> bool {
        self.ocr.is_some()
    }
}

impl Pdf {
    fn recognized(
        &self,
        source: Source<'_>,
        first: u32,
        each: &mut dyn FnMut(ReadPage) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        match &self.ocr {
            None => self.children.pages(source, first, false, &mut |read, _| each(read)),
            Some(ocr) => recognizing::pages(&self.children, ocr, source, first, each),
        }
    }
}

/// Reads the pages of a file in this process and not in a child: for fuzzing,
/// which wants to see what goes wrong.
#[cfg(feature = "here")]
pub fn pages_here(bytes: Vec<u8>) -> Result<Vec<ReadPage>, Unreadable> {
    let mut pages = Vec::new();
    taking::pages(bytes, 1, isolation::Share::ALL, false, &mut |taken| {
        if let taking::Taken::Page { read, .. } = taken {
            pages.push(read);
        }
        ControlFlow::Continue(())
    })?;
    Ok(pages)
}

/// Where a program is, if it can be called by its name.
fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|at| at.is_file())
}

impl std::fmt::Debug for Pdf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pdf").field("children", &self.children).field("ocr", &self.ocr).finish_non_exhaustive()
    }
}

impl Paper for Pdf {
    fn pages(
        &self,
        source: Source<'_>,
        first: u32,
        each: &mut dyn FnMut(ReadPage) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let mut any = false;
        let mut tries = self.poppler.as_ref().map(|poppler| Tries::new(poppler, source));
        let ended = self.recognized(source, first, &mut |mut read| {
            any = true;
            if let Some(tries) = &mut tries {
                tries.again(&mut read);
            }
            each(read)
        });
        match (ended, &self.poppler) {
            (Err(Unreadable::Damaged(why)), Some(poppler)) if !any => {
                let pages = poppler.pages(source).ok_or(Unreadable::Damaged(why))?;
                let _ = pages.into_iter().filter(|read| read.number >= first).try_for_each(each);
                Ok(())
            }
            (ended, _) => ended,
        }
    }

    fn picture(&self, source: Source<'_>, page: u32, dots_per_inch: u16) -> Result<Vec<u8>, Unreadable> {
        self.children.picture(source, page, dots_per_inch)
    }

    #[cfg(feature = "setting")]
    fn set(&self, composition: &Composition) -> Result<Vec<u8>, NotSet> {
        self.press.set(composition)
    }

    #[cfg(not(feature = "setting"))]
    fn set(&self, composition: &Composition) -> Result<Vec<u8>, NotSet> {
        let what = "this build has no typesetter (feature \"setting\")".to_owned();
        Err(NotSet { title: composition.title.clone(), what })
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }
}
