//! Drafting the rationale of a decision, and reading what one claims.

use super::{Answer, DisputedItem, Evidence, ItemReview};
use crate::casefile::CaseFile;
use crate::letter::record::Decision;
use regex::Regex;
use std::sync::LazyLock;

/// The rationale that follows from the answers, a paragraph a line: what the
/// guideline asks, what the record says and where, and the conclusion.
#[must_use]
pub fn draft(item: &DisputedItem, review: &ItemReview, file: &CaseFile, decision: Decision) -> String {
    let mut paragraphs = vec![review.states.clone()];
    paragraphs.extend(review.answers.iter().map(|answer| findings(answer, file)));
    paragraphs.push(format!("{} {}", review.because, conclusion(&item.item, decision)));
    paragraphs.join("\n")
}

/// The last sentence of a rationale.
#[must_use]
pub fn conclusion(item: &str, decision: Decision) -> String {
    let verb = match decision {
        Decision::Upheld => "is not medically necessary",
        Decision::Overturned => "is medically necessary",
    };
    format!("As such, the request for {item} {verb}.")
}

fn findings(answer: &Answer, file: &CaseFile) -> String {
    match &answer.evidence {
        Evidence::Passages { passages, shows } => {
            let shown = shows.as_ref().map_or(String::new(), |shows| format!(" {shows}."));
            let statements: Vec<String> = passages
                .iter()
                .map(|passage| {
                    format!("{} states: \"{}\"", capital(&file.place(passage.page)), quoted(&passage.text))
                })
                .collect();
            format!("{}.{shown} {}", answer.statement, statements.join(" "))
        }
        Evidence::Search(search) => format!("{}: {}.", answer.statement, search.in_words()),
    }
}

/// The words of a passage as they stand between quotation marks.
fn quoted(words: &str) -> String {
    words.replace('"', "'")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

static ABSENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:not|never|nor) (?:been )?(?:adequately |clearly |fully |sufficiently )?(?:documented|recorded|noted|mentioned|described|reported|provided)\b|\b(?:no|lack of|without|absence of|insufficient) (?:\w+ ){0,3}(?:documentation|documented|mention|record|evidence)\b|\b(?:does|do|did) not (?:\w+ )?(?:document|mention|describe|record)\b|\bundocumented\b",
    )
    .ok()
});

/// The words by which a rationale says that something is missing from the
/// record; none when it says no such thing. What stands between quotation
/// marks is the record's own and claims nothing.
#[must_use]
pub fn claims_absence(rationale: &str) -> Option<String> {
    let own: String = rationale.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    ABSENCE.as_ref()?.find(&own).map(|found| found.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_that_says_something_is_missing_is_noticed() {
        for claims in [
            "Functional gain is not documented.",
            "There is no clear documentation of relief.",
            "The notes do not describe side effects.",
            "There is insufficient evidence in the file.",
        ] {
            assert!(claims_absence(claims).is_some(), "{claims}");
        }
        for claims in [
            "Pain fell from 8/10 to 4/10.",
            "The report states: \"No evidence of fracture.\" As such, it is necessary.",
        ] {
            assert_eq!(claims_absence(claims), None, "{claims}");
        }
    }
}
