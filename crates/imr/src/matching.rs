//! `imr match`.

use crate::args::CaseArgs;
use crate::data;
use crate::failure::Failure;
use std::process::ExitCode;

pub(crate) async fn run(args: &CaseArgs) -> Result<ExitCode, Failure> {
    let app = data::existing(&args.data, None).await?;
    let recorded = app.case(&args.case).await?.matching().cloned();
    let matching = match recorded {
        Some(matching) => matching,
        None => app.match_reviewers(&args.case).await?,
    };
    println!("Reviewers for case {} on {}", args.case, matching.on);
    for candidate in &matching.candidates {
        let verdict = if candidate.qualifies() { "qualifies" } else { "excluded" };
        println!(
            "{}  {verdict}  fits {} items, {} cases in hand",
            candidate.reviewer, candidate.fit, candidate.in_hand
        );
        for test in &candidate.tests {
            let mark = if test.passed { "ok " } else { "NO " };
            let doubt = if test.verified { "" } else { " (the rule's text was not seen)" };
            println!("    {mark} {:5} {}{doubt}", test.code, test.because);
        }
    }
    match &matching.chosen {
        Some(chosen) => println!("Chosen: {chosen}"),
        None => println!("Chosen: nobody"),
    }
    Ok(ExitCode::SUCCESS)
}
