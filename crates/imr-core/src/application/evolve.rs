//! What an application is after a fact.

use super::notices::has_its_place;
use super::{Application, Fact, Stage};
use crate::digest::Digest;
use crate::eligibility::{Outcome, Screening};
use crate::service::{NoticeKind, Received};
use jiff::civil::Date;

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
            Fact::Petitioned { on, until } if self.goes_on() => self.petitioned_in_part(*on, until.as_ref()),
            Fact::Ordered { reversed } if self.goes_on() => self.ordered_in_part(!reversed.is_empty()),
            Fact::Ordered { reversed } => self.reversed.extend(reversed),
            Fact::NoticeSent { notice, due } => {
                self.owed.retain(|kind| Some(*kind) != notice.kind);
                self.notices.push(notice.clone());
                if notice.kind == Some(NoticeKind::Deferral) && due.is_some() {
                    self.told_of_the_end(&notice.proofs);
                }
            }
            Fact::PartiesChanged { change } => self.changes.push(change.clone()),
            Fact::NoticeReceived { notice, receipt, .. } => self.heard_of(notice, receipt),
            _ => {}
        }
    }

    fn heard_of(&mut self, notice: &Digest, receipt: &Received) {
        let served = self.notices.iter_mut().rev().find(|one| one.document == *notice);
        served.into_iter().for_each(|one| one.received.push(receipt.clone()));
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
        (Stage::InformationRequested { .. } | Stage::Incomplete { .. }, Fact::Answered { .. })
        | (
            Stage::Screening { time_over: true, .. } | Stage::Ineligible { refiled: None, .. },
            Fact::Answered { .. },
        ) => Some(ANEW),
        (Stage::InformationRequested { screening, .. }, Fact::TimePassed { .. }) => {
            Some(Stage::Screening { screening: Some(screening), time_over: true })
        }
        (
            Stage::Incomplete { .. } | Stage::Deferred { .. },
            Fact::TimePassed { screening: Some(screening), due },
        ) => Some(Stage::Ineligible { screening, refiled: None, found: Some(due.date) }),
        (stage, fact @ Fact::LiabilityResolved { .. }) => resolved(stage, fact),
        (Stage::Deferred { .. }, Fact::Renewed { .. }) => Some(ANEW),
        (stage, fact) => aside(stage, fact),
    }
}

/// The stage after a dispute about liability ended, or that was corrected.
fn resolved(stage: Stage, fact: Fact) -> Option<Stage> {
    let Fact::LiabilityResolved { resolved, renewal_due, screening } = fact else { return None };
    let against = |screening| Stage::Ineligible { screening, refiled: None, found: Some(resolved.served) };
    match (stage, renewal_due, screening) {
        (Stage::Screening { .. } | Stage::InformationRequested { .. }, None, None) => Some(ANEW),
        (Stage::Deferred { screening, .. }, renewal_due, None) => {
            Some(Stage::Deferred { screening, renewal_due, refiled: None })
        }
        (Stage::Ineligible { refiled: None, .. }, renewal_due @ Some(_), Some(screening)) => {
            Some(Stage::Deferred { screening, renewal_due, refiled: None })
        }
        (Stage::Deferred { .. } | Stage::Ineligible { refiled: None, .. }, _, Some(screening)) => {
            Some(against(screening))
        }
        (Stage::Assigned { case, screening, .. }, renewal_due, lost) => {
            Some(Stage::Assigned { case, screening: lost.or(screening), renewal_due })
        }
        _ => None,
    }
}

/// The stage after a fact that has its place at several.
fn aside(stage: Stage, fact: Fact) -> Option<Stage> {
    match (stage, fact) {
        (stage, Fact::Withdrawn { on }) if is_before_assignment(&stage) => Some(Stage::Withdrawn { on }),
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
        (Stage::Screening { .. }, Fact::PeriodFound { .. }) => Some(ANEW),
        (stage @ Stage::InformationRequested { .. }, Fact::PeriodFound { .. }) => Some(stage),
        (stage, fact @ (Fact::Petitioned { .. } | Fact::Ordered { .. })) => contested(stage, fact),
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
        (stage @ Stage::Deferred { .. }, fact) => deferred(stage, fact),
        (stage, Fact::NoticeSent { .. } | Fact::NoticeReceived { .. } | Fact::PartiesChanged { .. }) => Some(stage),
        // What was put off waits beside the case.
        (Stage::Assigned { case, screening, .. }, Fact::TimePassed { screening: lost, .. }) => {
            Some(Stage::Assigned { case, screening: lost.or(screening), renewal_due: None })
        }
        (Stage::Assigned { case, screening, .. }, Fact::Refiled { .. }) => {
            Some(Stage::Assigned { case, screening, renewal_due: None })
        }
        _ => None,
    }
}

/// The stage after a petition against a finding, or an order on one.
fn contested(stage: Stage, fact: Fact) -> Option<Stage> {
    match (stage, fact) {
        (Stage::Ineligible { screening, .. }, Fact::Petitioned { on, until }) => {
            Some(Stage::Appealed { screening, petition: on, until })
        }
        (Stage::Appealed { screening, .. }, Fact::Ordered { reversed }) if reversed.is_empty() => {
            Some(Stage::Ineligible { screening, refiled: None, found: None })
        }
        (Stage::Appealed { .. }, Fact::Ordered { .. }) => Some(ANEW),
        // It is about items alone, and the others go on.
        (stage @ (Stage::Eligible { .. } | Stage::Assigned { .. }), _) => Some(stage),
        _ => None,
    }
}

/// The stage of one that waits for a dispute about liability, after what
/// becomes of another that asks anew in its place, or after a notice.
fn deferred(stage: Stage, fact: Fact) -> Option<Stage> {
    match (stage, fact) {
        (Stage::Deferred { screening, renewal_due, refiled: None }, Fact::Refiled { application }) => {
            Some(Stage::Deferred { screening, renewal_due, refiled: Some(application) })
        }
        (Stage::Deferred { screening, renewal_due, refiled: Some(by) }, Fact::Released { application })
            if by == application =>
        {
            Some(Stage::Deferred { screening, renewal_due, refiled: None })
        }
        (Stage::Deferred { screening, refiled: Some(by), .. }, Fact::Followed { application, case })
            if by == application =>
        {
            Some(Stage::Assigned { case, screening: Some(screening), renewal_due: None })
        }
        (Stage::Deferred { screening, refiled, .. }, Fact::NoticeSent { due: Some(due), .. }) => {
            Some(Stage::Deferred { screening, renewal_due: Some(due), refiled })
        }
        (stage, Fact::NoticeSent { .. } | Fact::NoticeReceived { .. } | Fact::PartiesChanged { .. }) => Some(stage),
        _ => None,
    }
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

/// A1 to A5, A7 and A8: no case was opened, and it did not end.
pub(super) fn is_before_assignment(stage: &Stage) -> bool {
    deciding_is_open(stage) || matches!(stage, Stage::Eligible { .. })
}
