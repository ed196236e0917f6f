//! The one integration test: a module a feature, one fixture builder.

mod build;
<<<<<<< HEAD
mod clicks;
mod draft;
mod export;
mod layout;
=======
mod docs;
mod draft;
mod export;
mod fields;
mod layers;
>>>>>>> 5bcb7eb2b7661b45956fbb8485200ae3043b63c7
mod project;
mod reader;
mod ruler;
mod samples;
mod typeset;
mod yaml;
