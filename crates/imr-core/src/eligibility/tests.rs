//! The table of eligibility, run.
