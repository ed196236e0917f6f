//! Figures against an oracle that knows no decimals: digits as integers of 128 bits, scaled by powers of ten.

use banxin::figures::{Change, Figure, Quantity, Unit, total};
use proptest::prelude::*;

/// A number as typed, and itself in units of 10⁻⁶.
const MILLIONTHS: i128 = 1_000_000;

/// A typed number with up to four decimals, and what it is.
fn number() -> impl Strategy<Value = (String, i128)> {
    (0_i128..2_000_000_000, 0_usize..=4, prop::bool::ANY).prop_map(|(digits, decimals, negative)| {
        let scale = 10_i128.pow(u32::try_from(decimals).expect("few"));
        let (whole, part) = (digits / scale, digits % scale);
        let sign = if negative && digits > 0 { "-" } else { "" };
        let typed = if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0decimals$}") };
        (typed, digits * (MILLIONTHS / scale) * if sign.is_empty() { 1 } else { -1 })
    })
}

/// A shown number in units of 10⁻⁶ of what it counts; more decimals than that are a fault.
fn read(shown: &str, unit: &str) -> i128 {
    let number = shown.strip_suffix(unit).unwrap_or_else(|| panic!("`{shown}` is not in {unit}"));
    let (sign, number) = number.strip_prefix('-').map_or((1, number), |rest| (-1, rest));
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    assert!(decimals.len() <= 6, "{shown}");
    let digits: i128 = format!("{whole}{decimals:0<6}").parse().expect("digits");
    sign * digits
}

/// Rounded half up (away from zero) to so many decimals, of something in units of 10⁻⁶.
fn rounded(value: i128, decimals: u32) -> i128 {
    let step = 10_i128.pow(6 - decimals);
    let up = (value.abs() * 2 + step) / (step * 2) * step;
    if value < 0 { -up } else { up }
}

fn figure(typed: &str) -> Figure {
    Figure::parse(typed).expect("a figure")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn sums_are_exact_whatever_units_are_mixed(numbers in prop::collection::vec((number(), 0_usize..3), 1..12)) {
        let units = [("元", 1), ("万元", 10_000), ("千元", 1000)];
        let first = units[numbers[0].1];
        let typed: Vec<Quantity> = numbers
            .iter()
            .map(|((typed, _), unit)| Quantity::parse(&format!("{typed}{}", units[*unit].0)).expect("a quantity"))
            .collect();
        let sum = total(&typed).expect("a total");
        let yuan: i128 = numbers.iter().map(|((_, value), unit)| value * units[*unit].1).sum();
        // What is shown of money ends at the 分; what is kept does not.
        let kept = sum.figure().expect("a figure").converted(&Unit::new("元")).expect("money").value().normalize().to_string();
        prop_assert_eq!(read(&kept, ""), yuan);
        prop_assert!(sum.to_string().ends_with(first.0));
    }

    #[test]
    fn rounding_is_half_up_at_every_decimal(((typed, value), decimals) in (number(), 0_u32..=4)) {
        let shown = figure(&format!("{typed}元")).rounded(decimals).to_string();
        prop_assert_eq!(read(&shown, "元"), rounded(value, decimals));
        let places = shown.trim_end_matches('元').split_once('.').map_or(0, |(_, after)| after.len());
        prop_assert_eq!(places, decimals as usize, "{}", shown);
    }

    #[test]
    fn a_change_is_the_ratio_rounded_once(((now, a), (before, b)) in (number(), number())) {
        let read_quantity = |typed: &str| Quantity::parse(&format!("{typed}户")).expect("a quantity");
        let change = Change::between(&read_quantity(&now), &read_quantity(&before)).expect("comparable").to_string();
        let expected = match (a, b) {
            (a, b) if a == b => "持平".to_owned(),
            (_, 0) => "上年为0，无法比较".to_owned(),
            (_, b) if b < 0 => "上年为负数，无法比较".to_owned(),
            (a, b) => {
                // Tenths of a per cent, half up.
                let tenths = ((a - b).abs() * 1000 * 2 + b) / (b * 2);
                let word = if a < b { "下降" } else { "增长" };
                let part = if tenths % 10 == 0 { String::new() } else { format!(".{}", tenths % 10) };
                format!("{word}{}{part}%", tenths / 10)
            }
        };
        // What rounds to nothing is shown with more decimals, so that no change reads as none.
        if !(expected.ends_with("增长0%") || expected.ends_with("下降0%")) {
            prop_assert_eq!(change, expected);
        }
    }

    #[test]
    fn units_convert_without_a_trace(((typed, value), pair) in (number(), 0_usize..6)) {
        let (from, to, num, den) = [
            ("万元", "元", 10_000, 1),
            ("公顷", "亩", 15, 1),
            ("公斤", "斤", 2, 1),
            ("吨", "公斤", 1000, 1),
            ("公里", "里", 2, 1),
            ("亿元", "万元", 10_000, 1),
        ][pair];
        let there = figure(&format!("{typed}{from}")).converted(&Unit::new(to)).expect("convertible");
        prop_assert_eq!(read(&there.to_string(), to), value * num / den);
        let back = there.converted(&Unit::new(from)).expect("convertible");
        prop_assert_eq!(read(&back.to_string(), from), value);
    }

    #[test]
    fn parts_of_a_percentage_sum_as_their_numbers_do((part, whole) in (1_i64..100_000, 1_i64..100_000)) {
        let quotient = figure(&format!("{part}户")).over(&figure(&format!("{whole}户"))).expect("a quotient");
        let percent = quotient.converted(&Unit::new("%")).expect("a ratio").rounded(1).to_string();
        let tenths = (i128::from(part) * 1000 * 2 + i128::from(whole)) / (i128::from(whole) * 2);
        prop_assert_eq!(read(&percent, "%"), tenths * MILLIONTHS / 10);
    }
}
