//! 表: the figures of a 统计 in four styles, cell by cell, and a thousand of them against an oracle of its own.

use std::fmt::Write as _;
use std::path::Path;

use banxin::diagnostic::Report;
use banxin::paper::{Paper, Table};
use banxin::source::{Shelf, Sources};
use banxin::{document, resolve, yaml};

use crate::breakdown::{drawn, tables};
use crate::ruler::build;

fn only_table(yaml: &str) -> Vec<String> {
    drawn(&tables(&resolved(yaml))[0])
}

const YEAR: &str = "标题: 总结
正文:
  - 统计:
      标题: 救助
      截至: 2021-12-31
      分项:
        - 名称: 城市低保
          指标:
            户数: { 按季: [ 401户, 396户, 390户, 386户 ], 性质: 期末, 上年: 405户 }
            发放: { 按季: [ 69.2万元, 69万元, 68.7万元, 70.7万元 ], 上年: 268.1万元, 其中: { 补贴: { 按季: { 二季度: 1万元, 第四季度: 20000元 } } } }
        - 名称: 农村低保
          指标:
            户数: { 按季: [ 52户, 50户, 51户, 49户 ], 性质: 期末 }
            标准: { 按季: [ 575元/月, 575元/月, 600元/月, 600元/月 ] }
            发放: { 按季: [ 61000元, 59000元, 58000元, 60000元 ], 上年: 244000元 }
            核查率: { 值: 99.2%, 按季: [ 98%, 99%, 100%, 100% ] }
";

#[test]
fn by_quarters_only_what_happened_has_a_figure_for_the_year() {
    let table = only_table(&format!("{YEAR}      表: {{ 样式: 按季, 合计: [ 户数, 发放 ], 同比: 是 }}\n"));
    assert_eq!(
        table,
        [
            "项目|指标|单位|第一季度|第二季度|第三季度|第四季度|全年|上年|同比",
            "城市低保|户数|户|401|396|390|386|—|405|-4.7%",
            "|发放|万元|69.2|69|68.7|70.7|277.6|268.1|3.5%",
            "|其中：补贴|万元||1||2|3||—",
            "农村低保|户数|户|52|50|51|49|—||—",
            "|标准|元/月|575|575|600|600|—||—",
            "|发放|元|61000|59000|58000|60000|238000|244000|-2.5%",
            "|核查率|%|98|99|100|100|99.2||—",
            "合计|户数|户|453|446|441|435|—||—",
            "合计|发放|万元|75.3|74.9|74.5|76.7|301.4|292.5|3.0%",
        ]
    );
}

#[test]
fn the_years_figure_stands_in_the_text_too_and_so_do_the_quarters() {
    let text = format!(
        "{YEAR}      结尾: 年末{{{{ 城市低保.户数 }}}}，二季度{{{{ 城市低保.户数.二季度 }}}}；发放{{{{ 合计(发放) }}}}，补贴{{{{ 城市低保.发放.补贴 }}}}。\n"
    );
    let built = build(&text);
    let paper = built.paper.expect("a paper");
    assert_eq!(paper.body[0].ending[0].as_str(), "年末386户，二季度396户；发放301.4万元，补贴3万元。");
}

#[test]
fn a_wide_table_has_a_row_an_item_and_a_column_a_figure() {
    let yaml = "标题: 总结
正文:
  - 统计:
      标题: 救助
      分项:
        - { 名称: 城市低保, 指标: { 户数: { 值: 386户, 上年: 400户 }, 人数: { 值: 512人, 其中: { 女性: 240人 } }, 发放: '2,776,000元' } }
        - { 名称: 特困供养, 指标: { 人数: 31人, 发放: 无, 补贴: 1万元 } }
        - { 名称: 临时救助, 指标: { 补贴: 500元 } }
";
    let table = only_table(&format!("{yaml}      表: {{ 样式: 宽表, 合计: [ 户数, 人数, 发放 ] }}\n"));
    assert_eq!(
        table,
        [
            "项目|户数（户）|人数（人）|其中：女性（人）|发放（元）|补贴（万元）",
            "城市低保|386|512|240|2,776,000|—",
            "特困供养|—|31|—|无|1",
            "临时救助|—|—|—|—|0.05",
            "合计|386|543||2,776,000|",
        ]
    );
    let table = only_table(&format!("{yaml}      表: {{ 样式: 宽表, 同比: 是 }}\n"));
    assert_eq!(table[0], "项目|户数（户）|-|-|人数（人）|-|-|其中：女性（人）|-|-|发放（元）|-|-|补贴（万元）|-|-");
    assert_eq!(table[1], "-|本年|上年|同比|本年|上年|同比|本年|上年|同比|本年|上年|同比|本年|上年|同比");
    assert_eq!(table[2], "城市低保|386|400|-3.5%|512|—|—|240|—|—|2,776,000|—|—|—|—|—");
}

#[test]
fn by_months_there_are_columns_as_far_as_the_year_has_come() {
    let table = only_table(
        "标题: 总结
正文:
  - 统计:
      指标:
        走访: { 按月: [ 12户次, 14户次, 9户次 ] }
        在册: { 按月: { 1月: 3户, 三月: 5户 }, 性质: 期末 }
      表: 按月
",
    );
    assert_eq!(table, ["指标|单位|1月|2月|3月|累计", "走访|户次|12|14|9|35", "在册|户|3||5|—"]);
}

#[test]
fn in_a_long_table_parts_stand_below_the_whole() {
    let table = only_table(
        "标题: 总结
正文:
  - 统计:
      指标:
        人数: { 值: 664人, 上年: 648人, 其中: { 女性: 301人, 未成年人: 45人 } }
        比例: { 值: 12.5%, 上年: 10.4% }
        新设: { 值: 5个, 上年: 0个 }
      表: { 同比: 是 }
",
    );
    assert_eq!(
        table,
        [
            "指标|数量|上年|同比|单位",
            "人数|664|648|2.5%|人",
            "其中：女性|301||—|人",
            "未成年人|45||—|人",
            "比例|12.5|10.4|2.1个百分点|%",
            "新设|5|0|—|个",
        ]
    );
}

/// A small generator of numbers that needs no seed from outside.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Money in hundredths of a 分 (万元 has six decimals at most here), exact in 128 bits.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Money(i128);

const PER_YUAN: i128 = 10_000;

impl Money {
    /// A typed amount and what it is.
    fn rolled(dice: &mut Dice) -> (String, Self) {
        let (whole, cents) = (i128::from(dice.roll(90_000_000)), i128::from(dice.roll(100)));
        match dice.roll(5) {
            0 => (format!("{whole}元"), Self(whole * PER_YUAN)),
            1 => (format!("{whole}.{cents:02}元"), Self(whole * PER_YUAN + cents * 100)),
            2 => {
                let ten_thousandths = whole % 10_000;
                let wan = whole / 10_000;
                (format!("{wan}.{ten_thousandths:04}万元"), Self(whole * PER_YUAN))
            }
            3 => {
                let digits = whole.to_string();
                let mut grouped = String::new();
                for (i, c) in digits.chars().enumerate() {
                    if i > 0 && (digits.len() - i).is_multiple_of(3) {
                        grouped.push(',');
                    }
                    grouped.push(c);
                }
                (format!("'{grouped}元'"), Self(whole * PER_YUAN))
            }
            _ => (format!("{}.{:01}万元", whole / 10_000, whole / 1000 % 10), Self(whole / 1000 * 1000 * PER_YUAN)),
        }
    }

    /// What is printed, read back without a decimal library: digits, a point, a unit.
    fn read(number: &str, unit: &str) -> Self {
        let number = number.replace(',', "");
        let (number, unit) = match number.strip_suffix("万元").map(|n| (n.to_owned(), "万元")) {
            Some(own) => own,
            None => number.strip_suffix('元').map_or((number.clone(), unit), |n| (n.to_owned(), "元")),
        };
        let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
        let times = if unit == "万元" { PER_YUAN * 10_000 } else { PER_YUAN };
        let scale = 10_i128.pow(u32::try_from(decimals.len()).expect("few decimals"));
        let digits: i128 = format!("{whole}{decimals}").parse().unwrap_or_else(|_| panic!("`{number}`"));
        assert_eq!(digits * times % scale, 0, "{number}{unit} has parts of less than a hundredth of a 分");
        Self(digits * times / scale)
    }
}

/// 同比 to a tenth of a per cent, half up, in integers.
fn tenths_of_a_percent(now: Money, before: Money) -> Option<i128> {
    if before.0 == 0 {
        return None;
    }
    let (difference, sign) = ((now.0 - before.0).abs(), if now.0 < before.0 { -1 } else { 1 });
    Some(sign * ((difference * 1000 * 2 + before.0) / (before.0 * 2)))
}

/// One table's YAML, and what must stand in its total row: the quarters, the year, last year, 同比.
fn rolled_table(dice: &mut Dice) -> (String, [Money; 5], Option<i128>) {
    let mut yaml = "标题: 总结\n正文:\n  - 统计:\n      标题: 救助\n      分项:\n".to_owned();
    let mut sums = [Money(0); 6];
    for item in 0..=dice.roll(6) {
        let quarters: Vec<(String, Money)> = (0..4).map(|_| Money::rolled(dice)).collect();
        let before = Money::rolled(dice);
        let typed: Vec<&str> = quarters.iter().map(|(typed, _)| typed.as_str()).collect();
        let year: i128 = quarters.iter().map(|(_, money)| money.0).sum();
        let _ = writeln!(yaml, "        - 名称: 项{item}\n          指标:");
        let _ = writeln!(yaml, "            发放: {{ 按季: [ {} ], 上年: {} }}", typed.join(", "), before.0);
        let _ = writeln!(yaml, "          校核: [ 发放 = {}.{:04}元 ]", year / PER_YUAN, year % PER_YUAN);
        for (sum, (_, money)) in sums.iter_mut().zip(&quarters) {
            sum.0 += money.0;
        }
        sums[4].0 += year;
        sums[5].0 += before.1.0;
    }
    yaml.push_str("      表: { 样式: 按季, 合计: [ 发放 ], 同比: 是 }\n");
    let change = tenths_of_a_percent(sums[4], sums[5]);
    let [q1, q2, q3, q4, year, last] = sums;
    let _ = writeln!(yaml, "      校核: [ 合计(发放) = {}.{:04}元 ]", year.0 / PER_YUAN, year.0 % PER_YUAN);
    let _ = last;
    (yaml, [q1, q2, q3, q4, year], change)
}

/// A document worked out, without pages; nothing may be told of it.
fn resolved(yaml: &str) -> Paper {
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", yaml);
    let mut report = Report::new();
    let parsed = yaml::parse(sources.get(id), &mut report).expect("YAML");
    let document = document::parse(&parsed.root, &mut report).expect("a document");
    let paper = resolve::resolve(document, &mut Shelf::new(&mut sources, Path::new("")), &mut report);
    assert!(report.as_slice().is_empty(), "{:?}\n{yaml}", report.as_slice());
    paper
}

/// The last row of a paper's only table.
fn total_row(paper: &Paper) -> Vec<String> {
    let table: &Table = &tables(paper)[0];
    let row = table.rows.last().expect("a total");
    row.cells.iter().map(|cell| cell.as_ref().map_or(String::new(), banxin::paper::Cell::shown)).collect()
}

#[test]
fn a_thousand_tables_add_up_to_the_cent() {
    let mut dice = Dice(20_211_231);
    for number in 0..1000 {
        let (yaml, sums, change) = rolled_table(&mut dice);
        let row = total_row(&resolved(&yaml));
        let unit = row[2].as_str();
        let found: Vec<Money> = row[3..8].iter().map(|number| Money::read(number, unit)).collect();
        assert_eq!(found, sums, "table {number}\n{yaml}");
        let shown = row[9].trim_end_matches('%');
        match change {
            None => assert_eq!(shown, "—"),
            Some(0) if shown == "持平" => {}
            Some(tenths) => {
                let digits: i128 = shown.replace('.', "").parse().expect("a percentage with one decimal");
                assert_eq!(digits, tenths, "table {number}: {row:?}\n{yaml}");
            }
        }
    }
}
