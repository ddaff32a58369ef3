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

/// The wordings, in lower case; capitals make no difference.
const WORDINGS: &[(&str, Mark)] = &[
    ("how the imr final determination was made", Mark::Opening),
    ("how the imr determination was made", Mark::Opening),
    ("medical qualifications of the expert reviewer", Mark::Opening),
    ("sent the complete case file to", Mark::CaseFile),
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
    ("has determined the request for", Mark::Determined),
    ("has determined that the request for", Mark::Determined),
    ("regarding the request for", Mark::Regarding),
    ("the claims administrator based its decision", Mark::ClaimsSentence),
    ("the claims administrator based their decision", Mark::ClaimsSentence),
    ("the claims administrator did not", Mark::ClaimsSentence),
    ("the claims administrator cited", Mark::ClaimsSentence),
    ("the claims administrator stated", Mark::ClaimsSentence),
    ("the expert reviewer based", Mark::ReviewerSentence),
    ("the expert reviewer found", Mark::ReviewerSentence),
    ("the expert reviewer did not", Mark::ReviewerSentence),
    ("the expert reviewer relied", Mark::ReviewerSentence),
    ("the physician reviewer based", Mark::ReviewerSentence),
    ("the physician reviewer found", Mark::ReviewerSentence),
    ("the physician reviewer did not", Mark::ReviewerSentence),
    ("the physician reviewer relied", Mark::ReviewerSentence),
    ("upheld", Mark::Upheld),
    ("overturned", Mark::Overturned),
    ("legal effect", Mark::Closing),
    ("right to appeal", Mark::Closing),
    ("sincerely", Mark::Closing),
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(WORDINGS.iter().map(|wording| wording.0))
        .expect("a few dozen short wordings build")
});

/// Every fixed wording of the text, from left to right.
pub(super) fn find(flat: &str) -> Vec<Anchor> {
    FINDER
        .find_iter(flat)
        .map(|found| Anchor { mark: WORDINGS[found.pattern().as_usize()].1, range: found.start()..found.end() })
        .collect()
}
