//! `imr read --explain`: the letter with its findings marked, in colours on a
//! terminal and in brackets elsewhere.

use super::letter::{self, Letter};
use super::sources::Source;
use crate::failure::Failure;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};

/// A finding: where it stands, and the name of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    from: usize,
    to: usize,
    name: String,
}

/// Shows every letter; gives how many could not be read.
pub(super) fn all(sources: &[Source]) -> Result<usize, Failure> {
    let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut failed = 0;
    for source in sources {
        let read = source.bytes().and_then(|bytes| letter::read(&source.name(), &source.title(), &bytes));
        match read {
            Ok(letter) => match io::stdout().write_all(shown(&letter, colours).as_bytes()) {
                Err(why) if why.kind() == ErrorKind::BrokenPipe => return Ok(failed),
                Err(why) => return Err(Failure::new(format!("Standard output cannot be written: {why}."))),
                Ok(()) => {}
            },
            Err(failure) => {
                failed += 1;
                failure.report();
            }
        }
    }
    Ok(failed)
}

fn shown(letter: &Letter, colours: bool) -> String {
    let reading = &letter.reading;
    let spans: Vec<(&str, (usize, usize))> =
        reading.spans.iter().map(|(name, span)| (name.as_str(), *span)).collect();
    let mut out = closed_up(&marked(&letter.text, &marks(&spans), colours));
    out.push('\n');
    if colours {
        out.push_str(&legend());
    } else {
        out.push_str("What was found stands in brackets, behind the name of its field.\n");
    }
    for note in &reading.notes {
        let _ = writeln!(out, "note {}: {}", note.code, visible(&note.sentence));
    }
    out
}

/// What the colours mean, each in its own.
fn legend() -> String {
    const WORDS: [(&str, &str); 7] = [
        ("item_raw", "item"),
        ("strength", "amount"),
        ("decision", "upheld"),
        ("decision", "overturned"),
        ("reviewer_guideline", "guideline"),
        ("certifications", "reviewer, organization"),
        ("age", "dates, worker, diagnoses"),
    ];
    let word = |(field, word): (&str, &str)| {
        let mark = Mark { from: 0, to: word.len(), name: field.to_owned() };
        format!("{}{word}\u{1b}[0m", colour(&mark, word))
    };
    format!("{}\n", WORDS.map(word).join("  "))
}

/// The text with one empty line where there are several, and none where every
/// line has one behind it: some PDFs read so.
fn closed_up(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    let full = lines.iter().filter(|line| !line.is_empty()).count();
    let followed = lines.windows(2).filter(|pair| !pair[0].is_empty() && pair[1].is_empty()).count();
    // The last line has nothing behind it.
    let doubled = followed * 10 > full.saturating_sub(1) * 8;
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in lines {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if empty > usize::from(doubled) {
            out.push('\n');
        }
        empty = 0;
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The marks from left to right, the longer first, each place once; what
/// would cross another is left out.
fn marks(spans: &[(&str, (usize, usize))]) -> Vec<Mark> {
    let mut all: Vec<Mark> = spans
        .iter()
        .filter(|(_, (from, to))| from < to)
        .map(|(name, (from, to))| Mark { from: *from, to: *to, name: field(name) })
        .collect();
    all.sort_by(|a, b| (a.from, b.to).cmp(&(b.from, a.to)));
    let mut kept: Vec<Mark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for mark in all {
        open.retain(|&end| end > mark.from);
        let same = kept.last().is_some_and(|last| (last.from, last.to) == (mark.from, mark.to));
        if !same && open.iter().all(|&end| end >= mark.to) {
            open.push(mark.to);
            kept.push(mark);
        }
    }
    kept
}

/// The name of a field from its pointer: `/issues/0/strength` is `1 strength`.
fn field(pointer: &str) -> String {
    let parts: Vec<&str> = pointer.split('/').skip(1).filter(|part| !matches!(*part, "raw" | "text")).collect();
    match parts.as_slice() {
        ["issues", at, name] => {
            let number = at.parse::<usize>().map_or(0, |at| at + 1);
            format!("{number} {name}")
        }
        ["header" | "reviewer" | "patient", name, ..] => (*name).to_owned(),
        [name, ..] => (*name).to_owned(),
        [] => String::new(),
    }
}

fn marked(text: &str, marks: &[Mark], colours: bool) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut open: Vec<&Mark> = Vec::new();
    let mut at = 0;
    let mut waiting = marks.iter().peekable();
    loop {
        let begins = waiting.peek().map_or(text.len(), |mark| mark.from);
        let ends = open.last().map_or(text.len(), |mark| mark.to);
        let next = begins.min(ends);
        out.push_str(&visible(text.get(at..next).unwrap_or_default()));
        at = next;
        if open.last().is_some() && ends <= begins {
            open.pop();
            close(&mut out, &open, text, colours);
        } else if let Some(mark) = waiting.next() {
            open.push(mark);
            begin(&mut out, mark, text, colours);
        } else {
            return out;
        }
    }
}

fn begin(out: &mut String, mark: &Mark, text: &str, colours: bool) {
    if colours {
        out.push_str(colour(mark, text));
    } else {
        let _ = write!(out, "[{}: ", mark.name);
    }
}

/// Ends the innermost mark; those around it go on.
fn close(out: &mut String, open: &[&Mark], text: &str, colours: bool) {
    if !colours {
        out.push(']');
        return;
    }
    out.push_str("\u{1b}[0m");
    for mark in open {
        out.push_str(colour(mark, text));
    }
}

fn colour(mark: &Mark, text: &str) -> &'static str {
    let name = mark.name.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    match name {
        "decision" if text.get(mark.from..mark.to).is_some_and(|word| word.eq_ignore_ascii_case("overturned")) => {
            "\u{1b}[1;32m"
        }
        "decision" => "\u{1b}[1;31m",
        "item_raw" => "\u{1b}[1m",
        "strength" | "quantity" | "frequency" | "refills" | "date_of_service" => "\u{1b}[1;4;33m",
        "claims_administrator_guideline" | "reviewer_guideline" => "\u{1b}[36m",
        "summary" | "rationale" => "\u{1b}[2m",
        "certifications" | "licence_states" | "subspecialties" | "organization" | "organization_label" => {
            "\u{1b}[35m"
        }
        _ => "\u{1b}[22;34m",
    }
}

/// Text without controls: a letter must not steer the terminal.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_nest_and_what_crosses_is_left_out() {
        let text = "Norco 5 mg #30: Upheld";
        let spans = [
            ("/diagnoses/0", (9, 18)),
            ("/header/priority", (12, 14)),
            ("/issues/0/decision", (16, 22)),
            ("/issues/0/item_raw", (0, 14)),
            ("/issues/0/quantity", (12, 14)),
            ("/issues/0/strength", (6, 10)),
        ];
        assert_eq!(
            marked(text, &marks(&spans), false),
            "[1 item_raw: Norco [1 strength: 5 mg] #[priority: 30]]: [1 decision: Upheld]"
        );
        let coloured = marked(text, &marks(&spans), true);
        assert!(coloured.ends_with(": \u{1b}[1;31mUpheld\u{1b}[0m"), "{coloured:?}");
    }

    #[test]
    fn doubled_line_ends_are_closed_up() {
        assert_eq!(closed_up("a \n\nb \n\n \n\nc \n\n\nd"), "a\nb\n\nc\n\nd\n");
        assert_eq!(closed_up("a\nb\n\n\nc\nd\n"), "a\nb\n\nc\nd\n");
    }

    #[test]
    fn a_letter_does_not_steer_the_terminal() {
        assert_eq!(marked("a\u{1b}[2Jb\u{7}", &[], false), "a[2Jb");
    }
}
