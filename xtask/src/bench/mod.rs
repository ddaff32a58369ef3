//! `cargo xtask bench`: how fast things are. Figures, never a test.

mod case;

use crate::shell::{Outcome, Trouble};

pub(crate) fn command(words: &[&str]) -> Outcome {
    match words {
        ["case", options @ ..] => case::run(options),
        _ => Err(Trouble::new(
            format!("`cargo xtask bench {}` is not a command.", words.join(" ")),
            "Run `cargo xtask` for the list.",
        )),
    }
}
