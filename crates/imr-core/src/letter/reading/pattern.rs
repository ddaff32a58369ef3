//! Patterns compiled once.

use regex::Regex;

/// Compiles a pattern that stands in the source.
///
/// Letters are English: the classes for boundaries, digits, blanks and words
/// mean ASCII here. With those of Unicode one degree sign in a summary would
/// send every search through it to the slowest engine.
pub(crate) fn compiled(pattern: &str) -> Regex {
    Regex::new(&ascii(pattern)).expect("a pattern written here compiles: the tests use each")
}

fn ascii(pattern: &str) -> String {
    const BLANKS: &str = r"\x20\t\n\r";
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut in_class = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            in_class = (in_class || c == '[') && c != ']';
            out.push(c);
            continue;
        }
        match (chars.next(), in_class) {
            (Some('b'), false) => out.push_str(r"(?-u:\b)"),
            (Some('d'), false) => out.push_str("[0-9]"),
            (Some('d'), true) => out.push_str("0-9"),
            (Some('s'), false) => {
                out.push('[');
                out.push_str(BLANKS);
                out.push(']');
            }
            (Some('s'), true) => out.push_str(BLANKS),
            (Some('w'), false) => out.push_str("[0-9A-Za-z_]"),
            (Some('w'), true) => out.push_str("0-9A-Za-z_"),
            (other, _) => {
                out.push('\\');
                out.extend(other);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_those_of_ascii() {
        assert_eq!(ascii(r"\bx\d[\s,-]\(\w"), r"(?-u:\b)x[0-9][\x20\t\n\r,-]\([0-9A-Za-z_]");
        assert!(compiled(r"(?ix) a \  b [^\d] \b").is_match("A b°c"));
    }
}
