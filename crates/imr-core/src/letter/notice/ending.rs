//! Notices that something is no longer in dispute, and the invoice.

use super::{Sending, form, items, step};
use crate::calendar::{in_words, numeric};
use crate::case::after::{Cause, Ending, Termination};
use crate::case::{Case, Dropped, Invoice, Stage};
use crate::paper::{Block, Composition};
use crate::prose::dollars;
use crate::refusal::Refusal;
use crate::service::NoticeKind;

/// Some items dropped out; the others go on.
pub(super) fn amended_items(case: &Case) -> Option<Vec<Block>> {
    if case.dropped.is_empty() || case.items.is_empty() {
        return None;
    }
    Some(vec![
        Block::text("The following is no longer in dispute and will not be reviewed:"),
        dropped(&case.dropped),
        Block::text("The review goes on with what is left. The determination will speak of these items only:"),
        items(case),
    ])
}

fn dropped(dropped: &[Dropped]) -> Block {
    let row = |one: &Dropped| {
        vec![
            one.item.number.to_string(),
            one.item.item.clone(),
            crate::prose::capital(one.cause.in_words()),
            numeric(one.on),
        ]
    };
    Block::Table {
        head: ["Item", "Treatment", "Why", "Notice of"].map(str::to_owned).to_vec(),
        rows: dropped.iter().map(row).collect(),
    }
}

/// The review has ended without a determination.
pub(super) fn termination(sending: Sending<'_>, case: &Case) -> Option<Vec<Block>> {
    let (Stage::TerminatedAuthorized { termination } | Stage::TerminatedWithdrawn { termination }) = &case.stage
    else {
        return None;
    };
    let mut blocks = vec![
        Block::text(format!(
            "This Independent Medical Review has ended. {} There will be no determination.",
            because(&termination.ending)
        )),
        dropped(&case.dropped),
    ];
    blocks.push(Block::heading(2, "WHAT THIS MEANS"));
    blocks.push(Block::text(meaning(termination.ending.cause)));
    blocks.push(Block::labelled("The case file:", reached(termination)));
    blocks.push(Block::labelled("The fee:", fee(sending, case)));
    Some(blocks)
}

fn because(ending: &Ending) -> String {
    let on = in_words(ending.on);
    match ending.cause {
        Cause::Authorized => {
            format!("The claims administrator gave notice on {on} that the disputed treatment is authorized.")
        }
        Cause::Withdrawn => format!("The employee withdrew the application; the notice is of {on}."),
        Cause::Settled => format!("The parties have settled the dispute; the notice is of {on}."),
        Cause::Awarded => format!("A judge has awarded the disputed treatment; the notice is of {on}."),
        Cause::RequestWithdrawn => {
            format!("The physician no longer requests the treatment; the notice is of {on}.")
        }
    }
}

fn meaning(cause: Cause) -> &'static str {
    match cause {
        Cause::Authorized => {
            "The claims administrator has agreed to the treatment. The utilization review decision on it no longer stands in the way."
        }
        Cause::Withdrawn | Cause::RequestWithdrawn => {
            "Whether the treatment is necessary was not decided here. The utilization review decision was neither upheld nor overturned."
        }
        Cause::Settled | Cause::Awarded => {
            "What was agreed or awarded holds between the parties. The utilization review decision was neither upheld nor overturned here."
        }
    }
}

fn reached(termination: &Termination) -> &'static str {
    match termination.sent_to_reviewer {
        true => "it had been sent to an expert reviewer.",
        false => "it had not been sent to a reviewer.",
    }
}

/// What is owed for the stage that was reached, as it was invoiced or will be.
fn fee(sending: Sending<'_>, case: &Case) -> String {
    let owed = match case.invoices.last() {
        Some(invoice) => Ok((invoice.clone(), format!("invoiced on {}", numeric(invoice.on)))),
        None => case.invoice(sending.on, sending.law).map(|one| (one, "an invoice follows".to_owned())),
    };
    // What an amount is missing for is said where the invoice is refused.
    let Ok((invoice, how)) = owed else {
        return "it depends on this stage. Our rule book has no amount for it; the claims administrator gets an \
                invoice once it has."
            .to_owned();
    };
    let lines: Vec<String> = invoice
        .fees
        .iter()
        .map(|one| format!("{} for {} ({})", dollars(one.fee.amount_cents), one.reference, one.fee.citation))
        .collect();
    let doubt = match invoice.fees.iter().all(|one| one.fee.verified) {
        true => "",
        false => " An amount was not seen by us in the law itself; please check it.",
    };
    format!("{}; {how}. The claims administrator pays it, the employee never does.{doubt}", lines.join(" and "))
}

/// The invoice to the claims administrator (8 CCR 9792.10.8).
pub fn invoice(sending: Sending<'_>, case: &Case, invoice: &Invoice) -> Result<Composition, Refusal> {
    let number = format!("{}-{}", case.number(), case.invoices.len() + 1);
    let mut rows: Vec<Vec<String>> = invoice
        .fees
        .iter()
        .map(|line| vec![line.reference.clone(), line.what.clone(), dollars(line.fee.amount_cents)])
        .collect();
    rows.push(vec!["Total".to_owned(), String::new(), dollars(invoice.amount_cents())]);
    let mut body = vec![
        Block::labelled("Invoice:", number),
        Block::text(
            "The fee of an Independent Medical Review is paid by the claims administrator, never by the employee.",
        ),
        Block::Table { head: ["Application", "What for", "Amount"].map(str::to_owned).to_vec(), rows },
    ];
    let mut citations: Vec<&str> = invoice.fees.iter().map(|line| line.fee.citation.as_str()).collect();
    citations.dedup();
    body.push(Block::labelled("The price list:", format!("{}.", citations.join("; "))));
    if invoice.fees.iter().any(|line| !line.fee.verified) {
        body.push(Block::text("An amount above leans on a rule whose text we have not seen ourselves."));
    }
    body.push(Block::labelled("Pay by:", format!("{}.", in_words(invoice.due.date))));
    body.push(Block::List { numbered: true, entries: invoice.due.steps.iter().map(step).collect() });
    let facts = [
        ("Case Number", case.number().to_owned()),
        ("Claim Number", case.opening.claim_number.clone()),
        ("Application Received", numeric(case.opening.received)),
        ("Priority", case.priority().as_str().to_owned()),
    ];
    let reference = format!("Case {}", case.number());
    let to = case.addressees(NoticeKind::Invoice, sending.law, sending.on)?;
    Ok(form(
        case.notice_row(NoticeKind::Invoice, sending.law, sending.on)?,
        sending,
        &reference,
        &facts,
        (&to, body),
    ))
}
