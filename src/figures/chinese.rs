//! Numbers in hanzi: 十二, 二〇二一, 人民币壹拾贰万零陆佰元整.
//!
//! In: decimals. Out: hanzi. This module must not know units beyond 元, 角, 分.

use rust_decimal::Decimal;

use super::show::HALF_UP;

const PLAIN: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const FORMAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLAIN_TENS: [&str; 4] = ["", "十", "百", "千"];
const FORMAL_TENS: [&str; 4] = ["", "拾", "佰", "仟"];

/// 中文数字: 十二, 一百零五, 三点一四, 负二.
#[must_use]
pub fn number(value: Decimal) -> String {
    let value = value.normalize();
    let whole = integer(value.trunc().mantissa().unsigned_abs(), PLAIN, PLAIN_TENS);
    let whole = whole.strip_prefix("一十").map(|rest| format!("十{rest}")).unwrap_or(whole);
    let decimals = decimals(value);
    let point = if decimals.is_empty() { String::new() } else { format!("点{}", spelled(&decimals)) };
    let sign = if value.is_sign_negative() && !value.is_zero() { "负" } else { "" };
    format!("{sign}{whole}{point}")
}

/// 中文年份: digits one by one, as in 二〇二一; what is no digit stays.
#[must_use]
pub fn year(digits: &str) -> String {
    spelled(digits).replace('零', "〇")
}

/// 大写金额 of an amount in 元, rounded to 分: 人民币壹拾贰万零陆佰元整.
///
/// After the rules for filling in bills (《支付结算办法》附件一): 整 after 元 and 角, none after 分, 零 for a gap.
#[must_use]
pub fn amount(yuan: Decimal) -> String {
    let rounded = yuan.round_dp_with_strategy(2, HALF_UP);
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "负" } else { "" };
    let whole = rounded.trunc().normalize().mantissa().unsigned_abs();
    let mut cents = decimals(rounded);
    while cents.len() < 2 {
        cents.push('0');
    }
    let digit = |place: usize| cents.as_bytes().get(place).map_or(0, |byte| usize::from(byte - b'0'));
    let (jiao, fen) = (digit(0), digit(1));
    let mut words = format!("人民币{sign}");
    if whole > 0 || (jiao, fen) == (0, 0) {
        words += &integer(whole, FORMAL, FORMAL_TENS);
        words.push('元');
    }
    if jiao > 0 {
        words.extend([FORMAL[jiao], '角']);
    } else if fen > 0 && whole > 0 {
        words.push('零');
    }
    if fen > 0 {
        words.extend([FORMAL[fen], '分']);
    } else {
        words.push('整');
    }
    words
}

/// The digits after the point, without final zeros.
fn decimals(value: Decimal) -> String {
    let text = value.normalize().to_string();
    text.split_once('.').map_or(String::new(), |(_, decimals)| decimals.to_owned())
}

fn spelled(digits: &str) -> String {
    digits.chars().map(|c| c.to_digit(10).map_or(c, |digit| PLAIN[digit as usize])).collect()
}

/// A whole number: groups of four with 万 and 亿; above 亿 the count of 亿 is spelled the same way (一万亿).
fn integer(value: u128, digits: [char; 10], tens: [&str; 4]) -> String {
    if value == 0 {
        return digits[0].to_string();
    }
    let mut words = String::new();
    let mut rest = value;
    for (word, size) in [("亿", 100_000_000), ("万", 10_000)] {
        if rest >= size {
            words += &integer(rest / size, digits, tens);
            words += word;
            let gap = rest % size;
            if gap > 0 && gap < size / 10 {
                words.push(digits[0]);
            }
            rest = gap;
        }
    }
    words + &thousands(rest, digits, tens)
}

fn thousands(value: u128, digits: [char; 10], tens: [&str; 4]) -> String {
    let mut words = String::new();
    let mut gap = false;
    for place in (0..4).rev() {
        let digit = (value / 10_u128.pow(place)) % 10;
        let place = place as usize;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap {
            words.push(digits[0]);
            gap = false;
        }
        words.push(digits[usize::try_from(digit).unwrap_or(0)]);
        words += tens[place];
    }
    words
}

#[cfg(test)]
mod tests {
    use chinese_number::{ChineseCase, ChineseCountMethod, ChineseToNumber, ChineseVariant, NumberToChinese};
    use proptest::prelude::*;

    use super::*;

    fn read(number: &str) -> Decimal {
        number.parse().expect("a number")
    }

    #[test]
    fn plain_numbers() {
        for (value, words) in [
            ("0", "零"),
            ("2", "二"),
            ("10", "十"),
            ("12", "十二"),
            ("105", "一百零五"),
            ("110", "一百一十"),
            ("1010", "一千零一十"),
            ("10001", "一万零一"),
            ("100000", "十万"),
            ("120600", "十二万零六百"),
            ("100010000", "一亿零一万"),
            ("100000001", "一亿零一"),
            ("1000000000000", "一万亿"),
            ("-3.14", "负三点一四"),
            ("3.10", "三点一"),
        ] {
            assert_eq!(number(read(value)), words, "{value}");
        }
    }

    #[test]
    fn years() {
        assert_eq!(year("2021"), "二〇二一");
        assert_eq!(year("2021年"), "二〇二一年");
    }

    #[test]
    fn amounts() {
        for (value, words) in [
            ("0", "人民币零元整"),
            ("120600.00", "人民币壹拾贰万零陆佰元整"),
            ("1775475", "人民币壹佰柒拾柒万伍仟肆佰柒拾伍元整"),
            ("384560.63", "人民币叁拾捌万肆仟伍佰陆拾元陆角叁分"),
            ("10.05", "人民币壹拾元零伍分"),
            ("10.5", "人民币壹拾元伍角整"),
            ("0.05", "人民币伍分"),
            ("-8.2", "人民币负捌元贰角整"),
        ] {
            assert_eq!(amount(read(value)), words, "{value}");
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_are_spelled_as_another_crate_does(value in 0_u64..1_000_000_000_000) {
            let ours = integer(u128::from(value), PLAIN, PLAIN_TENS);
            let back: u64 = ours.as_str().to_number(ChineseCountMethod::TenThousand).expect("reads back");
            prop_assert_eq!(back, value);
            let theirs = value.to_chinese(ChineseVariant::Simple, ChineseCase::Lower, ChineseCountMethod::TenThousand);
            let theirs = theirs.expect("a number");
            prop_assert_eq!(ours.replace("一十", "十"), theirs.replace("一十", "十"));
        }
    }
}
