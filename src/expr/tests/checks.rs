//! 校核.

use super::*;

fn checked(typed: &str, reason: Option<&str>) -> (Verdict, String) {
    let mut report = Report::new();
    let verdict = check(&text(typed), reason, &plan(), &mut report);
    (verdict, told(typed, report.as_slice()))
}

#[test]
fn a_check_that_holds_says_nothing() {
    for typed in [
        "年末户 = 年初户 + 新增户 - 清减户",
        "发放-春节 ÷ 春节户 = 225元",
        "发放 = 社会救助.农村低保.发放金额",
        "年末户 = 社会救助.农村低保.户数 且 年末户 > 年初户",
        "约数 = 50户",
        "年初户 < 年末户",
    ] {
        assert_eq!(checked(typed, None), (Verdict::Holds, String::new()), "{typed}");
    }
}

#[test]
fn a_check_that_fails_shows_both_sides() {
    let (verdict, told) = checked("年末户 = 年初户 + 新增户 - 清减户 + 1户", None);
    assert_eq!(verdict, Verdict::Fails);
    assert_eq!(
        told,
        "expr-check-fails @ 年末户 = 年初户 + 新增户 - 清减户 + 1户: the check `年末户 = 年初户 + 新增户 - 清减户 + \
         1户` does not hold: 529户 ≠ 522户 + 50户 - 43户 + 1户 = 530户 (check these figures: the sides differ by 1户; \
         if the difference is real, explain it: `{ expression: …, explanation: … }`)"
    );
    let (_, told) = checked("年初户 + 新增户 > 600户", None);
    assert!(told.contains("522户 + 50户 = 572户 ≤ 600户"), "{told}");
}

#[test]
fn an_explained_difference_is_a_note() {
    let (verdict, told) = checked("年末户 = 年初户", Some("年初漏统"));
    let sides = "529户 ≠ 522户".to_owned();
    assert_eq!(verdict, Verdict::Explained { sides, reason: "年初漏统".to_owned() });
    assert!(told.starts_with("note expr-check-explained"), "{told}");
}

#[test]
fn inexact_and_missing_figures_only_warn() {
    let (verdict, told) = checked("约数 = 43户", None);
    assert_eq!(verdict, Verdict::Uncertain);
    assert!(told.starts_with("warning expr-check-uncertain"), "{told}");
    assert_eq!(checked("残疾人 = 5人", None).0, Verdict::Uncertain);
    assert_eq!(checked("合计(各项) = 1783800元", None).0, Verdict::Uncertain);
}

#[test]
fn rounding_is_noted() {
    let (verdict, told) = checked("新增户 ÷ 年末户 = 9.5%", None);
    assert_eq!(verdict, Verdict::Holds);
    assert!(told.starts_with("note expr-check-rounded") && told.contains("50户 ÷ 529户 = 9.452% ≈ 9.5%"), "{told}");
    let (verdict, told) = checked("新增户 ÷ 年末户 = 9.4%", None);
    assert_eq!(verdict, Verdict::Fails);
    assert!(told.contains("50户 ÷ 529户 = 9.452% ≠ 9.4% (check these figures: the sides differ by 0.052%"), "{told}");
    let (_, told) = checked("占比(新增户, 年末户) = 9.4%", None);
    assert!(told.contains("占比(50户, 529户) = 9.452% ≠ 9.4%"), "{told}");
}

#[test]
fn what_compares_nothing_is_an_error() {
    let (verdict, told) = checked("年末户 + 1", None);
    assert_eq!(verdict, Verdict::Broken);
    assert!(told.starts_with("expr-not-a-comparison @ 年末户 + 1"), "{told}");
    assert_eq!(checked("年末户 = 年末人", None).0, Verdict::Broken);
    assert_eq!(checked("年末呼 = 年末人", None).0, Verdict::Broken);
}
