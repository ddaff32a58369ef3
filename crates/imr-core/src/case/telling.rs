//! What happened to a case, in a line each.

use super::Fact;
use super::after::{Ending, Implemented};
use super::clocks::Clock;
use super::work::Despite;
use crate::casefile::{Document, Manifest};
use crate::prose::{counted, page_list};

impl Fact {
    /// What happened, in a line.
    #[must_use]
    pub fn headline(&self) -> String {
        match self {
            Self::Opened { opening } => {
                format!("case opened with {}", counted(opening.ur_decision.items.len(), "item"))
            }
            Self::NoticeServed { notice, records_due } => {
                format!("{}; records due {}", served(notice), records_due.date)
            }
            Self::Joined { joined, notice_due, .. } => format!(
                "another application joined as {} with {}; amended notice due {}",
                joined.alias,
                counted(joined.items.len(), "item"),
                notice_due.date
            ),
            Self::Expedited { clocks, .. } => {
                format!("review expedited: {}", clocks.iter().map(moved).collect::<Vec<_>>().join(", "))
            }
            Self::RecordsOverdue { .. } => "records found overdue".to_owned(),
            Self::DocumentsReceived { documents } => came(documents),
            Self::FileCameAgain { file, sent_by } => format!("file {} came again from the {sent_by}", file.short()),
            Self::FileCorrected { correction } => format!("case file corrected: {}", correction.in_words()),
            Self::FileReread { reread } => {
                let pages: Vec<String> = reread.pages.iter().map(u32::to_string).collect();
                format!("read now, and could not be read before: page {}", pages.join(", "))
            }
            Self::Searched { searched } => searched.to_string(),
            Self::DocumentReceived { document } => came(std::slice::from_ref(document)),
            Self::RecordsCompleted { determination_due, despite, .. } => format!(
                "records complete{}; determination due {}",
                told_despite(despite.as_ref()),
                determination_due.date
            ),
            Self::ProceededWithout { without, determination_due } => format!(
                "proceeding without the claims administrator's records, on {} other documents; determination due {}",
                without.others.len(),
                determination_due.date
            ),
            Self::TimeExtended { clock, .. } => format!("time extended: {}", moved(clock)),
            Self::ItemsDropped { ending } => format!("{}; the others go on", ended(ending)),
            Self::Terminated { termination } => format!("{}; the review has ended", ended(&termination.ending)),
            Self::Invoiced { invoice, notice } => {
                format!("{}: {}", served(notice), crate::prose::dollars(invoice.amount_cents()))
            }
            other => {
                let told = other.told_of_review().or_else(|| other.told_of_after());
                told.or_else(|| other.told_beside()).unwrap_or_default()
            }
        }
    }

    /// What is recorded wherever a case stands.
    fn told_beside(&self) -> Option<String> {
        Some(match self {
            Self::NoticeSent { notice, clocks, .. } => format!("{}{}", served(notice), set(clocks)),
            Self::NoticeReceived { title, receipt, clocks, .. } => {
                format!("{}{}", receipt.headline(title), set(clocks))
            }
            Self::PartiesChanged { change } => change.headline(),
            Self::Attested { reviewer, attestation } => {
                format!("reviewer {reviewer} attested anew, to {} names", attestation.names.len())
            }
            Self::InvoicePaid { payment, open_cents, .. } => format!(
                "paid on the invoice on {}: {} ({}); {} left",
                payment.on,
                crate::prose::dollars(payment.amount_cents),
                payment.reference,
                crate::prose::dollars(*open_cents)
            ),
            _ => return None,
        })
    }

    fn told_of_review(&self) -> Option<String> {
        Some(match self {
            Self::ReviewerProposed { matching } => format!(
                "reviewer {} proposed out of {}",
                matching.chosen.as_deref().unwrap_or("nobody"),
                matching.considered()
            ),
            Self::Accepted { reviewer, .. } => format!("reviewer {} accepted and attested", reviewer.id),
            Self::Declined { exclusion } => {
                format!("reviewer {} declined: {}", exclusion.reviewer, exclusion.because)
            }
            Self::ConflictFound { exclusion, others_stay } => {
                let others = if *others_stay { "; the others go on" } else { "" };
                let because = exclusion.because.trim_end_matches('.');
                format!("reviewer {} found a conflict of interest: {because}{others}", exclusion.reviewer)
            }
            Self::CaseFileSent { sent } => format!(
                "{} sent: {}, {}{}",
                if sent.added.is_empty() { "complete case file" } else { "later addition to the case file" },
                counted(sent.manifest.entries.len(), "document"),
                counted(usize::try_from(sent.manifest.pages).unwrap_or(usize::MAX), "page"),
                unread_of(&sent.manifest, sent.despite.as_ref())
            ),
            Self::ReceiptConfirmed { reviewer, .. } => format!("reviewer {reviewer} confirmed the receipt"),
            Self::InformationAsked { asked } => {
                format!("information asked of the {} until {}: {}", asked.of, asked.due.date, asked.question)
            }
            Self::InformationReceived { says } => format!("answer received: {says}"),
            Self::WaitingEnded { .. } => "the time for an answer is over".to_owned(),
            Self::SeveralApproved { approval } => {
                format!("several reviewers approved by {} on {}", approval.by, approval.dated)
            }
            Self::ItemDecided { decision, .. } => {
                format!("item {} decided: {}", decision.item, decision.decision.as_str())
            }
            Self::OpinionSigned { reviewer, combined, .. } => match combined {
                Some(all) => format!("reviewer {reviewer} signed as the last: {}", all.overall().as_str()),
                None => format!("reviewer {reviewer} signed"),
            },
            Self::Signed { determination, .. } => {
                format!("determination signed: {}", determination.overall().as_str())
            }
            Self::CheckPassed { by, .. } => format!("checked and found complete by {by}"),
            Self::Returned { findings } => format!("returned to the reviewer: {}", findings.join("; ")),
            _ => return None,
        })
    }

    fn told_of_after(&self) -> Option<String> {
        Some(match self {
            Self::Issued { letter, appeal_until, .. } => {
                format!(
                    "Final Determination Letter issued to {} recipients; appeal until {}",
                    letter.notice.proofs.len(),
                    appeal_until.date
                )
            }
            Self::LetterReceived { on, authorize_by, pay_by } => format!(
                "letter received by the claims administrator on {on}; authorization due {}, payment due {}",
                authorize_by.date, pay_by.date
            ),
            Self::ImplementationRecorded { done, .. } => {
                let items: Vec<String> = done.iter().map(implemented).collect();
                format!("implemented: {}", items.join(", "))
            }
            Self::LiabilityDisputed { .. } => "liability disputed for another reason".to_owned(),
            Self::LiabilityResolved { for_employee: true, on, .. } => {
                format!("dispute of liability resolved for the employee on {on}")
            }
            Self::LiabilityResolved { on, .. } => {
                format!("dispute of liability resolved against the employee on {on}; nothing is left to implement")
            }
            Self::NotImplemented { due, .. } => format!("not implemented by {}", due.date),
            Self::Petitioned { petition } => format!(
                "petition of the {} filed {}, {}",
                petition.by,
                petition.filed,
                if petition.in_time { "in time" } else { "late" }
            ),
            Self::PetitionEnded { order, .. } => format!("petition ended by the order of {}", order.dated),
            Self::OrderReturned { order, lacks } => {
                format!("order of {} returned: it states no {lacks}", order.dated)
            }
            Self::Reversed { order } => format!("determination set aside by the order of {}", order.dated),
            Self::Reassigned { determination_due, exclusions } => format!(
                "assigned anew without {}; determination due {}",
                exclusions.iter().map(|one| one.reviewer.as_str()).collect::<Vec<_>>().join(" and "),
                determination_due.date
            ),
            Self::Closed { .. } => "case closed".to_owned(),
            _ => return None,
        })
    }
}

fn served(notice: &crate::service::ServedNotice) -> String {
    let recipients = notice.proofs.len();
    format!("{} served on {recipients} recipient{}", notice.title, if recipients == 1 { "" } else { "s" })
}

fn ended(ending: &Ending) -> String {
    format!("{} {}", items(&ending.items), ending.cause.in_words())
}

fn implemented(one: &Implemented) -> String {
    let late = if one.days_late > 0 { format!(", {} days late", one.days_late) } else { String::new() };
    format!("item {} on {}{late}", one.item, one.on)
}

/// `item 2` or `items 1, 3`.
pub(crate) fn items(numbers: &[usize]) -> String {
    let list: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!("item{} {}", if numbers.len() == 1 { "" } else { "s" }, list.join(", "))
}

/// Documents that came together.
fn came(documents: &[Document]) -> String {
    match documents {
        [one] => format!("{} received ({})", one.kind, one.pages_in_words()),
        many => format!(
            "{} documents received (pages {}-{})",
            many.len(),
            many.first().map_or(0, |one| one.first_page),
            many.last().map_or(0, Document::last_page)
        ),
    }
}

/// What of a manifest could not be read. Files that were sent before a reason
/// was asked for have none.
fn unread_of(manifest: &Manifest, despite: Option<&Despite>) -> String {
    match (manifest.unread.as_slice(), despite) {
        (_, Some(_)) => told_despite(despite),
        ([], None) => String::new(),
        (pages, None) => format!(", of which {} could not be read", pages.len()),
    }
}

fn told_despite(despite: Option<&Despite>) -> String {
    let told = |one: &Despite| format!(", although {} could not be read ({})", page_list(&one.pages), one.because);
    despite.map(told).unwrap_or_default()
}

/// What clocks were set to beside it.
fn set(clocks: &[Clock]) -> String {
    clocks.iter().map(|clock| format!("; {}", moved(clock))).collect()
}

/// From which day to which a clock was set.
fn moved(clock: &Clock) -> String {
    format!("{} {} becomes {}", clock.old.rule, clock.old.date, clock.new.date)
}
