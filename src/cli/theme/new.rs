//! `banxin theme new`: a small theme that builds, to start from.

use super::super::Outcome;
use super::super::args::{ThemeArgs, ThemeNewArgs};
use super::super::terminal::Terminal;
use super::Said;
use crate::diagnostic::{Diagnostic, Report, StoreFault, ToolFault};
use crate::pipeline::theme_paths;
use crate::source::Sources;
use crate::store::Store;
use crate::theme::{self, Theme, Wanted};
use crate::write::write_new;

const MANIFEST: &str = include_str!("../../../scaffolds/theme/theme.yaml.txt");
const README: &str = include_str!("../../../scaffolds/theme/README.md");
const SAMPLE: &str = include_str!("../../../scaffolds/theme/sample.yaml.txt");
const TEMPLATE: &str = include_str!("../../../scaffolds/theme/closing.typ.j2");

/// Writes the theme into the project's themes folder; what is there already is left alone.
pub(super) fn new(args: &ThemeArgs, new: &ThemeNewArgs, terminal: &Terminal) -> Said {
    let name = &new.name;
    if !theme::is_name(name) || name.chars().any(char::is_whitespace) || name.is_empty() {
        return Err(Diagnostic::new(StoreFault::BadName { name: name.clone() }));
    }
    if theme::is_built_in_name(name) {
        return Err(Diagnostic::new(StoreFault::BuiltIn { name: name.clone() }));
    }
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let parent = Theme::load(Wanted::Named(&new.from), &theme_paths(&args.folder()), &mut sources, &mut report);
    let Some(parent) = parent else { return Ok(super::refuse(&report.sorted(), args.json, &sources, terminal)) };
    let folder = Store::open(&args.folder())?.themes().join(name);
    if folder.exists() {
        return Err(Diagnostic::new(ToolFault::Exists { path: folder.display().to_string() }));
    }
    let version = parent.layers.first().map(|layer| layer.manifest.version.clone()).unwrap_or_default();
    let fill = |text: &str| text.replace("%NAME%", name).replace("%PARENT%", &new.from).replace("%VERSION%", &version);
    for (path, text) in
        [("theme.yaml", MANIFEST), ("blocks/closing.typ.j2", TEMPLATE), ("sample.yaml", SAMPLE), ("README.md", README)]
    {
        write_new(&folder.join(path), fill(text).as_bytes())?;
    }
    let shown = folder.display();
    if args.json {
        super::print(&serde_json::json!({ "ok": true, "folder": folder }), terminal);
    } else {
        terminal.say(terminal.pick(
            format!("已写好 {shown}\n看效果：banxin watch {shown}/sample.yaml --theme {shown}"),
            format!("wrote {shown}\nsee it: banxin watch {shown}/sample.yaml --theme {shown}"),
        ));
    }
    Ok(Outcome::Done)
}
