//! The days that a sentence gives for a drug: since when it is taken, and when
//! it was started, given or stopped.

use super::absent::is_over;
use super::clause::{clause, said};
use super::kind::Use;
use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use crate::letter::reading::dates;
use jiff::civil::Date;
use std::ops::Range;
use std::sync::LazyLock;

static SINCE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:since(?: at least)?|started (?:on|in)|beginning|from|(?:first|initially|originally) (?:prescribed|started|given|dispensed|taken)(?: by [^,;]{3,40}?)? on)\s|\bfor (?:the (?:past|last) )?(?:over |more than |about |approximately )?(\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|several) (day|week|month|year)s?\b|\b(?:start|began|begun|initiat|first prescrib|placed on|put on)\w*(?: \w+)?? (?:about |over |approximately |some )?(\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (day|week|month|year)s? ago\b",
    )
});

/// Since when the words after a name say it is taken.
pub(super) fn since(text: &str, from: usize, written: Option<Date>, used: Use) -> Option<Date> {
    let rest = text.get(from..)?;
    let found = SINCE.as_ref()?.captures(rest)?;
    // `One at night for 10 days` says for how long it is given.
    let words = found.get(0)?.as_str().to_lowercase();
    let given = matches!(used, Use::Started | Use::Refilled | Use::Changed | Use::Prescribed | Use::Dispensed);
    if given && words.starts_with("for ") && !["past", "last", "over"].iter().any(|word| words.contains(word)) {
        return None;
    }
    if let (Some(count), Some(unit)) = (found.get(1).or(found.get(3)), found.get(2).or(found.get(4))) {
        return before(written?, count.as_str(), unit.as_str());
    }
    let after = &rest[found.get(0)?.end()..];
    let day = dates::all(after).into_iter().next()?;
    (day.range.start < 12).then_some(day.day)
}

/// The day so long before another.
fn before(day: Date, count: &str, unit: &str) -> Option<Date> {
    let count = super::therapy::number(count)?;
    let days = match unit.to_lowercase().as_str() {
        "day" => count,
        "week" => count * 7,
        "month" => count * 30,
        _ => count * 365,
    };
    day.checked_sub(jiff::Span::new().days(i64::from(days))).ok()
}

static AGO: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^,;.]{0,30}?\b(\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (day|week|month|year)s? ago\b",
    )
});
static JOINS: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?: (?:it|today|this|medication|by [^,;]{3,40}?|[#\d./]+|mg|last|was|were|tablets?|tabs?))*[ (:]+(?:on|as of|effective|effective on|dated)?[ :]*$",
    )
});
static AT: Pattern = LazyLock::new(|| compiled(r"^\W*(?:and |then |but )?(?:on |as of )?$"));

/// The day on which the sentence says that something was done with the drug
/// at `span`: right behind the word for it, or at the head of the clause. A
/// day after the report's is one that is planned.
fn on(scene: &Scene<'_>, span: &Range<usize>, used: Use) -> Option<Date> {
    let name = match used {
        Use::Stopped => "stop",
        Use::Started | Use::Current => "start",
        Use::Changed => "change",
        Use::Refilled => "refill",
        Use::Dispensed => "dispense",
        Use::Prescribed => "prescribe",
        Use::Considered | Use::Past | Use::Allergy | Use::Named => return None,
    };
    let days = dates::all(scene.text);
    let own = clause(scene, span);
    // `Off Norco since 01/15/2015`, `and Soma #30 on 02/01/2015`.
    let beside = days.iter().find(|day| {
        let between = scene.folded.get(span.end..day.range.start);
        let off = used == Use::Stopped && between == Some(" since ");
        off || (used != Use::Current
            && between.is_some_and(|between| says(&JOINS, between) && between.contains(" on ")))
    });
    let told = said(scene, span, name).find_map(|mark| {
        let rest = &scene.folded[mark.span.end..];
        let behind = |day: &&dates::Found| {
            let between = scene.folded.get(mark.span.end..day.range.start);
            between.is_some_and(|between| says(&JOINS, between) || names_only(scene, mark.span.end, between))
        };
        let ago = || {
            let found = AGO.as_ref()?.captures(rest)?;
            before(scene.date()?, found.get(1)?.as_str(), found.get(2)?.as_str())
        };
        days.iter().find(behind).map(|day| day.day).or_else(ago)
    });
    let at_head = || {
        let first = days.iter().find(|day| own.contains(&day.range.start))?;
        let acts = said(scene, span, name).next().is_some() && used != Use::Current;
        (acts && says(&AT, scene.folded.get(own.start..first.range.start)?)).then_some(first.day)
    };
    beside
        .map(|day| day.day)
        .or(told)
        .or_else(at_head)
        .filter(|day| scene.date().is_none_or(|written| *day <= written))
}

static BEGAN: Pattern = LazyLock::new(|| compiled(r"\b(?:start|began|begun|initiat)\w* (?:on|in|since)?\s?\b"));

static LONG_AGO: Pattern =
    LazyLock::new(|| compiled(r"^(?:about |over |approximately |some )?\w+ (?:day|week|month|year)s? ago\b"));

/// Whether a drug was started on a day or in a year before the report.
pub(super) fn began_before(scene: &Scene<'_>) -> bool {
    let Some(written) = scene.date() else { return false };
    let Some(found) = BEGAN.as_ref().and_then(|pattern| pattern.find(scene.text)) else { return false };
    let rest = &scene.text[found.end()..];
    if LONG_AGO.as_ref().is_some_and(|pattern| pattern.is_match(rest)) {
        return true;
    }
    let day = dates::all(rest).into_iter().next().filter(|day| day.range.start < 4);
    let year = || rest.get(..4)?.parse::<i16>().ok().filter(|year| (1950..written.year()).contains(year));
    day.map_or_else(|| year().is_some(), |day| day.day < written)
}

static VAGUE: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^,;.]{0,34}?\b(?:(?:in|since|during|last) (?:early |late |mid |about |around )?(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)\b|last (?:week|month|year|spring|summer|fall|autumn|winter)\b|(?:a while|some time|months|weeks|years|long) ago\b|(?:at|during) (?:the |his |her )?(?:last|prior|previous) (?:office )?(?:visit|appointment|evaluation)\b)",
    )
});

static MONTH: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^,;.]{0,34}?\b(?:in|since|during|by|last|back in) (?:early |late |mid |about |around |the (?:end|beginning|middle|start) of )?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|month)\b\.?(?:,? (?:of )?((?:19|20)\d\d)\b)?",
    )
});

/// Whether a stop or a start is given a time that is no day: `some time ago`.
pub(super) fn is_vague(scene: &Scene<'_>, span: &Range<usize>, used: Use) -> bool {
    let vague = |rest: &str| VAGUE.as_ref().is_some_and(|pattern| pattern.is_match(rest));
    let told = || {
        let all = ends(used).iter().flat_map(|name| said(scene, span, name));
        all.into_iter().any(|mark| vague(&scene.folded[mark.span.end..]))
    };
    match used {
        Use::Current => is_of_another_day(scene, span),
        _ => day(scene, span, used).is_none() && (told() || (used == Use::Stopped && is_over(scene, span))),
    }
}

static WAS: Pattern = LazyLock::new(|| compiled(r"\b(?:was|were) (?:\w+ )?(?:on|taking|using)\b|\btook\b"));

static LAST: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^;.]{0,40}? (?:at|during|as of) (?:the |his |her |my )?(?:last|prior|previous|initial) (?:\w+ )?(?:visit|appointment|evaluation|examination)\b",
    )
});

/// Whether a drug was taken on an earlier day that the sentence gives first:
/// `in the report of 01/10/2013 she was on Norco`.
fn is_of_another_day(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    let Some(written) = scene.date() else { return false };
    let own = clause(scene, span);
    let was = WAS.as_ref().and_then(|pattern| pattern.find(scene.folded.get(own.start..span.start)?));
    was.is_some_and(|was| {
        let before = |day: &dates::Found| day.day < written && day.range.end <= own.start + was.start();
        dates::all(scene.text).iter().any(before) || says(&LAST, &scene.folded[span.end..])
    })
}

/// The day on which something was done with the drug at `span`, or what stands
/// for the month.
pub(super) fn day(scene: &Scene<'_>, span: &Range<usize>, used: Use) -> Option<Date> {
    on(scene, span, used).or_else(|| month(scene, span, used))
}

/// The words for a stop, a start or a change.
fn ends(used: Use) -> &'static [&'static str] {
    match used {
        Use::Stopped => &["stop", "change"],
        Use::Started => &["start", "change"],
        Use::Changed => &["change"],
        _ => &[],
    }
}

/// The month in which a drug was stopped or started: a stop counts by its last
/// day, as the drug may have been taken until then, a start by its first.
/// Without a year it is the last such month before the report.
fn month(scene: &Scene<'_>, span: &Range<usize>, used: Use) -> Option<Date> {
    let (names, written, pattern) = (ends(used), scene.date()?, MONTH.as_ref()?);
    if names.is_empty() {
        return None;
    }
    let said = || names.iter().flat_map(|name| said(scene, span, name));
    let own = clause(scene, span);
    let off = scene.folded.get(span.end..).filter(|rest| used == Use::Stopped && rest.starts_with(" since "));
    let behind = said().filter_map(|mark| scene.folded.get(mark.span.end..)).chain(off);
    let mut all = behind.filter_map(|rest| Some((rest, pattern.captures(rest)?)));
    let at_head = || {
        let rest = scene.folded.get(own.clone())?;
        said().next()?;
        let found = pattern.captures(rest)?;
        let before = rest.get(..found.get(1)?.start())?.trim_start_matches([' ', ',', ';']);
        (before.split(' ').count() < 4).then_some((rest, found))
    };
    let (rest, found) = all.next().or_else(at_head)?;
    let (month, year) = (found.get(1)?, found.get(2));
    // `In June 12` is a day.
    let is_day = |after: &str| after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if year.is_none() && rest.get(month.end()..).is_some_and(is_day) {
        return None;
    }
    let first = match month.as_str() {
        "month" => written.first_of_month().checked_sub(jiff::Span::new().months(1)).ok()?,
        word => {
            let number = i8::try_from(MONTHS.iter().position(|name| word.starts_with(name))?).ok()? + 1;
            let year = year.and_then(|year| year.as_str().parse().ok());
            let year = year.unwrap_or(written.year() - i16::from(number > written.month()));
            Date::new(year, number, 1).ok()?
        }
    };
    let day = if used == Use::Stopped { first.last_of_month().min(written) } else { first };
    (first <= written).then_some(day)
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether between a word and a day stands the drug and little else: `stopped
/// Norco 5 mg on 03/01/2014`.
fn names_only(scene: &Scene<'_>, from: usize, between: &str) -> bool {
    let inside = |span: &Range<usize>| span.start >= from && span.end <= from + between.len();
    let drugs: Vec<&Range<usize>> = scene.drugs.iter().map(|one| &one.span).filter(|span| inside(span)).collect();
    let [drug] = drugs.as_slice() else { return false };
    let before = scene.folded[from..drug.start].trim();
    let after = &scene.folded[drug.end..from + between.len()];
    before.len() < 14 && JOINS.as_ref().is_some_and(|pattern| pattern.is_match(after))
}
