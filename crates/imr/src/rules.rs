//! `imr rules list|check`.

use crate::args::Rules;
use crate::failure::Failure;
use crate::world::SystemWorld;
use imr_core::law::Law;
use imr_core::world::World as _;
use jiff::civil::Date;
use std::process::ExitCode;

struct Row {
    code: String,
    name: String,
    says: String,
    from: Date,
    to: Option<Date>,
    citation: String,
    verified: bool,
}

pub(crate) fn run(command: &Rules) -> Result<ExitCode, Failure> {
    let law = Law::built_in();
    let today = SystemWorld.today();
    match command {
        Rules::List { on } => {
            let on = on.unwrap_or(today);
            let rows = rows(&law);
            println!("Rules in force on {on}");
            for row in rows.iter().filter(|row| row.from <= on && row.to.is_none_or(|to| on <= to)) {
                print(row);
            }
        }
        Rules::Check { on } => {
            let on = on.unwrap_or(today);
            let rows = rows(&law);
            let expired: Vec<&Row> = rows.iter().filter(|row| row.to.is_some_and(|to| to < on)).collect();
            let unverified: Vec<&Row> =
                rows.iter().filter(|row| !row.verified && row.to.is_none_or(|to| on <= to)).collect();
            println!(
                "{} rows; on {on}, {} are unverified and {} no longer in force",
                rows.len(),
                unverified.len(),
                expired.len()
            );
            unverified.into_iter().chain(expired).for_each(print);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn rows(law: &Law) -> Vec<Row> {
    let periods = law.periods().iter().map(|row| Row {
        code: row.code.clone(),
        name: row.name.clone(),
        says: format!("{}: {}", row.title, row.length),
        from: row.from,
        to: row.to,
        citation: row.citation.clone(),
        verified: row.verified,
    });
    let extensions = law.extensions().iter().map(|row| Row {
        code: "service".to_owned(),
        name: row.method.to_string(),
        says: format!("adds {}", row.length),
        from: row.from,
        to: row.to,
        citation: row.citation.clone(),
        verified: row.verified,
    });
    let values = law.values().iter().map(|row| Row {
        code: "value".to_owned(),
        name: row.code.clone(),
        says: row.title.clone(),
        from: row.from,
        to: row.to,
        citation: row.citation.clone(),
        verified: row.verified,
    });
    periods.chain(extensions).chain(values).collect()
}

fn print(row: &Row) {
    let mark = if row.verified { "verified  " } else { "UNVERIFIED" };
    let span = match row.to {
        None => format!("from {}", row.from),
        Some(to) => format!("{} to {to}", row.from),
    };
    println!("{mark} {:7} {:30} {}; {span} [{}]", row.code, row.name, row.says, row.citation);
}
