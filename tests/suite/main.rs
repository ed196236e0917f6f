//! The one integration test: a module a feature, one fixture builder.

mod build;
mod project;
mod samples;
