//! Rules for the crates: which way dependencies point, and which crate alone
//! may name a heavy dependency.

use super::{File, Violation};
use toml::{Table, Value};

/// A crate of the workspace, and which others it may depend on.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    /// In addition, for its tests.
    tests_may_use: &'static [&'static str],
}

/// The directions of ARCHITECTURE.md. The binary may use every crate.
const ROOMS: [Room; 9] = [
    Room { name: "imr-core", may_use: &[], tests_may_use: &[] },
    Room { name: "imr-pdf", may_use: &["imr-core"], tests_may_use: &[] },
    Room { name: "imr-store", may_use: &["imr-core"], tests_may_use: &[] },
    Room { name: "imr-sample", may_use: &["imr-core"], tests_may_use: &[] },
    Room { name: "imr-app", may_use: &["imr-core", "imr-store"], tests_may_use: &["imr-sample"] },
    Room { name: "imr-web", may_use: &["imr-core", "imr-app"], tests_may_use: &["imr-sample"] },
    Room {
        name: "imr",
        may_use: &["imr-core", "imr-pdf", "imr-store", "imr-app", "imr-sample", "imr-web"],
        tests_may_use: &[],
    },
    Room { name: "xtask", may_use: &["imr-core", "imr-sample"], tests_may_use: &[] },
    Room { name: "fuzz", may_use: &["imr-core", "imr-pdf"], tests_may_use: &[] },
];

/// Dependencies that one crate alone may name: the beginning of their names,
/// and the crate.
const HEAVY: [(&str, &str); 5] = [
    ("typst", "imr-pdf"),
    ("hayro", "imr-pdf"),
    ("sqlx", "imr-store"),
    ("object_store", "imr-store"),
    ("tantivy", "imr-store"),
];

/// Everything the manifest of a crate must hold to.
pub(super) fn check_manifest(file: &File) -> Vec<Violation> {
    let Some(folder) = file.path.strip_suffix("/Cargo.toml") else {
        return Vec::new();
    };
    let manifest = match file.text.parse::<Table>() {
        Ok(manifest) => manifest,
        Err(error) => {
            return vec![file.violation(1, format!("it cannot be read: {}.", error.message()), "Mend the TOML.")];
        }
    };
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
    let name = name.unwrap_or_default();
    let mut found = own_name(file, folder, name);
    found.extend(lints(file, &manifest));
    for (section, for_tests) in [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)]
    {
        let dependencies = manifest.get(section).and_then(Value::as_table);
        let dependencies = dependencies.into_iter().flat_map(Table::keys);
        found.extend(dependencies.filter_map(|dependency| direction(file, name, dependency, for_tests)));
    }
    found
}

fn own_name(file: &File, folder: &str, name: &str) -> Vec<Violation> {
    if folder.rsplit('/').next() == Some(name) {
        return Vec::new();
    }
    let line = line_of(file, "name");
    vec![file.violation(line, format!("the crate `{name}` lives in the folder {folder}."), "Name both alike.")]
}

fn lints(file: &File, manifest: &Table) -> Vec<Violation> {
    let taken = manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(Value::as_bool);
    if taken == Some(true) {
        return Vec::new();
    }
    vec![file.violation(1, "the lints of the workspace are not taken.", "Add `[lints]` with `workspace = true`.")]
}

fn direction(file: &File, name: &str, dependency: &str, for_tests: bool) -> Option<Violation> {
    let line = line_of(file, dependency);
    if let Some((_, owner)) = HEAVY.iter().find(|(heavy, owner)| dependency.starts_with(heavy) && *owner != name) {
        return Some(file.violation(
            line,
            format!("`{name}` names `{dependency}`, which only {owner} may."),
            format!("Ask {owner} for what you need."),
        ));
    }
    let room = |name: &str| ROOMS.iter().find(|room| room.name == name);
    room(dependency)?;
    let Some(here) = room(name) else {
        return Some(file.violation(
            line,
            format!("`{name}` has no place in the house yet."),
            "Give it a row in ARCHITECTURE.md and in xtask/src/tidy/crates.rs.",
        ));
    };
    let allowed = here.may_use.contains(&dependency) || (for_tests && here.tests_may_use.contains(&dependency));
    (!allowed).then(|| {
        file.violation(
            line,
            format!("`{name}` may not depend on `{dependency}`: dependencies point the other way."),
            "Move what is needed down, or pass it in from above (ARCHITECTURE.md shows the directions).",
        )
    })
}

/// The line on which a key of the manifest stands.
fn line_of(file: &File, key: &str) -> usize {
    let is_key = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
    file.text.lines().position(is_key).map_or(1, |index| index + 1)
}

/// A crate has at most one test binary: each is linked anew.
pub(super) fn check_test_binaries(files: &[File]) -> Vec<Violation> {
    let roots = files.iter().filter_map(|file| {
        let (folder, rest) = file.path.split_once("/tests/")?;
        // Below `src` a folder `tests` is a module, not a binary.
        (file.is_rust() && !folder.contains("/src/") && (!rest.contains('/') || rest.ends_with("/main.rs")))
            .then_some((folder, file))
    });
    let mut last = "";
    roots
        .filter_map(|(folder, file)| {
            let second = std::mem::replace(&mut last, folder) == folder;
            second.then(|| {
                file.violation(
                    1,
                    format!("it is a second test binary of {folder}; each takes a link of its own."),
                    "Make it a module of the first.",
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, said};
    use super::*;

    fn manifest(name: &str, rest: &str) -> Vec<String> {
        let text = format!("[package]\nname = \"{name}\"\n[lints]\nworkspace = true\n{rest}");
        said(check_manifest, &format!("crates/{name}/Cargo.toml"), &text)
    }

    #[test]
    fn dependencies_point_one_way() {
        assert!(manifest("imr-app", "[dependencies]\nimr-core.workspace = true\nserde = \"1\"\n").is_empty());
        assert_eq!(
            manifest("imr-core", "[dependencies]\nimr-store.workspace = true\n"),
            ["6: `imr-core` may not depend on `imr-store`: dependencies point the other way."]
        );
        assert!(manifest("imr-app", "[dev-dependencies]\nimr-sample.workspace = true\n").is_empty());
        assert_eq!(manifest("imr-app", "[dependencies]\nimr-sample.workspace = true\n").len(), 1);
        assert_eq!(manifest("imr-new", "[dependencies]\nimr-core.workspace = true\n").len(), 1);
    }

    #[test]
    fn a_heavy_dependency_is_named_by_one_crate() {
        assert!(manifest("imr-pdf", "[dependencies]\ntypst-pdf = \"1\"\n").is_empty());
        assert_eq!(
            manifest("imr", "[dependencies]\ntypst = \"1\"\n"),
            ["6: `imr` names `typst`, which only imr-pdf may."]
        );
        assert_eq!(manifest("imr-app", "[dev-dependencies]\nsqlx.workspace = true\n").len(), 1);
    }

    #[test]
    fn a_crate_takes_the_lints_and_is_named_like_its_folder() {
        let text = "[package]\nname = \"imr-b\"\n";
        assert_eq!(said(check_manifest, "crates/imr-a/Cargo.toml", text).len(), 2);
        assert_eq!(said(check_manifest, "crates/imr-a/Cargo.toml", "[package\n").len(), 1);
    }

    #[test]
    fn a_second_test_binary_is_refused() {
        let paths =
            ["crates/a/tests/it.rs", "crates/a/tests/it/b.rs", "crates/b/tests/it/main.rs", "crates/b/tests/x.rs"];
        let files: Vec<File> = paths.iter().map(|path| file(path, "")).collect();
        let found: Vec<String> = check_test_binaries(&files).into_iter().map(|violation| violation.path).collect();
        assert_eq!(found, ["crates/b/tests/x.rs"]);
    }
}
