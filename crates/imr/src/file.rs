//! `imr file read|list|search`.

use crate::args::File;
use crate::data;
use crate::failure::Failure;
use std::process::ExitCode;

pub(crate) async fn run(command: &File) -> Result<ExitCode, Failure> {
    match command {
        File::Read { paths, json } => return crate::taking::run(paths, *json),
        File::List(args) => {
            let case = data::existing(&args.data, None).await?.case(&args.case).await?;
            println!("Documents of case {}", case.number());
            for (index, document) in case.documents.iter().enumerate() {
                println!("{:>3}. {}  [{}]", index + 1, document.line(), document.digest.short());
            }
        }
        File::Search { case, terms } => {
            let app = data::existing(&case.data, None).await?;
            let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
            let search = app.search(&case.case, &terms).await?;
            for term in &search.terms {
                println!("\"{}\": {} hits", term.words, term.hits.len());
                for hit in &term.hits {
                    println!("  page {:>3}  {}", hit.page, hit.text);
                }
            }
            println!("{} pages were searched; {} could not be read", search.scanned, search.unread.len());
        }
    }
    Ok(ExitCode::SUCCESS)
}
