//! Text in columns for a terminal of 100.

/// Columns of the terminal that the program writes for.
const WIDTH: usize = 100;

/// A text after a label, its lines broken at blanks and set under each other
/// at `indent`.
pub(crate) fn hanging(label: &str, indent: usize, text: &str) -> String {
    let mut out = format!("{label:<indent$}");
    // A label that is too long has a line of its own.
    if label.chars().count() > indent {
        out = format!("{label}\n{:indent$}", "");
    }
    let mut column = indent;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > indent && column + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent;
        } else if column > indent {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_terminal_unless_a_word_is() {
        let text = hanging("    NO  7.2", 12, &"conflict of interest ".repeat(20));
        assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("            conflict")
            || line.starts_with("            of")
            || line.starts_with("            interest")));
        assert_eq!(hanging("  a label that is long", 8, "text"), "  a label that is long\n        text");
        assert_eq!(hanging("  x", 4, ""), "  x");
    }
}
