//! Units (单位) and what is reported by them: a roster of names, and the paper that a file's name or a signature belongs to.
//!
//! In: names as offices write them. Out: which unit is meant, and whether the name is as it should be. 清河社区, 清河社区居委会 and
//! `清河社区(最终版2).yaml` are one unit. This module must not read documents.

use std::path::Path;

use crate::data::{self, Sheet};
use crate::diagnostic::{DataFault, Diagnostic};
use crate::source::Sources;
use crate::width::{narrowed, simplified};

/// A unit that is to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name as the roster has it.
    pub name: String,
    /// The name without what all units have.
    core: String,
}

/// What a committee is called behind its place, longest first.
const COMMITTEES: [&str; 8] =
    ["社区居民委员会", "村民委员会", "居民委员会", "居委会", "村委会", "人民政府", "办事处", "居民小组"];

/// What people add to a file's name when they send it once more.
const DRAFTS: [&str; 14] =
    ["最终", "终稿", "定稿", "修改", "修订", "改后", "副本", "版", "新", "最新", "正式", "copy", "final", "new"];

/// Heads of the column that names the units.
const HEADS: [&str; 8] = ["单位", "社区", "村", "街道", "乡镇", "名称", "unit", "name"];

impl Unit {
    /// A unit of that name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.trim().to_owned(), core: core(name) }
    }

    /// Whether two names are one unit's.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let (long, short) =
            if self.core.len() < other.core.len() { (&other.core, &self.core) } else { (&self.core, &other.core) };
        // 青云街道清河社区 is 清河社区, 小清河社区 is not.
        let above = long.strip_suffix(short.as_str()).filter(|_| short.chars().count() >= 3);
        above.is_some_and(|above| above.is_empty() || above.ends_with(PLACES)) || long == short
    }
}

/// A name as it is compared: without width, space and case, in simplified characters.
fn plain(name: &str) -> String {
    let narrow = narrowed(name);
    narrow.chars().filter(|c| !c.is_whitespace()).map(simplified).collect::<String>().to_lowercase()
}

/// A name without what a committee is called.
fn core(name: &str) -> String {
    let plain = plain(name);
    for committee in COMMITTEES {
        if let Some(place) = plain.strip_suffix(committee).filter(|place| place.chars().count() >= 2) {
            // 清河社区居民委员会 is 清河社区, 东河村民委员会 is 东河村.
            let kind = if committee.starts_with("社区") { "社区" } else { "村" };
            let cut = committee.starts_with(kind) && !place.ends_with(kind);
            return if cut { format!("{place}{kind}") } else { place.to_owned() };
        }
    }
    plain
}

/// The place alone: 东河村 is 东河 where nobody else is.
fn bare(core: &str) -> &str {
    let without = ["社区", "村", "街道", "镇", "乡"].iter().find_map(|kind| core.strip_suffix(kind));
    without.filter(|place| place.chars().count() >= 2).unwrap_or(core)
}

/// Names as a table's first column has them: without what a committee is called and without what all begin with. Names that
/// would be alike then stay as they are.
#[must_use]
pub fn short(names: &[&str]) -> Vec<String> {
    let cores: Vec<String> = names.iter().map(|name| core(name)).collect();
    let first: Vec<char> = cores.first().map(|name| name.chars().collect()).unwrap_or_default();
    let shared = |count: usize| cores.iter().all(|name| name.chars().take(count).eq(first.iter().take(count).copied()));
    let least = cores.iter().map(|name| name.chars().count()).min().unwrap_or(0);
    // Where all begin alike by accident, 清河 and 清江, nothing is cut: only a street's or a town's name is.
    let cut = (2..least).rev().find(|count| shared(*count) && PLACES.contains(&first[*count - 1]));
    let cut = if names.len() > 1 { cut.unwrap_or(0) } else { 0 };
    let short: Vec<String> = cores.iter().map(|name| name.chars().skip(cut).collect()).collect();
    let distinct = short.iter().collect::<std::collections::HashSet<_>>().len() == names.len();
    if distinct { short } else { names.iter().map(|name| (*name).to_owned()).collect() }
}

/// What the name of a place above ends with.
const PLACES: [char; 7] = ['道', '镇', '乡', '区', '县', '市', '办'];

/// How a name leads to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It is the unit's, perhaps with a title behind it.
    Right,
    /// It is recognised, but has marks of a draft.
    Draft,
}

/// The unit that a file's name or a signature means: the one with the longest name in it.
#[must_use]
pub fn find(units: &[Unit], name: &str) -> Option<(usize, Match)> {
    let plain = plain(name);
    let held = |unit: &&(usize, &Unit)| !unit.1.core.is_empty() && plain.contains(&unit.1.core);
    let candidates: Vec<(usize, &Unit)> = units.iter().enumerate().collect();
    let best = candidates.iter().filter(held).max_by_key(|(index, unit)| (unit.core.len(), usize::MAX - index));
    // A roster has 青云街道清河社区 where a file is called 清河社区.
    let within = || {
        let own = core(&undecorated(&plain));
        let ends = |unit: &&(usize, &Unit)| own.chars().count() >= 3 && unit.1.core.ends_with(&own);
        let mut found = candidates.iter().filter(ends);
        found.next().filter(|_| found.next().is_none())
    };
    // And 东河.yaml is 东河村's.
    let alone = || {
        let own = core(&undecorated(&plain));
        let mut found = candidates.iter().filter(|unit| bare(&unit.1.core) == bare(&own));
        found.next().filter(|_| found.next().is_none())
    };
    let (index, unit) = best.or_else(within).or_else(alone)?;
    let (before, after) = plain.split_once(&unit.core).unwrap_or(("", &plain));
    Some((*index, if is_draft(before) || is_counted(after) || is_draft(after) { Match::Draft } else { Match::Right }))
}

/// Whether a name ends in a number that is no year and no day: the second, the third of its kind.
fn is_counted(after: &str) -> bool {
    let digits = after.chars().rev().take_while(char::is_ascii_digit).count();
    let number = &after[after.len() - digits..];
    let is_date = matches!(digits, 4 | 6 | 8) && (number.starts_with("20") || number.starts_with("19"));
    digits > 0 && !is_date
}

/// Whether what is left of a name tells of a second thought: brackets, 最终版.
fn is_draft(rest: &str) -> bool {
    rest.contains(['(', '[', '【']) || DRAFTS.iter().any(|word| rest.contains(word))
}

/// A name without brackets, draft words and trailing numbers.
fn undecorated(plain: &str) -> String {
    let mut name = plain.split(['(', '[', '【']).next().unwrap_or(plain).to_owned();
    for word in DRAFTS {
        name = name.replace(word, "");
    }
    name.trim_matches(|c: char| c.is_ascii_digit() || "-_ .、".contains(c)).to_owned()
}

/// The units of a roster: a column of a sheet, the one that is asked for or that is headed like one of units.
///
/// # Errors
/// The sheet can't be read, or has no such column.
pub fn read(path: &Path, column: Option<&str>, sources: &mut Sources) -> Result<Vec<Unit>, Diagnostic> {
    let shown = path.display().to_string();
    let sheet = roster(data::open_all(path, &shown, sources)?, column);
    let Some((sheet, heads)) = sheet else { return Err(Diagnostic::new(DataFault::NoRows { file: shown })) };
    let column = column_of(&sheet, heads, column)?;
    let head = sheet.rows[heads][column].text.trim();
    let mut units: Vec<Unit> = Vec::new();
    for row in sheet.rows.iter().skip(heads + 1).filter(|row| !is_sum(row)) {
        let name = row[column].text.trim();
        let unit = Unit::new(name);
        let is_again = name == head || units.iter().any(|known| known.is_same(&unit));
        if is_name(name) && !is_again {
            units.push(unit);
        }
    }
    if units.is_empty() { Err(Diagnostic::new(DataFault::NoRows { file: shown })) } else { Ok(units) }
}

/// The worksheet with the roster and its row of heads: the first that has a column of units, since workbooks begin with notes on how
/// to fill them in; else the first that has rows.
fn roster(sheets: Vec<Sheet>, wanted: Option<&str>) -> Option<(Sheet, usize)> {
    let mut sheets: Vec<(Sheet, usize)> = sheets
        .into_iter()
        .filter_map(|sheet| {
            let heads = sheet.heads()?;
            (sheet.rows.len() > heads + 1).then_some((sheet, heads))
        })
        .collect();
    let has_column = |(sheet, heads): &(Sheet, usize)| {
        sheet.rows[*heads].iter().map(|cell| cell.text.trim().to_lowercase()).any(|head| match wanted {
            Some(wanted) => head == wanted.trim().to_lowercase(),
            None => HEADS.iter().any(|name| head.contains(name)),
        })
    };
    let found = sheets.iter().position(has_column).unwrap_or(0);
    (!sheets.is_empty()).then(|| sheets.swap_remove(found))
}

/// Whether a row sums up those above it.
fn is_sum(row: &[data::Cell]) -> bool {
    let sums = ["合计", "总计", "小计", "共计", "total"];
    row.iter().any(|cell| sums.contains(&plain(&cell.text).as_str()))
}

/// Whether it can be a unit's name: no number, no note below the table.
fn is_name(text: &str) -> bool {
    let notes = ["注:", "备注:", "说明:", "填表", "制表", "审核"];
    let plain = plain(text);
    plain.chars().any(char::is_alphabetic) && !notes.iter().any(|note| plain.starts_with(note))
}

fn column_of(sheet: &Sheet, heads: usize, wanted: Option<&str>) -> Result<usize, Diagnostic> {
    let heads: Vec<String> = sheet.rows[heads].iter().map(|cell| cell.text.trim().to_owned()).collect();
    if let Some(wanted) = wanted {
        let found = heads.iter().position(|head| head == wanted.trim());
        return found.ok_or_else(|| {
            let known = heads.into_iter().filter(|head| !head.is_empty()).collect();
            Diagnostic::new(DataFault::NoColumn { file: sheet.file.clone(), column: wanted.to_owned(), known })
        });
    }
    let is_head = |name: &str| heads.iter().position(|head| head.to_lowercase().contains(name));
    let first = heads.iter().position(|head| !head.is_empty()).unwrap_or(0);
    Ok(HEADS.iter().find_map(|name| is_head(name)).unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::{Match, Unit, find};

    #[test]
    fn a_column_of_names_shows_what_tells_them_apart() {
        let short = |names: &[&str]| super::short(names).join(" ");
        assert_eq!(short(&["青云街道清河社区居民委员会", "青云街道东湖社区居民委员会"]), "清河社区 东湖社区");
        assert_eq!(short(&["清河社区", "清江社区"]), "清河社区 清江社区");
        assert_eq!(short(&["清河社区", "清河社区居委会"]), "清河社区 清河社区居委会");
        assert_eq!(short(&["青云街道"]), "青云街道");
    }

    #[test]
    fn of_two_villages_one_in_the_others_name_each_has_its_own_paper() {
        let units: Vec<Unit> = ["东河村民委员会", "东河西村", "南河社区", "南河村"].map(Unit::new).into();
        let index = |name: &str| find(&units, name).map(|(index, _)| index);
        assert_eq!([index("东河"), index("东河西"), index("东河村计划")], [Some(0), Some(1), Some(0)]);
        assert_eq!((index("南河"), index("南河村")), (None, Some(3)), "nobody knows which");
    }

    #[test]
    fn units_are_recognised_under_any_name() {
        let units: Vec<Unit> = ["清河社区", "小清河社区", "青云街道东湖社区居民委员会", "西山村"].map(Unit::new).into();
        for (name, expected) in [
            ("清河社区", Some((0, Match::Right))),
            ("清河社区2022年工作计划", Some((0, Match::Right))),
            ("清河社区(最终版2)", Some((0, Match::Draft))),
            ("清河社区（最终版２）", Some((0, Match::Draft))),
            ("清河社区 - 副本", Some((0, Match::Draft))),
            ("清河社区2", Some((0, Match::Draft))),
            ("小清河社区", Some((1, Match::Right))),
            ("青云街道清河社区居民委员会", Some((0, Match::Right))),
            ("东湖社区", Some((2, Match::Right))),
            ("东湖社区定稿", Some((2, Match::Draft))),
            ("西山村民委员会", Some((3, Match::Right))),
            ("南门社区", None),
            ("清河", Some((0, Match::Right))),
            ("03、清河", Some((0, Match::Right))),
            ("清河社區居民委員會", Some((0, Match::Right))),
            ("01清河社区总结2021", Some((0, Match::Right))),
            ("西山", Some((3, Match::Right))),
            ("社区", None),
            ("计划", None),
        ] {
            let found = find(&units, name);
            assert_eq!(found.map(|(index, _)| index), expected.map(|(index, _)| index), "{name}");
            if expected.is_some_and(|(_, kind)| kind == Match::Draft) {
                assert_eq!(found, expected, "{name}");
            }
        }
    }
}
