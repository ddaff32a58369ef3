//! Citations of the Official Disability Guidelines: chapter, then topic.

use super::statement::compiled;
use super::{citation, pages, trimmed};
use crate::letter::record::Citation;
use regex::Regex;
use std::sync::LazyLock;

/// A chapter's name with what qualifies it.
pub(super) const CHAPTER: &str = r"(?:
      forearm,?\ wrist,?\ (?:and|&)\ hand | neck\ (?:and|&)\ upper\ back
    | low(?:er)?\ back (?: (?:,|\ -|\ –)?\ lumbar\ (?:and|&)\ thoracic )?
    | lumbar\ (?:and|&)\ thoracic | knee\ (?:and|&)\ leg | ankle\ (?:and|&)\ foot
    | hip\ (?:and|&)\ pelvis | carpal\ tunnel\ syndrome | mental\ (?:illness\ )?(?:and|&)\ stress
    | stress\ (?:and|&)\ mental(?:\ illness)? | fitness\ for\ duty | infectious\ diseases?
    | shoulder | elbow | pain | head | hernia | knee | neck | ankle | foot | hip | hand | wrist
    | burns | eye | pulmonary | diabetes
  ) \b
  (?: \s* \( (?:acute|chronic|updated|online|web|last) [^)]* \)
    | \s+ (?:chapter|section|procedures?|guidelines?|complaints|disorders) \b )*";

static AT_START: LazyLock<Regex> = LazyLock::new(|| compiled(&format!("(?ix) ^ {CHAPTER}")));
/// A further chapter of its own: behind a semicolon, or before a slash.
static FURTHER: LazyLock<Regex> =
    LazyLock::new(|| compiled(&format!(r"(?ix) (?: ; \s* (?P<a> {CHAPTER} ) | , \s+ (?P<b> {CHAPTER} ) / )")));

/// What stands between the guideline's name and the chapter: edition, year,
/// form, publisher.
static EDITION: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) ^ (?: [\s,:–—-]
          | \( (?:ODG|TWC|web|online)[^)]* \)
          | \(? (?:19|20)\d\d \b \)?
          | (?:web|online)\ (?:version|edition)
          | work\ loss\ data\ institute | \( [^)]* edition [^)]* \) | (?:treatment\ index,?\ )?\d+(?:st|nd|rd|th)\ edition
          | treatment\ in\ workers'?\ comp(?:ensation)? | treatment\ guidelines? | integrated\ treatment[/\w\ ]*guidelines?
          | \(TWC\) )+",
    )
});

/// True where a text begins with a chapter's name.
pub(super) fn opens_with_chapter(text: &str) -> bool {
    chapter_at(text).is_some()
}

/// Adds the citations in what stands after the guideline's name.
pub(super) fn parse(body: &str, found: &mut Vec<Citation>) {
    let skipped = EDITION.find(body).map_or(0, |edition| edition.end());
    let body = &body[skipped..];
    let mut from = 0;
    for further in FURTHER.captures_iter(body) {
        let Some(chapter) = further.name("a").or_else(|| further.name("b")) else {
            continue;
        };
        let joint = further.get(0).map_or(chapter.start(), |whole| whole.start());
        // Before the first topic a comma joins two chapters of one citation.
        if joint > from {
            found.push(one(&body[from..joint]));
            from = chapter.start();
        }
    }
    found.push(one(&body[from..]));
}

fn one(body: &str) -> Citation {
    let (pages, body) = pages::take(body);
    let body = body.trim();
    let Some(mut end) = chapter_at(body) else {
        return citation("ODG", "", body, pages);
    };
    while let Some(further) = further_chapter(&body[end..]) {
        end += further;
    }
    let rest = trimmed(body[end..].trim_start_matches('/'));
    let section = rest
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .filter(|inner| !inner.contains(')'))
        .unwrap_or(rest);
    citation("ODG", &body[..end], section, pages)
}

/// `, Hand Chapter` behind a chapter belongs to the title; behind a topic it
/// would not be looked at.
fn further_chapter(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(", ")?;
    chapter_at(after).map(|end| end + 2)
}

/// The end of the chapter's name at the start of a text. A name of one word
/// (`Hand therapy`) is a chapter only where a mark or a capital follows.
fn chapter_at(text: &str) -> Option<usize> {
    let end = AT_START.find(text)?.end();
    let (name, rest) = text.split_at(end);
    let plain_word = !name.contains(' ');
    let opens_word = rest.strip_prefix(' ').and_then(|rest| rest.chars().next()).is_some_and(|c| c.is_lowercase());
    (!(plain_word && opens_word)).then_some(end)
}
