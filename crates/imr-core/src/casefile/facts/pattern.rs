//! Patterns of the readers, compiled once.

use regex::Regex;
use std::sync::LazyLock;

/// A pattern that is compiled when it is first used. One that does not
/// compile finds nothing; a test compiles them all by reading.
pub(super) type Pattern = LazyLock<Option<Regex>>;

/// Compiles a pattern, capitals or not. Classes of ASCII only: those of
/// Unicode make large patterns that are slow to prepare.
pub(super) fn compiled(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("(?i){}", pattern.replace("\\b", "(?-u:\\b)").replace("\\w", "[A-Za-z0-9]"))).ok()
}

/// Whether a pattern holds somewhere in a text.
pub(super) fn says(pattern: &Pattern, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}
