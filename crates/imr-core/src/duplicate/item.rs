//! Disputed items, so that two wordings of one treatment compare as one.

use crate::letter::reading;
use serde::{Deserialize, Serialize};

/// A disputed item, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemKey {
    /// The drug, the imaging, the therapy, ...; none where it cannot be told.
    pub kind: Option<String>,
    /// The active ingredients, where it is a drug.
    pub ingredient: Option<String>,
    /// What it says, in words of one form.
    pub words: Vec<String>,
}

/// Words that mean the same in a request, each with the form that stands for
/// it. Written by hand; longer phrases first.
const SAME: &[(&str, &str)] = &[
    ("magnetic resonance imaging", "mri"),
    ("magnetic resonance", "mri"),
    ("computed tomography", "ct"),
    ("cat scan", "ct"),
    ("epidural steroid injection", "esi"),
    ("epidural injection", "esi"),
    ("electromyography", "emg"),
    ("electromyogram", "emg"),
    ("nerve conduction velocity", "ncs"),
    ("nerve conduction studies", "ncs"),
    ("nerve conduction study", "ncs"),
    ("transcutaneous electrical nerve stimulation", "tens"),
    ("physical therapy", "pt"),
    ("physiotherapy", "pt"),
    ("physio therapy", "pt"),
    ("occupational therapy", "ot"),
    ("cognitive behavioral therapy", "cbt"),
    ("chiropractic manipulation", "chiropractic"),
    ("chiropractic care", "chiropractic"),
    ("chiropractic treatment", "chiropractic"),
    ("acupuncture treatment", "acupuncture"),
    ("urine drug screen", "uds"),
    ("urine drug test", "uds"),
    ("urine toxicology", "uds"),
    ("drug screen", "uds"),
    ("functional restoration program", "frp"),
    ("functional capacity evaluation", "fce"),
    ("durable medical equipment", "dme"),
    ("office visit", "visit"),
    ("follow up", "visit"),
    ("followup", "visit"),
    ("consultation", "visit"),
    ("consult", "visit"),
    ("evaluation", "visit"),
    ("referral", "visit"),
    ("lumbosacral", "lumbar"),
    ("lumbar spine", "lumbar"),
    ("low back", "lumbar"),
    ("lower back", "lumbar"),
    ("l spine", "lumbar"),
    ("cervical spine", "cervical"),
    ("c spine", "cervical"),
    ("neck", "cervical"),
    ("thoracic spine", "thoracic"),
    ("mid back", "thoracic"),
    ("upper back", "thoracic"),
    ("bilateral", "both"),
    ("lt", "left"),
    ("rt", "right"),
    ("xray", "radiograph"),
    ("x ray", "radiograph"),
    ("x rays", "radiograph"),
    ("radiographs", "radiograph"),
];

/// Words that do not tell one treatment from another.
const IDLE: &[&str] = &[
    "the",
    "of",
    "for",
    "and",
    "with",
    "without",
    "to",
    "a",
    "an",
    "in",
    "on",
    "at",
    "per",
    "x",
    "qty",
    "quantity",
    "times",
    "week",
    "weeks",
    "wk",
    "wks",
    "sessions",
    "session",
    "visits",
    "treatments",
    "treatment",
    "request",
    "prospective",
    "retrospective",
    "additional",
    "one",
    "two",
    "three",
    "mg",
    "mcg",
    "ml",
    "tablet",
    "tablets",
    "tab",
    "tabs",
    "capsule",
    "capsules",
    "caps",
    "refills",
    "refill",
    "days",
    "day",
    "supply",
    "contrast",
    "study",
    "unit",
    "purchase",
    "spine",
    "day",
    "daily",
    "month",
    "months",
    "due",
    "pain",
    "left",
    "right",
];

impl ItemKey {
    /// An item as it is compared.
    #[must_use]
    pub fn of(item: &str) -> Self {
        let read = reading::item(item);
        let mut plain = format!(" {} ", super::name::plain(item));
        for (phrase, one) in SAME {
            let phrase = format!(" {phrase} ");
            if plain.contains(&phrase) {
                plain = plain.replace(&phrase, &format!(" {one} "));
            }
        }
        let tells =
            |word: &&str| word.len() > 1 && !IDLE.contains(word) && !word.starts_with(|c: char| c.is_ascii_digit());
        let mut words: Vec<String> = plain.split(' ').filter(tells).map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        Self { kind: read.kind, ingredient: read.ingredient, words }
    }

    /// How far two items are one treatment, in hundredths.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> u32 {
        if let (Some(a), Some(b)) = (&self.ingredient, &other.ingredient) {
            return if a == b { 100 } else { 0 };
        }
        let shared = self.words.iter().filter(|word| other.words.iter().any(|one| like(word, one))).count();
        let shorter = self.words.len().min(other.words.len());
        let by_words = (shared * 100).checked_div(shorter).and_then(|share| u32::try_from(share).ok()).unwrap_or(0);
        let kinds_differ = matches!((&self.kind, &other.kind), (Some(a), Some(b)) if a != b);
        // A word or two in common is little where the kinds differ.
        if kinds_differ { by_words / 2 } else { by_words }
    }
}

fn like(a: &str, b: &str) -> bool {
    a == b || super::name::alike(a, b) || (a.len() > 4 && b.starts_with(a)) || (b.len() > 4 && a.starts_with(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_treatment_in_two_wordings_is_one() {
        for (a, b) in [
            ("Norco 10/325 MG #60", "Hydrocodone/APAP 10-325mg, sixty tablets"),
            ("MRI of the lumbar spine", "Magnetic resonance imaging, low back, without contrast"),
            ("Physical therapy 2x6 cervical spine", "PT for the neck, 12 visits"),
            ("Flexeril 5 mg #30", "Cyclobenzaprine HCl 5mg qty 30"),
            ("Urine drug screen", "UDS"),
        ] {
            assert!(
                ItemKey::of(a).likeness(&ItemKey::of(b)) >= 50,
                "{a} / {b}: {:?} {:?}",
                ItemKey::of(a),
                ItemKey::of(b)
            );
        }
    }

    #[test]
    fn two_treatments_are_two() {
        for (a, b) in [
            ("Norco 10/325 MG #60", "Flexeril 5 mg #30"),
            ("MRI of the lumbar spine", "MRI of the right knee"),
            ("Physical therapy, neck", "Acupuncture, neck"),
        ] {
            assert!(ItemKey::of(a).likeness(&ItemKey::of(b)) <= 50, "{a} / {b}");
        }
    }
}
