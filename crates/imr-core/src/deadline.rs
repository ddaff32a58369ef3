//! When something is due, and why on that day.

use crate::calendar::{self, Reached, in_words};
use crate::law::{Law, Length, OnRestDay, Period};
use crate::refusal::Refusal;
use crate::service::Method;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A due date with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// Code of the rule.
    pub rule: String,
    /// What is due.
    pub title: String,
    /// The last day on which it is in time.
    pub date: Date,
    /// How the date was reached, step by step.
    pub steps: Vec<Step>,
    /// False where a step leans on a row whose text of law was not seen.
    pub verified: bool,
}

/// One step of the way to a due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What was done.
    pub text: String,
    /// The law behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
}

/// From what a due date is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    /// The day of the trigger, which is day 0.
    pub on: Date,
    /// How it was served or sent, where it was.
    pub served: Option<Method>,
    /// Whether the review is expedited.
    pub expedited: bool,
}

/// The day on which something is due by rule `code`, counted from `trigger`.
/// Refuses when no such rule is in force on that day.
pub fn due(law: &Law, code: &str, trigger: Trigger) -> Result<Due, Refusal> {
    let rule = law.period(code, trigger.on)?;
    let mut count = Count {
        law,
        steps: Vec::new(),
        verified: rule.verified && !(trigger.expedited && rule.expedited_unverified),
    };
    let (length, why) = length(rule, trigger);
    count.step(
        format!(
            "{} ({}): {length} from {}{why}, which was on {}.",
            capital(&rule.title),
            rule.code,
            rule.trigger,
            in_words(trigger.on)
        ),
        Some(rule.citation.clone()),
    );
    let mut day = count.run(trigger.on, length)?;
    if rule.service_extension
        && let Some(method) = trigger.served
    {
        day = count.extend(day, method, trigger.on, &rule.code)?;
    }
    if rule.on_rest_day == OnRestDay::NextWorkingDay && !matches!(length, Length::Hours(_)) {
        let reached = calendar::on_or_after(day, law)?;
        day = count.skip(reached, "the period ends on the next working day", Some("Code of Civil Procedure 12a"));
    }
    if let Some(also) = &rule.also
        && !trigger.expedited
    {
        let other = count.silently(trigger.on, also.length)?;
        count.step(
            format!("For comparison: {} would end on {}; {}.", also.length, in_words(other), also.why),
            Some(also.citation.clone()),
        );
    }
    Ok(Due {
        rule: rule.code.clone(),
        title: rule.title.clone(),
        date: day,
        steps: count.steps,
        verified: count.verified,
    })
}

fn length(rule: &Period, trigger: Trigger) -> (Length, String) {
    match (rule.expedited, rule.electronic, trigger.served) {
        (Some(expedited), ..) if trigger.expedited => (expedited, ", the review being expedited".to_owned()),
        (_, Some(electronic), Some(Method::Electronic)) => (electronic, " (sent electronically)".to_owned()),
        _ => (rule.length, String::new()),
    }
}

struct Count<'a> {
    law: &'a Law,
    steps: Vec<Step>,
    verified: bool,
}

impl Count<'_> {
    fn step(&mut self, text: String, citation: Option<String>) {
        self.steps.push(Step { text, citation });
    }

    fn run(&mut self, from: Date, length: Length) -> Result<Date, Refusal> {
        match length {
            Length::Days(days) => {
                let day = calendar::after(from, days)?;
                self.step(format!("Day {days} is {}.", in_words(day)), None);
                Ok(day)
            }
            Length::WorkingDays(days) => {
                let reached = calendar::working_days_after(from, days, self.law)?;
                let day = self.skip(reached, "it does not count", None);
                self.step(format!("Working day {days} is {}.", in_words(day)), None);
                Ok(day)
            }
            Length::Hours(hours) => {
                let day = calendar::after(from, (hours + 23) / 24)?;
                self.step(
                    format!("Hours run through nights and weekends: {hours} hours end on {}.", in_words(day)),
                    None,
                );
                Ok(day)
            }
        }
    }

    fn silently(&self, from: Date, length: Length) -> Result<Date, Refusal> {
        let mut aside = Count { law: self.law, steps: Vec::new(), verified: true };
        aside.run(from, length)
    }

    fn extend(&mut self, day: Date, method: Method, on: Date, rule: &str) -> Result<Date, Refusal> {
        let Some(extension) = self.law.extension(method, on) else {
            self.step(format!("Service by {method} adds nothing."), None);
            return Ok(day);
        };
        self.verified &= extension.verified || extension.verified_for.iter().any(|one| one == rule);
        self.step(format!("Service by {method} adds {}.", extension.length), Some(extension.citation.clone()));
        self.run(day, extension.length)
    }

    /// Notes the days that were passed over, and leans on the calendar.
    fn skip(&mut self, (day, skipped): Reached, then: &str, citation: Option<&str>) -> Date {
        for (rest, why) in &skipped {
            // A Saturday needs no table.
            let holiday = *why != rest.strftime("%A").to_string();
            self.verified &= !holiday || self.law.holidays().verified;
            let name =
                if why == &rest.strftime("%A").to_string() { "a weekend day".to_owned() } else { why.clone() };
            self.step(
                format!("{} is {name}: {then}.", in_words(*rest)),
                citation.map(str::to_owned).or_else(|| Some(self.law.holidays().citation.clone())),
            );
        }
        if !skipped.is_empty() && citation.is_some() {
            self.step(format!("The next working day is {}.", in_words(day)), None);
        }
        day
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `docs/specs/deadlines.md` is a table that a lawyer can read and add
    /// to; every row is run here.
    #[test]
    fn every_row_of_the_deadline_table_holds() {
        let law = Law::built_in();
        let table = include_str!("../../../docs/specs/deadlines.md");
        let mut rows = 0;
        for (number, line) in table.lines().enumerate().filter(|(_, l)| l.starts_with("| D")) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let trigger = Trigger {
                on: cells[2].parse().expect("a day"),
                served: match cells[3] {
                    "mail" => Some(Method::Mail),
                    "fax" => Some(Method::Fax),
                    "electronic" => Some(Method::Electronic),
                    _ => None,
                },
                expedited: cells[4] == "expedited",
            };
            let due = due(&law, cells[1], trigger).expect("a rule is in force");
            assert_eq!(due.date.to_string(), cells[5], "line {}: {line}\n{:#?}", number + 1, due.steps);
            rows += 1;
        }
        assert!(rows >= 15, "only {rows} rows were found");
    }

    proptest::proptest! {
        /// A period that moves off rest days never ends on one.
        #[test]
        fn a_due_date_is_never_on_a_rest_day(rule in 0usize..20, days in 0i32..4800, method in 0usize..4) {
            let law = Law::built_in();
            let on = calendar::after("2014-04-01".parse().expect("a day"), days).expect("in range");
            let periods: Vec<_> = law.periods().iter().filter(|one| law.period(&one.code, on).is_ok()).collect();
            let rule = periods[rule % periods.len()];
            let served = [None, Some(Method::Mail), Some(Method::Fax), Some(Method::Electronic)][method];
            let trigger = Trigger { on, served, expedited: false };
            let due = due(&law, &rule.code, trigger).expect("a rule is in force");
            let rest = calendar::rest(due.date, &law).expect("a known year");
            proptest::prop_assert_eq!(rest, None, "{} from {}: {:#?}", rule.code, on, due.steps);
        }
    }

    #[test]
    fn the_explanation_names_every_day_that_was_passed_over() {
        let trigger = Trigger {
            on: "2015-03-03".parse().expect("a day"),
            served: Some(Method::Electronic),
            expedited: false,
        };
        let due = due(&Law::built_in(), "records-due", trigger).expect("a rule is in force");
        let text: Vec<&str> = due.steps.iter().map(|step| step.text.as_str()).collect();
        insta::assert_snapshot!(text.join("\n"));
    }
}
