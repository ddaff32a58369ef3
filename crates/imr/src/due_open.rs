//! `imr due --open`: whatever is due in any case or on any application, the
//! soonest first.

use crate::args::{Data, Due};
use crate::data;
use crate::failure::Failure;
use std::process::ExitCode;

pub(crate) async fn run(args: &Due) -> Result<ExitCode, Failure> {
    let data = Data { data: args.data.clone(), blobs: args.blobs.clone(), config: args.config.clone() };
    let app = data::existing(&data, None).await?;
    let today = app.world.today();
    let dues = app.open_dues(args.until).await?;
    if args.json {
        let rows: Vec<serde_json::Value> = dues
            .iter()
            .map(|one| {
                let of = if one.on_application { "application" } else { "case" };
                serde_json::json!({
                    of: one.of, "stage": one.stage, "overdue": one.is_overdue(today),
                    "lapsed": one.has_lapsed(today), "owed_by": one.owed_by, "due": one.due,
                })
            })
            .collect();
        let json = serde_json::to_string_pretty(&rows)
            .map_err(|why| Failure::new(format!("No JSON could be written: {why}.")))?;
        println!("{json}");
        return Ok(ExitCode::SUCCESS);
    }
    for one in &dues {
        // A right that ended is nobody's delay.
        let mark = match (one.is_overdue(today), one.has_lapsed(today)) {
            (true, _) => "OVERDUE",
            (_, true) => "lapsed",
            _ => "",
        };
        let of = if one.on_application { "application " } else { "" };
        let by = one.owed_by.map_or(String::new(), |who| format!(", {who}"));
        println!(
            "{}  {mark:7}  {of}{}  {} ({}{by}); {}",
            one.due.date, one.of, one.due.title, one.due.rule, one.stage
        );
    }
    let overdue = dues.iter().filter(|one| one.is_overdue(today)).count();
    let lapsed = dues.iter().filter(|one| one.has_lapsed(today)).count();
    let lapsed = match lapsed {
        0 => String::new(),
        1 => "; 1 right lapsed".to_owned(),
        lapsed => format!("; {lapsed} rights lapsed"),
    };
    println!("{} due, {overdue} of them overdue on {today}{lapsed}", dues.len());
    Ok(ExitCode::SUCCESS)
}
