//! The store as its callers see it: each story is told on both engines.

#![expect(
    clippy::unwrap_used,
    reason = "a test may stop where it stands; clippy.toml says so of functions marked #[test] only"
)]

mod blobs;
mod counters;
mod documents;
mod durability;
mod filings;
mod full_disk;
mod ground;
mod log;
mod moving;
mod opening;
mod pages;
mod server;
