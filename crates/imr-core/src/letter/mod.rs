//! The Final Determination Letter: as a record, composed, and read back.

mod compose;
mod notice;
pub mod reading;
pub mod record;
mod running;
pub(crate) mod summary;
pub mod writing;

pub use compose::{Letter, Sources, compose};
pub use notice::{TITLE as NOTICE_OF_ASSIGNMENT, notice_of_assignment};
pub use running::{running_text, without_running_lines};
