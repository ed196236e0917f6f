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
    assert_eq!(
        contents,
        "目录工作总结（西山社区）1工作总结（东湖社区）5工作总结（清河社区）7工作总结（花园社区）10—I—"
    );
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
    let leads = outline.iter().filter_map(|item| item.split('"').nth(1)).collect::<Vec<_>>();
    assert_eq!(leads, ["5", "8", "9", "10"]);
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
fn with_a_mistake_in_a_paper_there_is_no_volume_unless_it_may_be_left_out() {
    let project = project().file("稿/坏.yaml", "标题: 坏\n正文:\n  - 段路: x\n");
    project
        .run(["collect", "稿", "-o", "汇编.pdf"])
        .fails()
        .stderr_has("稿/坏.yaml:3:5")
        .stderr_has("1 份有错，没有生成汇编；改好再来，或者加上 `--leave-out` 先把其余的装订起来")
        .wrote_no("汇编.pdf");
    let run = project.run(["collect", "稿", "--leave-out", "-o", "汇编.pdf"]).fails();
    assert_eq!(run.stdout(), "汇编.pdf  4 份，14 页\n");
    assert!(run.stderr().ends_with("有错，没有收进去：稿/坏.yaml\n"), "{}", run.stderr());
}

#[test]
fn a_theme_from_elsewhere_is_made_in_its_own_time_and_memory() {
    let theme = "name: 街道\nversion: 0.1.0\napi: 1\nextends: gbt9704\n";
    let cover = "#let cover-page(title: (), ..rest) = page(footer: none)[街道的封面 #title.flatten().join()]\n";
    let project = project().file("稿/themes/街道/theme.yaml", theme).file("稿/themes/街道/lib/cover-page.typ", cover);
    let run = project.run(["collect", "稿", "--theme", "稿/themes/街道", "-o", "汇编.pdf"]).succeeds();
    assert_eq!((run.stdout(), run.stderr()), ("汇编.pdf  4 份，14 页\n".to_owned(), String::new()));
    // The theme that has its own cover has it for volumes, too.
    assert_eq!(pages(&project, "汇编.pdf")[0], "街道的封面 文稿汇编");
    let endless = "#let body-paragraph(body) = { while true {} }\n";
    project
        .file("稿/themes/街道/lib/body-paragraph.typ", endless)
        .run(["collect", "稿", "--theme", "稿/themes/街道", "--time-limit", "1", "-o", "乙.pdf"])
        .fails()
        .stderr_has("没有生成汇编")
        .wrote_no("乙.pdf");
}

#[test]
fn a_theme_that_the_first_paper_names_holds_for_papers_in_other_folders() {
    let named = |unit: &str, theme: &str| paper(unit, 1).replace("署名", &format!("{theme}署名"));
    let project = Project::new()
        .file("甲/themes/街道/theme.yaml", "name: 街道\nversion: 0.1.0\napi: 1\nextends: gbt9704\n")
        .file("甲/themes/街道/lib/body-paragraph.typ", "#let body-paragraph(body) = par[街道：#body]\n")
        .file("甲/清河.yaml", named("清河", "主题: 街道\n"))
        .file("乙/东湖.yaml", named("东湖", "主题: county-red-head\n"));
    let run = project.run(["collect", "甲/清河.yaml", "乙/东湖.yaml", "-o", "汇编.pdf"]).succeeds();
    assert!(run.stderr().contains("这份文稿的主题是 `county-red-head`，汇编里按第一份的主题排"), "{}", run.stderr());
    let pages = pages(&project, "汇编.pdf");
    assert!(pages[4].contains("街道：末页。") && pages[5].contains("街道：末页。"), "{pages:?}");
}

/// A paper as offices have them: some with covers and contents of their own, attachments, turned tables.
fn office(number: usize) -> String {
    let mut front = String::new();
    if number % 4 == 1 {
        front.push_str("封面: 是\n");
    }
    if number % 3 == 1 {
        front.push_str("目录: 是\n");
    }
    if number % 5 == 2 {
        front.push_str("附件:\n  - 标题: 名单\n    正文:\n      - 章节: { 标题: 名单, 内容: 张三 }\n");
    }
    let turned = if number % 4 == 3 { "      横排: 是\n" } else { "" };
    let more = "  - 分页\n  - 段落: 做好工作。\n".repeat(number % 3 + 2);
    format!(
        "标题: 第{number}社区计划\n署名: 第{number}社区\n日期: 2022-01-05\n{front}正文:\n  - 章节: {{ 标题: 第{number}社区的首节, 内容: 一段。 }}\n{more}  - 表格:\n      标题: 情况\n{turned}      表头: [ 户, 人 ]\n      行: [ [ '1', '2' ] ]\n  - 章节: {{ 标题: 第{number}社区的末节, 内容: 一段。 }}\n"
    )
}

/// The number that stands at the foot of a page.
fn number_of(page: &str) -> Option<&str> {
    page.rsplit_once("— ").and_then(|(_, rest)| rest.split_once(" —")).map(|(number, _)| number)
}

/// The pages of a volume from page 1 on, each of which must have the number of its place, or none.
#[track_caller]
fn counted(pages: &[String]) -> &[String] {
    let begin = pages.iter().position(|page| number_of(page) == Some("1")).expect("page 1");
    for (index, page) in pages[begin..].iter().enumerate() {
        let number = (index + 1).to_string();
        assert!(number_of(page).is_none_or(|shown| shown == number), "page {number}: {page}");
    }
    &pages[begin..]
}

#[test]
fn page_numbers_in_the_contents_are_those_of_the_pages_also_behind_papers_with_covers_and_contents_of_their_own() {
    let mut project = Project::new();
    for number in 10..22 {
        project = project.file(&format!("稿/{number}.yaml"), office(number));
    }
    for is_right_handed in [false, true] {
        if is_right_handed {
            project.run(["collect", "稿", "-o", "汇编.pdf", "--right-hand"]).succeeds();
        } else {
            project.run(["collect", "稿", "-o", "汇编.pdf"]).succeeds();
        }
        let pages = pages(&project, "汇编.pdf");
        let text = counted(&pages);
        assert!(text.len() > 60, "{}", text.len());
        let mut contents = pages[2].replace(' ', "");
        for number in 10..22 {
            let (_, rest) = contents.split_once(&format!("第{number}社区计划")).expect("a line of the contents");
            let digits: String = rest.trim_start_matches('.').chars().take_while(char::is_ascii_digit).collect();
            let begins: usize = digits.parse().expect("a page");
            let first = &text[begins - 1];
            let own_contents = first.contains('目') && first.contains(&format!("第{number}社区的首节"));
            assert!(first.contains(&format!("第{number}社区计划")) || own_contents, "{number} at {begins}: {first}");
            assert!(!is_right_handed || begins % 2 == 1, "{number} begins on {begins}");
            contents = rest.to_owned();
        }
    }
}

#[test]
fn contents_of_a_paper_in_a_volume_have_the_numbers_of_the_volume() {
    let project = Project::new().file("a.yaml", office(11)).file("b.yaml", office(13));
    project.run(["collect", "a.yaml", "b.yaml", "-o", "汇编.pdf"]).succeeds();
    let pages = pages(&project, "汇编.pdf");
    let at = pages.iter().rposition(|page| page.starts_with('目')).expect("contents");
    let line = pages[at].replace(['.', ' '], "");
    let last = pages.iter().rposition(|page| page.contains("第13社区的末节")).expect("its page");
    assert!(line.contains(&format!("第13社区的末节{}", last - 3)), "{line} {last}");
    assert_eq!(number_of(&pages[at]), Some((at - 3).to_string().as_str()), "counted on, not roman");
}

#[test]
fn a_paper_for_pre_printed_sheets_has_its_red_head_in_a_volume() {
    let text = "标题: 通知\n文种: 通知\n发文机关标志: 青云街道办事处\n发文字号: 青办发〔2022〕1号\n套红: 是\n主送: 各社区\n署名: 青云街道办事处\n日期: 2022-01-05\n正文:\n  - 段落: 请遵照执行。\n";
    let project = Project::new().file("a.yaml", text);
    project.run(["build", "a.yaml"]).succeeds();
    assert!(!pages(&project, "a.pdf")[0].replace(' ', "").contains("青云街道办事处文件"));
    project.run(["collect", "a.yaml", "-o", "汇编.pdf"]).succeeds();
    let plain = pages(&project, "汇编.pdf")[4].replace(' ', "");
    assert!(plain.contains("青云街道办事处文件"), "{plain}");
}

#[test]
fn a_yearly_volume_has_its_title_and_the_papers_as_running_heads() {
    let project = project();
    project
        .run(["collect", "稿", "--theme", "yearly-volume", "--title", "年鉴", "--units", "单位.csv", "-o", "汇编.pdf"])
        .succeeds();
    let pages = pages(&project, "汇编.pdf");
    assert_eq!((pages[0].as_str(), pages.len()), ("年鉴", 15));
    assert!(pages[2].contains("工作总结（西山社区）") && !pages[2].contains('—'), "{}", pages[2]);
    // The first page of a paper has none, left-hand pages have the volume's title, right-hand ones the paper's.
    assert!(pages[4].starts_with("工作总结做好"), "{}", pages[4]);
    assert!(pages[5].starts_with("年鉴做好"), "{}", pages[5]);
    assert!(pages[6].starts_with("工作总结做好"), "{}", pages[6]);
    assert!(pages[9].starts_with("年鉴"), "{}", pages[9]);
}

#[test]
fn a_volume_names_the_standard_that_asks_for_its_date() {
    let project = project();
    project
        .run(["collect", "稿", "--pdf-standard", "a-2b", "-o", "汇编.pdf"])
        .exits(2)
        .stderr_has("汇编没有写")
        .stderr_has("加上 `--date 2021-12-31`");
    project.run(["collect", "稿", "--pdf-standard", "a-2b", "--date", "2021-12-31", "-o", "汇编.pdf"]).succeeds();
    let bytes = std::fs::read(project.join("汇编.pdf")).expect("a PDF");
    let count = |word: &[u8]| bytes.windows(word.len()).filter(|window| *window == word).count();
    assert_eq!((count(b"pdfaid:part"), count(b"/Type/Catalog"), count(b"/OutputIntents")), (2, 1, 1));
}

#[test]
fn all_samples_make_one_volume_of_letters_orders_minutes_and_plans() {
    let (project, samples) = (Project::new(), repository("samples"));
    let run = project.run(["collect", samples.to_str().expect("UTF-8"), "-o", "汇编.pdf"]).succeeds();
    assert!(run.stdout().contains(" 份，"), "{}", run.stdout());
    counted(&pages(&project, "汇编.pdf"));
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
