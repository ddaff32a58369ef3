//! What happened to an application.

use super::notices::has_its_place;
use super::{
    Application, Comparison, Earlier, Ended, Form, LiabilityResolved, Overruled, PeriodFound, Stage, Threat,
};
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
            Self::Expedited { threat } => format!("made expedited on the certification of {}", threat.certified_by),
            Self::Refiled { application } => format!("filed anew as application {application}"),
            Self::Petitioned { on } => format!("petition against the finding filed on {on}"),
            Self::Ordered { reversed } if reversed.is_empty() => {
                "the Appeals Board affirmed the finding".to_owned()
            }
            Self::Ordered { .. } => "the Appeals Board set the finding aside".to_owned(),
            Self::PartiesChanged { change } => change.headline(),
            Self::Assigned { case } => format!("assigned to case {case}"),
            Self::NoticeSent { notice, .. } => {
                format!("{} served on {} parties", notice.title, notice.proofs.len())
            }
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
        let owed = fact.notice();
        self.stage = next(self.stage, fact)?;
        // What a step makes moot is no longer owed.
        let stage = &self.stage;
        self.owed.retain(|kind| Some(*kind) != owed && has_its_place(*kind, stage));
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
            Fact::Expedited { threat } => {
                self.form.priority = super::Priority::Expedited;
                self.form.threat = Some(threat.clone());
            }
            Fact::Ordered { reversed } => self.reversed.extend(reversed),
            Fact::PartiesChanged { change } => self.changes.push(change.clone()),
            Fact::NoticeSent { notice, .. } => {
                self.owed.retain(|kind| Some(*kind) != notice.kind);
                self.notices.push(notice.clone());
            }
            Fact::NoticeReceived { notice, receipt, .. } => {
                let served = self.notices.iter_mut().rev().find(|one| one.document == *notice);
                served.into_iter().for_each(|one| one.received.push(receipt.clone()));
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
        (Stage::Eligible { mut screening, on }, Fact::Expedited { .. }) => {
            screening.priority = super::Priority::Expedited;
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
            Some(Stage::Assigned { case, screening: Some(screening), renewal_due: None })
        }
        (
            Stage::InformationRequested { screening, .. },
            Fact::NoticeSent { due: Some(due), .. } | Fact::NoticeReceived { due: Some(due), .. },
        ) => Some(Stage::InformationRequested { screening, due }),
        (Stage::Incomplete { screening, .. }, Fact::NoticeSent { due: Some(due), .. }) => {
            Some(Stage::Incomplete { screening, due })
        }
        (stage, Fact::NoticeSent { .. } | Fact::NoticeReceived { .. } | Fact::PartiesChanged { .. }) => Some(stage),
        (Stage::Assigned { case, screening, .. }, fact) => beside_the_case(case, screening, fact),
        _ => None,
    }
}

/// The stage of an application with a case, after a fact about what was put off
/// and waits beside the case.
fn beside_the_case(case: String, screening: Option<Screening>, fact: Fact) -> Option<Stage> {
    let renewal_due = match fact {
        Fact::LiabilityResolved { renewal_due, .. } => renewal_due,
        Fact::TimePassed { .. } | Fact::Refiled { .. } => None,
        _ => return None,
    };
    Some(Stage::Assigned { case, screening, renewal_due })
}

/// A1 to A5 and A7: nothing was found yet that ends it or opens a case.
pub(super) fn deciding_is_open(stage: &Stage) -> bool {
    matches!(
        stage,
        Stage::Received
            | Stage::Screening { .. }
            | Stage::InformationRequested { .. }
            | Stage::Incomplete { .. }
            | Stage::Deferred { .. }
    )
}
