//! Tabs side by side: a slow one, ten, one that is killed.

use std::time::{Duration, Instant};

use super::PLAN;
use super::running::Running;
use super::wire::Socket;
use crate::project::Project;

/// Large enough that what is sent does not fit into the system's buffers.
fn report(note: &str) -> String {
    let paragraphs: String =
        (0..120).map(|n| format!("  - 段落: 第{n}段，{}{note}\n", "做好民政工作。".repeat(20))).collect();
    format!("标题: 报告\n版式: 计划\n正文:\n{paragraphs}")
}

#[test]
fn neither_a_slow_tab_nor_a_killed_one_keeps_others_waiting() {
    let project = Project::new().file("报告.yaml", report("一"));
    let running = Running::start(&project, &["报告.yaml", "--no-pdf"]);
    running.build();
    let mut tabs: Vec<Socket> = (0..10).map(|_| Socket::open(&running, None)).collect();
    for tab in &mut tabs {
        tab.message("pages", |pages| pages["pages"].as_array().is_some_and(|pages| pages.len() > 5));
        tab.send(&serde_json::json!({ "type": "view", "first": 0, "last": 9 }));
    }
    drop(tabs.pop());
    // From here on the first tab reads nothing, for less time than the program has patience with it.
    let silent = Instant::now();
    for round in (0..12).take_while(|round| *round == 0 || silent.elapsed() < Duration::from_secs(15)) {
        std::fs::write(project.join("报告.yaml"), report(&format!("第{round}轮"))).expect("a file");
        let started = Instant::now();
        let generations: Vec<_> =
            tabs[1..].iter_mut().map(|tab| tab.message("pages", |_| true)["generation"].clone()).collect();
        assert!(generations.windows(2).all(|pair| pair[0] == pair[1]), "{generations:?}");
        assert!(started.elapsed() < Duration::from_secs(20), "round {round}: {:?}", started.elapsed());
    }
    // When the slow one reads again it gets the present.
    let last = tabs[1].message("report", |_| true)["generation"].as_u64();
    tabs[0].message("report", |report| report["generation"].as_u64() >= last);
}

#[test]
fn each_tab_has_its_own_document_and_language() {
    let project = Project::new().file("甲.yaml", PLAN).file("乙.yaml", "标题: 乙\n正文:\n  - 段路: 错\n");
    let running = Running::start(&project, &["."]);
    let mut first = Socket::open(&running, Some("甲.yaml"));
    let mut second = Socket::open(&running, Some("乙.yaml"));
    assert_eq!(first.message("report", |_| true)["good"], true);
    let report = second.message("report", |_| true);
    assert!(report["told"][0]["message"].as_str().expect("words").contains("段路"));
    assert_eq!(report["told"][0]["excerpt"]["marked"], "段路");
    second.send(&serde_json::json!({ "type": "open", "document": "乙.yaml", "lang": "en" }));
    let english = second.message("report", |_| true);
    assert!(!english["told"][0]["message"].as_str().expect("words").contains("没有"), "{english}");
    second.send(&serde_json::json!({ "type": "open", "document": "../乙.yaml", "lang": "zh" }));
    assert!(second.message("report", |_| true)["document"] != "../乙.yaml");
}

#[test]
fn nonsense_from_a_tab_is_passed_over() {
    let project = Project::new().file("甲.yaml", PLAN);
    let running = Running::start(&project, &["甲.yaml"]);
    let mut tab = Socket::open(&running, None);
    tab.message("pages", |_| true);
    for nonsense in [
        serde_json::json!({ "type": "view", "first": 9, "last": 2 }),
        serde_json::json!({ "type": "view", "first": u64::MAX, "last": u64::MAX }),
        serde_json::json!({ "type": "nothing" }),
        serde_json::json!([1, 2]),
    ] {
        tab.send(&nonsense);
    }
    std::fs::write(project.join("甲.yaml"), PLAN.replace("民政", "社区")).expect("a file");
    tab.message("pages", |_| true);
}
