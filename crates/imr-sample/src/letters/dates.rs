//! Days of a case, and the ways people write a day.

use super::dice::Dice;
use jiff::ToSpan;
use jiff::civil::{Date, date};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of a case, in the order in which they come.
pub(super) struct Moments {
    pub(super) injury: Date,
    pub(super) denial: Date,
    pub(super) filed: Date,
    pub(super) assigned: Date,
    pub(super) decided: Date,
}

/// A case that is decided in `year`.
pub(super) fn moments(dice: &mut Dice, year: i16) -> Moments {
    let first = if year == 2013 { 150 } else { 10 };
    let decided = date(year, 1, 1).saturating_add(dice.between(first, 360).days());
    let assigned = decided.saturating_sub(dice.between(20, 90).days());
    let filed = assigned.saturating_sub(dice.between(5, 30).days());
    let denial = filed.saturating_sub(dice.between(5, 28).days());
    Moments { injury: denial.saturating_sub(dice.between(60, 5000).days()), denial, filed, assigned, decided }
}

/// Some day of the years of the older letters.
pub(super) fn around(dice: &mut Dice) -> Date {
    date(2012, 1, 3).saturating_add(dice.between(0, 400).days())
}

/// A day in one of the spellings; 0 to 2 are numeric.
pub(crate) fn written(spelling: i32, day: Date) -> String {
    let (year, month, of_month) = (day.year(), day.month(), day.day());
    let short = year % 100;
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    match spelling {
        0 => numeric(day),
        1 => format!("{month}/{of_month}/{year}"),
        2 => format!("{month}/{of_month}/{short:02}"),
        3 => format!("{month:02}-{of_month:02}-{year}"),
        4 => format!("{month}-{of_month}-{short:02}"),
        5 => format!("{name} {of_month}, {year}"),
        6 => format!("{name} {of_month} {year}"),
        7 => format!("{} {of_month}, {year}", &name[..3]),
        8 => format!("{month:02}/{of_month:02}/{short:02}"),
        _ => format!("{month}.{of_month}.{year}"),
    }
}

/// `MM/DD/YYYY`, as header blocks have it.
pub(crate) fn numeric(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.month(), day.day(), day.year())
}
