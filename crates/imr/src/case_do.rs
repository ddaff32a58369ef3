//! `imr case do DEED CASE...`: what a person does with a case.

use crate::args::{CaseDeed as Deed, DoCase};
use crate::data;
use crate::failure::Failure;
use crate::following::{self, Which};
use imr_app::{App, AppError, EndOfDispute};
use imr_core::case::after::{Cause, Disposition, Ground, How};
use imr_core::case::{Case, Payment, Stage};
use imr_core::party::{Actor, Role};
use imr_core::service::ServedNotice;
use jiff::civil::Date;
use std::process::ExitCode;

pub(crate) async fn run(args: &DoCase) -> Result<ExitCode, Failure> {
    if args.on.is_some() && takes_no_day(args.deed) {
        return Err(Failure::new("This is recorded for today: no other day can be given for it. Leave --on out."));
    }
    let app = data::existing(&args.data, None).await?;
    let numbers = match &args.at {
        None => args.cases.clone(),
        Some(stage) => app.case_numbers(Some(stage)).await?,
    };
    let mut failed = 0;
    for number in &numbers {
        match done(&app, number, args).await {
            Ok(case) => {
                println!("{number}  {}: {}", case.stage.name(), case.next_step());
                if args.deed == Deed::Serve {
                    case.sent_slowly(&app.law).iter().for_each(|warning| eprintln!("{number}: {warning}"));
                    let today = app.world.today();
                    let now = case.notices.iter().filter(|notice| notice.proofs.iter().any(|one| one.on == today));
                    now.flat_map(missed).for_each(|warning| eprintln!("{number}: {warning}"));
                }
            }
            Err(why) => {
                eprintln!("{number}: {why}");
                failed += 1;
            }
        }
    }
    if numbers.len() != 1 {
        println!("{} done, {failed} failed", numbers.len() - failed);
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whom a notice did not reach, and of whom nobody can say where it went.
fn missed(notice: &ServedNotice) -> Vec<String> {
    let title = &notice.title;
    let unreached = notice.unreached.iter().map(|one| {
        format!("The {title} did not reach {} ({}): no address is known. Tell them otherwise.", one.name, one.role)
    });
    let public = |role| matches!(role, Role::AdministrativeDirector | Role::AppealsBoard);
    let unproved = notice.proofs.iter().filter(|one| one.lacks_a_number() && !public(one.role)).map(|one| {
        format!(
            "The {title} is recorded as served on {} ({}) by {}, and no number or address for it is known: the proof \
             of service says so.",
            one.name, one.role, one.method
        )
    });
    unreached.chain(unproved).collect()
}

async fn done(app: &App, number: &str, args: &DoCase) -> Result<Case, Failure> {
    let number = &app.number_of(number).await?;
    let (by, why) = (Actor::new(Role::Coordinator, &args.by), args.reason.as_str());
    let case = match args.deed {
        Deed::Serve => {
            let serving = args.service.serving();
            let stage = app.case(number).await?.stage;
            if matches!(stage, Stage::Assigned | Stage::AwaitingRecords { amended_notice_due: Some(_), .. }) {
                app.serve_notice(number, serving.clone(), &by, why).await?;
            }
            app.serve_owed(number, serving, &by, why).await?.whole().map_err(AppError::from)?
        }
        Deed::Join => app.join(number, application(args)?, &by, why).await?,
        Deed::Expedite => {
            let physician =
                args.physician.as_deref().ok_or_else(|| needed("whose certification it is", "--physician"))?;
            app.expedite(number, (physician, day(app, args), writing(args)?), &by, why).await?
        }
        Deed::RecordsOverdue => app.find_records_overdue(number, &by, why).await?,
        Deed::RecordsComplete => app.complete_records(number, args.unread.as_deref(), &by, why).await?,
        Deed::WithoutRecords => app.proceed_without_records(number, &by, why).await?,
        Deed::Match => app.propose_reviewer(number, &by, why).await?,
        Deed::SendFile => app.send_case_file(number, args.unread.as_deref(), &by, why).await?,
        Deed::Answer => app.receive_answer(number, why, &by).await?,
        Deed::EndWaiting => app.end_waiting(number, &by).await?,
        Deed::SeveralReviewers => {
            let approver = args.approver.as_deref().ok_or_else(|| needed("who approved it", "--approver"))?;
            let approval = (approver, day(app, args), args.reviewers);
            app.approve_several(number, approval, writing(args)?, &by, why).await?
        }
        Deed::ExtendTime => app.extend_time(number, writing(args)?, &by, why).await?,
        Deed::LiabilityDisputed => app.record_liability_dispute(number, &by, why).await?,
        Deed::Reassign => app.reassign(number, &by, why).await?,
        Deed::Close => app.close(number, &by, why).await?,
        Deed::Represented | Deed::RepresentationEnded | Deed::Address | Deed::Received | Deed::InvoicePaid => {
            followed(app, number, args, &by).await?
        }
        Deed::Attest | Deed::Accept | Deed::Decline | Deed::Conflict | Deed::ConfirmReceipt | Deed::Ask => {
            by_reviewer(app, number, args).await?
        }
        _ => ended(app, number, args, &by).await?,
    };
    Ok(case)
}

/// What the proposed or assigned reviewer does.
async fn by_reviewer(app: &App, number: &str, args: &DoCase) -> Result<Case, Failure> {
    let answers = matches!(args.deed, Deed::Accept | Deed::Decline);
    let by = app.acting_reviewer(number, answers, &args.by).await?;
    let why = args.reason.as_str();
    Ok(match args.deed {
        Deed::Accept => app.accept(number, app.names_to_attest(number).await?, &by, why).await?,
        Deed::Attest => app.attest_again(number, app.names_to_attest(number).await?, &by, why).await?,
        Deed::Decline => app.decline(number, why, &by).await?,
        Deed::Conflict => app.find_conflict(number, why, &by).await?,
        Deed::Ask => app.ask_information(number, party(args)?, why, &by).await?,
        _ => app.confirm_receipt(number, &by).await?,
    })
}

/// Who takes part, what was received, what was paid.
async fn followed(app: &App, number: &str, args: &DoCase, by: &Actor) -> Result<Case, Failure> {
    let (why, on) = (args.reason.as_str(), day(app, args));
    let which = match args.deed {
        Deed::InvoicePaid => {
            let amount = args.amount.as_deref().ok_or_else(|| needed("how much was paid", "--amount"))?;
            let (amount_cents, reference) = (following::cents(amount)?, args.reference.clone());
            return Ok(app.record_payment(number, Payment { on, amount_cents, reference }, by, why).await?);
        }
        Deed::Received => {
            let (notice, said) = following::receiving(party(args)?, on, &args.said)?;
            return Ok(app.record_receipt(number, notice, said, by, why).await?);
        }
        Deed::Represented => Which::Represented,
        Deed::RepresentationEnded => Which::Ended,
        _ => Which::Address,
    };
    let change = following::changed(&which, party(args)?, &args.said);
    let writing = args.writing.as_deref().map(data::bytes).transpose()?;
    Ok(app.change_parties(number, (change, on), writing, by, why).await?)
}

/// What ends a dispute, and what follows the letter.
async fn ended(app: &App, number: &str, args: &DoCase, by: &Actor) -> Result<Case, Failure> {
    let (why, on) = (args.reason.as_str(), day(app, args));
    let cause = match args.deed {
        Deed::Authorized => Some(Cause::Authorized),
        Deed::Withdrawn => Some(Cause::Withdrawn),
        Deed::Settled => Some(Cause::Settled),
        Deed::Awarded => Some(Cause::Awarded),
        Deed::NotRequested => Some(Cause::RequestWithdrawn),
        _ => None,
    };
    if let Some(cause) = cause {
        let end = EndOfDispute { cause, items: args.items.clone(), by: party(args)?, on, proof: writing(args)? };
        return Ok(app.end_dispute(number, end, by, why).await?);
    }
    let disposition = match args.deed {
        Deed::Denied => Some(Disposition::Denied),
        Deed::Dismissed => Some(Disposition::Dismissed),
        Deed::Reversed => Some(Disposition::Reversed { grounds: grounds(args)?, facts: args.facts.clone() }),
        _ => None,
    };
    if let Some(disposition) = disposition {
        return Ok(app.record_order(number, (disposition, on), writing(args)?, by, why).await?);
    }
    let result: Result<Case, AppError> = match args.deed {
        Deed::LetterReceived => app.record_letter_received(number, on, by, why).await,
        Deed::LiabilityResolvedForEmployee => app.resolve_liability_dispute(number, (true, on), by, why).await,
        Deed::LiabilityResolvedAgainstEmployee => app.resolve_liability_dispute(number, (false, on), by, why).await,
        Deed::Petition => app.record_petition(number, (party(args)?, on), writing(args)?, by, why).await,
        Deed::NotAuthorized => app.find_not_implemented(number, How::Authorized, by, why).await,
        Deed::NotPaid => app.find_not_implemented(number, How::Paid, by, why).await,
        Deed::Paid => app.record_implementation(number, &args.items, (How::Paid, on), by, why).await,
        _ => app.record_implementation(number, &args.items, (How::Authorized, on), by, why).await,
    };
    Ok(result?)
}

/// What is recorded for the day on which it is done.
fn takes_no_day(deed: Deed) -> bool {
    use Deed::{Accept, Answer, Ask, Close, ConfirmReceipt, Conflict, Decline, EndWaiting, ExtendTime, Join};
    use Deed::{LiabilityDisputed, Match, NotAuthorized, NotPaid, Reassign, RecordsComplete, RecordsOverdue};
    use Deed::{SendFile, Serve, WithoutRecords};
    let of_the_reviewer = matches!(deed, Accept | Decline | Conflict | ConfirmReceipt | Ask | Answer | EndWaiting);
    let of_the_records = matches!(deed, RecordsComplete | RecordsOverdue | WithoutRecords | SendFile | Match);
    let found = matches!(deed, NotAuthorized | NotPaid | LiabilityDisputed | ExtendTime | Reassign | Close);
    of_the_reviewer || of_the_records || found || matches!(deed, Serve | Join)
}

fn day(app: &App, args: &DoCase) -> Date {
    args.on.unwrap_or_else(|| app.world.today())
}

fn application(args: &DoCase) -> Result<uuid::Uuid, Failure> {
    let text = args.application.as_deref().unwrap_or_default();
    text.parse().map_err(|_| needed("the application that joins", "--application"))
}

fn writing(args: &DoCase) -> Result<Vec<u8>, Failure> {
    data::bytes(args.writing.as_deref().ok_or_else(|| needed("the writing it rests on", "--writing"))?)
}

fn needed(what: &str, flag: &str) -> Failure {
    Failure::new(format!("This needs {what}: name it with {flag}."))
}

fn party(args: &DoCase) -> Result<Role, Failure> {
    args.party.as_deref().map_or(Ok(Role::Employee), |text| word(text, "part"))
}

fn grounds(args: &DoCase) -> Result<Vec<Ground>, Failure> {
    args.grounds.iter().map(|text| word(text, "ground")).collect()
}

/// A word as it is typed, with hyphens.
pub(crate) fn word<T: serde::de::DeserializeOwned>(text: &str, what: &str) -> Result<T, Failure> {
    serde_json::from_value(serde_json::Value::String(text.replace('-', "_")))
        .map_err(|why| Failure::new(format!("\"{text}\" is no {what}: {why}. Write it with hyphens.")))
}
