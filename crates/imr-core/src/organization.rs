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
    #[serde(default = "first")]
    pub first_case_number: i64,
}

/// Why a description of an organization cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0}. It must hold name, address (a list of lines) and medical_director, and may hold first_case_number (at least 1)"
)]
pub struct OrganizationFault(String);

fn first() -> i64 {
    1
}

impl Organization {
    /// Reads a description: JSON where it begins with a brace, else TOML.
    pub fn parse(text: &str) -> Result<Self, OrganizationFault> {
        let described: Self = if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|why| OrganizationFault(why.to_string()))?
        } else {
            toml::from_str(text).map_err(|why| OrganizationFault(why.to_string().trim_end().to_owned()))?
        };
        let empty = [("name", &described.name), ("medical_director", &described.medical_director)]
            .into_iter()
            .find(|(_, value)| value.trim().is_empty());
        if let Some((field, _)) = empty {
            return Err(OrganizationFault(format!("{field} is empty")));
        }
        if described.first_case_number < 1 {
            return Err(OrganizationFault("first_case_number is less than 1".to_owned()));
        }
        Ok(described)
    }

    /// A case number: `CM`, two digits of the year, seven digits.
    #[must_use]
    pub fn case_number(year: i16, serial: i64) -> String {
        format!("CM{:02}-{serial:07}", year.rem_euclid(100))
    }
}
