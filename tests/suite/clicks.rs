//! From every glyph of a paper to what was typed, and from what was typed to its glyphs.

use std::collections::HashMap;
use std::path::Path;

use banxin::pipeline::{Built, Pipeline, Settings};
use banxin::source::{Source, SourceId, Span};
use banxin::typeset::{Glyph, Pace, Place, Positions};

use crate::project::{Project, samples};
use crate::ruler::{build, told};

/// Every way to type a text, and everything that is printed and was not typed as it is printed.
const EVERYTHING: &str = r##"标题: 清河社区{{ 年度 + 1 }}年“民政”计划 # 注释
副标题: "（征求\u610f见稿）"
主送: [ 各网格, '各''服务''站' ]
署名: 清河社区居民委员会
日期: 2021-12-05
数据: { 年度: 2021, 名: "#*_$@~<甲>`\\//" }
正文:
  - 段落: 不带引号的{{ 名 }}，
      折到下一行 and more
      words、再一行。
  - 段落: '单引号：他说''好''，
      也折行。'
  - 段落: "双引号：\"好\"，反斜线\\，\u4e2d文，续\
      行，折
      行。"
  - 段落: |
      竖线一段#*_$。
      竖线二段“引”‘号’、张** 1,775,475元。
  - 段落: >
      大于号
      一段

      大于号二段 word
      word
  - 章节:
      标题: 主要任务
      内容: 先说一段。
      正文:
        - 任务:
            标题: 兜牢底线
            条目:
              - 标题: 摸清底数
                接排: 是
                内容: 逐户核对。
                要点: [ 抓学习, 聚合力 ]
                责任单位: [ 社区优抚站, 居委会 ]
                协办单位: 卫生站
                完成时限: 2022-06-30
                目标: 走访率100%
              - { 内容: 一段话。, 责任单位: 居委会, 责任标注: 另行 }
        - 要点: { 引言: 做好两项：, 排法: 分段, 序词: 第一, 条目: [ 甲事, { 标题: 乙事, 内容: 乙内容 } ] }
  - 统计:
      标题: 社会救助
      截至: 2021-12-31
      指标: { 户数: { 值: 529户, 上年: 522户, 性质: 期末 }, 发放: 1775475元 }
      叙述: 在保{{ 户数 }}，发放{{ 发放 | 万元 }}。
      表: { 标题: 救助情况表, 合计: [ 发放 ] }
  - 统计: { 标题: 福利, 指标: { 人数: 15人 } }
  - 表格:
      标题: 各网格{{ 年度 }}年情况
      单位: 户、人
      序号: 是
      表头: [ 网格, 走访: [ 户数, "占比（%）" ] ]
      行:
        - { 组: 一、城区 }
        - 行: [ 清河, '1,234', 98.5 ]
          其中: [ [ 老人, 5户, 〃 ] ]
        - [ [ 甲段, 乙段 ], 未报, < ]
        - [ ^, 3, — ]
      注: [ 甲注, 乙注 ]
      资料来源: 街道
  - 结语: 完。
"##;

/// What stands in the paper without being typed character by character: derived from the item around it.
const ADDED: &str = "一二三四五六七八九十是第，。；：、（）责任单位协办完成时限目标项指数量上年合计联系人印发文件令纪要〔〕★工作其中资料来源注序号.季度累增减比半份全初末（%）额率长快慢升降—同项内名称元户人次";

/// Fields of the samples whose texts are printed as typed.
const PRINTED: [&str; 12] =
    ["标题", "内容", "段落", "结语", "叙述", "引言", "结尾", "指导思想", "责任单位", "协办单位", "目标", "署名"];

/// How many glyphs answered in which way.
#[derive(Debug, Default)]
struct Tally {
    verbatim: usize,
    expression: usize,
    escape: usize,
    added: usize,
    drawn: usize,
}

fn load(path: &Path) -> Built {
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(path);
    assert!(built.is_good(), "{}", told(&built));
    built
}

fn click(positions: &Positions, glyph: &Glyph) -> Option<Place> {
    // On a turned page a glyph doesn't begin at its left.
    if (glyph.rect.left - glyph.x).abs() > 0.01 {
        let middle = |from: f64, to: f64| f64::midpoint(from, to);
        let (x, y) = (middle(glyph.rect.left, glyph.rect.right), middle(glyph.rect.top, glyph.rect.bottom));
        return positions.at(glyph.page, x, y);
    }
    positions.at(glyph.page, glyph.x + glyph.width.min(glyph.size) / 2.0, glyph.y - 0.35 * glyph.size)
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.chars().all(char::is_whitespace)
}

/// The character at a line and column, both from 1, counted here anew.
fn character_at(text: &str, line: usize, column: usize) -> Option<char> {
    text.split('\n').nth(line - 1)?.chars().nth(column - 1)
}

/// Clicks every glyph; each must lead to the right place.
fn click_all(built: &Built) -> Tally {
    let pages = built.pages.as_ref().expect("pages");
    let mut tally = Tally::default();
    for glyph in pages.layout().glyphs.iter().filter(|glyph| !is_blank(glyph)) {
        let place = click(pages.positions(), glyph).unwrap_or_else(|| panic!("`{}` has no place", glyph.text));
        classify(glyph, place, built.sources.get(place.span.source), &mut tally);
    }
    tally
}

fn classify(glyph: &Glyph, place: Place, source: &Source, tally: &mut Tally) {
    let typed = source.slice(place.span);
    let at = source.line_column(place.span.range().start);
    if !place.exact {
        tally.drawn += 1;
        assert!(place.block.is_some() && typed.chars().count() > 1, "`{}` drawn for `{typed}`", glyph.text);
    } else if glyph.text == typed {
        tally.verbatim += 1;
        assert_eq!(character_at(&source.text, at.line, at.column), typed.chars().next(), "{at:?}");
    } else if typed.starts_with("{{") && typed.ends_with("}}") {
        tally.expression += 1;
    } else if typed.strip_suffix(".csv").is_some() {
        // What a file says leads to where the file is named.
        tally.added += 1;
    } else if typed.starts_with('\\') || typed == "''" {
        tally.escape += 1;
    } else {
        tally.added += 1;
        let is_figure = glyph.text.chars().all(|c| c.is_ascii_digit() || "年月日户元.%".contains(c));
        let is_added = ADDED.contains(glyph.text.as_str()) || is_figure;
        assert!(is_added && typed.chars().count() > 1, "`{}` at {at:?} is said to be `{typed}`", glyph.text);
    }
}

/// Every printed character that was typed must have exactly one glyph, also looked for from the YAML.
fn find_all(built: &Built, typed: impl Iterator<Item = usize>) {
    let pages = built.pages.as_ref().expect("pages");
    let source = built.sources.get(SourceId(0));
    let mut printed: HashMap<usize, Vec<&Glyph>> = HashMap::new();
    for glyph in pages.layout().glyphs.iter().filter(|glyph| !is_blank(glyph)) {
        let place = click(pages.positions(), glyph).expect("asserted elsewhere");
        if glyph.text == source.slice(place.span) {
            printed.entry(place.span.range().start).or_default().push(glyph);
        }
    }
    for at in typed {
        let character = source.text[at..].chars().next().expect("a character");
        let what = || format!("`{character}` at {:?}", source.line_column(at));
        let glyphs = printed.get(&at).map_or(&[][..], Vec::as_slice);
        assert_eq!(glyphs.len(), 1, "{} is printed {} times", what(), glyphs.len());
        let regions = pages.positions().of(Span::new(SourceId(0), at..at + character.len_utf8()));
        assert_eq!(regions.len(), 1, "{}: {regions:?}", what());
        let (x, y) = (glyphs[0].x + glyphs[0].width / 2.0, glyphs[0].y - 0.35 * glyphs[0].size);
        assert!(regions[0].page == glyphs[0].page && regions[0].rect.contains(x, y), "{}", what());
    }
}

/// The bytes at which printed characters of a sample stand, found without the program's own parser.
fn printed_characters(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let value = printed_value(line);
        let mut inside = false;
        for (i, c) in value.char_indices() {
            inside = inside && !value[..i].ends_with("}}") || value[i..].starts_with("{{");
            if !inside && !c.is_whitespace() {
                found.push(start + (line.len() - value.len()) + i);
            }
        }
        start += line.len();
    }
    found
}

/// The end of a line that is printed: a text of its own, or the text of a printed field.
fn printed_value(line: &str) -> &str {
    let content = line.trim_start_matches([' ', '-']);
    let formula = content.contains(" = ") || content.starts_with("+ ");
    match content.split_once(": ") {
        _ if content.starts_with('#') || formula || content.trim_end().ends_with([':', '-']) => "",
        Some((_, value)) if value.starts_with(['|', '>', '[', '{']) && !value.starts_with("{{") => "",
        Some((key, value)) if PRINTED.contains(&key) => value,
        Some(_) => "",
        None => content,
    }
}

#[test]
fn every_glyph_of_every_sample_leads_to_what_was_typed() {
    let mut all = Tally::default();
    for sample in samples() {
        let tally = click_all(&load(&sample));
        assert!(tally.verbatim > 50 && tally.drawn > 0, "{}: {tally:?}", sample.display());
        assert_eq!(tally.escape, 0);
        all.verbatim += tally.verbatim;
        all.expression += tally.expression;
        all.drawn += tally.drawn;
    }
    assert!(all.verbatim > 9_000 && all.expression > 100 && all.drawn > 200, "{all:?}");
}

#[test]
fn every_printed_character_of_every_sample_is_found_on_its_page() {
    for sample in samples() {
        let built = load(&sample);
        // An attachment's name is printed twice, in the list and on its page, or not at all.
        let text = &built.sources.get(SourceId(0)).text;
        // Tasks are printed again in a table of them, titles and headings on the cover and in the contents.
        if ["分解表", "\n封面:", "\n目录:"].iter().any(|twice| text.contains(twice)) {
            continue;
        }
        let typed = printed_characters(text.split("\n附件:").next().unwrap_or_default());
        assert!(typed.len() > 50, "{}: {}", sample.display(), typed.len());
        find_all(&built, typed.into_iter());
    }
}

#[test]
fn every_glyph_leads_back_however_it_was_typed() {
    let tally = click_all(&build(EVERYTHING));
    assert!(tally.verbatim > 230 && tally.expression > 30 && tally.escape == 9 && tally.added > 60, "{tally:?}");
}

#[test]
fn every_glyph_leads_back_in_a_file_with_cr_lf() {
    let project = Project::new().file("文稿.yaml", EVERYTHING.replace('\n', "\r\n"));
    assert_eq!(
        format!("{:?}", click_all(&load(&project.join("文稿.yaml")))),
        format!("{:?}", click_all(&build(EVERYTHING)))
    );
}

#[test]
fn every_glyph_leads_back_in_a_file_in_gbk() {
    let (bytes, _, unmappable) = encoding_rs::GBK.encode(EVERYTHING);
    assert!(!unmappable);
    let project = Project::new().file("文稿.yaml", bytes);
    let built = load(&project.join("文稿.yaml"));
    assert_eq!(format!("{:?}", click_all(&built)), format!("{:?}", click_all(&build(EVERYTHING))));
    // Offsets count bytes of the text, not of the file: line and column are what an editor shows.
    let glyph = |c: &str| built.pages.as_ref().expect("pages").layout().glyphs.iter().find(|g| g.text == c).cloned();
    let place =
        click(built.pages.as_ref().expect("pages").positions(), &glyph("竖").expect("printed")).expect("a place");
    let at = built.sources.get(SourceId(0)).line_column(place.span.range().start);
    assert_eq!((at.line, at.column), (17, 7));
}

#[test]
fn what_is_not_printed_as_typed_leads_to_what_it_stands_for() {
    let built = build(EVERYTHING);
    let (pages, source) = (built.pages.as_ref().expect("pages"), built.sources.get(SourceId(0)));
    let glyphs = &pages.layout().glyphs;
    let all: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    let leads_to = |context: &str, character: char| {
        let start = all.find(context).unwrap_or_else(|| panic!("{context} is not in {all}"));
        let at = start + context.find(character).expect("within");
        let mut length = 0;
        let glyph = glyphs.iter().find(|glyph| {
            length += glyph.text.len();
            length > at
        });
        let place = click(pages.positions(), glyph.expect("within")).expect("a place");
        source.slice(place.span).to_owned()
    };
    for (context, character, typed) in [
        ("社区2022年", '2', "{{ 年度 + 1 }}"),
        ("征求意见", '意', "\\u610f"),
        ("服务'站", '\'', "''"),
        ("：\"好", '"', "\\\""),
        ("反斜线\\，", '\\', "\\\\"),
        ("引号的#*_", '#', "{{ 名 }}"),
        ("抓学习；", '；', "抓学习"),
        ("二是聚合力", '二', "聚合力"),
        ("责任单位：社区", '单', "社区优抚站"),
        ("2022年6月30日", '6', "2022-06-30"),
        ("2021年12月5日", '月', "2021-12-05"),
        ("在保529户", '9', "{{ 户数 }}"),
        ("177.5475万元", '7', "{{ 发放 | 万元 }}"),
    ] {
        assert_eq!(leads_to(context, character), typed, "{context}");
    }
}

#[test]
fn notes_and_blanks_lead_to_their_expressions() {
    let yaml = "标题: 计划\n正文:\n  - 段落: 共5户{{ 注(\"含临时\") }}，第{{ 空白(2) }}号\n";
    let built = build(yaml);
    let tally = click_all(&built);
    // The words of the note, and its number before them.
    assert_eq!((tally.verbatim, tally.expression), ("计划共5户，第号".chars().count(), 4), "{tally:?}");
    let layout = built.pages.as_ref().expect("pages").layout();
    let note = layout.glyphs.iter().find(|glyph| glyph.text == "临").expect("a note");
    let place = click(built.pages.as_ref().expect("pages").positions(), note).expect("a place");
    assert_eq!(built.sources.get(place.span.source).slice(place.span), "{{ 注(\"含临时\") }}");
}

#[test]
fn glyphs_of_an_included_file_lead_into_that_file() {
    let project = Project::new()
        .file("文稿.yaml", "标题: 计划\n正文:\n  - 段落: 主文件的话。\n  - 引入: 公共.yaml\n")
        .file("公共.yaml", "- 段落: 公共文件的话。\n- 任务: { 标题: 公共任务, 条目: [ 一条 ] }\n");
    let built = load(&project.join("文稿.yaml"));
    click_all(&built);
    let pages = built.pages.as_ref().expect("pages");
    for (character, file) in [("主", "文稿.yaml"), ("公", "公共.yaml"), ("条", "公共.yaml"), ("一", "公共.yaml")]
    {
        let glyph = pages.layout().glyphs.iter().find(|glyph| glyph.text == character).expect("printed");
        let place = click(pages.positions(), glyph).expect("a place");
        assert!(built.sources.get(place.span.source).name.ends_with(file), "{character}");
        assert!(!pages.positions().of(place.span).is_empty(), "{character}");
    }
}

/// They were found with the 一是 and the ； that are put around a point, at the other end of it.
#[test]
fn the_ends_of_a_point_are_found_alone_and_the_whole_with_what_is_added() {
    let yaml = "标题: 计划\n正文:\n  - 要点: [ 抓学习, 聚合力 ]\n";
    let built = build(yaml);
    let regions = |typed: &str| {
        let start = yaml.find(typed).expect("typed");
        built.pages.as_ref().expect("pages").positions().of(Span::new(SourceId(0), start..start + typed.len()))
    };
    let width = |typed: &str| {
        let found = regions(typed);
        assert_eq!(found.len(), 1, "{typed}: {found:?}");
        format!("{:.0}", found[0].rect.width() / 15.8)
    };
    assert_eq!([width("抓"), width("习"), width("抓学习")], ["1", "1", "6"]);
    assert_eq!(regions("要点: [ 抓学习, 聚合力 ]").len(), 1);
}

/// Of the one glyph of a `——` only the first half was found.
#[test]
fn both_halves_of_a_dash_are_found() {
    let yaml = "标题: 主题——安全\n正文: [ 一段 ]\n";
    let built = build(yaml);
    let positions = built.pages.as_ref().expect("pages").positions();
    let start = yaml.find('—').expect("typed");
    let regions = [start, start + 3].map(|at| positions.of(Span::new(SourceId(0), at..at + 3)));
    assert_eq!(regions[0].len(), 1);
    assert_eq!(regions[0], regions[1]);
    let (x, y) = (regions[0][0].rect.left + 1.0, regions[0][0].rect.top + 8.0);
    assert_eq!(positions.at(0, x, y).map(|place| place.span.range()), Some(start..start + 6));
}

#[test]
fn every_block_has_its_place_on_the_pages() {
    for sample in samples() {
        let built = load(&sample);
        let pages = built.pages.as_ref().expect("pages");
        let (positions, blocks) = (pages.positions(), &pages.map().blocks);
        for (id, block) in blocks.iter().enumerate() {
            let regions: Vec<_> = positions.blocks().iter().filter(|region| region.block as usize == id).collect();
            assert!(!regions.is_empty(), "block {id} ({}) is on no page", block.template);
            assert!(regions.windows(2).all(|pair| pair[0].page + 1 == pair[1].page), "block {id} skips a page");
        }
        for glyph in &pages.layout().glyphs {
            let Some(block) = glyph.block else {
                assert!(glyph.literal.is_some(), "`{}` is nobody's", glyph.text);
                continue;
            };
            let (x, y) = (glyph.x + glyph.width / 2.0, glyph.y - 0.35 * glyph.size);
            let mut regions =
                positions.blocks().iter().filter(|region| region.block == block && region.page == glyph.page);
            assert!(regions.any(|region| region.rect.contains(x, y)), "`{}` is outside its block", glyph.text);
        }
    }
}
