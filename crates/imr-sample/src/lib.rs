//! A generated world: synthetic people, applications, medical records and past
//! letters, for the demonstration, for tests and for load.
//!
//! Nothing here is about a real person. Nothing that reads or matches ever
//! imports this crate: a reader that knew the generator's phrases would be
//! scored on its memory.

pub mod casefile;
mod dice;
mod edition;
pub mod letters;
mod people;
mod records;
mod story;
pub mod world;

pub use people::{organization, parties, roster};
pub use records::{SampleRecord, records};
pub use story::{Facts, Moments, Story};
