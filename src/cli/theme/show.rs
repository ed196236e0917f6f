//! `banxin theme show`: what a theme is and what can be set in it.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::super::Outcome;
use super::super::args::{ThemeArgs, ThemeShowArgs};
use super::super::terminal::Terminal;
use crate::diagnostic::Report;
use crate::manifest::Manifest;
use crate::pipeline::{param_settings, project_root};
use crate::source::Sources;
use crate::store;
use crate::text::Text;
use crate::theme::{self, ChangedBy, Param, ParamType, Theme};

/// Pictures of what papers in a theme look like.
const GALLERY: [&str; 2] = ["gallery.png", "gallery.svg"];

/// A theme, for `--json`.
#[derive(Serialize)]
struct Shown {
    name: String,
    version: String,
    title: [String; 2],
    author: Option<String>,
    licence: Option<String>,
    chain: Vec<Link>,
    layouts: Vec<Layout>,
    blocks: Vec<String>,
    fonts: Vec<Role>,
    params: Vec<Setting>,
    departs: Vec<Departure>,
    gallery: Option<String>,
    files: Vec<File>,
}

#[derive(Serialize)]
struct Link {
    name: String,
    version: String,
    folder: Option<std::path::PathBuf>,
    range: Option<String>,
}

#[derive(Serialize)]
struct Layout {
    name: String,
    title: [String; 2],
    kinds: Vec<String>,
}

#[derive(Serialize)]
struct Role {
    #[serde(rename = "role")]
    name: String,
    prefer: Vec<String>,
    then: Vec<String>,
    latin: Option<String>,
}

#[derive(Serialize)]
struct Setting {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    choices: Vec<String>,
    value: String,
    least: Option<String>,
    most: Option<String>,
    meaning: Option<[String; 2]>,
    source: Option<String>,
    changed_by: Option<String>,
}

#[derive(Serialize)]
struct Departure {
    theme: String,
    clause: String,
    reason: String,
}

#[derive(Serialize)]
struct File {
    path: String,
    theme: String,
    replaces: Option<String>,
}

/// Shows a theme.
pub(super) fn show(args: &ThemeArgs, show: &ThemeShowArgs, terminal: &Terminal) -> Outcome {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let mut theme = store::load(&show.name, &args.folder(), &mut sources, &mut report);
    if let Some(theme) = &mut theme {
        set_by_project(theme, &args.folder(), &mut sources, &mut report);
    }
    let diagnostics = report.sorted();
    let Some(theme) = theme.filter(|_| !diagnostics.iter().any(crate::diagnostic::Diagnostic::is_error)) else {
        return super::refuse(&diagnostics, args.json, &sources, terminal);
    };
    let shown = shown(&theme, &sources);
    match (args.json, show.tree) {
        (true, _) => super::print(&shown, terminal),
        (false, true) => terminal.say(tree(&shown, terminal).trim_end()),
        (false, false) => terminal.say(words(&shown, terminal).trim_end()),
    }
    Outcome::Done
}

/// The values that hold in this project, if this is its theme.
fn set_by_project(theme: &mut Theme, folder: &Path, sources: &mut Sources, report: &mut Report) {
    let root = project_root(folder);
    let Some(manifest) = Manifest::load(&root, sources, report) else { return };
    let named = manifest.theme.name.as_ref().map_or(theme::DEFAULT, Text::as_str);
    if named == theme.name() {
        theme.set(&param_settings(&manifest.theme.params, theme), report);
    }
}

fn shown(theme: &Theme, sources: &Sources) -> Shown {
    let nearest = &theme.layers[0];
    let manifest = &nearest.manifest;
    let files = files(theme);
    let gallery = GALLERY.iter().find(|name| files.iter().any(|file| file.path == **name));
    let folder = nearest.folder.as_ref();
    Shown {
        name: manifest.name.clone(),
        version: manifest.version.clone(),
        title: manifest.title.clone(),
        author: manifest.author.clone(),
        licence: manifest.licence.clone(),
        chain: theme.layers.iter().map(link).collect(),
        layouts: theme
            .layouts
            .iter()
            .map(|(name, layout)| Layout {
                name: name.clone(),
                title: layout.title.clone(),
                kinds: layout.kinds.clone(),
            })
            .collect(),
        blocks: theme.names("blocks/", ".typ.j2").map(str::to_owned).collect(),
        fonts: theme
            .fonts
            .iter()
            .map(|(role, fonts)| Role {
                name: role.clone(),
                prefer: fonts.prefer.clone(),
                then: fonts.then.clone(),
                latin: fonts.latin.clone(),
            })
            .collect(),
        params: theme.params.iter().map(|(name, param)| setting(name, param, sources)).collect(),
        departs: theme
            .departures()
            .map(|(theme, clause, reason)| Departure {
                theme: theme.to_owned(),
                clause: clause.to_owned(),
                reason: reason.to_owned(),
            })
            .collect(),
        gallery: gallery.and_then(|name| Some(folder?.join(name).display().to_string())),
        files,
    }
}

fn link(layer: &crate::theme::Layer) -> Link {
    let range = layer.manifest.extends.as_ref().and_then(|extends| extends.range.as_ref());
    Link {
        name: layer.manifest.name.clone(),
        version: layer.manifest.version.clone(),
        folder: layer.folder.clone(),
        range: range.map(ToString::to_string),
    }
}

fn setting(name: &str, param: &Param, sources: &Sources) -> Setting {
    let [least, most] = param.bounds.each_ref().map(|bound| bound.as_ref().map(ToString::to_string));
    Setting {
        name: name.to_owned(),
        kind: param.kind.name(),
        choices: match &param.kind {
            ParamType::Choice(choices) => choices.clone(),
            _ => Vec::new(),
        },
        value: param.value.to_string(),
        least,
        most,
        meaning: param.meaning.clone(),
        source: param.source.clone(),
        changed_by: param.changed.as_ref().map(|by| changed_by(by, sources)),
    }
}

/// A theme's name, or the file and line.
pub(in super::super) fn changed_by(by: &ChangedBy, sources: &Sources) -> String {
    match by {
        ChangedBy::Theme(name) => name.clone(),
        ChangedBy::Typed(span) => {
            let source = sources.get(span.source);
            format!("{}:{}", source.name, source.line_column(span.range().start).line)
        }
    }
}

/// Every path of the overlay with the theme it comes from, and the next that has it too.
fn files(theme: &Theme) -> Vec<File> {
    let mut paths: Vec<&str> = theme.layers.iter().flat_map(crate::theme::Layer::paths).collect();
    paths.sort_unstable();
    paths.dedup();
    let overlaid = |path: &&str| *path != "theme.yaml" && *path != "README.md" && *path != "sample.yaml";
    let file = |path: &str| {
        let mut owners = theme.layers.iter().filter(|layer| layer.paths().any(|other| other == path));
        let mut owner = || owners.next().map(|layer| layer.manifest.name.clone());
        Some(File { path: path.to_owned(), theme: owner()?, replaces: owner() })
    };
    paths.into_iter().filter(overlaid).filter_map(file).collect()
}

fn tree(shown: &Shown, terminal: &Terminal) -> String {
    let width = shown.files.iter().map(|file| file.path.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for File { path, theme, replaces } in &shown.files {
        let replaces = replaces.as_ref().map_or_else(String::new, |other| {
            terminal.pick(format!("，代替 {other} 的"), format!(", replaces {other}'s"))
        });
        let _ = writeln!(text, "{path:width$}  {theme}{replaces}");
    }
    text
}

fn words(shown: &Shown, terminal: &Terminal) -> String {
    let mut text = String::new();
    let [zh, en] = &shown.title;
    let _ = writeln!(text, "{} {}  {}", shown.name, shown.version, terminal.pick(zh, en));
    let mut row = |zh: &str, en: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(text, "{}  {value}", terminal.pick(format!("  {zh}"), format!("  {en:10}")));
        }
    };
    let from = shown.chain[0].folder.as_ref();
    let built_in = || terminal.pick("程序自带", "built in").to_owned();
    row("来自", "from", from.map_or_else(built_in, |folder| folder.display().to_string()));
    row("沿用", "extends", chain(shown));
    row("作者", "author", shown.author.clone().unwrap_or_default());
    row("许可", "licence", shown.licence.clone().unwrap_or_default());
    let layout = |layout: &Layout| format!("{}（{}）", terminal.pick(&layout.title[0], &layout.title[1]), layout.name);
    row("版式", "layouts", shown.layouts.iter().map(layout).collect::<Vec<_>>().join("  "));
    row("各块", "blocks", shown.blocks.join("  "));
    row("图样", "gallery", shown.gallery.clone().unwrap_or_default());
    let head = |text: &mut String, zh: &str, en: &str| {
        let _ = writeln!(text, "\n{}", terminal.pick(zh, en));
    };
    head(&mut text, "字体", "fonts");
    for role in &shown.fonts {
        let families: Vec<_> = role.prefer.iter().chain(&role.then).map(String::as_str).collect();
        let _ = writeln!(text, "  {}  {}", role.name, families.join(terminal.pick("、", ", ")));
    }
    head(&mut text, "参数", "parameters");
    for setting in &shown.params {
        let _ = writeln!(text, "  {}", param(setting, terminal));
    }
    if !shown.departs.is_empty() {
        head(&mut text, "与 GB/T 9704 不同之处", "departures from GB/T 9704");
    }
    for Departure { theme, clause, reason } in &shown.departs {
        let _ = writeln!(text, "  {clause}  {reason}（{theme}）");
    }
    text
}

fn chain(shown: &Shown) -> String {
    let links = shown.chain.windows(2).map(|pair| {
        let range = pair[0].range.as_ref().map_or_else(String::new, |range| format!("（{range}）"));
        format!("{} {}{range}", pair[1].name, pair[1].version)
    });
    links.collect::<Vec<_>>().join(" → ")
}

fn param(setting: &Setting, terminal: &Terminal) -> String {
    let Setting { name, kind, choices, value, least, most, meaning, changed_by, .. } = setting;
    let bounds = match (least, most) {
        (Some(least), Some(most)) => format!(" {least}–{most}"),
        (Some(least), None) => format!(" ≥ {least}"),
        (None, Some(most)) => format!(" ≤ {most}"),
        (None, None) => String::new(),
    };
    let choices = if choices.is_empty() { String::new() } else { format!(" {}", choices.join(" | ")) };
    let meaning = meaning.as_ref().map_or("", |[zh, en]| terminal.pick(zh, en));
    let by = changed_by
        .as_ref()
        .map_or_else(String::new, |by| terminal.pick(format!("（{by} 改的）"), format!(" (changed by {by})")));
    format!("{name} = {value}  [{kind}{bounds}{choices}]  {meaning}{by}")
}
