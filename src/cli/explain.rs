//! `banxin build --explain`: how one block of a document came to be set as it is.

use std::path::Path;

use super::args::BuildArgs;
use super::terminal::Terminal;
use super::theme::changed_by;
use super::{Outcome, worker};
use crate::diagnostic::{Diagnostic, Report, ToolFault};
use crate::pipeline::{Built, Pipeline, Settings, param_settings, theme_of};
use crate::render::explain::explain as context_of;
use crate::render::source_map::TaggedBlock;
use crate::source::{SourceId, Sources};
use crate::theme::{Param, Theme};
use crate::typeset::Pace;

/// Shows for the block at a line the template that made it, what it saw and the Typst that came out.
pub(super) fn explain(args: &BuildArgs, line: usize, terminal: &Terminal) -> Outcome {
    let [path] = &args.files[..] else {
        terminal.tell(&[Diagnostic::new(ToolFault::ExplainsOne)], &Sources::new());
        return Outcome::Failed;
    };
    let settings = Settings {
        theme: args.theme.clone(),
        system_fonts: args.system_fonts,
        locked: args.locked,
        isolation: Some(worker::isolation(args.limits, path)),
        ..Settings::default()
    };
    let built = Pipeline::new(settings.clone(), Pace::batch(1)).build(path);
    terminal.tell(&built.diagnostics, &built.sources);
    match said(&built, path, (line, &settings), terminal) {
        Some(said) => {
            terminal.say(said);
            Outcome::Done
        }
        None => Outcome::Errors,
    }
}

fn said(built: &Built, path: &Path, (line, settings): (usize, &Settings), terminal: &Terminal) -> Option<String> {
    let number = block_at(built, line);
    let block = built.blocks.get(number)?;
    let paper = built.paper.as_ref()?;
    let mut theme = theme_of(paper, path.parent().unwrap_or(Path::new("")), settings, &mut Report::new())?;
    theme.set(&param_settings(&paper.theme_params, &theme), &mut Report::new());
    let layout = || {
        let named = paper.layout.as_ref().map(crate::text::Text::as_str);
        let layout = theme.layout(named, paper.kind, paper.formal.masthead.is_some()).unwrap_or_default();
        format!("layouts/{layout}.typ.j2")
    };
    let template = if number == 0 { layout() } else { block.template.clone() };
    let context = context_of(paper, &theme, number)?;
    let files = built.typst_files().ok()?;
    let main = String::from_utf8_lossy(files.get("main.typ")?).into_owned();
    let typst = main.get(block.main.clone()).unwrap_or_default().trim();
    let from = theme.whence(&template);
    let [head, saw, out] =
        terminal.pick(["模板", "模板看到的", "排出的 Typst"], ["template", "what it saw", "the Typst that came out"]);
    let params = if number == 0 { changed(&theme, &built.sources, terminal) } else { String::new() };
    Some(format!("# {head}\n{from}\n\n{params}# {saw}\n{context}\n# {out}\n{typst}"))
}

/// The parameters that have another value than they were defined with, and where they got it.
fn changed(theme: &Theme, sources: &Sources, terminal: &Terminal) -> String {
    let line = |(name, param): (&String, &Param)| {
        let by = changed_by(param.changed.as_ref()?, sources);
        Some(terminal.pick(
            format!("{name} = {}（{by} 改的）\n", param.value),
            format!("{name} = {} (changed by {by})\n", param.value),
        ))
    };
    let lines: String = theme.params.iter().filter_map(line).collect();
    if lines.is_empty() {
        lines
    } else {
        format!("# {}\n{lines}\n", terminal.pick("改过的参数", "parameters that were changed"))
    }
}

/// The innermost block that a line of the document belongs to; 0, the whole paper, if there is none.
fn block_at(built: &Built, line: usize) -> usize {
    let Some(source) = built.sources.iter().next() else { return 0 };
    let Some(range) = source.line_range(line) else { return 0 };
    let text = &source.text[range.clone()];
    let indent = text.len() - text.trim_start_matches([' ', '-', '　']).len();
    let at = range.start + indent;
    let holds = |block: &TaggedBlock| {
        block.span.source == SourceId(0) && block.span.range().start <= at && at < block.span.range().end
    };
    let inner = built.blocks.iter().enumerate().filter(|(_, block)| holds(block));
    inner.min_by_key(|(_, block)| block.span.range().len()).map_or(0, |(number, _)| number)
}
