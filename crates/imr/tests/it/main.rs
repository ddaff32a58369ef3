//! The real program, run as people run it, on real PDFs.

mod applications;
mod bad_input;
mod casefile;
mod commands;
mod demo;
mod hostile_files;
mod letters;
mod organization;
mod program;
