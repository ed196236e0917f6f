//! `banxin.yaml`: what holds for all documents of a folder, a project.
//!
//! In: the file, read by the same machinery as a document. Out: a [`Manifest`], which puts its defaults and shared data
//! into a document's nodes before they are read, so that each keeps the place where it was typed. This module must not
//! know which documents there are.

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Diagnostic, DocumentFault, Report};
use crate::document::fields::{self, Fields};
use crate::document::schema::DOCUMENT;
use crate::document::{self, DEFAULT_THEME, Document, ThemeChoice, ThemeParam};
use crate::source::{SourceId, Sources};
use crate::text::Text;
use crate::yaml::{self, Entry, Layout, Node, Sequence, Value};

mod glob;
mod schema;

/// The file that makes a folder a project.
pub const FILE: &str = "banxin.yaml";

/// What a project's file says.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// 输出: the pattern of output names.
    pub output: Option<Text>,
    /// 文件: patterns of files that belong; with `!` of files that don't.
    pub files: Vec<Text>,
    /// 名册.
    pub rosters: Vec<RosterSetting>,
    /// 单位名册.
    pub units: Option<Text>,
    /// 主题来源: where the project's themes are to be had; only commands that install look there.
    pub theme_source: Option<Text>,
    /// 限制: seconds and megabytes a document may cost in a theme that is not built in.
    pub limits: [Option<u64>; 2],
    /// 主题: the theme of documents that name none, and parameters for all.
    pub theme: ThemeChoice,
    /// 默认: a document's fields.
    defaults: Vec<Entry>,
    /// 数据: parts as a document's own field has them.
    data: Vec<Node>,
}

/// One of 名册.
#[derive(Clone, Debug)]
pub struct RosterSetting {
    /// 文稿.
    pub document: Text,
    /// 表.
    pub sheet: Text,
    /// 工作表.
    pub worksheet: Option<Text>,
    /// 条件.
    pub condition: Option<Text>,
    /// 输出, if it differs from the project's.
    pub output: Option<Text>,
}

/// The folder of the project that a folder belongs to: the nearest one upwards that holds `banxin.yaml`, written as the
/// folder is, relative if that is.
#[must_use]
pub fn root_of(folder: &Path) -> Option<PathBuf> {
    let typed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // A folder that is yet to be made belongs to the project it will be in.
    let here = typed.canonicalize().or_else(|_| std::path::absolute(typed)).ok()?;
    let (levels, real) = here.ancestors().enumerate().find(|(_, ancestor)| ancestor.join(FILE).is_file())?;
    let written = (0..levels).fold(folder.to_path_buf(), |folder, _| above(folder));
    // Where links make the way up another one than the way down, only the real name is right.
    let typed = if written.as_os_str().is_empty() { Path::new(".") } else { written.as_path() };
    let is_right = typed.canonicalize().is_ok_and(|found| real.canonicalize().is_ok_and(|real| real == found));
    Some(if is_right { written } else { real.to_path_buf() })
}

fn above(mut folder: PathBuf) -> PathBuf {
    match folder.components().next_back() {
        Some(Component::Normal(_)) => {
            folder.pop();
        }
        _ => folder.push(".."),
    }
    folder
}

impl Manifest {
    /// Reads the file of a project's folder; what is wrong goes to `report`. None if there is none, or nothing to go on
    /// with.
    pub fn load(root: &Path, sources: &mut Sources, report: &mut Report) -> Option<Self> {
        let path = root.join(FILE);
        if !path.is_file() {
            return None;
        }
        match sources.load(&path) {
            Ok(id) => Self::parse(id, sources, report),
            Err(fault) => {
                report.push(fault);
                None
            }
        }
    }

    fn parse(id: SourceId, sources: &Sources, report: &mut Report) -> Option<Self> {
        // An empty file only makes the folder a project.
        let says_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
        if sources.get(id).text.split(['\n', '\r']).all(says_nothing) {
            return Some(Self::default());
        }
        let root = yaml::parse(sources.get(id), report)?.root;
        let mut fields = Fields::read(&schema::PROJECT, &root, report)?;
        let mut defaults = fields.node("defaults").map(|node| defaults(node, report)).unwrap_or_default();
        // 默认 may have a 主题, too: what is said at the top comes before it.
        let themes: Vec<Entry> = defaults.extract_if(.., |entry| is_theme(entry)).collect();
        let theme = fields.node("theme").or(themes.first().map(|entry| &entry.value));
        let manifest = Self {
            theme: theme.map(|node| document::theme(node, report)).unwrap_or_default(),
            defaults,
            output: fields.line("output", report),
            files: fields.texts("files", report),
            data: fields.list("data").to_vec(),
            rosters: fields.list("rosters").iter().filter_map(|node| roster(node, report)).collect(),
            units: fields.line("units", report),
            theme_source: fields.line("theme_source", report),
            limits: fields.node("limits").map(|node| limits(node, report)).unwrap_or_default(),
        };
        fields.finish();
        Some(manifest)
    }

    /// Whether a file belongs, by its path below the project's folder. Without 文件 all do; of several patterns that fit
    /// the last decides.
    #[must_use]
    pub fn owns(&self, relative: &Path) -> bool {
        let name = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let only_takes_away = self.files.iter().all(|pattern| pattern.as_str().starts_with('!'));
        let last = self.files.iter().rev().find(|pattern| {
            let pattern = pattern.as_str();
            glob::fits(pattern.strip_prefix('!').unwrap_or(pattern), &name)
        });
        last.map_or(only_takes_away, |pattern| !pattern.as_str().starts_with('!'))
    }

    /// Gives a document the project's theme if it names none, and of the project's parameters those it does not set
    /// itself.
    pub fn dress(&self, document: &mut Document) {
        let named = |name: Option<&Text>| name.map_or(DEFAULT_THEME.to_owned(), |name| name.as_str().to_owned());
        let own = document.theme.as_ref();
        let of_other = own.is_some() && named(own) != named(self.theme.name.as_ref());
        let is_set = |param: &&ThemeParam| document.theme_params.iter().any(|p| p.name.as_str() == param.name.as_str());
        let mut params: Vec<ThemeParam> = self.theme.params.iter().filter(|param| !is_set(param)).cloned().collect();
        for param in &mut params {
            param.of_other = of_other;
        }
        params.append(&mut document.theme_params);
        document.theme_params = params;
        document.theme = document.theme.take().or_else(|| self.theme.name.clone());
    }

    /// Puts defaults and shared data into a document's nodes; what the document has itself stays.
    pub fn apply(&self, root: &mut Node) {
        if let Value::Mapping(mapping) = &mut root.value {
            for default in &self.defaults {
                let known = DOCUMENT.field(default.key.as_str());
                let is_there = |entry: &Entry| known.is_some_and(|field| field.name.is(entry.key.as_str()));
                if !mapping.entries.iter().any(is_there) {
                    mapping.entries.push(default.clone());
                }
            }
        }
        add_data(root, &[], &self.data);
    }
}

/// Puts further 数据 before and after a document's own; the first that has a name wins.
pub(crate) fn add_data(root: &mut Node, before: &[Node], after: &[Node]) {
    let Some(model) = before.first().or(after.first()) else { return };
    let span = model.span;
    let Value::Mapping(mapping) = &mut root.value else { return };
    let is_data = |entry: &&mut Entry| DOCUMENT.field(entry.key.as_str()).is_some_and(|f| f.name.en == "data");
    let own = if let Some(entry) = mapping.entries.iter_mut().find(is_data) {
        &mut entry.value
    } else {
        let empty = Node { span, value: Value::Sequence(Sequence { items: Vec::new(), layout: Layout::Block }) };
        mapping.entries.push(Entry { key: Text::derived("数据", span), key_span: span, value: empty });
        let last = mapping.entries.len() - 1;
        &mut mapping.entries[last].value
    };
    let typed = match &own.value {
        Value::Sequence(list) => list.items.clone(),
        Value::Scalar(scalar) if scalar.is_null() => Vec::new(),
        _ => vec![own.clone()],
    };
    let items = before.iter().cloned().chain(typed).chain(after.iter().cloned()).collect();
    own.value = Value::Sequence(Sequence { items, layout: Layout::Block });
}

/// The parts of a pattern of output names, folders first: `/` separates them, except within `{{ }}`.
#[must_use]
pub fn parts_of(pattern: &Text) -> Vec<Text> {
    let text = pattern.as_str();
    let (mut parts, mut start, mut open) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '{' if text[at..].starts_with("{{") => open = true,
            '}' if text[at..].starts_with("}}") => open = false,
            '/' | '\\' if !open => {
                parts.push(pattern.slice(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(pattern.slice(start..text.len()));
    parts
}

/// 默认: only fields that documents have, told once here and not in each document.
fn defaults(node: &Node, report: &mut Report) -> Vec<Entry> {
    let Value::Mapping(mapping) = &node.value else {
        report.push(Diagnostic::at(node.span, DocumentFault::DataNotNames));
        return Vec::new();
    };
    let mut known = mapping.entries.clone();
    known.retain(|entry| match fields::unknown(&DOCUMENT, entry.key.as_str()) {
        Some(fault) => {
            report.push(Diagnostic::at(entry.key_span, fault));
            false
        }
        None => true,
    });
    known
}

fn is_theme(entry: &Entry) -> bool {
    DOCUMENT.field(entry.key.as_str()).is_some_and(|field| field.name.en == "theme")
}

fn limits(node: &Node, report: &mut Report) -> [Option<u64>; 2] {
    let Some(mut fields) = Fields::read(&schema::LIMITS, node, report) else { return [None; 2] };
    let mut number = |name, name_zh: &str, most| {
        let typed = fields.line(name, report)?;
        let number = typed.as_str().parse().ok().filter(|number| (1..=most).contains(number));
        if number.is_none() {
            let fault =
                DocumentFault::NotAnAmount { field: name_zh.to_owned(), typed: typed.as_str().to_owned(), most };
            report.extend(typed.span().map(|span| Diagnostic::at(span, fault)));
        }
        number
    };
    let limits = [number("time", "时间", 3600), number("memory", "内存", 65_536)];
    fields.finish();
    limits
}

fn roster(node: &Node, report: &mut Report) -> Option<RosterSetting> {
    let mut fields = Fields::read(&schema::ROSTER, node, report)?;
    let (document, sheet) = (fields.line("document", report), fields.line("sheet", report));
    let worksheet = fields.line("worksheet", report);
    let condition = fields.line("where", report);
    let output = fields.line("output", report);
    fields.finish();
    Some(RosterSetting { document: document?, sheet: sheet?, worksheet, condition, output })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Manifest;
    use crate::diagnostic::Report;
    use crate::source::Sources;

    fn manifest(text: &str) -> Manifest {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let id = sources.add("banxin.yaml", text);
        let manifest = Manifest::parse(id, &sources, &mut report).expect("a manifest");
        assert!(report.as_slice().is_empty(), "{:?}", report.as_slice());
        manifest
    }

    #[test]
    fn of_patterns_that_fit_the_last_decides() {
        let manifest = manifest("文件: [ '2022/**/*.yaml', '!**/草稿/**', '2022/草稿/留.yaml' ]\n");
        for (path, owned) in [
            ("2022/清河.yaml", true),
            ("2022/a/b/清河.yaml", true),
            ("2021/清河.yaml", false),
            ("2022/草稿/清河.yaml", false),
            ("2022/草稿/留.yaml", true),
        ] {
            assert_eq!(manifest.owns(Path::new(path)), owned, "{path}");
        }
    }

    #[test]
    fn patterns_that_only_take_away_leave_the_rest() {
        let manifest = manifest("文件: '!草稿/**'\n");
        assert!(manifest.owns(Path::new("清河.yaml")) && !manifest.owns(Path::new("草稿/清河.yaml")));
    }
}
