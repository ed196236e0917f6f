//! The one integration test: a module a feature, one fixture builder.

#![allow(clippy::disallowed_methods, reason = "tests look at files as anyone would")]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::large_stack_arrays,
    clippy::match_same_arms,
    clippy::type_complexity,
    reason = "tests are read for what they say, not for how fast they say it"
)]

mod attachments;
mod batch;
mod breakdown;
mod bucket;
mod build;
mod builtin_themes;
mod charts;
mod clicks;
mod codes;
mod collect;
mod determinism;
mod docs;
mod draft;
mod errors;
mod exact;
mod export;
mod fidelity;
mod fields;
mod figure_tables;
mod files;
mod formal;
mod forms;
mod front;
mod json;
mod layers;
mod layout;
mod limits;
mod measure;
mod missing;
mod mutations;
mod new;
mod pictures;
mod preview;
mod project;
mod reader;
mod refusals;
mod ruler;
mod samples;
mod schema;
mod snapshot;
mod standard;
mod structures;
mod summarize;
mod tables;
mod theme_author;
mod theme_format;
mod theme_killed;
mod theme_mistakes;
mod theme_net;
mod theme_params;
mod theme_store;
mod theme_tutorial;
mod themes;
mod titles;
mod totals;
mod typeset;
mod typst_command;
mod watch;
mod worker;
mod yaml;
