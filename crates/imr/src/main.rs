//! imr
fn main() {}
