//! A length of time as the law counts it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A length of time as the law counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Length {
    /// On the day of the trigger itself: "immediately", "concurrently".
    AtOnce,
    /// Calendar days; the day of the trigger is day 0.
    Days(i32),
    /// Days that are neither weekend nor state holiday.
    WorkingDays(i32),
    /// Calendar months, to the day of the same number, or the last of a
    /// shorter month.
    Months(i32),
    /// Hours.
    Hours(i32),
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self {
            Self::AtOnce => return f.write_str("at once"),
            Self::Days(n) => (n, "day"),
            Self::WorkingDays(n) => (n, "working day"),
            Self::Months(n) => (n, "month"),
            Self::Hours(n) => (n, "hour"),
        };
        write!(f, "{number} {unit}{}", if *number == 1 { "" } else { "s" })
    }
}

impl TryFrom<String> for Length {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == "at once" {
            return Ok(Self::AtOnce);
        }
        let refuse = || {
            format!(
                "\"{text}\" is not a length of time; write \"15 days\", \"1 working day\", \"6 months\", \"24 hours\" or \"at once\""
            )
        };
        let (number, unit) = text.split_once(' ').ok_or_else(refuse)?;
        let number: i32 = number.parse().map_err(|_| refuse())?;
        if !(1..=3660).contains(&number) {
            return Err(refuse());
        }
        match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => Ok(Self::Days(number)),
            "working day" => Ok(Self::WorkingDays(number)),
            "month" => Ok(Self::Months(number)),
            "hour" => Ok(Self::Hours(number)),
            _ => Err(refuse()),
        }
    }
}

impl From<Length> for String {
    fn from(length: Length) -> Self {
        length.to_string()
    }
}
