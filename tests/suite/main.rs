//! The one integration test: a module a feature, one fixture builder.

mod build;
mod draft;
mod errors;
mod export;
mod project;
mod samples;
mod snapshot;
mod typeset;
