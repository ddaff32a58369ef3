//! Step 2: the fixed words of a letter, found in one pass.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;
use std::sync::LazyLock;

/// What a fixed wording marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Heading of the opening.
    Opening,
    /// `sent the complete case file to`.
    CaseFile,
    /// `State(s) of Licensure:`.
    Licensure,
    /// `Certification(s)/Specialty:`.
    Certification,
    /// Heading of the summary.
    Summary,
    /// End of the sentence that leads into the summary.
    SummaryLead,
    /// Heading of what follows the summary in letters of 2013.
    Documents,
    /// Heading of the issues.
    Issues,
    /// End of the sentence that leads into the issues.
    IssuesLead,
    /// Label of the claims administrator's guideline.
    ClaimsLabel,
    /// End of the label of the organization's guideline.
    GuidelineLabel,
    /// Label of the rationale.
    RationaleLabel,
    /// `has determined the request for`, in letters of 2013.
    Determined,
    /// `Regarding the request for`, a heading in letters of 2013.
    Regarding,
    /// A sentence on what the claims administrator relied on (2013).
    ClaimsSentence,
    /// A sentence on what the reviewer relied on (2013).
    ReviewerSentence,
    /// `Upheld`.
    Upheld,
    /// `Overturned`.
    Overturned,
    /// What ends the issues where it begins a block: a heading or a greeting.
    Closing,
}

/// A fixed wording and where it stands in the flat text.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    pub(super) mark: Mark,
    pub(super) range: Range<usize>,
}

/// The wordings, in lower case, as the text is in which they are looked for.
/// Words that letters use everywhere stand before a stroke: the rest is looked
/// for, and they are compared when it is found.
const WORDINGS: &[(&str, Mark)] = &[
    ("how the imr final determination was made", Mark::Opening),
    ("how the imr determination was made", Mark::Opening),
    ("medical |qualifications of the expert reviewer", Mark::Opening),
    ("sent the |complete case file to", Mark::CaseFile),
    ("state(s) of licensure:", Mark::Licensure),
    ("states of licensure:", Mark::Licensure),
    ("state of licensure:", Mark::Licensure),
    ("certification(s)/specialty:", Mark::Certification),
    ("certification(s)/specialties:", Mark::Certification),
    ("certifications/specialty:", Mark::Certification),
    ("clinical case summary", Mark::Summary),
    ("case summary:", Mark::Summary),
    ("including all medical records:", Mark::SummaryLead),
    ("documents reviewed for determination", Mark::Documents),
    ("documents reviewed", Mark::Documents),
    ("imr issues, decisions and rationales", Mark::Issues),
    ("imr issues, decisions, and rationales", Mark::Issues),
    ("imr decision(s) and rationale(s)", Mark::Issues),
    ("set forth below:", Mark::IssuesLead),
    ("claims administrator guideline:", Mark::ClaimsLabel),
    ("claims administrator guidelines:", Mark::ClaimsLabel),
    ("claims administrator guide- line:", Mark::ClaimsLabel),
    ("claims adminis- trator guideline:", Mark::ClaimsLabel),
    ("claims administra- tor guideline:", Mark::ClaimsLabel),
    ("guideline:", Mark::GuidelineLabel),
    ("guide- line:", Mark::GuidelineLabel),
    ("decision rationale:", Mark::RationaleLabel),
    ("decision ratio- nale:", Mark::RationaleLabel),
    ("deci- sion rationale:", Mark::RationaleLabel),
    ("rationale for the decision:", Mark::RationaleLabel),
    ("has |determined the request for", Mark::Determined),
    ("has |determined that the request for", Mark::Determined),
    ("regarding the request for", Mark::Regarding),
    ("the |claims administrator based its decision", Mark::ClaimsSentence),
    ("the |claims administrator based their decision", Mark::ClaimsSentence),
    ("the |claims administrator did not", Mark::ClaimsSentence),
    ("the |claims administrator cited", Mark::ClaimsSentence),
    ("the |claims administrator stated", Mark::ClaimsSentence),
    ("the |expert reviewer based", Mark::ReviewerSentence),
    ("the |expert reviewer found", Mark::ReviewerSentence),
    ("the |expert reviewer did not", Mark::ReviewerSentence),
    ("the |expert reviewer relied", Mark::ReviewerSentence),
    ("the |physician reviewer based", Mark::ReviewerSentence),
    ("the |physician reviewer found", Mark::ReviewerSentence),
    ("the |physician reviewer did not", Mark::ReviewerSentence),
    ("the |physician reviewer relied", Mark::ReviewerSentence),
    ("upheld", Mark::Upheld),
    ("overturned", Mark::Overturned),
    ("legal effect", Mark::Closing),
    ("right to appeal", Mark::Closing),
    ("sincerely", Mark::Closing),
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(WORDINGS.iter().map(|wording| parts(wording.0).1))
        .expect("a few dozen short wordings build")
});

/// The words before the stroke, and the rest.
fn parts(wording: &'static str) -> (&'static str, &'static str) {
    wording.split_once('|').unwrap_or(("", wording))
}

/// Every fixed wording of a text in lower case, from left to right.
pub(super) fn find(lower: &str) -> Vec<Anchor> {
    FINDER
        .find_iter(lower)
        .filter_map(|found| {
            let (wording, mark) = WORDINGS[found.pattern().as_usize()];
            let before = lower[..found.start()].strip_suffix(parts(wording).0)?;
            Some(Anchor { mark, range: before.len()..found.end() })
        })
        .collect()
}
