//! 合计 and its like over many blocks: which figures a name stands for.

use banxin::paper::Paper;

use crate::ruler::{build, told};

/// Two blocks with items, one whose own figure is their total, and one without items.
const FIGURES: &str = "标题: 总结
正文:
  - 统计:
      标题: 社会救助
      截至: 2021-12-31
      分项:
        - 名称: 城市低保
          指标: { 发放: { 值: 30万元, 上年: 25万元, 归类: 救助资金 }, 户数: { 值: 44户, 性质: 期末 } }
          叙述: 本项{{ 合计(发放) }}，全文{{ 合计(社会救助.发放) }}。
        - 名称: 农村低保
          指标: { 发放: { 值: 175475.5元, 上年: 150000元, 归类: 救助资金 }, 户数: { 值: 529户, 性质: 期末 } }
      指标: { 发放: '{{ 合计(发放) }}' }
      叙述: 发放{{ 发放 }}，{{ 合计(户数) }}，户均{{ 合计(发放) ÷ 合计(户数) | 舍入(2) }}；{{ 计数(发放) }}项，最多{{ 最大(发放) }}，平均{{ 平均(户数) }}，同比{{ 同比(合计(发放)) }}，{{ 增减(合计(发放)) }}。
  - 统计:
      标题: 优抚
      指标: { 发放: 1000.00元, 慰问金: { 值: 500元, 归类: [ 救助资金, 慰问 ] } }
      校核: [ 合计(救助资金) = 合计(社会救助.发放) + 慰问金 ]
  - 段落: 全文{{ 合计(发放) }}；救助资金{{ 合计(救助资金) }}，其中社会救助{{ 合计(社会救助.救助资金) }}；慰问{{ 合计(慰问) }}；两块{{ 合计(社会救助.发放, 优抚.发放) }}；{{ 社会救助.慰问金 | 默认(1) }}
";

fn paragraphs(paper: &Paper) -> Vec<String> {
    let mut texts = Vec::new();
    for block in &paper.body {
        block.walk(&mut |block| texts.extend(block.paragraphs.iter().map(|text| text.as_str().to_owned())));
    }
    texts
}

#[test]
fn a_name_stands_for_the_figures_of_all_items_below_the_place() {
    let text = FIGURES.replace("；{{ 社会救助.慰问金 | 默认(1) }}", "。");
    let built = build(&text);
    assert_eq!(told(&built), "");
    assert_eq!(
        paragraphs(built.paper.as_ref().expect("a paper")),
        [
            "发放47.54755万元，573户，户均0.08万元；2项，最多30万元，平均286.5户，同比增长18.9%，增加7.54755万元。",
            "本项30万元，全文47.54755万元。",
            "发放175475.5元，户数529户。",
            "发放1000.00元，慰问金500元。",
            "全文47.64755万元；救助资金47.59755万元，其中社会救助47.54755万元；慰问500元；两块47.64755万元。",
        ]
    );
}

#[test]
fn figures_of_one_day_add_up_and_those_without_a_nature_are_taken_at_their_word() {
    let text = "标题: 总结
正文:
  - 统计:
      标题: 一季度
      期间: 2021年第一季度
      指标: { 救助: 12人次, 在册: { 值: 3户, 性质: 期末, 截至: 2021-03-31 } }
  - 统计:
      标题: 二季度
      期间: 2021年第二季度
      指标: { 救助: 8人次, 在册: { 值: 4户, 性质: 期末, 截至: 2021-3-31 } }
  - 段落: 上半年救助{{ 合计(救助) }}，三月底在册{{ 合计(在册) }}。
";
    let built = build(text);
    assert_eq!(told(&built), "");
    let texts = paragraphs(built.paper.as_ref().expect("a paper"));
    assert_eq!(texts.last().expect("a text"), "上半年救助20人次，三月底在册7户。");
}

#[test]
fn what_is_not_reported_makes_a_total_over_blocks_incomplete() {
    let text = "标题: 总结
正文:
  - 统计:
      分项:
        - { 名称: 甲, 指标: { 发放: 3元 } }
        - { 名称: 乙, 指标: { 发放: 未报 } }
      结尾: 共{{ 合计(发放) }}。
";
    let built = build(text);
    let ids: Vec<_> = built.diagnostics.iter().map(|said| said.code.words().id).collect();
    assert_eq!(ids, ["figure-not-reported", "expr-not-reported"]);
}
