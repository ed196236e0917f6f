//! Numbers with units, texts in quotes, and the few words that are values.

use super::{Parsed, Parser};
use crate::diagnostic::code::ExprFault;
use crate::expr::scan::is_word;
use crate::expr::tree::{Kind, Node};
use crate::expr::value::Value;
use crate::figures::{Figure, Quantity, Unit};

/// A free unit in an expression has at most so many characters, 万 before it aside: more is taken for a name, so that
/// a mistyped `60岁以上老人` is told and not printed.
const FREE_UNIT_CHARS: usize = 2;

/// The quote that closes this one, all in narrow form.
pub(super) fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' | '\'' => Some(open),
        '“' => Some('”'),
        '‘' => Some('’'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

/// Words that are values, if no name is like them.
pub(super) fn word_value(word: &str) -> Option<Value> {
    match word {
        "是" => Some(Value::Flag(true)),
        "否" => Some(Value::Flag(false)),
        "未报" | "无" => Quantity::parse(word).ok().map(Value::Quantity),
        _ if word.eq_ignore_ascii_case("true") => Some(Value::Flag(true)),
        _ if word.eq_ignore_ascii_case("false") => Some(Value::Flag(false)),
        _ => None,
    }
}

impl Parser<'_> {
    /// `522户`, `384560.63 元`, `12.5%`, `500元/月`.
    pub(super) fn number(&mut self) -> Parsed<Node> {
        let start = self.scan.at();
        let digits = number_length(self.scan.rest());
        if let Some(length) = grouped_length(self.scan.rest()) {
            let typed = self.scan.typed(start..start + length).to_owned();
            let plain = self.scan.rest()[..length].replace(',', "");
            return Err(self.fault(start..start + length, ExprFault::Thousands { typed, plain }));
        }
        self.scan.advance(digits);
        let unit = self.unit_length();
        let unit_text = self.scan.rest()[..unit].trim();
        if !is_plausible(unit_text) {
            self.scan.advance(unit);
            return Ok(self.unknown(start..start + digits + unit));
        }
        self.scan.advance(unit);
        let end = start + digits + unit;
        match Figure::parse(self.scan.typed(start..end)) {
            Ok(figure) => Ok(self.node(start, Kind::Literal(Value::Quantity(figure.into())))),
            Err(fault) => Err(self.fault(start..end, fault)),
        }
    }

    /// Text in quotes; nothing in it is special.
    pub(super) fn text(&mut self) -> Parsed<Node> {
        let start = self.scan.at();
        let open = self.scan.peek().unwrap_or('"');
        let close = closing_quote(open).unwrap_or(open);
        self.scan.advance(open.len_utf8());
        let Some(length) = self.scan.rest().find(close) else {
            return Err(self.fault(start..start + open.len_utf8(), ExprFault::UnclosedQuote { open }));
        };
        let inner = self.scan.typed(self.scan.at()..self.scan.at() + length).to_owned();
        self.scan.advance(length + close.len_utf8());
        Ok(self.node(start, Kind::Literal(Value::Text(inner))))
    }

    /// Bytes of the unit after a number, with space before it; 0 if there is none.
    fn unit_length(&self) -> usize {
        let rest = self.scan.rest();
        let space = rest.len() - rest.trim_start().len();
        let mut end = space + unit_word(&rest[space..]);
        if end == space {
            return 0;
        }
        while let Some(mark) = rest[end..].chars().next().filter(|c| ['/', '·', '・'].contains(c)) {
            let after = end + mark.len_utf8();
            let length = unit_word(&rest[after..]);
            let called = self.names.longest(rest, after, |_| true).is_some();
            if length == 0 || called || rest[after..].starts_with(|c: char| c.is_ascii_digit()) {
                break;
            }
            end = after + length;
        }
        end
    }
}

/// `12`, `12.5`.
fn number_length(text: &str) -> usize {
    let whole = digits(text);
    match text[whole..].strip_prefix('.').map(digits) {
        Some(decimals) if decimals > 0 => whole + 1 + decimals,
        _ => whole,
    }
}

/// `1,775,475`, `1,775元`: a comma without space before exactly three digits could be either thing.
fn grouped_length(text: &str) -> Option<usize> {
    let mut end = digits(text);
    let first = end;
    while let Some(after) = text[end..].strip_prefix(',') {
        if digits(after) != 3 {
            break;
        }
        end += 4;
    }
    (first <= 3 && end > first).then_some(end)
}

fn digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
}

/// Bytes of one word of a unit: letters and signs, up to a word that joins conditions.
fn unit_word(text: &str) -> usize {
    let sign = |c: char| "%‰℃°㎡²".contains(c);
    let end = text.find(|c: char| !(is_word(c) || sign(c))).unwrap_or(text.len());
    let end = ["且", "或", "并且"].iter().filter_map(|word| text[..end].find(word)).min().unwrap_or(end);
    let english = ["and", "or"].iter().any(|word| text[..end].eq_ignore_ascii_case(word));
    if english { 0 } else { end }
}

fn is_plausible(unit: &str) -> bool {
    let over = unit.split('/').next().unwrap_or("");
    let free = over.trim_start_matches(['万', '亿', '千', '百']);
    let no_digits = !unit.contains(|c: char| c.is_ascii_digit());
    no_digits && (Unit::new(over).is_known() || free.chars().count() <= FREE_UNIT_CHARS)
}
