//! `imr audit verify`.

use crate::args::Audit;
use crate::data;
use crate::failure::Failure;
use imr_app::AuditReport;
use imr_core::digest::Digest;
use std::process::ExitCode;

pub(crate) async fn run(audit: &Audit) -> Result<ExitCode, Failure> {
    let Audit::Verify { data, root } = audit;
    let kept = root
        .as_deref()
        .map(Digest::parse)
        .transpose()
        .map_err(|why| Failure::new(format!("{why}. Give the root as it was printed.")))?;
    let app = data::existing(data, None).await?;
    Ok(tell(&app.verify_audit(kept).await?))
}

/// Prints what came of checking everything; status 1 when anything is wrong.
pub(crate) fn tell(report: &AuditReport) -> ExitCode {
    println!(
        "checked {} histories with {} events, {} documents, {} pages",
        report.histories, report.events, report.documents, report.pages
    );
    if report.problems.is_empty() {
        println!("root {}", report.root);
        println!("Everything agrees with the log. Keep the root elsewhere; with --root it shows a cut tail, too.");
        return ExitCode::SUCCESS;
    }
    for problem in &report.problems {
        println!("WRONG  {}: {}", problem.place, problem.what);
    }
    println!(
        "{} found. Stop working in this folder, keep a copy of it, and compare it with the last backup.",
        match report.problems.len() {
            1 => "1 problem".to_owned(),
            n => format!("{n} problems"),
        }
    );
    ExitCode::FAILURE
}
