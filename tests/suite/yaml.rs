//! The yaml stage: what is typed is what is read, every trap is named with the line as it should be, and nothing a
//! writer can type makes it fail or wait.

use banxin::diagnostic::{Diagnostic, Lang, MAX_SHOWN, Report, Severity};
use banxin::source::{Source, Sources};
use banxin::yaml::{self, Layout, Node, Parsed, Style, Value};
use proptest::prelude::*;

/// A text as read.
struct Read {
    sources: Sources,
    parsed: Option<Parsed>,
    diagnostics: Vec<Diagnostic>,
}

fn read(text: &str) -> Read {
    let mut sources = Sources::new();
    let id = sources.add("计划.yaml", text);
    let mut report = Report::new();
    let parsed = yaml::parse(sources.get(id), &mut report);
    Read { sources, parsed, diagnostics: report.sorted() }
}

impl Read {
    fn source(&self) -> &Source {
        self.sources.iter().next().expect("`read` adds one")
    }

    fn root(&self) -> &Node {
        &self.parsed.as_ref().unwrap_or_else(|| panic!("no tree: {:?}", self.told())).root
    }

    /// Id and place of each diagnostic, as `yaml-wide-colon 1:3 ：`.
    fn told(&self) -> Vec<String> {
        let tell = |diagnostic: &Diagnostic| {
            let span = diagnostic.span.expect("each of this stage has a place");
            let place = self.source().line_column(span.range().start);
            let id = diagnostic.code.words().id;
            format!("{id} {}:{} {}", place.line, place.column, self.source().slice(span))
        };
        self.diagnostics.iter().map(tell).collect()
    }

    fn hints(&self) -> String {
        let words: Vec<_> = self.diagnostics.iter().map(|diagnostic| diagnostic.code.words()).collect();
        let hints = words.iter().flat_map(|words| words.hints(Lang::Zh));
        hints.collect::<Vec<_>>().join("\n")
    }

    /// The scalars in order, names of fields included.
    fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        collect(self.root(), &mut texts);
        texts
    }
}

fn collect(node: &Node, texts: &mut Vec<String>) {
    match &node.value {
        Value::Scalar(scalar) => texts.push(scalar.text.to_string()),
        Value::Sequence(sequence) => sequence.items.iter().for_each(|item| collect(item, texts)),
        Value::Mapping(mapping) => {
            for entry in &mapping.entries {
                texts.push(entry.key.to_string());
                collect(&entry.value, texts);
            }
        }
    }
}

/// The value of a field of the root.
fn value(text: &str) -> String {
    let read = read(text);
    assert_eq!(read.told(), [] as [&str; 0], "{text}");
    read.texts().pop().expect("there is a value")
}

// What was typed

#[test]
fn nothing_is_interpreted() {
    for typed in ["no", "012", "3.10", "120600.00", "110101199003070012", "~", "null", "张**", "100%", "C:\\文件\\甲"]
    {
        assert_eq!(value(&format!("值: {typed}\n")), typed);
    }
    let empty = read("值:\n");
    assert!(empty.root().as_mapping().and_then(|m| m.get("值")).is_some_and(Node::is_null));
}

#[test]
fn the_five_styles_say_what_yaml_says() {
    assert_eq!(value("值: 甲，\n  乙 \n\n  丙\n"), "甲，乙\n丙");
    assert_eq!(value("值: one\n  two\n"), "one two");
    assert_eq!(value("值: '甲''乙\n  丙 '\n"), "甲'乙丙 ");
    assert_eq!(value("值: \"甲\\n\\u4e2d\\uD83D\\uDE00\\\n  乙\\x41\"\n"), "甲\n中😀乙A");
    assert_eq!(value("值: |\n  甲\n\n    乙\n  丙\n"), "甲\n\n  乙\n丙\n");
    assert_eq!(value("值: |-\n  甲\n  乙\n\n"), "甲\n乙");
    assert_eq!(value("值: |+\n  甲\n\n\n"), "甲\n\n\n");
    assert_eq!(value("值: |2-\n    甲\n   乙\n"), "  甲\n 乙");
    assert_eq!(value("值: >\n  甲，\n  乙\n\n  丙\n   丁\n  戊\n"), "甲，乙\n丙\n 丁\n戊\n");
    assert_eq!(value("值: |\r\n  甲\r\n  乙\r\n"), "甲\n乙\n");
    assert_eq!(value("值: |\r  甲\r  乙\r"), "甲\n乙\n");
    assert_eq!(value("值: 甲\u{85}乙\u{2028}丙\n"), "甲\u{85}乙\u{2028}丙");
}

#[test]
fn each_byte_knows_where_it_was_typed() {
    let typed = "甲: \"一\\u4e8c三\"\n乙: |\n  四\n\n  五\n丙: '六''七'\n";
    let read = read(typed);
    let map = read.root().as_mapping().expect("fields");
    let place = |key: &str, found: &str| {
        let text = map.get(key).and_then(Node::as_text).expect("a text");
        let at = text.as_str().find(found).expect("it is in it");
        read.source().slice(text.locate(at).expect("the text is not empty")).to_owned()
    };
    assert_eq!(place("甲", "一"), "一");
    assert_eq!(place("甲", "二"), "\\u4e8c");
    assert_eq!(place("甲", "三"), "三");
    assert_eq!(place("乙", "五"), "五");
    assert_eq!(place("丙", "'"), "''");
    assert_eq!(place("丙", "七"), "七");
}

#[test]
fn spans_hold_quotes_brackets_and_headers() {
    let typed = "甲: '一'\n乙: [ 二 ]\n丙: |-\n  三\n  四\n丁: { 五: 六 }\n";
    let read = read(typed);
    let map = read.root().as_mapping().expect("fields");
    let slice = |key: &str| read.source().slice(map.get(key).expect("it is there").span).to_owned();
    assert_eq!(slice("甲"), "'一'");
    assert_eq!(slice("乙"), "[ 二 ]");
    assert_eq!(slice("丙"), "|-\n  三\n  四");
    assert_eq!(slice("丁"), "{ 五: 六 }");
    assert_eq!(map.layout, Layout::Block);
    assert_eq!(map.get("丁").and_then(Node::as_mapping).map(|map| map.layout), Some(Layout::Flow));
    assert_eq!(map.get("丙").and_then(Node::as_scalar).map(|scalar| scalar.style), Some(Style::Literal));
}

#[test]
fn comments_keep_their_places() {
    let typed = "# banxin: 忽略 甲\n标题: x  # 说明\n正文: [ 甲, # 乙\n  丙 ]\n文: | # 丁\n  # 不是\n";
    let read = read(typed);
    assert_eq!(read.told(), [] as [&str; 0]);
    let comments = &read.parsed.as_ref().expect("a tree").comments;
    let texts: Vec<_> = comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["banxin: 忽略 甲", "说明", "乙", "丁"]);
    assert_eq!(read.source().slice(comments[1].span), "# 说明");
}

// Expressions

#[test]
fn expressions_stand_wherever_plain_text_may() {
    for (typed, texts) in [
        ("标题: {{ 年度 }}年工作总结", vec!["标题", "{{ 年度 }}年工作总结"]),
        ("标题: 共{{ a }}户：{{ b }}", vec!["标题", "共{{ a }}户：{{ b }}"]),
        ("- {{a}}：{{b}}", vec!["{{a}}：{{b}}"]),
        ("- {{ 甲 }}: 乙", vec!["{{ 甲 }}", "乙"]),
        ("[ {{ a }}, x ]", vec!["{{ a }}", "x"]),
        ("{ 值: {{ a + b }} }", vec!["值", "{{ a + b }}"]),
        ("{a: {{b}}}", vec!["a", "{{b}}"]),
        ("{a: {b: 1}}", vec!["a", "b", "1"]),
        ("值: {{ f(\"x: y\", [1], 'z') # , }}", vec!["值", "{{ f(\"x: y\", [1], 'z') # , }}"]),
        ("[ {{ f(a, [1]) }}, {{ a | 万元 }} ]", vec!["{{ f(a, [1]) }}", "{{ a | 万元 }}"]),
        ("值: \"{{ a }}\" # {{", vec!["值", "{{ a }}"]),
        ("值: |\n  {{ a\n  }}\n", vec!["值", "{{ a\n}}\n"]),
        ("值: {{ \"}}\" }}元", vec!["值", "{{ \"}}\" }}元"]),
    ] {
        let read = read(typed);
        assert_eq!(read.told(), [] as [&str; 0], "{typed}");
        assert_eq!(read.texts(), texts, "{typed}");
    }
}

// Traps

/// A trap: what is typed, what is told, and what the hint must hold.
fn trap(typed: &str, told: &str, fixed: &str) {
    let read = read(typed);
    assert_eq!(read.told(), [told], "{typed}");
    assert!(read.hints().contains(fixed), "{typed}: {fixed} is not in: {}", read.hints());
    let words = read.diagnostics[0].code.words();
    assert!(words.id.starts_with("yaml-") && words.hints(Lang::En).next().is_some(), "{typed}");
    assert!(!words.message(Lang::En).ends_with('.'), "{typed}");
}

#[test]
fn traps_of_indentation_are_named() {
    trap("正文:\n\t- 甲\n", "yaml-tab-indent 2:1 \t", "`  - 甲`");
    trap("正文:\n　　- 甲\n", "yaml-wide-indent 2:1 　　", "`  - 甲`");
    trap("正文:\n  - 甲\n\u{a0}\u{a0}- 乙\n", "yaml-wide-indent 3:1 \u{a0}\u{a0}", "`  - 乙`");
    trap("正文:\n  - 甲\n - 乙\n", "yaml-misaligned 3:1  -", "`  - 乙`");
    trap("正文:\n  - 标题：甲\n    内容: 乙\n", "yaml-wide-colon 2:7 ：", "`- 标题: 甲`");
    trap("正文:\n  - 标题:甲\n    内容: 乙\n", "yaml-tight-colon 2:7 :", "`- 标题: 甲`");
    trap("正文:\n  - 标题: 甲\n    内容: 乙\n    - 丙\n", "yaml-misaligned 4:1     -", "`  - 丙`");
    trap("正文:\n  - 甲\n   - 乙\n", "yaml-misaligned 3:1    -", "`  - 乙`");
    trap("标题: 甲\n    署名: 乙\n", "yaml-field-under-text 2:5 署名", "`署名: 乙`");
    trap("标题: '甲'\n    署名: 乙\n", "yaml-too-far-right 2:5 署", "`署名: 乙`");
    trap("- 加强\n  责任单位: 甲\n", "yaml-field-under-item 2:3 责任单位", "`- 标题: 加强`");
    trap("条目: 甲\n  - 乙\n", "yaml-item-under-text 2:3 -", "左对齐");
    trap("内容: |\n文字\n", "yaml-text-not-indented 2:1 文", "`  文字`");
    trap("内容: |\n　　文字\n第二段\n", "yaml-text-not-indented 2:3 文", "`  文字`");
    trap("内容: |\n    甲\n  乙\n", "yaml-text-outdented 3:1   乙", "`    乙`");
    trap("内容:\n文字\n", "yaml-value-not-indented 2:1 文", "`  文字`");
    trap("甲: 乙\n，  丙: 丁\n", "yaml-stray-character 2:1 ，", "丙: 丁");
}

#[test]
fn traps_of_colons_and_dashes_are_named() {
    trap("标题：工作计划\n正文: x\n", "yaml-wide-colon 1:3 ：", "`标题: 工作计划`");
    trap("- 任务:\n    标题：甲\n    条目: x\n", "yaml-wide-colon 2:7 ：", "`标题: 甲`");
    trap("数据: { 年度：2021 }\n", "yaml-wide-colon 1:9 ：", "`数据: { 年度: 2021 }`");
    trap("标题:甲\n正文: x\n", "yaml-tight-colon 1:3 :", "`标题: 甲`");
    trap("正文: x\n标题:　甲\n", "yaml-tight-colon 2:3 :", "`标题: 甲`");
    trap("正文:\n  -加强\n  - 乙\n", "yaml-tight-dash 2:3 -", "`- 加强`");
    trap("正文:\n  - 甲\n  • 加强\n", "yaml-wrong-dash 3:3 • ", "`- 加强`");
    trap("正文:\n  － 加强\n", "yaml-wrong-dash 2:3 － ", "`- 加强`");
    trap("正文:\n  - 甲\n  标题: 乙\n", "yaml-missing-dash 3:3 标", "`- 标题: 乙`");
    trap("标题: 甲\n为确保工作落实。\n", "yaml-no-field 2:1 为确保工作落实。", "字段名: 内容");
    trap("标题: 甲\n正文: x\n- 乙\n", "yaml-item-under-text 3:1 -", "左对齐");
    trap("正文: [ 甲 ]\n- 乙\n", "yaml-item-among-fields 2:1 -", "左对齐");
    trap("内容: 目标: 100户\n", "yaml-colon-in-text 1:7 :", "`内容: 目标：100户`");
    trap("条目: - 甲\n", "yaml-list-on-same-line 1:5 -", "换行");
    trap("值: { 甲: 乙: 丙 }\n", "yaml-colon-in-text 1:10 :", "`值: { 甲: 乙：丙 }`");
    trap("- 段落: 注意：…\n- 乙\n- : 丙\n", "yaml-empty-key 3:3 ", "字段名");
}

#[test]
fn traps_of_quotes_are_named() {
    trap("标题: \"一村一品\n正文: x\n", "yaml-unclosed-quote 1:5 \"", "`标题: \"一村一品\"`");
    trap("- '甲\n- 乙\n", "yaml-unclosed-quote 1:3 '", "`- '甲'`");
    trap("要点: [ \"甲, 乙 ]\n正文: x\n", "yaml-unclosed-quote 1:7 \"", "`要点: [ \"甲\", 乙 ]`");
    trap("- \"一村一品\"建设\n", "yaml-text-after-quote 1:9 建设", "`- “一村一品”建设`");
    trap("- \"一村一品\"建设\n", "yaml-text-after-quote 1:9 建设", "`- '\"一村一品\"建设'`");
    trap("[ '甲'乙, 丙 ]\n", "yaml-text-after-quote 1:6 乙", "`[ ‘甲’乙, 丙 ]`");
    trap("路径: \"C:\\文件\"\n", "yaml-bad-escape 1:5 \"", "单引号");
}

#[test]
fn texts_that_begin_with_a_mark_are_named_and_kept() {
    for text in [
        "*重点*工作",
        "*重点*",
        "@甲",
        "%5",
        "`甲",
        "> 5%",
        ">5%",
        ">5",
        "| 甲",
        "& 乙",
        "&乙 丙",
        "!重要",
        "? 甲",
        "-",
        ", 甲",
    ] {
        let mark = text.chars().next().expect("it has one");
        let typed = format!("段落: {text}\n署名: 甲\n");
        trap(&typed, &format!("yaml-begins-with 1:5 {mark}"), &format!("`段落: '{text}'`"));
        assert_eq!(read(&typed).texts(), ["段落", text, "署名", "甲"]);
    }
    for text in ["*重点*", "@甲", "%5", "|甲", "!重要", "- 甲", "-"] {
        let mark = text.chars().next().expect("it has one");
        let typed = format!("要点: [ {text}, 乙 ]\n");
        trap(&typed, &format!("yaml-begins-with 1:7 {mark}"), &format!("`要点: [ '{text}', 乙 ]`"));
    }
    trap("要点: [ #镇, 乙 ]\n", "yaml-hash-at-start 1:7 #", "`要点: [ '#镇', 乙 ]`");
    trap("- #镇\n", "yaml-hash-at-start 1:3 #", "`- '#镇'`");
    trap("段落: #镇\n", "yaml-hash-at-start 1:5 #", "`段落: '#镇'`");
    trap("内容: 完成 #3 楼改造\n", "yaml-lost-after-hash 1:8 #", "`内容: '完成 #3 楼改造'`");
    assert_eq!(read("内容: 完成 #3 楼改造\n").diagnostics[0].severity, Severity::Warning);
    assert_eq!(read("内容: 完成 # 3 楼\n甲: # 乙\n  丙\n").told(), [] as [&str; 0]);
}

#[test]
fn traps_of_brackets_are_named() {
    trap("数据: { 发放: 1,775,475元 }\n", "yaml-number-torn 1:11 1,775,475元", "`数据: { 发放: \"1,775,475元\" }`");
    trap("行: [1,775, 8]\n", "yaml-number-torn 1:5 1,775", "`行: [\"1,775\", 8]`");
    trap("要点: [甲，乙]\n", "yaml-wide-comma 1:7 ，", "`要点: [甲, 乙]`");
    trap("文号: [2021]3号\n", "yaml-text-after-bracket 1:5 [", "`文号: '[2021]3号'`");
    trap("段落: {张三}同志\n", "yaml-text-after-bracket 1:5 {", "`段落: '{张三}同志'`");
    trap("单位: {姓名}\n", "yaml-braces-as-text 1:5 {姓名}", "`单位: {{ 姓名 }}`");
    trap("单位: {甲, 乙}\n", "yaml-braces-as-text 1:5 {甲, 乙}", "`单位: [ 甲, 乙 ]`");
    trap("要点: [ 甲[1], 乙 ]\n", "yaml-bracket-in-item 1:8 [", "`要点: [ '甲[1]', 乙 ]`");
    trap("要点: [ 甲,, 乙 ]\n", "yaml-surplus-comma 1:9 ,", "`要点: [ 甲, 乙 ]`");
    trap("要点: [ [ 甲 ] 乙 ]\n", "yaml-missing-comma 1:13 乙", "`要点: [ [ 甲 ] , 乙 ]`");
    trap("任务: { 标题: 甲 条目: [ 乙 ] }\n", "yaml-missing-comma 1:13 条", "`任务: { 标题: 甲, 条目: [ 乙 ] }`");
    trap("任务: { 标题: ISO 9001: 2015 }\n", "yaml-colon-in-text 1:19 :", "`任务: { 标题: ISO 9001：2015 }`");
    trap("要点: [ 甲, 乙\n署名: 丙\n", "yaml-unclosed-bracket 1:5 [", "`]`");
    trap("要点: [ 甲, 乙 }\n", "yaml-mismatched-bracket 1:12 }", "`]`");
    trap("要点: [ 甲 ]]\n", "yaml-stray-bracket 1:10 ]", "删掉");
    trap("值: { 甲:[ 1 ] }\n", "yaml-tight-colon 1:7 :", "`值: { 甲: [ 1 ] }`");
}

#[test]
fn traps_of_expressions_are_named() {
    trap("段落: {{ 户\n署名: 甲\n", "yaml-unclosed-expression 1:5 {{", "`}}`");
    trap("段落: {{ 户 +\n  人 }}户\n署名: 甲\n", "yaml-unclosed-expression 1:5 {{", "同一行");
    trap("[ {{ 户, 乙 ]\n", "yaml-unclosed-expression 1:3 {{", "`}}`");
    trap("段落: 共｛｛户｝｝户\n", "yaml-wide-braces 1:6 ｛｛户｝｝", "`段落: 共{{ 户 }}户`");
    trap("段落: { 户 }}户\n", "yaml-missing-brace 1:5 { 户 }}", "`段落: {{ 户 }}户`");
    assert_eq!(read("段落: 甲 # ｛｛户｝｝\n").told(), [] as [&str; 0]);
}

#[test]
fn traps_of_the_whole_text_are_named() {
    trap("标题: 甲\n署名: 乙\n标题: 丙\n", "yaml-duplicate-key 3:1 标题", "只留一个");
    let twice = read("标题: 甲\n标题: 丙\n");
    assert_eq!(twice.source().slice(twice.diagnostics[0].related[0].span), "标题");
    assert_eq!(twice.texts(), ["标题", "甲"]);
    trap("标题: 甲\n---\n署名: 乙\n", "yaml-second-document 2:1 ---", "删掉");
    assert_eq!(read("---\n标题: 甲\n---\n# 完\n...\n").told(), [] as [&str; 0]);
    trap("标题: 甲\u{7}乙\n", "yaml-control-character 1:6 \u{7}", "删掉");
    trap("标题: 甲\0乙\n", "yaml-control-character 1:6 \0", "删掉");
    trap("标题: 甲\n\u{feff}署名: 乙\n", "yaml-invisible-mark 2:1 \u{feff}", "删掉");
    trap("# 甲\n", "yaml-empty 1:1 ", "标题");
    trap("段落: 甲 # 乙\n  丙\n", "yaml-comment-in-text 1:7 #", "备注");
    trap("甲: &a [ *a ]\n", "yaml-anchor-in-itself 1:9 *a", "删掉");
    trap("[ 甲 ]: 乙\n", "yaml-complex-key 1:1 [ 甲 ]", "引号");
}

#[test]
fn all_mistakes_are_told_at_once_and_the_rest_is_read() {
    let typed = "标题：工作计划\n署名:青云街道\n正文:\n  - 段落: \"一村一品\"建设\n  - 段落: *重点*\n  - #镇\n  - 内容: 甲: 乙\n  -加强\n  - 段落: {{ 户\n";
    let read = read(typed);
    let ids: Vec<_> = read.diagnostics.iter().map(|diagnostic| diagnostic.code.words().id).collect();
    assert_eq!(
        ids,
        [
            "yaml-wide-colon",
            "yaml-tight-colon",
            "yaml-text-after-quote",
            "yaml-begins-with",
            "yaml-hash-at-start",
            "yaml-colon-in-text",
            "yaml-tight-dash",
            "yaml-unclosed-expression"
        ]
    );
    assert_eq!(
        read.texts(),
        [
            "标题",
            "工作计划",
            "署名",
            "青云街道",
            "正文",
            "段落",
            "\"一村一品\"建设",
            "段落",
            "*重点*",
            "#镇",
            "内容",
            "甲: 乙",
            "加强",
            "段落",
            "{{ 户"
        ]
    );
}

#[test]
fn what_is_right_is_let_be() {
    for typed in [
        "标题: 甲\n正文:\n- 段落: 乙\n- 丙\n署名: 丁\n",
        "标题: 甲：乙\n正文:\n  - 段落: 注意：不要\n",
        "数据: {\n  甲: 1,\n  乙: [ 2, 3 ],\n}\n署名: 丙\n",
        "数据: {\n甲: 1,\n}\n",
        "段落: “甲”乙\n文: ——丙\n网址: http://a.cn/b#c\n时间: 12:30\n数: -5%\n",
        "段落: \"第一行\n第二行\"\n署名: 甲\n",
        "- - 甲\n  - 乙\n-   丙: 1\n    丁: 2\n",
        "甲: &a\n  乙: 1\n丙: *a\n丁: [ *a, *a ]\n",
        "值: !!str 12\n",
        "段落:\n  　　为确保……\n  　　第二行\n",
        "%YAML 1.2\n---\n标题: 甲\n",
        "行:\n  - [ 低保, 529 ]\n  - [ \"特困, 供养\", 8 ]\n  - [100,200]\n",
        "姓  名: 张三\n日　期: 今天\n",
        "内容: |\n    甲\n\n  # 备注\n署名: 乙\n",
        "标题: 甲\r署名: 乙\r\n正文:\r\n  - 丙\r\n",
    ] {
        let errors: Vec<_> = read(typed).diagnostics.into_iter().filter(Diagnostic::is_error).collect();
        assert_eq!(errors, [], "{typed}");
    }
}

#[test]
fn accidental_keys_are_recognised() {
    let found = |item: &str| {
        let read = read(&format!("- {item}\n"));
        let list = read.root().as_sequence().expect("a list");
        yaml::looks_like_accidental_key(&list.items[0]).map(|entry| entry.key.to_string())
    };
    assert_eq!(found("一是: 加强"), Some("一是".into()));
    assert_eq!(found("第二: 加强"), Some("第二".into()));
    assert_eq!(found("做好工作，重点是: 加强"), Some("做好工作，重点是".into()));
    assert_eq!(found("段落: 加强"), None);
    assert_eq!(found("{ 一是: 加强 }"), None);
    assert_eq!(found("加强"), None);
}

// Limits

#[test]
fn anchors_are_repeated_within_a_budget() {
    let read_once = read("甲: &a [ 一, 二 ]\n乙: *a\n");
    assert_eq!(read_once.texts(), ["甲", "一", "二", "乙", "一", "二"]);
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for i in 1..12 {
        let repeats = vec![format!("*a{}", i - 1); 10].join(",");
        bomb += &["a", &i.to_string(), ": &a", &i.to_string(), " [", &repeats, "]\n"].concat();
    }
    assert!(read(&bomb).told()[0].starts_with("yaml-too-many-nodes"));
}

#[test]
fn nesting_ends_at_64_levels() {
    let brackets = |n: usize| format!("{}甲{}\n", "[".repeat(n), "]".repeat(n));
    assert_eq!(read(&brackets(64)).told(), [] as [&str; 0]);
    assert_eq!(read(&brackets(65)).told(), ["yaml-too-nested 1:65 ["]);
    assert!(read(&brackets(100_000)).told()[0].starts_with("yaml-too-nested 1:65"));
    let lines = |n: usize| (0..n).map(|i| " ".repeat(i) + "a:\n").collect::<Vec<_>>().concat();
    assert!(read(&lines(64)).told().is_empty());
    assert!(read(&lines(200)).told()[0].starts_with("yaml-too-nested 65:65"));
    assert!(read(&"- ".repeat(100_000)).told()[0].starts_with("yaml-too-nested"));
}

#[test]
fn nothing_makes_it_wait() {
    let begun = std::time::Instant::now();
    for typed in [
        "\"".repeat(100_000),
        "'".repeat(100_001),
        "a: ".to_owned() + &"{{".repeat(100_000),
        "a: ".to_owned() + &"{{a}}".repeat(50_000),
        "a: [".to_owned() + &"{{,".repeat(50_000),
        "[".to_owned() + &"'a',".repeat(50_000) + "]",
        "- \"a\n".repeat(50_000),
        "- *a\n".repeat(50_000),
        "\ta: b\n".repeat(50_000),
        "\u{7}".repeat(200_000),
        "a: |\n".to_owned() + &"  民政\n".repeat(50_000),
        (0..50_000).map(|i| format!("k{i}: v\n")).collect::<Vec<_>>().concat(),
        "k: v\n".repeat(50_000),
        "a: b\n".to_owned() + &"  民\n".repeat(50_000),
        "a: ".repeat(50_000),
        "\r".repeat(200_000),
    ] {
        let read = read(&typed);
        assert!(read.diagnostics.len() <= MAX_SHOWN);
    }
    // Half a second each in a debug build on a slow machine; anything quadratic takes minutes.
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}

// Properties

/// Pieces that make YAML, good and bad.
fn pieces() -> Vec<&'static str> {
    vec![
        "a", "b: ", "c:", "- ", "- ", "? ", ": ", "\n", "\n", "\n  ", "\n    ", "\n ", "\n\n", "\r\n", "\r", "\t", " ",
        "  ", "\"", "'", "''", "\\", "\\n", "\\u4e2d", "|", "|-", "|+", ">", ">-", "|2", "[", "]", "{", "}", ",", ", ",
        " #", "# c", "#", "&a ", "*a", "!", "!!str ", "%", "@", "`", "---", "...", "x y", "1,775", "k: v", "\n- i",
        "\nk: v", "\n  k: v", "\n  - i", "\u{85}", "\u{2028}", "é", "甲", "乙: ", "，", "“", "”", "：", "𠮷", "• ",
        "－",
    ]
}

/// Pieces that the parser alone would read otherwise.
fn strange_pieces() -> Vec<&'static str> {
    let mut all = pieces();
    all.extend(["｛｛", "｝｝", "{{", "}}", "{{ a }}", "\u{3000}", "\u{A0}", "\0", "\u{7}", "\u{FEFF}", "\u{200B}"]);
    all
}

fn text_of(pieces: Vec<&'static str>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..16).prop_map(|pieces| pieces.concat())
}

/// The scalars as the parser reads them, and none if it can't or if there is more than one document.
fn parser_texts(text: &str) -> Option<Vec<String>> {
    use granit_parser::{Event, Parser, ScalarStyle};
    let (mut texts, mut documents) = (Vec::new(), 0);
    for event in Parser::new_from_str(text) {
        match event.ok()? {
            (Event::Scalar(value, style, ..), span) => {
                let empty = style == ScalarStyle::Plain && value == "~" && span.slice(text) != Some("~");
                texts.push(if empty { String::new() } else { value.into_owned() });
            }
            (Event::DocumentStart(..), _) => documents += 1,
            (Event::Alias(_), _) => return None,
            _ => {}
        }
    }
    (documents == 1).then_some(texts)
}

/// Each character leads back to itself, to an escape, or to white space.
fn check_places(read: &Read, node: &Node) {
    match &node.value {
        Value::Scalar(scalar) => {
            for (at, c) in scalar.text.as_str().char_indices() {
                let span = scalar.text.locate(at).expect("the text is not empty");
                let typed = read.source().slice(span);
                let itself = typed.chars().eq([c]);
                // An empty text under `|+` has nothing but its header.
                let escape = typed.starts_with(['\\', '|', '>']) || typed == "''";
                let white = typed.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
                assert!(itself || escape || white && c.is_whitespace(), "{c:?} leads to {typed:?}");
            }
        }
        Value::Sequence(sequence) => sequence.items.iter().for_each(|item| check_places(read, item)),
        Value::Mapping(mapping) => mapping.entries.iter().for_each(|entry| check_places(read, &entry.value)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read_or_told_of(text in text_of(strange_pieces())) {
        let read = read(&text);
        let errors = read.diagnostics.iter().any(Diagnostic::is_error);
        prop_assert!(read.parsed.is_some() || errors);
        for diagnostic in &read.diagnostics {
            let span = diagnostic.span.expect("each of this stage has a place");
            prop_assert!(text.get(span.range()).is_some());
        }
    }

    #[test]
    fn any_characters_are_read_or_told_of(text in any::<String>()) {
        let read = read(&text);
        prop_assert!(read.parsed.is_some() || read.diagnostics.iter().any(Diagnostic::is_error));
    }

    #[test]
    fn scalars_are_what_the_parser_says_but_for_seamless_folds(text in text_of(pieces())) {
        let read = read(&text);
        if read.diagnostics.iter().any(Diagnostic::is_error) || text.contains("{{") {
            return Ok(());
        }
        if let Some(theirs) = parser_texts(&text) {
            let bare = |texts: &[String]| texts.iter().map(|text| text.replace(' ', "")).collect::<Vec<_>>();
            let ours = read.texts();
            if text.is_ascii() {
                prop_assert_eq!(&ours, &theirs);
            }
            prop_assert_eq!(bare(&ours), bare(&theirs));
        }
        check_places(&read, read.root());
    }
}

#[test]
fn a_star_before_a_wide_colon_is_told_and_no_place_falls_within_a_character() {
    let text = "? *a：c:\"";
    let read = read(text);
    assert!(!read.diagnostics.is_empty());
    for diagnostic in &read.diagnostics {
        let range = diagnostic.span.map_or(0..0, banxin::source::Span::range);
        assert!(text.get(range.clone()).is_some(), "{range:?}");
    }
}
