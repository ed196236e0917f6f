//! What is said when an expression does not work, and where.

use super::*;

fn fault(typed: &str) -> String {
    match value(typed) {
        Ok(shown) => panic!("{typed} prints {shown}"),
        Err(faults) => told(typed, &faults),
    }
}

/// The fault begins so: id and the part that is underlined.
fn begins(typed: &str, expected: &str) {
    let told = fault(typed);
    assert!(told.starts_with(expected), "{typed}\n  {told}\n  {expected}");
}

#[test]
fn unknown_names_are_told_at_their_place() {
    assert_eq!(fault("年未户 + 1户"), "expr-unknown-name @ 年未户: unknown name `年未户` (did you mean `年末户`?)");
    begins("1 + 年末户数", "expr-unknown-name @ 年末户数: unknown name `年末户数` (did you mean `年末户`?");
    begins("60岁以上老人", "expr-unknown-name @ 60岁以上老人: unknown name `60岁以上老人` (did you mean `60岁以上`?");
    begins("发放-春结", "expr-unknown-name @ 发放-春结: unknown name `发放-春结` (did you mean `发放-春节`?");
    begins(
        "发放金额",
        "expr-unknown-name @ 发放金额: unknown name `发放金额` (did you mean `社会救助.农村低保.发放金额`?",
    );
    begins("发放款", "expr-unknown-name @ 发放款: unknown name `发放款` (did you mean `发放`?");
    begins("社会救助.[底保]", "expr-unknown-name @ [底保]: unknown name `底保` in `社会救助`");
    begins("户数", "expr-unknown-name @ 户数: unknown name `户数` (did you mean `社会救助.农村低保.户数`?");
    begins(
        "社会救助.农村底保.户数",
        "expr-unknown-name @ 农村底保: unknown name `农村底保` in `社会救助` (did you mean `农村低保`?",
    );
    begins("[发放（万元）]", "expr-unknown-name @ [发放（万元）]: unknown name `发放（万元）`");
    begins("非农户", "expr-unknown-name @ 非农户");
}

#[test]
fn all_unknown_names_of_an_expression_are_told() {
    assert_eq!(value("甲甲甲 + 乙乙乙 - 年末户").expect_err("faults").len(), 2);
}

#[test]
fn unknown_functions() {
    begins("合记(年末户)", "expr-unknown-function @ 合记: there is no function or filter `合记` (did you mean `合计`?");
    begins("发放 | 万圆", "expr-unknown-function @ 万圆: there is no function or filter `万圆` (did you mean `万元`?");
}

#[test]
fn groups_have_no_value() {
    begins(
        "社会救助.农村低保",
        "expr-group @ 社会救助.农村低保: `社会救助.农村低保` is a group and has no value itself (say which part: \
         `社会救助.农村低保.发放金额`; it holds 发放金额, 户数)",
    );
}

#[test]
fn form() {
    begins("", "expr-empty");
    begins("年末户 +", "expr-syntax");
    begins("年末户 年初户", "expr-syntax @ 年初户: `年初户` can't stand here");
    begins("年末户：", "expr-syntax @ ：");
    begins("(年末户 + 1", "expr-unclosed-bracket @ (年末户 + 1");
    begins("合计(年末户, 年初户", "expr-unclosed-bracket");
    begins("社区 = \"清河", "expr-unclosed-quote @ \"");
    begins("[发放", "expr-unclosed-bracket @ [");
    begins("1,775,475元", "expr-thousands @ 1,775,475: the comma in `1,775,475`");
    begins("合计(1,775元)", "expr-thousands @ 1,775");
    begins("发放 | 万元 + 1", "expr-after-filter @ +");
    begins("|", "expr-syntax @ |");
}

#[test]
fn values_that_do_not_go_together() {
    begins("年末户 + 年末人", "figure-units @ 年末户 + 年末人: can't add `529户` and `664人`: the units differ");
    begins("1 + 年末户 × 年末人", "figure-multiply @ 年末户 × 年末人");
    begins("年末户 ÷ (1 - 1)", "figure-division-by-zero @ 年末户 ÷ (1 - 1): `529户` can't be divided by 0");
    begins("年末户 + 社区", "expr-kinds @ 年末户 + 社区: `+` can't stand between a figure and text");
    begins("年末户 = 日期", "expr-kinds");
    begins("合计(社区)", "expr-argument-kind @ 合计(社区): `合计` can't use text");
    begins("占比(年末户)", "expr-argument-count @ 占比(年末户)");
    begins("年末户 | 舍入(99)", "expr-argument-kind");
    begins("年末户 且 年初户", "expr-not-a-condition @ 年末户");
    begins("年末户 | 万元", "figure-not-convertible");
    begins("同比(年初户)", "expr-no-last-year @ 同比(年初户)");
    begins(&"9".repeat(40), "figure-too-many-digits");
}

#[test]
fn bounds() {
    begins(&"1+".repeat(600), "expr-too-large");
    begins(&"x".repeat(2001), "expr-too-large");
    begins(&format!("{}1{}", "(".repeat(65), ")".repeat(65)), "expr-too-large");
    begins(&"-".repeat(1000), "expr-too-large");
    begins(&"非(".repeat(600), "expr-too-large");
    begins(&format!("1{}", "|元".repeat(600)), "expr-too-large");
    let deepest = format!("{}1{}", "(".repeat(64), ")".repeat(64));
    assert_eq!(shown(&deepest), "1");
    let longest = format!("1{}", "+1".repeat(499));
    assert_eq!(shown(&longest), "500");
}

#[test]
fn a_text_tells_all_its_faults_and_stays_as_typed() {
    let typed = "甲{{ 未知 }}乙{{ 新增户 }}丙{{ }}丁{{ 年末户";
    let mut report = Report::new();
    let done = interpolate(&text(typed), &plan(), &mut report);
    assert_eq!(done.text.as_str(), "甲{{ 未知 }}乙50户丙{{ }}丁{{ 年末户");
    let told = told(typed, report.as_slice());
    let ids: Vec<_> = told.lines().map(|line| line.split(": ").next().unwrap_or("")).collect();
    assert_eq!(ids, ["expr-unknown-name @ 未知", "expr-empty @ {{ }}", "expr-unclosed @ {{"]);
}

#[test]
fn wide_braces_are_told() {
    let typed = "共｛｛户｝｝。";
    let mut report = Report::new();
    assert_eq!(interpolate(&text(typed), &plan(), &mut report).text.as_str(), typed);
    assert!(told(typed, report.as_slice()).starts_with("expr-wide-braces @ ｛｛户｝｝"));
}

#[test]
fn not_reported_is_warned_of() {
    let known = plan();
    let mut report = Report::new();
    interpolate(&text("{{ 合计(各项) }}{{ 残疾人 + 5人 }}{{ 残疾人 }}"), &known, &mut report);
    let ids: Vec<_> = report.as_slice().iter().map(|d| (d.code.words().id, d.severity)).collect();
    assert_eq!(ids, [("expr-not-reported", Severity::Warning); 2]);
}

#[test]
fn both_languages_say_something() {
    for typed in ["年未户", "社会救助", "年末户 + 年末人", "(", "合计()", "1,000", "\"", "发放|万元+1"]
    {
        for fault in value(typed).expect_err("faults") {
            let words = fault.code.words();
            assert!(!words.message(Lang::Zh).is_empty() && words.hints(Lang::Zh).count() > 0, "{typed}");
            assert_eq!(words.hints(Lang::Zh).count(), words.hints(Lang::En).count());
        }
    }
}
