//! The real program, run as people run it, on real PDFs.

mod applications;
mod bad_input;
mod commands;
mod demo;
mod letters;
mod organization;
mod program;
