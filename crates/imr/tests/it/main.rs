//! The real program, run as people run it, on real PDFs.

mod bad_input;
mod casefile;
mod commands;
mod demo;
mod letters;
mod program;
