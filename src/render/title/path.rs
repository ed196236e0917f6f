//! A title as words: of all ways to read it the cheapest.
//!
//! In: the text and the document's organs. Out: byte ranges, in order, that cover it. A word of the list costs what the list
//! says; a place's name and a hanzi of no word cost more, so that they are taken only where nothing else will do.

use std::ops::Range;

use super::words::{self, Cost};

/// What a stretch of a title is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word of the list.
    Word,
    /// A hanzi that is no word.
    Unknown,
    /// A number, a date, Latin letters.
    Figure,
    /// A place or an organ.
    Name,
    /// A mark that something follows: 《（“.
    Opening,
    /// A mark that something goes before: 》）”，、.
    Closing,
    /// Anything else.
    Other,
}

/// A stretch of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// Marks that never begin a line.
const CLOSING: &str = "，。、；：！？）】》〉”’」』〕…—·%％";
/// Marks that never end a line.
const OPENING: &str = "（【《〈“‘「『〔";

const ORGAN: Cost = 5;
const FIGURE: Cost = 6;
const MARK: Cost = 1;
const UNKNOWN: Cost = 14;
/// A place where a title begins or goes on from another place: 青云街道|清河社区.
const PLACE_FIRST: Cost = 15;
/// A place elsewhere; dearer than two words, since 加强社区 is none.
const PLACE: Cost = 26;

/// What places' names end in, longest first.
const PLACE_ENDS: &[&str] = &[
    "自治区",
    "自治州",
    "自治县",
    "开发区",
    "高新区",
    "街道",
    "社区",
    "新区",
    "小区",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "村",
    "旗",
    "盟",
    "州",
];
/// Hanzi before such an ending.
const PLACE_LENGTHS: Range<usize> = 2..5;
/// Hanzi that are in no place's name, or so seldom that they tell more by telling words apart.
const NOT_IN_PLACES: &str = "的和及与对在于关将把被各本该全为";

/// The cheapest way to read a title.
pub(super) fn words(value: &str, organs: &[&str]) -> Vec<Word> {
    let mut reached: Vec<Option<(Cost, Word)>> = vec![None; value.len() + 1];
    let mut costs: Vec<Option<Cost>> = vec![None; value.len() + 1];
    costs[0] = Some(0);
    for (at, _) in value.char_indices() {
        let Some(so_far) = costs[at] else { continue };
        let after_place = at == 0 || reached[at].as_ref().is_some_and(|(_, word)| word.kind == Kind::Name);
        for (length, kind, cost) in readings(&value[at..], organs, after_place) {
            let (end, cost) = (at + length, so_far + cost);
            // Of two equally cheap ways the one whose last word is shorter: 民政工作|总结.
            if costs[end].is_none_or(|known| cost <= known) {
                costs[end] = Some(cost);
                reached[end] = Some((cost, Word { range: at..end, kind }));
            }
        }
    }
    let mut words = Vec::new();
    let mut end = value.len();
    while let Some((_, word)) = reached[end].take() {
        end = word.range.start;
        words.push(word);
    }
    words.reverse();
    words
}

/// All that a title can go on with: length in bytes, kind, cost.
fn readings(rest: &str, organs: &[&str], after_place: bool) -> Vec<(usize, Kind, Cost)> {
    let Some(first) = rest.chars().next() else { return Vec::new() };
    let single = |kind, cost| vec![(first.len_utf8(), kind, cost)];
    if let Some(length) = figure(rest) {
        return vec![(length, Kind::Figure, FIGURE)];
    }
    if OPENING.contains(first) {
        return single(Kind::Opening, MARK);
    }
    if CLOSING.contains(first) {
        return single(Kind::Closing, MARK);
    }
    if !is_hanzi(first) {
        return single(Kind::Other, MARK);
    }
    let mut readings = single(Kind::Unknown, UNKNOWN);
    readings.extend(counted(rest).map(|length| (length, Kind::Figure, FIGURE)));
    readings
        .extend(organs.iter().filter_map(|organ| organ_part(rest, organ)).map(|length| (length, Kind::Name, ORGAN)));
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(words::longest());
    readings.extend(ends.filter_map(|end| Some((end, Kind::Word, words::cost(&rest[..end])?))));
    let cost = if after_place { PLACE_FIRST } else { PLACE };
    readings.extend(places(rest).map(|length| (length, Kind::Name, cost)));
    readings
}

fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Latin letters and digits with what counts them: `2022年`, `2021年度`, `2021—2025年`, `ISO9001`, `15个`.
fn figure(rest: &str) -> Option<usize> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "０１２３４５６７８９".contains(c);
    let joins = |c: char| "-–—～~./%％·".contains(c);
    if !rest.starts_with(inside) {
        return None;
    }
    let end = rest.find(|c| !inside(c) && !joins(c)).unwrap_or(rest.len());
    let end = rest[..end].trim_end_matches(['-', '–', '—', '.', '·', '/']).len();
    let unit = unit(&rest[end..]);
    // 2022年1月 is one date.
    let more =
        if unit > 0 { figure(&rest[end + unit..]).filter(|_| rest[end..].starts_with(['年', '月'])) } else { None };
    Some(end + unit + more.unwrap_or(0))
}

const UNITS: &[&str] = &[
    "周年", "年度", "年", "月", "日", "号", "个", "户", "人次", "人", "次", "届", "期", "项", "条", "名", "万元",
    "亿元", "元", "万", "亿", "周岁", "岁", "类", "大",
];

fn unit(rest: &str) -> usize {
    UNITS.iter().find(|unit| rest.starts_with(**unit)).map_or(0, |unit| unit.len())
}

/// Numbers in hanzi that count something: 第十二届, 二〇二二年.
fn counted(rest: &str) -> Option<usize> {
    let ordinal = if rest.starts_with('第') { '第'.len_utf8() } else { 0 };
    let digits = rest[ordinal..].find(|c| !"〇零一二三四五六七八九十百".contains(c)).unwrap_or(rest.len() - ordinal);
    let unit = unit(&rest[ordinal + digits..]);
    let counts = digits > 0 && unit > 0 && (ordinal > 0 || digits >= 2 * '一'.len_utf8());
    counts.then_some(ordinal + digits + unit)
}

/// A name this long, in characters, is not kept whole.
const LONG_NAME: usize = 8;

/// Characters that names of places and organs end in.
const ORGAN_ENDS: &str = "省市县区镇乡村道街会局府处委办站所院校心";

/// What a title takes of an organ's name: 青云街道清河社区 of 青云街道清河社区居民委员会.
fn organ_part(rest: &str, organ: &str) -> Option<usize> {
    let shared: usize = rest.chars().zip(organ.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let part = organ.get(..shared)?;
    let ends = part.char_indices().filter(|(_, c)| ORGAN_ENDS.contains(*c)).map(|(at, c)| at + c.len_utf8());
    let end = ends.max()?;
    let count = part[..end].chars().count();
    // A long one is taken up to the place it begins with; the rest is read on its own.
    let first = || places(rest).filter(|place| *place < end).last();
    match count {
        0..3 => None,
        LONG_NAME.. if count > LONG_NAME => first().or(Some(end)),
        _ => Some(end),
    }
}

/// Lengths of what may be a place's name.
fn places(rest: &str) -> impl Iterator<Item = usize> {
    let ends: Vec<usize> = rest
        .char_indices()
        .take_while(|(_, c)| is_hanzi(*c) && !NOT_IN_PLACES.contains(*c))
        .map(|(at, _)| at)
        .take(PLACE_LENGTHS.end)
        .collect();
    let starts: Vec<usize> =
        ends.into_iter().enumerate().filter(|(nth, _)| PLACE_LENGTHS.contains(nth)).map(|(_, at)| at).collect();
    starts.into_iter().filter_map(|at| {
        let ending = PLACE_ENDS.iter().find(|ending| rest[at..].starts_with(**ending))?;
        Some(at + ending.len())
    })
}
