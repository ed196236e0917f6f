//! Typst source → pages: what a theme may do, what is told when it fails, where everything is.

mod blame;
mod coverage;
mod fonts;
mod pages;
mod positions;
mod session;
