//! Words → the segments between allowed breaks: what stays with its neighbour.
//!
//! Some seams never open (before 》, before 的, after 和). Some open only where the segment would get too long otherwise:
//! 关于 stays with what follows, a year with its noun, the kind of paper with its 的.

use std::ops::Range;

use super::ems;
use super::path::{Kind, Word};

/// A segment is not made longer than this by what had better stay together, in ems: half a line.
const LONGEST: f64 = 10.0;

/// A date keeps its noun up to here.
const LONGEST_DATED: f64 = 14.0;

/// What stands in marks is kept whole up to so many ems.
const SHORT_QUOTE: f64 = 14.0;

/// How two neighbours hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seam {
    /// A line may end here.
    Open,
    /// Better not.
    Loose,
    /// Never.
    Firm,
}

/// Words that a line does not end with: what they govern follows.
const LEADING: &[&str] = &[
    "和", "及", "与", "暨", "或", "以及", "并", "且", "对", "在", "以", "从", "向", "由", "将", "把", "被", "为", "于",
    "按", "拟", "不", "各", "全", "本", "该", "新", "能", "让", "使", "第", "某", "每", "至", "到", "无", "非", "可",
    "要", "应", "需", "未", "已", "再", "更", "最", "我", "同", "跟", "关于",
];

/// Words that a line had better not end with: adverbs, and verbs whose object follows.
const CLINGING: &[&str] = &[
    "进一步",
    "切实",
    "扎实",
    "深入",
    "大力",
    "积极",
    "认真",
    "全面",
    "持续",
    "不断",
    "严格",
    "严肃",
    "坚决",
    "加快",
    "若干",
    "有关",
    "相关",
    "对于",
    "针对",
    "首批",
    "首届",
    "各级",
    "依法",
    "做好",
    "抓好",
    "办好",
    "开展",
    "举办",
    "召开",
    "推进",
    "推动",
    "促进",
    "提升",
    "提高",
    "加强",
    "深化",
    "健全",
    "完善",
    "落实",
    "贯彻",
    "建立",
    "建立健全",
    "强化",
    "优化",
    "规范",
    "加大",
    "巩固",
    "维护",
    "构建",
    "打造",
    "全镇",
    "全县",
    "全区",
    "全市",
    "全省",
    "全国",
    "全乡",
    "全村",
    "新时代",
    "新形势",
    "本级",
    "上半年",
    "下半年",
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
    "年度",
    "社区",
    "农村",
    "城乡",
    "基层",
];

/// Words that a line had better not begin with: they close what is before them.
const CLOSING: &[&str] = &[
    "总结", "计划", "要点", "方案", "安排", "打算", "思路", "规划", "报告", "意见", "办法", "决定", "通报", "汇报",
    "情况", "工作", "活动", "项目", "制度", "标准", "对象", "人员", "家庭", "能力", "机制", "体系", "领域", "资金",
    "经费", "人员",
];

/// Kinds of papers and what is like them: 工作|总结 is one word.
const KINDS: &[&str] = &[
    "总结", "计划", "要点", "方案", "安排", "打算", "思路", "规划", "报告", "情况", "意见", "汇报", "会议", "机制",
    "制度",
];

/// The segments of a title.
pub(super) fn segments(value: &str, words: &[Word]) -> Vec<Range<usize>> {
    let seams = seams(value, words);
    // What is firm together first, then what had better stay together as far as it is short.
    let mut blocks: Vec<(Range<usize>, Seam)> = Vec::new();
    for (word, seam) in words.iter().zip(seams) {
        match blocks.last_mut() {
            Some((block, _)) if seam == Seam::Firm => block.end = word.range.end,
            _ => blocks.push((word.range.clone(), seam)),
        }
    }
    let mut segments: Vec<Range<usize>> = Vec::new();
    for (block, seam) in blocks {
        match segments.last_mut() {
            Some(last) if seam == Seam::Loose && is_short(&value[last.start..block.end]) => last.end = block.end,
            _ => segments.push(block),
        }
    }
    segments
}

fn is_short(joined: &str) -> bool {
    let dated = joined.contains(|c: char| c.is_ascii_digit());
    ems(joined) <= if dated { LONGEST_DATED } else { LONGEST }
}

/// The seam before each word.
fn seams(value: &str, words: &[Word]) -> Vec<Seam> {
    let mut seams: Vec<Seam> =
        (0..words.len()).map(|at| if at == 0 { Seam::Open } else { seam(value, words, at) }).collect();
    for quote in quotes(value, words) {
        seams[quote.start + 1..quote.end].fill(Seam::Firm);
    }
    seams
}

fn seam(value: &str, words: &[Word], at: usize) -> Seam {
    let (before, after) = (&words[at - 1], &words[at]);
    let (left, right) = (&value[before.range.clone()], &value[after.range.clone()]);
    let firm = after.kind == Kind::Closing
        || before.kind == Kind::Opening
        || matches!(right, "的" | "等" | "们" | "之" | "者")
        || left == "之"
        || LEADING.contains(&left)
        || (before.kind == Kind::Unknown && after.kind == Kind::Unknown)
        || is_suffix(before, after, right)
        || is_organ_of(before, after, right)
        || (left.ends_with("工作") && KINDS.contains(&right))
        || (after.kind == Kind::Opening && right == "（");
    // A date or a count goes with what it counts rather than with what is before it.
    let loose = (CLINGING.contains(&left) && after.kind != Kind::Figure)
        || (before.kind == Kind::Figure && left.ends_with(['年', '度', '月', '届', '次', '期', '批']))
        || CLOSING.contains(&right)
        || (left == "的" && at + 1 == words.len())
        || (before.kind == Kind::Unknown && after.kind != Kind::Figure)
        || after.kind == Kind::Unknown;
    match (firm, loose) {
        (true, _) => Seam::Firm,
        (false, true) => Seam::Loose,
        (false, false) => Seam::Open,
    }
}

/// A single hanzi that is no connecting word belongs to the word before it: 卫生|月, 志愿者|之|家.
fn is_suffix(before: &Word, after: &Word, right: &str) -> bool {
    let single = right.chars().count() == 1 && matches!(after.kind, Kind::Word);
    let hanzi = matches!(before.kind, Kind::Word | Kind::Unknown | Kind::Name);
    single && hanzi && !LEADING.contains(&right)
}

/// 青云街道|办事处.
fn is_organ_of(before: &Word, after: &Word, right: &str) -> bool {
    let organ = right.ends_with(['局', '委', '厅', '院', '站', '所', '办'])
        || right.ends_with("委员会")
        || right.ends_with("政府");
    let organ = organ || ["办事处", "中心", "办公室", "小组"].iter().any(|end| right.ends_with(end));
    before.kind == Kind::Name && after.kind == Kind::Word && organ
}

/// What stands in marks and is short, from the opening mark's index to past the closing one's.
fn quotes(value: &str, words: &[Word]) -> Vec<Range<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut quotes = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let text = &value[word.range.clone()];
        match word.kind {
            Kind::Opening => open.push(at),
            Kind::Closing if matches!(text, "》" | "”" | "）" | "〉" | "’" | "」" | "』" | "】" | "〕") => {
                let Some(start) = open.pop() else { continue };
                if ems(&value[words[start].range.start..word.range.end]) <= SHORT_QUOTE {
                    quotes.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    quotes
}
