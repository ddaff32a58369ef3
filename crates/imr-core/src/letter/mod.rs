//! The Final Determination Letter: as a record, composed, and read back.

pub mod record;
