//! Phrase files: the ways in which a practice says things. Nine are for
//! mending readers; the tenth and the eleventh are kept for scores: they were
//! written by people who did not know the readers, and no seed below
//! [`FIRST_SEALED_SEED`] uses them.

mod clinic;
mod dictated;
mod evaluator;
mod family;
mod formal;
mod occupational;
mod pain;
mod plain;
mod reserved;
mod sealed;
mod terse;

use crate::dice::Dice;

/// From this seed on the reserved phrase file is used, and only it. Nothing was
/// ever mended on what it showed.
pub const FIRST_KEPT_SEED: u64 = 20_000;

/// From this seed up to [`FIRST_KEPT_SEED`] the sealed phrase file is used, and
/// only it. No phrase of it was looked at, but where readers lost its facts was
/// counted once, and that was mended.
const FIRST_SEALED_SEED: u64 = 10_000;

/// From this seed up to [`FIRST_SEALED_SEED`] the formal phrase file is used, and
/// only it. It once was kept for scores; its misses have been looked at.
const FIRST_FORMAL_SEED: u64 = 9_000;

/// From this seed up to [`FIRST_FORMAL_SEED`] six phrase files take turns,
/// each written by somebody else who did not know the readers. Readers are
/// mended on them, so that they learn more ways of speaking than their own
/// authors'.
const FIRST_FOREIGN_SEED: u64 = 8_000;

/// Phrases of one thing, of which one is taken. `{name}` stands for what is
/// put in.
pub(super) type Phrases = &'static [&'static str];

/// The phrases of one way of speaking.
#[derive(Debug)]
pub(super) struct Voice {
    pub(super) intro: Phrases,
    pub(super) mishap: Phrases,
    pub(super) parts: Phrases,
    pub(super) part_denied: Phrases,
    pub(super) pain: Phrases,
    pub(super) pain_both: Phrases,
    pub(super) better: Phrases,
    pub(super) same: Phrases,
    pub(super) worse: Phrases,
    pub(super) harm: Phrases,
    pub(super) no_harm: Phrases,
    pub(super) harm_if: Phrases,
    pub(super) listed: Phrases,
    pub(super) started: Phrases,
    pub(super) refilled: Phrases,
    pub(super) changed: Phrases,
    pub(super) stopped: Phrases,
    pub(super) drug_if: Phrases,
    pub(super) drug_past: Phrases,
    pub(super) failed: Phrases,
    pub(super) intolerant: Phrases,
    pub(super) sign: Phrases,
    pub(super) no_sign: Phrases,
    pub(super) spasm: Phrases,
    pub(super) no_spasm: Phrases,
    pub(super) tender: Phrases,
    pub(super) motion: Phrases,
    pub(super) motion_full: Phrases,
    pub(super) weak: Phrases,
    pub(super) strong: Phrases,
    pub(super) reflexes: Phrases,
    pub(super) numb: Phrases,
    pub(super) no_numb: Phrases,
    pub(super) relative: Phrases,
    pub(super) suspected: Phrases,
    pub(super) past: Phrases,
    pub(super) review: Phrases,
    pub(super) shown: Phrases,
    pub(super) not_shown: Phrases,
    pub(super) shown_maybe: Phrases,
    pub(super) nerve: Phrases,
    pub(super) nerve_not: Phrases,
    pub(super) test_agrees: Phrases,
    pub(super) test_differs: Phrases,
    pub(super) visits: Phrases,
    pub(super) visits_helped: Phrases,
    pub(super) visits_did_not: Phrases,
    pub(super) daily: Phrases,
    pub(super) off: Phrases,
    pub(super) modified: Phrases,
    pub(super) full: Phrases,
    pub(super) operated: Phrases,
    pub(super) operation_if: Phrases,
    pub(super) return_in: Phrases,
    pub(super) denied: Phrases,
    pub(super) approved: Phrases,
    pub(super) reasons: Phrases,
    pub(super) filler: Phrases,
    pub(super) letters: Phrases,
    pub(super) headings: &'static Headings,
    pub(super) titles: &'static [(&'static str, Phrases)],
}

/// What sections are called, some spellings each.
#[derive(Debug)]
pub(super) struct Headings {
    pub(super) subjective: Phrases,
    pub(super) history: Phrases,
    pub(super) past: Phrases,
    pub(super) family: Phrases,
    pub(super) review: Phrases,
    pub(super) medications: Phrases,
    pub(super) objective: Phrases,
    pub(super) studies: Phrases,
    pub(super) diagnoses: Phrases,
    pub(super) treatment: Phrases,
    pub(super) plan: Phrases,
    pub(super) work: Phrases,
    pub(super) technique: Phrases,
    pub(super) findings: Phrases,
    pub(super) impression: Phrases,
}

impl Voice {
    /// The voice of a seed; each practice of one seed speaks it.
    pub(super) fn of(seed: u64) -> &'static Self {
        match seed {
            FIRST_KEPT_SEED.. => &reserved::VOICE,
            FIRST_SEALED_SEED..FIRST_KEPT_SEED => &sealed::VOICE,
            FIRST_FORMAL_SEED..FIRST_SEALED_SEED => &formal::VOICE,
            FIRST_FOREIGN_SEED..FIRST_FORMAL_SEED => match seed % 6 {
                0 => &dictated::VOICE,
                1 => &clinic::VOICE,
                2 => &occupational::VOICE,
                3 => &pain::VOICE,
                4 => &evaluator::VOICE,
                _ => &family::VOICE,
            },
            even if even % 2 == 0 => &terse::VOICE,
            _ => &plain::VOICE,
        }
    }

    /// A title for a document of this kind.
    pub(super) fn title(&self, dice: &mut Dice, kind: &str) -> String {
        let all = self.titles.iter().find(|row| row.0 == kind).map_or(["Record"].as_slice(), |row| row.1);
        (*dice.pick(all)).to_owned()
    }
}

/// One of the phrases with its places filled, first letter large.
pub(super) fn say(dice: &mut Dice, phrases: Phrases, with: &[(&str, &str)]) -> String {
    let mut said = (*dice.pick(phrases)).to_owned();
    for (name, value) in with {
        said = said.replace(&format!("{{{name}}}"), value);
    }
    let first = said.chars().next().map(|one| one.to_uppercase().to_string()).unwrap_or_default();
    let rest: String = said.chars().skip(1).collect();
    first + &rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Without titles, which the forms of the law give to everybody.
    fn sentences(voice: &Voice) -> BTreeSet<String> {
        let shown = format!("{:?}", Voice { titles: &[], ..*voice });
        shown.split('"').filter(|part| part.len() > 25 && !part.contains('[')).map(str::to_owned).collect()
    }

    /// Only counted: who mends readers may run this, and read no phrase here.
    #[test]
    fn the_phrases_that_scores_use_are_used_by_nothing_else() {
        let mending = [&plain::VOICE, &terse::VOICE, &formal::VOICE, &dictated::VOICE, &clinic::VOICE];
        let foreign = [&occupational::VOICE, &pain::VOICE, &evaluator::VOICE, &family::VOICE];
        let others: Vec<_> = mending.into_iter().chain(foreign).map(sentences).collect();
        for (name, kept) in [("sealed", sentences(&sealed::VOICE)), ("reserved", sentences(&reserved::VOICE))] {
            assert!(kept.len() > 100, "{} phrases", kept.len());
            let both: usize = others.iter().map(|other| other.intersection(&kept).count()).sum();
            assert_eq!(both, 0, "phrases of the {name} file that another has as well");
        }
    }
}
