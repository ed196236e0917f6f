//! What a spreadsheet shows of a number: the number and the cell's format → text.
//!
//! Formats are those of ECMA-376, 18.8.30 and 18.8.31, as Chinese Excel and WPS show them. What people use for tables is
//! here: decimals, thousands, percent, sections for negative numbers and zero, words, dates and times. Colours and
//! locales are passed over; fractions are shown as decimals. This module must not know cells or sheets.

use rust_decimal::{Decimal, RoundingStrategy};

mod date;
mod numerals;
mod tokens;

pub(super) use date::Moment;
use tokens::{Section, Token, sections};

/// Digits that a spreadsheet keeps.
const DIGITS: usize = 15;

/// Decimals beyond this are noise of the binary form.
const MOST_DECIMALS: u32 = 9;

/// A number without a format of its own, as a cell that is wide enough shows it. Long whole numbers are shown in full:
/// they are numbers of accounts and places.
pub(super) fn general(value: f64) -> String {
    match exact(value) {
        Some(number) if number.scale() > MOST_DECIMALS => round(number, MOST_DECIMALS).normalize().to_string(),
        Some(number) => number.to_string(),
        None => format!("{value:E}"),
    }
}

/// A number in a format.
pub(super) fn number(value: f64, code: &str) -> String {
    let sections = sections(code);
    let Some((section, is_own)) = chosen(&sections, value) else { return general(value) };
    let shown = in_section(value, section, is_own);
    let is_general = section.tokens.iter().any(|token| matches!(token, Token::General)) || section.tokens.is_empty();
    section.numerals.map_or_else(|| shown.clone(), |which| numerals::number(&shown, which, is_general))
}

fn in_section(value: f64, section: &Section, is_own: bool) -> String {
    if section.tokens.iter().any(|token| matches!(token, Token::General | Token::Fraction)) {
        return with_general(&section.tokens, if is_own { value.abs() } else { value });
    }
    let Some(number) = exact(value) else { return general(value) };
    let number = if is_own { number.abs() } else { number };
    if section.tokens.iter().any(|token| matches!(token, Token::Exponent)) {
        return scientific(number, &section.tokens);
    }
    plain(number, &section.tokens)
}

/// A day or a time in a format.
pub(super) fn moment(moment: &Moment, code: &str) -> String {
    let sections = sections(code);
    sections.first().map_or_else(String::new, |section| date::shown(moment, section))
}

/// The code of a format that has a number and no code in the file, as Chinese Excel shows it.
pub(super) fn builtin(id: u32) -> Option<&'static str> {
    Some(match id {
        14 => "yyyy/m/d",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        _ => return None,
    })
}

/// The section that holds for a value, and whether it is for negative numbers, which then need no sign.
fn chosen(sections: &[Section], value: f64) -> Option<(&Section, bool)> {
    if let Some(section) = sections.iter().find(|section| section.condition.is_some_and(|holds| holds.test(value))) {
        return Some((section, false));
    }
    let free: Vec<&Section> = sections.iter().filter(|section| section.condition.is_none()).collect();
    match (free.as_slice(), value) {
        ([], _) => None,
        ([_, negative, ..], value) if value < 0.0 && sections.len() == free.len() => Some((negative, true)),
        ([_, _, zero, ..], 0.0) => Some((zero, false)),
        ([first, ..], _) => Some((first, false)),
    }
}

/// The decimal number that a binary one stands for, to as many digits as a spreadsheet keeps.
fn exact(value: f64) -> Option<Decimal> {
    let shown = format!("{value:.*e}", DIGITS - 1);
    Decimal::from_scientific(&shown).ok().map(|number| number.normalize())
}

fn round(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Words around a number without a format.
fn with_general(tokens: &[Token], value: f64) -> String {
    let mut shown = String::new();
    for token in tokens {
        match token {
            Token::General | Token::Fraction => shown.push_str(&general(value)),
            Token::Literal(text) => shown.push_str(text),
            _ => {}
        }
    }
    shown
}

/// A number in digits.
fn plain(number: Decimal, tokens: &[Token]) -> String {
    let point = tokens.iter().position(|token| matches!(token, Token::Point)).unwrap_or(tokens.len());
    let (whole_tokens, rest) = tokens.split_at(point);
    let percent = tokens.iter().filter(|token| matches!(token, Token::Percent)).count();
    let mut scaled = number;
    for _ in 0..percent.min(2) {
        scaled *= Decimal::ONE_HUNDRED;
    }
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    // Commas behind the last digit leave out thousands.
    let behind = tokens
        .iter()
        .rposition(is_digit)
        .map_or(0, |last| tokens[last + 1..].iter().take_while(|token| matches!(token, Token::Comma)).count());
    for _ in 0..behind.min(4) {
        scaled /= Decimal::ONE_THOUSAND;
    }
    let last_digit = whole_tokens.iter().rposition(is_digit);
    let grouped = last_digit.is_some_and(|last| whole_tokens[..last].iter().any(|token| matches!(token, Token::Comma)));
    let decimals = rest.iter().filter(|token| is_digit(token)).count();
    let rounded = round(scaled, u32::try_from(decimals).unwrap_or(0)).abs();
    let text = rounded.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if scaled.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
    format!("{sign}{}{}", whole_part(whole, whole_tokens, grouped), fraction_part(fraction, rest))
}

/// Digits fill their places from the right; the first place takes all that are left.
fn whole_part(digits: &str, tokens: &[Token], grouped: bool) -> String {
    let mut left: Vec<char> = if digits == "0" { Vec::new() } else { digits.chars().collect() };
    let mut shown: Vec<char> = Vec::new();
    let mut count = 0;
    let push = |shown: &mut Vec<char>, digit: char, count: &mut usize| {
        if grouped && *count > 0 && (*count).is_multiple_of(3) {
            shown.push(',');
        }
        *count += 1;
        shown.push(digit);
    };
    let first = tokens.iter().position(|token| matches!(token, Token::Digit(_)));
    for (index, token) in tokens.iter().enumerate().rev() {
        match token {
            Token::Digit(place) => {
                match (left.pop(), place) {
                    (Some(digit), _) => push(&mut shown, digit, &mut count),
                    (None, '0') => push(&mut shown, '0', &mut count),
                    (None, _) => {}
                }
                while let (true, Some(digit)) = (Some(index) == first, left.last().copied()) {
                    left.pop();
                    push(&mut shown, digit, &mut count);
                }
            }
            Token::Literal(text) => shown.extend(text.chars().rev()),
            Token::Percent => shown.push('%'),
            _ => {}
        }
    }
    shown.iter().rev().collect()
}

/// Digits fill their places from the left; `#` shows no zeros at the end.
fn fraction_part(digits: &str, tokens: &[Token]) -> String {
    let significant = digits.trim_end_matches('0').len();
    let mut digits = digits.chars();
    let mut shown = String::new();
    let mut at = 0;
    for token in tokens {
        match token {
            Token::Digit(place) => {
                let digit = digits.next().unwrap_or('0');
                at += 1;
                if *place == '0' || at <= significant {
                    shown.push(digit);
                }
            }
            Token::Point => shown.push('.'),
            Token::Literal(text) => shown.push_str(text),
            Token::Percent => shown.push('%'),
            _ => {}
        }
    }
    shown
}

/// One digit before the point, as `0.00E+00` asks for.
fn scientific(number: Decimal, tokens: &[Token]) -> String {
    let end = tokens.iter().position(|token| matches!(token, Token::Exponent)).unwrap_or(tokens.len());
    let point = tokens[..end].iter().position(|token| matches!(token, Token::Point)).unwrap_or(end);
    let decimals = tokens[point..end].iter().filter(|token| matches!(token, Token::Digit(_))).count();
    let value: f64 = number.to_string().parse().unwrap_or(0.0);
    let shown = format!("{value:.decimals$E}");
    let (mantissa, exponent) = shown.split_once('E').unwrap_or((&shown, "0"));
    let sign = if exponent.starts_with('-') { '-' } else { '+' };
    format!("{mantissa}E{sign}{:0>2}", exponent.trim_start_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::{general, number};

    #[test]
    fn numbers_are_shown_as_a_spreadsheet_shows_them() {
        let cases = [
            (1_234_567.5, "#,##0.00", "1,234,567.50"),
            (0.1234, "0.0%", "12.3%"),
            (0.125, "0%", "13%"),
            (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
            (-3.0, "0_);[Red]-0_)", "-3"),
            (0.0, "#,##0;-#,##0;\"—\"", "—"),
            (0.0, "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "-"),
            (1234.5, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "1,234.50"),
            (-1234.5, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-1,234.50"),
            (12.0, "000000", "000012"),
            (12.0, "0\"户\"", "12户"),
            (12.5, "General\"元\"", "12.5元"),
            (1_234_567.0, "0.00,,\"百万\"", "1.23百万"),
            (123_456.0, "0.0,", "123.5"),
            (0.5, "#.##", ".5"),
            (2.0, "0.0#", "2.0"),
            (2.345, "0.0#", "2.35"),
            (1.005, "0.00", "1.01"),
            (-0.001, "0.00", "0.00"),
            (12_345.0, "0.00E+00", "1.23E+04"),
            (5.0, "[>=10]0\"大\";[<10]0\"小\"", "5小"),
            (1_234.5, "¥#,##0.00", "¥1,234.50"),
            (1_234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
            (13_812_345_678.0, "000-0000-0000", "138-1234-5678"),
            (7.0, ";;;", ""),
        ];
        for (value, code, shown) in cases {
            assert_eq!(number(value, code), shown, "{value} in {code}");
        }
    }

    #[test]
    fn without_a_format_the_noise_of_binary_numbers_is_left_out() {
        assert_eq!(general(0.1 + 0.2), "0.3");
        assert_eq!(general(120_600.0), "120600");
        assert_eq!(general(110_101_199_003_070.0), "110101199003070");
        assert_eq!(general(-12.5), "-12.5");
        assert_eq!(general(384_560.63), "384560.63");
        assert_eq!(general(1.0 / 3.0), "0.333333333");
    }
}
