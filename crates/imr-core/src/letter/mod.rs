//! The Final Determination Letter: as a record, composed, and read back.

mod administrator;
mod compose;
pub mod notice;
mod panel;
pub mod reading;
pub mod record;
mod running;
pub(crate) mod summary;
pub mod writing;

pub use compose::{Letter, Reviewed, Sources, compose};
pub use running::{running_text, without_running_lines};
