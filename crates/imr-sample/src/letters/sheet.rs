//! From paragraphs to the text of a letter as it comes out of a PDF: broken
//! lines, doubled line ends, pages and running lines.

use super::BROKEN;
use super::dice::Dice;

/// How the text of one letter is laid out.
pub(super) struct Sheet {
    width: usize,
    lines_a_page: usize,
    doubled: bool,
    trailing: bool,
    /// No empty line between paragraphs.
    close: bool,
    /// Carriage returns, or blanks that do not break.
    odd: Odd,
    wide_stops: bool,
    turn: Turn,
}

/// What else a way out of a PDF leaves in the text.
#[derive(Clone, Copy)]
enum Odd {
    Nothing,
    Returns,
    HardBlanks,
    Tabs,
}

/// What stands where a page ends.
enum Turn {
    Nothing,
    Blank,
    Feed,
    /// The number of the case and of the page.
    Running(String),
}

impl Sheet {
    pub(super) fn new(dice: &mut Dice, number: &str, wide_stops: bool) -> Self {
        let turn = match dice.below(5) {
            0 => Turn::Nothing,
            1 => Turn::Feed,
            2 => Turn::Running(format!("Final Determination Letter for IMR Case Number {number}")),
            _ => Turn::Blank,
        };
        Self {
            width: 72 + dice.below(30),
            lines_a_page: 36 + dice.below(14),
            doubled: dice.chance(60),
            trailing: dice.chance(60),
            close: dice.chance(8),
            odd: [Odd::Nothing, Odd::Nothing, Odd::Nothing, Odd::Returns, Odd::HardBlanks, Odd::Tabs]
                [dice.below(6)],
            wide_stops,
            turn,
        }
    }

    /// The text: `\n` in a paragraph ends a line.
    pub(super) fn set(&self, paragraphs: &[String]) -> String {
        let mut lines: Vec<String> = Vec::new();
        for paragraph in paragraphs {
            for line in paragraph.split('\n') {
                let spaced = if self.wide_stops { line.replace(". ", ".  ") } else { line.to_owned() };
                self.wrap(&spaced, &mut lines);
            }
            if !self.close {
                lines.push(String::new());
            }
        }
        self.disturbed(self.pages(&lines))
    }

    fn disturbed(&self, text: String) -> String {
        match self.odd {
            Odd::Nothing => text,
            Odd::Returns => text.replace('\n', "\r\n"),
            Odd::HardBlanks => text.replace(" of the ", " of\u{a0}the "),
            Odd::Tabs => text.replace(":  ", ":\t"),
        }
    }

    fn wrap(&self, text: &str, lines: &mut Vec<String>) {
        for part in text.split_inclusive(BROKEN) {
            let mut line = String::new();
            for word in part.trim_end_matches(BROKEN).split(' ') {
                let long = line.chars().count() + 1 + word.chars().count() > self.width;
                if long && !line.trim().is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            lines.push(line);
        }
    }

    fn pages(&self, lines: &[String]) -> String {
        let mut out = String::new();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 && at % self.lines_a_page == 0 {
                self.turn_page(at / self.lines_a_page, &mut out);
            }
            out.push_str(line);
            if self.trailing {
                out.push(' ');
            }
            out.push_str(if self.doubled { "\n\n" } else { "\n" });
        }
        out
    }

    fn turn_page(&self, page: usize, out: &mut String) {
        match &self.turn {
            Turn::Nothing => {}
            Turn::Blank => out.push_str("\n\n\n"),
            Turn::Feed => out.push('\u{c}'),
            Turn::Running(line) => out.push_str(&format!("\n{line}  {page} \n\n")),
        }
    }
}
