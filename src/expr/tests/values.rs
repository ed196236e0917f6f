//! What expressions come to.

use super::*;
use crate::text::MarkKind;

#[test]
fn figures_are_printed_as_typed() {
    assert_eq!(shown("年末户"), "529户");
    assert_eq!(shown("[发放(元)]"), "120600.00元");
    assert_eq!(shown("【发放(元)】"), "120600.00元");
    assert_eq!(shown("`发放(元)`"), "120600.00元");
    assert_eq!(shown("发放(元)"), "120600.00元", "a known name is looked up first");
    assert_eq!(shown("残疾人"), "未报");
}

#[test]
fn names_have_any_characters() {
    assert_eq!(shown("60岁以上"), "61人");
    assert_eq!(shown("６０岁以上"), "61人");
    assert_eq!(shown("发放-春节"), "8325元");
    assert_eq!(shown("社会救助.农村低保.户数"), "529户");
    assert_eq!(shown("社会救助。农村低保。户数"), "529户");
    assert_eq!(shown("社会救助.[农村低保].户数"), "529户");
}

#[test]
fn arithmetic() {
    assert_eq!(shown("年度 + 1"), "2022");
    assert_eq!(shown("年初户 + 新增户 - 清减户"), "529户");
    assert_eq!(shown("年初户＋新增户－清减户"), "529户");
    assert_eq!(shown("年初户+新增户−清减户"), "529户");
    assert_eq!(shown("发放-春节 ÷ 春节户"), "225元");
    assert_eq!(shown("发放-春节/春节户"), "225元");
    assert_eq!(shown("8325元/37户"), "225元");
    assert_eq!(shown("(年初户 + 新增户) × 2"), "1144户");
    assert_eq!(shown("（年初户＋新增户）＊２"), "1144户");
    assert_eq!(shown("-清减户 + 50户"), "7户");
    assert_eq!(shown("2 + 3 × 4 - 6 ÷ 2"), "11");
    assert_eq!(shown("发放 × 5%"), "88773.75元");
    assert_eq!(shown("发放 + 社会救助.农村低保.发放金额"), "3550950元");
    assert_eq!(shown("384560.63 元 + 36800元"), "421360.63元");
    assert_eq!(shown("500元/月 × 12月"), "6000元");
}

#[test]
fn filters_take_all_that_stands_before_them() {
    assert_eq!(shown("发放 | 万元"), "177.5475万元");
    assert_eq!(shown("发放 + 发放-春节 ｜ 万元 | 舍入(1)"), "178.4万元");
    assert_eq!(shown("(发放 | 万元) + 1万元"), "178.5475万元");
    assert_eq!(shown("合计(发放 | 万元， 1万元)"), "178.5475万元");
    assert_eq!(shown("万元(发放)"), "177.5475万元", "a filter is a call");
    assert_eq!(shown("发放|wan"), "177.5475万元");
}

#[test]
fn calls() {
    assert_eq!(shown("合计(新增户, 清减户)"), "93户");
    assert_eq!(shown("合计（新增户，清减户）"), "93户");
    assert_eq!(shown("sum(新增户、清减户)"), "93户");
    assert_eq!(shown("合计(各项)"), "1783800元");
    assert_eq!(shown("同比(年末户, 年初户)"), "增长1.3%");
    assert_eq!(shown("同比(年末户)"), "增长1.3%");
    assert_eq!(shown("同比(年末户) | 增减"), "增加7户");
    assert_eq!(shown("同比(年末户) | 舍入(2)"), "增长1.34%");
    assert_eq!(shown("占比(新增户, 年末户)"), "9.5%");
    assert_eq!(shown("空白(3)"), "　　　");
    assert_eq!(shown("如果(年末户 > 500户, 1, 1 ÷ 0)"), "1", "only one of the two is worked out");
}

#[test]
fn conditions() {
    for typed in [
        "年末户 > 500户",
        "年末户 = 529",
        "年末户 ＝ 529户",
        "年末户==529户",
        "年末户 ≠ 残疾人",
        "残疾人 = 未报",
        "年初户 < 年末户 ≤ 529户",
        "年末户>500户且年初户>500户",
        "年末户 > 600户 或 社区 = \"清河社区\"",
        "not (年末户 > 600户)",
        "非 年末户 > 600户",
        "日期 >= \"2021-12-01\"",
        "社区 = “清河社区”",
        "1 ÷ 3 = 33.3%",
        "同比(年末户) > 1%",
        "年末户 > 500户 and 年初户 > 500户",
    ] {
        assert_eq!(shown(typed), "是", "{typed}");
    }
    assert_eq!(shown("残疾人 > 5人"), "否");
    assert_eq!(shown("社区 ≠ \"清河社区\""), "否");
}

#[test]
fn dates() {
    assert_eq!(shown("日期"), "2021年12月20日");
    assert_eq!(shown("日期 + 12天"), "2022年1月1日");
    assert_eq!(shown("日期 - 日期"), "0天");
}

#[test]
fn every_example_of_the_reference_is_right() {
    for operation in OPERATIONS {
        let (typed, expected) = operation.example;
        assert_eq!(shown(typed), expected, "{typed}");
    }
}

#[test]
fn text_keeps_its_places() {
    let known = plan();
    let typed = "新增{{ 新增户 }}，年末{{年末户}}。{% x %}{# y #}{ z }}}";
    let mut report = Report::new();
    let done = interpolate(&text(typed), &known, &mut report);
    assert_eq!(done.text.as_str(), "新增50户，年末529户。{% x %}{# y #}{ z }}}");
    assert!(report.as_slice().is_empty());
    let place = |part: &str| {
        let at = done.text.as_str().find(part).expect("the part");
        &typed[done.text.locate(at).expect("a place").range()]
    };
    assert_eq!(place("50"), "{{ 新增户 }}");
    assert_eq!(place("户，"), "{{ 新增户 }}");
    assert_eq!(place("，"), "，");
    assert_eq!(place("z"), "z");
    let used: Vec<_> = done.uses.iter().map(|used| used.path.join(".")).collect();
    assert_eq!(used, ["新增户", "年末户"]);
}

#[test]
fn what_comes_out_is_never_evaluated_again() {
    let known = Known::new([("甲", Value::Text("{{ 乙 }}".to_owned())), ("乙", quantity("1"))]);
    let done = interpolate(&text("{{ 甲 }}{{ 乙 }}"), &known, &mut Report::new());
    assert_eq!(done.text.as_str(), "{{ 乙 }}1");
}

#[test]
fn notes_and_blanks_are_marks() {
    let done = interpolate(&text("共5户{{ 注(\"含临时\") }}，第{{ 空白(2) }}号"), &plan(), &mut Report::new());
    assert_eq!(done.text.as_str(), "共5户，第　　号");
    let at = |part: &str| done.text.as_str().find(part).expect("the part");
    let [note, blank] = done.text.marks() else { panic!("two marks, not {:?}", done.text.marks()) };
    assert!(note.at == at("，") && matches!(&note.kind, MarkKind::Note(note) if note.as_str() == "含临时"));
    assert!(blank.at == at("　　") && blank.kind == MarkKind::Blank("　　".len()));
}
