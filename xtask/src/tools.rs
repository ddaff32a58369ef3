//! The programs that tests need beside cargo: finding, installing, asking.

use crate::shell::{self, Outcome, Trouble};
use std::path::{Path, PathBuf};

/// Where tests find the URL of a PostgreSQL server.
pub(crate) const POSTGRES_URL: &str = "IMR_TEST_POSTGRES";
/// Where the one test that needs a database of its own, and cannot make one,
/// finds it.
pub(crate) const EMPTY_DATABASE: &str = "IMR_TEST_DATABASE";

/// A program that tests need.
struct Tool {
    name: &'static str,
    /// What it is for, to complete "It is needed ...".
    purpose: &'static str,
    debian: &'static str,
    homebrew: &'static str,
    /// Without it, tests are left out; on CI that fails the run.
    required: bool,
    found: fn() -> bool,
}

const TOOLS: [Tool; 4] = [
    Tool {
        name: "PostgreSQL (initdb, pg_ctl)",
        purpose: "to run the stories of the store on the second engine",
        debian: "postgresql",
        homebrew: "postgresql@17",
        required: true,
        found: || postgres_folder().is_some() || own_server().is_some(),
    },
    Tool {
        name: "pdftotext",
        purpose: "to read back the PDFs we set with a program that is not ours",
        debian: "poppler-utils",
        homebrew: "poppler",
        required: true,
        found: || on_path("pdftotext").is_some(),
    },
    Tool {
        name: "tesseract",
        purpose: "to recognize the words of scanned pages",
        debian: "tesseract-ocr",
        homebrew: "tesseract",
        required: true,
        found: || on_path("tesseract").is_some(),
    },
    Tool {
        name: "qpdf",
        purpose: "to check the structure of the PDFs we set with a program that is not ours",
        debian: "qpdf",
        homebrew: "qpdf",
        required: false,
        found: || on_path("qpdf").is_some(),
    },
];

/// Installs what is missing, where we may; gives what is missing still. On CI
/// a required tool that is missing is an error.
pub(crate) fn provide() -> Outcome<Vec<&'static str>> {
    let before = missing();
    let may_install = is_root() && on_path("apt-get").is_some();
    if !before.is_empty()
        && may_install
        && let Err(trouble) = install(&before)
    {
        // What is still missing is told below.
        eprintln!("{trouble}");
    }
    let missing = missing();
    for tool in &missing {
        println!("{} is missing. It is needed {}.", tool.name, tool.purpose);
    }
    let required: Vec<&Tool> = missing.iter().copied().filter(|tool| tool.required).collect();
    if missing.is_empty() {
        println!("nothing is missing");
    } else if on_ci() && !required.is_empty() {
        return Err(Trouble::new(
            format!("A tool is missing, and on CI that fails the run: {}.", names(&required).join(", ")),
            advice(&required),
        ));
    } else {
        println!("{}", advice(&missing));
    }
    Ok(names(&missing))
}

/// The server that the caller wants the tests to use in place of a private
/// one.
pub(crate) fn own_server() -> Option<String> {
    std::env::var(POSTGRES_URL).ok().filter(|url| !url.is_empty())
}

/// True on continuous integration, where nothing may be left out silently.
pub(crate) fn on_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

/// True when we may install and must not be the owner of a PostgreSQL.
pub(crate) fn is_root() -> bool {
    shell::output(shell::command("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// The folder that holds `initdb`, `pg_ctl` and `postgres`; of several the
/// newest.
pub(crate) fn postgres_folder() -> Option<PathBuf> {
    let debian = newest(Path::new("/usr/lib/postgresql"));
    let path = on_path("pg_ctl").and_then(|program| Some(program.parent()?.to_path_buf()));
    let whole = |folder: &PathBuf| ["initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file());
    debian.into_iter().chain(path).find(whole)
}

/// `FOLDER/17/bin` for the highest number in `folder`.
fn newest(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let numbered = entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok().map(|n| (n, entry.path())));
    numbered.max().map(|(_, path)| path.join("bin"))
}

/// Where a program is, if it can be called by its name.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// True when `cargo nextest` can be called.
pub(crate) fn has_nextest() -> bool {
    shell::output(&mut shell::cargo(&["nextest", "--version"])).is_ok()
}

fn missing() -> Vec<&'static Tool> {
    TOOLS.iter().filter(|tool| !(tool.found)()).collect()
}

fn names(tools: &[&'static Tool]) -> Vec<&'static str> {
    tools.iter().map(|tool| tool.name).collect()
}

fn install(tools: &[&Tool]) -> Outcome {
    let packages: Vec<&str> = tools.iter().map(|tool| tool.debian).collect();
    println!("installing {}", packages.join(", "));
    apt_install(&packages)
}

/// Installs with apt-get; when the lists of packages are old or absent, they
/// are fetched and it is tried once more.
pub(crate) fn apt_install(packages: &[&str]) -> Outcome {
    let apt = |arguments: &[&str]| {
        let mut command = shell::command("apt-get");
        command
            .args(["-qq", "-o", "DPkg::Lock::Timeout=300"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        shell::run(&mut command)
    };
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    apt(&install).or_else(|_| {
        apt(&["update"])?;
        apt(&install)
    })
}

fn advice(tools: &[&Tool]) -> String {
    let packages = |of: fn(&Tool) -> &'static str| -> String {
        tools.iter().map(|tool| of(tool)).collect::<Vec<_>>().join(" ")
    };
    if cfg!(target_os = "macos") {
        format!("Install with: brew install {}", packages(|tool| tool.homebrew))
    } else {
        format!(
            "Install with: sudo apt-get install {}\n  (on another system: the packages of the same programs)",
            packages(|tool| tool.debian)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_names_the_packages_of_what_is_missing() {
        let said = advice(&[&TOOLS[0], &TOOLS[1]]);
        assert!(said.contains("postgresql") && said.contains("poppler"), "{said}");
        assert!(!said.contains("qpdf"), "{said}");
    }

    #[test]
    fn a_program_on_the_path_is_found_and_another_is_not() {
        assert!(on_path("sh").is_some());
        assert!(on_path("no-such-program").is_none());
    }
}
