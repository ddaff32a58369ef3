//! The child process that reads pages, for tests and benches of this crate;
//! the program starts itself instead.

fn main() -> std::process::ExitCode {
    imr_pdf::serve()
}
