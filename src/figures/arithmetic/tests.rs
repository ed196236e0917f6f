//! Arithmetic of figures, by example and by property.

use proptest::prelude::*;

use super::*;

fn figure(typed: &str) -> Figure {
    Figure::parse(typed).expect("a figure")
}

fn equal(a: &Figure, b: &str) -> bool {
    a.compare(&figure(b)).expect("comparable").equal
}

#[test]
fn money_divided_by_households_is_money() {
    let each = figure("8325元").over(&figure("37户")).expect("a quotient");
    assert_eq!(each.to_string(), "225元");
    for same in ["225元", "225", "225元/户", "0.0225万元"] {
        assert!(equal(&each, same), "{same}");
    }
    assert!(each.compare(&figure("225人")).is_err());
    assert!(equal(&figure("61440元").over(&figure("15位")).expect("a quotient"), "4096元"));
    assert!(equal(&each.times(&figure("37户")).expect("a product"), "8325元"));
}

#[test]
fn units_are_checked() {
    assert!(matches!(figure("522户").plus(&figure("60人")), Err(FigureFault::Units { .. })));
    assert!(matches!(figure("522户").times(&figure("60人")), Err(FigureFault::Multiply { .. })));
    assert!(matches!(figure("5户").over(&figure("0")), Err(FigureFault::DivisionByZero { .. })));
    assert_eq!(figure("8人").plus(&figure("15位")).expect("a sum").to_string(), "23人");
    assert_eq!(figure("2021年").plus(&figure("1")).expect("a sum").to_string(), "2022年");
}

#[test]
fn money_of_different_units_adds_in_the_first() {
    let sum = figure("10万元").plus(&figure("36800元")).expect("a sum");
    assert_eq!(sum.to_string(), "13.68万元");
    assert!(equal(&sum, "136800元"));
    assert_eq!(figure("1775475元").converted(&Unit::new("万元")).expect("converts").to_string(), "177.5475万元");
    assert!(figure("10户").converted(&Unit::new("元")).is_err());
}

#[test]
fn percentages_are_ratios() {
    assert_eq!(figure("20000元").times(&figure("5%")).expect("a product").to_string(), "1000元");
    assert_eq!(figure("12.5%").times(&figure("200户")).expect("a product").to_string(), "25户");
    assert_eq!(figure("100%").minus(&figure("12.5%")).expect("a difference").to_string(), "87.5%");
    assert!(equal(&figure("0.125"), "12.5%"));
    assert_eq!(figure("50%").times(&figure("50%")).expect("a product").to_string(), "25%");
}

#[test]
fn rates_cancel() {
    let year = figure("500元/人·月").times(&figure("178人")).and_then(|m| m.times(&figure("12个月")));
    assert_eq!(year.expect("a product").to_string(), "1068000元");
}

#[test]
fn a_quotient_equals_what_it_rounds_to() {
    let third = figure("1").over(&figure("3")).expect("a quotient");
    assert!(equal(&third, "33.3%"));
    assert!(equal(&third, "33%"));
    assert!(equal(&third, "0.3333"));
    assert!(!equal(&third, "33.4%"));
    assert!(equal(&third.times(&figure("3")).expect("a product"), "1"));
    assert!(equal(&figure("1").over(&figure("8")).expect("a quotient"), "13%"));
    assert!(third.compare(&figure("33.3%")).expect("comparable").after_rounding());
    assert!(!equal(&figure("0.125"), "13%"), "a typed figure is what it is");
}

#[test]
fn cut_digits_do_not_make_it_even() {
    let thirds = figure("100").over(&figure("3")).expect("a quotient");
    assert!(thirds.marks().has(Marks::CUT));
    assert!(!figure("100").over(&figure("8")).expect("a quotient").marks().has(Marks::CUT));
}

#[test]
fn not_reported_spreads_and_nothing_is_zero() {
    let read = |typed: &str| Quantity::parse(typed).expect("a quantity");
    assert!(read("5户").plus(&read("未报")).expect("unknown").is_not_reported());
    assert_eq!(read("5户").plus(&read("无")).expect("a sum").to_string(), "5户");
    assert_eq!(read("5户").compare(&read("未报")).expect("comparable"), None);
    assert!(read("5户").over(&read("—")).is_err());
}

#[test]
fn too_many_digits_are_a_fault() {
    let large = figure(&"9".repeat(28));
    assert!(matches!(large.times(&large), Err(FigureFault::Overflow { .. })));
    assert!(matches!(large.times(&figure("9999")), Err(FigureFault::Overflow { .. })));
}

fn unit() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "户",
        "人",
        "名",
        "元",
        "万元",
        "亿元",
        "分",
        "%",
        "亩",
        "公顷",
        "平方米",
        "元/月",
        "元/人·月",
    ])
}

fn any_figure() -> impl Strategy<Value = Figure> {
    (any::<i64>(), 0_u32..9, unit(), 0_u8..8).prop_map(|(n, scale, unit, marks)| {
        let marks = if marks == 0 { Marks::ABOUT } else { Marks::NONE };
        Figure::new(Decimal::new(n, scale), Unit::new(unit)).marked(marks)
    })
}

fn any_money() -> impl Strategy<Value = Figure> {
    let units = prop::sample::select(vec!["元", "万元", "亿元", "千元", "角", "分"]);
    (-1_000_000_000_000_i64..1_000_000_000_000, 0_u32..3, units)
        .prop_map(|(n, scale, unit)| Figure::new(Decimal::new(n, scale), Unit::new(unit)))
}

proptest! {
    #[test]
    fn what_is_shown_reads_back(figure in any_figure()) {
        // Money is shown to a 分 and no further.
        if figure.unit().decimals_to_fen().is_some_and(|fen| figure.value().normalize().scale() > fen) {
            return Ok(());
        }
        let read = Figure::parse(&figure.to_string()).expect("reads back");
        prop_assert_eq!(read.value().normalize(), figure.value().normalize());
        prop_assert_eq!(read.unit(), figure.unit());
        prop_assert_eq!(read.marks(), figure.marks());
    }

    #[test]
    fn addition_commutes(a in any_money(), b in any_money()) {
        let (ab, ba) = (a.plus(&b).expect("a sum"), b.plus(&a).expect("a sum"));
        prop_assert_eq!(ab.compare(&ba).expect("comparable").ordering, Ordering::Equal);
    }

    #[test]
    fn addition_associates(a in any_money(), b in any_money(), c in any_money()) {
        let left = a.plus(&b).and_then(|ab| ab.plus(&c)).expect("a sum");
        let right = b.plus(&c).and_then(|bc| a.plus(&bc)).expect("a sum");
        prop_assert_eq!(left.compare(&right).expect("comparable").ordering, Ordering::Equal);
    }

    #[test]
    fn subtraction_undoes_addition(a in any_money(), b in any_money()) {
        let back = a.plus(&b).and_then(|ab| ab.minus(&b)).expect("a difference");
        prop_assert_eq!(back.value().normalize(), a.value().normalize());
    }

    #[test]
    fn a_quotient_times_its_divisor_equals_the_dividend(a in any_money(), n in 1_i64..1_000_000) {
        let n = Figure::bare(n);
        let back = a.over(&n).and_then(|q| q.times(&n)).expect("a product");
        prop_assert!(back.compare(&a).expect("comparable").equal);
    }

    #[test]
    fn nothing_panics(a in any_figure(), b in any_figure()) {
        for result in [a.plus(&b), a.minus(&b), a.times(&b), a.over(&b)] {
            let _ = result.map(|figure| figure.to_string());
        }
        let _ = a.compare(&b);
    }

    #[test]
    fn any_text_reads_or_is_a_fault(typed in "[0-9０-９,，. \\-－~—万元户余约以上%％/至a-z]{0,12}") {
        if let Ok(quantity) = Quantity::parse(&typed) {
            prop_assert_eq!(quantity.to_string(), typed.trim());
        }
    }
}
