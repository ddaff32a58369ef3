//! What a case is after a fact. Needs no law: it puts facts in their places
//! and computes nothing.

use super::after::{Cause, Implementation, Issuance};
use super::owing::{moot, owes, report_is_owed};
use super::work::{Assignment, Checked, Conversion, Enquiry, Panel};
use super::{Case, Dropped, Fact, Lateness, Owed, Remand, Stage, Track, after, clocks};
use crate::casefile::Document;
use crate::party::Role;
use crate::service::{NoticeKind, ServedNotice};

impl Case {
    /// What the case is after a fact; nothing where the fact has no place at
    /// the stage.
    pub(super) fn evolve(mut self, fact: Fact) -> Option<Self> {
        let moot = moot(&fact);
        self.owed.retain(|one| !moot.iter().any(|kind| *one == Owed::Notice(*kind)));
        let invoiced = !self.invoices.is_empty() || self.owed.contains(&Owed::Notice(NoticeKind::Invoice));
        // The fee of an application is owed once, however often it is decided.
        self.owed
            .extend(owes(&fact).into_iter().filter(|one| !invoiced || *one != Owed::Notice(NoticeKind::Invoice)));
        self.sent_to_reviewer |= matches!(fact, Fact::CaseFileSent { .. });
        match fact {
            Fact::NoticeSent { notice, clocks, due } => {
                self.served(notice);
                self.reset(&clocks);
                if let (Stage::InformationAsked { asked, .. }, Some(due)) = (&mut self.stage, due) {
                    asked.due = due;
                }
                Some(self)
            }
            Fact::NoticeReceived { notice, receipt, clocks, .. } => self.received(notice, receipt, &clocks),
            Fact::Invoiced { invoice, notice } => {
                self.invoices.push(invoice);
                self.served(notice);
                Some(self)
            }
            Fact::InvoicePaid { invoice, payment, .. } => self.paid(invoice, payment),
            Fact::DocumentReceived { .. }
            | Fact::DocumentsReceived { .. }
            | Fact::FileCameAgain { .. }
            | Fact::FileCorrected { .. }
            | Fact::FileReread { .. } => self.filed(fact),
            Fact::PartiesChanged { change } => Some(self.changed(change)),
            Fact::Attested { reviewer, attestation } => self.attested(&reviewer, attestation),
            // What was looked for changes nothing of the case.
            Fact::Searched { .. } if self.stage.is_open() => Some(self),
            Fact::Expedited { certification, certified_by, certified_on, clocks, on } if self.stage.is_open() => {
                self.track = Track::Expedited;
                clocks::set(&mut self.stage, &clocks);
                self.conversion = Some(Conversion { certification, certified_by, certified_on, clocks, on });
                Some(self)
            }
            Fact::TimeExtended { clock, .. } => {
                clocks::set(&mut self.stage, std::slice::from_ref(&clock));
                self.extension = Some(clock);
                Some(self)
            }
            Fact::ItemsDropped { .. } | Fact::Terminated { .. } => self.ended(fact),
            Fact::NoticeServed { .. } | Fact::Joined { .. } => self.noticed(fact),
            fact => self.at_stage(fact),
        }
    }

    /// What came into the case file, and what was put right in it.
    fn filed(mut self, fact: Fact) -> Option<Self> {
        self.stage.is_open().then_some(())?;
        match fact {
            Fact::DocumentReceived { document } => self.with_file(|documents| {
                documents.push(document);
                true
            }),
            Fact::DocumentsReceived { documents: new } => self.with_file(|documents| {
                documents.extend(new);
                true
            }),
            Fact::FileCameAgain { file, sent_by } => {
                for document in self.documents.iter_mut().filter(|one| one.digest == file) {
                    if document.sent_by != sent_by && !document.also_from.contains(&sent_by) {
                        document.also_from.push(sent_by);
                    }
                }
                Some(self)
            }
            Fact::FileCorrected { correction } => self.with_file(|documents| correction.apply(documents).is_ok()),
            Fact::FileReread { reread } => self.with_file(|documents| reread.apply(documents).is_ok()),
            _ => None,
        }
    }

    fn at_stage(mut self, fact: Fact) -> Option<Self> {
        match fact {
            Fact::RecordsOverdue { .. } | Fact::RecordsCompleted { .. } | Fact::ProceededWithout { .. } => {
                self.recorded(fact)
            }
            Fact::ReviewerProposed { .. }
            | Fact::Accepted { .. }
            | Fact::Declined { .. }
            | Fact::ConflictFound { .. } => self.matched(fact),
            Fact::InformationAsked { .. } | Fact::InformationReceived { .. } | Fact::WaitingEnded { .. } => {
                self.enquired(fact)
            }
            Fact::Issued { .. }
            | Fact::LetterReceived { .. }
            | Fact::ImplementationRecorded { .. }
            | Fact::NotImplemented { .. }
            | Fact::Closed { .. } => self.followed(fact),
            Fact::LiabilityDisputed { .. } | Fact::LiabilityResolved { .. } => self.liable(fact),
            Fact::Petitioned { .. }
            | Fact::PetitionEnded { .. }
            | Fact::OrderReturned { .. }
            | Fact::Reversed { .. }
            | Fact::Reassigned { .. } => self.contested(fact),
            fact => {
                self.stage = reviewing(self.stage, fact)?;
                Some(self)
            }
        }
    }

    fn served(&mut self, notice: ServedNotice) {
        // However often it came to be owed, once it went out it tells all.
        self.owed.retain(|one| notice.kind.map(Owed::Notice) != Some(*one));
        self.notices.push(notice);
    }

    fn noticed(mut self, fact: Fact) -> Option<Self> {
        self.stage = match (self.stage, fact) {
            (Stage::Assigned | Stage::AwaitingRecords { .. }, Fact::NoticeServed { notice, records_due }) => {
                self.notices.push(notice);
                Stage::AwaitingRecords { records_due, amended_notice_due: None }
            }
            (stage, Fact::Joined { joined, notice_due, track }) => {
                self.track = track.unwrap_or(self.track);
                self.items.extend(super::disputed(&joined.ur_decision, joined.items.first().copied().unwrap_or(1)));
                self.changes.extend(joined.changes.iter().cloned());
                self.joined.push(joined);
                match stage {
                    Stage::Assigned => Stage::Assigned,
                    Stage::AwaitingRecords { records_due, .. } => {
                        Stage::AwaitingRecords { records_due, amended_notice_due: Some(notice_due) }
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(self)
    }

    /// Items drop out; with the last of them the review ends.
    fn ended(mut self, fact: Fact) -> Option<Self> {
        if !self.stage.is_open() {
            return None;
        }
        let (ending, termination) = match fact {
            Fact::ItemsDropped { ending } => (ending, None),
            Fact::Terminated { termination } => (termination.ending.clone(), Some(termination)),
            _ => return None,
        };
        let (gone, left) = self.items.into_iter().partition(|item| ending.items.contains(&item.number));
        self.items = left;
        let drop = |item| Dropped { item, cause: ending.cause, on: ending.on };
        self.dropped.extend(Vec::into_iter(gone).map(drop));
        let of_these = |item: usize| ending.items.contains(&item);
        if let Some(review) = self.stage.assignment_mut() {
            review.each(|one| {
                one.decisions.retain(|decision| !of_these(decision.item));
                one.opinion = one.opinion.take().map(|opinion| opinion.without(&ending.items));
            });
        }
        self.stage = match (self.stage, termination) {
            (_, Some(termination)) if ending.cause == Cause::Authorized => {
                Stage::TerminatedAuthorized { termination }
            }
            (_, Some(termination)) => Stage::TerminatedWithdrawn { termination },
            (Stage::LetterDraft { review, determination, signed, .. }, None) => {
                let determination = determination.without(&ending.items);
                Stage::LetterDraft { review, determination, signed, checked: None }
            }
            (stage, None) => stage,
        };
        Some(self)
    }

    /// The case with its documents changed; nothing where they cannot be.
    fn with_file(mut self, change: impl FnOnce(&mut Vec<Document>) -> bool) -> Option<Self> {
        change(&mut self.documents).then_some(())?;
        // What a reviewer signed rests on the file as it was.
        if let Some(review) = self.stage.assignment_mut() {
            review.each(|one| one.opinion = None);
        }
        // What a second person checked was another file.
        self.unchecked();
        Some(self)
    }

    pub(super) fn unchecked(&mut self) {
        if let Stage::LetterDraft { checked, .. } = &mut self.stage {
            *checked = None;
        }
    }

    /// From the notice to the records, or without them.
    fn recorded(mut self, fact: Fact) -> Option<Self> {
        if matches!(fact, Fact::RecordsCompleted { in_time: true, .. }) {
            self.retract_report();
        }
        self.stage = match (self.stage, fact) {
            (Stage::AwaitingRecords { records_due, .. }, Fact::RecordsOverdue { .. }) => {
                self.lateness = Some(Lateness { due: records_due.clone(), came: None });
                Stage::RecordsOverdue { records_due }
            }
            (
                Stage::AwaitingRecords { .. } | Stage::RecordsOverdue { .. },
                Fact::RecordsCompleted { determination_due, .. },
            ) => {
                let theirs = self.documents.iter().filter(|one| one.sent_by == Role::ClaimsAdministrator);
                let came = theirs.map(|one| one.received).max();
                if let Some(late) = &mut self.lateness {
                    late.came = came;
                }
                Stage::RecordsComplete { determination_due }
            }
            (Stage::RecordsOverdue { .. }, Fact::ProceededWithout { without, determination_due }) => {
                self.without_records = Some(without);
                Stage::WithoutRecords { determination_due }
            }
            _ => return None,
        };
        Some(self)
    }

    /// Who reviews: proposed, accepted, declined, in conflict.
    fn matched(mut self, fact: Fact) -> Option<Self> {
        self.stage = match (self.stage, fact) {
            (
                Stage::RecordsComplete { determination_due }
                | Stage::WithoutRecords { determination_due }
                | Stage::ReviewerMatching { determination_due, .. },
                Fact::ReviewerProposed { matching },
            ) => Stage::ReviewerMatching { determination_due, matching: Some(matching) },
            (Stage::ReviewerMatching { determination_due, .. }, Fact::Declined { exclusion }) => {
                self.exclusions.push(exclusion);
                Stage::ReviewerMatching { determination_due, matching: None }
            }
            (
                Stage::ReviewerMatching { determination_due, matching: Some(matching) },
                Fact::Accepted { reviewer, attestation },
            ) => {
                let mut review = Assignment::begin(determination_due, matching, reviewer, attestation);
                review.panel = self.approved.take().map(Panel::under);
                at_work(review)
            }
            (Stage::SeveralReviewers { mut review }, Fact::Declined { exclusion }) => {
                self.exclusions.push(exclusion);
                review.panel.as_mut()?.proposed = None;
                Stage::SeveralReviewers { review }
            }
            (
                Stage::InReview { review } | Stage::SeveralReviewers { review },
                Fact::ConflictFound { exclusion, others_stay },
            ) => {
                let who = exclusion.reviewer.clone();
                self.exclusions.push(exclusion);
                review.left_by(&who, others_stay, &mut self.approved)
            }
            (stage @ Stage::SeveralReviewers { .. }, fact) => reviewing(stage, fact)?,
            _ => return None,
        };
        Some(self)
    }

    /// What a reviewer asks, and what comes of it.
    fn enquired(mut self, fact: Fact) -> Option<Self> {
        self.stage = match (self.stage, fact) {
            (Stage::InReview { review }, Fact::InformationAsked { asked }) => {
                Stage::InformationAsked { review, asked }
            }
            (Stage::InformationAsked { review, asked }, Fact::InformationReceived { says }) => {
                self.enquiries.push(Enquiry { asked, answer: Some(says) });
                Stage::InReview { review }
            }
            (Stage::InformationAsked { review, asked }, Fact::WaitingEnded { .. }) => {
                self.enquiries.push(Enquiry { asked, answer: None });
                Stage::InReview { review }
            }
            _ => return None,
        };
        Some(self)
    }

    /// The letter, and whether it is done as it says.
    fn followed(mut self, fact: Fact) -> Option<Self> {
        self.stage = match (self.stage, fact) {
            (
                Stage::LetterDraft { review, determination, .. },
                Fact::Issued { letter, appeal_until, implementation },
            ) => {
                self.notices.push(letter.notice.clone());
                let issued = Issuance { review, determination, letter, appeal_until, implementation };
                Stage::Determined { issued }
            }
            (Stage::Appealed { petition, mut before }, Fact::ImplementationRecorded { done, .. }) => {
                before.issued_mut()?.implementation.as_mut()?.record(done);
                Stage::Appealed { petition, before }
            }
            (
                mut stage @ (Stage::Determined { .. } | Stage::NotImplemented { .. } | Stage::Implemented { .. }),
                Fact::ImplementationRecorded { done, .. },
            ) => {
                stage.issued_mut()?.implementation.as_mut()?.record(done);
                match stage {
                    Stage::Determined { issued } | Stage::NotImplemented { issued, .. }
                        if issued.outstanding().is_empty() =>
                    {
                        Stage::Implemented { issued }
                    }
                    stage => stage,
                }
            }
            (Stage::Determined { mut issued }, Fact::LetterReceived { on, authorize_by, pay_by }) => {
                let kept = issued.implementation.as_mut()?;
                let (counted_from, received) = (Some(on), Some(on));
                *kept = Implementation { authorize_by, pay_by, counted_from, received, ..kept.clone() };
                Stage::Determined { issued }
            }
            (Stage::Determined { issued }, Fact::NotImplemented { due, .. }) => {
                Stage::NotImplemented { issued, due }
            }
            (stage, Fact::Closed { on }) => Stage::Closed { on, after: Box::new(stage) },
            _ => return None,
        };
        Some(self)
    }

    /// Liability is disputed for another reason, or no longer.
    fn liable(mut self, fact: Fact) -> Option<Self> {
        self.stage = match (self.stage, fact) {
            (
                mut stage @ (Stage::Determined { .. } | Stage::NotImplemented { .. }),
                Fact::LiabilityDisputed { on },
            ) => {
                stage.issued_mut()?.implementation.as_mut()?.liability_disputed = Some(on);
                return Some(Self { stage, ..self });
            }
            (
                stage @ (Stage::Determined { .. } | Stage::NotImplemented { .. }),
                Fact::LiabilityResolved { on, implementation, .. },
            ) => after::liability_resolved(stage, on, implementation)?,
            _ => return None,
        };
        if report_is_owed(&self.stage, &self.notices) {
            self.owed.push(Owed::Notice(NoticeKind::NonImplementationReport));
        }
        Some(self)
    }

    /// The petition, and what the WCAB says to it.
    fn contested(mut self, fact: Fact) -> Option<Self> {
        self.stage = match (self.stage, fact) {
            (
                stage @ (Stage::Determined { .. }
                | Stage::Implemented { .. }
                | Stage::NotImplemented { .. }
                | Stage::Closed { .. }),
                Fact::Petitioned { petition },
            ) => Stage::Appealed { petition, before: Box::new(stage) },
            (Stage::Appealed { mut before, .. }, Fact::PetitionEnded { implementation, .. }) => {
                if let Some(duty) = implementation {
                    let kept = before.issued_mut()?.implementation.as_mut()?;
                    let (done, liability_disputed) = (std::mem::take(&mut kept.done), kept.liability_disputed);
                    *kept = Implementation { done, liability_disputed, ..duty };
                }
                if report_is_owed(&before, &self.notices) {
                    self.owed.push(Owed::Notice(NoticeKind::NonImplementationReport));
                }
                after::petition_ended(*before)
            }
            (Stage::Appealed { mut petition, before }, Fact::OrderReturned { order, .. }) => {
                petition.returned.push(order);
                Stage::Appealed { petition, before }
            }
            (Stage::Appealed { before, .. }, Fact::Reversed { order }) => {
                Stage::Remanded { issued: before.issued()?.clone(), order }
            }
            (Stage::Remanded { issued, order }, Fact::Reassigned { determination_due, exclusions }) => {
                self.exclusions.extend(exclusions);
                self.extension = None;
                self.remands.push(Remand { issued, order });
                Stage::ReviewerMatching { determination_due, matching: None }
            }
            _ => return None,
        };
        Some(self)
    }
}

/// The stage of a review that goes on.
fn at_work(review: Assignment) -> Stage {
    match review.panel {
        Some(_) => Stage::SeveralReviewers { review },
        None => Stage::InReview { review },
    }
}

fn reviewing(stage: Stage, fact: Fact) -> Option<Stage> {
    let mut review = match (stage, fact) {
        (Stage::LetterDraft { mut review, .. }, Fact::Returned { .. }) => {
            review.each(|one| one.opinion = None);
            return Some(at_work(review));
        }
        (Stage::LetterDraft { review, determination, signed, .. }, Fact::CheckPassed { by, text }) => {
            return Some(Stage::LetterDraft { review, determination, signed, checked: Some(Checked { by, text }) });
        }
        (Stage::LetterDraft { .. }, _) => return None,
        (Stage::InReview { review } | Stage::SeveralReviewers { review }, fact) => match working(review, fact)? {
            Worked::On(review) => review,
            Worked::Signed(stage) => return Some(stage),
        },
        _ => return None,
    };
    let due = review.determination_due.clone();
    review.each(|one| one.determination_due = due.clone());
    Some(at_work(review))
}

/// What a fact makes of the work on a case.
#[expect(clippy::large_enum_variant, reason = "it is taken apart where it is made")]
enum Worked {
    /// It goes on.
    On(Assignment),
    /// It is signed.
    Signed(Stage),
}

fn working(mut review: Assignment, fact: Fact) -> Option<Worked> {
    let draft = |review, determination, signed| {
        Some(Worked::Signed(Stage::LetterDraft { review, determination, signed, checked: None }))
    };
    match fact {
        Fact::SeveralApproved { approval } => {
            review.panel = Some(Panel::under(approval));
        }
        Fact::ReviewerProposed { matching } => review.panel.as_mut()?.proposed = Some(matching),
        Fact::Accepted { reviewer, attestation } => {
            let due = review.determination_due.clone();
            let panel = review.panel.as_mut()?;
            let matching = panel.proposed.take()?;
            panel.colleagues.push(Assignment::begin(due, matching, reviewer, attestation));
        }
        Fact::CaseFileSent { sent } => review.each(|one| {
            one.sent = Some(sent.clone());
            one.opinion = None;
        }),
        Fact::ReceiptConfirmed { reviewer, on } => {
            review.member_mut(&reviewer)?.sent.as_mut()?.received = Some(on);
        }
        Fact::ItemDecided { decision, reviewer } => {
            let id = reviewer.unwrap_or_else(|| review.reviewer.id.clone());
            let member = review.member_mut(&id)?;
            member.opinion = None;
            member.decisions.retain(|one| one.item != decision.item);
            member.decisions.push(decision);
        }
        Fact::Signed { determination, on } => return draft(review, determination, on),
        Fact::OpinionSigned { reviewer, opinion, combined, on } => {
            review.member_mut(&reviewer)?.opinion = Some(opinion);
            if let Some(determination) = combined {
                return draft(review, determination, on);
            }
        }
        _ => return None,
    }
    Some(Worked::On(review))
}
