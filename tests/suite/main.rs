//! The one integration test: a module a feature, one fixture builder.

mod build;
mod docs;
mod draft;
mod export;
mod fields;
mod layers;
mod project;
mod samples;
mod typeset;
mod yaml;
