//! Who wrote a document, and where.

use crate::letter::reading::pattern::compiled;
use regex::Regex;
use std::sync::LazyLock;

/// Who signed comes before who is named at the head.
static AUTHORS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const NAME: &str = r"(?P<name>(?:Dr\.?\s+)?(?:[A-Z][A-Za-z'\u{2019}-]*\.?\s+){1,3}[A-Z][A-Za-z'\u{2019}-]+(?:,?\s*(?:M\.?D\.?|D\.?O\.?|D\.?C\.?|L\.?Ac\.?|P\.?T\.?|DPT|Ph\.?D\.?|Psy\.?D\.?|PA-?C|NP|FNP(?:-C)?|O\.?T\.?R?(?:/L)?|D\.?P\.?M\.?|R\.?N\.?|Pharm\.?D\.?|J\.?D\.?|Esq\.?))*)";
    [
        format!(r"(?i:electronically\s+signed\s*(?:by)?|e-signed\s*(?:by)?|signed\s+by|authenticated\s+by|(?:physician|provider|doctor)(?:'s)?\s+signature)\s*:?\s*{NAME}"),
        format!(r"(?i:interpreted\s+by|interpreting\s+(?:physician|radiologist)|read(?:ing)?\s+(?:by|radiologist)|radiologist|surgeon|dictated\s+by|examiner|performed\s+by|electromyographer|therapist|treating\s+therapist|acupuncturist|chiropractor|evaluator|reviewer|physician\s+advisor|author|prepared\s+by|consultant|laboratory\s+director|pharmacist)\s*:\s*{NAME}"),
        r"(?m)^\W*(?P<name>(?:[A-Z][A-Za-z'\u{2019}-]*\.?\s+){1,3}[A-Z][A-Za-z'\u{2019}-]+(?:,?\s*(?:M\.?D\.?|D\.?O\.?|D\.?C\.?|L\.?Ac\.?|P\.?T\.?|DPT|Ph\.?D\.?|Psy\.?D\.?|PA-?C|NP|FNP(?:-C)?|OTR(?:/L)?|D\.?P\.?M\.?|Esq\.?))+)(?:\W|$)".to_owned(),
        format!(r"(?i:primary\s+treating\s+physician|treating\s+physician|requesting\s+physician|(?:treating|requesting|rendering|attending)?\s*provider(?:\s+name)?|physician(?:\s+name)?)\s*:\s*{NAME}"),
        format!(r"(?i:^|\n)\s*(?i:from|ordering\s+physician|referring\s+physician|prescriber)\s*:\s*{NAME}"),
    ]
    .iter()
    .map(|pattern| compiled(pattern))
    .collect()
});

/// A name, and the line it stands on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    pub(super) value: String,
    pub(super) line: String,
    /// From 0, the surest.
    pub(super) rank: usize,
}

/// Who wrote these lines: the last signature, or who is named as the one who
/// reads, operates or treats.
pub(super) fn author(lines: &[&str]) -> Option<Name> {
    AUTHORS.iter().enumerate().find_map(|(rank, pattern)| {
        lines.iter().rev().find_map(|line| {
            let value = pattern.captures(line)?.name("name")?.as_str().trim().trim_end_matches(',');
            // A form has the day of the signature beside it.
            let value = value.strip_suffix(" Date").unwrap_or(value).to_owned();
            Some(Name { value, line: (*line).to_owned(), rank })
        })
    })
}

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(cent(?:er|re)|clinics?|medical group|associates|hospital|laborator(?:y|ies)|labs?|imaging|institute|therapy|rehabilitation|pharmacy|diagnostics|orthop(?:a)?edics?|radiology|surgery center|health(?:care)?|medical|insurance|administrators?|law offices?|review|specialists|physicians|wellness|acupuncture|chiropractic|spine|pain management|claims|services|inc\.?|llc|department of)\b",
    )
});
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:facility|clinic|location|practice|hospital|laboratory|performed at|imaging center)(?: name)?\s*:\s*(?P<name>[A-Z][^:\n]{3,60})",
    )
});

/// Where it was written: the letterhead, or the field that says so.
pub(super) fn facility(lines: &[&str]) -> Option<Name> {
    let named = |line: &&str| PLACE.is_match(line) && may_be_name(line);
    let head = letterhead(lines).map(|at| lines[at]);
    let first = lines.iter().take(4).copied().filter(named).find_map(|line| Some((place_in(line)?, line)));
    if let Some((value, line)) = head.and_then(|line| Some((place_in(line)?, line))).or(first) {
        return Some(Name { value: value.to_owned(), line: line.to_owned(), rank: 0 });
    }
    lines.iter().take(30).find_map(|line| {
        let value = LABELLED.captures(line)?.name("name")?.as_str().trim().to_owned();
        Some(Name { value, line: (*line).to_owned(), rank: 1 })
    })
}

/// What a line calls the document, as no place is called.
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(consultation|report|history|notes?|evaluation|examination|summary|records?|list|profile|stud(?:y|ies)|decision|request|form|results?|statement|letter|prescription|application|determination|note)\W*$",
    )
});
/// How the name of an organization ends.
static ORGANIZATION: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^.*?\b(cent(?:er|re)|clinic|medical group|associates|hospital|laborator(?:y|ies)|institute|pharmacy|inc\.?|llc)(?:\s|$)",
    )
});

/// The place that a line names: none where it is the title of a document or
/// the heading of a person, what stands before the title where both are on it.
fn place_in(line: &str) -> Option<&str> {
    if DOCUMENT.is_match(line) {
        let place = ORGANIZATION.find(line)?.as_str().trim();
        return place.contains(' ').then_some(place);
    }
    AUTHORS.get(PERSON).is_none_or(|person| !person.is_match(line)).then_some(line)
}

/// Which of the patterns of authors is a name with a degree on a line.
const PERSON: usize = 2;

/// How many lines an address may begin below the top.
const ADDRESSED: usize = 7;

/// The line that names whose letterhead a page bears: it stands over the
/// address.
pub(super) fn letterhead(lines: &[&str]) -> Option<usize> {
    let address = lines.iter().take(ADDRESSED).position(|line| ADDRESS.is_match(line))?;
    let names = || (0..address).filter(|at| may_be_name(lines[*at]));
    names().find(|at| PLACE.is_match(lines[*at])).or_else(|| names().next())
}

fn may_be_name(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (2..=8).contains(&words)
        && !line.contains(':')
        && (!line.ends_with('.') || line.to_lowercase().ends_with("inc."))
        && !line.chars().any(|one| one.is_ascii_digit())
        && !super::title::is_title(line)
}

static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)electronically signed|e-signed|authenticated by|^\W*(sincerely|respectfully( submitted)?|very truly yours|regards)\b|signature|\bsigned\b|under penalty of perjury|end of report|thank you for (?:the|your|this)|^\W*cc:|^\W*(?:[A-Z][A-Za-z'-]*\.?\s+){1,3}[A-Z][A-Za-z'-]+,\s*(?:M\.?D|D\.?O|D\.?C|L\.?Ac|P\.?T|DPT|Ph\.?D|PA|NP)\b",
    )
});

/// Whether a page ends as a document ends.
pub(super) fn ends_signed(lines: &[&str]) -> bool {
    lines.iter().rev().take(7).any(|line| SIGNATURE.is_match(line))
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(tel|phone|ph|fax|www\.|suite|ste\.?|p\.?\s?o\.? box)\b|\(\d{3}\)\s*\d{3}-\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b|,\s*(CA|California)\.?\s*\d{5}|\b\d{2,5}\s+([A-Z][a-z]+\s+){1,3}(street|st|avenue|ave|blvd|boulevard|road|rd|drive|dr|way|lane|ln|parkway)\b",
    )
});

/// Whether a page begins with a letterhead.
pub(super) fn has_letterhead(lines: &[&str]) -> bool {
    lines.iter().take(5).any(|line| ADDRESS.is_match(line) && !line.to_lowercase().starts_with("patient"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A title, or the heading of a person, is no place.
    #[test]
    fn a_place_is_neither_a_title_nor_a_person() {
        for (line, place) in [
            ("Sample Valley Spine Center", Some("Sample Valley Spine Center")),
            (
                "SAMPLE VALLEY SPINE & PAIN MEDICAL GROUP, INC.",
                Some("SAMPLE VALLEY SPINE & PAIN MEDICAL GROUP, INC."),
            ),
            ("Sample Community Pharmacy Patient Prescription History", Some("Sample Community Pharmacy")),
            ("INITIAL ORTHOPAEDIC CONSULTATION", None),
            ("Ben Sample, M.D.", None),
        ] {
            for lines in [&[line, "12 Elm Street, Suite 4"][..], &[line, "Seen today"]] {
                let found = facility(lines).map(|one| one.value);
                // Without an address a line has to name an organization.
                assert_eq!(found.as_deref(), place, "{lines:?}");
            }
        }
    }

    #[test]
    fn authors_and_places_are_read() {
        let lines = [
            "Sample Valley Spine Center",
            "12 Elm Street, Suite 4",
            "Provider: Ana Sample, MD",
            "Plan: rest",
            "Electronically signed by Ben B. Sample, M.D.",
        ];
        assert_eq!(author(&lines).map(|one| one.value), Some("Ben B. Sample, M.D.".to_owned()));
        assert_eq!(facility(&lines).map(|one| one.value), Some("Sample Valley Spine Center".to_owned()));
        assert!(ends_signed(&lines) && has_letterhead(&lines));
        let form = [
            "Requesting Physician Information",
            "Name: Ana Sample-Reyes, MD",
            "Requesting Physician Signature: A. Sample-Reyes MD Date: 03/20/2015",
        ];
        assert_eq!(author(&form).map(|one| one.value), Some("A. Sample-Reyes MD".to_owned()));
    }
}
