//! What computers leave beside files, which nobody sent as a record; and
//! names of others, fit to be shown.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What a file is that a computer left beside others, by its name and, where
/// the name alone may lie, by its first bytes; none where somebody may have
/// meant it as a record.
pub(super) fn leftover(path: &str, at: Option<&Path>) -> Option<&'static str> {
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or_default();
    let of_a_mac = "what a Mac leaves beside files";
    match name.to_lowercase().as_str() {
        ".ds_store" => Some(of_a_mac),
        "thumbs.db" | "desktop.ini" | "ehthumbs.db" => Some("what Windows leaves beside files"),
        other if other.starts_with("._") => {
            let named = parts.any(|part| part == "__MACOSX");
            (named || at.is_some_and(is_double)).then_some(of_a_mac)
        }
        _ => None,
    }
}

/// Whether it holds what a Mac keeps of a file apart from its content.
fn is_double(path: &Path) -> bool {
    let mut head = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *b"\0\x05\x16\x07"
}

/// A name of somebody else, fit to be shown: no control characters, and none
/// that turn the direction of what follows.
pub(super) fn shown(name: &str) -> String {
    const LONGEST: usize = 120;
    let turns = |one: char| matches!(one, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    let fit = |one: char| if one.is_control() || turns(one) { '?' } else { one };
    let clean: String = name.chars().map(fit).take(LONGEST).collect();
    if clean.is_empty() { "(no name)".to_owned() } else { clean }
}
