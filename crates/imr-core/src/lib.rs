//! Independent Medical Review as values and functions.
//!
//! No I/O, no async, no clock, no randomness: whatever this crate needs to
//! know of the outside it is given (`World`, `Paper`, texts of rule files).
//! ARCHITECTURE.md lists the rooms; GLOSSARY.md the words.

pub mod audit;
pub mod digest;
pub mod letter;
pub mod paper;
pub mod party;
pub mod refusal;
pub mod world;
