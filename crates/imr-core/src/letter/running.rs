//! The text of a letter from its pages, without what runs along every page.

use crate::paper::PageText;
use std::borrow::Cow;

/// The pages as one text, a form feed between them. A last or first line that
/// stands on every page, but for its numbers, is a running foot or head and
/// is left out; so is "Page 1 of 1" at the foot of a single page.
#[must_use]
pub fn running_text(pages: &[PageText]) -> String {
    let mut pages: Vec<Vec<String>> =
        pages.iter().map(|page| page.text().lines().map(str::to_owned).collect()).collect();
    drop_all(&mut pages);
    let texts: Vec<String> = pages.iter().map(|lines| lines.join("\n").trim_end().to_owned()).collect();
    texts.join("\n\u{c}")
}

/// The same for a text whose pages are parted by form feeds. A text without
/// pages, or without running lines, is given back as it is, so that spans
/// stay those of the file.
#[must_use]
pub fn without_running_lines(text: &str) -> Cow<'_, str> {
    let text = without_foot(text);
    if !text.trim_end().contains('\u{c}') {
        return text;
    }
    let mut pages: Vec<Vec<String>> = text
        .trim_end()
        .trim_end_matches('\u{c}')
        .split('\u{c}')
        .map(|page| page.lines().map(str::to_owned).collect())
        .collect();
    if !drop_all(&mut pages) {
        return text;
    }
    let texts: Vec<String> = pages.iter().map(|lines| lines.join("\n")).collect();
    Cow::Owned(texts.join("\n\u{c}"))
}

/// The foot of published letters of 2013 and 2014, with the case number and
/// that of the page. Their text has it between two lines of a paragraph, often
/// without a sign that a page ends.
const FOOT: &str = "Final Determination Letter for IMR Case Number";

fn without_foot(text: &str) -> Cow<'_, str> {
    if !text.contains(FOOT) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with(FOOT)).collect())
}

/// Takes every running line off; true where there was one.
fn drop_all(pages: &mut [Vec<String>]) -> bool {
    let mut dropped = false;
    for edge in [Edge::Foot, Edge::Head] {
        while drop_running(pages, edge) {
            dropped = true;
        }
    }
    dropped
}

#[derive(Clone, Copy)]
enum Edge {
    Head,
    Foot,
}

/// Takes the line at an edge off every page, if it runs along all of them.
fn drop_running(pages: &mut [Vec<String>], edge: Edge) -> bool {
    for page in pages.iter_mut() {
        let blank = |line: Option<&String>| line.is_some_and(|line| line.trim().is_empty());
        match edge {
            Edge::Foot => {
                while blank(page.last()) {
                    page.pop();
                }
            }
            Edge::Head => {
                while blank(page.first()) {
                    page.remove(0);
                }
            }
        }
    }
    let at_edge = |page: &Vec<String>| match edge {
        Edge::Head => page.first().map(|line| mask(line)),
        Edge::Foot => page.last().map(|line| mask(line)),
    };
    let mut lines = pages.iter().map(at_edge);
    let Some(Some(first)) = lines.next() else {
        return false;
    };
    // Two pages may end in the same last word of a sentence.
    let prose = first.starts_with(char::is_lowercase);
    let runs = if prose {
        false
    } else if pages.len() == 1 {
        first.to_lowercase().contains("page # of #")
    } else {
        lines.all(|line| line.as_ref() == Some(&first))
    };
    if runs {
        for page in pages.iter_mut() {
            match edge {
                Edge::Head => drop(page.remove(0)),
                Edge::Foot => drop(page.pop()),
            }
        }
    }
    runs
}

/// A line with every number as `#`.
fn mask(line: &str) -> String {
    let mut out = String::new();
    for c in line.trim().chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::{Paper as _, PlainText};

    #[test]
    fn what_runs_along_every_page_is_left_out() {
        let text = "Head\n\nOne two.\n\nCase 1 - Page 1 of 2\u{c}Head\n\nThree.\n\nCase 1 - Page 2 of 2";
        let pages = PlainText.read(text.as_bytes()).expect("it is text");
        assert_eq!(running_text(&pages), "One two.\n\u{c}Three.");
        let single = PlainText.read(b"Only page.").expect("it is text");
        assert_eq!(running_text(&single), "Only page.");
    }

    #[test]
    fn a_text_without_running_lines_is_left_as_it_is() {
        for text in ["One.\n\nTwo.\n", "One.\n\u{c}Two.\n\u{c}", "\u{c}", ""] {
            assert!(matches!(without_running_lines(text), Cow::Borrowed(_)), "{text:?}");
        }
        let prose = "It is\nneeded.\n\u{c}It is not\nneeded.\n";
        assert_eq!(without_running_lines(prose), prose);
        let foot = "One\nFinal Determination Letter for IMR Case Number CM14-9000001  2\ntwo.\n";
        assert_eq!(without_running_lines(foot), "One\ntwo.\n");
        let text = "One\n\ntwo.\n\nPage 1 of 2\n\u{c}Three.\n\nPage 2 of 2\n";
        assert_eq!(without_running_lines(text), "One\n\ntwo.\n\u{c}Three.");
    }
}
