//! Numbers that a writer typed before an item: 一、 （一） 1. （1） ① 第一条.
//!
//! In: the text of an item or heading. Out: how much of it is such a number.
//! This module must not know where numbers are added by themselves; whoever does calls it.

/// The numerals that ordinals are written with.
const NUMERALS: &str = "一二三四五六七八九十百";

/// The length in bytes of the number that a text begins with, its mark and the white space after it included.
///
/// Careful with what only looks like one: `1.5万元`, `2021年`, `3.10`, `一、二级残疾人`, `第一条生产线` have none.
#[must_use]
pub fn typed_ordinal(text: &str) -> Option<usize> {
    let mark = bracketed(text).or_else(|| listed(text)).or_else(|| circled(text)).or_else(|| article(text))?;
    let rest = &text[mark..];
    Some(text.len() - rest.trim_start().len())
}

/// （一） (一) （1） (1), also with a 、 or . after it.
fn bracketed(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(['（', '('])?;
    let number = number_length(inside, 2)?;
    let after = inside[number..].strip_prefix(['）', ')'])?;
    let after = after.strip_prefix(['、', '.', '．']).unwrap_or(after);
    Some(text.len() - after.len())
}

/// 一、 1、 1. 1． and 一 with white space after it.
fn listed(text: &str) -> Option<usize> {
    let number = number_length(text, 2)?;
    let rest = &text[number..];
    let mark = rest.chars().next()?;
    let spelt = text.starts_with(|c| NUMERALS.contains(c));
    let fits = match mark {
        '、' => true,
        '.' | '．' => !spelt,
        ' ' | '\u{3000}' => spelt,
        _ => false,
    };
    let after = &rest[mark.len_utf8()..];
    let goes_on = after.starts_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    // After "1." a numeral may begin the text (`1.一站式服务`); after "一、" it is a list (`一、二级`).
    let torn = goes_on && (mark != '.' && mark != '．' || after.starts_with(|c: char| c.is_ascii_digit()));
    (fits && !torn).then_some(number + mark.len_utf8())
}

/// ① ⑴ ⒈ ㈠.
fn circled(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    matches!(first, '\u{2460}'..='\u{249B}' | '\u{3220}'..='\u{3229}').then_some(first.len_utf8())
}

/// 第一条, 第三章, if white space or a mark sets it off.
fn article(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('第')?;
    let number = number_length(inside, 3)?;
    let after = inside[number..].strip_prefix(['条', '章', '节', '编', '款', '项'])?;
    let next = after.chars().next();
    let set_off = next.is_none_or(|c| c.is_whitespace() || matches!(c, '：' | ':' | '、' | '.' | '．'));
    let after = after.strip_prefix(['：', ':', '、', '.', '．']).unwrap_or(after);
    set_off.then_some(text.len() - after.len())
}

/// The length of a number of up to so many digits, or up to five numerals.
fn number_length(text: &str, digits: usize) -> Option<usize> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length > 0 {
        return (length <= digits).then_some(length);
    }
    let count = text.chars().take_while(|&c| NUMERALS.contains(c)).count();
    (1..=5).contains(&count).then_some(count * '一'.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::typed_ordinal;

    #[test]
    fn typed_numbers_are_found_with_their_marks() {
        let found = |text: &str| typed_ordinal(text).map(|n| text[..n].to_owned());
        for (text, ordinal) in [
            ("一、加强", "一、"),
            ("二十一、加强", "二十一、"),
            ("（一）加强", "（一）"),
            ("(十二) 加强", "(十二) "),
            ("1. 加强", "1. "),
            ("1.加强", "1."),
            ("1.一站式服务", "1."),
            ("12、加强", "12、"),
            ("1．加强", "1．"),
            ("（1）加强", "（1）"),
            ("(1)、加大", "(1)、"),
            ("①加强", "①"),
            ("一　社会救助", "一　"),
            ("第一条　为了", "第一条　"),
            ("第十二章 总则", "第十二章 "),
            ("第3条：", "第3条："),
        ] {
            assert_eq!(found(text).as_deref(), Some(ordinal), "{text}");
        }
    }

    #[test]
    fn numbers_of_the_text_stay() {
        for text in [
            "1.5万元",
            "2021年",
            "3.10",
            "一、二级残疾人",
            "第一条生产线",
            "1、2号楼",
            "100户",
            "一是加强",
            "十户",
            "(2021)3号",
            "（略）",
            "",
            "1",
            "一",
            "第一，加强",
            "12",
        ] {
            assert_eq!(typed_ordinal(text), None, "{text}");
        }
    }
}
