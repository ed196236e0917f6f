//! 要点: 一是……；二是……。

use super::Resolver;
use super::scope::View;
use crate::document::{Point, Points, Word};
use crate::source::Span;
use crate::text::Text;

/// Marks a writer may have closed a point with; they win over ours.
const CLOSING: [char; 5] = ['。', '；', '！', '？', '…'];

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

impl Resolver<'_, '_> {
    /// Points that run on, as one text; introduction and ending are part of it.
    pub(super) fn run_on(&mut self, points: &Points, view: &View) -> Text {
        let mut run = Text::new();
        for text in self.texts(&points.introduction, view) {
            run.append(&text);
        }
        for text in self.counted(points, view) {
            run.append(&text);
        }
        for text in self.texts(&points.ending, view) {
            run.append(&text);
        }
        run
    }

    /// Points as paragraphs: introduction, one a point, ending.
    pub(super) fn as_paragraphs(&mut self, points: &Points, view: &View) -> Vec<Text> {
        let mut paragraphs = self.texts(&points.introduction, view);
        paragraphs.extend(self.counted(points, view));
        paragraphs.extend(self.texts(&points.ending, view));
        paragraphs
    }

    /// Whether the points stand as paragraphs; points in a task run on unless told otherwise.
    pub(super) fn are_paragraphs(points: &Points) -> bool {
        points.arrangement == Some("paragraphs")
    }

    /// Adds points to paragraphs: run on at the end of the last, or as paragraphs after it.
    pub(super) fn add_points(&mut self, points: &Points, paragraphs: &mut Vec<Text>, view: &View) {
        if Self::are_paragraphs(points) {
            paragraphs.extend(self.as_paragraphs(points, view));
            return;
        }
        let run = self.run_on(points, view);
        match paragraphs.last_mut() {
            Some(last) => last.append(&run),
            None => paragraphs.push(run),
        }
    }

    /// Each point with its counting word and its closing mark.
    fn counted(&mut self, points: &Points, view: &View) -> Vec<Text> {
        let texts: Vec<(Span, Text)> = points.items.iter().map(|point| (point.span, self.point(point, view))).collect();
        let sentences = texts.iter().any(|(_, text)| text.as_str().trim_end_matches('。').contains('。'))
            || texts.iter().any(|(_, text)| text.as_str().ends_with('。')) && texts.len() > 1;
        let last = texts.len().saturating_sub(1);
        texts
            .into_iter()
            .enumerate()
            .map(|(i, (span, text))| {
                let mut counted = Text::derived(&counting_word(points.counting, i, last), span);
                counted.append(&text);
                if !text.as_str().ends_with(CLOSING) {
                    counted.push_derived(if sentences || i == last { "。" } else { "；" }, span);
                }
                counted
            })
            .collect()
    }

    fn point(&mut self, point: &Point, view: &View) -> Text {
        let mut text = Text::new();
        if let Some(title) = &point.title {
            let title = self.text(title, view);
            text.append(&title);
            if point.content.is_some() && !title.as_str().ends_with(CLOSING) && !title.as_str().ends_with(['：', '，'])
            {
                text.push_derived("。", point.span);
            }
        }
        if let Some(content) = &point.content {
            text.append(&self.text(content, view));
        }
        text
    }
}

/// 一是, 第一， or 首先， by the point's place.
fn counting_word(counting: Option<Word>, index: usize, last: usize) -> String {
    match counting {
        Some("none") => String::new(),
        Some("ordinal") => format!("第{}，", hanzi(index + 1)),
        Some("firstly") => match index {
            0 => "首先，".to_owned(),
            1 if last != 1 || index == last => "其次，".to_owned(),
            _ if index == last => "最后，".to_owned(),
            2 => "再次，".to_owned(),
            _ => format!("第{}，", hanzi(index + 1)),
        },
        _ => format!("{}是", hanzi(index + 1)),
    }
}

/// A number up to 99 in hanzi; beyond that in digits, which no list of points reaches.
fn hanzi(n: usize) -> String {
    match n {
        1..=9 => DIGITS[n].to_owned(),
        10..=19 => format!("十{}", DIGITS[n - 10]),
        20..=99 => format!("{}十{}", DIGITS[n / 10], DIGITS[n % 10]),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{counting_word, hanzi};

    #[test]
    fn points_are_counted_in_hanzi() {
        let counted: Vec<_> = [1, 9, 10, 11, 20, 21, 99].map(hanzi).into();
        assert_eq!(counted, ["一", "九", "十", "十一", "二十", "二十一", "九十九"]);
    }

    #[test]
    fn the_last_of_three_is_the_last() {
        let words: Vec<_> = (0..3).map(|i| counting_word(Some("firstly"), i, 2)).collect();
        assert_eq!(words, ["首先，", "其次，", "最后，"]);
        let words: Vec<_> = (0..4).map(|i| counting_word(Some("firstly"), i, 3)).collect();
        assert_eq!(words, ["首先，", "其次，", "再次，", "最后，"]);
    }
}
