//! The next ordinary steps of applications and cases: those that ask for
//! nobody's judgment. Whatever asks for one is left, and said.

use crate::filing::keys;
use crate::{App, AppError};
use imr_core::application::{Action as Filing, Application, Stage as Filed};
use imr_core::case::joining::{Joining, may_join};
use imr_core::case::{Case, Owed, Stage};
use imr_core::duplicate::Identity;
use imr_core::eligibility::Outcome;
use imr_core::party::Actor;
use imr_core::refusal::{Code, Refusal};
use imr_core::service::{NoticeKind, Serving};
use imr_store::Kind;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Whether what a reviewer asks for has not gone out yet: it is served first,
/// and its time runs from then.
fn asks(case: &Case) -> bool {
    case.owed.contains(&Owed::Notice(NoticeKind::AdditionalInformation))
}

/// Why, for the history.
const REASON: &str = "the next ordinary step";

/// How far something came.
#[derive(Debug, Clone)]
pub struct Advanced<T> {
    /// As it is now.
    pub now: T,
    /// What was served on the way.
    pub served: Vec<NoticeKind>,
    /// What stopped it, where the law or the state of things said no.
    pub refused: Option<Refusal>,
}

impl App {
    /// Screens an application, asks for what is missing, records that a time
    /// is over, opens a case on it, and serves what it owes.
    pub async fn advance_application(
        &self,
        id: Uuid,
        serving: impl Into<Serving>,
        by: &Actor,
    ) -> Result<Advanced<Application>, AppError> {
        let mut one = self.carried(self.application(id).await?, by, REASON).await?;
        let mut refused = None;
        loop {
            let action = match &one.stage {
                Filed::Screening { screening: Some(found), .. } if found.outcome == Outcome::Undecided => break,
                Filed::Screening { screening: Some(_), time_over: false } => self.asking(&one),
                Filed::Screening { .. } => Filing::Screen,
                _ if one.is_time_over(self.world.today()) => Filing::PassTime,
                Filed::Eligible { .. } => {
                    let cases = self.cases_to_join(&one).await?;
                    if !cases.is_empty() {
                        refused = Some(may_join(id, &cases));
                        break;
                    }
                    self.open_case(id, by, REASON).await?;
                    one = self.application(id).await?;
                    continue;
                }
                _ => break,
            };
            match self.move_application(id, action, by, REASON).await {
                Ok(next) => one = next,
                Err(AppError::Refused(why)) => {
                    refused = Some(why);
                    break;
                }
                Err(other) => return Err(other),
            }
        }
        let (now, served) = if one.owed.is_empty() {
            (one, Vec::new())
        } else {
            match self.serve_owed_on_application(id, serving, by, REASON).await {
                Err(AppError::Refused(why)) => {
                    refused = refused.or(Some(why));
                    (self.application(id).await?, Vec::new())
                }
                served => served?,
            }
        };
        Ok(Advanced { now, served, refused })
    }

    /// Numbers of the open cases that an eligible application could join (T20).
    pub async fn cases_to_join(&self, one: &Application) -> Result<Vec<String>, AppError> {
        let found = self.store.filings_with(&keys(&Identity::of(&one.form))).await?;
        let others: BTreeSet<String> = found.into_iter().map(|other| other.id).collect();
        let mut cases = BTreeSet::new();
        for other in others.iter().filter(|other| **other != one.id.to_string()) {
            let Some(other) = self.store.document::<Application>(Kind::Application, other).await? else { continue };
            let Filed::Assigned { case, .. } = &other.stage else { continue };
            let case = self.case(case).await?;
            let first = self.application(case.opening.application).await?;
            let joining = Joining::of(one, &first, "", self.world.today(), &self.law);
            if joining.is_ok_and(|joining| case.could_take_in(joining)) {
                cases.insert(case.number().to_owned());
            }
        }
        Ok(cases.into_iter().collect())
    }

    /// What is missing is asked for; while the law had reminders, by one.
    fn asking(&self, one: &Application) -> Filing {
        let reminders = self.law.value("missing-ur-decision", one.form.received).and_then(|row| row.words());
        match one.form.ur_decision {
            None if reminders.is_ok_and(|words| words == "remind") => Filing::Remind,
            _ => Filing::RequestInformation,
        }
    }

    /// Serves the notice of assignment, finds records overdue, proposes a
    /// reviewer, sends the case file, ends a waiting that is over, and serves
    /// what the case owes.
    pub async fn advance_case(
        &self,
        number: &str,
        serving: impl Into<Serving>,
        by: &Actor,
    ) -> Result<Advanced<Case>, AppError> {
        let (serving, today) = (serving.into(), self.world.today());
        let mut case = self.case(number).await?;
        let (mut served, mut refused) = (Vec::new(), None);
        loop {
            let step = match &case.stage {
                Stage::Assigned | Stage::AwaitingRecords { amended_notice_due: Some(_), .. } => {
                    let first = matches!(case.stage, Stage::Assigned);
                    let step = self.serve_notice(number, serving.clone(), by, REASON).await;
                    let kind = if first { NoticeKind::Assignment } else { NoticeKind::AmendedAssignment };
                    served.extend(step.is_ok().then_some(kind));
                    step
                }
                Stage::AwaitingRecords { records_due, .. } if today > records_due.date => {
                    self.find_overdue_unjudged(&case, by).await
                }
                Stage::RecordsComplete { .. }
                | Stage::WithoutRecords { .. }
                | Stage::ReviewerMatching { matching: None, .. } => self.propose_reviewer(number, by, REASON).await,
                Stage::InReview { review } if review.sent.is_none() => {
                    self.send_case_file(number, None, by, REASON).await
                }
                Stage::InformationAsked { asked, .. } if today > asked.due.date && !asks(&case) => {
                    self.end_waiting(number, by).await
                }
                _ => break,
            };
            match step {
                Ok(next) => case = next,
                Err(AppError::Refused(why)) => {
                    refused = Some(why);
                    break;
                }
                Err(other) => return Err(other),
            }
        }
        if !case.owed.is_empty() {
            let after = self.serve_owed(number, serving, by, REASON).await?;
            case = after.case;
            served.extend(after.notices);
            refused = refused.or(after.refused.into_iter().next().map(|(_, why)| why));
        }
        Ok(Advanced { now: case, served, refused })
    }
}

impl App {
    /// Finds records overdue, unless a person has to look at what came.
    async fn find_overdue_unjudged(&self, case: &Case, by: &Actor) -> Result<Case, AppError> {
        case.overdue_unjudged()?;
        self.find_records_overdue(case.number(), by, REASON).await
    }
}

impl Advanced<Case> {
    /// What a person does next, in a sentence; of a refusal its code and
    /// remedy, so that cases that wait for the same are told together.
    #[must_use]
    pub fn waits_for(&self) -> String {
        waits_for(self.refused.as_ref(), self.now.next_step())
    }
}

impl Advanced<Application> {
    /// The same for an application.
    #[must_use]
    pub fn waits_for(&self) -> String {
        waits_for(self.refused.as_ref(), self.now.next_step())
    }
}

fn waits_for(refused: Option<&Refusal>, next: &str) -> String {
    refused.map_or_else(|| next.to_owned(), |why| format!("{}: {}", Code::as_str(why.code), why.remedy))
}
