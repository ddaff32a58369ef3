//! What can be done with an application, and what happened to it.

use super::deciding::deciding_is_open;
use super::notices::has_its_place;
use super::{
    Application, Comparison, Earlier, End, Ended, Form, LiabilityResolved, Overruled, PeriodFound, Stage, Threat,
};
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
        /// The day of the notice of it.
        on: Date,
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
    /// A petition against the finding is filed (T16).
    Petition {
        /// Day of the petition.
        on: Date,
    },
    /// The Appeals Board orders (T17).
    Order {
        /// Whether it sets the finding aside.
        reversed: bool,
        /// The day it bears.
        on: Date,
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
            Self::LiabilityResolved { resolved, renewal_due, .. } => match renewal_due {
                Some(due) => format!("liability resolved for the employee; to be asked for anew by {}", due.date),
                None => format!("liability resolved against the employee, notice of {}", resolved.served),
            },
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
            Self::Petitioned { on } => format!("petition against the finding filed on {on}"),
            Self::Ordered { reversed } if reversed.is_empty() => {
                "the Appeals Board affirmed the finding".to_owned()
            }
            Self::Ordered { .. } => "the Appeals Board set the finding aside".to_owned(),
            Self::Assigned { case } => format!("assigned to case {case}"),
            Self::NoticeSent { notice, .. } => {
                let parties = notice.proofs.len();
                format!("{} served on {parties} part{}", notice.title, if parties == 1 { "y" } else { "ies" })
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

impl Application {
    /// What the application is after a fact. Needs no law: a fact holds every
    /// value that was computed when it happened. A fact that has no place at
    /// the stage gives nothing.
    pub(super) fn evolve(mut self, fact: Fact) -> Option<Self> {
        self.amend(&fact);
        let owed: Vec<NoticeKind> = fact.notice().into_iter().chain(fact.notice_of_the_rest()).collect();
        self.stage = next(self.stage, fact)?;
        // What a step makes moot is no longer owed.
        let stage = &self.stage;
        self.owed.retain(|kind| !owed.contains(kind) && has_its_place(*kind, stage));
        self.owed.extend(owed);
        Some(self)
    }

    /// What a fact changes beside the stage.
    fn amend(&mut self, fact: &Fact) {
        match fact {
            Fact::Compared { comparison } => {
                self.compared = Some(comparison.clone());
                if comparison.duplicate_of().is_none() {
                    self.learn_from(comparison.like.as_ref());
                }
            }
            Fact::DuplicateFound { of } => self.found_like(of.clone(), None),
            Fact::DuplicateOverruled { overruled } => {
                if let Stage::Duplicate { of } = &self.stage {
                    let of = of.clone();
                    self.learn_from(Some(&of));
                    self.found_like(of, Some(overruled.clone()));
                }
            }
            Fact::PeriodFound { found } => self.period = Some(found.clone()),
            Fact::Answered { form, .. } => self.form = form.clone(),
            Fact::LiabilityResolved { resolved, .. } => self.form.liability_resolved = Some(resolved.clone()),
            Fact::Renewed { on } => {
                if let Some(resolved) = &mut self.form.liability_resolved {
                    resolved.renewed = Some(*on);
                }
            }
            Fact::ItemsEnded { items, ended, .. } => {
                let decision = self.form.ur_decision.iter_mut().flat_map(|decision| &mut decision.items);
                for (_, item) in decision.enumerate().filter(|(index, _)| items.contains(&(index + 1))) {
                    item.ended = Some(ended.clone());
                }
            }
            Fact::Expedited { threat, .. } => {
                self.form.priority = super::Priority::Expedited;
                self.form.threat = Some(threat.clone());
            }
            Fact::Ordered { reversed } => self.reversed.extend(reversed),
            Fact::NoticeSent { notice, .. } => {
                self.owed.retain(|kind| Some(*kind) != notice.kind);
                self.notices.push(notice.clone());
            }
            _ => {}
        }
    }
}

fn screened(screening: Screening, on: Date) -> Stage {
    match screening.outcome {
        Outcome::Eligible => Stage::Eligible { screening, on },
        Outcome::InformationNeeded | Outcome::Undecided => {
            Stage::Screening { screening: Some(screening), time_over: false }
        }
        Outcome::Deferred => Stage::Deferred { screening, renewal_due: None, refiled: None },
        Outcome::Ineligible => Stage::Ineligible { screening, refiled: None, found: Some(on) },
    }
}

const ANEW: Stage = Stage::Screening { screening: None, time_over: false };

/// The stage after a fact.
fn next(stage: Stage, fact: Fact) -> Option<Stage> {
    match (stage, fact) {
        (Stage::Received, Fact::Received { .. }) => Some(Stage::Received),
        // A form that was completed is compared anew.
        (Stage::Received | Stage::Screening { screening: None, .. }, Fact::Compared { comparison }) => {
            Some(comparison.duplicate_of().map_or(ANEW, |of| Stage::Duplicate { of: of.clone() }))
        }
        (Stage::Duplicate { .. }, Fact::DuplicateOverruled { .. }) => Some(ANEW),
        (Stage::Screening { .. }, Fact::DuplicateFound { of }) => Some(Stage::Duplicate { of }),
        (Stage::Screening { .. }, Fact::Screened { screening, on }) => Some(screened(screening, on)),
        (Stage::Screening { screening: Some(screening), .. }, Fact::InformationRequested { due }) => {
            Some(Stage::InformationRequested { screening, due })
        }
        (Stage::Screening { screening: Some(screening), .. }, Fact::Reminded { due }) => {
            Some(Stage::Incomplete { screening, due })
        }
        (Stage::InformationRequested { .. } | Stage::Incomplete { .. }, Fact::Answered { .. }) => Some(ANEW),
        (Stage::InformationRequested { screening, .. }, Fact::TimePassed { .. }) => {
            Some(Stage::Screening { screening: Some(screening), time_over: true })
        }
        (
            Stage::Incomplete { .. } | Stage::Deferred { .. },
            Fact::TimePassed { screening: Some(screening), due },
        ) => Some(Stage::Ineligible { screening, refiled: None, found: Some(due.date) }),
        (Stage::Deferred { screening, .. }, Fact::LiabilityResolved { renewal_due, screening: None, .. }) => {
            Some(Stage::Deferred { screening, renewal_due, refiled: None })
        }
        (Stage::Deferred { .. }, Fact::LiabilityResolved { screening: Some(screening), resolved, .. }) => {
            Some(Stage::Ineligible { screening, refiled: None, found: Some(resolved.served) })
        }
        (Stage::Deferred { .. }, Fact::Renewed { .. }) => Some(ANEW),
        (stage, fact) => aside(stage, fact),
    }
}

/// The stage after a fact that has its place at several.
fn aside(stage: Stage, fact: Fact) -> Option<Stage> {
    match (stage, fact) {
        (stage, Fact::Withdrawn { on }) if deciding_is_open(&stage) => Some(Stage::Withdrawn { on }),
        (Stage::Eligible { .. }, Fact::ItemsEnded { screening: Some(screening), ended, .. })
            if screening.outcome == Outcome::Ineligible =>
        {
            Some(screened(screening, ended.on))
        }
        (Stage::Eligible { on, .. }, Fact::ItemsEnded { screening: Some(screening), .. }) => {
            Some(screened(screening, on))
        }
        (stage, Fact::ItemsEnded { .. }) if deciding_is_open(&stage) => Some(stage),
        (Stage::Eligible { screening, on }, Fact::Expedited { screening: again, .. }) => {
            let screening = Screening { priority: super::Priority::Expedited, ..again.unwrap_or(screening) };
            Some(Stage::Eligible { screening, on })
        }
        (stage, Fact::Expedited { .. }) if deciding_is_open(&stage) => Some(stage),
        (Stage::Ineligible { screening, refiled: None, found }, Fact::Refiled { application }) => {
            Some(Stage::Ineligible { screening, refiled: Some(application), found })
        }
        (Stage::Deferred { screening, renewal_due, refiled: None }, Fact::Refiled { application }) => {
            Some(Stage::Deferred { screening, renewal_due, refiled: Some(application) })
        }
        (Stage::Screening { .. }, Fact::PeriodFound { .. }) => Some(ANEW),
        (stage @ Stage::InformationRequested { .. }, Fact::PeriodFound { .. }) => Some(stage),
        (Stage::Ineligible { screening, .. }, Fact::Petitioned { on }) => {
            Some(Stage::Appealed { screening, petition: on })
        }
        (Stage::Appealed { screening, .. }, Fact::Ordered { reversed }) if reversed.is_empty() => {
            Some(Stage::Ineligible { screening, refiled: None, found: None })
        }
        (Stage::Appealed { .. }, Fact::Ordered { .. }) => Some(ANEW),
        (Stage::Eligible { screening, .. }, Fact::Assigned { case }) => {
            Some(Stage::Assigned { case, screening: Some(screening) })
        }
        (Stage::InformationRequested { screening, .. }, Fact::NoticeSent { due: Some(due), .. }) => {
            Some(Stage::InformationRequested { screening, due })
        }
        (Stage::Incomplete { screening, .. }, Fact::NoticeSent { due: Some(due), .. }) => {
            Some(Stage::Incomplete { screening, due })
        }
        (stage, Fact::NoticeSent { .. }) => Some(stage),
        _ => None,
    }
}
