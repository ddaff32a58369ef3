//! Why an application is not eligible: the codes of rulebook section 2.1, in
//! words, and what would cure each.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! reasons {
    ($($name:ident = $code:literal, $words:literal, $cure:expr;)*) => {
        /// Why an application is not eligible, or not yet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Reason {
            $(#[doc = $words] #[serde(rename = $code)] $name,)*
        }

        impl Reason {
            /// Every reason, in the order of the rulebook.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as written, such as `NOT_SIGNED`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the code means.
            #[must_use]
            pub fn in_words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }

            /// What the employee can do about it with a new or completed form;
            /// none where no form would help.
            #[must_use]
            pub fn cure(self) -> Option<&'static str> {
                match self { $(Self::$name => $cure,)* }
            }
        }
    };
}

reasons! {
    NotSigned = "NOT_SIGNED", "Nobody who may sign has signed the application.",
        Some("Sign the form and send it again.");
    Untimely = "UNTIMELY", "The application came after the last day for filing.", None;
    NoUrDecision = "NO_UR_DECISION", "The utilization review decision is not attached.",
        Some("Send the written utilization review decision with the form.");
    Conditional = "CNC", "The treatment was denied only because information was missing.", None;
    Duplicate = "DUPLICATE", "The same decision on the same treatment was filed on or decided already.", None;
    DateOutOfScope = "DATE_OUT_OF_SCOPE", "The dates are outside of Independent Medical Review.", None;
    NotUrDecision = "NOT_UR_DECISION", "The dispute is not about medical necessity.", None;
    LiabilityDispute = "LIABILITY_DISPUTE", "The claims administrator disputes liability.",
        Some("Ask for the review again when the dispute about liability is resolved.");
    NotEligibleParty = "NOT_ELIGIBLE_PARTY", "Whoever filed may not file, or has not shown the right to.",
        Some("Have the employee sign, or send proof of the representation.");
    PreUrDesignation = "PRE_UR_DESIGNATION", "The designation was signed before the utilization review decision.",
        Some("Send a designation that the employee signed after the decision, or have the employee sign the form.");
    TreatmentAuthorized = "TREATMENT_AUTHORIZED", "The treatment was authorized, settled or withdrawn.", None;
    WrongForm = "WRONG_FORM", "The form is not of an edition that is accepted.",
        Some("Fill in the edition of the form that is in force, and send it.");
    FormIncomplete = "FORM_INCOMPLETE", "The form lacks something or cannot be read.",
        Some("Send what is missing.");
    Other = "OTHER", "Another reason was found in screening.", Some("Read the notice and send what it asks for.");
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
