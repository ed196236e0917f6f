//! The tutorial, in Chinese and in English, makes a theme in ten steps: each step's files are written and its commands run, in
//! one folder.

use std::path::Path;
use std::process::Command;

use crate::project::{Project, repository, text_of};

/// What a step has, in its order: a file with its text, or a command line.
enum Part {
    File(String, String),
    Run(String),
}

/// The parts of each step of a page.
fn steps(page: &str) -> Vec<(String, Vec<Part>)> {
    let page = std::fs::read_to_string(repository("docs").join(page)).expect("the page");
    let mut steps: Vec<(String, Vec<Part>)> = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        if let (Some(title), None) = (line.strip_prefix("## "), &open) {
            steps.push((title.to_owned(), Vec::new()));
        } else if let (Some(info), None) = (line.strip_prefix("```"), &open) {
            open = Some((info.to_owned(), String::new()));
        } else if line == "```" {
            let (info, text) = open.take().expect("a block is open");
            let parts = &mut steps.last_mut().expect("a step").1;
            match info.split_once(' ') {
                Some((_, path)) => parts.push(Part::File(path.to_owned(), text)),
                None => parts.extend(text.lines().map(|line| Part::Run(line.to_owned()))),
            }
        } else if let Some((_, text)) = &mut open {
            text.push_str(line);
            text.push('\n');
        }
    }
    steps
}

/// Runs a command line; it must have nothing to complain of.
fn run(line: &str, folder: &Path, step: &str) {
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    let output = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .args(words)
        .current_dir(folder)
        .env("LC_ALL", "zh_CN.UTF-8")
        .output()
        .expect("banxin runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{step}: {line}\n{said}");
    let calm = said.lines().filter(|line| line.starts_with("注意") || line.starts_with("错误")).count() == 0;
    assert!(calm, "{step}: {line}\n{said}");
}

/// Whether a paper has these words, however they are spaced.
fn shows(project: &Project, paper: &str, words: &str) -> bool {
    text_of(&project.join(paper)).split_whitespace().collect::<String>().contains(words)
}

#[test]
fn every_step_of_the_tutorial_is_built() {
    follow("theme-tutorial.zh-CN.md", ["计划.pdf", "简报.pdf", "河东村"]);
}

#[test]
fn every_step_of_the_tutorial_in_english_is_built() {
    follow("theme-tutorial.md", ["plan.pdf", "brief.pdf", "hedong"]);
}

/// Both pages have the same theme: what differs are words and the documents' fields.
#[test]
fn the_tutorials_make_the_same_theme() {
    let files = |page: &str| {
        let parts = steps(page).into_iter().flat_map(|(_, parts)| parts);
        let file = |part| match part {
            Part::File(path, text) if path.starts_with("themes/") => Some((path, text)),
            _ => None,
        };
        parts.filter_map(file).collect::<Vec<_>>()
    };
    assert_eq!(files("theme-tutorial.zh-CN.md"), files("theme-tutorial.md"));
}

/// Does what a page says, step by step.
fn follow(page: &str, [plan, brief, village]: [&str; 3]) {
    let steps = steps(page);
    assert_eq!(steps.len(), 10, "ten steps");
    let mut project = Project::new();
    for (step, parts) in steps {
        let mut commands = 0;
        for part in parts {
            match part {
                Part::File(path, text) => project = project.file(&path, text),
                Part::Run(line) => {
                    commands += 1;
                    run(&line, project.path(), &step);
                }
            }
        }
        assert!(commands > 0, "{step}: nothing is built");
        match step.split('.').next().unwrap_or_default() {
            "7" => assert!(shows(&project, plan, "安平镇河东村")),
            "8" => assert!(shows(&project, brief, "民政简报")),
            "10" => assert!(
                project.join(&format!("{village}/themes/anping/theme.yaml")).is_file()
                    && project.join(&format!("{village}/banxin.lock")).is_file()
            ),
            _ => {}
        }
    }
}
