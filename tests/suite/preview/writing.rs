//! What is written in the page, as the server takes it: to the byte, by whom, and what is left after a crash.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::running::{Running, wait_for};
use super::wire::{Answer, Socket, post, post_from};
use crate::project::Project;

/// As somebody writes who has a style of their own.
const BY_HAND: &str = "\
# 工作计划（2022年）
标题:   \"{{ 年度 }}年工作计划\"     # 标题写在这里
署名: '清河社区'
日期: 2022-01-05  # 成文日期

数据: { 年度: 2022,  月: 1 }   # 两个值
正文:
    # 第一块
    - 段落: 做好民政工作。

    - 任务:
        标题: 主要任务
        条目:
        - 完善低保制度。       # 一句话
        # 有标题的
        - 标题: '加强优抚'
          内容: |   # 两段
            第一段。
            第二段。
          要点: [ 落实标准, 走访慰问 ]

        - 做好养老服务。
    - 结语: 以上。
";

/// Asks as our own page does.
#[track_caller]
fn ask(running: &Running, path: &str, body: &Value) -> Value {
    let answer = try_to(running, path, body);
    assert_eq!(answer.status, 200, "{path} {body}");
    serde_json::from_slice(&answer.body).expect("JSON")
}

fn try_to(running: &Running, path: &str, body: &Value) -> Answer {
    post_from(running, &format!("http://127.0.0.1:{}", running.port()), path, body)
}

fn set(document: &str, version: u64, path: &Value, text: &str) -> Value {
    json!({ "document": document, "version": version, "changes": [{ "do": "set", "path": path, "content": { "text": text } }] })
}

#[track_caller]
fn version(answer: &Value) -> u64 {
    answer["version"].as_u64().unwrap_or_else(|| panic!("no version in {answer}"))
}

fn read(project: &Project, name: &str) -> String {
    std::fs::read_to_string(project.join(name)).expect("the document")
}

#[track_caller]
fn comes_to(project: &Project, name: &str, text: &str) {
    wait_for(&format!("{name} says\n{text}"), || read(project, name) == text);
}

#[test]
fn ten_edits_leave_every_other_byte_as_it_was() {
    let project = Project::new().file("计划.yaml", BY_HAND);
    let running = Running::edit(&project, &["计划.yaml"]);
    let mut now = version(&ask(&running, "model", &json!({ "document": "计划.yaml" })));
    let list = json!(["正文", 1, "任务", "条目"]);
    let at = |steps: &[Value]| Value::Array(list.as_array().expect("a path").iter().chain(steps).cloned().collect());
    let text = |path: Value, text: &str| json!({ "do": "set", "path": path, "content": { "text": text } });
    let edits = [
        (text(json!(["标题"]), "{{ 年度 }}年民政工作计划"), ("}}年工作计划\"", "}}年民政工作计划\"")),
        (text(json!(["署名"]), "青云街道"), ("'清河社区'", "'青云街道'")),
        (text(json!(["日期"]), "2022-01-06"), ("2022-01-05", "2022-01-06")),
        (text(json!(["数据", "月"]), "12"), ("月: 1 }", "月: 12 }")),
        (text(json!(["正文", 0, "段落"]), "甲。\n乙。"), ("做好民政工作。", "|\n        甲。\n        乙。")),
        (text(at(&[json!(0)]), "目标: 100户"), ("- 完善低保制度。", "- '目标: 100户'")),
        (text(at(&[json!(1), json!("内容")]), "第一段。"), ("第一段。\n            第二段。", "第一段。")),
        (text(at(&[json!(1), json!("要点"), json!(1)]), "走访，慰问"), ("走访慰问", "'走访，慰问'")),
        (
            json!({ "do": "insert", "path": at(&[]), "at": 3, "content": { "text": "办好食堂。" } }),
            ("养老服务。\n", "养老服务。\n\n        - 办好食堂。\n"),
        ),
        (json!({ "do": "remove", "path": ["正文", 2] }), ("    - 结语: 以上。\n", "")),
    ];
    let mut expected = BY_HAND.to_owned();
    for (change, (old, new)) in edits {
        assert_eq!(expected.matches(old).count(), 1, "{old} is there once");
        expected = expected.replace(old, new);
        let answer = ask(&running, "edit", &json!({ "document": "计划.yaml", "version": now, "changes": [change] }));
        assert_eq!(version(&answer), now + 1, "{answer}");
        now = version(&answer);
        assert_eq!(ask(&running, "text", &json!({ "document": "计划.yaml" }))["text"], expected);
    }
    comes_to(&project, "计划.yaml", &expected);
    // All of it can be taken back, and done again.
    for _ in 0..10 {
        ask(&running, "undo", &json!({ "document": "计划.yaml" }));
    }
    comes_to(&project, "计划.yaml", BY_HAND);
    for _ in 0..10 {
        ask(&running, "undo", &json!({ "document": "计划.yaml", "redo": true }));
    }
    comes_to(&project, "计划.yaml", &expected);
}

#[test]
fn only_our_own_page_writes_and_only_documents() {
    let project =
        Project::new().file("in/计划.yaml", BY_HAND).file("secret.yaml", BY_HAND).file("in/data.yaml", "a: 1\n");
    let running = Running::edit(&project, &["in"]);
    let change = |document: &str| set(document, 1, &json!(["署名"]), "坏人");
    let own = format!("http://127.0.0.1:{}", running.port());
    assert_eq!(post(&running, "edit", &change("计划.yaml")).status, 403, "without an origin");
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1"] {
        assert_eq!(post_from(&running, origin, "edit", &change("计划.yaml")).status, 403, "{origin}");
    }
    let outside = project.join("secret.yaml").display().to_string();
    for document in
        ["../secret.yaml", outside.as_str(), "data.yaml", "..%2Fsecret.yaml", "", "/etc/passwd", "./计划.yaml"]
    {
        for what in ["model", "edit", "text", "undo", "history", "settle", "convert"] {
            assert_eq!(post_from(&running, &own, what, &change(document)).status, 404, "{what} {document}");
        }
    }
    let body = change("计划.yaml").to_string();
    let head = format!(
        "POST /0123456789abcdef0123456789abcdef/edit HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: {own}\r\nConnection: close\r\n",
        running.port()
    );
    let answer = super::wire::raw(running.port(), &format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()));
    assert_eq!(answer.status, 404, "with another token");
    std::thread::sleep(Duration::from_millis(900));
    assert_eq!(read(&project, "in/计划.yaml"), BY_HAND);
    assert_eq!(read(&project, "secret.yaml"), BY_HAND);
    // Who only watches can't write at all.
    let watching = Running::start(&project, &["in", "--port", &free_port().to_string()]);
    let own = format!("http://127.0.0.1:{}", watching.port());
    for what in ["model", "edit", "text", "table"] {
        let status = post_from(&watching, &own, what, &change("计划.yaml")).status;
        assert!([404, 405].contains(&status), "{what}: {status}");
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port()
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_stay_as_they_were() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new().file("store/计划.yaml", BY_HAND);
    let (store, link) = (project.join("store/计划.yaml"), project.join("计划.yaml"));
    std::fs::set_permissions(&store, std::fs::Permissions::from_mode(0o600)).expect("its owner's alone");
    std::os::unix::fs::symlink(&store, &link).expect("a link");
    let running = Running::edit(&project, &["计划.yaml"]);
    ask(&running, "edit", &set("计划.yaml", 1, &json!(["署名"]), "青云街道"));
    comes_to(&project, "store/计划.yaml", &BY_HAND.replace("清河社区", "青云街道"));
    assert!(link.symlink_metadata().expect("there").is_symlink());
    assert_eq!(store.metadata().expect("there").permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_file_that_somebody_made_read_only_is_left_alone_and_saved_once_it_is_not() {
    let project = Project::new().file("计划.yaml", BY_HAND);
    let path = project.join("计划.yaml");
    let running = Running::edit(&project, &["计划.yaml"]);
    let set_read_only = |is: bool| {
        let mut permissions = path.metadata().expect("there").permissions();
        permissions.set_readonly(is);
        std::fs::set_permissions(&path, permissions).expect("set");
    };
    let mut tab = Socket::open(&running, Some("计划.yaml"));
    set_read_only(true);
    ask(&running, "edit", &set("计划.yaml", 1, &json!(["署名"]), "青云街道"));
    let told = tab.message("standing", |told| !told["standing"]["fault"].is_null());
    assert!(told["standing"]["fault"][0][0].as_str().expect("words").contains("只读"), "{told}");
    assert_eq!(read(&project, "计划.yaml"), BY_HAND);
    set_read_only(false);
    comes_to(&project, "计划.yaml", &BY_HAND.replace("清河社区", "青云街道"));
}

#[test]
fn a_file_that_is_gone_is_told_and_written_anew_with_the_next_change() {
    let project = Project::new().file("计划.yaml", BY_HAND);
    let running = Running::edit(&project, &["计划.yaml"]);
    let mut tab = Socket::open(&running, Some("计划.yaml"));
    ask(&running, "model", &json!({ "document": "计划.yaml" }));
    // A change from outside that is heard of shows that the folder is being watched.
    std::fs::write(project.join("计划.yaml"), BY_HAND.replace("以上。", "到此。")).expect("written");
    let heard = || ask(&running, "text", &json!({ "document": "计划.yaml" }))["text"].clone();
    wait_for("the change is heard of", || heard() == BY_HAND.replace("以上。", "到此。"));
    let now = version(&ask(&running, "model", &json!({ "document": "计划.yaml" })));
    std::fs::rename(project.join("计划.yaml"), project.join("别处.yaml")).expect("renamed");
    tab.message("standing", |told| told["standing"]["gone"] == true);
    assert!(!project.join("计划.yaml").exists(), "nobody typed anything yet");
    ask(&running, "edit", &set("计划.yaml", now, &json!(["署名"]), "青云街道"));
    wait_for("it is written anew", || project.join("计划.yaml").exists());
    let moved = BY_HAND.replace("以上。", "到此。");
    comes_to(&project, "计划.yaml", &moved.replace("清河社区", "青云街道"));
    tab.message("standing", |told| told["standing"]["gone"] == false);
    assert_eq!(read(&project, "别处.yaml"), moved);
}

#[test]
fn who_has_not_seen_what_others_did_goes_on_from_what_he_sees() {
    let project = Project::new().file("计划.yaml", "标题: 计划\n正文:\n  - 甲。\n  - 乙。\n  - 丙。\n");
    let running = Running::edit(&project, &["计划.yaml"]);
    let begun = version(&ask(&running, "model", &json!({ "document": "计划.yaml" })));
    let insert = json!([{ "do": "insert", "path": ["正文"], "at": 0, "content": { "text": "子。" } }]);
    ask(&running, "edit", &json!({ "document": "计划.yaml", "version": begun, "changes": insert }));
    // Another window types into its third block; that is the fourth by now.
    let answer = ask(&running, "edit", &set("计划.yaml", begun, &json!(["正文", 2]), "丙丙。"));
    let seen = answer["base"].as_u64().expect("what that window sees");
    assert!(seen < version(&answer), "{answer}");
    // And goes on typing before it has heard of the new block.
    let answer = ask(&running, "edit", &set("计划.yaml", seen, &json!(["正文", 2]), "丙丙丙。"));
    assert!(answer["base"].as_u64().is_some_and(|base| base > seen), "{answer}");
    comes_to(&project, "计划.yaml", "标题: 计划\n正文:\n  - 子。\n  - 甲。\n  - 乙。\n  - 丙丙丙。\n");
    // Who has seen all needs no other version.
    let answer = ask(&running, "edit", &set("计划.yaml", version(&answer), &json!(["正文", 3]), "丙。"));
    assert!(answer["base"].is_null(), "{answer}");
}

#[test]
fn a_text_that_could_not_be_opened_again_is_not_saved() {
    let project = Project::new().file("计划.yaml", BY_HAND);
    let running = Running::edit(&project, &["计划.yaml"]);
    let long = "长".repeat(banxin::source::MAX_TEXT_BYTES / 3);
    let begun = version(&ask(&running, "model", &json!({ "document": "计划.yaml" })));
    let answer = try_to(
        &running,
        "text",
        &json!({ "document": "计划.yaml", "version": begun, "text": format!("标题: 甲\n正文: {long}\n") }),
    );
    assert_eq!(answer.status, 413);
    assert_eq!(try_to(&running, "edit", &set("计划.yaml", begun, &json!(["署名"]), &long)).status, 413);
    assert_eq!(version(&ask(&running, "model", &json!({ "document": "计划.yaml" }))), begun);
    assert_eq!(read(&project, "计划.yaml"), BY_HAND);
}

#[test]
fn names_in_data_of_other_files_are_offered() {
    let project = Project::new()
        .file("计划.yaml", "标题: 计划\n数据: 数据.csv\n正文: [ 好。 ]\n")
        .file("数据.csv", "名称,值\n城市低保户,44户\n")
        .file("banxin.yaml", "数据:\n  街道: 青云街道\n  联系: { 电话: 123 }\n");
    let running = Running::edit(&project, &["计划.yaml"]);
    ask(&running, "model", &json!({ "document": "计划.yaml" }));
    let names = ask(&running, "names", &json!({ "document": "计划.yaml" }));
    assert_eq!(names["names"], json!([["城市低保户", "44户"], ["街道", "青云街道"], ["联系.电话", "123"]]));
    std::fs::remove_file(project.join("数据.csv")).expect("it was there");
    let names = ask(&running, "names", &json!({ "document": "计划.yaml" }));
    assert_eq!(names["names"], json!([["街道", "青云街道"], ["联系.电话", "123"]]));
}

#[test]
fn what_another_program_changes_elsewhere_is_put_together_with_what_is_typed() {
    let project = Project::new().file("计划.yaml", BY_HAND);
    let running = Running::edit(&project, &["计划.yaml"]);
    let begun = ask(&running, "edit", &set("计划.yaml", 1, &json!(["署名"]), "青云街道"));
    let own = BY_HAND.replace("清河社区", "青云街道");
    comes_to(&project, "计划.yaml", &own);
    std::fs::write(project.join("计划.yaml"), own.replace("以上。", "到此。")).expect("written by another");
    let both = own.replace("以上。", "到此。");
    wait_for("the other's change is heard of", || {
        ask(&running, "text", &json!({ "document": "计划.yaml" }))["text"] == both
    });
    // A page that has not heard of it yet goes on typing.
    let stale = version(&begun);
    ask(&running, "edit", &set("计划.yaml", stale, &json!(["日期"]), "2022-02-01"));
    comes_to(&project, "计划.yaml", &both.replace("2022-01-05", "2022-02-01"));
    // The same line at the same time is refused, and nothing is lost.
    let answer = try_to(&running, "edit", &set("计划.yaml", stale, &json!(["正文", 2, "结语"]), "完。"));
    assert_eq!(answer.status, 409);
    assert_eq!(read(&project, "计划.yaml"), both.replace("2022-01-05", "2022-02-01"));
}

#[test]
fn the_same_line_changed_by_another_program_is_nobodys_until_it_is_decided() {
    for (ours, kept) in [(true, "甲"), (false, "乙")] {
        let project = Project::new().file("计划.yaml", BY_HAND);
        let running = Running::edit(&project, &["计划.yaml"]);
        ask(&running, "model", &json!({ "document": "计划.yaml" }));
        let theirs = BY_HAND.replace("清河社区", "乙");
        // Between the key and the pause the other program saves.
        ask(&running, "edit", &set("计划.yaml", 1, &json!(["署名"]), "甲"));
        std::fs::write(project.join("计划.yaml"), &theirs).expect("written by another");
        let told = || ask(&running, "history", &json!({ "document": "计划.yaml" }))["theirs"].clone();
        wait_for("the other's text is offered", || {
            told() == theirs.as_str() || read(&project, "计划.yaml").contains("甲")
        });
        if told().is_null() {
            continue; // It was saved before the other program wrote.
        }
        std::thread::sleep(Duration::from_millis(900));
        assert_eq!(read(&project, "计划.yaml"), theirs, "nothing is written over");
        ask(&running, "settle", &json!({ "document": "计划.yaml", "ours": ours }));
        comes_to(&project, "计划.yaml", &BY_HAND.replace("清河社区", kept));
        // The other one is among the earlier versions.
        let history = ask(&running, "history", &json!({ "document": "计划.yaml" }));
        let newest = ask(&running, "history", &json!({ "document": "计划.yaml", "time": history["times"][0] }));
        let lost = if ours { "乙" } else { "甲" };
        assert_eq!(newest["text"], BY_HAND.replace("清河社区", lost));
    }
}

#[test]
fn an_old_encoding_is_read_and_converted_only_when_asked_to() {
    let (bytes, ..) = encoding_rs::GBK.encode(BY_HAND);
    let project = Project::new().file("计划.yaml", "");
    std::fs::write(project.join("计划.yaml"), &bytes).expect("written");
    let running = Running::edit(&project, &["计划.yaml"]);
    let model = ask(&running, "model", &json!({ "document": "计划.yaml" }));
    assert_eq!(model["refused"], "encoding");
    let answer = ask(&running, "edit", &set("计划.yaml", version(&model), &json!(["署名"]), "甲"));
    assert_eq!(answer["refused"], "text_only");
    assert_eq!(std::fs::read(project.join("计划.yaml")).expect("there"), &*bytes);
    let model = ask(&running, "convert", &json!({ "document": "计划.yaml" }));
    comes_to_text(&project, BY_HAND);
    ask(&running, "edit", &set("计划.yaml", version(&model), &json!(["署名"]), "甲"));
    comes_to_text(&project, &BY_HAND.replace("清河社区", "甲"));
}

#[track_caller]
fn comes_to_text(project: &Project, text: &str) {
    wait_for("it is written", || std::fs::read(project.join("计划.yaml")).is_ok_and(|bytes| bytes == text.as_bytes()));
}

#[test]
fn typing_one_value_is_one_step_back() {
    let project = Project::new().file("计划.yaml", BY_HAND);
    let running = Running::edit(&project, &["计划.yaml"]);
    let mut now = 1;
    for typed in ["{{", "{{ 年", "{{ 年度 }}", "{{ 年度 }}年"] {
        now = version(&ask(&running, "edit", &set("计划.yaml", now, &json!(["日期"]), typed)));
    }
    // The quotes that half an expression needed are gone again.
    comes_to(&project, "计划.yaml", &BY_HAND.replace("2022-01-05", "{{ 年度 }}年"));
    ask(&running, "undo", &json!({ "document": "计划.yaml" }));
    comes_to(&project, "计划.yaml", BY_HAND);
}

#[cfg(unix)]
#[test]
fn a_save_that_fails_is_told_and_tried_again() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new().file("in/计划.yaml", BY_HAND);
    let running = Running::edit(&project, &["in"]);
    let mut now = version(&ask(&running, "model", &json!({ "document": "计划.yaml" })));
    let folder = project.join("in");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).expect("closed");
    if std::fs::write(folder.join("x"), "").is_ok() {
        return; // Who may do anything can't be kept from writing.
    }
    let mut tab = super::wire::Socket::open(&running, Some("计划.yaml"));
    now = version(&ask(&running, "edit", &set("计划.yaml", now, &json!(["署名"]), "甲")));
    let told = tab.message("standing", |told| !told["standing"]["fault"].is_null());
    assert_eq!(told["standing"]["version"], now);
    assert_eq!(read(&project, "in/计划.yaml"), BY_HAND);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).expect("open again");
    comes_to(&project, "in/计划.yaml", &BY_HAND.replace("清河社区", "甲"));
}

#[test]
fn what_is_taken_back_while_it_is_being_saved_is_saved_too() {
    let project = Project::new().file("计划.yaml", BY_HAND);
    let running = Running::edit(&project, &["计划.yaml"]);
    let mut now = version(&ask(&running, "model", &json!({ "document": "计划.yaml" })));
    for wait in [250, 255, 260, 265, 270, 280] {
        ask(&running, "edit", &set("计划.yaml", now, &json!(["署名"]), "甲"));
        std::thread::sleep(Duration::from_millis(wait));
        now = version(&ask(&running, "undo", &json!({ "document": "计划.yaml" })));
        comes_to(&project, "计划.yaml", BY_HAND);
    }
}

#[test]
fn every_change_is_built_also_while_the_one_before_is_saved() {
    let project = Project::new().file("计划.yaml", BY_HAND);
    let running = Running::edit(&project, &["计划.yaml"]);
    let mut tab = super::wire::Socket::open(&running, Some("计划.yaml"));
    let mut built = tab.message("pages", |_| true)["generation"].clone();
    let mut now = version(&ask(&running, "model", &json!({ "document": "计划.yaml" })));
    for nth in 0..24_u64 {
        now = version(&ask(&running, "edit", &set("计划.yaml", now, &json!(["署名"]), &format!("第{nth}次"))));
        built = tab.message("pages", |told| told["generation"].as_u64() > built.as_u64())["generation"].clone();
        // Around the pause after which it is saved.
        std::thread::sleep(Duration::from_millis(180 + nth * 37 % 120));
    }
}

/// What is lost when the program is killed while somebody types.
#[test]
fn killed_at_any_moment_at_most_the_last_second_is_lost_and_never_the_file() {
    let rounds = std::env::var("BANXIN_KILLS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5);
    for round in 0..rounds {
        // Any moment of the saver's rhythm, the same ones in every run.
        killed_after(Duration::from_millis(350 + round * 487 % 1900));
    }
}

/// Types a number after the other, kills the program, and looks what the file says.
fn killed_after(time: Duration) {
    let project = Project::new().file("计划.yaml", BY_HAND);
    let mut running = Running::edit(&project, &["计划.yaml"]);
    let (started, mut now, mut typed) = (Instant::now(), 1, Vec::new());
    while started.elapsed() < time {
        let text = format!("第{}次", typed.len());
        now = version(&ask(&running, "edit", &set("计划.yaml", now, &json!(["署名"]), &text)));
        typed.push((Instant::now(), text));
    }
    let killed = Instant::now();
    running.kill();
    let said = read(&project, "计划.yaml");
    let saved = typed.iter().rposition(|(_, text)| said == BY_HAND.replace("清河社区", text));
    assert!(saved.is_some() || said == BY_HAND, "the file is neither of what was typed:\n{said}");
    let lost = typed.iter().skip(saved.map_or(0, |nth| nth + 1)).map(|(at, _)| killed - *at).max().unwrap_or_default();
    assert!(lost < Duration::from_secs(1), "{lost:?} of typing are lost");
}

#[test]
fn the_start_page_answers_its_own_page_alone_and_writes_new_documents_only() {
    let project = Project::new().file("文档/计划.yaml", BY_HAND);
    let running = Running::start_page(&project);
    let own = format!("http://127.0.0.1:{}", running.port());
    let folder = project.join("文档").display().to_string();
    let new = |name: &str| json!({ "folder": folder, "name": name, "kind": 0, "lang": "zh" });
    assert_eq!(post(&running, "new", &new("甲")).status, 403, "without an origin");
    assert_eq!(post_from(&running, "http://evil.example", "new", &new("甲")).status, 403);
    let told = |name: &str| -> Value {
        serde_json::from_slice(&post_from(&running, &own, "new", &new(name)).body).expect("JSON")
    };
    assert!(told("计划")["fault"][0].as_str().is_some_and(|said| said.contains("计划.yaml")));
    assert_eq!(read(&project, "文档/计划.yaml"), BY_HAND);
    assert!(told("../../坏")["url"].is_string());
    assert!(!project.join("坏.yaml").exists() && project.join("文档/-..-坏.yaml").exists());
    let open = json!({ "path": "/etc/passwd", "lang": "zh" });
    let answer: Value = serde_json::from_slice(&post_from(&running, &own, "open", &open).body).expect("JSON");
    assert!(answer["fault"].is_array());
    // A second start only brings up the first.
    let again = super::running::command(project.path())
        .env("HOME", project.path())
        .args(["edit", "--no-open"])
        .output()
        .expect("it runs");
    assert!(again.status.success());
    assert!(String::from_utf8_lossy(&again.stdout).contains(&running.url));
}
