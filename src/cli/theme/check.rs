//! `banxin theme check`: what a theme's author should look at.

use super::super::args::{ThemeArgs, ThemeCheckArgs};
use super::super::terminal::Terminal;
use super::super::{Outcome, worker};
use super::Said;
use crate::audit::{Audit, audit};
use crate::diagnostic::{Diagnostic, StoreFault, json};
use crate::pipeline::Settings;
use crate::theme::MANIFEST;

/// Checks a theme; anything to look at ends the run with 1.
pub(super) fn check(args: &ThemeArgs, check: &ThemeCheckArgs, terminal: &Terminal) -> Said {
    if !check.folder.join(MANIFEST).is_file() {
        return Err(Diagnostic::new(StoreFault::NoTheme { path: check.folder.display().to_string() }));
    }
    let settings = Settings { isolation: Some(worker::isolation(check.limits, &check.folder)), ..Settings::default() };
    let audit = audit(&check.folder, &settings);
    if args.json {
        let entry =
            |remark: &crate::audit::Remark| json::Entry::new(&remark.diagnostic, &remark.sources, terminal.lang);
        let diagnostics: Vec<_> = audit.remarks.iter().map(entry).collect();
        let Audit { theme, papers, pages, remarks } = &audit;
        let ok = remarks.is_empty();
        let value = serde_json::json!({
            "ok": ok, "theme": theme, "papers": papers, "pages": pages, "diagnostics": diagnostics,
        });
        super::print(&value, terminal);
    } else {
        tell(&audit, terminal);
    }
    Ok(if audit.remarks.is_empty() { Outcome::Done } else { Outcome::Errors })
}

fn tell(audit: &Audit, terminal: &Terminal) {
    for remark in &audit.remarks {
        terminal.tell(std::slice::from_ref(&remark.diagnostic), &remark.sources);
    }
    let (papers, pages, count) = (audit.papers, audit.pages, audit.remarks.len());
    terminal.say(terminal.pick(
        format!(
            "试排 {papers} 份，共 {pages} 页：{}",
            match count {
                0 => "没有发现问题".to_owned(),
                count => format!("有 {count} 处要看"),
            }
        ),
        format!(
            "{papers} papers, {pages} pages: {}",
            match count {
                0 => "nothing found".to_owned(),
                1 => "1 thing to look at".to_owned(),
                count => format!("{count} things to look at"),
            }
        ),
    ));
}
