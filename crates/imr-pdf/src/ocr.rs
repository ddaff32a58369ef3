//! Recognizing the words of a picture with tesseract, a program of its own.

use crate::isolation::Timed;
use crate::proofing::proofread;
use crate::reading::{CUT, CUT_PICTURE, PICTURES, is_loss};
use image::GrayImage;
use imr_core::paper::{PageText, Word};
use std::borrow::Cow;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Text recognition, where tesseract is installed.
#[derive(Debug, Clone)]
pub(crate) struct Ocr {
    program: PathBuf,
}

/// Longest time for a page.
const PATIENCE: Duration = Duration::from_secs(90);

/// Dots an inch, about, of the pictures that are recognized.
const DOTS: &str = "400";

/// What tesseract is told of a picture: a page, of which it finds the layout,
/// or one block of lines.
const PAGE: &str = "3";
const BLOCK: &str = "6";

/// Mean confidence, in per cent, below which the page may be turned.
const DOUBTFUL: f32 = 70.0;

/// Mean confidence, in per cent, below which what was recognized is worth
/// little.
const WORTHLESS: f32 = 40.0;

/// Fewer words than this have to be surer to be believed.
const FEW: usize = 4;

/// Words of a picture on a page that are surer than this, in per cent, are
/// taken for words.
const SURE_ENOUGH: f32 = 60.0;

/// So many doubtful words on a picture are text rather than a photograph.
const MANY: usize = 20;

impl Ocr {
    /// Finds tesseract on the path.
    pub(crate) fn find() -> Option<Self> {
        crate::on_path("tesseract").map(|program| Self { program })
    }

    /// Recognizes a page from its picture, turning it where it lies on its
    /// side or upside down. `page` gives the size and is given its words.
    /// Where only pictures on the page are recognized, their words are added.
    pub(crate) fn recognize(&self, png: &[u8], mut page: PageText) -> PageText {
        let adds = page.trouble.as_deref().is_some_and(|why| [PICTURES, CUT_PICTURE].contains(&why));
        let Ok(picture) = image::load_from_memory(png).map(|picture| picture.to_luma8()) else {
            return page;
        };
        let clear = crate::clearing::enlarged(crate::clearing::cleared(&picture));
        let mut best = match self.read(&clear, PAGE) {
            Ok(best) => best,
            Err(why) => {
                let failed = format!("recognizing the picture of the page failed: {why}");
                page.trouble = page.trouble.filter(|why| is_loss(why)).or(Some(failed));
                return page;
            }
        };
        // A photograph on a page is not worth three tries more.
        let turn = if best.worth() < DOUBTFUL && !adds { self.turned(&clear, &mut best) } else { None };
        let upright = turn.map_or(Cow::Borrowed(&clear), |turn| Cow::Owned(turn.apply(&clear)));
        proofread(&mut best.0, &upright, &|sheet| self.read(sheet, BLOCK).map(|read| read.0).unwrap_or_default());
        crate::strokes::put_right(&mut best.0, &upright);
        crate::spelling::put_right(&mut best.0);
        if let Some(turn) = turn {
            best = best.turned_back(turn, clear.dimensions());
        }
        if adds {
            return best.added_to(clear.width(), page);
        }
        best.into_page(&picture, clear.width(), page)
    }

    fn read(&self, picture: &GrayImage, layout: &str) -> Result<Recognized, String> {
        self.run(&encoded(picture), &["-l", "eng", "--psm", layout, "tsv"]).map(|table| Recognized::read(&table))
    }

    /// Turns the picture as it seems to lie; where that does not help and what
    /// was recognized is worth little, as it may lie. Gives the turn that
    /// helped most.
    fn turned(&self, picture: &GrayImage, best: &mut Recognized) -> Option<Quarters> {
        let seems = self.turn(picture);
        let others = [Quarters(2), Quarters(1), Quarters(3)].into_iter().filter(|turn| Some(*turn) != seems);
        let mut helped = None;
        for turn in seems.into_iter().chain(others) {
            if Some(turn) != seems && best.worth() >= WORTHLESS {
                break;
            }
            if let Ok(other) = self.read(&turn.apply(picture), PAGE)
                && other.worth() > best.worth()
            {
                (*best, helped) = (other, Some(turn));
            }
        }
        helped
    }

    /// How the picture has to be turned to stand upright, if it does not. Only
    /// with its own data for this ("osd") does tesseract tell up from down.
    fn turn(&self, picture: &GrayImage) -> Option<Quarters> {
        let said = self.run(&encoded(picture), &["-l", "osd", "--psm", "0"]).ok()?;
        let degrees = said.lines().find_map(|line| line.strip_prefix("Rotate: "))?;
        match degrees.trim() {
            "90" => Some(Quarters(1)),
            "180" => Some(Quarters(2)),
            "270" => Some(Quarters(3)),
            _ => None,
        }
    }

    fn run(&self, picture: &[u8], options: &[&str]) -> Result<String, String> {
        let mut process = Command::new(&self.program)
            .args(["stdin", "stdout", "--dpi", DOTS])
            .args(options)
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|why| format!("tesseract did not start: {why}"))?;
        crate::second::limit(&process);
        if let Some(mut stdin) = process.stdin.take() {
            // Where it ends early, its status says so below.
            let _ = stdin.write_all(picture);
        }
        let mut said = String::new();
        let read = match process.stdout.take() {
            Some(stdout) => Timed::new(stdout, PATIENCE).read_to_string(&mut said),
            None => Ok(0),
        };
        if let Err(why) = read {
            let _ = process.kill();
            let _ = process.wait();
            return Err(format!("tesseract did not answer: {why}"));
        }
        match process.wait() {
            Ok(status) if status.success() => Ok(said),
            Ok(status) => Err(format!("tesseract ended with {status}")),
            Err(why) => Err(format!("tesseract did not end: {why}")),
        }
    }
}

/// The picture as a portable grey map, which costs nothing to write or read.
fn encoded(picture: &GrayImage) -> Vec<u8> {
    let mut out = format!("P5\n{} {}\n255\n", picture.width(), picture.height()).into_bytes();
    out.extend_from_slice(picture.as_raw());
    out
}

/// Quarter turns, clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quarters(u8);

impl Quarters {
    fn apply(self, picture: &GrayImage) -> GrayImage {
        match self.0 {
            1 => image::imageops::rotate90(picture),
            2 => image::imageops::rotate180(picture),
            _ => image::imageops::rotate270(picture),
        }
    }

    /// A box in the turned picture as a box in the picture before, whose
    /// width and height are given.
    fn back(self, [left, top, right, bottom]: [f32; 4], width: f32, height: f32) -> [f32; 4] {
        match self.0 {
            1 => [top, height - right, bottom, height - left],
            2 => [width - right, height - bottom, width - left, height - top],
            _ => [width - bottom, left, width - top, right],
        }
    }
}

/// Words with their places in pixels.
struct Recognized(Vec<Word>);

impl Recognized {
    /// Reads the table that tesseract writes: one row a word, with its block,
    /// paragraph and line, its box and its confidence.
    fn read(table: &str) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut last = (0, 0, 0);
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [level, _, block, paragraph, line, _, left, top, width, height, sure, text] = cells[..] else {
                continue;
            };
            let number = |cell: &str| cell.parse::<f32>().unwrap_or(0.0);
            let sure = number(sure);
            if level != "5" || text.trim().is_empty() || sure < 0.0 || is_speckle(text, sure) {
                continue;
            }
            let place = (number(block) as u32, number(paragraph) as u32, number(line) as u32);
            if let Some(before) = words.last_mut()
                && place != last
            {
                before.ends_line = true;
                before.ends_block = (place.0, place.1) != (last.0, last.1);
            }
            last = place;
            let (left, top) = (number(left), number(top));
            let area = [left, top, left + number(width), top + number(height)];
            words.push(Word { confidence: Some(sure.clamp(0.0, 100.0) as u8), ..Word::at(text.trim(), area) });
        }
        if let Some(end) = words.last_mut() {
            (end.ends_line, end.ends_block) = (true, true);
        }
        Self(crate::rows::in_rows(words))
    }

    /// Mean confidence, weighted by length, in per cent.
    fn mean(&self) -> f32 {
        let (mut sum, mut count) = (0.0, 0.0);
        for word in &self.0 {
            let length = word.text.chars().count() as f32;
            sum += length * f32::from(word.confidence.unwrap_or(0));
            count += length;
        }
        if count == 0.0 { 0.0 } else { sum / count }
    }

    /// What the reading is worth: its mean confidence. Words of a page that
    /// lies on its side may be recognized, but one by one and in no order.
    fn worth(&self) -> f32 {
        let long = || self.0.iter().filter(|word| word.text.chars().count() > 3);
        let standing = |word: &&Word| word.area[3] - word.area[1] > word.area[2] - word.area[0];
        if long().filter(standing).count() * 2 > long().count() { 0.0 } else { self.mean() }
    }

    fn turned_back(mut self, turn: Quarters, (width, height): (u32, u32)) -> Self {
        for word in &mut self.0 {
            word.area = turn.back(word.area, width as f32, height as f32);
        }
        self
    }

    /// The page with the words added that were recognized on its pictures and
    /// are not there already. Of a photograph few are sure, and none is kept.
    fn added_to(mut self, width: u32, mut page: PageText) -> PageText {
        let scale = page.size.0 / width.max(1) as f32;
        let doubtful = self.0.len() >= MANY && self.mean() < WORTHLESS;
        self.0.iter_mut().for_each(|word| word.area = word.area.map(|side| side * scale));
        let typed = std::mem::take(&mut page.words);
        self.0.retain(|word| {
            let [left, top, right, bottom] = word.area;
            let (x, y) = (f32::midpoint(left, right), f32::midpoint(top, bottom));
            let on = |[left, top, right, bottom]: [f32; 4]| left <= x && x <= right && top <= y && y <= bottom;
            f32::from(word.confidence.unwrap_or(0)) >= SURE_ENOUGH && !typed.iter().any(|word| on(word.area))
        });
        page.words = typed;
        if let (Some(last), false) = (page.words.last_mut(), self.0.is_empty()) {
            (last.ends_line, last.ends_block) = (true, true);
        }
        page.words.append(&mut self.0);
        page.trouble = page.trouble.filter(|why| why == CUT_PICTURE).or_else(|| {
            let why = "a picture on the page seems to hold text that could not be recognized; look at the page";
            doubtful.then(|| why.to_owned())
        });
        page
    }

    /// The words with their places on the page, of which a picture so many
    /// dots wide was recognized.
    fn into_page(mut self, picture: &GrayImage, width: u32, mut page: PageText) -> PageText {
        let scale = page.size.0 / width.max(1) as f32;
        for word in &mut self.0 {
            word.area = word.area.map(|side| side * scale);
        }
        let mean = self.mean();
        // A word or two that are doubtful are mostly seen into a picture.
        let least = if self.0.len() < FEW { DOUBTFUL } else { WORTHLESS };
        let lasting = page.trouble.take().filter(|why| why == CUT || is_loss(why));
        page.trouble = lasting.or_else(|| match self.0.is_empty() {
            true if is_blank(picture) => None,
            true => Some("the page is a picture on which no words could be recognized".to_owned()),
            false if mean < least => {
                Some(format!("the words of the page were recognized with little confidence ({mean:.0} %)"))
            }
            false => None,
        });
        if !self.0.is_empty() {
            page.words = self.0;
        }
        page
    }
}

/// Signs without a letter or digit that tesseract doubts are dirt.
fn is_speckle(text: &str, sure: f32) -> bool {
    sure < 60.0 && !text.chars().any(char::is_alphanumeric)
}

/// Whether hardly anything is on the picture: an empty page, scanned.
fn is_blank(picture: &GrayImage) -> bool {
    let dark = picture.as_raw().iter().filter(|shade| **shade < 128).count();
    dark * 2_000 < picture.as_raw().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_tesseract_gives_words_lines_and_blocks() {
        let table = "head\n\
            5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.2\tProgress\n\
            5\t1\t1\t1\t1\t2\t45\t20\t30\t8\t91\tReport\n\
            5\t1\t1\t1\t2\t1\t10\t31\t30\t8\t88\tNorco\n\
            5\t1\t2\t1\t1\t1\t10\t90\t30\t8\t12\t~\n\
            5\t1\t2\t1\t1\t2\t50\t90\t30\t8\t80\tspasm\n";
        let read = Recognized::read(table);
        let seen: Vec<_> =
            read.0.iter().map(|w| (w.text.as_str(), w.ends_line, w.ends_block, w.confidence)).collect();
        assert_eq!(
            seen,
            [
                ("Progress", false, false, Some(96)),
                ("Report", true, false, Some(91)),
                ("Norco", true, true, Some(88)),
                ("spasm", true, true, Some(80)),
            ]
        );
    }

    #[test]
    fn words_that_stand_on_end_are_worth_nothing() {
        let row = |width: u32, height: u32| {
            let boxes = format!("10\t20\t{width}\t{height}\t96\tProgress\n");
            Recognized::read(&format!("head\n5\t1\t1\t1\t1\t1\t{boxes}"))
        };
        assert_eq!((row(60, 12).worth(), row(12, 60).worth()), (96.0, 0.0));
    }

    #[test]
    fn a_box_on_a_turned_picture_is_found_on_the_picture() {
        // A picture 100 wide and 200 high with a box at its top left corner.
        let wanted = [0.0, 0.0, 10.0, 20.0];
        for (quarters, turned) in
            [(1, [180.0, 0.0, 200.0, 10.0]), (2, [90.0, 180.0, 100.0, 200.0]), (3, [0.0, 90.0, 20.0, 100.0])]
        {
            assert_eq!(Quarters(quarters).back(turned, 100.0, 200.0), wanted, "{quarters}");
        }
    }
}
