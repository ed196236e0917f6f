//! The minijinja environment of a theme: strict, bounded, and without a way to write raw text.
//!
//! One formatter writes everything: texts as marks, strings as string literals, numbers, flags, lists and mappings as
//! Typst code. `show(block)` renders a block's template between its tags.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::context::{BlockValue, Context, TextValue};
use super::literal::typst_string;
use super::{CLOSE, OPEN};
use crate::diagnostic::{Diagnostic, Report, ThemeFault};
use crate::theme::Theme;

/// What the templates of one paper may cost in all: one an instruction, one for 64 bytes written or kept. A block of the
/// samples costs 13 to 70, and its parents as much again, so this is enough for 1,500 pages and still is some 500 MB at
/// the worst.
const FUEL: u64 = 3_000_000;

/// Blocks within blocks; YAML nesting is capped lower, so only a template that shows itself gets here.
const MAX_DEPTH: usize = 96;

/// What the formatter says of a string that has a part of a mark in it.
const TAKEN_APART: &str = "a text was taken apart";

/// Renders a layout; what is wrong goes to `report`.
pub(super) fn render(layout: &str, context: &Context, theme: &Theme, report: &mut Report) -> Option<String> {
    let failed = Arc::new(AtomicUsize::new(0));
    let rendered = environment(theme, &failed)
        .and_then(|environment| environment.get_template(layout)?.render(context.root.clone()))
        .map_err(|error| {
            let block = context.blocks.get(failed.load(Ordering::Relaxed)).unwrap_or(&context.blocks[0]);
            report.push(Diagnostic { span: Some(block.span), ..fault(&error, layout, theme) });
        });
    rendered.ok()
}

/// Templates and functions of a theme. The number of the innermost block whose template fails is left in `failed`.
fn environment<'t>(theme: &'t Theme, failed: &Arc<AtomicUsize>) -> Result<Environment<'t>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
    environment.set_formatter(|out, _, value| format_value(out, value));
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(MAX_DEPTH * 4);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the delimiters are the default ones"));
    environment.remove_filter("safe");
    environment.remove_filter("escape");
    environment.remove_filter("e");
    let failed = Arc::clone(failed);
    environment.add_function("show", move |state: &State, value: &Value| show(state, value, &failed));
    for folder in ["layouts/", "blocks/", "parts/"] {
        for name in theme.names(folder, ".typ.j2") {
            let path = format!("{folder}{name}.typ.j2");
            if let Some(text) = theme.text(&path) {
                environment.add_template_owned(path, text.to_owned())?;
            }
        }
    }
    Ok(environment)
}

/// Writes a value as Typst code.
fn format_value(out: &mut Output, value: &Value) -> Result<(), Error> {
    if let Some(text) = value.downcast_object_ref::<TextValue>() {
        return write!(out, "{OPEN}t{}{CLOSE}", text.number).map_err(Error::from);
    }
    if value.is_safe() {
        return out.write_str(value.as_str().unwrap_or_default()).map_err(Error::from);
    }
    match value.kind() {
        ValueKind::Undefined => return Err(Error::new(ErrorKind::UndefinedError, "undefined value")),
        ValueKind::None => out.write_str("none")?,
        ValueKind::Bool => write!(out, "{}", value.is_true())?,
        ValueKind::Number => write!(out, "{value}")?,
        ValueKind::String => {
            let string = value.as_str().unwrap_or_default();
            if string.contains([OPEN, CLOSE]) {
                return Err(Error::new(ErrorKind::InvalidOperation, TAKEN_APART));
            }
            out.write_str(&typst_string(string))?;
        }
        ValueKind::Seq | ValueKind::Iterable => {
            out.write_str("(")?;
            for item in value.try_iter()? {
                format_value(out, &item)?;
                out.write_str(", ")?;
            }
            out.write_str(")")?;
        }
        ValueKind::Map => {
            // Without anything in it, it would be an empty array.
            out.write_str(if value.len() == Some(0) { "(:" } else { "(" })?;
            for key in value.try_iter()? {
                let item = value.get_item(&key)?;
                write!(out, "{}: ", typst_string(&key.to_string()))?;
                format_value(out, &item)?;
                out.write_str(", ")?;
            }
            out.write_str(")")?;
        }
        kind => {
            return Err(Error::new(ErrorKind::InvalidOperation, format!("a {kind} can't be written as Typst")));
        }
    }
    Ok(())
}

/// `show(block)`: the block's own template, between its tags.
fn show(state: &State, value: &Value, failed: &AtomicUsize) -> Result<Value, Error> {
    let block = value
        .downcast_object_ref::<BlockValue>()
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "`show` takes a block"))?;
    let body = body(state, value, block).inspect_err(|_| {
        // The innermost fails first, and nothing in a template can go on after that.
        let _ = failed.compare_exchange(0, block.number, Ordering::Relaxed, Ordering::Relaxed);
    })?;
    Ok(Value::from_safe_string(format!("{OPEN}s{n}{CLOSE}{body}{OPEN}e{n}{CLOSE}\n", n = block.number)))
}

fn body(state: &State, value: &Value, block: &BlockValue) -> Result<String, Error> {
    let outer = Outer::enter(state)?;
    let template = state.env().get_template(&block.template)?;
    let context = Value::from_object(BlockContext { block: value.clone(), outer, paper: paper(state)? });
    let shown = template.render_captured(context)?;
    // A block's template starts with a full tank, so whoever shows it pays for what it took.
    state.consume_fuel(shown.state().fuel_levels().map_or(0, |(consumed, _)| consumed))?;
    Ok(shown.into_output())
}

fn paper(state: &State) -> Result<Value, Error> {
    state.lookup("paper").ok_or_else(|| Error::new(ErrorKind::UndefinedError, "`paper` is gone"))
}

/// What a block's template sees: `block`, `paper`, and what is around it.
#[derive(Debug)]
struct BlockContext {
    block: Value,
    paper: Value,
    outer: Outer,
}

impl Object for BlockContext {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "block" => Some(self.block.clone()),
            "paper" => Some(self.paper.clone()),
            Outer::DEPTH => Some(Value::from(self.outer.depth)),
            Outer::SPENT => Some(Value::from(self.outer.spent)),
            _ => None,
        }
    }
}

/// The blocks a template is shown in, so that one that shows itself ends in an error and not in a stack overflow.
#[derive(Clone, Copy, Debug)]
struct Outer {
    /// How many they are.
    depth: usize,
    /// Fuel they have consumed so far.
    spent: u64,
}

impl Outer {
    const DEPTH: &'static str = "__depth";
    const SPENT: &'static str = "__spent";

    /// What is around the block that a template is about to show.
    fn enter(state: &State) -> Result<Self, Error> {
        let number = |key| state.lookup(key).and_then(|value| u64::try_from(value).ok()).unwrap_or(0);
        let depth = state.lookup(Self::DEPTH).and_then(|depth| depth.as_usize()).unwrap_or(0) + 1;
        let spent = number(Self::SPENT) + state.fuel_levels().map_or(0, |(consumed, _)| consumed);
        if depth > MAX_DEPTH || spent > FUEL {
            return Err(Error::new(ErrorKind::OutOfFuel, "blocks show themselves"));
        }
        Ok(Self { depth, spent })
    }
}

/// minijinja's error as ours: theme, file and line.
fn fault(error: &Error, layout: &str, theme: &Theme) -> Diagnostic {
    let mut innermost = error;
    let mut source = std::error::Error::source(error);
    while let Some(next) = source {
        if let Some(next) = next.downcast_ref::<Error>().filter(|next| next.name().is_some()) {
            innermost = next;
        }
        source = next.source();
    }
    let path = innermost.name().unwrap_or(layout);
    let template = theme.whence(path);
    match innermost.kind() {
        _ if innermost.detail() == Some(TAKEN_APART) => Diagnostic::new(ThemeFault::TemplateBroke { template }),
        ErrorKind::OutOfFuel => Diagnostic::new(ThemeFault::TemplateRunaway { template }),
        ErrorKind::TemplateNotFound => {
            let missing = innermost.detail().and_then(quoted).unwrap_or(path).to_owned();
            Diagnostic::new(ThemeFault::NoTemplate { template: missing })
        }
        _ => {
            let line = innermost.line().unwrap_or(1);
            Diagnostic::new(ThemeFault::Template { template, line }).with_foreign(Words(innermost).to_string())
        }
    }
}

fn quoted(detail: &str) -> Option<&str> {
    detail.split(['"', '`', '\'']).nth(1)
}

/// The error's own words without file and line, which our sentence has.
struct Words<'a>(&'a Error);

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.detail() {
            Some(detail) => write!(f, "{}: {detail}", self.0.kind()),
            None => write!(f, "{}", self.0.kind()),
        }
    }
}
