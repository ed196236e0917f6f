//! The page in Chromium: what a writer sees and does.

use std::path::Path;

use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::{Pace, Pages};
use fantoccini::key::Key;
use serde_json::json;

use super::PLAN;
use super::browser::Browser;
use super::running::{Running, command, wait_for};
use crate::project::Project;

/// A document of several pages, with a paragraph of its own on each.
fn report(word: &str) -> String {
    let paragraph = |n: usize| format!("  - 段落: 第{n}段{word}，{}\n", "做好民政工作，保障困难群众。".repeat(14));
    format!(
        "标题: 民政工作报告\n版式: 计划\n署名: 清河社区\n日期: 2022-01-05\n正文:\n{}",
        (0..24).map(paragraph).collect::<String>()
    )
}

/// The pages of a document as they must look.
fn pages(path: &Path) -> Pages {
    Pipeline::new(Settings::default(), Pace::batch(1)).build(path).pages.expect("a good document")
}

/// Waits until a page is on the screen, and looks as it must.
#[track_caller]
fn sees(browser: &Browser, path: &Path, page: usize) {
    let print = pages(path).fingerprint(page).expect("there is such a page");
    let number = page + 1;
    browser.wait(&format!("document.querySelector('.page[data-page=\"{number}\"]')?.dataset.shown === '{print:032x}'"));
    browser.wait(&format!(
        "document.querySelector('.page[data-page=\"{number}\"] svg').getBoundingClientRect().width > 200"
    ));
}

fn scroll_top(browser: &Browser) -> f64 {
    browser.run("return document.getElementById('desk').scrollTop").as_f64().expect("a number")
}

fn write(path: &Path, text: &str) {
    let temporary = path.with_file_name(".tmp");
    std::fs::write(&temporary, text).expect("a file");
    std::fs::rename(temporary, path).expect("renamed");
}

#[test]
fn the_pages_are_there_and_follow_every_save() {
    let Some(browser) = Browser::open("the_pages_are_there_and_follow_every_save") else { return };
    let project = Project::new().file("计划.yaml", PLAN);
    let running = Running::start(&project, &["计划.yaml"]);
    browser.goto(&running.url);
    let path = project.join("计划.yaml");
    sees(&browser, &path, 0);
    browser.wait("document.getElementById('document-name').innerText === '计划'");
    browser.wait("document.getElementById('standing').innerText === '已更新'");
    browser.wait("document.getElementById('page-count').innerText === '1'");
    let width = browser.run("return document.querySelector('.page').getBoundingClientRect().width");
    // A4 at true size: 210 mm at 96 pixels an inch.
    assert!((width.as_f64().expect("a number") - 210.0 / 25.4 * 96.0).abs() < 0.5, "{width}");
    // The page's own style must not reach into the paper.
    let stroke = browser.run("return getComputedStyle(document.querySelector('.page svg path')).stroke");
    assert_eq!(stroke, json!("none"));
    for word in ["社区", "养老服务", "儿童福利"] {
        write(&path, &PLAN.replace("民政", word));
        sees(&browser, &path, 0);
    }
    write(&path, &report("甲"));
    sees(&browser, &path, 0);
    browser.wait(&format!("document.querySelectorAll('.page').length === {}", pages(&path).count()));
    write(&path, PLAN);
    browser.wait("document.querySelectorAll('.page').length === 1");
    let pdf = browser.run("return document.getElementById('download').href");
    assert!(pdf.as_str().expect("an address").contains("/pdf?download=true"));
}

#[test]
fn a_mistake_is_explained_over_the_last_good_pages_until_it_is_mended() {
    let Some(browser) = Browser::open("a_mistake_is_explained_over_the_last_good_pages") else { return };
    let project = Project::new().file("计划.yaml", PLAN);
    let running = Running::start(&project, &["计划.yaml"]);
    browser.goto(&running.url);
    let path = project.join("计划.yaml");
    sees(&browser, &path, 0);
    let print = browser.run("return document.querySelector('.page').dataset.shown");
    write(&path, &PLAN.replace("段落", "段路"));
    browser.wait("!document.getElementById('panel').hidden");
    let said = browser.text("#panel");
    for part in ["1 处错误", "段路", "计划.yaml:5:5", "怎么办", "段落"] {
        assert!(said.contains(part), "no {part} in {said}");
    }
    assert_eq!(browser.text("#panel .marked"), "段路");
    assert_eq!(browser.text("#standing"), "1 处错误");
    assert_eq!(browser.run("return document.querySelector('.page').dataset.shown"), print);
    let image = "return document.querySelector('.page svg').getBoundingClientRect().height > 500";
    assert_eq!(browser.run(image), json!(true));
    // In the other language, and back.
    browser.click("#more-button");
    browser.click("#language");
    browser.wait("document.getElementById('panel').innerText.includes('1 error')");
    browser.click("#language");
    browser.wait("document.getElementById('panel').innerText.includes('处错误')");
    write(&path, PLAN);
    browser.wait("document.getElementById('panel').hidden");
    assert_eq!(browser.text("#standing"), "已更新");
}

#[test]
fn scroll_and_zoom_are_kept_over_builds_and_the_view_goes_to_what_changed() {
    let Some(browser) = Browser::open("scroll_and_zoom_are_kept_over_builds") else { return };
    let project = Project::new().file("报告.yaml", report("甲"));
    let running = Running::start(&project, &["报告.yaml"]);
    browser.goto(&running.url);
    let path = project.join("报告.yaml");
    sees(&browser, &path, 0);
    browser.press(Key::Right);
    browser.wait("document.getElementById('page-number').value === '2'");
    browser.run("document.getElementById('desk').scrollBy(0, 137)");
    browser.click("#zoom-in");
    sees(&browser, &path, 1);
    let (zoom, top) = (browser.text("#zoom-value"), scroll_top(&browser));
    assert_eq!(zoom, "110%");
    // What is in sight changes: the view stays.
    write(&path, &report("甲").replace("第4段甲", "第4段乙"));
    sees(&browser, &path, 1);
    assert!((scroll_top(&browser) - top).abs() < 1.0);
    assert_eq!(browser.text("#zoom-value"), zoom);
    // Far away: the view goes there.
    write(&path, &report("甲").replace("第4段甲", "第4段乙").replace("第22段甲", "第22段丙"));
    browser.wait(&format!("document.getElementById('desk').scrollTop > {}", top + 800.0));
    // Unless the writer does not want it to.
    browser.click("#more-button");
    browser.click("#follow");
    let top = scroll_top(&browser);
    write(&path, &report("甲").replace("第0段甲", "第0段丁"));
    browser.wait("banxin.state.report.generation === Number(document.documentElement.dataset.painted)");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!((scroll_top(&browser) - top).abs() < 1.0);
    // And after the page is loaded again.
    browser.goto(&running.url);
    browser.wait("document.querySelectorAll('.page svg').length > 0");
    assert_eq!(browser.text("#zoom-value"), "110%");
    browser.wait(&format!("Math.abs(document.getElementById('desk').scrollTop - {top}) < 40"));
}

#[test]
fn keys_and_buttons_lead_through_the_pages() {
    let Some(browser) = Browser::open("keys_and_buttons_lead_through_the_pages") else { return };
    let project = Project::new().file("报告.yaml", report("甲"));
    let running = Running::start(&project, &["报告.yaml", "--no-pdf"]);
    browser.goto(&running.url);
    let path = project.join("报告.yaml");
    sees(&browser, &path, 0);
    let count = pages(&path).count();
    let at = |page: usize| browser.wait(&format!("document.getElementById('page-number').value === '{page}'"));
    browser.press(Key::End);
    at(count);
    sees(&browser, &path, count - 1);
    browser.press(Key::Home);
    at(1);
    browser.press(Key::PageDown);
    browser.wait("document.getElementById('desk').scrollTop > 400");
    browser.press(Key::PageUp);
    browser.wait("document.getElementById('desk').scrollTop < 50");
    browser.click("#next");
    at(2);
    browser.run("document.getElementById('page-number').value = ''");
    browser.type_into("#page-number", "3\u{E007}");
    at(3);
    browser.click(".thumbnail[data-page=\"1\"]");
    at(1);
    browser.wait("document.querySelector('.thumbnail.current img')");
    browser.type_into("#desk", "+");
    browser.wait("document.getElementById('zoom-value').innerText === '110%'");
    browser.type_into("#desk", "-");
    browser.wait("document.getElementById('zoom-value').innerText === '100%'");
    browser.click("#fit-page");
    browser.wait(
        "document.querySelector('.page').getBoundingClientRect().height < document.getElementById('desk').clientHeight",
    );
    browser.click("#fit-width");
    browser.wait("document.querySelector('.page').getBoundingClientRect().width > document.getElementById('desk').clientWidth - 60");
    browser.click("#fonts-button");
    assert!(browser.text("#fonts").contains("仿宋_GB2312"), "{}", browser.text("#fonts"));
}

#[cfg(unix)]
#[test]
fn a_click_names_the_line_and_opens_the_editor_there() {
    use std::os::unix::fs::PermissionsExt;
    let Some(browser) = Browser::open("a_click_names_the_line_and_opens_the_editor_there") else { return };
    let project = Project::new()
        .file("计划 $(touch x).yaml", PLAN)
        .file("editor", "#!/bin/sh\nprintf '%s|' \"$@\" > opened.tmp\nmv opened.tmp opened\n");
    std::fs::set_permissions(project.join("editor"), std::fs::Permissions::from_mode(0o755)).expect("a file");
    let running = Running::start(&project, &["计划 $(touch x).yaml", "--editor", "./editor {line} {file}"]);
    browser.goto(&running.url);
    let path = project.join("计划 $(touch x).yaml");
    sees(&browser, &path, 0);
    for (text, line) in [("做好民政工作", 5), ("清河社区工作计划", 1), ("清河社区", 2)] {
        let _ = std::fs::remove_file(project.join("opened"));
        let built = pages(&path);
        // The signature stands last, the title first.
        let first = text.chars().next().expect("a character").to_string();
        let mut glyphs = built.layout().glyphs.iter().filter(|glyph| *glyph.text == *first);
        let glyph = if line == 2 { glyphs.next_back() } else { glyphs.next() }.expect("it is printed");
        let (x, y) =
            (f64::midpoint(glyph.rect.left, glyph.rect.right), f64::midpoint(glyph.rect.top, glyph.rect.bottom));
        let scale = 96.0 / 72.0;
        browser.run(&format!(
            "const box = document.querySelector('.page').getBoundingClientRect();
             document.querySelector('.page svg').dispatchEvent(new MouseEvent('click', {{ bubbles: true, clientX: box.left + {}, clientY: box.top + {} }}))",
            x * scale,
            y * scale
        ));
        browser.wait(&format!("document.getElementById('toast').innerText.includes('.yaml:{line}')"));
        wait_for("the editor is open", || project.join("opened").is_file());
        let opened = std::fs::read_to_string(project.join("opened")).expect("arguments");
        assert_eq!(opened, format!("{line}|{}|", path.display()));
    }
    assert!(!project.join("x").exists());
}

#[test]
fn locate_scrolls_every_open_page_to_the_line() {
    let Some(browser) = Browser::open("locate_scrolls_every_open_page_to_the_line") else { return };
    let project = Project::new().file("报告.yaml", report("甲")).file("计划.yaml", PLAN);
    let running = Running::start(&project, &["."]);
    browser.goto(&running.url);
    browser.wait("document.querySelectorAll('.page svg').length > 0");
    let output = command(project.path()).args(["locate", "报告.yaml:27"]).output().expect("banxin runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.starts_with("报告.yaml 第 "),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    browser.wait("document.querySelector('.mark.located')");
    let seen = "(() => { const mark = document.querySelector('.mark.located'); if (!mark) return false;
                 const box = mark.getBoundingClientRect(), desk = document.getElementById('desk').getBoundingClientRect();
                 return box.top >= desk.top && box.bottom <= desk.bottom })()";
    browser.wait(seen);
    let page: usize = said.trim().trim_start_matches("报告.yaml 第 ").trim_end_matches(" 页").parse().expect("a page");
    assert!(page > 3, "{said}");
    // Another document: the page turns to it.
    let output = command(project.path()).args(["locate", "计划.yaml:5"]).output().expect("banxin runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "计划.yaml 第 1 页\n");
    browser.wait("document.getElementById('document-name').innerText === '计划'");
    browser.wait("document.querySelector('.mark.located')");
    let output = command(project.path()).args(["locate", "计划.yaml:99"]).output().expect("banxin runs");
    assert!(String::from_utf8_lossy(&output.stderr).contains("preview-not-printed"));
}

#[test]
fn the_list_of_a_folder_shows_how_documents_stand_and_follows_the_disk() {
    let Some(browser) = Browser::open("the_list_of_a_folder_shows_how_documents_stand") else { return };
    let project = Project::new()
        .file("清河社区/计划.yaml", PLAN)
        .file("柳溪社区/计划.yaml", PLAN.replace("段落", "段路"))
        .file("说明.yaml", "名称: 不是文稿\n");
    let running = Running::start(&project, &["."]);
    browser.goto(&running.url);
    let state = |id: &str, state: &str| {
        browser.wait(&format!("document.querySelector('#list li[data-id=\"{id}\"]')?.dataset.state === '{state}'"));
    };
    state("清河社区/计划.yaml", "fine");
    state("柳溪社区/计划.yaml", "errors");
    assert_eq!(browser.run("return document.querySelectorAll('#list li').length"), json!(2));
    browser.click("#list li[data-id=\"清河社区/计划.yaml\"] button");
    sees(&browser, &project.join("清河社区/计划.yaml"), 0);
    browser.click("#list li[data-id=\"柳溪社区/计划.yaml\"] button");
    browser.wait("!document.getElementById('panel').hidden");
    std::fs::write(project.join("新民社区.yaml"), PLAN).expect("a file");
    state("新民社区.yaml", "fine");
    browser.type_into("#search", "新民");
    browser.wait("document.querySelectorAll('#list li:not([hidden])').length === 1");
    browser.type_into("#search", "\u{E007}");
    browser.wait("document.getElementById('document-name').innerText === '新民社区'");
    sees(&browser, &project.join("新民社区.yaml"), 0);
    std::fs::remove_file(project.join("新民社区.yaml")).expect("it was there");
    browser.wait("!document.querySelector('#list li[data-id=\"新民社区.yaml\"]')");
    browser.wait("document.getElementById('document-name').innerText === '计划'");
    std::fs::write(project.join("柳溪社区/计划.yaml"), PLAN).expect("a file");
    state("柳溪社区/计划.yaml", "fine");
}

#[test]
fn after_a_restart_the_open_page_shows_the_present() {
    let Some(browser) = Browser::open("after_a_restart_the_open_page_shows_the_present") else { return };
    let project = Project::new().file("计划.yaml", PLAN);
    let path = project.join("计划.yaml");
    let running = Running::start(&project, &["计划.yaml"]);
    browser.goto(&running.url);
    sees(&browser, &path, 0);
    drop(running);
    browser.wait("!document.getElementById('offline').hidden");
    // The last pages stay.
    assert_eq!(
        browser.run("return document.querySelector('.page svg').getBoundingClientRect().width > 200"),
        json!(true)
    );
    write(&path, &PLAN.replace("民政", "养老"));
    let _running = Running::start(&project, &["计划.yaml"]);
    browser.wait("document.getElementById('offline').hidden");
    sees(&browser, &path, 0);
    write(&path, &PLAN.replace("民政", "儿童福利"));
    sees(&browser, &path, 0);
}

#[test]
fn the_browser_complains_of_nothing() {
    let Some(browser) = Browser::open("the_browser_complains_of_nothing") else { return };
    let project = Project::new().file("报告.yaml", report("甲"));
    let running = Running::start(&project, &["报告.yaml"]);
    browser.goto(&running.url);
    browser.run(
        "window.complaints = [];
         addEventListener('securitypolicyviolation', (event) => complaints.push(event.violatedDirective + event.blockedURI));
         addEventListener('error', (event) => complaints.push(event.message), true);
         addEventListener('unhandledrejection', (event) => complaints.push(String(event.reason)));",
    );
    browser.wait("document.querySelectorAll('.page svg').length > 0");
    for selector in ["#fonts-button", "#more-button", "#fit-page", "#fit-width", "#zoom-value", "#next", "#previous"] {
        browser.click(selector);
    }
    browser.click("#print");
    browser.wait("document.getElementById('printer')");
    for word in ["乙", "丙"] {
        write(&project.join("报告.yaml"), &report(word));
        sees(&browser, &project.join("报告.yaml"), 0);
    }
    assert_eq!(browser.complaints(), json!([]));
}
