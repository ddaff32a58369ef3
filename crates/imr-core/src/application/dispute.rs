//! Which items of a utilization review decision the worker disputes: those
//! that the form names as disputed treatments, and all of them where it names
//! none (8 CCR 9792.10.1(b)(1)).

use super::{Form, Ground, UrItem, UrOutcome};
use crate::duplicate::ItemKey;

/// What the treatments that a form names are in the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Whether each item of the decision is disputed, in its order.
    items: Vec<bool>,
    /// Treatments that the form names and the decision does not have, as
    /// written.
    pub strays: Vec<String>,
}

impl Dispute {
    /// What a form disputes of its decision.
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let items: &[UrItem] = form.ur_decision.as_ref().map_or(&[], |decision| &decision.items);
        let mut found = Self { items: vec![false; items.len()], strays: Vec::new() };
        let named = named(form, items);
        if items.is_empty() || named.is_empty() || named.iter().any(|one| is_the_whole(one)) {
            found.items.fill(true);
            return found;
        }
        for treatment in named {
            let places = places(treatment, items);
            if places.is_empty() {
                found.strays.push(treatment.to_owned());
            }
            places.into_iter().for_each(|place| found.items[place] = true);
        }
        // Nothing that it names is there: what it means nobody knows yet, and
        // no item may be lost by that.
        if !found.items.contains(&true) {
            found.items.fill(true);
        }
        found
    }

    /// Whether the decision has none of the treatments that the form names.
    #[must_use]
    pub fn is_another(&self, form: &Form) -> bool {
        let items: &[UrItem] = form.ur_decision.as_ref().map_or(&[], |decision| &decision.items);
        !self.strays.is_empty() && self.strays.len() == named(form, items).len()
    }

    /// Whether an item of the decision is disputed, by its place.
    #[must_use]
    pub fn has(&self, place: usize) -> bool {
        self.items.get(place).copied().unwrap_or(true)
    }
}

/// The treatments that a form names, each by itself: some are entered in one
/// line, parted by semicolons.
fn named<'a>(form: &'a Form, items: &[UrItem]) -> Vec<&'a str> {
    let part = |entry: &'a String| -> Vec<&'a str> {
        if items.iter().any(|item| is_written(item, entry)) {
            vec![entry]
        } else {
            entry.split([';', '|', '\n']).collect()
        }
    };
    form.treatments.iter().flat_map(part).map(str::trim).filter(|one| !one.is_empty()).collect()
}

fn is_written(item: &UrItem, treatment: &str) -> bool {
    item.item.trim().eq_ignore_ascii_case(treatment.trim())
}

/// Whether an entry points to the decision in place of naming a treatment.
fn is_the_whole(treatment: &str) -> bool {
    let all = ["all", "everything", "see", "as", "per"];
    // Most name a treatment, which is seen by how they begin.
    let begins = |word: &&str| treatment.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let treatment = treatment.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !all.iter().any(begins) {
        return false;
    }
    let words = crate::naming::words(treatment);
    let said =
        ["attached", "items", "treatments", "treatment", "decision", "denied", "above", "everything", "all", "ur"];
    words.first().is_some_and(|first| all.contains(&first.as_str()))
        && words.last().is_some_and(|last| said.contains(&last.as_str()))
}

/// The items that a treatment names: those that are written so, else those
/// that are most like it, however it is worded.
fn places(treatment: &str, items: &[UrItem]) -> Vec<usize> {
    let written: Vec<usize> = (0..items.len()).filter(|place| is_written(&items[*place], treatment)).collect();
    if !written.is_empty() {
        return written;
    }
    let key = ItemKey::of(treatment);
    // A drug in another strength is another treatment, which was asked for apart.
    let likeness = |other: ItemKey| if key.is_another_strength(&other) { 0 } else { key.likeness(&other) };
    let likeness: Vec<u32> = items.iter().map(|item| likeness(ItemKey::of(&item.item))).collect();
    let best = likeness.iter().copied().max().unwrap_or(0);
    let like = |place: &usize| best >= ItemKey::ALIKE && likeness[*place] == best;
    (0..items.len()).filter(like).collect()
}

impl UrOutcome {
    /// In words, as it follows the name of an item.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Modified => "modified",
            Self::Denied => "denied",
            Self::Delayed => "delayed",
            Self::ConditionallyDenied => "denied until information comes",
        }
    }
}

impl Ground {
    /// In words, as it follows "on".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::MedicalNecessity => "medical necessity",
            Self::MissingInformation => "missing information",
            Self::Liability => "liability",
            Self::NotTreatment => "another matter than treatment",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::tests::form;

    #[test]
    fn the_items_that_are_disputed_are_those_that_the_form_names() {
        let items =
            ["Norco 10/325 MG #60", "MRI of the lumbar spine", "Norco 5/325 MG #30", "Physical therapy, neck"];
        for (treatments, disputed, strays) in [
            (&[][..], "1111", &[][..]),
            (&[" "], "1111", &[]),
            (&["norco 10/325 mg #60"], "1000", &[]),
            // Which of two is not said: none is lost.
            (&["Hydrocodone/APAP"], "1010", &[]),
            (&["Magnetic resonance imaging, low back"], "0100", &[]),
            (&["PT, cervical spine, 12 visits", "Lumbar MRI"], "0101", &[]),
            (&["Lumbar MRI", "Acupuncture, neck"], "0100", &["Acupuncture, neck"]),
            (&["Lumbar MRI; PT of the neck; Acupuncture, neck"], "0101", &["Acupuncture, neck"]),
            (&["MRI of the right knee"], "1111", &["MRI of the right knee"]),
            (&["Norco 7.5/325 MG #90", "Lumbar MRI"], "0100", &["Norco 7.5/325 MG #90"]),
            (&["See attached"], "1111", &[]),
            (&["All denied treatments"], "1111", &[]),
            (&["as per the UR decision", "Lumbar MRI"], "1111", &[]),
            (&["Per attached UR"], "1111", &[]),
        ] {
            let mut form = form();
            form.treatments = treatments.iter().map(|one| (*one).to_owned()).collect();
            let denied = |item| UrItem::new(item, UrOutcome::Denied, Ground::MedicalNecessity);
            form.ur_decision.as_mut().expect("a decision").items = items.map(denied).to_vec();
            let found = Dispute::of(&form);
            let told: String = (0..items.len()).map(|place| if found.has(place) { '1' } else { '0' }).collect();
            assert_eq!(
                (told.as_str(), found.strays.as_slice()),
                (disputed, &strays.iter().map(|one: &&str| (*one).to_owned()).collect::<Vec<_>>()[..]),
                "{treatments:?}"
            );
            let reviewed = form.decision_to_review().expect("a decision").items;
            let reviewed: String =
                reviewed.iter().map(|item| if item.is_reviewable() { '1' } else { '0' }).collect();
            assert_eq!(reviewed, disputed, "{treatments:?}");
            assert_eq!(form.disputed().count(), disputed.matches('1').count(), "{treatments:?}");
        }
    }
}
