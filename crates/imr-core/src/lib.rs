//! Independent Medical Review as values and functions.
//!
//! No I/O, no async, no clock, no randomness: whatever this crate needs to
//! know of the outside it is given (`World`, `Paper`, texts of rule files).
//! ARCHITECTURE.md lists the rooms; GLOSSARY.md the words.

pub mod application;
pub mod audit;
pub mod calendar;
pub mod case;
pub mod casefile;
pub mod citation;
pub mod conflict;
pub mod dates;
pub mod deadline;
pub mod determination;
pub mod digest;
pub mod drug;
pub mod duplicate;
pub mod eligibility;
pub mod fact;
pub mod fee;
pub mod guideline;
pub mod law;
pub mod letter;
pub mod matching;
mod naming;
pub mod occasion;
pub mod organization;
pub mod paper;
pub mod party;
pub mod prose;
pub mod refusal;
pub mod review;
pub mod reviewer;
pub mod service;
pub mod specialty;
mod state;
pub mod table;
pub mod world;
