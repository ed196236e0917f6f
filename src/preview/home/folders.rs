//! Folders as a file dialog shows them: names of folders and of documents, nothing else.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::project;

/// More than this many names help nobody to choose.
const MAX: usize = 400;

/// Where documents usually go: the writer's own, or where the program was started.
pub(super) fn usual() -> PathBuf {
    let home = own();
    let documents =
        ["文档", "Documents", "我的文档"].map(|name| home.join(name)).into_iter().find(|path| path.is_dir());
    documents.unwrap_or(home)
}

fn own() -> PathBuf {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    from(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).unwrap_or_else(|| PathBuf::from("."))
}

/// What is in a folder; without a folder, or where there is none, the usual one.
pub(super) fn look(typed: &str) -> Json {
    let asked = Path::new(typed.trim());
    let path = if typed.trim().is_empty() { usual() } else { asked.to_path_buf() };
    let path = path.canonicalize().ok().filter(|path| path.is_dir());
    let Some(path) = path else { return json!({ "missing": typed }) };
    let mut folders = Vec::new();
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(&path).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let here = entry.path();
        if name.starts_with('.') {
            continue;
        }
        if here.is_dir() {
            folders.push((name, here));
        } else if project::is_yaml(&here) && project::is_document(&here) {
            documents.push((name, here));
        }
    }
    folders.sort();
    documents.sort();
    let told = |kind: &'static str, list: Vec<(String, PathBuf)>| {
        list.into_iter().take(MAX).map(move |(name, path)| json!({ "kind": kind, "name": name, "path": path }))
    };
    let entries: Vec<_> = told("folder", folders).chain(told("document", documents)).collect();
    json!({ "path": path, "up": path.parent(), "entries": entries })
}

/// A name as a file's: one part of a path, with an extension.
pub(super) fn file_name(typed: &str) -> String {
    let forbidden = |c: char| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || c.is_control();
    let name: String = typed.trim().chars().map(|c| if forbidden(c) { '-' } else { c }).collect();
    let name = name.trim_matches('.').trim().to_owned();
    let name = if name.is_empty() { "文稿".to_owned() } else { name };
    if project::is_yaml(Path::new(&name)) { name } else { format!("{name}.yaml") }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_name_is_one_part_of_a_path() {
        for (typed, name) in [
            ("2022年计划", "2022年计划.yaml"),
            ("计划.YAML", "计划.YAML"),
            ("../../etc/passwd", "-..-etc-passwd.yaml"),
            ("计划2.0", "计划2.0.yaml"),
            ("..", "文稿.yaml"),
            ("C:\\a", "C--a.yaml"),
        ] {
            assert_eq!(file_name(typed), name);
        }
    }
}
