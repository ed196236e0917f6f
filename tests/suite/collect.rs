//! `banxin collect`: many papers in one volume.

use std::process::Command;

use crate::project::{Project, repository, text_of};

fn paper(unit: &str, pages: usize) -> String {
    let body = "  - 段落: 做好民政工作。\n  - 分页\n".repeat(pages - 1);
    format!(
        "标题: 工作总结\n署名: {unit}\n日期: 2021-12-20\n正文:\n{body}  - 章节:\n      标题: {unit}的末节\n      内容: '末页。{{{{ 注(\"{unit}的注\") }}}}'\n"
    )
}

fn project() -> Project {
    Project::new()
        .file("单位.csv", "单位\n西山社区\n东湖社区\n清河社区\n")
        .file("稿/清河社区.yaml", paper("清河社区", 3))
        .file("稿/东湖社区.yaml", paper("东湖社区", 2))
        .file("稿/西山社区.yaml", paper("西山社区", 4))
        .file("稿/花园社区.yaml", paper("花园社区", 1))
}

/// The text of each page of a PDF.
fn pages(project: &Project, name: &str) -> Vec<String> {
    text_of(&project.join(name)).split('\u{c}').map(|page| page.replace('\n', "")).collect()
}

#[test]
fn a_volume_has_cover_contents_and_page_numbers_that_run_on() {
    let project = project();
    let run = project
        .run([
            "collect",
            "稿",
            "--units",
            "单位.csv",
            "-o",
            "汇编.pdf",
            "--title",
            "青云街道2021年总结汇编",
            "--issuer",
            "青云街道办事处",
            "--date",
            "2021-12-31",
        ])
        .succeeds();
    assert_eq!((run.stdout(), run.stderr()), ("汇编.pdf  4 份，14 页\n".to_owned(), String::new()));
    let pages = pages(&project, "汇编.pdf");
    for part in ["青云街道2021年总结汇编", "青云街道办事处", "2021年12月31日"] {
        assert!(pages[0].contains(part) && !pages[0].contains('—'), "{part} not in {}", pages[0]);
    }
    assert_eq!(pages[1], "", "what follows the cover begins on a right-hand page");
    // In the order of the roster, the others last; papers of one title are told apart by who signed.
    let contents = pages[2].replace(['.', ' '], "");
    assert_eq!(contents, "目录工作总结（西山社区）1工作总结（东湖社区）5工作总结（清河社区）7工作总结（花园社区）10");
    for (page, number) in (4..14).zip(1..) {
        assert!(pages[page].contains(&format!("— {number} —")), "page {page}: {}", pages[page]);
    }
    assert!(pages[7].contains("西山社区的末节") && pages[7].contains("①西山社区的注"), "{}", pages[7]);
    assert!(pages[9].contains("①东湖社区的注"), "notes begin anew: {}", pages[9]);
}

#[test]
fn a_click_in_the_contents_leads_to_the_paper_and_the_outline_has_all_headings() {
    let project = project();
    project.run(["collect", "稿/西山社区.yaml", "稿/东湖社区.yaml", "-o", "汇编.pdf"]).succeeds();
    let html =
        Command::new("pdftohtml").args(["-xml", "-stdout", "-i", "汇编.pdf"]).current_dir(project.path()).output();
    let html = String::from_utf8_lossy(&html.expect("pdftohtml (package poppler-utils)").stdout).into_owned();
    let links: Vec<&str> = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.contains(&"汇编.html#5") && links.contains(&"汇编.html#9"), "{links:?}");
    let outline: Vec<&str> = html.split("<outline>").skip(1).flat_map(|part| part.split("<item ").skip(1)).collect();
    let text = outline.iter().map(|item| item.split(['>', '<']).nth(1).unwrap_or("")).collect::<Vec<_>>();
    assert_eq!(text, ["工作总结", "一、西山社区的末节", "工作总结", "一、东湖社区的末节"], "{html}");
    // Headings stand below their paper.
    assert_eq!(html.matches("<outline>").count(), 3, "{html}");
}

#[test]
fn a_paper_looks_in_a_volume_as_it_does_alone() {
    let sample = repository("samples/镇民政工作要点/镇民政工作要点.yaml");
    let project =
        Project::new().file("a.yaml", std::fs::read(&sample).expect("a sample")).file("b.yaml", paper("清河", 1));
    project.run(["build", "a.yaml"]).succeeds();
    project.run(["collect", "b.yaml", "a.yaml", "-o", "汇编.pdf"]).succeeds();
    let alone = pages(&project, "a.pdf");
    let bound = pages(&project, "汇编.pdf");
    let plain = |page: &String| page.split('—').next().unwrap_or_default().to_owned();
    assert_eq!(bound[5..].iter().map(plain).collect::<Vec<_>>(), alone.iter().map(plain).collect::<Vec<_>>());
}

#[test]
fn with_a_mistake_in_a_paper_there_is_no_volume() {
    let project = project().file("稿/坏.yaml", "标题: 坏\n正文:\n  - 段路: x\n");
    project
        .run(["collect", "稿", "-o", "汇编.pdf"])
        .fails()
        .stderr_has("稿/坏.yaml:3:5")
        .stderr_has("没有生成汇编")
        .wrote_no("汇编.pdf");
}

#[test]
fn a_theme_of_one_s_own_is_asked_about() {
    let project = project().file("稿/themes/街道/theme.yaml", "name: 街道\nversion: 0.1.0\napi: 1\nextends: gbt9704\n");
    project
        .run(["collect", "稿", "--theme", "稿/themes/街道", "-o", "汇编.pdf"])
        .fails()
        .stderr_has("加上 `--trust-theme`");
    project.run(["collect", "稿", "--theme", "稿/themes/街道", "--trust-theme", "-o", "汇编.pdf"]).succeeds();
}

#[test]
fn the_same_papers_are_the_same_volume() {
    let project = project();
    project.run(["collect", "稿", "-o", "甲.pdf"]).succeeds();
    project.run(["collect", "稿", "-o", "乙.pdf"]).succeeds();
    assert!(
        std::fs::read(project.join("甲.pdf")).expect("a PDF") == std::fs::read(project.join("乙.pdf")).expect("a PDF")
    );
}
