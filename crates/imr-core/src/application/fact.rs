//! What can be done with an application, and what happened to it.

use super::{Comparison, Earlier, End, Ended, Form, LiabilityResolved, Overruled, PeriodFound, Threat};
use crate::deadline::Due;
use crate::eligibility::{Outcome, Reason, Screening, Track};
use crate::service::{NoticeKind, ServedNotice};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What can be done with an application.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "an action is made once and consumed; boxing would hide its shape")]
pub enum Action {
    /// Compare it with earlier applications (T2 to T4).
    Compare(Comparison),
    /// Find, against the comparison, that it is no duplicate.
    OverruleDuplicate,
    /// Find, against the comparison, that it is one (T3).
    FindDuplicate(Earlier),
    /// Run the eligibility tests (T10, T11, T18).
    Screen,
    /// Find it ineligible for a reason that no test asks about (T10, OTHER).
    FindIneligible {
        /// The reason, in a sentence.
        because: String,
    },
    /// Decide which period for filing holds, where the text of the shorter one
    /// was not seen.
    FindPeriod(Track),
    /// Ask the parties for what is missing (T5).
    RequestInformation,
    /// Remind the employee to send the utilization review decision (T7).
    Remind,
    /// What was asked for comes (T6, T8).
    Answer {
        /// The form with it.
        form: Form,
        /// The day it was received, which counts, and not the day on which it
        /// is typed in.
        received: Date,
    },
    /// The time is over (T6, T9, T13).
    PassTime,
    /// The dispute about liability ends (T12, T13).
    ResolveLiability(LiabilityResolved),
    /// The employee asks for the review again (T12).
    Renew {
        /// The day on which that was received, which counts, and not the day
        /// on which it is typed in.
        received: Date,
    },
    /// The employee withdraws it (T14).
    Withdraw,
    /// The dispute about some items ends.
    EndItems {
        /// The items, counted from 1 as in the decision.
        items: Vec<usize>,
        /// How.
        how: End,
    },
    /// A physician certifies an imminent and serious threat.
    Expedite(Threat),
    /// A corrected form is filed as an application of its own (T15), or one
    /// that asks anew for what was put off (T12).
    Refile {
        /// The new application.
        application: Uuid,
        /// Day the corrected form was received.
        received: Date,
    },
    /// The application that asked anew in its place ended without a review:
    /// this one can be asked for again, while there is time.
    Release {
        /// The other application.
        application: Uuid,
    },
    /// A case was opened on the application that asks anew in its place.
    Follow {
        /// The other application.
        application: Uuid,
        /// Number of the case.
        case: String,
    },
    /// A petition against the finding is filed (T16).
    Petition {
        /// Day of the petition.
        on: Date,
    },
    /// The Appeals Board orders (T17).
    Order {
        /// Whether it sets the finding aside.
        reversed: bool,
    },
    /// Open a case on it.
    Assign {
        /// Number of the case.
        case: String,
    },
    /// Serve a notice that is owed.
    SendNotice(ServedNotice),
}

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
    },
    /// The Appeals Board ordered.
    Ordered {
        /// The reasons it set aside; none where it affirmed.
        reversed: Vec<Reason>,
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
}

impl Action {
    /// The action in words, as it follows "cannot be".
    #[must_use]
    pub fn in_words(&self) -> &'static str {
        match self {
            Self::Compare(_) => "compared with earlier ones",
            Self::OverruleDuplicate => "found to be no duplicate",
            Self::FindDuplicate(_) => "found to be a duplicate",
            Self::Screen => "screened",
            Self::FindIneligible { .. } => "found ineligible",
            Self::FindPeriod(_) => "judged by one period or another",
            Self::RequestInformation => "asked about",
            Self::Remind => "reminded of",
            Self::Answer { .. } => "completed",
            Self::PassTime => "moved on by time",
            Self::ResolveLiability(_) => "freed of a dispute about liability",
            Self::Renew { .. } => "asked for anew",
            Self::Withdraw => "withdrawn",
            Self::EndItems { .. } => "relieved of items",
            Self::Expedite(_) => "expedited",
            Self::Refile { .. } => "filed anew",
            Self::Release { .. } => "freed for asking anew",
            Self::Follow { .. } => "reviewed with another",
            Self::Petition { .. } => "taken to the Appeals Board",
            Self::Order { .. } => "ordered upon",
            Self::Assign { .. } => "assigned to a case",
            Self::SendNotice(_) => "told of in a notice",
        }
    }
}

impl Fact {
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
            Self::LiabilityResolved { resolved, renewal_due, .. } => {
                let whom = if resolved.for_employee { "for" } else { "against" };
                let until = renewal_due.as_ref().map(|due| format!("to be asked for anew by {}", due.date));
                let until = until.unwrap_or_else(|| format!("notice of {}", resolved.served));
                format!("liability resolved {whom} the employee; {until}")
            }
            Self::Renewed { on } => format!("asked for anew on {on}"),
            Self::Withdrawn { on } => format!("withdrawn on {on}"),
            Self::ItemsEnded { items, ended, .. } => {
                let numbers: Vec<String> = items.iter().map(ToString::to_string).collect();
                format!("items {} are no longer in dispute since {}", numbers.join(", "), ended.on)
            }
            Self::Expedited { threat } => format!("made expedited on the certification of {}", threat.certified_by),
            Self::Refiled { application } => format!("filed anew as application {application}"),
            Self::Released { application } => {
                format!("application {application} ended without a review: it can be asked for anew again")
            }
            Self::Followed { application, case } => {
                format!("its review goes on in case {case}, opened on application {application}")
            }
            Self::Petitioned { on } => format!("petition against the finding filed on {on}"),
            Self::Ordered { reversed } if reversed.is_empty() => {
                "the Appeals Board affirmed the finding".to_owned()
            }
            Self::Ordered { .. } => "the Appeals Board set the finding aside".to_owned(),
            Self::Assigned { case } => format!("assigned to case {case}"),
            Self::NoticeSent { notice, .. } => {
                format!("{} served on {} parties", notice.title, notice.proofs.len())
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
