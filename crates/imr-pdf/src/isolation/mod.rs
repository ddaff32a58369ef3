//! Reading and drawing in a process of their own.
//!
//! A file that comes from outside can make its reader crash, fill the memory
//! or never end, and a process that dies cannot say why. So the program
//! starts itself again as a child, gives it the file, and takes the pages one
//! by one. If the child dies, the page it was at is marked with the reason,
//! and another child goes on behind it.

mod child;
mod parent;
mod share;
mod spreading;
mod timed;
mod wire;

pub(crate) use parent::Children;
pub(crate) use share::Share;
pub(crate) use timed::Timed;

pub use child::serve;
