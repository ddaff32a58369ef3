//! A letter as a record: the fields of `imr-letter-truth/1`, plain values.
//!
//! `raw`, `item_raw` and `section` stand as written, white space collapsed
//! only; what is repaired (mojibake, hyphens at line ends) is repaired in the
//! normal forms beside them. A record never holds the letter's text whole.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a Final Determination Letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Record {
    /// The case number, or the name of the file where the letter has none.
    pub case: Option<String>,
    /// The organization's name as written.
    #[serde(default)]
    pub organization: Option<String>,
    /// The name before `guideline:`, where it is not the organization's whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_label: Option<String>,
    /// Says that the organization sent the complete case file to the reviewer.
    /// Where a record does not carry it, no letter written from it claims it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub complete_case_file: bool,
    /// Which opening text the letter uses.
    #[serde(default)]
    pub variant: Option<Variant>,
    /// The block at the head; none where the letter lacks it.
    pub header: Option<Header>,
    /// Credentials of the expert reviewer.
    pub reviewer: Credentials,
    /// The documents that were reviewed, where the letter lists them by number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// The worker.
    pub patient: Patient,
    /// The clinical case summary, behind its lead-in.
    #[serde(default)]
    pub summary: Option<Prose>,
    /// Phrases the summary gives as diagnoses, as written.
    pub diagnoses: Vec<String>,
    /// Every statement of the date of the utilization review decision.
    pub ur_dates: Vec<StatedDate>,
    /// The disputed items with their decisions.
    pub issues: Vec<Issue>,
}

/// The wording of the letter's opening (rulebook 9.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Variant {
    /// 2013: numbered determinations.
    F13,
    /// Late 2013 to early 2014: "physician reviewer".
    F14a,
    /// 2014: "expert reviewer", credentials in prose.
    F14b,
    /// 2015: credentials in a labelled block.
    F15,
    /// 2016 on: labelled credentials under a header block.
    F16,
}

/// The letter's first block; dates as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Header {
    /// `CM` number.
    pub case_number: Option<String>,
    /// Date the case was assigned.
    pub date_assigned: Option<String>,
    /// Date of injury.
    pub date_of_injury: Option<String>,
    /// Date of the determination.
    pub decision_date: Option<String>,
    /// Date of the utilization review denial.
    pub ur_denial_date: Option<String>,
    /// Standard or Expedited.
    pub priority: Option<String>,
    /// Date the application was received.
    pub application_received: Option<String>,
}

/// What the letter says of the expert reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Credentials {
    /// Board certifications and specialties, as written, in order.
    pub certifications: Vec<String>,
    /// The same with slips of the pen put right; only where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certifications_normalised: Option<Vec<String>>,
    /// What is called a subspecialty.
    pub subspecialties: Vec<String>,
    /// States of licensure, in order.
    pub licence_states: Vec<String>,
}

/// What the letter says of the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Patient {
    /// Age in years.
    pub age: Option<u32>,
    /// `male` or `female`.
    pub sex: Option<String>,
    /// Every statement of the date of injury.
    pub date_of_injury: Vec<StatedDate>,
}

/// A date as some part of the letter states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedDate {
    /// As written.
    pub raw: String,
    /// As `YYYY-MM-DD`.
    pub iso: String,
    /// `header` or `summary`.
    #[serde(rename = "where")]
    pub place: String,
}

/// A disputed item and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Its number, from 1.
    pub n: usize,
    /// The item line up to the colon before the decision.
    pub item_raw: String,
    /// drug, imaging, therapy, test, surgery, dme, consult, psych, home,
    /// inpatient or transport.
    pub kind: Option<String>,
    /// The drug or service without strength, quantity and frequency.
    pub name: Option<String>,
    /// Active ingredients in alphabetical order, joined by " / ".
    pub ingredient: Option<String>,
    /// As written.
    pub strength: Option<String>,
    /// As a numeral.
    pub quantity: Option<String>,
    /// What is counted.
    pub quantity_unit: Option<String>,
    /// As written.
    pub frequency: Option<String>,
    /// As a numeral.
    pub refills: Option<String>,
    /// As written.
    pub date_of_service: Option<String>,
    /// Category and subcategory of the DWC's own list.
    #[serde(default)]
    pub category: Option<Category>,
    /// What was decided; none where the letter does not say.
    pub decision: Option<Decision>,
    /// Where a part had been authorized before.
    pub partial: Option<Partial>,
    /// What the claims administrator relied on.
    pub claims_administrator_guideline: Option<CitedGuideline>,
    /// What the reviewer relied on.
    pub reviewer_guideline: Option<CitedGuideline>,
    /// Why.
    pub rationale: Option<Rationale>,
}

/// Category of the treatment request, from the DWC's list of 2017.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Such as `Pharmacy/Prescription Drugs`.
    pub category: String,
    /// Such as `Opioids`.
    pub subcategory: Option<String>,
}

/// The decision on an item. It speaks of the utilization review decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Decision {
    /// The denial stands: the treatment is not medically necessary.
    Upheld,
    /// The treatment is medically necessary.
    Overturned,
}

impl Decision {
    /// The word as it stands in a letter.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upheld => "Upheld",
            Self::Overturned => "Overturned",
        }
    }
}

/// A request of which a part had been authorized already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partial {
    /// What had been requested.
    pub original_request: Option<String>,
    /// What the claims administrator had authorized.
    pub authorized: Option<String>,
    /// What was left to review.
    pub remaining: Option<String>,
}

/// A guideline block of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedGuideline {
    /// The text after the label, up to the next label.
    pub raw: String,
    /// Says that it rests on recommendations outside of the MTUS.
    pub outside_mtus: bool,
    /// False for "did not cite any medical evidence".
    pub cited: bool,
    /// The citations in it.
    pub citations: Vec<Citation>,
}

/// One citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// MTUS, ACOEM, ODG or Other.
    pub source: String,
    /// Name of the guideline, chapter or work.
    pub title: Option<String>,
    /// As written, without the last full stop.
    pub section: Option<String>,
    /// Page numbers as written, without "page(s)".
    pub pages: Option<String>,
    /// The form in which two citations compare.
    #[serde(default)]
    pub normal: Option<NormalCitation>,
}

/// A citation in its normal form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NormalCitation {
    /// MTUS, ACOEM, ODG or Other.
    pub source: String,
    /// Name of the document, in one spelling.
    pub document: Option<String>,
    /// Edition, a year.
    pub edition: Option<u16>,
    /// Sections, in one spelling, each once.
    pub sections: Vec<String>,
    /// Page ranges, first and last, in order.
    pub pages: Vec<(u32, u32)>,
}

/// A section of the letter in prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    /// Its text, white space collapsed.
    pub text: String,
}

/// The decision rationale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rationale {
    /// Its text, white space collapsed.
    pub text: String,
}

/// A record with where each value was found and what was odd.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Reading {
    /// What the letter says.
    #[serde(flatten)]
    pub record: Record,
    /// JSON pointer of a value to the bytes of the text it was found at
    /// (from, to).
    pub spans: BTreeMap<String, (usize, usize)>,
    /// What was not found, or found odd.
    pub notes: Vec<Note>,
}

/// Something a reader finds odd: not an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Stable code, such as `no_header`.
    pub code: String,
    /// Where, as bytes of the text.
    pub span: Option<(usize, usize)>,
    /// In a sentence.
    pub sentence: String,
}
