//! Setting a draft on pages, and noting on which pages each fact came to
//! stand.

use super::fact::{Draft, Fact, Part, Said};
use super::house::{Face, Head, House, Running, Section};
use super::page::{Ink, Page, SIZE};
use super::type_face::length;
use crate::dice::Dice;
use std::collections::BTreeSet;

/// A fact where it came to stand.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) fact: Fact,
    /// The sentence.
    pub(super) passage: String,
    /// Pages of the document, from 0.
    pub(super) pages: BTreeSet<usize>,
}

/// A document on its pages.
#[derive(Debug, Clone)]
pub(super) struct Laid {
    pub(super) draft: Draft,
    pub(super) pages: Vec<Page>,
    pub(super) facts: Vec<Placed>,
}

/// A word on its way to a line.
struct Bit<'a> {
    word: &'a str,
    bold: bool,
    /// The facts of its sentence.
    facts: std::ops::Range<usize>,
}

struct Sheet<'d> {
    house: &'d House,
    pages: Vec<Page>,
    facts: Vec<Placed>,
    /// Where the next line begins.
    y: f32,
}

const FOOT: f32 = 54.0;

/// Sets a draft.
pub(super) fn lay(dice: &mut Dice, draft: Draft) -> Laid {
    let house = draft.by.house.clone();
    let mut sheet =
        Sheet { house: &house, pages: vec![Page::default()], facts: Vec::new(), y: house.margin.min(54.0) };
    sheet.letterhead(&draft);
    sheet.title(&draft.title);
    let mut parts = draft.parts.iter().peekable();
    while let Some(part) = parts.next() {
        match (part, parts.peek(), house.section) {
            (Part::Heading(words), Some(Part::Text(said)), Section::InLine) => {
                sheet.gap(0.6);
                sheet.paragraph(Some(words), said);
                sheet.gap(0.5);
                parts.next();
            }
            _ => sheet.part(part, dice),
        }
    }
    sheet.running(&draft);
    let Sheet { pages, facts, .. } = sheet;
    Laid { draft, pages, facts }
}

impl Sheet<'_> {
    fn line(&self) -> f32 {
        self.house.size * 1.28
    }

    fn width(&self) -> f32 {
        SIZE.0 - 2.0 * self.house.margin
    }

    fn last(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(Page::default());
        }
        let at = self.pages.len() - 1;
        &mut self.pages[at]
    }

    fn gap(&mut self, lines: f32) {
        self.y += lines * self.line();
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = 72.0;
    }

    /// Room for so many lines, on this page or the next.
    fn room(&mut self, lines: f32) {
        if self.y + lines * self.line() > SIZE.1 - FOOT - 10.0 {
            self.turn();
        }
    }

    fn letterhead(&mut self, draft: &Draft) {
        let House { face, size, margin, head, .. } = *self.house;
        let (name, lines) = (&draft.by.name, &draft.by.address);
        let large = size + 4.0;
        let top = self.y;
        let across = |words: &str, bold: bool, size: f32| match head {
            Head::Centred | Head::Boxed => (SIZE.0 - length(words, face, bold, size)) / 2.0,
            Head::Left => margin,
        };
        self.y += large;
        let y = self.y;
        self.last().words((across(name, true, large), y), face, true, large, name.as_str());
        for line in lines {
            self.y += size * 1.15;
            let y = self.y;
            self.last().words((across(line, false, size - 1.0), y), face, false, size - 1.0, line.as_str());
        }
        self.y += 8.0;
        let (y, right) = (self.y, SIZE.0 - margin);
        match head {
            Head::Boxed => self.last().frame((margin, top - 4.0), (right - margin, y - top + 4.0), 1.0),
            Head::Left => self.last().rule((margin, y), (right, y), 1.2),
            Head::Centred => {}
        }
        self.y += 10.0;
    }

    fn title(&mut self, title: &str) {
        let House { face, size, margin, head, .. } = *self.house;
        let large = size + 2.5;
        for line in broken(title, SIZE.0 - 2.0 * margin, face, large) {
            self.y += large * 1.3;
            let x = if head == Head::Left { margin } else { (SIZE.0 - length(&line, face, true, large)) / 2.0 };
            let y = self.y;
            self.last().words((x, y), face, true, large, line);
        }
        self.gap(0.8);
    }

    fn part(&mut self, part: &Part, dice: &mut Dice) {
        match part {
            Part::Heading(words) => self.heading(words),
            Part::Text(said) => {
                self.paragraph(None, said);
                self.gap(0.5);
            }
            Part::Bullets { numbered, entries } => self.bullets(*numbered, entries),
            Part::Pairs(pairs) => self.pairs(pairs),
            Part::Boxes(boxes) => self.boxes(boxes),
            Part::Table { head, rows } => self.table(head, rows),
            Part::Lines(lines) => {
                for line in lines {
                    self.paragraph(None, &[Said::plain(line.as_str())]);
                }
                self.gap(0.5);
            }
            Part::Signed { by, on } => self.signed(by, on.as_deref(), dice),
        }
    }

    fn heading(&mut self, words: &str) {
        self.room(4.0);
        self.gap(0.5);
        let House { face, size, margin, section, .. } = *self.house;
        let line = self.line();
        let (y, right) = (self.y, SIZE.0 - margin);
        self.y += line;
        let base = self.y - 2.0;
        let page = self.last();
        match section {
            Section::Capitals => page.words((margin, base), face, true, size, format!("{}:", words.to_uppercase())),
            Section::Bar => {
                page.inks.push(Ink::Bar { at: (margin, y), size: (right - margin, line + 2.0), grey: 0.85 });
                page.words((margin + 4.0, base), face, true, size, words);
            }
            Section::Ruled => {
                page.words((margin, base), face, true, size + 1.0, words);
                page.rule((margin, base + 3.0), (right, base + 3.0), 0.6);
            }
            Section::InLine => page.words((margin, base), face, true, size, format!("{words}:")),
        }
        self.gap(0.35);
    }

    fn paragraph(&mut self, label: Option<&str>, said: &[Said]) {
        let (margin, width) = (self.house.margin, self.width());
        let label = label.map(|words| format!("{words}:"));
        let mut bits: Vec<Bit<'_>> = Vec::new();
        if let Some(label) = &label {
            bits.extend(label.split(' ').map(|word| Bit { word, bold: true, facts: 0..0 }));
        }
        let marked = self.marked(said);
        for (one, facts) in said.iter().zip(marked) {
            bits.extend(one.words.split_whitespace().map(|word| Bit { word, bold: false, facts: facts.clone() }));
        }
        for line in self.lines(&bits, width) {
            self.room(1.0);
            self.y += self.line();
            self.write(margin, line);
        }
    }

    /// Notes the facts of sentences; gives where they are noted.
    fn marked(&mut self, said: &[Said]) -> Vec<std::ops::Range<usize>> {
        let mut ranges = Vec::new();
        for one in said {
            let first = self.facts.len();
            self.facts.extend(one.facts.iter().map(|fact| Placed {
                fact: fact.clone(),
                passage: one.words.clone(),
                pages: BTreeSet::new(),
            }));
            ranges.push(first..self.facts.len());
        }
        ranges
    }

    fn lines<'b>(&self, bits: &'b [Bit<'b>], width: f32) -> Vec<&'b [Bit<'b>]> {
        let House { face, size, .. } = *self.house;
        let mut lines = Vec::new();
        let (mut first, mut used) = (0, 0.0);
        for (at, bit) in bits.iter().enumerate() {
            let wide = length(bit.word, face, bit.bold, size) + length(" ", face, bit.bold, size);
            if used + wide > width && at > first {
                lines.push(&bits[first..at]);
                (first, used) = (at, 0.0);
            }
            used += wide;
        }
        if first < bits.len() {
            lines.push(&bits[first..]);
        }
        lines
    }

    /// Writes a line at the current height.
    fn write(&mut self, mut x: f32, line: &[Bit<'_>]) {
        let House { face, size, .. } = *self.house;
        let (y, on) = (self.y, self.pages.len() - 1);
        for run in line.chunk_by(|one, next| one.bold == next.bold) {
            let bold = run.first().is_some_and(|bit| bit.bold);
            let words = run.iter().map(|bit| bit.word).collect::<Vec<_>>().join(" ");
            let wide = length(&words, face, bold, size) + length(" ", face, bold, size);
            self.last().words((x, y), face, bold, size, words);
            x += wide;
        }
        for at in line.iter().flat_map(|bit| bit.facts.clone()) {
            self.facts[at].pages.insert(on);
        }
    }

    fn bullets(&mut self, numbered: bool, entries: &[Said]) {
        let (margin, width) = (self.house.margin, self.width());
        let marked = self.marked(entries);
        for (number, (entry, facts)) in entries.iter().zip(marked).enumerate() {
            let bits: Vec<Bit<'_>> = entry
                .words
                .split_whitespace()
                .map(|word| Bit { word, bold: false, facts: facts.clone() })
                .collect();
            for (at, line) in self.lines(&bits, width - 20.0).into_iter().enumerate() {
                self.room(1.0);
                self.y += self.line();
                if at == 0 {
                    let mark = if numbered { format!("{}.", number + 1) } else { "-".to_owned() };
                    let House { face, size, .. } = *self.house;
                    let y = self.y;
                    self.last().words((margin + 4.0, y), face, false, size, mark);
                }
                self.write(margin + 20.0, line);
            }
        }
        self.gap(0.5);
    }

    fn pairs(&mut self, pairs: &[(String, Said)]) {
        let House { face, size, margin, .. } = *self.house;
        let widest = pairs.iter().map(|pair| length(&pair.0, face, true, size)).fold(0.0, f32::max);
        let column = (widest + 16.0).min(self.width() * 0.45);
        for (name, value) in pairs {
            let facts = self.marked(std::slice::from_ref(value)).remove(0);
            let bits: Vec<Bit<'_>> = value
                .words
                .split_whitespace()
                .map(|word| Bit { word, bold: false, facts: facts.clone() })
                .collect();
            self.room(1.0);
            self.y += self.line();
            let y = self.y;
            self.last().words((margin, y), face, true, size, format!("{name}:"));
            for (at, line) in self.lines(&bits, self.width() - column).into_iter().enumerate() {
                if at > 0 {
                    self.room(1.0);
                    self.y += self.line();
                }
                self.write(margin + column, line);
            }
        }
        self.gap(0.6);
    }

    fn boxes(&mut self, boxes: &[(String, Said)]) {
        let House { face, size, margin, .. } = *self.house;
        let wide = self.width() / 2.0;
        for row in boxes.chunks(2) {
            self.room(5.0);
            let top = self.y;
            let mut lowest = top;
            for (column, (name, value)) in [margin, margin + wide].into_iter().zip(row) {
                let facts = self.marked(std::slice::from_ref(value)).remove(0);
                let words = value.words.split_whitespace();
                let bits: Vec<Bit<'_>> =
                    words.map(|word| Bit { word, bold: false, facts: facts.clone() }).collect();
                self.last().words((column + 4.0, top + 9.0), face, true, size - 2.5, name.as_str());
                self.y = top + 9.0;
                for line in self.lines(&bits, wide - 10.0) {
                    self.y += self.line();
                    self.write(column + 4.0, line);
                }
                lowest = lowest.max(self.y + 5.0);
            }
            for column in [margin, margin + wide] {
                self.last().frame((column, top), (wide, lowest - top), 0.6);
            }
            self.y = lowest;
        }
        self.gap(0.8);
    }

    fn table(&mut self, head: &[String], rows: &[Vec<Said>]) {
        let shares = shares(head, rows);
        let wide = self.width();
        let columns: Vec<f32> = shares.iter().map(|share| share * wide).collect();
        let titles: Vec<Said> = head.iter().map(|cell| Said::plain(cell.as_str())).collect();
        self.room(3.0);
        self.gap(0.3);
        self.row(&titles, &columns, true);
        for row in rows {
            if self.y + 2.0 * self.line() > SIZE.1 - FOOT - 10.0 {
                self.turn();
                self.row(&titles, &columns, true);
            }
            self.row(row, &columns, false);
        }
        self.gap(0.7);
    }

    fn row(&mut self, cells: &[Said], columns: &[f32], bold: bool) {
        let (margin, top) = (self.house.margin, self.y);
        let marked = self.marked(cells);
        let mut x = margin;
        let mut lowest = top;
        for ((cell, facts), column) in cells.iter().zip(marked).zip(columns) {
            let bits: Vec<Bit<'_>> =
                cell.words.split_whitespace().map(|word| Bit { word, bold, facts: facts.clone() }).collect();
            self.y = top;
            for line in self.lines(&bits, column - 8.0) {
                self.y += self.line();
                self.write(x + 3.0, line);
            }
            lowest = lowest.max(self.y);
            x += column;
        }
        self.y = lowest + 4.0;
        let (y, right) = (self.y, SIZE.0 - margin);
        self.last().rule((margin, y), (right, y), if bold { 0.9 } else { 0.3 });
        if bold {
            self.last().rule((margin, top), (right, top), 0.9);
        }
    }

    fn signed(&mut self, by: &str, on: Option<&str>, dice: &mut Dice) {
        self.room(5.0);
        self.gap(2.2);
        let House { face, size, margin, .. } = *self.house;
        let y = self.y;
        let pen = super::pen::signature(dice, (margin + 10.0, y - 4.0));
        let page = self.last();
        page.inks.push(Ink::Pen(pen));
        page.rule((margin, y), (margin + 190.0, y), 0.5);
        self.y += self.line();
        let y = self.y;
        let words = on.map_or_else(|| by.to_owned(), |on| format!("{by}   {on}"));
        self.last().words((margin, y), face, false, size, words);
        self.gap(1.0);
    }

    /// The running lines, once the number of pages is known.
    fn running(&mut self, draft: &Draft) {
        let House { face, margin, running, .. } = *self.house;
        let of = self.pages.len();
        let day = self.house.day(draft.date);
        for (at, page) in self.pages.iter_mut().enumerate() {
            let number = at + 1;
            match running {
                Running::Nothing => {}
                Running::Foot => {
                    let words = format!("Page {number} of {of}");
                    let x = (SIZE.0 - length(&words, face, false, 8.0)) / 2.0;
                    page.words((x, SIZE.1 - 34.0), face, false, 8.0, words);
                }
                Running::Patient if at > 0 => {
                    let words = format!("{}   {day}   Page {number}", draft.patient.turned());
                    page.words((margin, 44.0), face, false, 8.5, words);
                }
                Running::Patient => {}
                Running::Program => {
                    let words =
                        format!("{} | MRN {} | {number}/{of}", draft.patient.turned(), draft.patient.record);
                    page.words((margin, SIZE.1 - 34.0), Face::Sans, false, 7.5, words);
                }
            }
        }
    }
}

/// The share of each column, by what stands in it.
fn shares(head: &[String], rows: &[Vec<Said>]) -> Vec<f32> {
    let most = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.words.len());
        let longest = cells.chain(head.get(at).map(String::len)).max().unwrap_or(8);
        u16::try_from(longest.clamp(7, 40)).map_or(8.0, f32::from)
    };
    let all: Vec<f32> = (0..head.len()).map(most).collect();
    let sum: f32 = all.iter().sum();
    all.into_iter().map(|one| one / sum).collect()
}

fn broken(words: &str, width: f32, face: Face, size: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let at = lines.len() - 1;
        let longer = if lines[at].is_empty() { word.to_owned() } else { format!("{} {word}", lines[at]) };
        if length(&longer, face, true, size) > width && !lines[at].is_empty() {
            lines.push(word.to_owned());
        } else {
            lines[at] = longer;
        }
    }
    lines
}
