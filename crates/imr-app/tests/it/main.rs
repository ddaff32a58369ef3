//! The use cases as stories, with the real store in memory, plain text as
//! paper, and a clock that is moved.

mod advancing;
mod applications;
mod at_once;
mod following;
mod handling;
mod house;
mod liability;
mod matching;
mod moving;
mod putting_off;
mod receiving;
mod refusals;
mod walking;
