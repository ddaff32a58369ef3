//! Why an application is not eligible: the codes of rulebook section 2.1. What
//! each means, and what would cure it, stands in its row of the rule book.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! reasons {
    ($($name:ident = $code:literal, $doc:literal;)*) => {
        /// Why an application is not eligible, or not yet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Reason {
            $(#[doc = $doc] #[serde(rename = $code)] $name,)*
        }

        impl Reason {
            /// Every reason, in the order of the rulebook.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as written, such as `NOT_SIGNED`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

reasons! {
    NotSigned = "NOT_SIGNED", "Nobody who may sign has signed the application.";
    Untimely = "UNTIMELY", "The application came after the last day for filing.";
    NoUrDecision = "NO_UR_DECISION", "The utilization review decision is not attached.";
    Conditional = "CNC", "The treatment was denied only because information was missing.";
    Duplicate = "DUPLICATE", "The same decision on the same treatment was filed on or decided already.";
    DateOutOfScope = "DATE_OUT_OF_SCOPE", "The dates are outside of Independent Medical Review.";
    NotUrDecision = "NOT_UR_DECISION", "The dispute is not about medical necessity.";
    LiabilityDispute = "LIABILITY_DISPUTE", "The claims administrator disputes liability.";
    NotEligibleParty = "NOT_ELIGIBLE_PARTY", "Whoever filed may not file, or has not shown the right to.";
    PreUrDesignation = "PRE_UR_DESIGNATION", "The designation was signed before the utilization review decision.";
    TreatmentAuthorized = "TREATMENT_AUTHORIZED", "The treatment was authorized, settled or withdrawn.";
    WrongForm = "WRONG_FORM", "The form is not of an edition that is accepted.";
    FormIncomplete = "FORM_INCOMPLETE", "The form lacks something or cannot be read.";
    Other = "OTHER", "Another reason was found in screening.";
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
