//! `imr match`: who may review, who is chosen, and for each exclusion why.

use crate::args::Match;
use crate::columns::hanging;
use crate::data;
use crate::failure::Failure;
use imr_core::conflict::Conflict;
use imr_core::matching::{Candidate, Matching, Test};
use std::collections::BTreeMap;
use std::process::ExitCode;

pub(crate) async fn run(args: &Match) -> Result<ExitCode, Failure> {
    let app = data::existing(&args.case.data, None).await?;
    let number = &args.case.case;
    let (matching, again) = app.all_candidates(number).await?;
    if args.json {
        println!("{}", data::json(&matching)?);
    } else {
        print!("{}", told(number, &matching, again, args.explain));
    }
    Ok(ExitCode::SUCCESS)
}

/// A matching on a terminal.
fn told(number: &str, matching: &Matching, again: usize, explain: bool) -> String {
    let (fit, out): (Vec<&Candidate>, Vec<&Candidate>) =
        matching.candidates.iter().partition(|one| one.qualifies());
    let mut lines = vec![format!("Reviewers for case {number} on {}", matching.on)];
    lines.push(format!("{} considered; {} of those shown may review", matching.considered(), fit.len()));
    if !matching.asked.is_empty() {
        lines.push("\nAsked for".to_owned());
        lines.extend(matching.asked.iter().map(|need| hanging("  -", 4, need)));
    }
    lines.push("\nMay review, the fittest first".to_owned());
    if fit.is_empty() {
        lines.push("  nobody".to_owned());
    }
    for one in &fit {
        lines.extend(may_review(matching, one, explain));
    }
    if !out.is_empty() {
        lines.push("\nExcluded".to_owned());
    }
    for one in &out {
        lines.extend(excluded(one, explain));
    }
    if again > 0 {
        let rest = format!("the history keeps the first of them; {again} were tested again today");
        lines.push(hanging("\nOf these", 4, &rest));
    }
    let shown = if explain { &matching.candidates[..] } else { &[] };
    lines.extend(doubts(shown.iter().flat_map(|one| &one.tests)));
    lines.join("\n") + "\n"
}

fn may_review(matching: &Matching, one: &Candidate, explain: bool) -> Vec<String> {
    let chosen = matching.chosen.as_deref() == Some(&one.reviewer);
    let mark = match (chosen, matching.others.contains(&one.reviewer)) {
        (true, _) => "chosen",
        (_, true) => "chosen as well",
        _ => "",
    };
    let mut lines = vec![format!("  {:<10} {:>3} points  {mark}", one.reviewer, one.score).trim_end().to_owned()];
    for part in &one.parts {
        let label = format!("      {:>2} of {:>2}", part.points, part.of);
        lines.push(hanging(&label, 16, &format!("{}: {}", part.title, part.because)));
    }
    if explain {
        lines.extend(one.tests.iter().map(test));
    }
    lines.extend(one.conflicts.iter().flat_map(path));
    lines
}

fn excluded(one: &Candidate, explain: bool) -> Vec<String> {
    let mut lines = vec![format!("  {}", one.reviewer)];
    // The path tells a conflict better than its sentence.
    let by_path = |test: &&Test| test.code == "7.2" && !test.passed;
    let shown = one.tests.iter().filter(|test| explain || !test.passed);
    lines.extend(shown.filter(|test| !by_path(test)).map(test));
    lines.extend(one.conflicts.iter().filter(|tie| explain || tie.excludes).flat_map(path));
    lines
}

fn test(test: &Test) -> String {
    let mark = if test.passed { "ok" } else { "NO" };
    let law = match (test.citation.as_str(), test.verified) {
        ("", _) => String::new(),
        (citation, true) => format!(" [{citation}]"),
        (citation, false) => format!(" [{citation} *]"),
    };
    hanging(&format!("      {mark}  {:<4}", test.code), 16, &format!("{}{law}", test.because))
}

/// A tie with somebody in the case, step by step.
pub(crate) fn path(tie: &Conflict) -> Vec<String> {
    let mark = if tie.excludes { "NO" } else { "--" };
    let code = if tie.in_person { "Q10" } else { "7.2" };
    let head = format!("{} ({}): {}", tie.with, tie.part, tie.because);
    let mut lines = vec![hanging(&format!("      {mark}  {code:<4}"), 16, &head)];
    for (index, step) in tie.steps.iter().enumerate() {
        let label = format!("              {}.", index + 1);
        lines.push(hanging(&label, 18, &format!("{} [{}]", step.says, step.source)));
    }
    for taken in &tie.taken {
        let ask =
            format!("If these are two: imr affiliation different {:?} {:?} --reason WHY", taken.one, taken.other);
        lines.push(hanging("", 18, &ask));
    }
    lines
}

/// What the mark at a citation means.
fn doubts<'a>(tests: impl Iterator<Item = &'a Test>) -> Option<String> {
    let unseen: BTreeMap<&str, ()> =
        tests.filter(|test| !test.verified).map(|test| (test.code.as_str(), ())).collect();
    let codes: Vec<&str> = unseen.into_keys().collect();
    (!codes.is_empty()).then(|| format!("\n* The text of the rule was not seen ({}).", codes.join(", ")))
}
