//! What the pipeline asks of a process that makes papers in themes nobody vouches for.
//!
//! A theme can use up time and memory, and can make the typesetter abort; so an edge may hand in an [`Isolation`], and
//! then papers in themes that are not built in are made there, from YAML to pages. The pipeline does not know how.

use std::fmt;
use std::path::Path;

use super::{Built, Settings};
use crate::data::Row;
use crate::diagnostic::Diagnostic;
use crate::typeset::Pace;

/// Where the text of a paper comes from.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// A file, perhaps made for a row of a roster.
    File(&'a Path, Option<&'a Row>),
    /// What a file is to say once it is saved.
    Draft(&'a Path, &'a str),
    /// A text that is no file: its name, the text, the folder its theme and fonts are looked for in.
    Given(&'a str, &'a str, &'a Path),
}

/// A paper to be made elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Its text.
    pub text: Text<'a>,
    /// What holds for all papers.
    pub settings: &'a Settings,
    /// At which pace.
    pub pace: Pace,
    /// The theme, for messages.
    pub theme: &'a str,
}

/// Makes papers for one pipeline.
pub trait Isolated: Send {
    /// Makes a paper; `Built::paper` is left out.
    ///
    /// # Errors
    /// It took too long, wanted too much memory, or ended without an answer.
    fn build(&mut self, order: &Order) -> Result<Built, Diagnostic>;
}

/// Gives each pipeline somebody who makes its papers.
pub trait Isolation: fmt::Debug + Send + Sync {
    /// For one more pipeline; nothing is started before the first paper.
    fn isolated(&self) -> Box<dyn Isolated>;
}
