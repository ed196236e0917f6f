//! stub for now
pub mod source_map;
