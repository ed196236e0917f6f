//! `banxin fonts`: what is set in which font, and what stands in for an office's own.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Outcome;
use super::args::FontsArgs;
use super::terminal::Terminal;
use crate::diagnostic::Report;
use crate::pipeline::{self, Settings};
use crate::render;
use crate::source::Sources;
use crate::theme::{DEFAULT, RoleFonts, Theme, ThemePaths, Wanted};
use crate::typeset::{FontOrigin, Fonts};

/// One role, for `--json`.
#[derive(Serialize)]
struct RoleLine {
    role: String,
    family: Option<String>,
    origin: Option<&'static str>,
    file: Option<PathBuf>,
    stands_in: bool,
    preferred: Vec<String>,
    rest: Vec<String>,
    latin: Option<String>,
}

/// Shows the fonts of a theme as they hold for a folder.
pub(super) fn fonts(args: &FontsArgs, terminal: &Terminal) -> Outcome {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let folder = args.folder.clone().unwrap_or_default();
    let paths = ThemePaths { folders: vec![folder.join("themes")] };
    let theme = Theme::load(Wanted::Typed(args.theme.as_deref().unwrap_or(DEFAULT)), &paths, &mut sources, &mut report);
    let Some(theme) = theme else {
        terminal.tell(&report.sorted(), &sources);
        return Outcome::Failed;
    };
    let settings = Settings { theme: args.theme.clone(), system_fonts: args.system_fonts, ..Settings::default() };
    let fonts = pipeline::fonts(&theme, &folder, &settings);
    report.extend(fonts.diagnostics().iter().cloned());
    let lines: Vec<RoleLine> = render::roles(&theme, &|family| fonts.contains_family(family))
        .into_iter()
        .map(|role| line(role, &theme.fonts, &fonts))
        .collect();
    if args.json {
        if let Ok(text) = serde_json::to_string_pretty(&lines) {
            terminal.say(text);
        }
    } else {
        show(&lines, &folder, terminal);
    }
    terminal.tell(&report.sorted(), &sources);
    Outcome::Done
}

fn line(role: render::Role, themes: &indexmap::IndexMap<String, RoleFonts>, fonts: &Fonts) -> RoleLine {
    let preferred = themes.get(&role.name).map(|fonts| fonts.prefer.clone()).unwrap_or_default();
    let mut families = role.families.into_iter();
    let family = families.next();
    let known = fonts.families();
    let found = family.as_deref().and_then(|name| {
        let name = fonts.family_name(name)?;
        known.iter().find(|family| family.name == name)
    });
    RoleLine {
        stands_in: family.as_ref().is_none_or(|family| !preferred.contains(family)),
        origin: found.as_ref().map(|family| origin(family.origin, false)),
        file: found.and_then(|family| family.path.map(Path::to_path_buf)),
        role: role.name,
        family,
        preferred,
        rest: families.collect(),
        latin: role.latin,
    }
}

fn origin(origin: FontOrigin, zh: bool) -> &'static str {
    match (origin, zh) {
        (FontOrigin::Theme, true) => "主题自带",
        (FontOrigin::Project, true) => "文稿旁的 fonts 文件夹",
        (FontOrigin::Embedded, true) => "程序自带",
        (FontOrigin::System, true) => "本机安装",
        (FontOrigin::Theme, false) => "theme",
        (FontOrigin::Project, false) => "project",
        (FontOrigin::Embedded, false) => "embedded",
        (FontOrigin::System, false) => "system",
    }
}

fn show(lines: &[RoleLine], folder: &Path, terminal: &Terminal) {
    for line in lines {
        let [zh, en] = role_words(&line.role);
        let family = line.family.as_deref().unwrap_or("-");
        let from = line.origin.unwrap_or("-");
        let from = terminal.pick(origin_zh(from), from);
        let stands = match (line.stands_in, line.preferred.first()) {
            (true, Some(first)) => terminal.pick(format!("，代替 {first}"), format!(", stands in for {first}")),
            _ => String::new(),
        };
        terminal.say(format_args!("{}  {family}（{from}{stands}）", terminal.pick(zh, en)));
        if let Some(latin) = &line.latin {
            terminal
                .say(terminal.pick(format!("      数字和字母  {latin}"), format!("      digits and letters  {latin}")));
        }
        if !line.rest.is_empty() {
            let rest = line.rest.join(terminal.pick("、", ", "));
            terminal.say(terminal.pick(format!("      缺字时用  {rest}"), format!("      for what it lacks  {rest}")));
        }
    }
    let own = folder.join("fonts");
    terminal.remark(terminal.pick(
        format!("\n本单位有自己的字体时，把字体文件放进 {}，或者用 --system-fonts", own.display()),
        format!("\nput your office's own font files into {}, or use --system-fonts", own.display()),
    ));
}

fn origin_zh(name: &str) -> &str {
    match name {
        "theme" => origin(FontOrigin::Theme, true),
        "project" => origin(FontOrigin::Project, true),
        "embedded" => origin(FontOrigin::Embedded, true),
        "system" => origin(FontOrigin::System, true),
        other => other,
    }
}

fn role_words(role: &str) -> [String; 2] {
    let zh = match role {
        "title" => "标题（小标宋）",
        "body" => "正文（仿宋）",
        "hei" => "一级标题（黑体）",
        "kai" => "二级标题（楷体）",
        "song" => "页码（宋体）",
        other => other,
    };
    [zh.to_owned(), role.to_owned()]
}
