//! Sentences that the end of a page parts: the rest stands on the next page of
//! the same document, below what every page bears at its head.

use crate::casefile::joint::{HYPHENS, is_one_word};
use crate::casefile::{CaseFile, Kind, Page, Sentence, collapsed, sentences};
use std::borrow::Cow;
use std::ops::Range;

/// The rest of the last sentence of a page.
pub(super) struct Over<'p> {
    /// The page it stands on.
    pub(super) page: &'p Page,
    /// The text of that page, without words that are hidden.
    pub(super) shown: Cow<'p, str>,
    /// The rest, at its place there.
    pub(super) rest: Sentence,
    /// The first half, at its place on the page before.
    pub(super) first: Range<usize>,
    /// Both, as one sentence.
    pub(super) text: String,
    /// Where the rest begins in it.
    pub(super) at: usize,
}

/// How many lines at the end of a page, and at the beginning of the next, may
/// be what every page bears.
const EDGE: usize = 3;

/// The share of the widest line that the last one fills, where the next word
/// found no room on it, in per cent.
const FILLED: usize = 70;

/// The rest of the last sentence of a page, by its place in the file.
pub(super) fn over(file: &CaseFile, at: usize) -> Option<Over<'_>> {
    let [page, next] = file.pages.get(at..at + 2)? else { return None };
    let document = file.document_of(page)?;
    let goes_on = page.document == next.document && document.holds(next.number) && next.trouble.is_none();
    // Rows of a request are no sentences.
    let goes_on = goes_on && document.kind != Kind::RequestForAuthorization;
    if !goes_on || file.is_strangers(page.number) || file.is_strangers(next.number) {
        return None;
    }
    let (before, shown) = (page.shown(), next.shown());
    let (end, begin) = edges(&before, &shown)?;
    let first = sentences(&before[..end]).pop()?;
    let mut rest = sentences(&shown[begin..]).into_iter().next()?;
    rest.span = begin + rest.span.start..begin + rest.span.end;
    let text = collapsed(&format!("{}\n{}", &before[first.span.clone()], &shown[rest.span.clone()]));
    let at = text.len().checked_sub(rest.text.len())?;
    Some(Over { page: next, shown, rest, first: first.span, text, at })
}

/// A line and where it stands.
type Line<'t> = (usize, &'t str);

/// Where the last sentence of a page breaks off, and where it goes on on the
/// next.
fn edges(page: &str, next: &str) -> Option<(usize, usize)> {
    let (mut last, head): (Vec<Line<'_>>, Vec<Line<'_>>) = (lines(page).collect(), lines(next).collect());
    let foot = &head[head.len().saturating_sub(EDGE)..];
    let top: Vec<Line<'_>> = last.iter().take(EDGE).copied().collect();
    for _ in 0..EDGE {
        last.pop_if(|line| is_edge(line.1, foot));
    }
    let begins = head.iter().take(EDGE + 1).position(|line| !is_edge(line.1, &top))?;
    let ((from, line), (begin, begins)) = (*last.last()?, head[begins]);
    let one_word = line.strip_suffix(HYPHENS).is_some_and(|half| is_one_word(half, begins));
    let widest = || last.iter().map(|line| line.1.chars().count()).max().unwrap_or(0);
    let fills = || {
        let word = begins.split(' ').next().unwrap_or_default();
        (line.chars().count() + 1 + word.chars().count()) * 100 > widest() * FILLED
    };
    (one_word || (may_go_on(line, begins) && fills())).then_some((from + line.len(), begin))
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        (at, line)
    })
}

/// Whether a line is one that every page bears: its number, or what stands at
/// this edge of the other page as well.
fn is_edge(line: &str, others: &[Line<'_>]) -> bool {
    const NUMBERED: [&str; 7] = ["", "page", "pageof", "pg", "pgof", "p", "of"];
    NUMBERED.iter().any(|words| bare(line).eq(words.chars()))
        || others.iter().any(|other| bare(other.1).eq(bare(line)))
}

/// The letters of a line, in small letters.
fn bare(line: &str) -> impl Iterator<Item = char> + '_ {
    line.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase)
}

/// Whether a line of prose breaks off, and the other goes on in small letters
/// and is no item of a list.
fn may_go_on(line: &str, next: &str) -> bool {
    let word = next.split(' ').next().unwrap_or_default();
    let is_item = word.ends_with(['.', ')', ':']);
    let ends = line.trim_end_matches(['"', ')', '\u{201d}']).ends_with(['.', '?', '!', ':', ';']);
    let is_prose = line.split(' ').count() > 3 && line.contains(|c: char| c.is_lowercase());
    !ends && is_prose && !is_item && word.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::tests::documents;
    use super::super::{Fact, facts};
    use crate::casefile::{CaseFile, Kind};
    use crate::digest::Digest;
    use jiff::civil::date;

    /// One report of two pages.
    fn report(pages: [&str; 2]) -> CaseFile {
        let day = date(2014, 6, 2);
        let mut file = documents(&pages.map(|text| (Kind::ProgressReport, day, text)));
        file.documents.truncate(1);
        file.documents[0].page_hashes.push(Some(Digest::ZERO));
        let digest = file.documents[0].digest;
        file.pages.iter_mut().for_each(|page| page.document = digest);
        file
    }

    fn told(file: &CaseFile) -> Vec<(String, u32, String)> {
        let words = |fact: &Fact| {
            let page = file.page(fact.page).expect("its page");
            (fact.kind.to_string(), fact.page, page.text[fact.span.clone()].to_owned())
        };
        facts(file).iter().map(words).collect()
    }

    /// The drug stands over both pages; the number of the page and the
    /// patient's name stand between.
    #[test]
    fn a_sentence_that_a_page_parts_gives_its_facts_once() {
        let file = report([
            "Sample, Ana   WC-1\n\nHistory: The low back hurts. She takes cyclo-\n\nPage 1",
            "Sample, Ana   WC-1\nbenzaprine 7.5 mg b.i.d. for lumbar spasm.\nReturn in four weeks.\n\nPage 2",
        ]);
        let found = told(&file);
        let drug: Vec<_> = found.iter().filter(|one| one.0.contains("cyclobenzaprine")).collect();
        let current = "cyclobenzaprine 7.5 mg b.i.d., current".to_owned();
        assert_eq!(drug, [&(current, 1, "cyclo".to_owned())], "{found:?}");
    }

    /// Between the halves stand the number of the page and the patient's name.
    #[test]
    fn a_harm_that_a_page_parts_is_one_word() {
        for (foot, head) in
            [("2", "Sample, Ana   WC-1"), ("Page 2 of 5", "3"), ("- 2 -", "Page 3"), ("p. 2", "Sample, Ana   WC-1")]
        {
            let file = report([
                &format!("Sample, Ana   WC-1\n\nHistory: The low back hurts. Norco gives her constipa-\n\n{foot}"),
                &format!("{head}\n\ntion and she takes Colace 100 mg.\nReturn in four weeks."),
            ]);
            let found = told(&file);
            let harm = found.iter().filter(|one| one.0.starts_with("side effect: constipation")).count();
            assert_eq!(harm, 1, "{foot} {head}: {found:?}");
        }
    }

    /// What denies stands on one page, what is denied on the other.
    #[test]
    fn a_denial_reaches_over_the_end_of_a_page() {
        let file = report([
            "The low back is examined.\nOn examination of the back of the patient there was no",
            "spasm of the lumbar spine on palpation. Norco is refilled.",
        ]);
        let found = facts(&file);
        let spasm: Vec<_> = found.iter().filter(|fact| fact.kind.name() == "exam").collect();
        assert_eq!(spasm.len(), 1, "{found:?}");
        let fact = spasm[0];
        assert!(fact.context.negated && fact.page == 2, "{found:?}");
        assert_eq!(&file.pages[1].text[fact.span.clone()], "spasm");
        assert!(found.iter().any(|fact| fact.passage == "Norco is refilled."), "{found:?}");
    }

    /// Sentences that end, headings, lists, and pages of two documents.
    #[test]
    fn what_does_not_go_on_is_read_page_by_page() {
        for pages in [
            ["The patient is seen for her low back today.", "spasm is noted."],
            ["OBJECTIVE FINDINGS OF TODAY", "spasm is noted."],
            ["She was seen and was told what to do next", "a. spasm is noted."],
            ["She was seen and was told what to do next", "Spasm is noted."],
        ] {
            let file = report(pages);
            assert_eq!(super::over(&file, 0).map(|over| over.text), None, "{pages:?}");
        }
        let mut file = report(["She was seen and she was told that no", "spasm is noted."]);
        assert!(super::over(&file, 0).is_some());
        file.pages[1].trouble = Some("dark".to_owned());
        assert!(super::over(&file, 0).is_none());
        let day = date(2014, 6, 2);
        let two = [
            (Kind::ProgressReport, day, "She was seen and she was told that no"),
            (Kind::ProgressReport, day, "spasm is noted."),
        ];
        assert!(super::over(&documents(&two), 0).is_none());
    }
}
