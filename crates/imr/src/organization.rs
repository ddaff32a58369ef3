//! `imr organization set|show`.

use crate::args::Organization as Command;
use crate::data;
use crate::failure::Failure;
use crate::world::SystemWorld;
use imr_core::organization::Organization;
use imr_core::party::{Actor, Role};
use std::process::ExitCode;
use std::sync::Arc;

pub(crate) async fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Set { file, by } => {
            let described = Organization::parse(&data::text(file)?).map_err(|why| {
                Failure::new(format!("{} does not describe an organization: {why}.", file.display()))
            })?;
            let location = data::location(&by.data)?;
            let app = data::open_at(&location, &by.data.config, Arc::new(SystemWorld)).await?;
            app.describe_organization(&described, &Actor::new(Role::Coordinator, by.by.clone())).await?;
            print!("{}", shown(&described));
            println!("Next: \"imr reviewer import ROSTER\", then \"imr application file FILE\".");
        }
        Command::Show(data) => print!("{}", shown(&data::existing(data, None).await?.organization().await?)),
    }
    Ok(ExitCode::SUCCESS)
}

fn shown(one: &Organization) -> String {
    let mut lines = vec![one.name.clone()];
    lines.extend(one.address.iter().map(|line| format!("  {line}")));
    lines.push(format!("  medical director: {}", one.medical_director));
    lines.push(format!("  first case number of a year: {}", one.first_case_number));
    lines.join("\n") + "\n"
}
