//! `banxin schema`: the fields of a document as a JSON Schema, for editors.

use super::Outcome;
use super::args::SchemaArgs;
use super::terminal::Terminal;
use crate::document::schema::json_schema;
use crate::source::Sources;
use crate::theme::json_schema as theme_schema;
use crate::write::write;

/// Prints the schema, or writes it to a file.
pub(super) fn schema(args: &SchemaArgs, terminal: &Terminal) -> Outcome {
    let made = if args.theme { theme_schema() } else { json_schema() };
    let Ok(mut text) = serde_json::to_string_pretty(&made) else { return Outcome::Failed };
    text.push('\n');
    let Some(path) = &args.output else {
        return terminal.raw(text.as_bytes()).map_or(Outcome::Failed, |()| Outcome::Done);
    };
    match write(path, text.as_bytes()) {
        Ok(()) => {
            terminal.say(path.display());
            Outcome::Done
        }
        Err(fault) => {
            terminal.tell(&[fault], &Sources::new());
            Outcome::Failed
        }
    }
}
