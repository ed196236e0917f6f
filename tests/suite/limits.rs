//! Files that are too large, too deep, odd or hostile: each is told clearly, and soon.

use std::time::{Duration, Instant};

use crate::project::Project;

/// Far more than any of them takes, for a busy machine; what is looked for here is what never ends.
const PATIENCE: Duration = Duration::from_mins(1);

const HEAD: &str = "标题: 清河社区工作计划\n正文:\n";

/// Builds a document and gives the first line of what is said.
fn first_line(text: impl AsRef<[u8]>) -> String {
    let started = Instant::now();
    let said = Project::new().file("a.yaml", text).run(["build", "a.yaml"]).stderr();
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    said.lines().next().unwrap_or_default().to_owned()
}

/// A body with one paragraph.
fn paragraph(text: &str) -> String {
    format!("{HEAD}  - 段落: {text}\n")
}

#[test]
fn a_file_of_ten_megabytes_is_refused_unread() {
    let said = first_line(paragraph(&"字".repeat(10 * 1024 * 1024 / 3)));
    assert_eq!(said, "错误[file-too-large]: `a.yaml` 太大，超过 4 MB，不像是一份文稿");
}

#[test]
fn two_hundred_levels_are_too_many() {
    let block: String = (0..200).map(|level| format!("{}键:\n", " ".repeat(level))).collect();
    assert_eq!(first_line(block), "错误[yaml-too-nested]: 层次太多，最多 64 层");
    let flow = format!("{HEAD}  - {}{}\n", "[".repeat(200), "]".repeat(200));
    assert_eq!(first_line(flow), "错误[yaml-too-nested]: 层次太多，最多 64 层");
}

#[test]
fn a_hundred_thousand_brackets_do_not_overflow_the_stack() {
    assert_eq!(first_line(paragraph(&"[".repeat(100_000))), "错误[yaml-too-nested]: 层次太多，最多 64 层");
    assert_eq!(
        first_line(format!("{HEAD}  {}\n", "- ".repeat(100_000))),
        "错误[yaml-too-nested]: 层次太多，最多 64 层"
    );
}

#[test]
fn aliases_of_aliases_are_counted_before_they_are_copied() {
    let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"];
    let mut text = "标题: 清河社区工作计划\n数据:\n  甲: &甲 [ 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 ]\n".to_owned();
    for pair in names.windows(2) {
        text.push_str(&format!("  {1}: &{1} [ {0} ]\n", vec![format!("*{}", pair[0]); 10].join(", "), pair[1]));
    }
    let said = first_line(text + "正文:\n  - 段落: 做好民政工作。\n");
    assert!(said.starts_with("错误[yaml-too-many-nodes]: 内容太多"), "{said}");
}

#[test]
fn a_million_short_items_are_too_many() {
    let said = first_line(format!("{HEAD}  - 任务: [{}]\n", "1,".repeat(1_000_000)));
    assert!(said.starts_with("错误[yaml-too-many-nodes]: 内容太多"), "{said}");
}

#[test]
fn a_paragraph_of_two_hundred_thousand_characters_is_set() {
    assert_eq!(first_line(paragraph(&"社区民政工作。".repeat(28_572))), "");
}

#[test]
fn a_hundred_thousand_combining_marks_are_told() {
    let said = first_line(paragraph(&format!("甲{}", "\u{301}".repeat(100_000))));
    assert!(said.starts_with("错误[typeset-too-many-marks]: "), "{said}");
}

#[test]
fn a_text_by_accident_in_the_title_is_set_without_searching_its_best_lines() {
    let said = first_line(format!("标题: {}\n正文:\n  - 段落: 甲\n", "社区民政".repeat(2000)));
    assert!(said.starts_with("注意[first-page-without-text]: "), "{said}");
}

#[test]
fn nul_bytes_are_told_where_they_are() {
    let said = Project::new().file("a.yaml", paragraph("走访\0慰问")).run(["build", "a.yaml"]).fails().stderr();
    assert!(said.contains("a.yaml:3:11") && said.contains("（U+0000）"), "{said}");
}

#[test]
fn lines_may_end_in_carriage_returns_alone() {
    let text = paragraph("走访慰问。").replace('\n', "\r");
    Project::new().file("a.yaml", text).run(["build", "a.yaml"]).succeeds().wrote("a.pdf").stderr_is("");
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    let text = format!("\u{feff}{}", paragraph("走访慰问。").replace('\n', "\r\n"));
    Project::new().file("a.yaml", text).run(["build", "a.yaml"]).succeeds().wrote("a.pdf").stderr_is("");
}

#[test]
fn other_encodings_are_read_with_a_note() {
    let text = paragraph("走访慰问。");
    let wide: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(wide.iter().flat_map(|unit| unit.to_be_bytes())).collect();
    let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
    for (bytes, name) in [(little, "UTF-16"), (big, "UTF-16"), (gbk, "GBK")] {
        let note = format!("说明[file-encoding]: `a.yaml` 是 {name} 编码，已按此读取");
        let run = Project::new().file("a.yaml", bytes).run(["build", "a.yaml"]).succeeds().wrote("a.pdf");
        run.stderr_has(&note);
    }
}
