//! 发文字号 as a clerk types it → as GB/T 9704-2012, 7.2.5 wants it: 青街发〔2022〕5号.
//!
//! In: a number typed whole. Out: the standard's form, or none if it can't be told what is meant.

use crate::width::narrow;

/// Marks that are typed for 〔 and 〕, in their narrow forms.
const OPENING: &[char] = &['〔', '[', '【', '(', '﹝', '<', '〈', '《', '「', '{', '〖'];
const CLOSING: &[char] = &['〕', ']', '】', ')', '﹞', '>', '〉', '》', '」', '}', '〗'];

/// Room for a number that is still to be given.
pub(super) const ROOM: &str = "\u{3000}\u{3000}";

/// 青街发〔2022〕5号: six-cornered brackets, the whole year, no 第, no zeros in front, 号.
pub(super) fn official(typed: &str) -> Option<String> {
    let narrow: String = typed.chars().map(narrow).collect();
    let (code, rest) = narrow.split_once(OPENING)?;
    let (year, serial) = rest.split_once(CLOSING)?;
    let (code, year) = (code.trim(), year.trim().trim_end_matches('年').trim_end());
    let known_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let open_year = year.is_empty();
    if code.is_empty() || !(known_year || open_year) {
        return None;
    }
    let year = if open_year { ROOM } else { year };
    Some(format!("{code}〔{year}〕{}号", serial_of(serial, '号')?))
}

/// 第5号 of an order, 第5期 of minutes.
pub(super) fn counted(typed: &str, mark: char) -> Option<String> {
    let narrow: String = typed.chars().map(narrow).collect();
    Some(format!("第{}{mark}", serial_of(&narrow, mark)?))
}

/// The number without 第, mark and zeros in front; room where none was given.
fn serial_of(typed: &str, mark: char) -> Option<String> {
    let typed = typed.trim();
    let typed = typed.strip_prefix('第').unwrap_or(typed);
    let digits = typed.strip_suffix(mark).unwrap_or(typed).trim();
    if digits.is_empty() {
        return Some(ROOM.to_owned());
    }
    let all = digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let digits = digits.trim_start_matches('0');
    (all && !digits.is_empty()).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{counted, official};

    #[test]
    fn brackets_and_zeros_are_put_right_7_2_5() {
        for typed in [
            "青街发〔2022〕5号",
            "青街发[2022]5号",
            "青街发【2022】5号",
            "青街发（2022）5号",
            "青街发(2022)5号",
            "青街发［2022］05号",
            "青街发〔2022〕第5号",
            "青街发〔2022〕 第 005 号",
            "青街发〔２０２２〕５号",
            "青街发〔2022年〕5号",
            "青街发〔2022〕5",
            "青街发﹝2022﹞5号",
        ] {
            assert_eq!(official(typed).as_deref(), Some("青街发〔2022〕5号"), "{typed}");
        }
    }

    #[test]
    fn room_is_left_for_a_number_that_is_still_to_be_given() {
        for typed in ["青街发〔2022〕号", "青街发〔2022〕　　号", "青街发〔2022〕", "青街发[2022] 号"]
        {
            assert_eq!(official(typed).as_deref(), Some("青街发〔2022〕　　号"), "{typed}");
        }
    }

    #[test]
    fn other_forms_are_left_alone() {
        for typed in
            ["青街发2022第5号", "青街发〔22〕5号", "〔2022〕5号", "青街发〔2022〕五号", "青街发〔2022〕0号", "5号", ""]
        {
            assert_eq!(official(typed), None, "{typed}");
        }
    }

    #[test]
    fn orders_are_counted() {
        for typed in ["第5号", "5", "5号", "第05号", "第５号"] {
            assert_eq!(counted(typed, '号').as_deref(), Some("第5号"), "{typed}");
        }
        assert_eq!(counted("青云县人民政府令第5号", '号'), None);
        assert_eq!(counted("第03期", '期').as_deref(), Some("第3期"));
    }
}
