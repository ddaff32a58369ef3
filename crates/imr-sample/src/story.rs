//! The story of one case, after the shape of founding letter 5, in our own
//! words: an opioid, a muscle relaxant, and a visit with a specialist.

use crate::people::{organization, parties, roster};
use crate::records::{SampleRecord, records};
use imr_core::application::{Employee, Form, Ground, Signature, UrDecision, UrItem, UrOutcome};
use imr_core::organization::Organization;
use imr_core::party::Role;
use imr_core::reviewer::{Identity, Reviewer};
use imr_core::service::Method;
use jiff::Timestamp;
use jiff::civil::{Date, date};

/// What is true in the story's medical records. Changing one changes what the
/// records say, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Both drug tests found what was prescribed.
    pub drug_tests_consistent: bool,
    /// Function has improved with the medication.
    pub function_improved: bool,
    /// Side effects of the medication are recorded.
    pub side_effects_recorded: bool,
    /// Cyclobenzaprine was taken in June of the year before already.
    pub cyclobenzaprine_for_months: bool,
    /// Radicular pain persists although conservative treatment was given: what
    /// the referral rests on.
    pub radicular_pain_refractory: bool,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            drug_tests_consistent: false,
            function_improved: false,
            side_effects_recorded: true,
            cyclobenzaprine_for_months: true,
            radicular_pain_refractory: true,
        }
    }
}

/// When the steps of the story take place.
#[derive(Debug, Clone, Copy)]
pub struct Moments {
    /// The application arrives.
    pub filed: Timestamp,
    /// It is screened, and a case is opened.
    pub assigned: Timestamp,
    /// The notice of assignment goes out.
    pub noticed: Timestamp,
    /// The records arrive.
    pub records: Timestamp,
    /// A reviewer is found and accepts.
    pub matched: Timestamp,
    /// The case file is sent.
    pub sent: Timestamp,
    /// The items are decided, and the determination is signed.
    pub signed: Timestamp,
    /// A second person checks it.
    pub checked: Timestamp,
    /// The letter goes out.
    pub issued: Timestamp,
}

/// Everything the story needs.
#[derive(Debug, Clone)]
pub struct Story {
    /// The review organization.
    pub organization: Organization,
    /// Its reviewers, with who they are.
    pub roster: Vec<(Reviewer, Identity)>,
    /// The application.
    pub form: Form,
    /// The medical records, as documents to be set.
    pub records: Vec<SampleRecord>,
    /// When things happen.
    pub moments: Moments,
}

/// Days the story turns on.
pub(crate) mod day {
    use super::{Date, date};

    pub(crate) const BORN: Date = date(1976, 11, 20);
    pub(crate) const INJURY: Date = date(2014, 2, 11);
    pub(crate) const FIRST_VISIT: Date = date(2014, 6, 10);
    pub(crate) const THERAPY_ENDED: Date = date(2014, 9, 5);
    pub(crate) const FIRST_TEST: Date = date(2014, 10, 14);
    pub(crate) const IMAGING: Date = date(2014, 11, 20);
    pub(crate) const SECOND_TEST: Date = date(2015, 1, 13);
    pub(crate) const LAST_VISIT: Date = date(2015, 2, 17);
    pub(crate) const REQUESTED: Date = date(2015, 2, 19);
    pub(crate) const DENIED: Date = date(2015, 2, 27);
    pub(crate) const FILED: Date = date(2015, 3, 16);
}

/// The items in dispute, exactly as requested.
pub(crate) const ITEMS: [&str; 3] = [
    "Norco 5/325 MG #30",
    "Cyclobenzaprine Hydrochloride 5 MG #30",
    "Follow-up visit with an orthopedic specialist",
];

impl Story {
    /// The story in which these facts are true.
    #[must_use]
    pub fn with(facts: Facts) -> Self {
        Self {
            organization: organization(),
            roster: roster(),
            form: form(),
            records: records(facts),
            moments: moments(),
        }
    }
}

fn form() -> Form {
    let guidelines = [
        Some("Decision based on MTUS Chronic Pain Treatment Guidelines, Section(s): Opioids."),
        Some("Decision based on MTUS Chronic Pain Treatment Guidelines, Section(s): Opioids, criteria for use."),
        None,
    ];
    let mut form = Form::received_on(day::FILED);
    form.edition = crate::edition::on(day::FILED);
    form.parties = parties();
    form.employee = Employee {
        first: "Dana".to_owned(),
        middle: String::new(),
        last: "Whitlock".to_owned(),
        born: Some(day::BORN),
    };
    form.claim_number = "SAMPLE-2014-0211".to_owned();
    form.date_of_injury = Some(day::INJURY);
    form.ur_decision_date = Some(day::DENIED);
    form.treatments = ITEMS.map(str::to_owned).to_vec();
    form.signature = Some(Signature::of(Role::Employee));
    form.consent = Some(true);
    form.ur_decision = Some(UrDecision {
        decided: day::DENIED,
        served: Some(day::DENIED),
        method: Some(Method::Mail),
        received: None,
        requested: day::REQUESTED,
        requested_unsaid: false,
        organization: "Meridian Peak Utilization Review".to_owned(),
        expedited: false,
        form_enclosed: Some(true),
        items: ITEMS
            .iter()
            .zip(guidelines)
            .map(|(item, guideline)| UrItem {
                guideline: guideline.map(str::to_owned),
                ..UrItem::new(*item, UrOutcome::Denied, Ground::MedicalNecessity)
            })
            .collect(),
    });
    form
}

fn moments() -> Moments {
    // Office hours in California are well inside of one day of UTC.
    let at = |day: Date, hour: i8| {
        let instant = day.at(hour, 0, 0, 0);
        jiff::tz::Offset::constant(-8).to_timestamp(instant).unwrap_or(Timestamp::UNIX_EPOCH)
    };
    Moments {
        filed: at(day::FILED, 9),
        assigned: at(date(2015, 3, 18), 10),
        noticed: at(date(2015, 3, 19), 9),
        records: at(date(2015, 3, 26), 14),
        matched: at(date(2015, 3, 27), 9),
        sent: at(date(2015, 3, 30), 9),
        signed: at(date(2015, 4, 3), 11),
        checked: at(date(2015, 4, 6), 10),
        issued: at(date(2015, 4, 7), 9),
    }
}
