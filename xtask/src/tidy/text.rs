//! Rules for every text file: clean ends of lines, no paths of one machine.

use super::{File, Violation};

/// Kept as a program wrote them: trailing blanks may be part of what they show.
const KEPT_AS_WRITTEN: [&str; 2] = [".snap", ".txt"];

/// Folders that exist on one machine only. Put together here so that this
/// file does not hold them.
const HOMES: [&str; 4] =
    [concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/ro", "ot/"), concat!("/wo", "rk/")];

/// Everything a text file must hold to.
pub(super) fn check(file: &File) -> Vec<Violation> {
    if file.text.is_empty() || file.name() == "Cargo.lock" {
        return Vec::new();
    }
    [ends_of_lines(file), paths_of_one_machine(file)].concat()
}

fn ends_of_lines(file: &File) -> Vec<Violation> {
    if KEPT_AS_WRITTEN.iter().any(|extension| file.ends_with(extension)) {
        return Vec::new();
    }
    let blank_ends = numbered(file).filter(|(_, line)| line.ends_with([' ', '\t', '\r'])).map(|(number, _)| {
        file.violation(
            number,
            "the line ends with blanks.",
            "Take them out; for a break in Markdown begin a new paragraph.",
        )
    });
    let mut found: Vec<Violation> = blank_ends.collect();
    if !file.text.ends_with('\n') {
        let last = file.text.lines().count();
        found.push(file.violation(last, "the last line has no end.", "End the file with a line break."));
    }
    found
}

fn paths_of_one_machine(file: &File) -> Vec<Violation> {
    numbered(file)
        .filter_map(|(number, line)| {
            let home = HOMES.iter().find(|home| names_folder(line, home))?;
            Some(file.violation(
                number,
                format!("`{home}` is a folder of one machine."),
                "Give the path from the root of the project, or one that every system has.",
            ))
        })
        .collect()
}

/// True when the folder stands at the beginning of a path, rather than inside
/// of a longer one or of an address.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|char| !(char.is_alphanumeric() || "._-/~$}*".contains(char)))
    })
}

fn numbered(file: &File) -> impl Iterator<Item = (usize, &str)> {
    // Not `lines`, which hides a carriage return.
    file.text.split('\n').enumerate().map(|(index, line)| (index + 1, line))
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;
    use super::check;

    #[test]
    fn blanks_at_the_end_of_a_line_are_found_except_where_they_are_kept() {
        assert_eq!(
            said(check, "a.md", "a \nb\r\nc"),
            ["1: the line ends with blanks.", "2: the line ends with blanks.", "3: the last line has no end."]
        );
        assert!(said(check, "a.snap", "a \n").is_empty());
        assert!(said(check, "a.md", "a\n\nb\n").is_empty());
    }

    #[test]
    fn a_path_of_one_machine_is_found_and_an_address_is_not() {
        let path = concat!("See `/ho", "me/somebody/notes`.\n");
        assert_eq!(said(check, "a.md", path).len(), 1);
        let address = concat!("https://example.org/wo", "rk/ and crates/ho", "me/x\n");
        assert!(said(check, "a.md", address).is_empty());
    }
}
