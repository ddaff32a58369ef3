//! Drugs, and what is done with them.

use super::Scene;
use super::kind::{FactKind, Medication, Use};
use super::pattern::{Pattern, compiled};
use crate::casefile::{Kind, Section};
use crate::drug::{given, joined, named_in};
use crate::letter::reading::dates;
use jiff::civil::Date;
use std::ops::Range;
use std::sync::LazyLock;

/// What is done with a drug, by the words near its name; the first group that
/// matched decides.
static USED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(discontinu\w*|stop(?:s|ped|ping)?|d/c'?d?|wean(?:ed)? off|taper(?:ed)? off|no longer (?:takes?|taking|uses?|using|on))|(refill\w*|continu\w*|renew\w*|remains? on|still (?:on|tak\w+))|(start(?:s|ed|ing)?|initiat\w+|began|begins?|(?:new|first) prescription|first prescribed|trial of|add(?:ed|ing)?)|(prescri\w+|dispens\w+|rx|issued|was given|provided with)|(taking|takes|took|using|uses|used|utiliz\w+|on|medications? includ\w+|currently|meds?|medications?))\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    // What a test finds is not what is given.
    if scene.kind == Kind::DrugTest {
        return;
    }
    let text = scene.text;
    for named in named_in(text).into_iter().filter(|one| !one.is_class()) {
        let how = given(text, &named.span);
        let used = used(scene, &named.span, how.dose.is_some());
        let context = scene.context(&named.span);
        let medication = Medication {
            ingredients: joined(named.ingredients.iter().copied()),
            name: text[named.span.clone()].to_owned(),
            dose: how.dose,
            frequency: how.frequency,
            quantity: how.quantity,
            used,
            since: since(text, named.span.end, scene.date),
        };
        scene.add_as(named.span, FactKind::Medication(medication), context);
    }
}

/// How far a word on what is done reaches, in bytes.
const NEAR: usize = 90;

fn used(scene: &Scene<'_>, span: &Range<usize>, has_dose: bool) -> Use {
    let text = scene.text;
    let lower = text.to_lowercase();
    if scene.section == Section::Allergies || lower.contains("allerg") {
        return Use::Allergy;
    }
    if scene.kind == Kind::RequestForAuthorization {
        return Use::Requested;
    }
    let from = (span.start.saturating_sub(NEAR)..=span.start).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let to = (span.end..=(span.end + NEAR / 2).min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let group = |text: &str, last: bool| {
        let pattern = USED.as_ref()?;
        let all = pattern.captures_iter(text).filter_map(|found| (1..=5).find(|at| found.get(*at).is_some()));
        if last { all.last() } else { all.into_iter().next() }
    };
    let before = group(&text[from..span.start], true);
    let after = group(&text[span.end..to.unwrap_or(span.end)], false);
    match before.into_iter().chain(after).min() {
        Some(1) => Use::Stopped,
        Some(2) => Use::Continued,
        Some(3) => Use::Started,
        Some(4) => Use::Prescribed,
        Some(_) => Use::Taken,
        None if scene.section == Section::Medications => Use::Taken,
        None if scene.section == Section::Plan && has_dose => Use::Prescribed,
        None if has_dose => Use::Taken,
        None => Use::Named,
    }
}

static SINCE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:since(?: at least)?|started (?:on|in)|beginning|from)\s|\bfor (?:the (?:past|last) )?(?:over |more than |about |approximately )?(\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|several) (day|week|month|year)s?\b",
    )
});

/// Since when the words after a name say it is taken.
fn since(text: &str, from: usize, written: Option<Date>) -> Option<Date> {
    let rest = text.get(from..)?;
    let found = SINCE.as_ref()?.captures(rest)?;
    let Some(count) = found.get(1) else {
        let after = &rest[found.get(0)?.end()..];
        let day = dates::all(after).into_iter().next()?;
        return (day.range.start < 12).then_some(day.day);
    };
    let count = super::treatment::number(count.as_str())?;
    let days = match found.get(2)?.as_str().to_lowercase().as_str() {
        "day" => count,
        "week" => count * 7,
        "month" => count * 30,
        _ => count * 365,
    };
    written?.checked_sub(jiff::Span::new().days(i64::from(days))).ok()
}
