//! Which form of letter it is.

use super::anchors::Mark;
use super::draft::Draft;
use super::sections::Sections;
use crate::letter::record::Variant;

/// The last year of letters that are like those of 2016 but for the header.
const LAST_YEAR_OF_F15: &str = "2015";

/// The variant of the opening text; none where there is no opening.
pub(super) fn of(draft: &Draft<'_>, sections: &Sections) -> Option<Variant> {
    if sections.numbered {
        return Some(Variant::F13);
    }
    let whole = 0..draft.flat().len();
    let opening = &draft.flat()[sections.opening.clone()];
    if sections.marks(Mark::Licensure, &whole).next().is_some()
        || sections.marks(Mark::Certification, &whole).next().is_some()
    {
        let decided = draft.record.header.as_ref().and_then(|header| header.decision_date.as_deref());
        let late =
            decided.is_some_and(|date| date.rsplit(['/', '-']).next().is_some_and(|year| year > LAST_YEAR_OF_F15));
        return Some(if late { Variant::F16 } else { Variant::F15 });
    }
    if opening.is_empty() {
        return None;
    }
    let physician = opening.contains("physician reviewer") || opening.contains("Physician Reviewer");
    Some(if physician { Variant::F14a } else { Variant::F14b })
}
