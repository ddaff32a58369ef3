//! The programs that we are measured beside: finding and installing them. One
//! that is missing leaves its lines out and fails nothing.

use crate::shell::{self, Outcome};
use crate::tools;
use std::path::PathBuf;

/// Another program.
pub(crate) struct Peer {
    name: &'static str,
    found: fn() -> bool,
    install: fn() -> Outcome,
    /// How to install it by hand.
    by_hand: &'static str,
}

pub(crate) const PDFTOTEXT: Peer = Peer {
    name: "pdftotext",
    found: || tools::on_path("pdftotext").is_some(),
    install: || tools::apt_install(&["poppler-utils"]),
    by_hand: "sudo apt-get install poppler-utils",
};

pub(crate) const MUTOOL: Peer = Peer {
    name: "mutool",
    found: || tools::on_path("mutool").is_some(),
    install: || tools::apt_install(&["mupdf-tools"]),
    by_hand: "sudo apt-get install mupdf-tools",
};

pub(crate) const LIBREOFFICE: Peer = Peer {
    name: "LibreOffice",
    found: || tools::on_path("soffice").is_some(),
    install: || tools::apt_install(&["libreoffice-writer"]),
    by_hand: "sudo apt-get install libreoffice-writer",
};

pub(crate) const WEASYPRINT: Peer = Peer {
    name: "WeasyPrint",
    found: || shell::output(shell::command(weasyprint_python()).args(["-c", "import weasyprint"])).is_ok(),
    install: || {
        let room = python_room();
        shell::run(shell::command("python3").args(["-m", "venv"]).arg(&room))?;
        shell::run(shell::command(room.join("bin/pip")).args(["install", "--quiet", "weasyprint"]))
    },
    by_hand: "python3 -m pip install weasyprint (it needs Pango)",
};

impl Peer {
    /// True where it can be used, after installing it where we may.
    pub(crate) fn provide(&self) -> bool {
        if (self.found)() {
            return true;
        }
        if tools::is_root() {
            println!("installing {}", self.name);
            if let Err(trouble) = (self.install)() {
                // Without it the table is shorter, and says so.
                eprintln!("{trouble}");
            }
        }
        let found = (self.found)();
        if !found {
            println!("{} is not there. Install it: {}", self.name, self.by_hand);
        }
        found
    }
}

/// The Python that has WeasyPrint: our own room for it, else the system's.
pub(crate) fn weasyprint_python() -> PathBuf {
    let own = python_room().join("bin/python");
    if own.is_file() { own } else { PathBuf::from("python3") }
}

/// A room of its own in the target folder, so that nothing of the system's
/// Python is touched.
fn python_room() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| shell::root().join("target"), PathBuf::from);
    target.join("weasyprint")
}
