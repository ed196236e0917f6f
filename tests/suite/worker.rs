//! Themes from elsewhere are typeset in another process: what one of them does harms no paper beside it, and what it
//! makes is what this process would have made.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use banxin::diagnostic::Lang;
use banxin::export::{PdfConfig, pdf, png, svg};
use banxin::pipeline::{Built, Pipeline, Settings};
use banxin::typeset::Pace;
use banxin::worker::{Limits, Workers};

use crate::project::Project;

const BAD: &str = "标题: 工作计划\n主题: bad\n正文:\n  - 段落: 走访慰问。\n";
const GOOD: &str =
    "标题: 工作计划\n主题: good\n日期: 2022-01-05\n正文:\n  - 段落: 走访慰问。\n  - 任务: [ 完善制度。 ]\n";
const PLAIN: &str = "标题: 工作计划\n正文:\n  - 段落: 走访慰问。\n";

fn manifest(name: &str) -> String {
    format!("name: {name}\nversion: 0.1.0\napi: 1\nextends: gbt9704\n")
}

/// Three documents: in a theme that does something, in another theme from elsewhere, in the built-in one.
fn project(path: &str, code: impl AsRef<[u8]>) -> Project {
    Project::new()
        .file("a.yaml", BAD)
        .file("b.yaml", GOOD)
        .file("c.yaml", PLAIN)
        .file("themes/bad/theme.yaml", manifest("bad"))
        .file("themes/good/theme.yaml", manifest("good"))
        .file(&format!("themes/bad/{path}"), code)
}

/// Builds the three; the first must fail, and the others be there. The first two lines of what is said.
#[track_caller]
fn harms_itself(project: &Project, seconds: &str) -> String {
    let run = project.run(["build", ".", "--time-limit", seconds, "--memory-limit", "300"]).fails();
    let run = run.wrote_no("a.pdf").wrote("b.pdf").wrote("c.pdf");
    run.stderr().lines().take(2).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn library(code: &str) -> String {
    harms_itself(&project("lib/body-paragraph.typ", code), "60")
}

#[track_caller]
fn template(text: &str) -> String {
    harms_itself(&project("blocks/paragraph.typ.j2", text), "60")
}

const TOO_LONG: &str = "错误[theme-too-long]: 主题 `bad` 用了 3 秒还没有排完，已中止\n --> a.yaml:2:5";
const TOO_MUCH: &str = "错误[theme-too-much-memory]: 主题 `bad` 要用的内存超过 300 MB，已中止\n --> a.yaml:2:5";

#[test]
fn typst_that_never_ends_is_stopped() {
    let code = "#let body-paragraph(body) = { for i in range(100000) { for j in range(100000) {} } }";
    assert_eq!(harms_itself(&project("lib/body-paragraph.typ", code), "3"), TOO_LONG);
}

#[test]
fn a_project_says_how_much_a_document_may_cost() {
    let endless = "#let body-paragraph(body) = { for i in range(100000) { for j in range(100000) {} } }";
    let project = project("lib/body-paragraph.typ", endless).file("banxin.yaml", "限制: { 时间: 2 }\n");
    project.run(["build", "a.yaml"]).fails().stderr_has("主题 `bad` 用了 2 秒还没有排完");
    let project = project.file("banxin.yaml", "限制: { 时间: 很久 }\n");
    project.run(["build", "b.yaml"]).fails().stderr_has("错误[not-an-amount]: `时间` 不能是 `很久`");
}

#[test]
fn loops_and_recursion_that_typst_sees_through_are_told_with_the_themes_line() {
    for code in [
        "#let body-paragraph(body) = { while true {} }",
        "#let body-paragraph(body) = { let i = 0; while i >= 0 { i += 1 } }",
        "#let body-paragraph(body) = body-paragraph(body)",
    ] {
        let said = library(code);
        assert!(
            said.starts_with("错误[typeset-refused]: 这一部分排不成版（`bad/lib/body-paragraph.typ` 第 1 行）"),
            "{said}"
        );
    }
}

#[test]
fn typst_that_fills_the_memory_is_stopped() {
    let list = "#let body-paragraph(body) = { let x = (1, 2, 3, 4); for i in range(40) { x = x + x }; [#x.len()] }";
    assert_eq!(library(list), TOO_MUCH);
    let text = "#let body-paragraph(body) = { let x = \"走访慰问\"; for i in range(40) { x = x + x }; [#x.len()] }";
    assert_eq!(library(text), TOO_MUCH);
}

#[test]
fn a_list_that_doubles_itself_in_a_template_is_stopped() {
    let doubled =
        "{% set x = namespace(v=[1, 2]) %}{% for i in range(60) %}{% set x.v = WHAT %}{% endfor %}{{ x.v | length }}";
    let said = template(&doubled.replace("WHAT", "(x.v + x.v) | list"));
    assert!(said.starts_with("错误[theme-template-runaway]: "), "{said}");
    let lazy = project("blocks/paragraph.typ.j2", doubled.replace("WHAT", "x.v + x.v"));
    // Which limit it meets first depends on the machine.
    let said = harms_itself(&lazy, "3");
    assert!([TOO_LONG, TOO_MUCH].contains(&said.as_str()), "{said}");
}

#[test]
fn a_template_that_writes_a_gigabyte_is_stopped() {
    let said = template("{{ 'a' * 10**9 }}");
    assert!(
        said.starts_with("错误[theme-template-runaway]: 主题的模板 `bad/blocks/paragraph.typ.j2` 停不下来"),
        "{said}"
    );
    let said = template("{% for i in range(100000) %}{% for j in range(100000) %}{{ i }}{% endfor %}{% endfor %}");
    assert!(said.starts_with("错误[theme-template-runaway]: "), "{said}");
}

#[test]
fn nothing_outside_a_theme_is_read() {
    for code in [
        "#let body-paragraph(body) = read(\"/etc/passwd\")",
        "#let body-paragraph(body) = read(\"../../../../etc/passwd\")",
        "#let body-paragraph(body) = image(\"/etc/passwd\")",
        "#let body-paragraph(body) = image(\"../../../a.yaml\")",
        "#let body-paragraph(body) = include \"/etc/passwd\"",
        "#let body-paragraph(body) = include \"../../../c.yaml\"",
        "#let body-paragraph(body) = yaml(\"/c.yaml\")",
    ] {
        let said = library(code);
        assert!(said.starts_with("错误[typeset-refused]: "), "{code}: {said}");
    }
    for text in ["{% include '/etc/passwd' %}", "{% include '../../../c.yaml' %}", "{% include 'theme.yaml' %}"] {
        let said = template(text);
        assert!(said.starts_with("错误[theme-no-template]: "), "{text}: {said}");
    }
}

#[test]
fn a_font_that_is_no_font_is_told() {
    let project = project("fonts/坏.ttf", "不是字体").file("themes/bad/fonts/空.otf", "");
    let run = project.run(["build", "a.yaml", "b.yaml"]).succeeds().wrote("a.pdf").wrote("b.pdf");
    run.stderr_has("注意[font-damaged]");
}

/// A stand-in for the program that does as a script says.
#[cfg(unix)]
fn workers(project: &Project, script: &str) -> Arc<Workers> {
    use std::os::unix::fs::PermissionsExt;
    let path = project.join("program");
    let mut file = std::fs::File::create(&path).expect("a file");
    write!(file, "#!/bin/sh\n{script}\n").expect("written");
    file.set_permissions(std::fs::Permissions::from_mode(0o755)).expect("our own file");
    drop(file);
    Arc::new(Workers::new(path, Limits::default()))
}

#[cfg(unix)]
fn said(project: &Project, script: &str) -> [String; 2] {
    let settings = Settings { isolation: Some(workers(project, script)), ..Settings::default() };
    let built = Pipeline::new(settings, Pace::batch(1)).build(&project.join("a.yaml"));
    let words = built.diagnostics.last().expect("something is said").code.words();
    [words.id.to_owned(), words.message(Lang::En).to_owned()]
}

#[cfg(unix)]
#[test]
fn a_process_that_crashes_or_does_not_start_is_told() {
    let project = project("lib/x", "");
    let ready = "printf '\\036\\000\\000\\000{\"message\":\"Ready\",\"files\":[]}'; head -c 4 > /dev/null";
    let crashed = ["theme-crashed".to_owned(), "the theme `bad` made the typesetter crash".to_owned()];
    assert_eq!(said(&project, &format!("{ready}; exit 3")), crashed);
    assert_eq!(said(&project, &format!("{ready}; kill -SEGV $$")), crashed);
    assert_eq!(said(&project, "exit 3")[0], "worker-not-started");
    let much = said(&project, &format!("{ready}; echo 'memory allocation of 99 bytes failed' >&2; exit 1"));
    assert_eq!(much[0], "theme-too-much-memory");
}

fn built(path: &Path, isolated: bool) -> Built {
    let workers = Workers::new(env!("CARGO_BIN_EXE_banxin").into(), Limits::default());
    let isolation = isolated.then(|| Arc::new(workers) as _);
    let settings = Settings { isolation, ..Settings::default() };
    Pipeline::new(settings, Pace::batch(1)).build(path)
}

#[test]
fn pages_made_elsewhere_are_the_same_in_every_respect() {
    let project = project("lib/x", "");
    let [here, there] = [false, true].map(|isolated| built(&project.join("b.yaml"), isolated));
    assert!(there.diagnostics.is_empty() && there.is_good(), "{:?}", there.diagnostics);
    assert_eq!(there.used, here.used);
    assert_eq!(there.stand_ins, here.stand_ins);
    assert_eq!(there.typst_files().expect("files"), here.typst_files().expect("files"));
    let [here, there] = [here.pages.expect("pages"), there.pages.expect("pages")];
    assert_eq!((there.count(), there.size(0), there.fingerprint(0)), (here.count(), here.size(0), here.fingerprint(0)));
    assert_eq!(svg(&there, 0).expect("a page"), svg(&here, 0).expect("a page"));
    assert_eq!(png(&there, 0, 40).expect("a page"), png(&here, 0, 40).expect("a page"));
    for standards in [vec![], vec!["a-2b".to_owned()]] {
        let config = PdfConfig { standards, date: Some((2022, 1, 5)) };
        assert!(pdf(&there, &config).expect("a PDF") == pdf(&here, &config).expect("a PDF"));
    }
    let at = |pages: &banxin::typeset::Pages| {
        (0..80).map(|i| pages.positions().at(0, 300.0, f64::from(i) * 10.0)).collect::<Vec<_>>()
    };
    assert!(at(&there) == at(&here) && at(&here).iter().flatten().count() > 3);
    assert!(svg(&there, 9).is_err());
}

#[test]
fn faults_found_elsewhere_are_told_as_here() {
    let project = project("lib/body-paragraph.typ", "#let body-paragraph(body) = panic(\"不行\")");
    let [here, there] = [false, true].map(|isolated| built(&project.join("a.yaml"), isolated));
    assert_eq!(here.diagnostics.len(), there.diagnostics.len());
    for (here, there) in here.diagnostics.iter().zip(&there.diagnostics) {
        assert_eq!(here.code.words(), there.code.words());
        assert_eq!((here.span, &here.foreign, here.severity), (there.span, &there.foreign, there.severity));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_process_ends_with_its_parent() {
    let endless = "#let body-paragraph(body) = { for i in range(100000) { for j in range(100000) {} } }";
    let project = project("lib/body-paragraph.typ", endless);
    let mut parent = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .args(["build", "a.yaml", "--time-limit", "600"])
        .current_dir(project.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("banxin runs");
    let started = Instant::now();
    let child = loop {
        let workers = children(parent.id());
        if let Some(child) = workers.first() {
            break *child;
        }
        assert!(started.elapsed() < Duration::from_secs(30), "no worker was started");
        std::thread::sleep(Duration::from_millis(10));
    };
    parent.kill().expect("it runs");
    parent.wait().expect("it ended");
    let there = Path::new("/proc").join(child.to_string()).join("exe");
    while std::fs::read_link(&there).is_ok() {
        assert!(started.elapsed() < Duration::from_mins(1), "the worker goes on alone");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The processes that a process has started: any of its threads may have.
#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}
