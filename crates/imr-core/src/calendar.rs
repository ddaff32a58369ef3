//! Working days and rest days, by the state's calendar.

use crate::law::Law;
use crate::refusal::{Code, Refusal};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Why a day is no working day, in words; none when it is one.
pub fn rest(day: Date, law: &Law) -> Result<Option<String>, Refusal> {
    let holidays = law.holidays();
    let covered = holidays.years.is_some_and(|(first, last)| (first..=last).contains(&day.year()));
    if !covered {
        return Err(Refusal::new(
            Code::NoRule,
            format!("The calendar of state holidays does not reach {day}."),
            "Add the year to rules/ca-wc/holidays.toml.",
        ));
    }
    Ok(match (day.weekday(), holidays.days.get(&day)) {
        (_, Some(holiday)) => Some(holiday.clone()),
        (Weekday::Saturday, None) => Some("Saturday".to_owned()),
        (Weekday::Sunday, None) => Some("Sunday".to_owned()),
        _ => None,
    })
}

/// A day with the days that were passed over to reach it, each with why.
pub type Reached = (Date, Vec<(Date, String)>);

/// The day itself when it is a working day, else the next one.
pub fn on_or_after(day: Date, law: &Law) -> Result<Reached, Refusal> {
    let mut skipped = Vec::new();
    let mut day = day;
    while let Some(why) = rest(day, law)? {
        skipped.push((day, why));
        day = next(day)?;
    }
    Ok((day, skipped))
}

/// The `count`-th working day after `day`, which is day 0.
pub fn working_days_after(day: Date, count: i32, law: &Law) -> Result<Reached, Refusal> {
    let mut skipped = Vec::new();
    let mut day = day;
    for _ in 0..count {
        let (reached, over) = on_or_after(next(day)?, law)?;
        skipped.extend(over);
        day = reached;
    }
    Ok((day, skipped))
}

fn next(day: Date) -> Result<Date, Refusal> {
    after(day, 1)
}

/// The day `days` calendar days later.
pub fn after(day: Date, days: i32) -> Result<Date, Refusal> {
    day.checked_add(days.days()).map_err(|_| outside(day, &format!("{days} days")))
}

/// The day of the same number `months` months later, or the last day of a
/// month that is shorter.
pub fn months_after(day: Date, months: i32) -> Result<Date, Refusal> {
    day.checked_add(months.months()).map_err(|_| outside(day, &format!("{months} months")))
}

/// The refusal for a day that no calendar reaches.
pub(crate) fn outside(day: Date, length: &str) -> Refusal {
    Refusal::new(Code::NoRule, format!("{length} after {day} is outside of the calendar."), "Check the date.")
}

/// A day in words: `Tuesday, March 3, 2015`.
#[must_use]
pub fn in_words(day: Date) -> String {
    day.strftime("%A, %B %-d, %Y").to_string()
}

/// A day as letters write it: `03/03/2015`.
#[must_use]
pub fn numeric(day: Date) -> String {
    day.strftime("%m/%d/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_working_day_is_neither_weekend_nor_state_holiday() {
        let law = Law::built_in();
        assert_eq!(rest(date(2015, 3, 31), &law), Ok(Some("Cesar Chavez Day".into())));
        assert_eq!(rest(date(2015, 3, 28), &law), Ok(Some("Saturday".into())));
        assert_eq!(rest(date(2015, 3, 30), &law), Ok(None));
        let (day, skipped) = working_days_after(date(2015, 3, 27), 2, &law).expect("in range");
        assert_eq!((day, skipped.len()), (date(2015, 4, 1), 3));
        assert!(rest(date(2031, 1, 2), &law).is_err(), "an unknown year is not guessed");
    }
}
