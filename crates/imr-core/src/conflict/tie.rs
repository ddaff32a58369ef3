//! Ties between persons and organizations: of what kind, how large, since
//! when, and who says so.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A tie with a person, organization or product, as declared or registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// With whom, as written.
    pub with: String,
    /// What it is.
    #[serde(default)]
    pub sort: Sort,
    /// Of what kind.
    pub kind: Relation,
    /// The share, in percent: of the owned thing, or of the income.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Percent>,
    /// First day; none when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// More about it, such as what an income is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Tie {
    /// A tie of which nothing more is known.
    pub fn new(with: impl Into<String>, kind: Relation) -> Self {
        Self {
            with: with.into(),
            sort: Sort::default(),
            kind,
            share: None,
            from: None,
            to: None,
            source: String::new(),
            note: String::new(),
        }
    }

    /// The same tie, with what it is with.
    #[must_use]
    pub fn sort(self, sort: Sort) -> Self {
        Self { sort, ..self }
    }
}

/// A tie between two others than a reviewer, as in a register: who owns whom,
/// who works where, who makes what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affiliation {
    /// Whose tie it is, as written.
    pub name: String,
    /// What that is.
    #[serde(default)]
    pub of: Sort,
    /// The tie.
    pub tie: Tie,
}

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal, $words:literal;)* }) => {
        $(#[$about])*
        pub enum $name {
            $(#[doc = $words] $(#[$doc])* #[serde(rename = $code)] $variant,)*
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As it is written in files.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The one that is written so in files.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $words,)* })
            }
        }
    };
}

words! {
    /// What a tie is with (rulebook 7.2).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
    Sort {
        Person = "person", "person";
        #[default]
        Organization = "organization", "organization";
        Group = "group", "medical group";
        Facility = "facility", "facility";
        Employer = "employer", "employer";
        Insurer = "insurer", "insurer";
        ClaimsAdministrator = "claims-administrator", "claims administrator";
        UrOrganization = "ur-organization", "utilization review organization";
        Manufacturer = "manufacturer", "manufacturer";
        Product = "product", "drug or device";
    }
}

words! {
    /// The kind of a tie. It reads from its owner to the other: the reviewer
    /// is a *partner* of a group, a company is an *owner* of another.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    Relation {
        Spouse = "spouse", "spouse";
        Child = "child", "child";
        Parent = "parent", "parent";
        Sibling = "sibling", "sibling";
        SpousesParent = "spouses-parent", "parent of the spouse";
        ChildsSpouse = "childs-spouse", "spouse of a child";
        OtherKin = "other-kin", "other relative";
        Treating = "treating", "physician or patient";
        Partner = "partner", "partner";
        Employee = "employee", "employee";
        Officer = "officer", "officer, director or manager";
        Member = "member", "member";
        ProfessionalOwner = "professional-owner", "owner of a professional corporation";
        Owner = "owner", "owner";
        Contractor = "contractor", "contractor";
        Income = "income", "recipient of income";
        Privileges = "privileges", "holder of staff privileges";
        SameAs = "same-as", "other name";
        Serves = "serves", "administrator, insurer or reviewer for";
        Represents = "represents", "representative";
        Makes = "makes", "developer or maker";
        Other = "other", "tie of another kind";
    }
}

/// A share in percent, to the hundredth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Percent(u32);

impl Percent {
    /// Reads `12`, `12.5` or `12.5%`; from 0 to 100.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = text.trim().trim_end_matches('%').trim_end();
        let read: f64 = number.parse().map_err(|_| not_a_share(text))?;
        Self::try_from(read)
    }

    /// Whether it is more than a number of whole percents.
    #[must_use]
    pub fn is_over(self, percents: i64) -> bool {
        i64::from(self.0) > percents * 100
    }
}

fn not_a_share(written: impl fmt::Display) -> String {
    format!("\"{written}\" is not a share; write percents from 0 to 100, such as 12.5")
}

impl TryFrom<f64> for Percent {
    type Error = String;

    fn try_from(percents: f64) -> Result<Self, String> {
        if !(0.0..=100.0).contains(&percents) {
            return Err(not_a_share(percents));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 10000")]
        Ok(Self((percents * 100.0).round() as u32))
    }
}

impl From<Percent> for f64 {
    fn from(share: Percent) -> Self {
        Self::from(share.0) / 100.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", f64::from(*self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_to_the_hundredth_and_nothing_else_is_read() {
        for (text, shown) in [("5", "5 %"), ("5.25%", "5.25 %"), (" 100 ", "100 %"), ("0", "0 %")] {
            assert_eq!(Percent::parse(text).map(|share| share.to_string()), Ok(shown.to_owned()));
        }
        for text in ["", "five", "-1", "100.5", "NaN", "5 percent"] {
            assert!(Percent::parse(text).is_err(), "{text}");
        }
        assert!(Percent::parse("5.01").is_ok_and(|share| share.is_over(5)));
        assert!(Percent::parse("5").is_ok_and(|share| !share.is_over(5)));
    }
}
