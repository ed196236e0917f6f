//! 图表: what is drawn is as long as its figure says, nothing covers anything, and gaps stay gaps; measured on the pages.

use banxin::typeset::{Pages, Shape, ShapeKind};

use crate::project::Project;
use crate::reader::squeezed_text;
use crate::ruler::{TYPE_AREA, all_lines, assert_mm, line_of, mm, pages as set};

fn pages(chart: &str) -> Pages {
    set(&format!("标题: 总结\n正文:\n  - 段落: 前文。\n  - 图表: {chart}\n  - 段落: 后文。\n"))
}

/// Filled boxes, left to right: columns and bars, without the swatches of the legend and the white behind numbers.
fn columns(pages: &Pages) -> Vec<&Shape> {
    let is_column = |shape: &&Shape| shape.kind == ShapeKind::Rect && shape.thickness.is_some_and(|width| width > 0.4);
    let mut found: Vec<_> = pages.layout().shapes.iter().filter(is_column).collect();
    found.sort_by(|a, b| a.rect.left.total_cmp(&b.rect.left));
    found
}

fn height(shape: &Shape) -> f64 {
    mm(shape.rect.height())
}

const KINDS: [&str; 5] = ["柱", "堆积", "条", "线", "饼"];

#[test]
fn columns_are_as_high_as_their_figures() {
    let pages = pages("{ 标题: 人数, 数据: { 甲: 100人, 乙: 250人, 丙: 50人 } }");
    let columns = columns(&pages);
    assert_eq!(columns.len(), 3);
    let unit = height(columns[0]) / 100.0;
    assert!(unit > 0.05);
    assert_mm(height(columns[1]), 250.0 * unit, 0.05, "250");
    assert_mm(height(columns[2]), 50.0 * unit, 0.05, "50");
    for column in &columns {
        assert_mm(mm(column.rect.bottom), mm(columns[0].rect.bottom), 0.01, "one base");
    }
}

#[test]
fn bars_are_as_long_as_their_figures_and_the_first_is_on_top() {
    let pages = pages("{ 标题: 人数, 类型: 条, 数据: { 很长的项目名称甲: 100人, 乙: 40人 } }");
    let mut bars = columns(&pages);
    bars.sort_by(|a, b| a.rect.top.total_cmp(&b.rect.top));
    assert_mm(bars[0].rect.width() * 0.4, bars[1].rect.width(), 0.05, "40 of 100");
    assert!(line_of(pages.layout(), "很长的项目名称甲").top() < line_of(pages.layout(), "乙").top());
}

#[test]
fn parts_of_a_column_stand_on_top_of_one_another() {
    let pages = pages("{ 标题: 床位, 类型: 堆积, 项目: [ 2021年 ], 数据: { 公办: [ 300张 ], 民办: [ 100张 ] } }");
    let mut parts: Vec<_> = columns(&pages).into_iter().filter(|shape| height(shape) > 5.0).collect();
    parts.sort_by(|a, b| b.rect.top.total_cmp(&a.rect.top));
    assert_mm(height(parts[0]), 3.0 * height(parts[1]), 0.05, "300 and 100");
    assert_mm(mm(parts[0].rect.top), mm(parts[1].rect.bottom), 0.01, "one on the other");
}

#[test]
fn a_column_below_zero_hangs_and_its_number_stands_clear_of_the_categories() {
    let pages = pages("{ 标题: 差额, 数据: { 一季度: 12万元, 二季度: -8万元 } }");
    let columns = columns(&pages);
    assert_mm(mm(columns[0].rect.bottom), mm(columns[1].rect.top), 0.01, "both from 0");
    let (number, category) = (line_of(pages.layout(), "-8"), line_of(pages.layout(), "一季度"));
    assert!(number.top() > mm(columns[1].rect.bottom) - 0.5 && number.baseline() < category.top());
}

/// Numbers of the axis, from the bottom up.
fn axis(pages: &Pages) -> Vec<String> {
    let left = mm(pages
        .layout()
        .glyphs
        .iter()
        .filter(|glyph| glyph.size < 11.0)
        .map(|glyph| glyph.x)
        .fold(f64::MAX, f64::min));
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ".−".contains(c));
    let lines = all_lines(pages.layout());
    let mut found: Vec<(f64, String)> = Vec::new();
    for line in lines.iter().filter(|line| line.glyphs.iter().all(|glyph| glyph.size < 11.0)) {
        let ends = line.glyphs.windows(2).position(|pair| pair[1].x - pair[0].x > 1.5 * pair[0].width);
        let number: String =
            line.glyphs.iter().take(ends.map_or(usize::MAX, |at| at + 1)).map(|glyph| glyph.text.as_str()).collect();
        if is_number(&number) && mm(line.glyphs[0].x) < left + 15.0 {
            found.push((line.baseline(), number));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, number)| number).collect()
}

#[test]
fn the_axis_has_round_numbers_and_begins_at_zero() {
    for (most, expected) in [
        ("92", vec!["0", "20", "40", "60", "80", "100"]),
        ("1311", vec!["0", "500", "1000", "1500"]),
        ("0.83", vec!["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ("3", vec!["0", "1", "2", "3"]),
        ("1775475", vec!["0", "500000", "1000000", "1500000", "2000000"]),
    ] {
        let pages = pages(&format!("{{ 标题: 图, 数据: {{ 甲乙丙丁戊: {most}, 己庚辛壬癸: 1 }} }}"));
        let found = axis(&pages);
        assert_eq!(found, expected, "{most}");
    }
}

#[test]
fn a_missing_figure_is_a_gap_that_says_so() {
    for kind in ["柱", "条", "线"] {
        let pages = pages(&format!("{{ 标题: 图, 类型: {kind}, 数据: {{ 甲: 5户, 乙: 未报, 丙: — , 丁: 4户 }} }}"));
        let text = squeezed_text(&pages);
        assert!(text.contains("未报") && text.contains('—'), "{kind}: {text}");
        let drawn = columns(&pages).len();
        assert_eq!(drawn, if kind == "线" { 0 } else { 2 }, "{kind}");
    }
}

#[test]
fn figures_are_brought_to_the_charts_unit() {
    let pages = pages("{ 标题: 资金, 单位: 万元, 数据: { 甲: 1775475元, 乙: 88.5万元 } }");
    let text = squeezed_text(&pages);
    assert!(text.contains("单位：万元") && text.contains("177.5475") && text.contains("88.5"), "{text}");
}

#[test]
fn figures_come_from_statistics_by_name() {
    let pages = set(
        "标题: 总结\n正文:\n  - 统计: { 标题: 救助, 指标: { 低保: 529户, 特困: 15户 }, 叙述: 低保{{ 低保 }}。 }\n  - 图表: { 标题: 图, 数据: { 低保: '{{ 救助.低保 }}', 特困: '{{ 特困 }}' } }\n",
    );
    let columns = columns(&pages);
    assert_mm(height(columns[0]) / height(columns[1]), 529.0 / 15.0, 0.2, "529 to 15");
}

#[test]
fn a_file_has_its_categories_in_the_first_column_and_series_in_the_others() {
    let project = Project::new()
        .file("低保.csv", "年份,城市,农村\n2020年,755,1360\n2021年,702,\n")
        .file("文稿.yaml", "标题: 总结\n正文:\n  - 图表: { 标题: 图, 单位: 人, 数据: 低保.csv }\n");
    project.run(["build", "文稿.yaml"]).succeeds();
    let text: String = crate::project::text_of(&project.join("文稿.pdf")).split_whitespace().collect();
    for word in ["城市", "农村", "2020年", "2021年", "单位：人"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn shares_of_a_pie_add_up_to_a_hundred() {
    let pages = pages("{ 标题: 构成, 类型: 饼, 数据: { 甲: 1人, 乙: 1人, 丙: 1人, 丁: 4人 } }");
    let text = squeezed_text(&pages);
    let shares: Vec<f64> =
        text.split('（').filter_map(|part| part.split_once("%）").and_then(|(share, _)| share.parse().ok())).collect();
    assert_eq!(shares.len(), 4, "{text}");
    assert!((shares.iter().sum::<f64>() - 100.0).abs() < 0.001, "{shares:?}");
    assert!(text.contains("丁") && text.contains("57.1%"), "{text}");
}

#[test]
fn a_chart_and_its_title_are_never_torn_apart_and_the_text_goes_on_on_the_grid() {
    for kind in KINDS {
        for before in [1, 9, 14, 19] {
            let text = "  - 段落: 一行。\n".repeat(before);
            let chart = format!(
                "  - 图表: {{ 标题: 图的标题, 类型: {kind}, 数据: {{ 甲: 5户, 乙: 3户 }} }}\n  - 段落: 后文。\n"
            );
            let pages = set(&format!("标题: 总结\n正文:\n{text}{chart}"));
            let (category, title) = (line_of(pages.layout(), "甲"), line_of(pages.layout(), "图1"));
            assert_eq!(category.glyphs[0].page, title.glyphs[0].page, "{kind} {before}");
            assert!(title.top() > category.top());
            assert_mm(line_of(pages.layout(), "后文").off_grid(), 0.0, 0.05, kind);
        }
    }
}

/// Boxes of texts, a text a run of glyphs that were typed or drawn together.
fn words(pages: &Pages) -> Vec<(String, [f64; 4])> {
    let mut found: Vec<(String, [f64; 4])> = Vec::new();
    for glyph in pages.layout().glyphs.iter().filter(|glyph| glyph.size < 11.0) {
        // The ink of digits and hanzi, a little less than their boxes.
        let (top, bottom) = (glyph.y - 0.68 * glyph.size, glyph.y);
        match found.last_mut() {
            Some((text, area)) if (area[3] - bottom).abs() < 0.1 && (area[2] - glyph.x).abs() < 0.5 => {
                text.push_str(&glyph.text);
                area[2] = glyph.x + glyph.width;
            }
            _ => found.push((glyph.text.to_string(), [glyph.x, top, glyph.x + glyph.width, bottom])),
        }
    }
    found
}

#[test]
fn no_text_covers_another_and_all_stay_in_the_type_area() {
    let months: Vec<String> = (1..=12).map(|month| format!("{month}月")).collect();
    let one: String = months.iter().enumerate().map(|(n, month)| format!("{month}: {}, ", 10 + n * 7 % 30)).collect();
    let long =
        "青云街道清河社区居民委员会食堂: 12, 柳林镇中心敬老院: 30, 安平镇农村互助幸福院和日间照料中心: 18, 丁: 5";
    for kind in KINDS {
        for data in [one.as_str(), long] {
            if kind == "饼" && data == one {
                continue;
            }
            let pages = pages(&format!("{{ 标题: 图, 类型: {kind}, 单位: 人, 数据: {{ {data} }} }}"));
            let words = words(&pages);
            for (i, (text, a)) in words.iter().enumerate() {
                assert!(mm(a[0]) >= TYPE_AREA[0] - 0.1 && mm(a[2]) <= TYPE_AREA[2] + 0.1, "{kind}: {text} {a:?}");
                for (other, b) in &words[i + 1..] {
                    let apart = a[2] <= b[0] + 0.2 || b[2] <= a[0] + 0.2 || a[3] <= b[1] + 0.2 || b[3] <= a[1] + 0.2;
                    assert!(apart, "{kind}: {text} and {other} on {a:?} {b:?}");
                }
            }
        }
    }
}

#[test]
fn charts_and_pictures_are_numbered_together() {
    let project = Project::new().file("a.svg", include_bytes!("../pictures/plan.svg")).file(
        "文稿.yaml",
        "标题: 总结\n正文:\n  - 图片: { 文件: a.svg, 说明: 平面, 宽度: 40mm }\n  - 图表: { 标题: 人数, 数据: { 甲: 5人 } }\n",
    );
    project.run(["build", "文稿.yaml"]).succeeds();
    let text: String = crate::project::text_of(&project.join("文稿.pdf")).split_whitespace().collect();
    assert!(text.contains("图1平面") && text.contains("图2人数"), "{text}");
}

#[test]
fn a_click_on_a_number_of_a_chart_leads_to_it() {
    let yaml = "标题: 总结\n正文:\n  - 图表: { 标题: 人数, 数据: { 甲乙: 573人, 丙丁: 20人 } }\n";
    let built = crate::ruler::build(yaml);
    let pages = built.pages.as_ref().expect("pages");
    let found = |character: &str| pages.layout().glyphs.iter().find(|glyph| glyph.text == character).expect("printed");
    for (character, typed) in [("甲", "甲"), ("7", "573人"), ("数", "数")] {
        let glyph = found(character);
        let place = pages.positions().at(glyph.page, glyph.x + 1.0, glyph.y - 2.0).expect("a place");
        assert_eq!(built.sources.get(place.span.source).slice(place.span), typed);
    }
}

/// Every kind with one figure, with very many, with figures of any size: something is drawn, nothing fails.
#[test]
fn odd_figures_are_drawn() {
    let many: String = (1..=40).map(|n| format!("第{n}项: {n}, ")).collect();
    for data in ["甲: 0", "甲: 0.0001", "甲: 99999999999999", "甲: -5, 乙: -7", "甲: 5, 乙: 5, 丙: 5", many.as_str()]
    {
        for kind in KINDS {
            let refused = (kind == "饼" || kind == "堆积") && data.contains('-')
                || kind == "饼" && (data == many || data == "甲: 0");
            if refused {
                continue;
            }
            let pages = pages(&format!("{{ 标题: 图, 类型: {kind}, 数据: {{ {data} }} }}"));
            let page = line_of(pages.layout(), "图1").glyphs[0].page;
            assert!(pages.layout().shapes.iter().any(|shape| shape.page == page), "{kind} {data}");
        }
    }
}
