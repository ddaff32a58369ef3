//! Conflicts of interest: who is tied to whom, over how many hops, and
//! whether it excludes a reviewer (rulebook 7.2 and 7.3).
//!
//! Names are compared with tolerance, and every liberty is said. A conflict
//! that was missed does more harm than a reviewer who was not asked, so what
//! is alike counts until a person dismisses it with a reason.

mod circle;
mod likeness;
mod material;
mod name;
pub mod register;
mod search;
mod tie;
mod web;
mod words;

pub use circle::{Circle, Entry};
pub use likeness::{Likeness, alike};
pub use material::Material;
pub use name::Name;
pub(crate) use name::tells;
pub use search::{Conflict, Step, Taken, shared_by_all};
pub use tie::{Affiliation, Percent, Relation, Sort, Tie};
pub use web::{Ruling, Web};

#[cfg(test)]
mod tests;
