//! The one integration test: a module a feature, one fixture builder.

mod build;
mod clicks;
mod docs;
mod draft;
mod errors;
mod export;
mod fields;
mod layers;
mod layout;
mod preview;
mod project;
mod reader;
mod ruler;
mod samples;
mod snapshot;
mod typeset;
mod watch;
mod yaml;
