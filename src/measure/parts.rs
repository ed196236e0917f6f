//! Which lines are what: title, paragraphs, headings, signature.

use super::Layout;
use super::families::Family;
use super::lines::{Line, lines};
use super::setting::Setting;
use super::sheet::{Rule, Sheet};

/// Rules at least this long may be lines of the head or the imprint, in millimetres.
pub(super) const LONG_RULE: f64 = 140.0;

/// Rules longer than this are a letter's double lines (170 mm), not the type area's width.
const LETTER_RULE: f64 = 163.0;

/// Within this share of the first page a head may stand.
const HEAD: f64 = 0.6;

/// The layout of a PDF by what is red on its first page.
pub(super) fn guess(sheet: &Sheet) -> Layout {
    let Some(page) = sheet.pages.first() else { return Layout::Plain };
    let red = || page.rules.iter().filter(|rule| rule.colour.is_red() && rule.is_horizontal());
    let lines = lines(0, page);
    let masthead = largest(lines.iter().filter(|line| line.is_red() && line.y < HEAD * page.height).collect());
    let masthead: String = masthead.into_iter().map(Line::plain).collect();
    if red().any(|rule| rule.area.width() > LETTER_RULE) {
        Layout::Letter
    } else if masthead.ends_with('令') {
        Layout::Order
    } else if masthead.ends_with("纪要") {
        Layout::Minutes
    } else if !masthead.is_empty() || red().any(|rule| rule.area.width() > LONG_RULE) {
        Layout::Official
    } else {
        Layout::Plain
    }
}

/// Long red horizontal rules of the first page's upper part.
pub(super) fn red_rules<'s>(setting: &Setting<'s>) -> Vec<&'s Rule> {
    let Some(page) = setting.pages.first() else { return Vec::new() };
    let long = |rule: &&Rule| rule.is_horizontal() && rule.area.width() > LONG_RULE && rule.colour.is_red();
    let mut rules: Vec<&Rule> = page.rules.iter().filter(long).collect();
    rules.sort_by(|a, b| a.y().total_cmp(&b.y()));
    rules
}

/// The masthead: the red lines at the head of the first page.
pub(super) fn masthead<'a>(setting: &'a Setting<'_>) -> Vec<&'a Line> {
    let height = setting.pages.first().map_or(297.0, |page| page.height);
    largest(setting.page(0).filter(|line| line.is_red() && line.y < HEAD * height).collect())
}

/// Those of the red lines that are near the largest in size: a name or a seal's words may be red as well.
fn largest(mut lines: Vec<&Line>) -> Vec<&Line> {
    let size = lines.iter().map(|line| line.size()).fold(0.0, f64::max);
    lines.retain(|line| line.size() > 0.55 * size);
    lines
}

/// Below which height of the first page the title is looked for.
fn head_bottom(setting: &Setting<'_>, layout: Layout) -> f64 {
    if !layout.is_headed() {
        return 0.0;
    }
    let height = setting.pages.first().map_or(297.0, |page| page.height);
    let rule = red_rules(setting).into_iter().filter(|rule| rule.y() < HEAD * height).map(Rule::y);
    let masthead = masthead(setting).into_iter().map(|line| line.y);
    rule.chain(masthead).fold(0.0, f64::max)
}

/// The title's lines.
pub(super) fn title<'a>(setting: &'a Setting<'_>, layout: Layout) -> Vec<&'a Line> {
    let below = head_bottom(setting, layout);
    let mut title: Vec<&Line> = Vec::new();
    for line in setting.page(0).filter(|line| line.y > below) {
        let stands_out =
            line.size() > 1.15 * setting.body_size || (setting.is_centred(line) && setting.indent(line) > 1.5);
        let like_first = title.first().is_none_or(|first| (first.size() - line.size()).abs() < 0.6);
        match (stands_out && like_first, title.is_empty()) {
            (true, _) => title.push(line),
            // Labels (密级, 发文字号 of a letter) may stand above the title of a headed paper.
            (false, true) if layout.is_headed() => {}
            (false, _) => break,
        }
    }
    title
}

/// A line that begins a paragraph.
pub(super) struct Start<'a> {
    /// The line.
    pub line: &'a Line,
    /// Its place among all lines.
    pub at: usize,
    /// Its level by its mark, if it has one.
    pub level: Option<usize>,
    /// The family of its first hanzi after the mark.
    pub family: Option<Family>,
    /// Whether it is a heading with a line of its own.
    pub stands_alone: bool,
}

impl Start<'_> {
    /// Whether it is a heading: on its own line, or set off by its font.
    pub(super) fn is_heading(&self) -> bool {
        self.level.is_some() && (self.stands_alone || self.family.is_some_and(|family| family != Family::Fang))
    }
}

/// Indents of paragraphs, in characters: more is a signature or something centred.
const PARAGRAPH: std::ops::Range<f64> = 0.5..4.5;

/// Lines of the text's size that begin a paragraph.
pub(super) fn starts<'a>(setting: &'a Setting<'_>) -> Vec<Start<'a>> {
    let begins = |line: &Line| setting.is_body(line) && PARAGRAPH.contains(&setting.indent(line));
    let all = setting.lines.iter().enumerate().filter(|(_, line)| begins(line));
    all.map(|(at, line)| {
        let (level, label) = level(&line.text);
        let next = setting.lines.get(at + 1);
        let ends = next.is_none_or(|next| setting.indent(next) > PARAGRAPH.start || !setting.is_body(next));
        let closed = line.plain().ends_with(['。', '；', '：', '！', '？', '，', '、']);
        Start { line, at, level, family: family_after(line, label), stands_alone: ends && !closed }
    })
    .collect()
}

/// The level of a text's mark, from 1, and how many characters the mark has.
fn level(text: &str) -> (Option<usize>, usize) {
    let text: Vec<char> = text.chars().collect();
    let run = |from: usize, set: &dyn Fn(char) -> bool| text[from..].iter().take_while(|c| set(**c)).count();
    let chinese = |c: char| "一二三四五六七八九十百".contains(c);
    let digit = |c: char| c.is_ascii_digit();
    let bracketed = usize::from(matches!(text.first(), Some('（' | '(')));
    let (hanzi, digits) = (run(bracketed, &chinese), run(bracketed, &digit));
    let after = |length: usize| text.get(bracketed + length).copied();
    match (bracketed, hanzi, digits) {
        (0, 1.., _) if after(hanzi) == Some('、') => (Some(1), hanzi + 1),
        (1, 1.., _) if matches!(after(hanzi), Some('）' | ')')) => (Some(2), hanzi + 2),
        (0, _, 1..=2)
            if matches!(after(digits), Some('.' | '．')) && !text.get(digits + 1).is_some_and(char::is_ascii_digit) =>
        {
            (Some(3), digits + 1)
        }
        (1, _, 1..=2) if matches!(after(digits), Some('）' | ')')) => (Some(4), digits + 2),
        _ => (None, 0),
    }
}

fn family_after(line: &Line, label: usize) -> Option<Family> {
    let mut seen = 0;
    for glyph in &line.glyphs {
        if seen >= label && glyph.is_hanzi() {
            return Some(Family::of(&glyph.font));
        }
        seen += glyph.text.chars().count();
    }
    None
}

/// 署名 and 成文日期.
pub(super) struct Signature<'a> {
    /// The organs' lines, from top to bottom.
    pub organs: Vec<&'a Line>,
    /// The date's line.
    pub date: &'a Line,
}

/// The last line that holds a date alone, in the right half, with the lines above it that stand in.
pub(super) fn signature<'a>(setting: &'a Setting<'_>) -> Option<Signature<'a>> {
    let at = setting.lines.iter().rposition(|line| is_date(&line.plain()) && setting.indent(line) > 5.0)?;
    let date = &setting.lines[at];
    let mut organs: Vec<&Line> = Vec::new();
    for line in setting.lines[..at].iter().rev() {
        let below = organs.last().map_or(date, |organ| *organ);
        let near = line.page == date.page && below.y - line.y < 1.6 * setting.line();
        let stands_in = setting.indent(line) > 2.5 && setting.is_body(line);
        if !near || !stands_in || organs.len() > 12 {
            break;
        }
        organs.push(line);
    }
    organs.reverse();
    Some(Signature { organs, date })
}

/// Whether a text is a date, in any form.
fn is_date(text: &str) -> bool {
    let digits = |c: char| c.is_numeric() || "〇○零一二三四五六七八九十元".contains(c);
    let marks = |c: char| "年月日.-/．－".contains(c);
    let count = text.chars().count();
    (6..=12).contains(&count)
        && text.chars().all(|c| digits(c) || marks(c))
        && text.chars().filter(|c| marks(*c)).count() >= 2
        && text.starts_with(digits)
}

#[cfg(test)]
mod tests {
    use super::{is_date, level};

    #[test]
    fn marks_tell_levels() {
        for (text, expected) in [
            ("一、总体要求", (Some(1), 2)),
            ("十二、其他", (Some(1), 3)),
            ("（一）主要任务", (Some(2), 3)),
            ("1.加强领导", (Some(3), 2)),
            ("12．加强", (Some(3), 3)),
            ("1.5万元", (None, 0)),
            ("（1）走访", (Some(4), 3)),
            ("（见附件）", (None, 0)),
            ("一是加强", (None, 0)),
            ("2021年", (None, 0)),
        ] {
            assert_eq!(level(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_in_any_form() {
        for good in ["2021年12月20日", "2021年01月05日", "二〇二一年十二月二十日", "2021.12.20", "2021-1-5"]
        {
            assert!(is_date(good), "{good}");
        }
        for bad in ["12月", "清河社区", "2021年度计划", "1,775.3", "第1页"] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
