//! Patterns compiled once.

use regex::Regex;

/// Compiles a pattern that stands in the source.
pub(super) fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern written here compiles: the tests use each")
}
