//! What the record shows of a drug: since when it is taken, and with what.

use super::answering::{Evidence, Finding, Question};
use crate::calendar::numeric;
use crate::casefile::{Kind, Page, Passage, Stance, passages, stance};
use crate::guideline::item_ingredients;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

static STARTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:start(?:s|ed|ing)?|began|begin|begins|initiate[sd]?|initiating|new prescription|trial of|first prescribed)\b").ok()
});
static LASTING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:refill(?:s|ed)?|continue[sd]?|chronic(?:ally)?|long[- ]term|for (?:\w+ ){1,2}(?:months?|years?)|since)\b").ok()
});
static STOPPED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:discontinued?|stop(?:s|ped)?|allerg(?:y|ic)|tapered off|no longer)\b").ok()
});

fn says(cue: &LazyLock<Option<Regex>>, sentence: &str) -> bool {
    cue.as_ref().is_some_and(|cue| cue.is_match(sentence))
}

/// Whether the drug has been taken for no longer than so many days: from its
/// first mention to the request. A first mention is a beginning only where
/// the record says so; before it the record may simply not reach.
pub(super) fn exposure(at_most_days: i64, question: &Question<'_>) -> Option<(Finding, Evidence)> {
    let mentions = mentions(question);
    let (first, passage) = mentions.first()?;
    let days = i64::from((question.requested - *first).get_days());
    let lasting = mentions.iter().find(|(_, passage)| says(&LASTING, &passage.text));
    let since = format!(
        "From {}, when the record first names the drug, to the request of {} are {days} days",
        numeric(*first),
        numeric(question.requested)
    );
    let (finding, passages, shows) = if days > at_most_days {
        (Finding::NotMet, vec![passage.clone()], since)
    } else if let Some((_, lasting)) = lasting {
        (Finding::NotMet, vec![lasting.clone()], "The record says that it was taken before".to_owned())
    } else if says(&STARTED, &passage.text) {
        (Finding::Met, vec![passage.clone()], since)
    } else {
        return None;
    };
    Some((finding, Evidence::Passages { passages, shows: Some(shows) }))
}

/// Every medical passage, oldest first, that names the drug as taken.
fn mentions(question: &Question<'_>) -> Vec<(Date, Passage)> {
    let ingredients = item_ingredients(&question.item.item);
    let file = question.file;
    let mut mentions: Vec<(Date, Passage)> = file
        .clinical_pages()
        .filter_map(|page| Some((file.date_of(page)?, page)))
        .filter(|(date, _)| *date <= question.requested)
        .flat_map(|(date, page)| passages(page).into_iter().map(move |passage| (date, passage)))
        .filter(|(_, passage)| names(&passage.text, &ingredients) && !says(&STOPPED, &passage.text))
        .collect();
    mentions.sort_by_key(|(date, passage)| (*date, passage.page));
    mentions
}

/// Whether the drug is given alone: no other drug in dispute beside it, none
/// in the newest list of medications. Without such a list nothing is said.
pub(super) fn other_drugs(question: &Question<'_>) -> Option<(Finding, Evidence)> {
    let own = item_ingredients(&question.item.item);
    let evidence =
        |passage: Passage, shows: String| Evidence::Passages { passages: vec![passage], shows: Some(shows) };
    let disputed = question.all_items.iter().find(|other| {
        let ingredients = item_ingredients(&other.item);
        other.number != question.item.number && !ingredients.is_empty() && ingredients != own
    });
    if let Some(other) = disputed {
        let ingredients = item_ingredients(&other.item);
        let passage = requests(question).flat_map(passages).find(|passage| names(&passage.text, &ingredients));
        let shows = format!("It is requested together with {}", super::quoted(&other.item));
        return passage.map(|passage| (Finding::NotMet, evidence(passage, shows)));
    }
    let list = newest_list(question)?;
    let others: Vec<String> = item_ingredients(&list.text).into_iter().filter(|one| !own.contains(one)).collect();
    if others.is_empty() {
        return Some((
            Finding::Met,
            evidence(list, "The newest list of medications names no other drug".to_owned()),
        ));
    }
    let shows = format!("The newest list of medications names {}", others.join(", "));
    Some((Finding::NotMet, evidence(list, shows)))
}

fn requests<'a>(question: &'a Question<'_>) -> impl Iterator<Item = &'a Page> {
    question.file.pages.iter().filter(|page| {
        let kind = question.file.document_of(page).map(|document| document.kind);
        kind == Some(Kind::RequestForAuthorization)
    })
}

/// The newest passage that lists what is taken.
fn newest_list(question: &Question<'_>) -> Option<Passage> {
    let mut pages: Vec<&Page> = question.file.clinical_pages().collect();
    pages.sort_by_key(|page| std::cmp::Reverse(question.file.date_of(page)));
    let is_list = |text: &str| {
        let text = text.to_lowercase();
        text.starts_with("current medications:") || text.starts_with("medications:")
    };
    pages.into_iter().flat_map(passages).find(|passage| is_list(&passage.text))
}

/// Whether a sentence names a drug with one of these ingredients, and does
/// not say that it is not taken.
fn names(sentence: &str, ingredients: &[String]) -> bool {
    crate::drug::mentions(sentence).iter().any(|mention| {
        mention.ingredients.iter().any(|one| ingredients.iter().any(|own| own == one))
            && stance(sentence, &mention.span, &[]) == Stance::Affirmed
    })
}
