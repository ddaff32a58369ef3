//! What happened to an application.

use super::{Comparison, Earlier, Ended, Form, LiabilityResolved, Overruled, PeriodFound, Threat};
use crate::deadline::Due;
use crate::digest::Digest;
use crate::eligibility::{Outcome, Reason, Screening};
use crate::service::{Change, NoticeKind, Received, ServedNotice};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What happened to an application. A fact holds every value that was computed
/// when it happened, so that replaying needs no law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// It was received.
    Received {
        /// Its identifier.
        id: Uuid,
        /// The form as filed.
        form: Form,
    },
    /// It was compared with earlier applications.
    Compared {
        /// What came of it.
        comparison: Comparison,
    },
    /// It was found to be no duplicate.
    DuplicateOverruled {
        /// By whom, and why; nothing in histories from before both were kept.
        #[serde(flatten)]
        overruled: Overruled,
    },
    /// It was found to be a duplicate.
    DuplicateFound {
        /// The earlier application.
        of: Earlier,
    },
    /// The eligibility tests were run.
    Screened {
        /// The tests and their results.
        screening: Screening,
        /// The day.
        on: Date,
    },
    /// A person decided which period for filing holds.
    PeriodFound {
        /// Which, by whom, and why.
        found: PeriodFound,
    },
    /// The parties were asked for what is missing.
    InformationRequested {
        /// Until when it is to be sent.
        due: Due,
    },
    /// The employee was reminded to send the utilization review decision.
    Reminded {
        /// Until when it is to be sent.
        due: Due,
    },
    /// What was asked for came.
    Answered {
        /// The form with it.
        form: Form,
        /// The day it was received; none in histories from before it was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
    },
    /// The time was over.
    TimePassed {
        /// What was due.
        due: Due,
        /// What follows, where the finding is made at once.
        screening: Option<Screening>,
    },
    /// The dispute about liability ended.
    LiabilityResolved {
        /// How.
        resolved: LiabilityResolved,
        /// Until when the review is to be asked for anew, where it ended for
        /// the employee.
        renewal_due: Option<Due>,
        /// What follows, where it ended against the employee.
        screening: Option<Screening>,
    },
    /// The employee asked for the review again.
    Renewed {
        /// The day.
        on: Date,
    },
    /// It was withdrawn.
    Withdrawn {
        /// The day.
        on: Date,
    },
    /// The dispute about some items ended.
    ItemsEnded {
        /// The items, counted from 1 as in the decision.
        items: Vec<usize>,
        /// How, and when.
        ended: Ended,
        /// The tests run anew, where it had been found eligible.
        screening: Option<Screening>,
    },
    /// It was made expedited.
    Expedited {
        /// The certification.
        threat: Threat,
        /// The tests run anew, where it had been found eligible; none in
        /// histories from before they were.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        screening: Option<Screening>,
    },
    /// A corrected form was filed.
    Refiled {
        /// The new application.
        application: Uuid,
    },
    /// The application that asked anew in its place ended without a review.
    Released {
        /// The other application.
        application: Uuid,
    },
    /// A case was opened on the application that asks anew in its place.
    Followed {
        /// The other application.
        application: Uuid,
        /// Number of the case.
        case: String,
    },
    /// A petition against the finding was filed.
    Petitioned {
        /// Day of the petition.
        on: Date,
        /// Until when it was in time; none where the notice of the finding had
        /// not gone out, and in histories from before that was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Due>,
    },
    /// The Appeals Board ordered.
    Ordered {
        /// The reasons it set aside; none where it affirmed.
        reversed: Vec<Reason>,
    },
    /// Who takes part changed, or where somebody is reached.
    PartiesChanged {
        /// What, and from which day on.
        change: Change,
    },
    /// A case was opened on it.
    Assigned {
        /// Number of the case.
        case: String,
    },
    /// A notice was served.
    NoticeSent {
        /// The notice, with its proofs of service.
        notice: ServedNotice,
        /// Until when it is to be answered, counted from its service; none
        /// where nothing is to be answered, and in histories from before the
        /// day was counted so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
    /// Somebody received a notice.
    NoticeReceived {
        /// The notice.
        notice: Digest,
        /// Its title.
        title: String,
        /// By whom, when, and how it is known.
        receipt: Received,
        /// Until when it is to be answered, counted from it, where that moves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
}

impl Fact {
    /// The writings it rests on, each with what it is: they are kept beside the
    /// history, which holds their digests.
    #[must_use]
    pub fn writings(&self) -> Vec<(&'static str, Digest)> {
        let Self::PartiesChanged { change } = self else { return Vec::new() };
        change.writing.iter().map(|one| ("the writing that shows a change of who takes part", *one)).collect()
    }

    /// What happened, in a line.
    #[must_use]
    pub fn headline(&self) -> String {
        match self {
            Self::Received { form, .. } => format!("application received on {}", form.received),
            Self::Compared { comparison } => comparison.in_words(),
            Self::DuplicateOverruled { .. } => "found to be no duplicate".to_owned(),
            Self::DuplicateFound { of } => format!("found to be a duplicate of application {}", of.application),
            Self::Screened { screening, .. } => {
                format!("screened: {}{}", screening.outcome.name(), codes(screening))
            }
            Self::PeriodFound { found } => format!("the {} is found to hold", found.track.period()),
            Self::InformationRequested { due } => format!("information requested; due {}", due.date),
            Self::Reminded { due } => {
                format!("reminder sent for the utilization review decision; due {}", due.date)
            }
            Self::Answered { on, .. } => {
                on.map_or("what was missing came".to_owned(), |on| format!("what was missing came on {on}"))
            }
            Self::TimePassed { due, .. } => format!("the time until {} is over ({})", due.date, due.title),
            Self::LiabilityResolved { resolved, renewal_due, .. } => ended(resolved, renewal_due.as_ref()),
            Self::Renewed { on } => format!("asked for anew on {on}"),
            Self::Withdrawn { on } => format!("withdrawn on {on}"),
            Self::ItemsEnded { items, ended, .. } => {
                let numbers: Vec<String> = items.iter().map(ToString::to_string).collect();
                format!("items {} are no longer in dispute since {}", numbers.join(", "), ended.on)
            }
            Self::Expedited { threat, .. } => {
                format!("made expedited on the certification of {}", threat.certified_by)
            }
            Self::Refiled { application } => format!("filed anew as application {application}"),
            Self::Released { application } => {
                format!("application {application} ended without a review: it can be asked for anew again")
            }
            Self::Followed { application, case } => {
                format!("its review goes on in case {case}, opened on application {application}")
            }
            Self::Petitioned { on, until } => petitioned(*on, until.as_ref()),
            Self::Ordered { reversed } if reversed.is_empty() => {
                "the Appeals Board affirmed the finding".to_owned()
            }
            Self::Ordered { .. } => "the Appeals Board set the finding aside".to_owned(),
            Self::PartiesChanged { change } => change.headline(),
            Self::Assigned { case } => format!("assigned to case {case}"),
            Self::NoticeSent { notice, .. } => served(notice),
            Self::NoticeReceived { title, receipt, due, .. } => {
                let due = due.as_ref().map_or(String::new(), |due| format!("; due {}", due.date));
                format!("{}{due}", receipt.headline(title))
            }
        }
    }

    /// The notice that is owed because of it (rulebook 6.5).
    #[must_use]
    pub fn notice(&self) -> Option<NoticeKind> {
        match self {
            Self::Received { .. } => Some(NoticeKind::Receipt),
            Self::Compared { comparison } => comparison.duplicate_of().map(|_| NoticeKind::Duplicate),
            Self::DuplicateFound { .. } => Some(NoticeKind::Duplicate),
            Self::Screened { screening, .. } if screening.is_eligible_in_part() => Some(NoticeKind::Deferral),
            Self::Screened { screening, .. } => owed_by(screening),
            Self::TimePassed { screening, .. }
            | Self::LiabilityResolved { screening, .. }
            | Self::ItemsEnded { screening, .. } => screening.as_ref().and_then(owed_by),
            Self::InformationRequested { .. } => Some(NoticeKind::InformationRequest),
            Self::Reminded { .. } => Some(NoticeKind::Reminder),
            Self::Withdrawn { .. } => Some(NoticeKind::WithdrawalAcknowledged),
            _ => None,
        }
    }
}

/// How a dispute about liability ended.
fn ended(resolved: &LiabilityResolved, renewal_due: Option<&Due>) -> String {
    let whom = if resolved.for_employee { "for" } else { "against" };
    let until = renewal_due.map(|due| format!("to be asked for anew by {}", due.date));
    let until = until.unwrap_or_else(|| format!("notice of {}", resolved.served));
    format!("liability resolved {whom} the employee; {until}")
}

fn petitioned(on: Date, until: Option<&Due>) -> String {
    format!("petition against the finding filed on {on}{}", super::in_time(on, until))
}

fn served(notice: &ServedNotice) -> String {
    let parties = notice.proofs.len();
    format!("{} served on {parties} part{}", notice.title, if parties == 1 { "y" } else { "ies" })
}

fn owed_by(screening: &Screening) -> Option<NoticeKind> {
    match screening.outcome {
        Outcome::Ineligible => Some(NoticeKind::Ineligible),
        Outcome::Deferred => Some(NoticeKind::Deferral),
        Outcome::Eligible | Outcome::InformationNeeded | Outcome::Undecided => None,
    }
}

fn codes(screening: &Screening) -> String {
    let codes: Vec<&str> = screening.reasons().iter().map(|reason| reason.as_str()).collect();
    if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) }
}
