//! Where a title may be broken: between words, never inside one.
//!
//! The library measures and picks the breaks (GB/T 9704-2012, 7.3.1: lines break between words, in the shape of a trapezoid
//! or a diamond); here it is told which there are. A title is read as words ([`path`], over the list in [`words`], with the
//! document's own organs), and then some words are kept with their neighbours ([`seams`]): no line begins with 的 or ends
//! with 和.

mod path;
mod seams;
mod words;

use crate::paper::Paper;
use crate::text::Text;

/// A title this narrow, in ems, stands on one line at any size up to 36 pt, so that its words need not be known.
const ALWAYS_ONE_LINE: f64 = 12.0;

/// A title wider than this, in ems, is a text by accident; finding its best lines would take time with the square of it.
const NO_TITLE: f64 = 300.0;

/// The lines of a title of the paper as typed, each as the segments between allowed breaks.
pub(super) fn lines(title: &[Text], paper: &Paper) -> Vec<Vec<Text>> {
    let organs: Vec<&str> = paper.issuers.iter().map(Text::as_str).collect();
    title.iter().map(|line| segments(line, &organs)).collect()
}

pub(super) fn segments(line: &Text, organs: &[&str]) -> Vec<Text> {
    let value = line.as_str();
    if !(ALWAYS_ONE_LINE..NO_TITLE).contains(&ems(value)) {
        return vec![line.clone()];
    }
    let words = path::words(value, organs);
    seams::segments(value, &words).into_iter().map(|range| line.slice(range)).collect()
}

/// How wide a text is in ems, letters and digits taken for half as wide as hanzi.
fn ems(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
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
            "青云街道清河社区|2021年度民政工作总结|和2022年工作计划"
        );
    }

    #[test]
    fn words_are_read_as_people_do() {
        assert_eq!(cut("关于进一步做好残疾人生活保障工作的意见", "某局"), "关于进一步做好残疾人|生活保障工作的意见");
    }

    #[test]
    fn unknown_words_are_left_whole() {
        assert_eq!(
            cut("关于同意举办第十二届旮旯黄梅戏展演的批复", "某局"),
            "关于同意|举办|第十二届旮旯黄梅戏|展演的批复"
        );
    }

    #[test]
    fn a_short_title_is_one_piece() {
        assert_eq!(cut("关于《计划》的通知", "某局"), "关于《计划》的通知");
    }

    #[test]
    fn no_break_beside_marks() {
        let cut = cut("关于印发《青云街道民政工作计划》和《社区民政工作要点（试行）》的通知", "某局");
        assert!(!cut.contains("《|") && !cut.contains("|》") && !cut.contains("|（") && !cut.contains("|的"), "{cut}");
    }
}
