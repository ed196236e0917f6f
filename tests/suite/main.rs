//! The one integration test: a module a feature, one fixture builder.

mod build;
mod clicks;
mod draft;
mod export;
mod layout;
mod project;
mod reader;
mod ruler;
mod samples;
mod typeset;
mod yaml;
