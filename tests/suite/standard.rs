//! docs/standard.md names, clause by clause, where it is built and tested: the files are there, and so are the tests.

use crate::project::repository;

#[expect(clippy::disallowed_methods, reason = "the test reads the repository's own files")]
fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(repository(path)).ok()
}

/// The rows of the table, by their cells.
fn rows() -> Vec<Vec<String>> {
    let page = read("docs/standard.md").expect("the page");
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| clause"));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// What stands in a cell between backticks and is a file's name.
fn files(cell: &str) -> Vec<&str> {
    let named = cell.split('`').skip(1).step_by(2);
    named.filter(|name| name.contains('/') || [".typ", ".rs"].iter().any(|end| name.ends_with(end))).collect()
}

#[test]
fn every_clause_names_files_that_are_there() {
    let rows = rows();
    assert!(rows.len() > 30, "{}", rows.len());
    let mut missing = Vec::new();
    for row in &rows {
        let (clause, built, tested) = (&row[0], files(&row[2]), files(&row[3]));
        assert!(!tested.is_empty(), "{clause} is tested nowhere: {row:?}");
        let source = |name: &&str| {
            let path = if name.starts_with("src/") { (*name).to_owned() } else { format!("themes/gbt9704/lib/{name}") };
            !repository(&path).exists()
        };
        let test = |name: &&str| {
            let path = if name.starts_with("tests/") { (*name).to_owned() } else { format!("tests/suite/{name}") };
            !repository(&path).exists()
        };
        missing.extend(built.iter().copied().filter(source).map(|name| format!("{clause}: {name}")));
        missing.extend(tested.iter().copied().filter(test).map(|name| format!("{clause}: {name}")));
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// A clause with a number is named in one of the files that are said to test it, as `clause_7_2_4` or `"7.2.4`.
#[test]
fn every_clause_is_named_where_it_is_tested() {
    let mut unnamed = Vec::new();
    for row in rows().iter().filter(|row| row[0].starts_with(|c: char| c.is_ascii_digit())) {
        let clause = row[0].split('–').next().unwrap_or(&row[0]);
        let (name, quoted) = (format!("clause_{}", clause.replace('.', "_")), format!("\"{clause}"));
        let names = |path: &&str| {
            read(&format!("tests/suite/{path}")).is_some_and(|text| text.contains(&name) || text.contains(&quoted))
        };
        if !files(&row[3]).iter().any(names) {
            unnamed.push(format!("{} | {}", row[0], row[1]));
        }
    }
    assert!(unnamed.is_empty(), "{unnamed:#?}");
}
