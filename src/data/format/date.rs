//! Days and times in a format.

use super::numerals;
use super::tokens::{Section, Token};

/// A day with a time, or a time in all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Moment {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    /// Days since the epoch; for times in all.
    pub days: f64,
}

const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A moment as a section shows it.
pub(super) fn shown(moment: &Moment, section: &Section) -> String {
    let tokens = &section.tokens;
    let halved = tokens.iter().any(|token| matches!(token, Token::HalfDay(_)));
    let mut text = String::new();
    let push = |text: &mut String, shown: String, is_year: bool| match section.numerals {
        Some(which) => text.push_str(&numerals::of_date(&shown, which, is_year)),
        None => text.push_str(&shown),
    };
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(words) => text.push_str(words),
            Token::Time('m', count) if is_minute(tokens, index) => {
                push(&mut text, padded(moment.minute, *count), false);
            }
            Token::Time('h', count) => {
                let hour = if halved { (moment.hour + 11) % 12 + 1 } else { moment.hour };
                push(&mut text, padded(hour, *count), false);
            }
            Token::Time('s', count) => push(&mut text, padded(moment.second, *count), false),
            Token::Time(letter, count) => {
                push(&mut text, day(moment, *letter, *count), matches!(letter, 'y' | 'e'));
            }
            Token::Elapsed(letter) => text.push_str(&elapsed(moment, *letter)),
            Token::HalfDay(chinese) => text.push_str(half(moment.hour, *chinese)),
            Token::Point => text.push('.'),
            Token::Comma => text.push(','),
            Token::Fraction => text.push('/'),
            _ => {}
        }
    }
    text
}

/// `m` is a month, unless it follows hours or stands before seconds.
fn is_minute(tokens: &[Token], index: usize) -> bool {
    let times = |token: &&Token| matches!(token, Token::Time(..) | Token::Elapsed(_));
    let before = tokens[..index].iter().rev().find(times);
    let after = tokens[index + 1..].iter().find(times);
    matches!(before, Some(Token::Time('h', _) | Token::Elapsed('h'))) || matches!(after, Some(Token::Time('s', _)))
}

fn padded(number: u8, count: usize) -> String {
    if count >= 2 { format!("{number:02}") } else { number.to_string() }
}

fn day(moment: &Moment, letter: char, count: usize) -> String {
    let month = MONTHS[usize::from(moment.month.clamp(1, 12)) - 1];
    match (letter, count) {
        ('y', 1 | 2) => format!("{:02}", moment.year % 100),
        ('y' | 'e', _) => moment.year.to_string(),
        ('m', 3) => month[..3].to_owned(),
        ('m', 5) => month[..1].to_owned(),
        ('m', 4..) => month.to_owned(),
        ('m', _) => padded(moment.month, count),
        ('d', 1 | 2) => padded(moment.day, count),
        ('d', 3) => format!("周{}", weekday(moment)),
        ('d', _) | ('a', 4..) => format!("星期{}", weekday(moment)),
        ('a', _) => weekday(moment).to_owned(),
        _ => String::new(),
    }
}

fn weekday(moment: &Moment) -> &'static str {
    let (year, month, day) = (i16::try_from(moment.year), i8::try_from(moment.month), i8::try_from(moment.day));
    let date = match (year, month, day) {
        (Ok(year), Ok(month), Ok(day)) => jiff::civil::Date::new(year, month, day).ok(),
        _ => None,
    };
    date.map_or("", |date| WEEKDAYS[usize::try_from(date.weekday().to_sunday_zero_offset()).unwrap_or(0)])
}

fn half(hour: u8, chinese: bool) -> &'static str {
    match (hour < 12, chinese) {
        (true, true) => "上午",
        (false, true) => "下午",
        (true, false) => "AM",
        (false, false) => "PM",
    }
}

fn elapsed(moment: &Moment, letter: char) -> String {
    let factor = match letter {
        'h' => 24.0,
        'm' => 1440.0,
        _ => 86400.0,
    };
    format!("{:.0}", (moment.days * factor + 1e-6).floor())
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use crate::data::format::{builtin, moment};

    #[test]
    fn days_are_shown_as_a_spreadsheet_shows_them() {
        let at = Moment { year: 2021, month: 12, day: 5, hour: 14, minute: 7, second: 9, days: 1.5 };
        let cases = [
            ("yyyy/m/d", "2021/12/5"),
            ("yyyy-mm-dd", "2021-12-05"),
            ("yyyy\"年\"m\"月\"d\"日\"", "2021年12月5日"),
            ("[$-804]yyyy\"年\"m\"月\"d\"日\" aaaa", "2021年12月5日 星期日"),
            ("yy.mm", "21.12"),
            ("h:mm:ss", "14:07:09"),
            ("mm:ss", "07:09"),
            ("yyyy/m/d h:mm", "2021/12/5 14:07"),
            ("上午/下午h\"时\"mm\"分\"", "下午2时07分"),
            ("h:mm AM/PM", "2:07 PM"),
            ("[h]:mm", "36:07"),
            ("d-mmm-yy", "5-Dec-21"),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", "二〇二一年十二月五日"),
        ];
        for (code, shown) in cases {
            assert_eq!(moment(&at, code), shown, "{code}");
        }
        assert_eq!(builtin(14), Some("yyyy/m/d"));
    }
}
