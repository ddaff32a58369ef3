//! Receipt of what was served: by whom, when, and how that is known. A period
//! that the law counts from receipt is counted from it, once it is recorded.

use super::{NoticeKind, ProofOfService, ServedNotice};
use crate::occasion::Occasion;
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// A recipient received a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The part the recipient plays.
    pub role: Role,
    /// Name of the recipient, as it was served.
    pub name: String,
    /// The day.
    pub on: Date,
    /// The hour by Pacific time, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
    /// How it is known, such as a return receipt.
    pub how: String,
}

/// What is said of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiving {
    /// The part the recipient plays.
    pub by: Role,
    /// Name of the recipient; where it is empty, of the first of that part.
    pub name: String,
    /// The day.
    pub on: Date,
    /// The hour by Pacific time, where it is known.
    pub at: Option<Time>,
}

impl ServedNotice {
    /// Its receipt by whoever this proof of service names, once it is recorded.
    #[must_use]
    pub fn receipt_of(&self, proof: &ProofOfService) -> Option<&Received> {
        self.received.iter().find(|one| one.is_of(proof))
    }

    /// Its receipt as it is recorded of `of` ("case CM15-9000001"); refused
    /// where it cannot be so. The reason of the occasion says how it is known.
    fn receipt(&self, said: &Receiving, of: &str, occasion: &Occasion) -> Result<Received, Refusal> {
        let refuse = |code, why: String, remedy: &str| {
            let sentence = format!("No receipt of the {} of {of} can be recorded: {why}.", self.title);
            Err(Refusal::new(code, sentence, remedy))
        };
        let named = |proof: &&ProofOfService| {
            proof.role == said.by
                && (said.name.trim().is_empty() || proof.name.eq_ignore_ascii_case(said.name.trim()))
        };
        let Some(proof) = self.proofs.iter().find(named) else {
            let who = if said.name.trim().is_empty() { String::new() } else { format!(" {}", said.name.trim()) };
            let why = format!("it was not served on the {}{who}", said.by);
            return refuse(Code::NotServed, why, "Name a recipient of the proof of service.");
        };
        if let Some(known) = self.receipt_of(proof) {
            let why = format!("{} received it on {}, as is recorded already", known.name, known.on);
            return refuse(Code::WrongStage, why, "Nothing more is to be recorded of it.");
        }
        if said.on < proof.on || said.on > occasion.on {
            let why = format!(
                "it was sent on {}, today is {}, and it is said to have come on {}",
                proof.on, occasion.on, said.on
            );
            return refuse(Code::ImpossibleDate, why, "Give the day on which it was received.");
        }
        if occasion.reason.trim().is_empty() {
            let why = "it is not said how it is known".to_owned();
            return refuse(Code::ReasonMissing, why, "Say how: a return receipt, a confirmation, a signature.");
        }
        let (name, how) = (proof.name.clone(), occasion.reason.clone());
        Ok(Received { role: said.by, name, on: said.on, at: said.at, how })
    }
}

/// The latest notice of a kind that was served on `of` ("case CM15-9000001"),
/// with the receipt that is said of it; refused where there is none, or it cannot
/// have been received so. `see` says where what was served is shown.
pub(crate) fn receipt_of_latest(
    notices: &[ServedNotice],
    (kind, said): (NoticeKind, &Receiving),
    (of, see): (&str, &str),
    occasion: &Occasion,
) -> Result<(ServedNotice, Received), Refusal> {
    let Some(served) = notices.iter().rev().find(|notice| notice.kind == Some(kind)) else {
        let sentence = format!("No receipt can be recorded: no {kind} of {of} was served.");
        return Err(Refusal::new(Code::NotServed, sentence, format!("See what was served ({see}).")));
    };
    let receipt = served.receipt(said, of, occasion)?;
    let mut notice = served.clone();
    notice.received.push(receipt.clone());
    Ok((notice, receipt))
}

impl Received {
    /// Whether whoever a proof of service names received it.
    #[must_use]
    pub fn is_of(&self, proof: &ProofOfService) -> bool {
        self.role == proof.role && self.name == proof.name
    }

    /// In a line, of a notice with this title.
    #[must_use]
    pub fn headline(&self, title: &str) -> String {
        let at = self.at.map_or(String::new(), |at| format!(" at {}", at.strftime("%H:%M")));
        format!("{title} received by {} ({}) on {}{at}, known by: {}", self.name, self.role, self.on, self.how)
    }
}
