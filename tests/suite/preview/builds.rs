//! What makes a build: every kind of file a paper is made of, and how saves are told on the screen.

use std::path::Path;
use std::time::{Duration, Instant};

use super::PLAN;
use super::running::{Running, wait_for};
use crate::project::{Project, text_of};

fn write(path: &Path, text: impl AsRef<[u8]>) {
    std::fs::write(path, text).expect("a file");
}

#[test]
fn each_good_build_is_one_calm_line_and_a_pdf() {
    let project = Project::new().file("计划.yaml", PLAN);
    let running = Running::start(&project, &["计划.yaml"]);
    let line = running.build();
    assert!(line.starts_with("计划.yaml  1 页  没有问题  ") && line.ends_with(" 毫秒"), "{line}");
    wait_for("the PDF is there", || project.join("计划.pdf").is_file());
    write(&project.join("计划.yaml"), PLAN.replace("做好", "做实"));
    running.build();
    wait_for("the PDF is new", || text_of(&project.join("计划.pdf")).contains("做实民政工作"));
    write(&project.join("计划.yaml"), PLAN.replace("段落", "段路"));
    assert_eq!(running.build(), "计划.yaml  有 1 处错误，网页上有说明，页面保持原样");
    assert!(text_of(&project.join("计划.pdf")).contains("做实民政工作"));
}

#[test]
fn without_a_pdf_if_none_is_wanted() {
    let project = Project::new().file("计划.yaml", PLAN);
    let running = Running::start(&project, &["计划.yaml", "--no-pdf"]);
    running.build();
    running.settle();
    assert!(!project.join("计划.pdf").exists());
}

const USES_ALL: &str = "标题: 清河社区工作计划\n版式: 计划\n主题: 本局\n署名: 清河社区\n日期: 2022-01-05\n数据: 数据.yaml\n\
                        上年文件: 上年.yaml\n正文:\n  - 段落: 全年{{ 户数 }}户。\n  - 引入: 附.yaml\n";

/// A project with a file of each kind.
fn project() -> Project {
    Project::new()
        .file("计划.yaml", USES_ALL)
        .file("数据.yaml", "户数: 12\n")
        .file("附.yaml", "- 段落: 附带一段。\n")
        .file("上年.yaml", PLAN)
        .file("themes/本局/theme.yaml", "name: 本局\nversion: 0.1.0\nextends: gbt9704\napi: 1\n")
        .file("themes/本局/lib/as-array.typ", std::fs::read(repository_file("lib/as-array.typ")).expect("a file"))
        .file(
            "themes/本局/blocks/closing.typ.j2",
            std::fs::read(repository_file("blocks/closing.typ.j2")).expect("a file"),
        )
}

fn repository_file(path: &str) -> std::path::PathBuf {
    crate::project::repository("themes/gbt9704").join(path)
}

#[test]
fn a_change_of_any_file_that_was_used_is_a_build() {
    let project = project();
    let running = Running::start(&project, &["计划.yaml", "--no-pdf"]);
    let line = running.build();
    assert!(line.contains("1 页"), "{line}");
    running.settle();
    let append = |name: &str, more: &str| {
        let path = project.join(name);
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        write(&path, before + more);
        let line = running.build();
        assert!(line.starts_with("计划.yaml"), "{name}: {line}");
        running.settle();
    };
    append("计划.yaml", "  - 段落: 再一段。\n");
    append("数据.yaml", "人数: 30\n");
    append("附.yaml", "- 段落: 又一段。\n");
    append("上年.yaml", "  - 段落: 去年的。\n");
    append("themes/本局/theme.yaml", "# 改过\n");
    append("themes/本局/lib/as-array.typ", "// 改过\n");
    append("themes/本局/blocks/closing.typ.j2", "{# 改过 #}");
    // What was looked for in vain.
    append("themes/本局/blocks/paragraph.typ.j2", "{% include \"parts/nothing.j2\" %}");
    std::fs::remove_file(project.join("themes/本局/blocks/paragraph.typ.j2")).expect("it was there");
    assert!(running.build().contains("1 页"));
    append("banxin.yaml", "# 项目\n");
}

#[test]
fn a_font_that_is_put_into_the_folder_is_used_at_once() {
    let project = Project::new().file("计划.yaml", PLAN);
    let running = Running::start(&project, &["计划.yaml", "--no-pdf"]);
    running.build();
    std::fs::create_dir(project.join("fonts")).expect("a folder");
    let font = crate::project::repository("fonts/BanxinSymbols-Regular.ttf");
    std::fs::copy(font, project.join("fonts/本局.ttf")).expect("a font");
    running.build_with("1 页");
    running.settle();
    std::fs::write(project.join("fonts/坏.ttf"), "不是字体").expect("a file");
    running.build_with("1 处提醒");
    running.settle();
    std::fs::remove_file(project.join("fonts/坏.ttf")).expect("it was there");
    running.build_with("没有问题");
}

#[test]
fn a_sheet_is_watched_too() {
    let text = "标题: 计划\n版式: 计划\n数据: 数据.xlsx\n正文:\n  - 段落: 做好。\n";
    let project = Project::new().file("计划.yaml", text).file("数据.xlsx", "不是表格");
    let running = Running::start(&project, &["计划.yaml", "--no-pdf"]);
    assert!(running.build().contains("错误"));
    write(&project.join("数据.xlsx"), "还不是表格");
    assert!(running.build().contains("错误"));
    write(&project.join("计划.yaml"), text.replace("数据.xlsx", "数据.csv"));
    assert!(running.build().contains("错误"));
    write(&project.join("数据.csv"), "名称,值\n户数,12\n");
    running.build_with("没有问题");
    write(&project.join("数据.csv"), "名称,值\n户数,13\n");
    running.build_with("没有问题");
}

/// How long a file may be half written without anybody seeing a mistake; less than the program looks again for.
const WHOLE: Duration = Duration::from_millis(50);

#[test]
fn a_half_written_file_shows_no_mistake() {
    let project = Project::new().file("计划.yaml", PLAN);
    let running = Running::start(&project, &["计划.yaml", "--no-pdf"]);
    running.build();
    running.settle();
    let (mut round, mut quick) = (0, 0);
    while quick < 20 {
        round += 1;
        assert!(round < 400, "this machine writes a file in more than {WHOLE:?}");
        let text = PLAN.replace("民政", &format!("第{round}项民政"));
        let path = project.join("计划.yaml");
        let begun = Instant::now();
        write(&path, "");
        std::thread::sleep(Duration::from_millis(8));
        // Cut within a quote, so that it is no YAML.
        write(&path, format!("标题: \"{}", &text[8..20]));
        std::thread::sleep(Duration::from_millis(8));
        write(&path, &text);
        // On a machine that was busy elsewhere the file was half written for longer than anybody waits.
        if begun.elapsed() < WHOLE {
            quick += 1;
            let line = running.build();
            assert!(line.contains("1 页"), "round {round}: {line}");
        } else {
            running.build_with("1 页");
        }
    }
    write(&project.join("计划.yaml"), "标题: \"没写完\n");
    assert!(running.build().contains("错误"));
}

#[test]
fn a_document_that_is_deleted_and_comes_back() {
    let project = Project::new().file("计划.yaml", PLAN);
    let running = Running::start(&project, &["计划.yaml", "--no-pdf"]);
    running.build();
    std::fs::remove_file(project.join("计划.yaml")).expect("it was there");
    assert!(running.build().contains("错误"));
    write(&project.join("计划.yaml"), PLAN);
    assert!(running.build().contains("1 页"));
}

#[test]
fn by_looking_where_events_do_not_come() {
    let project = Project::new().file("a/计划.yaml", PLAN);
    let running = Running::start(&project, &["a", "--no-pdf", "--poll"]);
    running.build();
    for round in 0..3 {
        write(&project.join("a/计划.yaml"), PLAN.replace("民政", &format!("第{round}项")));
        assert!(running.build().contains("1 页"));
    }
    write(&project.join("a/新.yaml"), PLAN);
    running.build_with("新.yaml");
}

#[test]
fn pages_in_an_offices_own_theme_are_shown_and_a_theme_that_never_ends_is_told() {
    let project = project();
    let running = Running::start(&project, &["计划.yaml", "--no-pdf", "--time-limit", "3"]);
    assert!(running.build().contains("1 页"));
    running.settle();
    let document = "document=%E8%AE%A1%E5%88%92.yaml";
    let pdf = || super::wire::get_own(&running, &format!("pdf?{document}"));
    assert!(pdf().body.starts_with(b"%PDF"));
    let function = project.join("themes/本局/lib/body-paragraph.typ");
    let endless = "#let body-paragraph(body) = { for i in range(100000) { for j in range(100000) {} } }";
    write(&function, endless);
    running.build_with("有 1 处错误，网页上有说明，页面保持原样");
    running.settle();
    std::fs::remove_file(function).expect("it was there");
    running.build_with("1 页");
    running.settle();
    assert!(pdf().body.starts_with(b"%PDF"));
}
