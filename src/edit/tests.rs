//! What an edit leaves alone, on files as people write them; and a law over random edits.

use std::path::Path as FilePath;

use proptest::prelude::*;

use super::{Change, Content, Manuscript, Path, Refusal, Step};

/// As somebody writes who has a style of their own.
const BY_HAND: &str = "\
# 工作计划（2022年）
标题:   \"{{ 年度 }}年工作计划\"     # 标题写在这里
署名: '清河社区'
日期: 2022-01-05  # 成文日期

数据: { 年度: 2022,  年: 2 }   # 两个值
正文:
    # 第一块
    - 段落: 做好民政工作。

    # 第二块，分几段
    - 段落: |   # 两段
          第一段。
          第二段。
    - 任务:
        标题: 主要任务
        条目:
        - 完善低保制度。       # 一句话
        # 有标题的
        - 标题: '加强优抚'
          内容: >-
            认真落实
            各项政策。
          要点: [ 落实标准, 走访慰问 ]
          # 谁负责
          责任单位: 优抚站

        - 做好养老服务。
          # - 以后再说
    - 结语: 以上。
";

fn path(steps: &[&str]) -> Path {
    let step = |step: &&str| step.parse().map_or_else(|_| Step::Key((*step).to_owned()), Step::Index);
    steps.iter().map(step).collect()
}

fn set(steps: &[&str], text: &str) -> Change {
    Change::Set { path: path(steps), content: Content::text(text) }
}

/// The text with a change made, which has to be the text with `old` replaced by `new`.
#[track_caller]
fn only(text: &str, change: &Change, old: &str, new: &str) {
    assert_eq!(text.matches(old).count(), 1, "{old:?} is there once");
    let edited =
        Manuscript::read(text).expect("it can be read").edit(change).unwrap_or_else(|e| panic!("{change:?}: {e:?}"));
    assert_eq!(edited.text(), text.replace(old, new));
}

#[test]
fn a_value_changes_and_its_quotes_and_comments_stay() {
    only(BY_HAND, &set(&["标题"], "总结"), "\"{{ 年度 }}年工作计划\"", "\"总结\"");
    only(BY_HAND, &set(&["署名"], "青云\"街道\""), "'清河社区'", "'青云\"街道\"'");
    only(BY_HAND, &set(&["日期"], "2022年1月6日"), "2022-01-05", "2022年1月6日");
    only(BY_HAND, &set(&["数据", "年度"], "2023"), "年度: 2022", "年度: 2023");
    only(BY_HAND, &set(&["正文", "2", "任务", "条目", "1", "要点", "0"], "落实，到位"), "落实标准", "'落实，到位'");
    only(BY_HAND, &set(&["正文", "2", "任务", "条目", "1", "责任单位"], "社区"), "责任单位: 优抚站", "责任单位: 社区");
}

#[test]
fn quotes_come_only_where_they_are_needed() {
    let date = |text: &str, written: &str| only(BY_HAND, &set(&["日期"], text), "2022-01-05", written);
    date("“一村一品”建设", "“一村一品”建设");
    date("{{ 年度 }}年", "{{ 年度 }}年");
    date("no", "no");
    date("# 镇", "'# 镇'");
    date("甲 # 乙", "'甲 # 乙'");
    date("目标: 100户", "'目标: 100户'");
    date("*重点*", "'*重点*'");
    date("{{ 年", "'{{ 年'");
    date("- 甲", "'- 甲'");
    date("\"甲\"乙", "'\"甲\"乙'");
    date("'甲'", "\"'甲'\"");
    only(BY_HAND, &set(&["数据", "年度"], "1,775,475元"), "年度: 2022", "年度: '1,775,475元'");
}

#[test]
fn paragraphs_stand_below_a_mark() {
    let two = "第一段。\n第二段。\n第三段。";
    only(
        BY_HAND,
        &set(&["正文", "0", "段落"], "甲\n乙"),
        "段落: 做好民政工作。\n",
        "段落: |\n        甲\n        乙\n",
    );
    only(
        BY_HAND,
        &set(&["正文", "1", "段落"], two),
        "第一段。\n          第二段。",
        &two.replace('\n', "\n          "),
    );
    only(BY_HAND, &set(&["日期"], "甲\n乙"), "2022-01-05  # 成文日期\n", "|  # 成文日期\n  甲\n  乙\n");
    only(BY_HAND, &set(&["数据", "年度"], "甲\n乙"), "年度: 2022", "年度: \"甲\\n乙\"");
    only(
        BY_HAND,
        &set(&["正文", "2", "任务", "条目", "1", "内容"], "认真落实。"),
        "认真落实\n            各项政策。",
        "认真落实。",
    );
}

#[test]
fn paragraphs_swallow_no_comment_below_them() {
    let last = &["正文", "2", "任务", "条目", "2"];
    only(BY_HAND, &set(last, "甲\n乙"), "- 做好养老服务。", "- \"甲\\n乙\"");
}

#[test]
fn what_is_emptied_keeps_its_place() {
    only(BY_HAND, &set(&["日期"], ""), "日期: 2022-01-05  #", "日期:  #");
    only(BY_HAND, &set(&["正文", "3", "结语"], ""), "结语: 以上。", "结语:");
    let two = "|   # 两段\n          第一段。\n          第二段。";
    only(BY_HAND, &set(&["正文", "1", "段落"], ""), &format!(" {two}"), "   # 两段");
    let emptied = Manuscript::read(BY_HAND).and_then(|m| m.edit(&set(&["日期"], ""))).expect("emptied");
    let filled = emptied.edit(&set(&["日期"], "2022")).expect("filled");
    assert_eq!(filled.text(), BY_HAND.replace("2022-01-05", "2022"));
}

#[test]
fn items_come_where_they_belong() {
    let list = path(&["正文", "2", "任务", "条目"]);
    let insert = |at| Change::Insert { path: list.clone(), at, content: Content::text("新的。") };
    only(BY_HAND, &insert(0), "        - 完善", "        - 新的。\n\n        - 完善");
    only(BY_HAND, &insert(1), "        # 有标题的", "\n        - 新的。\n        # 有标题的");
    only(BY_HAND, &insert(3), "          # - 以后再说\n", "          # - 以后再说\n\n        - 新的。\n");
    let block = Content::Fields(vec![("段落".into(), Content::text("一\n二"))]);
    only(
        BY_HAND,
        &Change::Insert { path: path(&["正文"]), at: 4, content: block },
        "    - 结语: 以上。\n",
        "    - 结语: 以上。\n\n    - 段落: |\n        一\n        二\n",
    );
    let point = |at| Change::Insert {
        path: path(&["正文", "2", "任务", "条目", "1", "要点"]),
        at,
        content: Content::text("甲, 乙"),
    };
    only(BY_HAND, &point(0), "[ 落实标准,", "[ '甲, 乙', 落实标准,");
    only(BY_HAND, &point(2), "走访慰问 ]", "走访慰问, '甲, 乙' ]");
}

#[test]
fn an_item_goes_and_what_is_said_above_it_stays() {
    let remove = |steps: &[&str]| Change::Remove { path: path(steps) };
    only(BY_HAND, &remove(&["正文", "2", "任务", "条目", "0"]), "        - 完善低保制度。       # 一句话\n", "");
    only(BY_HAND, &remove(&["正文", "0"]), "    - 段落: 做好民政工作。\n", "");
    only(BY_HAND, &remove(&["正文", "3"]), "    - 结语: 以上。\n", "");
    only(BY_HAND, &remove(&["正文", "2", "任务", "条目", "1", "要点", "1"]), "标准, 走访慰问 ]", "标准 ]");
    only(BY_HAND, &remove(&["正文", "2", "任务", "条目", "1", "要点", "0"]), "落实标准, ", "");
    only(BY_HAND, &remove(&["数据", "年度"]), "年度: 2022,  ", "");
    only(BY_HAND, &remove(&["日期"]), "日期: 2022-01-05  # 成文日期\n", "");
    only(BY_HAND, &remove(&["正文", "2", "任务", "条目", "1", "标题"]), "标题: '加强优抚'\n          ", "");
    let pair = "表头: [ 社区, 入户走访: [ 应访户, 已访户 ], 得分 ]\n";
    only(pair, &remove(&["表头", "1", "入户走访"]), "入户走访: [ 应访户, 已访户 ]", "{}");
}

#[test]
fn an_item_moves_with_what_is_said_above_it() {
    let to = |from: &[&str], to: &[&str], at| Change::Move { path: path(from), to: path(to), at };
    let list = ["正文", "2", "任务", "条目"];
    let moved = Manuscript::read(BY_HAND).and_then(|m| m.edit(&to(&["正文", "2", "任务", "条目", "1"], &list, 0)));
    let moved = moved.expect("moved");
    assert!(moved.text().contains("条目:\n        # 有标题的\n        - 标题: '加强优抚'"), "{}", moved.text());
    let back = moved.edit(&to(&["正文", "2", "任务", "条目", "0"], &list, 1)).expect("back");
    assert_eq!(back.text().replace("\n\n", "\n"), BY_HAND.replace("\n\n", "\n"));
    // Into another list, further in.
    let deep = "正文:\n- 任务:\n    条目:\n    - 标题: 甲\n      任务:\n      - 乙\n    # 丙的\n    - 标题: 丙\n      内容: |\n        一\n        二\n";
    let from = ["正文", "0", "任务", "条目", "1"];
    let goal = ["正文", "0", "任务", "条目", "0", "任务"];
    let nested = Manuscript::read(deep).and_then(|m| m.edit(&to(&from, &goal, 1))).expect("nested");
    assert_eq!(
        nested.text(),
        "正文:\n- 任务:\n    条目:\n    - 标题: 甲\n      任务:\n      - 乙\n      # 丙的\n      - 标题: 丙\n        内容: |\n          一\n          二\n"
    );
    let out =
        nested.edit(&to(&["正文", "0", "任务", "条目", "0", "任务", "1"], &list_of(&["正文", "0", "任务", "条目"]), 1));
    assert_eq!(out.expect("out again").text(), deep);
    only("a: [ 甲, 乙,  丙 ]\n", &to(&["a", "0"], &["a"], 2), "甲, 乙,  丙", "乙, 丙,  甲");
}

fn list_of<'a>(steps: &[&'a str]) -> Vec<&'a str> {
    steps.to_vec()
}

#[test]
fn an_item_is_copied_below_itself() {
    let copy = Change::Copy { path: path(&["正文", "3"]) };
    only(BY_HAND, &copy, "    - 结语: 以上。\n", "    - 结语: 以上。\n\n    - 结语: 以上。\n");
}

#[test]
fn fields_are_added_and_renamed() {
    let task = path(&["正文", "2", "任务", "条目", "1"]);
    let add = Change::Add { path: task, at: 4, key: "完成时限".into(), content: Content::text("2022-08-31") };
    only(BY_HAND, &add, "责任单位: 优抚站\n", "责任单位: 优抚站\n          完成时限: 2022-08-31\n");
    let add = Change::Add { path: path(&["数据"]), at: 9, key: "月".into(), content: Content::text("1,2") };
    only(BY_HAND, &add, "年: 2 }", "年: 2,  月: '1,2' }");
    let add = Change::Add { path: Vec::new(), at: 1, key: "文种".into(), content: Content::text("计划") };
    only(BY_HAND, &add, "     # 标题写在这里\n", "     # 标题写在这里\n文种: 计划\n");
    let rename = Change::Rename { path: path(&["数据", "年"]), key: "月 份".into() };
    only(BY_HAND, &rename, "  年: 2 }", "  月 份: 2 }");
    let rename = Change::Rename { path: path(&["数据", "年"]), key: "年度".into() };
    assert_eq!(Manuscript::read(BY_HAND).and_then(|m| m.edit(&rename)).map(|m| m.text), Err(Refusal::BadName));
}

#[test]
fn a_short_form_becomes_a_group() {
    let expand = |steps: &[&str], key: &str| Change::Expand { path: path(steps), key: key.into() };
    let task = expand(&["正文", "2", "任务", "条目", "0"], "内容");
    only(BY_HAND, &task, "- 完善低保制度。", "- 内容: 完善低保制度。");
    let block = expand(&["正文", "0", "段落"], "内容");
    only(BY_HAND, &block, "段落: 做好民政工作。", "段落:\n        内容: 做好民政工作。");
    let text = "正文:\n  - 任务:   # 说明\n      # 甲的\n      - 甲\n      - |\n        乙\n  - 要点: [ 甲, 乙 ]\n";
    let list = expand(&["正文", "0", "任务"], "条目");
    only(
        text,
        &list,
        "任务:   # 说明\n      # 甲的\n      - 甲\n      - |\n        乙\n",
        "任务:\n      条目:   # 说明\n        # 甲的\n        - 甲\n        - |\n          乙\n",
    );
    let points = expand(&["正文", "1", "要点"], "条目");
    only(text, &points, "要点: [ 甲, 乙 ]", "要点:\n      条目: [ 甲, 乙 ]");
}

#[test]
fn other_line_ends_and_marks_stay() {
    let crlf = format!("\u{FEFF}{}", BY_HAND.replace('\n', "\r\n"));
    let crlf = crlf.as_str();
    only(crlf, &set(&["日期"], "2022年"), "2022-01-05", "2022年");
    only(crlf, &set(&["正文", "0", "段落"], "甲\n乙"), "段落: 做好民政工作。", "段落: |\r\n        甲\r\n        乙");
    let remove = Change::Remove { path: path(&["正文", "3"]) };
    only(crlf, &remove, "    - 结语: 以上。\r\n", "");
    let unended = "标题: 甲\n正文:\n  - 段落: 乙";
    let insert = Change::Insert { path: path(&["正文"]), at: 1, content: Content::text("丙") };
    only(unended, &insert, "段落: 乙", "段落: 乙\n  - 丙");
}

#[test]
fn what_was_made_by_hand_is_left_to_the_hand() {
    let text = "a: &甲 { x: 1 }\nb: *甲\nc: !!str 1\nd: 2\n";
    let manuscript = Manuscript::read(text).expect("it can be read");
    for steps in [&["a", "x"][..], &["b", "x"], &["b"], &["c"]] {
        assert_eq!(manuscript.edit(&set(steps, "3")).map(|m| m.text), Err(Refusal::TextOnly), "{steps:?}");
    }
    assert_eq!(
        manuscript.edit(&set(&["d"], "3")).map(|m| m.text).as_deref(),
        Ok("a: &甲 { x: 1 }\nb: *甲\nc: !!str 1\nd: 3\n")
    );
    assert_eq!(Manuscript::read("标题：甲\n正文: x\n").map(|m| m.text), Err(Refusal::TextOnly));
    assert_eq!(manuscript.edit(&set(&["e"], "3")).map(|m| m.text), Err(Refusal::NoSuchPlace));
}

/// Every file of the repository that people have laid out.
fn files() -> Vec<String> {
    let root = FilePath::new(env!("CARGO_MANIFEST_DIR"));
    let found = ["samples", "scaffolds"].iter().flat_map(|folder| crate::project::yaml_files(&root.join(folder)));
    let mut sources = crate::source::Sources::new();
    let mut texts: Vec<String> = found
        .map(|path| {
            let id = sources.load(&path).expect("a file");
            sources.get(id).text.to_string()
        })
        .collect();
    texts.push(BY_HAND.to_owned());
    texts.push(BY_HAND.replace('\n', "\r\n"));
    texts
}

/// All paths of a text.
fn paths(content: &Content, own: &Path, all: &mut Vec<Path>) {
    let mut child = |step: Step, content: &Content| {
        let path: Path = own.iter().cloned().chain([step]).collect();
        all.push(path.clone());
        paths(content, &path, all);
    };
    match content {
        Content::Text(_) => {}
        Content::List(items) => items.iter().enumerate().for_each(|(nth, item)| child(Step::Index(nth), item)),
        Content::Fields(fields) => fields.iter().for_each(|(key, value)| child(Step::Key(key.clone()), value)),
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一-龥a-z0-9，。：；“”（）%#&*!|>'\"{}\\[\\],: \\-]{0,24}",
        "[一-龥]{1,6}(\n[一-龥，。]{1,8}){1,3}",
        Just("{{ 年度 }}年：做好#工作".to_owned()),
    ]
}

fn any_change(paths: Vec<Path>) -> impl Strategy<Value = Change> {
    let places = prop::sample::select(paths);
    (places.clone(), places, 0_usize..6, any_text(), 0_u8..8).prop_map(|(path, other, at, text, what)| {
        let content = Content::Text(text.clone());
        let list = path[..path.len().saturating_sub(1)].to_vec();
        match what {
            0 | 1 => Change::Set { path, content },
            2 => Change::Insert { path: list, at, content },
            3 => Change::Remove { path },
            4 => Change::Move { path, to: list, at },
            5 => Change::Move { path, to: other, at },
            6 => Change::Copy { path },
            _ => Change::Add { path: list, at, key: "新字段".into(), content },
        }
    })
}

/// The changed piece of two texts, without what both begin and end with.
fn pieces<'a>(before: &'a str, after: &'a str) -> (&'a str, &'a str) {
    let same = |a: &u8, b: &u8| a == b;
    let head = before.bytes().zip(after.bytes()).take_while(|(a, b)| same(a, b)).count();
    let room = before.len().min(after.len()) - head;
    let tail = before.bytes().rev().zip(after.bytes().rev()).take(room).take_while(|(a, b)| same(a, b)).count();
    let cut = |text: &'a str| {
        let (mut start, mut end) = (head, text.len() - tail);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        &text[start..end]
    };
    (cut(before), cut(after))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// parse(edited) = parse(original) with the value changed, and all bytes but the value's are as they were.
    #[test]
    fn an_edit_changes_its_value_and_nothing_else(
        (text, change) in prop::sample::select(files()).prop_flat_map(|text| {
            let manuscript = Manuscript::read(&text).expect("a good file");
            let mut all = Vec::new();
            paths(manuscript.content(), &Path::new(), &mut all);
            (Just(text), any_change(all))
        })
    ) {
        let manuscript = Manuscript::read(&text).expect("a good file");
        let expected = manuscript.content().with(&change);
        match (expected, manuscript.edit(&change)) {
            (Ok(expected), Ok(edited)) => {
                prop_assert!(edited.content().says(&expected));
                // Paragraphs go below the comment on the line of their mark.
                if let Change::Set { path, content: Content::Text(new) } = &change
                    && !new.contains('\n')
                    && manuscript.content().get(path).is_some_and(|old| matches!(old, Content::Text(_)))
                {
                    let (old, _) = pieces(&text, edited.text());
                    let span = manuscript.span(path).expect("there");
                    // An empty value goes with the blanks before it.
                    let before = &text[..span.start];
                    let blanks = before.len() - before.trim_end_matches(' ').len();
                    prop_assert!(old.len() <= span.len() + blanks.max(2), "more than the value changed: {old:?}");
                }
            }
            (Ok(_), Err(refusal)) => {
                // Everything in these files can be edited but what would be no list or group.
                let is_text = matches!(change, Change::Set { .. } | Change::Remove { .. } | Change::Copy { .. });
                prop_assert!(!is_text, "{refusal:?}");
            }
            (Err(_), Ok(_)) => prop_assert!(false, "an edit of what is not there"),
            (Err(_), Err(_)) => {}
        }
    }
}
