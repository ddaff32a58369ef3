//! Which pages of a long file a child reads, where several read it at once.

/// Pages in a row that one child reads. Fonts are prepared once in each
/// child, so the runs are not shorter; pages wait in memory until those before
/// them are there, so they are not longer.
pub(crate) const RUN: u32 = 16;

/// Fewer pages are read by one child: another costs more than it gains.
const FROM: u32 = 4 * RUN;

/// A share of the pages of a file: every so many runs, one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    /// The page at which the first run begins, from 1; it is in the part 0.
    pub(crate) first: u32,
    /// Which it is, from 0.
    pub(crate) part: u8,
    /// How many there are.
    pub(crate) parts: u8,
}

impl Share {
    /// All pages from the first on.
    pub(crate) const ALL: Self = Self { first: 1, part: 0, parts: 1 };

    /// Whether so many pages are read in shares.
    pub(crate) fn is_worth_it(self, of: u32) -> bool {
        self.parts > 1 && of.saturating_sub(self.first) >= FROM
    }

    /// Whether a page (from 1) of a file of so many is in the share.
    pub(crate) fn holds(self, number: u32, of: u32) -> bool {
        if !self.is_worth_it(of) {
            return self.part == 0;
        }
        (number.saturating_sub(self.first) / RUN) % u32::from(self.parts) == u32::from(self.part)
    }

    /// The first page of the share from a page on; none behind the last.
    pub(crate) fn from(self, number: u32, of: u32) -> Option<u32> {
        (number..=of).find(|number| self.holds(*number, of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_in_one_share_and_the_first_in_the_first() {
        for (first, of) in [(1, 1), (1, 64), (1, 65), (1, 66), (1, 1000), (900, 1000)] {
            let shares = [0, 1, 2].map(|part| Share { first, part, parts: 3 });
            assert!(shares[0].holds(first, of));
            for number in first..=of {
                assert_eq!(shares.iter().filter(|share| share.holds(number, of)).count(), 1, "{number} of {of}");
            }
        }
        let second = Share { first: 1, part: 1, parts: 2 };
        assert_eq!((second.from(1, 100), second.from(33, 100), second.from(97, 100)), (Some(17), Some(49), None));
        assert_eq!(second.from(1, 40), None);
    }
}
