//! Typing into the form in Chromium, fast and by input methods, while the form is drawn anew around it.

use serde_json::json;

use super::browser::Browser;
use super::running::{Running, wait_for};
use crate::project::Project;

const PLAN: &str = "标题: 计划\n正文:\n  - 任务:\n      标题: 任务\n      条目:\n        - 甲。\n        - 乙。\n        - 丙。\n  - 结语: 完。\n";
const ENTER: &str = "\u{E007}";
const BACKSPACE: &str = "\u{E003}";
const DELETE: &str = "\u{E017}";
const HOME: &str = "\u{E011}";
const RIGHT: &str = "\u{E014}";

/// The second task of the list.
const SECOND: &str = "#form .items .item:nth-of-type(2) textarea";

fn open(browser: &Browser, running: &Running) {
    browser.goto(&running.url);
    browser.wait("document.querySelector('#form .card')");
}

/// A plan in the form, in a browser if there is one.
fn written(test: &str, plan: &str) -> Option<(Browser, Project, Running)> {
    let browser = Browser::open(test)?;
    let project = Project::new().file("计划.yaml", plan);
    let running = Running::edit(&project, &["计划.yaml"]);
    open(&browser, &running);
    Some((browser, project, running))
}

/// Waits until the file says something.
#[track_caller]
fn file_is(project: &Project, name: &str, expected: &str) {
    let path = project.join(name);
    wait_for(expected, || std::fs::read_to_string(&path).is_ok_and(|text| text == expected));
}

/// The tasks as the form shows them.
fn tasks(browser: &Browser) -> serde_json::Value {
    browser.run("return [...document.querySelectorAll('#form .items .item textarea')].map((area) => area.value)")
}

fn end(browser: &Browser) {
    browser.run("document.activeElement.setSelectionRange(9999, 9999)");
}

#[test]
fn keys_that_follow_enter_at_once_are_typed_into_the_new_item() {
    let Some((browser, project, _running)) = written("keys_that_follow_enter_at_once", PLAN) else { return };
    browser.click(SECOND);
    end(&browser);
    // All in one task of the page: the program can't have answered in between.
    browser.run(
        "const key = (key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
         const type = (text) => {
           const area = document.activeElement;
           area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
           area.dispatchEvent(new Event('input', { bubbles: true }));
         };
         key('Enter'); type('快'); type('打'); key('Enter'); type('字');",
    );
    let expected = PLAN.replace("        - 乙。\n", "        - 乙。\n        - 快打\n        - 字\n");
    file_is(&project, "计划.yaml", &expected);
    assert_eq!(tasks(&browser), json!(["甲。", "乙。", "快打", "字", "丙。"]));
}

#[test]
fn enter_parts_an_item_and_backspace_joins_it_again() {
    let Some((browser, project, _running)) = written("enter_parts_an_item", PLAN) else { return };
    browser.click(SECOND);
    browser.keys(&format!("{HOME}{RIGHT}{ENTER}"));
    assert_eq!(tasks(&browser), json!(["甲。", "乙", "。", "丙。"]));
    browser.keys("丁");
    file_is(&project, "计划.yaml", &PLAN.replace("- 乙。\n", "- 乙\n        - 丁。\n"));
    browser.keys(&format!("{HOME}{BACKSPACE}"));
    // The caret stands where they met.
    browser.keys("，");
    file_is(&project, "计划.yaml", &PLAN.replace("乙。", "乙，丁。"));
    end(&browser);
    browser.keys(DELETE);
    file_is(&project, "计划.yaml", &PLAN.replace("乙。\n        - 丙。", "乙，丁。丙。"));
    for _ in 0..20 {
        browser.chord('\u{E009}', 'z');
    }
    file_is(&project, "计划.yaml", PLAN);
    // What was taken back has the focus, not nothing.
    browser.wait("document.activeElement.closest('#form .item')");
}

#[test]
fn a_word_of_an_input_method_is_not_disturbed_by_what_others_write() {
    let Some((browser, project, _running)) = written("a_word_of_an_input_method_is_not_disturbed", PLAN) else {
        return;
    };
    browser.click(SECOND);
    end(&browser);
    browser.run(
        "window.held = document.activeElement;
         held.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
         for (const typed of ['n', 'ni', 'ni h']) {
           held.value = '乙。' + typed;
           held.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
         }",
    );
    // Another program puts in an item before this one, and changes the next.
    let theirs = PLAN.replace("        - 甲。\n", "        - 子。\n        - 甲。\n").replace("丙。", "丙丙。");
    std::fs::write(project.join("新"), &theirs).expect("a file");
    std::fs::rename(project.join("新"), project.join("计划.yaml")).expect("renamed");
    browser.wait("banxin.state.standing.version > banxin.paper.queue.version");
    assert_eq!(browser.run("return held.isConnected && document.activeElement === held"), json!(true));
    browser.run(
        "held.value = '乙。你好';
         held.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
         held.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));",
    );
    file_is(&project, "计划.yaml", &theirs.replace("乙。", "乙。你好"));
    browser.wait("document.querySelectorAll('#form .items .item').length === 4");
    assert_eq!(tasks(&browser), json!(["子。", "甲。", "乙。你好", "丙丙。"]));
    // The caret went along with its item.
    browser.keys("！");
    file_is(&project, "计划.yaml", &theirs.replace("乙。", "乙。你好！"));
}

#[test]
fn blocks_that_stay_the_same_are_not_drawn_anew_and_folds_go_with_their_blocks() {
    let plan = "标题: 计划\n正文:\n  - 段落: 一。\n  - 段落: 二。\n  - 段落: 三。\n";
    let Some((browser, project, _running)) = written("blocks_that_stay_the_same_are_not_drawn_anew", plan) else {
        return;
    };
    browser.click("#form .card.block:nth-of-type(3) .fold");
    browser.run("window.cards = [...document.querySelectorAll('#form .card.block')]");
    // A block is put in between the first and the second.
    browser.run("document.querySelectorAll('#form .blocks > .between')[1].click()");
    browser.wait("!document.getElementById('palette').hidden");
    browser.click("#palette .kind");
    browser.keys("新。");
    let expected = plan.replace("  - 段落: 二。\n", "  - 段落: 新。\n  - 段落: 二。\n");
    file_is(&project, "计划.yaml", &expected);
    let now = "[...document.querySelectorAll('#form .card.block')]";
    assert_eq!(
        browser
            .run(&format!("const now = {now}; return [now[0] === cards[0], now[2] === cards[1], now[3] === cards[2]]")),
        json!([true, true, true])
    );
    assert_eq!(
        browser.run(&format!("return {now}.map((card) => card.classList.contains('folded'))")),
        json!([false, false, false, true])
    );
    // What is typed into one that moved goes where it is now.
    browser.click("#form .card.block:nth-of-type(3) textarea");
    end(&browser);
    browser.keys("！");
    file_is(&project, "计划.yaml", &expected.replace("二。", "二。！"));
}

#[test]
fn numbers_that_a_word_processor_wrote_before_items_are_not_pasted_into_tasks() {
    let Some((browser, project, _running)) = written("numbers_that_a_word_processor_wrote", PLAN) else { return };
    let paste = |selector: &str, text: &str| {
        browser.click(selector);
        browser.run(&format!(
            "document.activeElement.setSelectionRange(0, 9999);
             const given = new DataTransfer(); given.setData('text/plain', {});
             document.activeElement.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: given, bubbles: true, cancelable: true }}))",
            json!(text)
        ));
    };
    paste(SECOND, "1.\t完善低保制度。\r\n（二）走访慰问。\r\n•\t3.5万元已到位。\r\n");
    assert_eq!(tasks(&browser), json!(["甲。", "完善低保制度。", "走访慰问。", "3.5万元已到位。", "丙。"]));
    browser.wait("document.getElementById('toast').innerText.includes('序号')");
    // In a text the number is part of what was written; only the tab goes.
    paste("#form .card.block:last-of-type textarea", "一、\t以上。\u{b}请审议。");
    let tasks = "甲。\n        - 完善低保制度。\n        - 走访慰问。\n        - 3.5万元已到位。";
    let expected =
        PLAN.replace("甲。\n        - 乙。", tasks).replace("结语: 完。", "结语: |\n      一、以上。\n      请审议。");
    file_is(&project, "计划.yaml", &expected);
}

#[test]
fn a_head_of_two_rows_is_changed_in_its_cells_and_a_group_among_the_rows_hinders_nobody() {
    let table = "标题: 计划\n正文:\n  - 表格:\n      表头: [ 社区, 低保: [ 户数, 人数 ], 备注 ]  # 两行\n      行:\n        - 组: 一、城区\n          行:\n            - [ 清河, 52, 78, '' ]\n        - [ 东门, 35, 57, '' ]\n";
    let Some((browser, project, _running)) = written("a_head_of_two_rows_is_changed_in_its_cells", table) else {
        return;
    };
    let head = |nth: usize| {
        browser.run(&format!("const cell = document.querySelectorAll('#form .grid.head input')[{nth}]; cell.focus(); cell.setSelectionRange(99, 99)"));
    };
    let shown = "return [...document.querySelectorAll('#form .grid.head input')].map((cell) => cell.value)";
    assert_eq!(browser.run(shown), json!(["社区", "低保", "备注", "", "户数", "人数"]));
    // A column below another, the one above them, and one more.
    head(5);
    browser.keys("（人）");
    let expected = table.replace("人数", "人数（人）");
    file_is(&project, "计划.yaml", &expected);
    head(1);
    browser.keys("对象\u{E004}");
    let expected = expected.replace("低保:", "低保对象:");
    file_is(&project, "计划.yaml", &expected);
    head(3);
    browser.keys("电话\u{E004}");
    let expected = expected.replace("备注 ]", "备注, 电话 ]");
    file_is(&project, "计划.yaml", &expected);
    assert!(browser.text("#form .grid.rows .odd-row").contains("一、城区"));
    browser.click("#form .grid.rows tr:nth-of-type(2) [data-column='1']");
    browser.keys("6");
    file_is(&project, "计划.yaml", &expected.replace("35", "356"));
}

#[test]
fn what_is_typed_right_before_another_document_is_opened_is_kept() {
    let Some(browser) = Browser::open("what_is_typed_right_before_another_document") else { return };
    let project = Project::new().file("a.yaml", PLAN).file("b.yaml", PLAN);
    let running = Running::edit(&project, &["."]);
    open(&browser, &running);
    browser.wait("banxin.state.current === 'a.yaml' && banxin.paper.queue.version");
    browser.click(SECOND);
    end(&browser);
    browser.run(
        "for (const text of ['快', '打', '字']) {
           const area = document.activeElement;
           area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
           area.dispatchEvent(new Event('input', { bubbles: true }));
         }
         document.querySelector('#list li[data-id=\"b.yaml\"] button').click();",
    );
    file_is(&project, "a.yaml", &PLAN.replace("乙。", "乙。快打字"));
    browser.wait("document.getElementById('document-name').textContent === 'b'");
    assert_eq!(std::fs::read_to_string(project.join("b.yaml")).expect("a file"), PLAN);
}

#[test]
fn a_cell_is_saved_while_it_is_typed_into() {
    let table = "标题: 计划\n正文:\n  - 表格:\n      表头: [社区, 户数]\n      行:\n        - [清河, 12]\n";
    let Some((browser, project, _running)) = written("a_cell_is_saved_while_it_is_typed_into", table) else { return };
    browser.click("#form .grid.rows tr:first-child [data-column='1']");
    browser.keys("3");
    // Nobody has left the cell yet.
    file_is(&project, "计划.yaml", &table.replace("12", "123"));
    assert_eq!(browser.run("return document.activeElement.dataset.column"), json!("1"));
    // A new row is said when its cell is left, or the page is.
    browser.click("#form .grid.rows tr.new [data-column='0']");
    browser.keys("安平");
    browser.run(
        "Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
         document.dispatchEvent(new Event('visibilitychange'))",
    );
    file_is(&project, "计划.yaml", &(table.replace("12", "123") + "        - [安平, '']\n"));
}
