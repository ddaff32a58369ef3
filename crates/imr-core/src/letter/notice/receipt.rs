//! The receipt of an application (T1): what came, when and how, what it is
//! kept under, and what it lacks as things are.

use super::Sending;
use super::application::{Filing, items, notice};
use crate::application::Form;
use crate::calendar::in_words;
use crate::digest::Digest;
use crate::eligibility::Defect;
use crate::paper::{Block, Composition};
use crate::prose::days_in_words;

/// What a receipt says beside what every notice says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Received<'a> {
    /// The form as it came.
    pub(super) form: &'a Form,
    /// Hash of the event that keeps it.
    pub(super) hash: Option<Digest>,
    /// What stands in the way of a review, as things are; none where the law
    /// refuses to say.
    pub(super) defects: Option<&'a [Defect]>,
}

/// An application was received.
#[must_use]
pub(super) fn receipt(sending: Sending<'_>, filing: &Filing<'_>, received: Received<'_>) -> Composition {
    let Received { form, hash, defects } = received;
    let at = form.received_at.map_or(String::new(), |at| format!(" at {} (Pacific time)", at.strftime("%H:%M")));
    let how = form.channel.map_or(String::new(), |method| format!(", by {method}"));
    let mut body = vec![
        Block::text(format!(
            "We received an application for Independent Medical Review on {}{at}{how}. It will be looked at to see \
             whether it can be reviewed.",
            in_words(filing.received)
        )),
        Block::heading(2, "WHAT WAS RECEIVED"),
        Block::Facts(what_came(form).into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
    ];
    body.extend(items(filing));
    if let Some(hash) = hash {
        body.push(Block::labelled(
            "The record:",
            format!("the application is kept as it came, under the hash {hash}. Whoever asks can be shown that it was not changed since."),
        ));
    }
    body.extend(lacking(defects));
    body.push(Block::text("If any of this is wrong, tell us now, with the reference above."));
    body.push(Block::labelled(
        "How to reach us:",
        "at the address at the head of this letter, with the reference above on every page.",
    ));
    notice(sending, filing, body)
}

fn what_came(form: &Form) -> Vec<(&'static str, String)> {
    let signed = form.signature.as_ref().map_or("nobody".to_owned(), |one| match (&one.name, one.on) {
        (Some(name), Some(on)) => format!("{name} ({}), on {}", one.by, in_words(on)),
        (Some(name), None) => format!("{name} ({})", one.by),
        (None, _) => format!("the {}", one.by),
    });
    let decision = form.ur_decision.as_ref().map_or("not attached".to_owned(), |one| {
        format!("attached, of {}, with {} item{}", in_words(one.decided), one.items.len(), plural(one.items.len()))
    });
    vec![
        (
            "Form",
            form.edition
                .as_ref()
                .map_or("of an edition that cannot be told".to_owned(), |one| format!("edition {one}")),
        ),
        ("Review Asked For", form.priority.as_str().to_owned()),
        ("Signed By", signed),
        ("Utilization Review Decision", decision),
    ]
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// What it lacks, and until when that can be mended.
fn lacking(defects: Option<&[Defect]>) -> Vec<Block> {
    let Some(defects) = defects else {
        return vec![Block::text("Whether anything is missing cannot be told yet. You will hear from us.")];
    };
    if defects.is_empty() {
        return vec![Block::text("As far as can be seen now nothing is missing. You need not do anything.")];
    }
    let line = |defect: &Defect| {
        let cure = defect.cure.as_ref().map_or(String::new(), |cure| format!(" {cure}"));
        let until = defect.until.map_or(String::new(), |day| format!(" Until {}.", in_words(day)));
        format!("{}{cure}{until}", days_in_words(&defect.sentence))
    };
    vec![
        Block::heading(2, "WHAT STANDS IN THE WAY OF A REVIEW"),
        Block::text("This is what can be seen now. It is no decision; a notice follows when there is one."),
        Block::List { numbered: true, entries: defects.iter().map(line).collect() },
    ]
}
