//! Any text and any names: never a panic, never slow.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Far above what is needed, even unoptimised on a busy machine; a quadratic pass takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Pieces that expressions are made of.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "年末户",
            "年初户",
            "发放",
            "-春节",
            "残疾人",
            "各项",
            "社区",
            "日期",
            "社会救助",
            ".",
            "。",
            "农村低保",
            "户数",
            "60岁",
            "以上",
            "合计(",
            "同比(",
            "如果(",
            "(",
            ")",
            "（",
            "）",
            ",",
            "，",
            "+",
            "-",
            "×",
            "÷",
            "/",
            "=",
            "≠",
            "<",
            "|",
            "万元",
            "舍入(2)",
            "且",
            "或",
            "非 ",
            "\"",
            "“",
            "”",
            "[",
            "]",
            "【",
            "`",
            " ",
            "　",
            "12",
            "3.5%",
            "户",
            "元/月",
            "{{",
            "}}",
            "｛｛",
            "百分比",
            "大写金额",
            "中文数字",
            "默认(",
            "0",
            "99999999999999999999999999",
            "1,000",
            "\n",
        ])
        .prop_map(str::to_owned),
        ".{0,3}",
    ]
}

fn expression() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn no_expression_panics(typed in expression()) {
        let known = plan();
        let mut report = Report::new();
        if let Ok(expr) = parse(&text(&typed), 0..typed.len(), &known) {
            let _ = evaluate(&expr, &known, &mut report).map(|value| value.display());
            let _ = holds(&expr, &known, &mut report);
        }
        check(&text(&typed), None, &known, &mut report);
        for fault in report.as_slice() {
            prop_assert!(!fault.code.words().message(Lang::En).is_empty());
            prop_assert!(typed.is_empty() || fault.span.is_none_or(|span| typed.get(span.range()).is_some()));
        }
    }

    #[test]
    fn no_text_panics_and_plain_text_stays(typed in "(\\{\\{|\\}\\}|\\{|\\}|｛｛|｝｝|[年末户 +(\"]|.){0,40}") {
        let mut report = Report::new();
        let done = interpolate(&text(&typed), &plan(), &mut report);
        if !typed.contains("{{") {
            prop_assert_eq!(done.text.as_str(), typed);
        }
    }

    #[test]
    fn any_name_is_found_in_brackets(name in "[^\\]\\p{C}\u{ff3d}]{1,12}", other in ".{0,6}") {
        prop_assume!(!name.trim().is_empty());
        let known = Anything([name.as_str(), &other].into_iter().collect());
        let typed = format!("[{name}]");
        let expr = parse(&text(&typed), 0..typed.len(), &known).expect("a known name");
        prop_assert_eq!(expr.uses().len(), 1);
    }
}

/// Every name is worth 1户.
struct Anything(Names);

impl Scope for Anything {
    fn lookup(&self, _: &[String]) -> Result<Option<Value>, Diagnostic> {
        Ok(Some(quantity("1户")))
    }

    fn names(&self, prefix: &[String]) -> Cow<'_, Names> {
        if prefix.is_empty() { Cow::Borrowed(&self.0) } else { Cow::Owned(Names::new()) }
    }
}

fn in_time(typed: &str, known: &dyn Scope) -> Interpolated {
    let start = Instant::now();
    let done = interpolate(&text(typed), known, &mut Report::new());
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    done
}

#[test]
fn a_hundred_thousand_braces_are_fast() {
    in_time(&"{{".repeat(100_000), &plan());
    in_time(&"{{ 年末户 }}".repeat(20_000), &plan());
    in_time(&"{{ 未知名 }}".repeat(20_000), &plan());
    in_time(&"}}".repeat(100_000), &plan());
    in_time(&format!("{}{}", "{{ ".repeat(100_000), "}}".repeat(100_000)), &plan());
}

#[test]
fn thousands_of_names_are_fast() {
    let names: Names = (0..2000).map(|i| format!("社区{i}的第{i}项指标")).collect();
    let known = Anything(names);
    let typed = "{{ 社区1999的第1999项指标 + 社区1的第1项指标 }}".repeat(1000);
    assert!(in_time(&typed, &known).text.as_str().starts_with("2户2户"));
    in_time(&"{{ 社区1999的第1998项指标 }}".repeat(1000), &known);
}

#[test]
fn a_text_of_many_runs_is_fast() {
    let mut runs = Text::new();
    for i in 0..20_000 {
        runs.push_derived("{{ 年末户 }}，{{ 未知 }}", Span::new(SourceId(0), i * 10..i * 10 + 9));
    }
    let start = Instant::now();
    let done = interpolate(&runs, &plan(), &mut Report::new());
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    assert_eq!(done.uses.len(), 20_000);
}
