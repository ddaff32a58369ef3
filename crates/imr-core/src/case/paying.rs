//! Payment of an invoice: what came, when, under which reference, and what is
//! left (8 CCR 9792.10.8; rulebook D23).

use super::{Case, Fact, Invoice};
use crate::deadline::Due;
use crate::occasion::Occasion;
use crate::prose::dollars;
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Money that came on an invoice, in whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The day on which it came.
    pub on: Date,
    /// How much, in cents.
    pub amount_cents: i64,
    /// What tells it from others: the number of a check or transfer.
    pub reference: String,
}

impl Invoice {
    /// What is left to pay, in cents.
    #[must_use]
    pub fn open_cents(&self) -> i64 {
        self.amount_cents() - self.payments.iter().map(|one| one.amount_cents).sum::<i64>()
    }
}

impl Case {
    /// Until when invoices are to be paid of which something is left to pay
    /// (rulebook D23); they are owed after the case is closed, too.
    pub fn invoices_due(&self) -> impl Iterator<Item = &Due> {
        self.invoices.iter().filter(|invoice| invoice.open_cents() > 0).map(|invoice| &invoice.due)
    }

    /// A payment goes to the oldest invoice of which something is left to pay.
    pub(super) fn record_payment(&self, payment: Payment, occasion: &Occasion) -> Result<Fact, Refusal> {
        let refuse = |code, why: String, remedy: &str| {
            let amount = dollars(payment.amount_cents);
            let sentence = format!("A payment of {amount} cannot be recorded in case {}: {why}.", self.number());
            Err(Refusal::new(code, sentence, remedy).citing("8 CCR 9792.10.8"))
        };
        let unclear = Code::PaymentUnclear;
        if self.invoices.is_empty() {
            return refuse(Code::NotServed, "no invoice was sent".to_owned(), "Send the invoice first (serve).");
        }
        let open = self.invoices.iter().enumerate().find(|(_, invoice)| invoice.open_cents() > 0);
        let Some((at, invoice)) = open else {
            return refuse(
                unclear,
                "what was invoiced is paid".to_owned(),
                "Look at what was recorded (imr case show).",
            );
        };
        let left = invoice.open_cents();
        if payment.amount_cents <= 0 || payment.amount_cents > left {
            let why = format!("{} of the invoice of {} is left to pay", dollars(left), invoice.on);
            return refuse(unclear, why, "Give the amount that is for this case; send back what is too much.");
        }
        if payment.reference.trim().is_empty() {
            let why = "it has no reference, which tells it from others".to_owned();
            return refuse(unclear, why, "Give the number of the check or transfer.");
        }
        if payment.on < invoice.on || payment.on > occasion.on {
            let why = format!(
                "the invoice went out on {}, today is {}, and it is said to have come on {}",
                invoice.on, occasion.on, payment.on
            );
            return refuse(Code::ImpossibleDate, why, "Give the day on which it came.");
        }
        if self.invoices.iter().any(|one| one.payments.contains(&payment)) {
            let why = format!("the same of {} under {} was recorded already", payment.on, payment.reference);
            return refuse(unclear, why, "Record each payment once.");
        }
        let open_cents = left - payment.amount_cents;
        Ok(Fact::InvoicePaid { invoice: at, payment, open_cents })
    }

    /// The case after it.
    pub(super) fn paid(mut self, invoice: usize, payment: Payment) -> Option<Self> {
        self.invoices.get_mut(invoice)?.payments.push(payment);
        Some(self)
    }
}
