//! Pages that share many pairs of words, found without comparing each with
//! each: the least hash values of the pairs agree as often as the pairs do.

use std::cmp::Reverse;
use std::collections::HashMap;

/// Least values kept of a page.
const VALUES: usize = 64;

/// Values that have to agree together for two pages to meet.
const TOGETHER: usize = 2;

/// The least share of values that candidates agree in.
const ALIKE: usize = VALUES / 6;

/// The least hash values of the pairs of words of a page.
#[derive(Debug, Clone)]
pub(super) struct Fingerprint([u64; VALUES]);

impl Fingerprint {
    pub(super) fn of(words: &[String]) -> Self {
        let mut least = [u64::MAX; VALUES];
        for pair in words.windows(2) {
            let pair = hash(pair[1].bytes(), hash(pair[0].bytes(), 0xcbf2_9ce4_8422_2325) ^ 0x20);
            for (index, value) in least.iter_mut().enumerate() {
                *value = (*value).min(mixed(pair ^ (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
            }
        }
        Self(least)
    }

    fn agreement(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(one, another)| one == another).count()
    }
}

fn hash(bytes: impl Iterator<Item = u8>, start: u64) -> u64 {
    bytes.fold(start, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Every bit of the value moves every bit of what comes out.
fn mixed(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// Pages that were seen, to be found by a fingerprint.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pages: Vec<(usize, Fingerprint)>,
    places: HashMap<(usize, [u64; TOGETHER]), Vec<usize>>,
}

impl Shelf {
    pub(super) fn put(&mut self, page: usize, fingerprint: &Fingerprint) {
        for (band, values) in bands(fingerprint) {
            self.places.entry((band, values)).or_default().push(self.pages.len());
        }
        self.pages.push((page, fingerprint.clone()));
    }

    /// The pages that are most alike, the most alike first.
    pub(super) fn like(&self, fingerprint: &Fingerprint) -> impl Iterator<Item = usize> + '_ {
        let mut met: Vec<usize> =
            bands(fingerprint).filter_map(|place| self.places.get(&place)).flatten().copied().collect();
        met.sort_unstable();
        met.dedup();
        let mut alike: Vec<(usize, usize)> = met
            .into_iter()
            .map(|at| (self.pages[at].1.agreement(fingerprint), self.pages[at].0))
            .filter(|(agreement, _)| *agreement >= ALIKE)
            .collect();
        alike.sort_unstable_by_key(|(agreement, page)| (Reverse(*agreement), *page));
        alike.into_iter().map(|(_, page)| page)
    }
}

fn bands(fingerprint: &Fingerprint) -> impl Iterator<Item = (usize, [u64; TOGETHER])> + '_ {
    fingerprint.0.chunks_exact(TOGETHER).enumerate().map(|(band, values)| (band, [values[0], values[1]]))
}
