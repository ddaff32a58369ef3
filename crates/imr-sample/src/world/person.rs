//! The people of the generated world: invented names, places that exist,
//! telephone numbers of the range that is kept for fiction.

use super::chance::Chance;
use super::words::{FAMILY_BEGIN, FAMILY_COMMON, FAMILY_END, GIVEN, PLACES, STREET_KINDS, STREETS};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Somebody with a name, a day of birth, a place to live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) given: String,
    pub(crate) initial: Option<char>,
    pub(crate) family: String,
    pub(crate) born: Date,
    pub(crate) address: Address,
    pub(crate) phone: String,
}

/// Where somebody is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) number: u32,
    pub(crate) street: &'static str,
    /// Which of [`STREET_KINDS`], and whether it is written short.
    pub(crate) kind: (usize, bool),
    pub(crate) unit: Option<u32>,
    /// Which of [`PLACES`].
    pub(crate) place: usize,
    pub(crate) postal: u32,
}

impl Person {
    /// Somebody of working age on `day`.
    pub(crate) fn worker(chance: &mut Chance, day: Date) -> Self {
        let born = earlier(day, chance.between(20 * 365, 64 * 365));
        Self::of(chance, born)
    }

    /// Somebody who has practised a profession for long.
    pub(crate) fn professional(chance: &mut Chance) -> Self {
        let born = earlier(jiff::civil::date(1984, 12, 31), chance.between(0, 26 * 365));
        Self::of(chance, born)
    }

    fn of(chance: &mut Chance, born: Date) -> Self {
        Self {
            given: chance.pick(&GIVEN).0.to_owned(),
            initial: chance.per_mille(550).then(|| letter(chance)),
            family: family(chance),
            born,
            address: Address::any(chance),
            phone: phone(chance),
        }
    }

    /// "Given F. Family".
    pub(crate) fn name(&self) -> String {
        match self.initial {
            Some(initial) => format!("{} {initial}. {}", self.given, self.family),
            None => format!("{} {}", self.given, self.family),
        }
    }

    /// A short form of the given name, where there is one.
    pub(crate) fn nickname(&self, chance: &mut Chance) -> Option<&'static str> {
        let (_, short) = GIVEN.iter().find(|(given, short)| *given == self.given && !short.is_empty())?;
        Some(chance.pick(short))
    }
}

impl Address {
    /// Somewhere in California.
    pub(crate) fn any(chance: &mut Chance) -> Self {
        let place = chance.below(PLACES.len());
        Self {
            number: u32::try_from(chance.between(1, 9899)).unwrap_or(1),
            street: chance.pick(&STREETS),
            kind: (chance.below(STREET_KINDS.len()), false),
            unit: chance.per_mille(280).then(|| u32::try_from(chance.between(1, 340)).unwrap_or(1)),
            place,
            postal: PLACES[place].2 * 100 + u32::try_from(chance.below(100)).unwrap_or(0),
        }
    }

    /// As it stands on an envelope.
    pub(crate) fn lines(&self) -> Vec<String> {
        let (full, short) = STREET_KINDS[self.kind.0];
        let unit = self.unit.map_or_else(String::new, |unit| format!(" Apt {unit}"));
        vec![
            format!("{} {} {}{unit}", self.number, self.street, if self.kind.1 { short } else { full }),
            format!("{}, CA {:05}", self.city(), self.postal),
        ]
    }

    /// The city.
    pub(crate) fn city(&self) -> &'static str {
        PLACES[self.place].1
    }
}

/// A family name: invented more often than common.
pub(crate) fn family(chance: &mut Chance) -> String {
    if chance.per_mille(450) {
        return chance.pick(&FAMILY_COMMON).to_owned();
    }
    let name = format!("{}{}", chance.pick(&FAMILY_BEGIN), chance.pick(&FAMILY_END));
    if chance.per_mille(80) { format!("{name}-{}", chance.pick(&FAMILY_COMMON)) } else { name }
}

/// A capital letter.
pub(crate) fn letter(chance: &mut Chance) -> char {
    char::from(b'A' + u8::try_from(chance.below(26)).unwrap_or(0))
}

/// A number that rings nowhere: 555-0100 to 555-0199 are kept for fiction.
pub(crate) fn phone(chance: &mut Chance) -> String {
    const AREAS: [u32; 12] = [209, 213, 310, 408, 415, 510, 530, 559, 619, 714, 805, 916];
    format!("({}) 555-01{:02}", chance.pick(&AREAS), chance.below(100))
}

/// A day some days before another.
pub(crate) fn earlier(day: Date, days: i32) -> Date {
    day.saturating_sub(i64::from(days).days())
}

/// A day some days after another.
pub(crate) fn later(day: Date, days: i32) -> Date {
    day.saturating_add(i64::from(days).days())
}
