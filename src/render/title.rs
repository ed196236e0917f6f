//! Where a title may be broken: between words, never inside one.
//!
//! The library measures and picks the breaks (GB/T 9704-2012, 7.3.1: lines break between words); here it is told
//! which there are. Words are known from a short list of terms of the field, the document's own organ names, and
//! runs of Latin letters and digits; what is between known words is left whole.

use crate::paper::Paper;
use crate::text::Text;

/// Terms that titles of plans and reports are made of, longest first within a first character.
const TERMS: &[&str] = &[
    "关于",
    "印发",
    "开展",
    "做好",
    "加强",
    "推进",
    "进一步",
    "实施",
    "落实",
    "完善",
    "全面",
    "召开",
    "举办",
    "建立",
    "健全",
    "社会主义",
    "新时代",
    "中国特色",
    "党风廉政",
    "乡村振兴",
    "高质量发展",
    "社会救助",
    "最低生活保障",
    "基本养老服务",
    "养老服务",
    "儿童福利",
    "社会福利",
    "社会事务",
    "社会组织",
    "基层治理",
    "社区治理",
    "社区建设",
    "优抚安置",
    "双拥",
    "残疾人",
    "老年人",
    "未成年人",
    "留守儿童",
    "困境儿童",
    "困难群众",
    "特困人员",
    "高龄津贴",
    "临时救助",
    "医疗救助",
    "防灾减灾",
    "救灾救济",
    "殡葬改革",
    "婚姻登记",
    "区划地名",
    "慈善事业",
    "志愿服务",
    "民政事业",
    "民政工作",
    "民政",
    "社区",
    "街道",
    "乡镇",
    "全镇",
    "全县",
    "全区",
    "全市",
    "本级",
    "上半年",
    "下半年",
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
    "年度",
    "工作总结",
    "工作计划",
    "工作要点",
    "工作方案",
    "工作安排",
    "工作报告",
    "工作情况",
    "工作思路",
    "实施方案",
    "实施意见",
    "行动方案",
    "情况报告",
    "情况总结",
    "总结",
    "计划",
    "要点",
    "方案",
    "报告",
    "安排",
    "打算",
    "思路",
    "规划",
    "意见",
    "办法",
    "通知",
    "居民委员会",
    "村民委员会",
    "人民政府",
    "办事处",
    "民政局",
    "委员会",
    "领导小组",
    "和",
    "及",
    "与",
    "暨",
];

/// Characters that names of places and organs end in.
const ORGAN_ENDS: &str = "省市县区镇乡村道街会局府处委办站所院校中心";

/// Marks that never begin a line.
const CLOSING: &str = "，。、；：！？）】》〉”’」』〕…—·%％";
/// Marks that never end a line.
const OPENING: &str = "（【《〈“‘「『〔";

/// The title's lines as typed, each as the segments between allowed breaks.
pub(super) fn lines(paper: &Paper) -> Vec<Vec<Text>> {
    let organs: Vec<&str> = paper.issuers.iter().map(Text::as_str).collect();
    paper.title.iter().map(|line| segments(line, &organs)).collect()
}

fn segments(line: &Text, organs: &[&str]) -> Vec<Text> {
    let value = line.as_str();
    let mut cuts = vec![0];
    let mut at = 0;
    while at < value.len() {
        let rest = &value[at..];
        let length = word(rest, organs);
        let begins = cuts.last() == Some(&at);
        if !begins && may_break(value, at) && (is_known(rest, organs) || after_known(value, at, &cuts, organs)) {
            cuts.push(at);
        }
        at += length;
    }
    cuts.push(value.len());
    cuts.dedup();
    cuts.windows(2).map(|pair| line.slice(pair[0]..pair[1])).collect()
}

/// Length in bytes of the word at the beginning of `rest`; one character if none is known.
fn word(rest: &str, organs: &[&str]) -> usize {
    if let Some(known) = known(rest, organs) {
        return known;
    }
    let latin = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
    if latin > 0 {
        // 2022年 and 15个 stay together.
        let unit = rest[latin..].chars().next().filter(|c| "年月日个户人次届期%％".contains(*c));
        return latin + unit.map_or(0, char::len_utf8);
    }
    rest.chars().next().map_or(1, char::len_utf8)
}

fn known(rest: &str, organs: &[&str]) -> Option<usize> {
    let terms = TERMS.iter().filter(|term| rest.starts_with(**term)).map(|term| term.len());
    terms.chain(organs.iter().filter_map(|organ| organ_part(rest, organ))).max()
}

/// What a title takes of an organ's name: 青云街道清河社区 of 青云街道清河社区居民委员会.
fn organ_part(rest: &str, organ: &str) -> Option<usize> {
    let shared: usize = rest.chars().zip(organ.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let part = organ.get(..shared)?;
    let end = part.char_indices().filter(|(_, c)| ORGAN_ENDS.contains(*c)).map(|(i, c)| i + c.len_utf8()).last()?;
    (part[..end].chars().count() >= 3).then_some(end)
}

fn is_known(rest: &str, organs: &[&str]) -> bool {
    known(rest, organs).is_some() || rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether what ends at `at` is a known word that the last cut began, so that a break after it is between words.
fn after_known(value: &str, at: usize, cuts: &[usize], organs: &[&str]) -> bool {
    let last = *cuts.last().unwrap_or(&0);
    last + word(&value[last..], organs) == at && is_known(&value[last..], organs)
}

fn may_break(value: &str, at: usize) -> bool {
    let next_closes = value[at..].starts_with(|c| CLOSING.contains(c));
    let last_opens = value[..at].ends_with(|c| OPENING.contains(c));
    !next_closes && !last_opens
}

#[cfg(test)]
mod tests {
    use super::segments;
    use crate::source::{SourceId, Span};
    use crate::text::Text;

    fn cut(title: &str, organ: &str) -> String {
        let text = Text::verbatim(title, Span::new(SourceId(0), 0..title.len()));
        let segments = segments(&text, &[organ]);
        segments.iter().map(Text::as_str).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn titles_break_between_words() {
        assert_eq!(
            cut("青云街道清河社区2021年度民政工作总结和2022年工作计划", "青云街道清河社区居民委员会"),
            "青云街道清河社区|2021年|度|民政工作|总结|和|2022年|工作计划"
        );
    }

    #[test]
    fn unknown_words_are_left_whole() {
        assert_eq!(cut("旗袍展演", "某局"), "旗袍展演");
    }

    #[test]
    fn no_break_before_a_closing_mark() {
        assert_eq!(cut("关于《计划》的通知", "某局"), "关于|《计划》的|通知");
    }
}
