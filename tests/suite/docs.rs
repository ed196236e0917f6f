//! The pages people read first: every document in them is built, every command line is one, every link leads somewhere.
//!
//! Code blocks by their info string:
//! - `yaml`: built without a word, if it is a whole document (标题 and 正文 at its left edge);
//! - `yaml error`: must fail as the `text` block after it says, whole;
//! - `console`: lines after `$ ` are run in order in one folder with samples/ in it, and must succeed; what follows must be all they said;
//! - `sh`: lines that begin with `banxin` must be command lines that the program takes.

use std::path::{Path, PathBuf};
use std::process::Command;

use banxin::cli::args::Cli;
use clap::Parser;

use crate::project::{Project, repository};

/// A fenced block.
struct Block {
    info: String,
    text: String,
    /// `file:line` of its fence.
    place: String,
}

/// The repository's pages, and those in docs/.
fn pages() -> Vec<PathBuf> {
    let folders = [repository(""), repository("docs"), repository("fonts"), repository("themes/gbt9704")];
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten());
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    pages.retain(|path| path.extension().is_some_and(|e| e == "md"));
    pages.sort();
    pages
}

#[expect(clippy::disallowed_methods, reason = "the test reads the repository's own pages")]
fn read(page: &Path) -> String {
    std::fs::read_to_string(page).expect("UTF-8")
}

fn name(page: &Path) -> String {
    page.strip_prefix(repository("")).expect("a page of the repository").display().to_string()
}

fn blocks(page: &Path) -> Vec<Block> {
    let text = read(page);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(info), false) => {
                let place = format!("{}:{}", name(page), number + 1);
                blocks.push(Block { info: info.to_owned(), text: String::new(), place });
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => {
                let block = blocks.last_mut().expect("a block is open");
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, false) => {}
        }
    }
    assert!(!open, "{}: a block is not closed", name(page));
    blocks
}

fn all_blocks() -> Vec<Block> {
    pages().iter().flat_map(|page| blocks(page)).collect()
}

fn is_document(text: &str) -> bool {
    let has = |names: [&str; 2]| text.lines().any(|line| names.iter().any(|name| line.starts_with(name)));
    has(["标题:", "title:"]) && has(["正文:", "body:"])
}

#[test]
fn every_document_in_the_pages_builds_without_a_word() {
    let mut count = 0;
    for block in all_blocks().iter().filter(|block| block.info == "yaml" && is_document(&block.text)) {
        let run = Project::new().file("a.yaml", &block.text).run(["build", "a.yaml"]).succeeds();
        assert_eq!(run.stderr(), "", "{}", block.place);
        count += 1;
    }
    assert!(count >= 4, "only {count} documents were found");
}

#[test]
fn every_mistake_in_the_pages_is_told_as_they_say() {
    let blocks = all_blocks();
    let mut count = 0;
    for pair in blocks.windows(2).filter(|pair| pair[0].info == "yaml error") {
        let [wrong, told] = pair else { continue };
        assert_eq!(told.info, "text", "{}: the message follows the mistake", told.place);
        let lang = if told.text.starts_with("错误") { "zh" } else { "en" };
        let run = Project::new().file("计划.yaml", &wrong.text).run(["build", "计划.yaml", "--lang", lang]).fails();
        assert_eq!(run.stderr().trim(), told.text.trim(), "{}", told.place);
        count += 1;
    }
    assert!(count >= 2, "only {count} mistakes were found");
}

#[test]
fn every_console_in_the_pages_runs() {
    for block in all_blocks().iter().filter(|block| block.info == "console") {
        let project = Project::new();
        copy(&repository("samples"), &project.join("samples"));
        let mut steps: Vec<(&str, String)> = Vec::new();
        for line in block.text.lines() {
            match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => steps.push((command, String::new())),
                (None, Some((_, said))) => said.extend([line, "\n"]),
                (None, None) => panic!("{}: begins with output", block.place),
            }
        }
        for (command, said) in steps {
            let words = words(command);
            let arguments = words.strip_prefix(&["banxin".to_owned()]).expect("a command of ours");
            let output = Command::new(env!("CARGO_BIN_EXE_banxin"))
                .args(arguments)
                .current_dir(project.path())
                .env("NO_COLOR", "1")
                .env("LC_ALL", "en_US.UTF-8")
                .output()
                .expect("banxin runs");
            let heard = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
            let heard = String::from_utf8(heard).expect("UTF-8");
            assert!(output.status.success(), "{}: {command}\n{heard}", block.place);
            assert_eq!(heard, said, "{}: {command}", block.place);
        }
    }
}

#[test]
fn every_command_line_in_the_pages_is_one() {
    let mut count = 0;
    for block in all_blocks().iter().filter(|block| ["sh", "console"].contains(&block.info.as_str())) {
        for line in block.text.lines().map(|line| line.trim_start_matches("$ ")) {
            let typed = line.strip_prefix("cargo run --release -- ").map(|rest| format!("banxin {rest}"));
            let typed = typed.unwrap_or_else(|| line.to_owned());
            if !typed.starts_with("banxin ") {
                continue;
            }
            let parsed = Cli::try_parse_from(words(&typed));
            assert!(parsed.is_ok(), "{}: {typed}\n{}", block.place, parsed.expect_err("it failed"));
            count += 1;
        }
    }
    assert!(count >= 4, "only {count} command lines were found");
}

/// The words of a command line, up to a comment, a pipe or a redirection. No quotes: the pages need none.
fn words(line: &str) -> Vec<String> {
    line.split_whitespace().take_while(|word| !["#", "|", ">", "&&"].contains(word)).map(str::to_owned).collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
        } else {
            std::fs::copy(entry.path(), &target).expect("a file");
        }
    }
}

#[test]
fn every_link_in_the_pages_leads_somewhere() {
    let mut lost = Vec::new();
    for page in pages() {
        let text = read(&page);
        let marks = ["](", "src=\""];
        let targets =
            marks.iter().flat_map(|mark| text.split(mark).skip(1)).filter_map(|rest| rest.split([')', '"']).next());
        for target in targets.filter(|target| !target.starts_with("http") && !target.starts_with('#')) {
            let path = target.split('#').next().unwrap_or(target);
            if !page.with_file_name("").join(path).exists() {
                lost.push(format!("{}: {target}", name(&page)));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn every_dependency_is_in_the_tables_of_both_readmes() {
    let manifest = read(&repository("Cargo.toml"));
    let section = |name: &str| {
        let from = manifest.split(&format!("[{name}]\n")).nth(1).expect("the section is there");
        from.split("\n[").next().unwrap_or(from).lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name)
    };
    for page in ["README.md", "README.zh-CN.md"] {
        let text = read(&repository(page));
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
        let named = |crate_name: &str| {
            rows.iter().any(|row| row.split('|').nth(1).unwrap_or_default().split(',').any(|n| n.trim() == crate_name))
        };
        for crate_name in section("dependencies") {
            assert!(named(crate_name), "{page} does not say why there is {crate_name}");
        }
        for crate_name in section("dev-dependencies") {
            assert!(named(crate_name) || text.contains(crate_name), "{page} does not name {crate_name}");
        }
    }
}
