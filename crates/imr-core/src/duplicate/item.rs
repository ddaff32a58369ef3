//! Disputed items, so that two wordings of one treatment compare as one.

use super::name::alike;
use crate::letter::reading;
use crate::naming::plain;
use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A disputed item, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemKey {
    /// As written.
    #[serde(default)]
    pub written: String,
    /// The drug, the imaging, the therapy, ...; none where it cannot be told.
    pub kind: Option<String>,
    /// The active ingredients, where it is a drug.
    pub ingredient: Option<String>,
    /// The strength without blanks, and the quantity as a plain number.
    #[serde(default)]
    pub amount: (Option<String>, Option<String>),
    /// The procedures that it names: `mri`, `pt`, ...
    #[serde(default)]
    pub methods: Vec<String>,
    /// The parts of the body that it names.
    #[serde(default)]
    pub parts: Vec<String>,
    /// The side that it names, where it is one.
    #[serde(default)]
    pub side: Option<String>,
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
    ("cortisone", "corticosteroid"),
    ("steroid", "corticosteroid"),
    ("trigger point injections", "tpi"),
    ("trigger point injection", "tpi"),
    ("medial branch blocks", "mbb"),
    ("medial branch block", "mbb"),
    ("radiofrequency ablation", "rhizotomy"),
    ("radiofrequency neurotomy", "rhizotomy"),
    ("electromyography", "emg"),
    ("electromyogram", "emg"),
    ("nerve conduction velocity", "ncs"),
    ("nerve conduction studies", "ncs"),
    ("nerve conduction study", "ncs"),
    ("transcutaneous electrical nerve stimulation", "tens"),
    ("transcutaneous electrical nerve stimulator", "tens"),
    ("post operative", "postop"),
    ("postoperative", "postop"),
    ("post op", "postop"),
    ("pre operative", "preop"),
    ("preoperative", "preop"),
    ("pre op", "preop"),
    ("aqua therapy", "aquatic therapy"),
    ("pool therapy", "aquatic therapy"),
    ("cold therapy", "cryotherapy"),
    ("orthosis", "brace"),
    ("back support", "lumbar brace"),
    ("lumbar support", "lumbar brace"),
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

/// Procedures that nobody takes for one another, in the form of [`SAME`].
const METHODS: &[&str] = &[
    "mri",
    "ct",
    "radiograph",
    "ultrasound",
    "emg",
    "ncs",
    "uds",
    "pt",
    "ot",
    "cbt",
    "chiropractic",
    "acupuncture",
    "aquatic",
    "massage",
    "esi",
    "tpi",
    "mbb",
    "rhizotomy",
    "tens",
    "cryotherapy",
    "frp",
    "fce",
];

/// Parts of the body, each with the part by which it is compared: a request
/// for the wrist and one for the hand may be one.
const PARTS: &[(&str, &str)] = &[
    ("lumbar", "lumbar"),
    ("cervical", "cervical"),
    ("thoracic", "thoracic"),
    ("shoulder", "shoulder"),
    ("elbow", "elbow"),
    ("wrist", "hand"),
    ("hand", "hand"),
    ("finger", "hand"),
    ("thumb", "hand"),
    ("hip", "hip"),
    ("knee", "knee"),
    ("ankle", "foot"),
    ("foot", "foot"),
    ("feet", "foot"),
    ("toe", "foot"),
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
    /// Below this likeness, in hundredths, two items are two treatments.
    pub const ALIKE: u32 = 34;

    /// An item as it is compared.
    #[must_use]
    pub fn of(item: &str) -> Self {
        let read = reading::item(item);
        let plain = in_one_form(item);
        let all: Vec<&str> = plain.split_whitespace().collect();
        let tells = |word: &&&str| {
            word.len() > 1 && !IDLE.contains(word) && !word.starts_with(|c: char| c.is_ascii_digit())
        };
        let part = |word: &&str| {
            let named = |name: &str| *word == name || word.strip_suffix('s') == Some(name);
            PARTS.iter().find(|(name, _)| named(name)).map(|(_, part)| (*part).to_owned())
        };
        let side = match ["left", "right", "both"].map(|side| all.contains(&side)) {
            [true, false, false] => Some("left".to_owned()),
            [false, true, false] => Some("right".to_owned()),
            _ => None,
        };
        // "Cortisone injection" says how, not which steroid: no drug is named.
        let unnamed = read.ingredient.as_deref() == Some("cortisone") && plain.contains(" injection");
        Self {
            written: item.to_owned(),
            kind: read.kind.filter(|_| !unnamed),
            ingredient: read.ingredient.filter(|_| !unnamed),
            amount: (read.strength.as_deref().map(strength), read.quantity.as_deref().map(quantity)),
            methods: sorted(all.iter().filter(|word| METHODS.contains(word)).map(|word| (*word).to_owned())),
            parts: sorted(all.iter().filter_map(part)),
            side,
            words: sorted(all.iter().filter(tells).map(|word| (*word).to_owned())),
        }
    }

    /// How far two items are one treatment, in hundredths.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> u32 {
        if self.contradicts(other) {
            return 0;
        }
        let same_drug = self.ingredient.is_some() && self.ingredient == other.ingredient;
        let both_say_where = !self.parts.is_empty() && !other.parts.is_empty();
        let same_method = !self.methods.is_empty() && !other.methods.is_empty();
        let by_words = self.by_words(other);
        if same_drug || (same_method && both_say_where) {
            100
        } else if same_method {
            by_words.max(80)
        } else if self.same_amount(other) {
            // A brand that no table knows, or a misspelled one.
            by_words.max(60)
        } else {
            by_words
        }
    }

    /// Whether both say a strength of one drug, and not the same.
    #[must_use]
    pub fn is_another_strength(&self, other: &Self) -> bool {
        let said = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
        self.ingredient == other.ingredient && said(&self.amount.0, &other.amount.0)
    }

    /// Whether one says what the other cannot be: another drug, procedure,
    /// part of the body or side, or another kind in other words.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        if let (Some(a), Some(b)) = (&self.ingredient, &other.ingredient) {
            return a != b;
        }
        let apart =
            |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && a.iter().all(|one| !b.contains(one));
        let differ = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
        apart(&self.methods, &other.methods)
            || apart(&self.parts, &other.parts)
            || differ(&self.side, &other.side)
            || (differ(&self.kind, &other.kind) && self.by_words(other) == 0)
    }

    fn by_words(&self, other: &Self) -> u32 {
        let shared = self.words.iter().filter(|word| other.words.iter().any(|one| like(word, one))).count();
        let shorter = self.words.len().min(other.words.len());
        let by_words = (shared * 100).checked_div(shorter).and_then(|share| u32::try_from(share).ok()).unwrap_or(0);
        let kinds_differ = matches!((&self.kind, &other.kind), (Some(a), Some(b)) if a != b);
        // A word or two in common is little where the kinds differ.
        if kinds_differ { by_words / 2 } else { by_words }
    }

    /// The same strength and the same quantity, both said.
    fn same_amount(&self, other: &Self) -> bool {
        self.amount == other.amount && self.amount.0.is_some() && self.amount.1.is_some()
    }
}

/// The rows of [`SAME`], with a blank around each phrase, and one scan for all.
struct Forms {
    finder: AhoCorasick,
    all: Vec<(String, String)>,
}

static FORMS: LazyLock<Option<Forms>> = LazyLock::new(|| {
    let all: Vec<_> = SAME.iter().map(|(phrase, one)| (format!(" {phrase} "), format!(" {one} "))).collect();
    let finder = AhoCorasick::new(all.iter().map(|one| &one.0)).ok()?;
    Some(Forms { finder, all })
});

/// An item in plain words, with one form for what means the same, and a blank
/// around each word.
fn in_one_form(item: &str) -> String {
    let mut plain = format!(" {} ", plain(item));
    let Some(forms) = FORMS.as_ref() else { return plain };
    // Most items have none of the phrases.
    if !forms.finder.is_match(&plain) {
        return plain;
    }
    for (phrase, one) in &forms.all {
        if plain.contains(phrase) {
            plain = plain.replace(phrase, one);
        }
    }
    plain
}

fn strength(written: &str) -> String {
    written.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}

fn quantity(written: &str) -> String {
    let whole = written.split_once('.').filter(|(_, cents)| cents.chars().all(|c| c == '0'));
    whole.map_or(written, |(whole, _)| whole).to_owned()
}

fn sorted(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn like(a: &str, b: &str) -> bool {
    a == b || alike(a, b) || (a.len() > 4 && b.starts_with(a)) || (b.len() > 4 && a.starts_with(b))
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
            ("Corticosteroid injection, right hip", "Cortisone shot injection to the R hip"),
            ("Post-op PT, right wrist, 8 visits", "Postoperative therapy of the right wrist x 8"),
            ("Vicofarm 7.5/300 mg, qty 60.00", "Hydrocodone-acetaminophen 7.5/300mg #60"),
            ("Aqua therapy, 6 visits", "Pool therapy, low back"),
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
            ("MRI of the left knee", "MRI of the right knee"),
            ("CT of the left knee", "MRI of the left knee"),
            ("Walker", "Ambien 10 mg #30"),
        ] {
            let (a, b) = (ItemKey::of(a), ItemKey::of(b));
            assert!(a.contradicts(&b) && a.likeness(&b) == 0, "{a:?} / {b:?}");
        }
    }
}
