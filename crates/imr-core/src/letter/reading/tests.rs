//! Oddities of letters, each with what taught it. The texts are made up; only
//! their shape is that of real letters.

mod corpus;
mod layouts;
mod lines;
mod never_fails;
