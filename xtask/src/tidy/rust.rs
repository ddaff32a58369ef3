//! Rules for Rust source: its shape, and what each crate must not name.

use super::{File, Violation, code};

const MOST_LINES_OF_A_FILE: usize = 499;
const MOST_LINES_OF_A_FUNCTION: usize = 49;

/// The one room that knows which engine is running: `sql.rs` and `sql/`.
const KNOWS_THE_ENGINE: &str = "crates/imr-store/src/sql";

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "manager", "managers"];

/// Modules of the standard library that reach the world outside. The core has
/// none of it; the rest of the list is whole crates.
const OUTSIDE: [&str; 10] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::io",
    "std::process",
    "std::thread",
    "std::time",
    "tokio",
    "sqlx",
    "object_store",
];

/// Everything a Rust file must hold to.
pub(super) fn check(file: &File) -> Vec<Violation> {
    if !file.is_rust() {
        return Vec::new();
    }
    let code = code::only(&file.text);
    [
        opening(file),
        length(file),
        functions(file, &code),
        empty_names(file, &code),
        leftovers(file, &code),
        outside(file, &code),
        engines(file, &code),
    ]
    .concat()
}

/// A module begins with a sentence on what it is for.
fn opening(file: &File) -> Vec<Violation> {
    if file.text.starts_with("//!") || is_part_of_tests(file) {
        return Vec::new();
    }
    vec![file.violation(
        1,
        "the file does not begin with a module comment.",
        "Say on the first line, after `//!`, what the module is for and what it leaves to others.",
    )]
}

/// `tests.rs` beside the code, or a file below `tests/` that is not the root
/// of a test binary.
fn is_part_of_tests(file: &File) -> bool {
    file.name() == "tests.rs"
        || file
            .path
            .split_once("/tests/")
            .is_some_and(|(before, rest)| before.contains("/src/") || rest.contains('/'))
}

fn length(file: &File) -> Vec<Violation> {
    let lines = file.text.lines().count();
    if lines <= MOST_LINES_OF_A_FILE {
        return Vec::new();
    }
    vec![file.violation(
        MOST_LINES_OF_A_FILE + 1,
        format!("the file has {lines} lines; at most {MOST_LINES_OF_A_FILE} are allowed."),
        "Find the second subject in it and give it a module of its own.",
    )]
}

fn functions(file: &File, code: &str) -> Vec<Violation> {
    code::functions(code)
        .into_iter()
        .filter(|function| function.lines > MOST_LINES_OF_A_FUNCTION)
        .map(|function| {
            file.violation(
                function.line,
                format!(
                    "the function `{}` has {} lines; at most {MOST_LINES_OF_A_FUNCTION} are allowed.",
                    function.name, function.lines
                ),
                "Split it where its subject changes, or turn a long table into a constant.",
            )
        })
        .collect()
}

fn empty_names(file: &File, code: &str) -> Vec<Violation> {
    let remedy = "Name it for the thing of the field that lives there.";
    let said =
        |line: usize, name: &str| file.violation(line, format!("`{name}` is a name that says nothing."), remedy);
    let of_path = file.path.trim_end_matches(".rs").split('/');
    let mut found: Vec<Violation> =
        of_path.filter(|part| EMPTY_NAMES.contains(part)).map(|part| said(1, part)).collect();
    let mut previous = "";
    for (at, name) in code::names(code) {
        if previous == "mod" && EMPTY_NAMES.contains(&name) {
            found.push(said(code::line_at(code, at), name));
        }
        previous = name;
    }
    found
}

/// Work that was left for later, or for oneself.
fn leftovers(file: &File, code: &str) -> Vec<Violation> {
    // Put together here so that this file does not hold them.
    let notes = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let marks = ["todo!(", "dbg!(", "unimplemented!(", "#[ignore"];
    let in_text = lines_with(&file.text, &notes);
    let in_code = lines_with(code, &marks);
    in_text
        .chain(in_code)
        .map(|(line, mark)| {
            file.violation(
                line,
                format!("`{mark}` was left behind."),
                "Do it now, or open an issue and take the mark out.",
            )
        })
        .collect()
}

fn lines_with<'a>(text: &'a str, marks: &'a [&'a str]) -> impl Iterator<Item = (usize, &'a str)> {
    text.lines().enumerate().flat_map(move |(index, line)| {
        marks.iter().filter(move |mark| line.contains(**mark)).map(move |mark| (index + 1, *mark))
    })
}

/// The core reads and writes nothing, waits for nothing and asks no clock.
fn outside(file: &File, code: &str) -> Vec<Violation> {
    if !file.path.starts_with("crates/imr-core/src/") || is_part_of_tests(file) {
        return Vec::new();
    }
    let code = code::without_tests(code);
    paths(code)
        .into_iter()
        .filter_map(|(at, path)| {
            let reached = OUTSIDE.iter().find(|outside| is_below(&path, outside))?;
            Some(file.violation(
                code::line_at(code, at),
                format!("imr-core names `{reached}`; the core has no way to the world outside."),
                "Take the value as an argument, or ask `World` or `Paper` for it; do the rest in imr-app or imr-store.",
            ))
        })
        .collect()
}

fn is_below(path: &str, outside: &str) -> bool {
    path == outside || path.strip_prefix(outside).is_some_and(|rest| rest.starts_with("::"))
}

/// Every path of two or more names, or of one that is a crate's, with the
/// groups of `use std::{a, b::c}` written out.
fn paths(code: &str) -> Vec<(usize, String)> {
    let mut prefixes: Vec<String> = Vec::new();
    let mut path = String::new();
    let mut found = Vec::new();
    let mut end = 0;
    for (at, name) in code::names(code) {
        let between = &code[end..at];
        end = at + name.len();
        if between.trim_matches(char::is_whitespace) == "::" {
            path.push_str("::");
        } else {
            step_through(between, &mut prefixes, &path);
            path = prefixes.last().cloned().unwrap_or_default();
        }
        path.push_str(name);
        found.push((at, path.clone()));
    }
    found
}

/// Opens and closes the groups between two names. Only a brace right after
/// `::` opens a group of paths; any other has an empty prefix.
fn step_through(between: &str, prefixes: &mut Vec<String>, path: &str) {
    let mut before = String::new();
    for char in between.chars().filter(|char| !char.is_whitespace()) {
        match char {
            '{' if before.ends_with("::") => prefixes.push(format!("{path}::")),
            '{' => prefixes.push(String::new()),
            '}' => drop(prefixes.pop()),
            _ => {}
        }
        before.push(char);
    }
}

/// One file knows which engine is running. Elsewhere an engine is named only
/// as the place of a store: in `enum Location`, and as `Location::...`.
fn engines(file: &File, code: &str) -> Vec<Violation> {
    let in_crates = file.path.starts_with("crates/") && file.path.contains("/src/");
    if !in_crates || file.path.starts_with(KNOWS_THE_ENGINE) || is_part_of_tests(file) {
        return Vec::new();
    }
    let code = code::without_tests(code);
    let definition = code.find("enum Location ").map_or(0..0, |begin| {
        let length = code[begin..].find("\n}").unwrap_or(0);
        begin..begin + length
    });
    code::names(code)
        .filter(|(at, name)| is_engine(name) && !definition.contains(at) && !code[..*at].ends_with("Location::"))
        .map(|(at, name)| {
            file.violation(
                code::line_at(code, at),
                format!("`{name}` names an engine; only {KNOWS_THE_ENGINE} may."),
                "Write SQL that both engines run, or move the difference there.",
            )
        })
        .collect()
}

fn is_engine(name: &str) -> bool {
    let follows = |engine: &str| {
        name.strip_prefix(engine).is_some_and(|rest| !rest.starts_with(|char: char| char.is_lowercase()))
    };
    ["Sqlite", "Postgres", "SqlitePool", "PgPool", "PgConnection", "PgRow"].iter().any(|engine| follows(engine))
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;
    use super::check;

    fn core(text: &str) -> Vec<String> {
        said(check, "crates/imr-core/src/case.rs", &format!("//! Cases.\n{text}"))
    }

    #[test]
    fn a_good_file_is_left_alone() {
        assert!(core("use std::fmt;\n/// A day.\nfn day() -> u8 { 1 }\n").is_empty());
    }

    #[test]
    fn a_file_begins_with_its_purpose_unless_it_is_part_of_tests() {
        assert_eq!(said(check, "crates/imr/src/a.rs", "fn a() {}\n").len(), 1);
        assert!(said(check, "crates/imr/src/law/tests.rs", "fn a() {}\n").is_empty());
        assert!(said(check, "crates/imr/tests/it/a.rs", "fn a() {}\n").is_empty());
        assert_eq!(said(check, "crates/imr/tests/it.rs", "fn a() {}\n").len(), 1);
    }

    #[test]
    fn a_long_function_and_a_long_file_are_told_with_their_lengths() {
        let long = format!("fn long() {{\n{}}}\n", "    a();\n".repeat(48));
        assert_eq!(core(&long), ["2: the function `long` has 50 lines; at most 49 are allowed."]);
        assert_eq!(core(&long.replacen("    a();\n", "", 1)), Vec::<String>::new());
        assert_eq!(core(&"// a\n".repeat(499)), ["500: the file has 500 lines; at most 499 are allowed."]);
    }

    #[test]
    fn a_name_that_says_nothing_is_refused_in_paths_and_modules() {
        assert_eq!(core("mod helpers;\n"), ["2: `helpers` is a name that says nothing."]);
        let found = said(check, "crates/imr/src/utils/mod.rs", "//! A.\n");
        assert_eq!(found, ["1: `utils` is a name that says nothing."]);
        assert!(core("fn case_manager() {}\n// the helpers of a nurse\n").is_empty());
    }

    #[test]
    fn what_was_left_behind_is_found_in_comments_and_in_code() {
        let note = concat!("// TO", "DO: later\n");
        assert_eq!(core(note).len(), 1);
        assert_eq!(core("fn a() { dbg!(1); }\n#[ignore]\nfn b() { todo!() }\n").len(), 3);
        assert!(core("/// Never write dbg!(x).\nfn a() { b(\"todo!()\") }\n").is_empty());
    }

    #[test]
    fn the_core_does_not_reach_outside_by_any_spelling() {
        let table = [
            ("use std::fs::File;", 1),
            ("use std::{fmt, fs};", 1),
            ("use std::{\n    collections::BTreeMap,\n    time::{Duration, SystemTime},\n};", 3),
            ("fn a() { std::net::lookup(); }", 1),
            ("fn a() { tokio::spawn(b()); }", 2),
            ("mod std_fs; use crate::time::now; fn f(x: std::fmt::Result) {}", 0),
            ("fn a() {}\n#[cfg(test)]\nmod tests { fn b() { std::fs::read(); } }", 0),
        ];
        for (text, count) in table {
            assert_eq!(core(text).is_empty(), count == 0, "{text}: {:?}", core(text));
        }
    }

    #[test]
    fn the_engines_are_named_in_one_file_and_as_locations_only() {
        let text = "//! A.\nfn a(e: Engine) { match e { Engine::Sqlite => 1, Engine::Postgres => 2 } }\n";
        assert_eq!(said(check, "crates/imr-store/src/cases.rs", text).len(), 2);
        assert_eq!(said(check, "crates/imr-app/src/a.rs", "//! A.\nuse sqlx::SqlitePool;\n").len(), 1);
        assert!(said(check, "crates/imr-store/src/sql.rs", text).is_empty());
        let location = "//! A.\nenum Location {\n    Postgres,\n}\nfn a() { b(Location::Postgres) }\n";
        assert!(said(check, "crates/imr-store/src/store.rs", location).is_empty());
        assert!(said(check, "crates/imr-app/src/a.rs", "//! A.\n// Postgres\nfn sqlite() {}\n").is_empty());
    }
}
