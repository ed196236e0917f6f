//! The one integration test: a module a feature, one fixture builder.

mod build;
mod clicks;
mod determinism;
mod docs;
mod draft;
mod errors;
mod export;
mod fidelity;
mod fields;
mod files;
mod forms;
mod layers;
mod layout;
mod measure;
mod preview;
mod project;
mod reader;
mod ruler;
mod samples;
mod snapshot;
mod theme_format;
mod titles;
mod typeset;
mod typst_command;
mod watch;
mod yaml;
