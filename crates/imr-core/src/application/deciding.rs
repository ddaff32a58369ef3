//! What may be done with an application, and what fact it makes.

use super::evolve::is_before_assignment;
use super::{Action, Application, End, Ended, Fact, Form, Overruled, PeriodFound, Stage, Threat};
use crate::deadline::{self, Due, Trigger};
use crate::duplicate;
use crate::eligibility::{self, Outcome, Reason, Screening, Standing, TestResult, Track};
use crate::law::Law;
use crate::occasion::Occasion;
use crate::refusal::{Code, Refusal};
use crate::service::NoticeKind;
use jiff::civil::Date;

/// A form is received when it was; never on a day to come.
pub(super) fn may_be_received(form: &Form, occasion: &Occasion) -> Result<(), Refusal> {
    if form.received <= occasion.on {
        return Ok(());
    }
    Err(Refusal::new(
        Code::ImpossibleDate,
        format!("The application cannot be filed: it is said to come on {}, after {}.", form.received, occasion.on),
        "Correct the day of receipt.",
    ))
}

impl Application {
    pub(super) fn decide(&self, action: Action, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        match (&self.stage, action) {
            (Stage::Received | Stage::Screening { screening: None, .. }, Action::Compare(comparison)) => {
                Ok(Fact::Compared { comparison })
            }
            (Stage::Duplicate { .. }, Action::OverruleDuplicate) => Ok(Fact::DuplicateOverruled {
                overruled: Overruled { by: occasion.by.to_string(), because: occasion.reason.clone() },
            }),
            (Stage::Screening { .. }, Action::FindDuplicate(of)) => Ok(Fact::DuplicateFound { of }),
            (Stage::Screening { time_over, .. }, Action::Screen) => self.screened(*time_over, None, occasion, law),
            (Stage::Screening { time_over, .. }, Action::FindIneligible { because }) => {
                self.screened(*time_over, Some(because), occasion, law)
            }
            (Stage::Screening { screening: Some(screening), time_over: false }, Action::RequestInformation) => {
                self.something_is_open(screening)?;
                Ok(Fact::InformationRequested { due: counted(law, "D10", occasion.on)? })
            }
            (Stage::Screening { screening: Some(screening), time_over: false }, Action::Remind) => {
                self.may_be_reminded(screening, law)?;
                Ok(Fact::Reminded { due: counted(law, "A5", occasion.on)? })
            }
            (Stage::InformationRequested { .. } | Stage::Incomplete { .. }, Action::Answer { form, received }) => {
                self.answered(form, received, occasion)
            }
            (
                Stage::Screening { time_over: true, .. } | Stage::Ineligible { refiled: None, .. },
                Action::Answer { form, received },
            ) => self.answered_in_time(form, received, occasion, law),
            (stage, Action::PassTime) => self.time_over(stage, occasion, law),
            (Stage::Screening { .. } | Stage::InformationRequested { .. }, Action::FindPeriod(track)) => {
                self.period_found(track, occasion, law)
            }
            (stage, Action::Withdraw) if is_before_assignment(stage) => Ok(Fact::Withdrawn { on: occasion.on }),
            (stage, Action::EndItems { items, how, on }) if is_before_assignment(stage) => {
                self.items_ended(items, Ended { how, on }, occasion, law)
            }
            (stage, Action::Expedite(threat)) if is_before_assignment(stage) => {
                self.expedited(threat, occasion, law)
            }
            (Stage::Eligible { .. }, Action::Assign { case }) => Ok(Fact::Assigned { case }),
            (stage, Action::ChangeParties(change)) if !matches!(stage, Stage::Assigned { .. }) => {
                self.change_parties(change, occasion)
            }
            (_, Action::RecordReceipt { notice, said }) => self.record_receipt(notice, &said, occasion, law),
            (_, Action::SendNotice(notice)) => self.notice_sent(notice, law, occasion.on),
            (_, action) => self.put_off(action, occasion, law),
        }
    }

    fn screened(
        &self,
        time_over: bool,
        other: Option<String>,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        let screening = self.screen(time_over, other, (occasion.on, law))?;
        Ok(Fact::Screened { screening, on: occasion.on })
    }

    /// What may be done next, in a sentence.
    #[must_use]
    pub fn next_step(&self) -> &'static str {
        next_step(&self.stage)
    }

    /// What the screen finds as things are on a day, without recording it.
    pub fn preview(&self, on: Date, law: &Law) -> Result<Screening, Refusal> {
        let time_over = matches!(self.stage, Stage::Screening { time_over: true, .. });
        self.screen(time_over, None, (on, law))
    }

    /// Whether what is owed next is overdue. Nothing is while the notice that
    /// asks for it was not served.
    #[must_use]
    pub fn is_time_over(&self, on: Date) -> bool {
        self.unserved().is_none() && self.stage.due().is_some_and(|due| due.date < on)
    }

    /// The notice with whose service the time begins, while it is owed.
    fn unserved(&self) -> Option<NoticeKind> {
        let deferred = matches!(self.stage, Stage::Deferred { .. });
        let asks = |kind: &&NoticeKind| match kind {
            NoticeKind::InformationRequest | NoticeKind::Reminder => true,
            NoticeKind::Deferral => deferred,
            _ => false,
        };
        self.owed.iter().find(asks).copied()
    }

    fn is_eligible(&self) -> bool {
        matches!(self.stage, Stage::Eligible { .. })
    }

    pub(super) fn screen(
        &self,
        time_over: bool,
        other: Option<String>,
        (on, law): (Date, &Law),
    ) -> Result<Screening, Refusal> {
        let standing = Standing { time_over, other, today: Some(on), ..self.standing() };
        eligibility::screen_with(&self.left_to_it(), &standing, law)
    }

    /// What is known of it beside the form.
    fn standing(&self) -> Standing {
        Standing {
            compared: self.compared.as_ref().map(super::Comparison::in_words),
            filed: self.compared.as_ref().map(super::Comparison::filed).unwrap_or_default(),
            period: self.period.clone(),
            asks_anew: self.asks_anew(),
            reversed: self.reversed.clone(),
            ..Standing::default()
        }
    }

    /// A person decides which period holds only where the screen leaves that
    /// open; a decision can be changed until the screen has judged by it.
    fn period_found(&self, track: Track, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        let screening = eligibility::screen_with(&self.form, &Standing { period: None, ..self.standing() }, law)?;
        let open = |test: &eligibility::Test| test.result == TestResult::Undecided(Reason::Untimely);
        if !screening.tests.iter().any(open) {
            return Err(Refusal::new(
                Code::WrongStage,
                format!("Which period for filing holds is no question on application {}.", self.id),
                next_step(&self.stage),
            ));
        }
        if occasion.reason.trim().is_empty() {
            return Err(Refusal::new(
                Code::ReasonMissing,
                format!("That the {} holds for application {} is said without a reason.", track.period(), self.id),
                "Say why: the notice tells the parties.",
            ));
        }
        let (by, because) = (occasion.by.to_string(), occasion.reason.clone());
        Ok(Fact::PeriodFound { found: PeriodFound { track, by, because } })
    }

    fn something_is_open(&self, screening: &Screening) -> Result<(), Refusal> {
        if screening.outcome == Outcome::InformationNeeded {
            return Ok(());
        }
        Err(Refusal::new(
            Code::WrongStage,
            format!("There is nothing to ask about application {}: no test is open.", self.id),
            next_step(&self.stage),
        ))
    }

    /// A reminder goes out only where the decision is missing, and only under
    /// the rule that had reminders.
    fn may_be_reminded(&self, screening: &Screening, law: &Law) -> Result<(), Refusal> {
        let row = law.value("missing-ur-decision", self.form.received)?;
        let open = screening.tests.iter().any(|test| test.result.reason() == Some(Reason::NoUrDecision));
        if open && row.words()? == "remind" && screening.outcome == Outcome::InformationNeeded {
            return Ok(());
        }
        Err(Refusal::new(
            Code::WrongStage,
            format!(
                "No reminder goes out on application {}, received {}: {}.",
                self.id,
                self.form.received,
                if open { "reminders had ended by then" } else { "the decision is attached" }
            ),
            "Screen it, or request information.",
        )
        .citing(&row.citation))
    }

    /// What comes completes the form; it does not change when it came, nor
    /// whose it is.
    fn answered(&self, form: Form, on: Date, occasion: &Occasion) -> Result<Fact, Refusal> {
        let likeness = duplicate::same_worker(&self.form, &form);
        if likeness.is_another_worker() {
            return Err(Refusal::new(
                Code::AnotherWorker,
                format!(
                    "Application {} cannot be completed with the form of another worker: {}",
                    self.id,
                    likeness.because()
                ),
                "Complete the application it belongs to, or file it as a new one.",
            ));
        }
        let reminded = matches!(self.stage, Stage::Incomplete { .. }) && self.unserved().is_none();
        let (due, received) = (self.stage.due().map(|due| due.date), self.form.received);
        if form.received != received {
            return Err(Refusal::new(
                Code::ImpossibleDate,
                format!(
                    "Application {} was received on {received}; what completes it cannot change that.",
                    self.id
                ),
                "Leave the day of receipt as it is.",
            ));
        }
        if on > occasion.on || on < received {
            return Err(Refusal::new(
                Code::ImpossibleDate,
                format!(
                    "What completes application {}, received {received}, cannot have come on {on}: it is {}.",
                    self.id, occasion.on
                ),
                "Give the day on which it came.",
            ));
        }
        match due {
            Some(due) if reminded && on > due => Err(Refusal::new(
                Code::TooLate,
                format!("What was missing from application {} was due {due} and came on {on}.", self.id),
                "Record that the time is over, and file a new application if the period for filing is still open.",
            )
            .citing("8 CCR 9792.10.3")),
            _ => Ok(Fact::Answered { form, on: Some(on) }),
        }
    }

    /// What came in the time for it may be found and recorded later, when the
    /// time was found to be over: the day on which it came counts.
    fn answered_in_time(&self, form: Form, on: Date, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        let asked = |kind: &NoticeKind| matches!(kind, NoticeKind::InformationRequest | NoticeKind::Reminder);
        let asked = self.notices.iter().rev().find_map(|one| Some((one.kind.filter(asked)?, one)));
        let due = asked
            .map(|(kind, one)| self.answer_due(kind, (&one.proofs, &one.received), law))
            .transpose()?
            .flatten();
        match due {
            None => Err(self.refused(&self.stage, &Action::Answer { form, received: on })),
            Some(due) if on <= due.date => self.answered(form, on, occasion),
            Some(due) => Err(Refusal::new(
                Code::TooLate,
                format!("What was missing from application {} was due {} and came on {on}.", self.id, due.date),
                next_step(&self.stage),
            )
            .citing("8 CCR 9792.10.3(c)")),
        }
    }

    fn time_over(&self, stage: &Stage, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        let Some(due) = stage.due() else { return Err(self.refused(stage, &Action::PassTime)) };
        if let Some(kind) = self.unserved() {
            return Err(Refusal::new(
                Code::NotServed,
                format!("The time on application {} has not begun: the {kind} was not served.", self.id),
                "Serve it (imr application advance), or record what came.",
            )
            .citing("8 CCR 9792.10.3(c)"));
        }
        if occasion.on <= due.date {
            return Err(Refusal::new(
                Code::TooEarly,
                format!("The time on application {} is not over: {} until {}.", self.id, due.title, due.date),
                "Wait until the day after, or record what came.",
            ));
        }
        let screening = match stage {
            Stage::Incomplete { .. } => Some(self.screen(true, None, (occasion.on, law))?),
            Stage::Deferred { .. } => {
                let today = Some(occasion.on);
                let standing = Standing { time_over: true, not_renewed: true, today, ..self.standing() };
                Some(eligibility::screen_with(&self.form, &standing, law)?)
            }
            Stage::Assigned { screening, .. } => {
                screening.clone().map(|found| found.having_lost(occasion.on, Some(due)))
            }
            _ => None,
        };
        Ok(Fact::TimePassed { due: due.clone(), screening })
    }

    fn items_ended(
        &self,
        items: Vec<usize>,
        ended: Ended,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        let there = self.form.ur_decision.as_ref().map_or(0, |decision| decision.items.len());
        if let Some(item) = items.iter().find(|item| !(1..=there).contains(*item)) {
            return Err(Refusal::new(
                Code::UnknownItem,
                format!("Application {} has no item {item}; it has {there}.", self.id),
                "Count the items as the decision lists them, from 1.",
            ));
        }
        self.may_end(&items, ended.on, occasion)?;
        let mut after = self.clone();
        if let Some(decision) = &mut after.form.ur_decision {
            items.iter().for_each(|item| decision.items[item - 1].ended = Some(ended.clone()));
        }
        // Who withdraws all that is left withdraws the application (T14).
        if ended.how == End::Withdrawn
            && !items.is_empty()
            && after.form.disputed().all(|item| item.ended.is_some())
        {
            return Ok(Fact::Withdrawn { on: ended.on });
        }
        let screening =
            if self.is_eligible() { Some(after.screen(false, None, (occasion.on, law))?) } else { None };
        Ok(Fact::ItemsEnded { items, ended, screening })
    }

    /// What was found eligible already is screened anew, so that the test of
    /// the priority says the same as the application.
    fn expedited(&self, threat: Threat, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        self.may_be_certified(&threat, occasion)?;
        let mut after = self.clone();
        after.form.threat = Some(threat.clone());
        let again = self.is_eligible().then(|| after.screen(false, None, (occasion.on, law))).transpose()?;
        let screening = again.filter(|found| found.outcome == Outcome::Eligible);
        Ok(Fact::Expedited { threat, screening })
    }

    /// A corrected form comes as an application of its own while the period
    /// for filing is open. The day it was received counts, not the day it was
    /// typed in.
    pub(super) fn may_be_refiled(&self, screening: &Screening, on: Date) -> Result<(), Refusal> {
        match &screening.filing_due {
            Some(due) if on > due.date && !screening.waits_for_liability() => Err(Refusal::new(
                Code::TooLate,
                format!(
                    "Application {} cannot be corrected on {on}: the last day for filing was {}.",
                    self.id, due.date
                ),
                "The finding can be taken to the Appeals Board.",
            )
            .citing("Labor Code 4610.5(h)(1)")),
            _ => Ok(()),
        }
    }

    pub(super) fn refused(&self, stage: &Stage, action: &Action) -> Refusal {
        let assigned = matches!(stage, Stage::Assigned { .. });
        if let (Some(screening), Action::Assign { .. }, false) = (stage.screening(), action, assigned) {
            return Refusal::new(
                Code::NotEligible,
                format!("No case can be opened on application {}: {}", self.id, screening.because()),
                match screening.outcome {
                    Outcome::Undecided => next_step(stage),
                    _ => "Send the notice that is owed, or screen again when what is missing has come.",
                },
            )
            .citing("8 CCR 9792.10.3");
        }
        let sentence = format!(
            "Application {} is at the stage \"{}\" ({}), where it cannot be {}.",
            self.id,
            stage.name(),
            stage.state(),
            action.in_words()
        );
        Refusal::new(Code::WrongStage, sentence, next_step(stage))
    }
}

/// What comes next at a stage.
fn next_step(stage: &Stage) -> &'static str {
    match stage {
        Stage::Received => "Compare it with earlier applications first.",
        Stage::Screening { screening: Some(screening), .. } if screening.outcome == Outcome::Undecided => {
            "Decide which period for filing holds: imr application do ordinary-period, or formulary-period, with the \
             reason."
        }
        Stage::Screening { .. } => "Screen it, or request what is missing.",
        Stage::InformationRequested { .. } | Stage::Incomplete { .. } => {
            "Record what came, or that the time is over."
        }
        Stage::Ineligible { .. } => "File a corrected application, or record a petition.",
        Stage::Deferred { refiled: Some(_), .. } => "Act on the application that asks for it anew.",
        Stage::Deferred { renewal_due: Some(_), .. } => {
            "Record that it was asked for anew, or, if that was recorded wrongly, how the dispute about liability ended."
        }
        Stage::Deferred { .. } => "Record how the dispute about liability ended, then that it was asked for anew.",
        Stage::Eligible { .. } => "Open a case on it.",
        Stage::Withdrawn { .. } => "It is closed; a new form is a new application.",
        Stage::Duplicate { .. } => "Find it to be no duplicate, or act on the earlier application.",
        Stage::Appealed { .. } => "Record the order of the Appeals Board.",
        Stage::Assigned { renewal_due: Some(_), .. } => {
            "Act on its case; what was put off is asked for anew by a new form, or by a letter (imr application do renew)."
        }
        Stage::Assigned { .. } => "Act on its case.",
    }
}

fn counted(law: &Law, rule: &str, on: Date) -> Result<Due, Refusal> {
    deadline::due(law, rule, Trigger::on(on))
}
