//! The review organization: whose name stands on the letter.

use serde::{Deserialize, Serialize};

/// The review organization (IMRO).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Its name, as on the letterhead and before `guideline:` in a letter.
    pub name: String,
    /// Address and other lines of the letterhead.
    pub address: Vec<String>,
    /// Who signs letters, with title.
    pub medical_director: String,
    /// The first number it gives to a case, within a year.
    pub first_case_number: i64,
}

impl Organization {
    /// A case number: `CM`, two digits of the year, seven digits.
    #[must_use]
    pub fn case_number(year: i16, serial: i64) -> String {
        format!("CM{:02}-{serial:07}", year.rem_euclid(100))
    }
}
