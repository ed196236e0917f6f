//! The page that is written in, in Chromium: a paper from nothing by clicks and keys alone, mistakes at their field.

use serde_json::{Value, json};

use super::browser::Browser;
use super::running::{Running, wait_for};
use crate::project::Project;

const ENTER: &str = "\u{E007}";

/// The page open on a document, ready to be written in.
fn open(browser: &Browser, running: &Running) {
    browser.goto(&running.url);
    browser.wait("document.querySelector('#form .card')");
}

/// Waits until all that was typed is saved, and answers what the file says.
#[track_caller]
fn saved(browser: &Browser, project: &Project, name: &str) -> String {
    browser.wait("banxin.paper.queue.idle && document.getElementById('saved').className === 'fine'");
    std::fs::read_to_string(project.join(name)).expect("the document")
}

/// Adds a block at the end by clicks.
#[track_caller]
fn add_block(browser: &Browser, name: &str) {
    let count = browser.run("return document.querySelectorAll('#form .card.block').length");
    browser.click("#form .body-blocks > .blocks > .adder");
    browser.wait("!document.getElementById('palette').hidden");
    let kinds = "[...document.querySelectorAll('#palette .kind b')].map((kind) => kind.textContent)";
    let nth = browser.run(&format!("return {kinds}.indexOf('{name}') + 1"));
    browser.click(&format!("#palette .kind:nth-child({nth})"));
    browser.wait(&format!("document.querySelectorAll('#form .card.block').length === {count} + 1"));
    browser.wait("document.activeElement.closest('.card.block:last-of-type')");
}

/// Pastes into what has the focus.
fn paste(browser: &Browser, selector: &str, text: &str) {
    browser.click(selector);
    let event = "new ClipboardEvent('paste', { clipboardData: given, bubbles: true, cancelable: true })";
    browser.run(&format!(
        "const given = new DataTransfer(); given.setData('text/plain', {}); document.activeElement.dispatchEvent({event})",
        json!(text)
    ));
}

fn says(browser: &Browser, path: &Value) -> String {
    let script = format!(
        "const {{ elementAt }} = await import('./edit/path.js'); return elementAt(document.getElementById('form'), {path}).innerText"
    );
    browser.run(&format!("return (async () => {{ {script} }})()")).as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_whole_plan_is_written_from_nothing_by_clicks_and_keys_alone() {
    let Some(browser) = Browser::open("a_whole_plan_is_written_from_nothing") else { return };
    let project = Project::new().file("计划.yaml", "标题:\n正文:\n");
    let running = Running::edit(&project, &["计划.yaml"]);
    open(&browser, &running);
    browser.click("#form [data-field=title] textarea");
    browser.keys("2022年社区民政工作计划");
    for (field, text) in [("issuer", "清河社区居民委员会"), ("date", "2022-01-10")] {
        browser.click(&format!("#form .basics [data-act=add][data-field={field}]"));
        browser.wait(&format!("document.activeElement.closest('[data-field={field}]')"));
        browser.keys(text);
    }
    add_block(&browser, "段落");
    browser.keys("根据街道要求，制定本计划。");
    add_block(&browser, "任务");
    browser.keys("主要任务");
    browser.click("#form [data-field=items] .item textarea");
    for (nth, task) in ["完善低保制度。", "做好养老服务。", "走访慰问优抚对象。"].into_iter().enumerate()
    {
        browser.keys(task);
        if nth < 2 {
            browser.keys(ENTER);
            let here = format!("JSON.parse(document.activeElement.closest('.item').dataset.step) === {}", nth + 1);
            browser.wait(&format!("document.activeElement.closest('.item') && {here}"));
        }
    }
    add_block(&browser, "统计");
    browser.keys("社会救助");
    browser.click("#form [data-field=name] textarea");
    browser.keys("城市低保");
    paste(
        &browser,
        "#form .item .grid tr.new input",
        "指标\t数量\n年初户\t42户\n新增户\t5户\n清减户\t3户\n年末户\t44户\n",
    );
    browser.wait("document.querySelectorAll('#form .item .grid tbody tr').length === 5");
    browser.click("#form [data-field=narrative] textarea");
    browser.keys("年末保障");
    browser.click("#form [data-act=insert-name][data-name=年末户]");
    browser.keys("，其中新增{{ 新");
    browser.wait("!document.getElementById('names').hidden");
    browser.keys(ENTER);
    browser.keys("。");
    add_block(&browser, "表格");
    browser.keys("各社区情况");
    paste(&browser, "#form .grid.head input", "社区\t户数\t人数\n清河\t12\t20\n安平\t8\t15");
    browser.wait("document.querySelectorAll('#form .grid.rows tbody tr').length === 3");
    let written = saved(&browser, &project, "计划.yaml");
    let expected = include_str!("../../cases/editor/plan.yaml");
    assert_eq!(written, expected);
    browser.wait("banxin.state.report.good");
    assert_eq!(browser.run("return banxin.state.report.told.length"), json!(0));
    wait_for("the PDF is written", || project.join("计划.pdf").exists());
    project.run(["build", "计划.yaml"]).succeeds();
    let text = crate::project::text_of(&project.join("计划.pdf"));
    let text: String = text.split_whitespace().collect();
    for part in [
        "2022年社区民政工作计划",
        "根据街道要求，制定本计划。",
        "一、主要任务",
        "（一）完善低保制度。",
        "（二）做好养老服务。",
        "（三）走访慰问优抚对象。",
        "二、社会救助",
        "城市低保。年末保障44户，其中新增5户。",
        "各社区情况",
        "清河1220",
        "安平815",
        "清河社区居民委员会",
        "2022年1月10日",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
}

#[test]
fn a_mistake_stands_at_its_field_while_it_is_typed_and_goes_when_it_is_mended() {
    let Some(browser) = Browser::open("a_mistake_stands_at_its_field") else { return };
    let project = Project::new().file("计划.yaml", super::PLAN);
    let running = Running::edit(&project, &["计划.yaml"]);
    open(&browser, &running);
    browser.wait("banxin.state.report && banxin.state.report.good");
    browser.click("#form .card.block textarea");
    browser.keys("{{ 户数 }}");
    browser.wait("document.querySelector('#form .card.block .mistake.error')");
    assert!(says(&browser, &json!(["正文", 0, "段落"])).contains("户数"));
    assert_eq!(
        browser.run("return document.querySelector('#form .card.block textarea').getAttribute('aria-invalid')"),
        json!("true")
    );
    assert_eq!(browser.text("#mistakes-button"), "1 处要改");
    // The last good pages stay, and the page says why.
    assert!(browser.text("#stale").contains("标红"));
    browser.click("#text-tab");
    browser.wait("document.querySelector('.line-mistakes .going')");
    assert!(browser.text(".line-mistakes").contains("第 5 行"));
    browser.click("#form-tab");
    browser.wait("document.querySelector('#form .card.block textarea')");
    browser.click("#form .card.block textarea");
    for _ in 0.."{{ 户数 }}".chars().count() {
        browser.keys("\u{E003}");
    }
    browser.wait("!document.querySelector('#form .mistake')");
    browser.wait("document.getElementById('stale').hidden && document.getElementById('mistakes-button').hidden");
    assert_eq!(saved(&browser, &project, "计划.yaml"), super::PLAN);
}

#[test]
fn a_click_on_the_page_leads_to_the_field_and_the_field_is_marked_on_the_page() {
    let Some(browser) = Browser::open("a_click_on_the_page_leads_to_the_field") else { return };
    let project = Project::new().file("计划.yaml", super::PLAN);
    let running = Running::edit(&project, &["计划.yaml"]);
    open(&browser, &running);
    browser.wait("document.querySelector('.page svg')");
    browser.click("#form .card.block textarea");
    browser.wait("document.querySelector('.mark.located')");
    let mark = "document.querySelector('.mark.located').getBoundingClientRect()";
    browser.run("document.activeElement.blur()");
    browser.run(&format!(
        "const {{ left, top, width, height }} = {mark}; const at = {{ clientX: left + width / 2, clientY: top + height / 2, bubbles: true }};
         document.querySelector('.page').dispatchEvent(new MouseEvent('click', at))"
    ));
    browser.wait("document.activeElement.matches('#form .card.block textarea')");
}

#[test]
fn blocks_and_tasks_are_moved_by_keys_and_taken_back() {
    let Some(browser) = Browser::open("blocks_and_tasks_are_moved_by_keys") else { return };
    let plan = "标题: 计划\n正文:\n  - 任务:\n      标题: 任务\n      条目:\n        # 甲的\n        - 甲。\n        - 乙。\n        - 丙。\n  - 结语: 完。\n";
    let project = Project::new().file("计划.yaml", plan);
    let running = Running::edit(&project, &["计划.yaml"]);
    open(&browser, &running);
    browser.click("#form .items .item:nth-of-type(2) textarea");
    browser.chord('\u{E00A}', '\u{E013}');
    browser.wait("document.querySelector('#form .items .item textarea').value === '乙。'");
    let moved = plan.replace(
        "        # 甲的\n        - 甲。\n        - 乙。\n",
        "        - 乙。\n        # 甲的\n        - 甲。\n",
    );
    assert_eq!(saved(&browser, &project, "计划.yaml"), moved);
    // Down a level, under the one before it; and up again.
    browser.click("#form .items .item:nth-of-type(3) textarea");
    browser.chord('\u{E00A}', '\u{E014}');
    browser.wait("document.querySelector('#form .row .row textarea')?.value === '丙。'");
    let nested = moved
        .replace("        - 甲。\n        - 丙。\n", "        - 内容: 甲。\n          任务:\n            - 丙。\n");
    assert_eq!(saved(&browser, &project, "计划.yaml"), nested);
    browser.chord('\u{E009}', 'z');
    browser.wait("!document.querySelector('#form .row .row')");
    browser.chord('\u{E009}', 'z');
    browser.wait("document.querySelector('#form .items .item textarea').value === '甲。'");
    assert_eq!(saved(&browser, &project, "计划.yaml"), plan);
    // A block is copied and deleted.
    browser.click("#form .card.block:last-of-type .copy");
    browser.wait("document.querySelectorAll('#form .card.block').length === 3");
    browser.click("#form .card.block:nth-of-type(1) .remove");
    browser.wait("document.querySelectorAll('#form .card.block').length === 2");
    assert_eq!(saved(&browser, &project, "计划.yaml"), "标题: 计划\n正文:\n  - 结语: 完。\n  - 结语: 完。\n");
}

#[test]
fn every_input_has_a_name_and_the_page_speaks_english_too() {
    let Some(browser) = Browser::open("every_input_has_a_name") else { return };
    let project = Project::new().file("总结.yaml", include_str!("../../../scaffolds/summary.yaml"));
    let running = Running::edit(&project, &["总结.yaml"]);
    open(&browser, &running);
    let unnamed = "[...document.querySelectorAll('#form textarea, #form input:not(.calendar), #form select, #form button, header button')]
        .filter((one) => !one.ariaLabel && !(one.labels && one.labels.length) && !one.textContent.trim())
        .map((one) => one.outerHTML.slice(0, 120))";
    assert_eq!(browser.run(&format!("return {unnamed}")), json!([]));
    browser.click("#more-button");
    browser.click("#language");
    browser.wait("document.querySelector('#form h2').textContent === 'About the paper'");
    let chinese = "return [...document.querySelectorAll('#form label, #form .chip, #form h3, header button')].map((one) => one.textContent).filter((text) => /[\\u4e00-\\u9fff]/.test(text))";
    let chinese = browser.run(chinese);
    let names = [
        "年初户",
        "新增户",
        "清减户",
        "年末户",
        "发放",
        "户数",
        "救助金",
        "年度",
        "社会救助.城市低保.",
        "社会救助.临时救助.",
    ];
    let left: Vec<_> = chinese
        .as_array()
        .expect("a list")
        .iter()
        .filter(|text| !names.iter().any(|name| text.as_str().is_some_and(|text| text.contains(name))))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_start_page_makes_a_new_paper_and_next_years_and_remembers_them() {
    let Some(browser) = Browser::open("the_start_page_makes_a_new_paper") else { return };
    let summary = include_str!("../../../scaffolds/summary.yaml");
    let project = Project::new().file("文档/2021年总结.yaml", summary).file("文档/说明.txt", "x");
    let running = Running::start_page(&project);
    browser.goto(&running.url);
    browser.wait("document.querySelector('#version').textContent");
    assert!(browser.text("main").contains("还没有。新写一份"));
    browser.click("#new-button");
    browser.wait("document.querySelector('#entries button')");
    assert_eq!(browser.text("#entries"), "2021年总结.yaml", "documents, and nothing else of the folder");
    browser.click("#name");
    browser.run("document.getElementById('name').select()");
    browser.keys("2022年计划");
    browser.keys(ENTER);
    browser.wait("document.querySelector('#form .card')");
    let written = std::fs::read_to_string(project.join("文档/2022年计划.yaml")).expect("it is there");
    assert_eq!(written, include_str!("../../../scaffolds/plan.yaml"));
    // The same name again is told, and nothing is written over.
    browser.goto(&running.url);
    browser.wait("document.querySelector('#recent .says')?.textContent.includes('页')");
    assert!(browser.text("#recent").contains("2022年计划"));
    browser.click("#new-button");
    browser.wait("document.querySelector('#entries button')");
    browser.click("#name");
    browser.run("document.getElementById('name').select()");
    browser.keys("2022年计划");
    browser.keys(ENTER);
    browser.wait("document.getElementById('fault').textContent.includes('2022年计划')");
    browser.click("#close");
    browser.click("#next-button");
    browser.wait("document.querySelectorAll('#entries button').length === 2");
    browser.click("#entries li:first-child button");
    browser.click("#do");
    browser.wait("document.querySelector('#form .card')");
    let next = std::fs::read_to_string(project.join("文档/2022年总结.yaml")).expect("it is there");
    assert!(next.contains("年度: 2022") && next.contains("上年文件: 2021年总结.yaml"), "{next}");
}

#[test]
fn what_is_typed_while_the_program_is_away_is_saved_when_it_is_back() {
    let Some(browser) = Browser::open("what_is_typed_while_the_program_is_away") else { return };
    let project = Project::new().file("计划.yaml", super::PLAN).file("图/食堂.jpg", "x").file("说明.txt", "x");
    let mut running = Running::edit(&project, &["计划.yaml"]);
    open(&browser, &running);
    browser.click("#form .card.block textarea");
    browser.keys("一");
    saved(&browser, &project, "计划.yaml");
    running.kill();
    browser.keys("二");
    browser.wait("!document.getElementById('offline').hidden");
    browser.keys("三");
    let _again = Running::edit(&project, &["计划.yaml"]);
    let expected = super::PLAN.replace("做好民政工作。", "做好民政工作。一二三");
    wait_for("it is saved", || std::fs::read_to_string(project.join("计划.yaml")).is_ok_and(|text| text == expected));
    // And the form goes on from there.
    browser.keys("四");
    let expected = super::PLAN.replace("做好民政工作。", "做好民政工作。一二三四");
    wait_for("it is saved", || std::fs::read_to_string(project.join("计划.yaml")).is_ok_and(|text| text == expected));
    // Files are offered where one can be named.
    add_block(&browser, "引入");
    browser.click("#form .card.block:last-of-type [data-act=files]");
    // The blocks that were offered before are still in the list until the files are known.
    browser.wait("document.getElementById('palette').innerText.includes('.jpg')");
    let offered = browser.text("#palette");
    assert!(offered.contains("图/食堂.jpg") && !offered.contains("说明.txt"), "{offered}");
}
