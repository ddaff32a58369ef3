//! A second try with poppler's pdftotext, where it is installed, on files
//! and pages that our own reader cannot read.

use crate::isolation::Timed;
use crate::reading::{is_loss, is_lost};
use imr_core::paper::{PageText, ReadPage, Source, Word};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// poppler, where it is installed.
#[derive(Debug, Clone)]
pub(crate) struct Poppler {
    program: PathBuf,
}

/// Longest silence.
const PATIENCE: Duration = Duration::from_secs(20);

/// Address space it may use, in bytes.
const ROOM: u64 = 3 << 29;

/// Most that is read of what it writes, in bytes.
const MOST: u64 = 256 << 20;

/// Pages without words of a file, nothing being wrong with them, that are
/// tried again: most are blank.
const MOST_BLANK: u32 = 200;

/// Second tries at the pages of a file, in their order.
pub(crate) struct Tries<'t> {
    poppler: &'t Poppler,
    source: Source<'t>,
    blank: u32,
    /// Whether poppler may count the pages otherwise from here on.
    shifted: bool,
}

impl<'t> Tries<'t> {
    /// None yet.
    pub(crate) fn new(poppler: &'t Poppler, source: Source<'t>) -> Self {
        Self { poppler, source, blank: 0, shifted: false }
    }

    /// Tries a page again that is empty or damaged, and takes what has more
    /// words. Where a part of the content is lost the mark stays.
    pub(crate) fn again(&mut self, read: &mut ReadPage) {
        let (trouble, empty) = (read.page.trouble.as_deref(), read.page.words.is_empty());
        let loss = trouble.filter(|why| is_loss(why)).map(str::to_owned);
        match trouble {
            None if empty && self.blank < MOST_BLANK => self.blank += 1,
            Some(_) if empty || loss.is_some() => {}
            _ => return,
        }
        // Where we miss a page poppler may pass over it, and give the next in
        // its place.
        self.shifted |= trouble.is_some_and(is_lost);
        if !self.shifted
            && let Some(page) = self.poppler.page(self.source, read.number)
            && page.words.len() > read.page.words.len()
        {
            read.page = PageText { trouble: loss, ..page };
        }
    }
}

impl Poppler {
    /// Finds pdftotext on the path.
    pub(crate) fn find() -> Option<Self> {
        crate::on_path("pdftotext").map(|program| Self { program })
    }

    /// The page with this number, if it has words.
    fn page(&self, source: Source<'_>, number: u32) -> Option<PageText> {
        let number = number.to_string();
        let pages = self.run(source, &["-f", &number, "-l", &number])?;
        pages.into_iter().next().filter(|page| !page.words.is_empty())
    }

    /// Every page, if any has words; a page without words counts as not read.
    pub(crate) fn pages(&self, source: Source<'_>) -> Option<Vec<ReadPage>> {
        let pages = self.run(source, &[])?;
        let of = u32::try_from(pages.len()).ok()?;
        pages.iter().any(|page| !page.words.is_empty()).then(|| {
            let read = (1..).zip(pages).map(|(number, mut page)| {
                if page.words.is_empty() {
                    page.trouble = Some("the file is damaged, and nothing was found on the page".to_owned());
                }
                ReadPage { number, of, page }
            });
            read.collect()
        })
    }

    fn run(&self, source: Source<'_>, options: &[&str]) -> Option<Vec<PageText>> {
        let (file, bytes): (&Path, &[u8]) = match source {
            Source::File(path) => (path, &[]),
            Source::Bytes(bytes) => (Path::new("-"), bytes),
        };
        let mut process = Command::new(&self.program)
            .args(["-bbox-layout", "-q"])
            .args(options)
            .arg(file)
            .arg("-")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        limit(&process);
        let mut said = String::new();
        if let Some(mut stdin) = process.stdin.take() {
            // Where it ends early there is nothing to read below.
            let _ = stdin.write_all(bytes);
        }
        let read = process.stdout.take().map(|out| Timed::new(out, PATIENCE).take(MOST).read_to_string(&mut said));
        let _ = process.kill();
        let _ = process.wait();
        read.and_then(Result::ok)?;
        Some(layout(&said))
    }
}

/// Bounds its memory; where the system has no such limit there is none.
pub(crate) fn limit(process: &Child) {
    let pid = i32::try_from(process.id()).ok().and_then(Pid::from_raw);
    let _ = prlimit(pid, Resource::As, Rlimit { current: Some(ROOM), maximum: Some(ROOM) });
}

/// Reads the table of words: one element a line, pages, blocks and lines
/// around the words.
fn layout(said: &str) -> Vec<PageText> {
    let mut pages: Vec<PageText> = Vec::new();
    for line in said.lines().map(str::trim) {
        if line.starts_with("<page ") {
            let size = (side(line, "width"), side(line, "height"));
            pages.push(PageText { words: Vec::new(), size, trouble: None });
            continue;
        }
        let Some(page) = pages.last_mut() else {
            continue;
        };
        if let Some(rest) = line.strip_prefix("<word ") {
            let area = ["xMin", "yMin", "xMax", "yMax"].map(|name| side(line, name));
            let text = rest.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</word>")).unwrap_or_default();
            page.words.push(Word::at(plain(text), area));
        } else if let Some(last) = page.words.last_mut() {
            last.ends_line |= line == "</line>";
            last.ends_block |= line == "</block>";
        }
    }
    pages
}

fn side(element: &str, name: &str) -> f32 {
    let value = element.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next());
    value.and_then(|value| value.parse().ok()).unwrap_or(0.0)
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_that_poppler_writes_gives_pages_of_words() {
        let said = "<doc>\n  <page width=\"612.0\" height=\"792.0\">\n    <block xMin=\"1\">\n     <line xMin=\"1\">\n\
            <word xMin=\"72.0\" yMin=\"60.5\" xMax=\"99.0\" yMax=\"70\">Smith</word>\n\
            <word xMin=\"101\" yMin=\"60.5\" xMax=\"130\" yMax=\"70\">&amp;</word>\n</line>\n</block>\n</page>\n\
            <page width=\"300\" height=\"400\">\n</page>\n</doc>\n";
        let pages = layout(said);
        assert_eq!(pages.len(), 2);
        assert_eq!(pages[0].text(), "Smith &");
        assert_eq!(pages[0].words[0].area, [72.0, 60.5, 99.0, 70.0]);
        assert!(pages[0].words[1].ends_block && !pages[0].words[0].ends_line);
        assert_eq!(pages[1].size, (300.0, 400.0));
    }
}
