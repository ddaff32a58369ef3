//! `imr due --open`: whatever is due in any case, the soonest first.

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
                serde_json::json!({
                    "case": one.case, "stage": one.stage, "overdue": one.due.date < today, "due": one.due,
                })
            })
            .collect();
        let json = serde_json::to_string_pretty(&rows)
            .map_err(|why| Failure::new(format!("No JSON could be written: {why}.")))?;
        println!("{json}");
        return Ok(ExitCode::SUCCESS);
    }
    for one in &dues {
        let mark = if one.due.date < today { "OVERDUE" } else { "" };
        println!("{}  {mark:7}  {}  {} ({}); {}", one.due.date, one.case, one.due.title, one.due.rule, one.stage);
    }
    let overdue = dues.iter().filter(|one| one.due.date < today).count();
    println!("{} due, {overdue} of them overdue on {today}", dues.len());
    Ok(ExitCode::SUCCESS)
}
