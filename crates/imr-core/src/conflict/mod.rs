//! Conflicts of interest: who is tied to whom, over how many hops, and
//! whether it excludes a reviewer (rulebook 7.2 and 7.3).

mod tie;

pub use tie::{Affiliation, Percent, Relation, Sort, Tie};
