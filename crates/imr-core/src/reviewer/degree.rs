//! The degree of a reviewer: what profession it makes, and so what is in its
//! scope (Labor Code 3209.3).

use serde::{Deserialize, Serialize};
use std::fmt;

/// A degree, as written behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Degree {
    /// Doctor of medicine.
    #[default]
    #[serde(rename = "MD")]
    Medicine,
    /// Doctor of osteopathic medicine.
    #[serde(rename = "DO")]
    Osteopathy,
    /// Doctor of chiropractic.
    #[serde(rename = "DC")]
    Chiropractic,
    /// Psychologist with a doctorate.
    #[serde(rename = "PhD")]
    Psychology,
    /// Doctor of podiatric medicine.
    #[serde(rename = "DPM")]
    Podiatry,
    /// Licensed acupuncturist.
    #[serde(rename = "LAc")]
    Acupuncture,
    /// Dentist.
    #[serde(rename = "DDS")]
    Dentistry,
    /// Doctor of optometry.
    #[serde(rename = "OD")]
    Optometry,
}

impl Degree {
    /// Every degree.
    pub const ALL: [Self; 8] = [
        Self::Medicine,
        Self::Osteopathy,
        Self::Chiropractic,
        Self::Psychology,
        Self::Podiatry,
        Self::Acupuncture,
        Self::Dentistry,
        Self::Optometry,
    ];

    /// Reads what stands behind a name: `MD`, `M.D.`, `PsyD`, `DMD` and so on.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        Some(match letters.to_uppercase().as_str() {
            "MD" | "MBBS" => Self::Medicine,
            "DO" => Self::Osteopathy,
            "DC" => Self::Chiropractic,
            "PHD" | "PSYD" => Self::Psychology,
            "DPM" => Self::Podiatry,
            "LAC" | "DAOM" => Self::Acupuncture,
            "DDS" | "DMD" => Self::Dentistry,
            "OD" => Self::Optometry,
            _ => return None,
        })
    }

    /// A physician and surgeon, whose scope has no limit and who needs a
    /// board certification.
    #[must_use]
    pub fn is_physician_and_surgeon(self) -> bool {
        matches!(self, Self::Medicine | Self::Osteopathy)
    }

    /// The specialty that the licence itself gives; none for a physician and
    /// surgeon.
    #[must_use]
    pub fn own_specialty(self) -> Option<&'static str> {
        Some(match self {
            Self::Medicine | Self::Osteopathy => return None,
            Self::Chiropractic => "Chiropractic",
            Self::Psychology => "Psychology",
            Self::Podiatry => "Podiatric Surgery",
            Self::Acupuncture => "Acupuncture",
            Self::Dentistry => "Dentistry",
            Self::Optometry => "Optometry",
        })
    }
}

impl fmt::Display for Degree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Medicine => "MD",
            Self::Osteopathy => "DO",
            Self::Chiropractic => "DC",
            Self::Psychology => "PhD",
            Self::Podiatry => "DPM",
            Self::Acupuncture => "LAc",
            Self::Dentistry => "DDS",
            Self::Optometry => "OD",
        })
    }
}
