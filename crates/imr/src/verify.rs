//! `imr verify`.

use crate::args::Verify;
use crate::data;
use crate::failure::Failure;
use crate::read;
use std::process::ExitCode;

pub(crate) async fn run(args: &Verify) -> Result<ExitCode, Failure> {
    let bytes = data::bytes(&args.letter)?;
    let app = data::existing(&args.data, Some(&args.letter)).await?;
    let name = args.letter.display();
    if let Some(proof) = app.prove(&bytes).await? {
        println!("{name} is the {} of the letter issued in case {}.", proof.form, proof.case.number());
        println!(
            "  issued {} by {}; event {} of its history, {}",
            proof.event.at, proof.event.actor, proof.event.seq, proof.event.hash
        );
        for item in &proof.case.items {
            let decision = proof
                .case
                .assignment()
                .and_then(|review| review.decisions.iter().find(|one| one.item == item.number));
            println!("  {}. {}:  {}", item.number, item.item, decision.map_or("", |one| one.decision.as_str()));
        }
        println!("The chain of {} events that leads to it is unbroken.", proof.case.head.seq);
        return Ok(ExitCode::SUCCESS);
    }
    let claims = read::one(&args.letter.display().to_string(), &bytes).ok().and_then(|reading| reading.record.case);
    let hint = claims.map_or(String::new(), |case| {
        format!(" It gives itself as the letter of case {case}; compare it with the issued one.")
    });
    println!("{name} is NOT a letter issued from this data folder, or was changed since.{hint}");
    Ok(ExitCode::FAILURE)
}
