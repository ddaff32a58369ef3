//! A case on one screen, and the rules that were in force on a day.

use imr_core::application::Priority;
use imr_core::case::{Assignment, Case, Owed};
use imr_core::deadline::Due;
use imr_core::law::Law;
use imr_core::letter::record::Decision;
use imr_core::prose::counted;
use jiff::civil::Date;

/// A case on one screen.
pub(crate) fn show(case: &Case) -> String {
    let opening = &case.opening;
    let mut lines = vec![
        format!("Case {}: {}", case.number(), case.stage.name()),
        format!(
            "  application received {}, assigned {}, injury {}, {}",
            opening.received,
            opening.assigned,
            opening.date_of_injury,
            case.priority().as_str().to_lowercase()
        ),
    ];
    lines.extend(case.joined.iter().map(|one| format!("  joined by {}, received {}", one.alias, one.received)));
    lines.extend(case.changes.iter().map(|one| format!("  {}", one.headline())));
    lines.push("Disputed items".to_owned());
    let decided = |number: usize| decided(case, number).map_or("not decided", Decision::as_str);
    lines.extend(case.items.iter().map(|one| format!("  {}. {}:  {}", one.number, one.item, decided(one.number))));
    lines.extend(case.dropped.iter().map(|one| {
        format!(
            "  {}. {}:  no longer in dispute, {} on {}",
            one.item.number,
            one.item.item,
            one.cause.in_words(),
            one.on
        )
    }));
    lines.extend(due_and_owed(case));
    let pages = usize::try_from(case.next_page() - 1).unwrap_or(usize::MAX);
    lines.push(format!("Case file: {}, {}", counted(case.documents.len(), "document"), counted(pages, "page")));
    let unread: Vec<String> =
        case.documents.iter().flat_map(|one| one.open_pages()).map(|page| page.to_string()).collect();
    if !unread.is_empty() {
        lines.push(format!("  not read: page {} (imr file list {})", unread.join(", "), case.number()));
    }
    lines.extend(case.documents.iter().map(|document| format!("  {}", document.line())));
    lines.extend(reviewers_and_notices(case));
    lines.push(format!("Events: {} (imr case history {})", case.head.seq, case.number()));
    lines.join("\n") + "\n"
}

fn due_and_owed(case: &Case) -> Vec<String> {
    let mut lines = vec!["Due".to_owned()];
    let mut dues: Vec<&Due> = case.due().into_iter().chain(case.invoices_due()).collect();
    dues.sort_by_key(|due| due.date);
    if dues.is_empty() {
        lines.push("  nothing".to_owned());
    }
    lines.extend(dues.into_iter().map(|due| format!("  {}  {} ({})", due.date, due.title, due.rule)));
    let duty = case.stage.issued().and_then(|issued| issued.implementation.as_ref());
    if let Some(since) = duty.and_then(|duty| duty.liability_disputed) {
        lines.push(format!(
            "  Liability is disputed since {since}; what was not overdue then waits for the end of that"
        ));
    }
    if !case.owed.is_empty() {
        lines.push("Owed".to_owned());
        lines.extend(case.owed.iter().map(|one| match one {
            Owed::Notice(kind) => format!("  {}", imr_core::prose::capital(&kind.to_string())),
            Owed::RedactedCopy => "  Redacted copy of the letter".to_owned(),
        }));
    }
    lines
}

fn reviewers_and_notices(case: &Case) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(review) = case.assignment() {
        let reviewers: Vec<&str> = review.members().map(|one| one.reviewer.id.as_str()).collect();
        let title = if reviewers.len() == 1 { "Reviewer" } else { "Reviewers" };
        lines.push(format!("{title}: {}", reviewers.join(", ")));
        lines.extend(sendings(case, review));
        let unattested = case.unattested().into_iter();
        lines
            .extend(unattested.map(|(id, name)| format!("  {id} has not attested to {name} (imr case do attest)")));
    }
    lines.extend(case.proposed_reviewer().map(|id| format!("Proposed: {id}, who has not answered yet")));
    lines.extend(case.exclusions.iter().map(|one| format!("Excluded: {} ({})", one.reviewer, one.because)));
    if !case.notices.is_empty() {
        lines.push("Notices".to_owned());
        lines.extend(case.notices.iter().map(|notice| {
            let on = notice.proofs.first().map_or_else(String::new, |proof| proof.on.to_string());
            let unreached: Vec<String> = notice.unreached.iter().map(|one| one.role.to_string()).collect();
            let unreached = match unreached.as_slice() {
                [] => String::new(),
                all => format!("; not to the {}, of whom no address is known", all.join(", the ")),
            };
            let received =
                notice.received.iter().map(|one| format!("; received by the {} on {}", one.role, one.on));
            let received: String = received.collect();
            let all = notice.proofs.len();
            let plural = if all == 1 { "" } else { "s" };
            format!("  {on}  {}, to {all} recipient{plural}{unreached}{received}", notice.title)
        }));
    }
    lines.extend(case.invoices.iter().map(|one| {
        let amount = imr_core::prose::dollars(one.amount_cents());
        let paid = one.payments.iter().map(|paid| {
            format!("; paid {} on {} ({})", imr_core::prose::dollars(paid.amount_cents), paid.on, paid.reference)
        });
        let left = if one.payments.is_empty() {
            String::new()
        } else {
            format!("; {} left", imr_core::prose::dollars(one.open_cents()))
        };
        format!("Invoice of {}: {amount}, due {}{}{left}", one.on, one.due.date, paid.collect::<String>())
    }));
    lines
}

/// What the reviewers were sent, what they have confirmed, and what came since.
fn sendings(case: &Case, review: &Assignment) -> Vec<String> {
    let mut lines: Vec<String> = review
        .members()
        .map(|one| match &one.sent {
            None => format!("  {} was not sent the case file yet", one.reviewer.id),
            Some(sent) => {
                let received = sent.received.map_or_else(
                    || "the receipt is not confirmed".to_owned(),
                    |on| format!("the receipt was confirmed on {on}"),
                );
                let pages = usize::try_from(sent.manifest.pages).unwrap_or(usize::MAX);
                format!(
                    "  {} was sent the case file of {} on {}; {received}",
                    one.reviewer.id,
                    counted(pages, "page"),
                    sent.on
                )
            }
        })
        .collect();
    if review.members().any(|one| one.sent.is_some()) {
        let owed = case.owed_to_reviewers().into_iter();
        let whom = if review.members().count() == 1 { "reviewer" } else { "reviewers" };
        lines.extend(owed.map(|document| format!("  Owed to the {whom}: {}", document.line())));
    }
    lines
}

/// The decision on an item: what was determined, else what the reviewer has
/// decided so far.
fn decided(case: &Case, number: usize) -> Option<Decision> {
    let determined = case.stage.issued().map(|issued| issued.determination.decisions());
    let so_far = || case.assignment().map(|review| review.decisions.as_slice());
    let decisions = determined.or_else(so_far)?;
    decisions.iter().find(|one| one.item == number).map(|one| one.decision)
}

/// The rules in force on a day, as far as the case leans on them.
pub(crate) fn rules(case: &Case, day: Date, law: &Law) -> String {
    let mut lines = vec![format!("Rules in force on {day}")];
    let decision = &case.opening.ur_decision;
    let communicated = decision.served.unwrap_or(decision.decided);
    if let Ok(regime) = law.regime(case.opening.date_of_injury, communicated, case.opening.received) {
        let doubt = if regime.verified { "" } else { "; text not seen" };
        lines.push(format!("  {}: {} [{}{doubt}]", regime.code, regime.applies_to, regime.citation));
    }
    for due in case.due() {
        if let Ok(row) = law.period(&due.rule, day) {
            let doubt = if row.verified { "" } else { "; text not seen" };
            // An expedited review goes by another length, and by a receipt.
            let expedited = row.expedited.filter(|_| case.priority() == Priority::Expedited);
            let receipt = row.receipt.as_ref().filter(|one| expedited.is_some() || !one.expedited_only);
            let trigger = receipt.and_then(|one| one.trigger.as_ref()).unwrap_or(&row.trigger);
            let how = if expedited.is_some() { ", the review being expedited" } else { "" };
            let length = expedited.unwrap_or(row.length);
            lines.push(format!(
                "  {} {}: {length} from {trigger}{how} [{}{doubt}]",
                row.code, row.title, row.citation
            ));
        }
    }
    lines.join("\n") + "\n"
}
