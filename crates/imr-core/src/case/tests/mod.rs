//! The state machine of a case: a table of every stage and action, a test for
//! each transition, and random walks.

mod before;
mod following;
mod later;
pub(crate) mod play;
mod serving;
mod table;
mod transitions;
mod walks;
