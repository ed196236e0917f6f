//! The layer rule: the line goes one way, and no stage knows an edge. Read from the `crate::` paths of every file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::project::repository;

/// The modules from the ground up: each may use those before it. A new module is put in its place here.
const ORDER: &[&str] = &[
    // What all stand on.
    "width",
    "room",
    "diagnostic",
    "source",
    "text",
    "figures",
    "dates",
    "expr", // The line.
    "yaml",
    "data",
    "asset",
    "document",
    "manifest",
    "paper",
    "resolve",
    "theme",
    "render",
    "typeset",
    "fit",
    "export",
    "measure",
    "sheet",
    "write",
    "edit",
    "next_year",
    "pipeline",
    // The edges.
    "project",
    "place",
    "bucket",
    "worker",
    "batch",
    "store",
    "collect",
    "units",
    "missing",
    "summarize",
    "audit",
    "watch",
    "preview",
    "cli",
];

/// The first edge: nothing before it may use it or what follows.
const FIRST_EDGE: &str = "project";

/// Who may use what comes after it, and why.
const EXCEPT: &[(&str, &[&str])] = &[
    // A code's arguments are the very things that went wrong: a field's name, a unit, a parameter's type.
    ("diagnostic", &["document", "expr", "figures", "source", "theme"]),
    // How a text is written as a Typst literal is known in one place.
    ("theme", &["render"]),
];

/// The modules each module names by `crate::…`, tests left out.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let root = repository("src");
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten() {
        let path = entry.path();
        let is_tests = path.components().any(|c| ["tests", "tests.rs"].iter().any(|name| c.as_os_str() == *name));
        if is_tests || path.extension().is_none_or(|e| e != "rs") {
            continue;
        }
        let relative = path.strip_prefix(&root).expect("below src");
        let module = relative.components().next().expect("a file").as_os_str().to_string_lossy();
        let module = module.trim_end_matches(".rs");
        if !["main", "lib"].contains(&module) {
            uses.entry(module.to_owned()).or_default().extend(named(path));
        }
    }
    uses
}

/// The first name of every `crate::` path of a file's code; `crate::{a, b}` has several.
#[expect(clippy::disallowed_methods, reason = "the test reads the repository's own code")]
fn named(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("UTF-8");
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut names = Vec::new();
    for after in code.split("crate::").skip(1) {
        let several = after.strip_prefix('{').map(|list| list.split(';').next().unwrap_or(list));
        let paths = several.map_or_else(|| vec![after], |list| list.split(',').collect());
        for path in paths {
            let name: String = path.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            names.push(name);
        }
    }
    names.retain(|name| ORDER.contains(&name.as_str()));
    names
}

fn place(module: &str) -> usize {
    ORDER.iter().position(|name| *name == module).unwrap_or_else(|| panic!("`{module}` has no place in ORDER"))
}

#[test]
fn no_stage_imports_an_edge() {
    for (module, used) in uses().iter().filter(|(module, _)| place(module) < place(FIRST_EDGE)) {
        let edges: Vec<_> = used.iter().filter(|name| place(name) >= place(FIRST_EDGE)).collect();
        assert!(edges.is_empty(), "`{module}` imports {edges:?}");
    }
}

#[test]
fn the_line_goes_one_way() {
    let mut faults = Vec::new();
    for (module, used) in uses() {
        let except = EXCEPT.iter().find(|(name, _)| *name == module).map_or(&[][..], |(_, names)| names);
        let ahead = used.iter().filter(|name| place(name) > place(&module) && !except.contains(&name.as_str()));
        faults.extend(ahead.map(|name| format!("`{module}` uses `{name}`, which comes after it")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_exception_is_needed() {
    let uses = uses();
    for (module, names) in EXCEPT {
        for name in *names {
            assert!(uses[*module].contains(*name), "`{module}` does not use `{name}` any more");
        }
    }
}
