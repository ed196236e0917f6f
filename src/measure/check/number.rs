//! Page numbers (GB/T 9704-2012, 7.5).

use super::super::Layout;
use super::super::families::Family;
use super::super::finding::{Finding, Phrase, Verdict};
use super::super::lines::{Line, most_common};
use super::super::setting::Setting;
use super::is_size;

const CLAUSE: &str = "7.5";

/// 四号.
const SIZE: f64 = 14.0;

/// The dash's top is this far below the type area, in millimetres; how much a program's rounding may change it.
const DROP: f64 = 7.0;
const DROP_TOLERANCE: f64 = 0.5;

/// One character from the side; a 四号 character counts as one, which is 0.89 of a 三号 one's place.
const INSET: f64 = 1.0;
const INSET_TOLERANCE: f64 = 0.2;

/// What is taken for a 一字线.
const DASHES: [char; 3] = ['—', '―', '─'];

/// A page number that could be read.
struct Number<'a> {
    page: usize,
    line: &'a Line,
    value: u32,
}

pub(super) fn check(setting: &Setting<'_>, layout: Layout) -> Vec<Finding> {
    let numbers = numbers(setting);
    if numbers.is_empty() {
        return vec![absent(setting)];
    }
    vec![
        everywhere(setting, layout),
        form(&numbers),
        size(&numbers),
        font(&numbers),
        sequence(&numbers),
        side(setting, &numbers),
        inset(setting, &numbers),
        drop(setting, &numbers),
    ]
}

fn numbers<'a>(setting: &'a Setting<'_>) -> Vec<Number<'a>> {
    let read = |(page, line): (usize, &'a Option<Line>)| {
        let line = line.as_ref()?;
        let digits: String = line.text.chars().filter(char::is_ascii_digit).collect();
        Some(Number { page, line, value: digits.parse().unwrap_or(0) })
    };
    setting.numbers.iter().enumerate().filter_map(read).collect()
}

fn absent(setting: &Setting<'_>) -> Finding {
    let demanded = Phrase::same("— 1 —");
    let nothing = Phrase::new("没有页码", "none");
    if setting.pages.len() == 1 {
        return Finding::unknown(CLAUSE, ["页码", "page numbers"], demanded, nothing);
    }
    Finding::new(CLAUSE, ["页码", "page numbers"], demanded, (nothing, Verdict::Miss))
}

/// A finding that holds or names the pages where it does not.
fn over<'a>(
    (what, demanded, measured): ([&'static str; 2], Phrase, Phrase),
    bad: impl Iterator<Item = &'a Number<'a>>,
) -> Finding {
    let bad: Vec<usize> = bad.map(|number| number.page).collect();
    Finding::new(CLAUSE, what, demanded, (measured, Verdict::of(bad.is_empty()))).on(bad)
}

fn everywhere(setting: &Setting<'_>, layout: Layout) -> Finding {
    let is_blank = |page: usize| setting.page(page).next().is_none();
    // 信函: the first page has none (10.1). A blank page before the 版记, and the 版记's own page then, have none either.
    let mut excused: Vec<usize> = (0..setting.pages.len()).filter(|&page| is_blank(page)).collect();
    if excused.last().is_some_and(|last| last + 2 == setting.pages.len()) {
        excused.push(setting.pages.len() - 1);
    }
    if layout == Layout::Letter {
        excused.push(0);
    }
    let missing = |page: &usize| setting.numbers[*page].is_none() && !excused.contains(page);
    let missing: Vec<usize> = (0..setting.pages.len()).filter(missing).collect();
    let demanded = Phrase::new("各页都有", "on every page");
    let count = setting.numbers.iter().flatten().count();
    let total = setting.pages.len();
    let measured = Phrase::new(format!("{total} 页中 {count} 页有"), format!("on {count} of {total}"));
    let verdict = Verdict::of(missing.is_empty());
    Finding::new(CLAUSE, ["编页码的页", "pages with numbers"], demanded, (measured, verdict)).on(missing)
}

fn form(numbers: &[Number<'_>]) -> Finding {
    let proper = |number: &&Number<'_>| {
        let plain = number.line.plain();
        let inside = plain.strip_prefix(DASHES).and_then(|rest| rest.strip_suffix(DASHES));
        // Unread text is not held against it.
        plain.is_empty() || inside.is_some_and(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
    };
    let shown = numbers.iter().find(|number| !proper(number)).unwrap_or(&numbers[0]);
    let words = (["页码样式", "form of page numbers"], Phrase::same("— 1 —"), Phrase::same(shown.line.text.trim()));
    over(words, numbers.iter().filter(|number| !proper(number)))
}

fn size(numbers: &[Number<'_>]) -> Finding {
    let good = |number: &&Number<'_>| is_size(number.line.size(), SIZE);
    let shown = numbers.iter().find(|number| !good(number)).unwrap_or(&numbers[0]);
    let words = (["页码字号", "size of page numbers"], super::size(SIZE), super::size(shown.line.size()));
    over(words, numbers.iter().filter(|number| !good(number)))
}

fn font(numbers: &[Number<'_>]) -> Finding {
    let family = |number: &Number<'_>| {
        let digit = number.line.glyphs.iter().find(|g| g.character().is_some_and(|c| c.is_ascii_digit()));
        Family::of(&digit.unwrap_or(&number.line.glyphs[0]).font)
    };
    let good = |number: &&Number<'_>| matches!(family(number), Family::Song | Family::Unnamed);
    let shown = family(numbers.iter().find(|number| !good(number)).unwrap_or(&numbers[0]));
    let phrase = |family: Family| Phrase::new(family.name()[0], family.name()[1]);
    let words = (["页码字体", "font of page numbers"], phrase(Family::Song), phrase(shown));
    if shown == Family::Unnamed {
        return Finding::unknown(CLAUSE, words.0, words.1, words.2);
    }
    over(words, numbers.iter().filter(|number| !good(number)))
}

fn sequence(numbers: &[Number<'_>]) -> Finding {
    let pairs = numbers.windows(2);
    let wrong = |pair: &&[Number<'_>]| {
        let pages = u32::try_from(pair[1].page - pair[0].page).unwrap_or(1);
        pair[1].value != pair[0].value + pages
    };
    let bad: Vec<&Number<'_>> = pairs.filter(wrong).map(|pair| &pair[1]).collect();
    let (first, last) = (&numbers[0], &numbers[numbers.len() - 1]);
    let shown = bad.first().map_or(last, |number| *number);
    let measured = Phrase::same(format!("{} … {}", first.value, shown.value));
    let words = (["页码连续", "page numbers run on"], Phrase::new("逐页加 1", "by one a page"), measured);
    over(words, bad.into_iter())
}

/// Free room at the left and at the right, in characters.
fn room(setting: &Setting<'_>, number: &Number<'_>) -> (f64, f64) {
    let (area, character) = (setting.area(), setting.character());
    ((number.line.left() - area.left) / character, (area.right - number.line.right()) / character)
}

fn side(setting: &Setting<'_>, numbers: &[Number<'_>]) -> Finding {
    let at_right = |number: &Number<'_>| {
        let (left, right) = room(setting, number);
        (right - left).abs() > 2.0 && right < left
    };
    let at_left = |number: &Number<'_>| {
        let (left, right) = room(setting, number);
        (right - left).abs() > 2.0 && left < right
    };
    let good = |number: &&Number<'_>| if number.value % 2 == 1 { at_right(number) } else { at_left(number) };
    let shown = numbers.iter().find(|number| !good(number));
    let measured = shown.map_or(Phrase::new("单右双左", "odd right, even left"), |number| {
        let [zh, en] = match (at_left(number), at_right(number)) {
            (true, _) => ["居左", "left"],
            (_, true) => ["居右", "right"],
            _ => ["居中", "centred"],
        };
        Phrase::new(format!("{} {zh}", number.value), format!("{} {en}", number.value))
    });
    let words =
        (["页码位置", "side of page numbers"], Phrase::new("单页居右，双页居左", "odd right, even left"), measured);
    over(words, numbers.iter().filter(|number| !good(number)))
}

fn inset(setting: &Setting<'_>, numbers: &[Number<'_>]) -> Finding {
    let inset = |number: &Number<'_>| {
        let (left, right) = room(setting, number);
        left.min(right)
    };
    let usual = most_common(numbers.iter().map(inset), 0.05);
    let unit = ["字", "characters"];
    let finding =
        Finding::number(CLAUSE, ["页码左右空字", "page numbers from the side"], (INSET, INSET_TOLERANCE, unit), usual);
    let bad = |number: &&Number<'_>| (inset(number) - INSET).abs() > INSET_TOLERANCE;
    let bad: Vec<usize> = numbers.iter().filter(bad).map(|number| number.page).collect();
    if finding.verdict == Verdict::Miss { finding.on(bad) } else { finding }
}

fn drop(setting: &Setting<'_>, numbers: &[Number<'_>]) -> Finding {
    let bottom = setting.area().bottom;
    let top = |number: &Number<'_>| {
        let dash = number.line.glyphs.iter().find(|g| g.character().is_some_and(|c| DASHES.contains(&c)));
        Some(dash.unwrap_or(&number.line.glyphs[0]).ink?.top - bottom)
    };
    let usual = most_common(numbers.iter().filter_map(top), 0.1);
    let what = ["页码距版心", "from the type area down to page numbers"];
    Finding::length(CLAUSE, what, (DROP, DROP_TOLERANCE), usual)
}
