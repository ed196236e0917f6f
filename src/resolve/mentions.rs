//! Attachments that are mentioned and not there, or there and never mentioned.
//!
//! In: a finished [`Paper`]. Out: warnings. `附件` in a longer word (附件说明, 电子邮件附件) means none of them; `见附件`
//! where there are several means them all: rather miss one than cry wolf.

use std::ops::RangeInclusive;

use crate::diagnostic::{Diagnostic, ResolveFault};
use crate::figures::chinese;
use crate::paper::{Attachment, Paper};
use crate::text::Text;

/// The word.
const WORD: &str = "附件";

/// What may stand between the numbers of attachments: 附件1、2和4.
const AND: [&str; 6] = ["、", "，", "和", "及", ",", "与"];

/// What may stand between the first and the last of several: 附件1—3.
const TO: [&str; 8] = ["——", "—", "至", "到", "－", "-", "~", "～"];

/// A place where attachments are mentioned.
#[derive(Debug, PartialEq, Eq)]
struct Mention {
    /// Bytes of the text.
    start: usize,
    end: usize,
    /// Their numbers; empty for a bare 见附件.
    numbers: Vec<RangeInclusive<u32>>,
}

/// Compares what the text mentions with what is attached.
pub(super) fn check(paper: &Paper) -> Vec<Diagnostic> {
    let listed: Vec<&Attachment> = paper.attachments.iter().filter(|attachment| attachment.is_listed).collect();
    let count = listed.len();
    let mut mentioned = vec![false; count];
    let mut faults = Vec::new();
    let mut visit = |text: &Text| {
        for mention in mentions(text.as_str()) {
            let all = mention.numbers.is_empty();
            let beyond =
                mention.numbers.iter().any(|numbers| usize::try_from(*numbers.end()).is_ok_and(|last| last > count));
            if beyond || (all && count == 0) {
                let fault = ResolveFault::AttachmentMissing {
                    mention: text.as_str()[mention.start..mention.end].to_owned(),
                    count,
                };
                faults.extend(text.span_of(mention.start..mention.end).map(|span| Diagnostic::at(span, fault)));
            }
            for (number, is_mentioned) in (1..).zip(&mut mentioned) {
                *is_mentioned |= all || mention.numbers.iter().any(|numbers| numbers.contains(&number));
            }
        }
        for (attachment, is_mentioned) in listed.iter().zip(&mut mentioned) {
            *is_mentioned |= !attachment.name.is_empty() && text.as_str().contains(attachment.name.as_str());
        }
    };
    paper.title.iter().for_each(&mut visit);
    let inside = paper.attachments.iter().flat_map(|attachment| &attachment.body);
    paper.body.iter().chain(inside).for_each(|block| block.texts(&mut visit));
    let forgotten = listed.iter().zip(mentioned).filter(|(_, is_mentioned)| !is_mentioned);
    faults.extend(forgotten.filter_map(|(attachment, _)| unmentioned(attachment)));
    faults
}

fn unmentioned(attachment: &Attachment) -> Option<Diagnostic> {
    let mention = attachment.number.map_or(WORD.to_owned(), |number| format!("{WORD}{number}"));
    let fault = ResolveFault::AttachmentUnmentioned { name: attachment.name.as_str().to_owned(), mention };
    Some(Diagnostic::at(attachment.name.span()?, fault))
}

/// All mentions of a text.
fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (start, _) in text.match_indices(WORD) {
        // The second word of 附件1和附件2.
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let after = start + WORD.len();
        let (numbers, end) = numbers(text, after);
        let before = text[..start].trim_end();
        let is_pointed_at = before.ends_with(['见', '（', '(', '附', '按', '照']);
        let follows = text[end..].trim_start();
        let is_word_alone = follows.is_empty() || follows.starts_with(['）', ')', '。', '，', '；', '、', '：']);
        if !numbers.is_empty() || (is_pointed_at && is_word_alone) {
            found.push(Mention { start, end, numbers });
        }
    }
    found
}

/// The numbers from a place on, and where they end: 1、3—5和七.
fn numbers(text: &str, from: usize) -> (Vec<RangeInclusive<u32>>, usize) {
    let mut numbers = Vec::new();
    let (mut at, mut end) = (from, from);
    while let Some((first, length)) = number(&text[at..]) {
        end = at + length;
        let last = joined(&text[end..], &TO).and_then(|gap| {
            let (last, length) = number(&text[end + gap..])?;
            (last > first).then_some((last, gap + length))
        });
        if let Some((_, length)) = last {
            end += length;
        }
        numbers.push(first..=last.map_or(first, |(last, _)| last));
        // 附件2、3项 is about three items, and 附件1，2021年 about a year; a number alone after a mark is one more.
        let Some(gap) = joined(&text[end..], &AND) else { break };
        let next = number(&text[end + gap..]);
        let counted = |length: usize| {
            let rest = &text[end + gap + length..];
            let goes_on = joined(rest, &AND).is_some() || joined(rest, &TO).is_some();
            !goes_on && rest.starts_with(|c: char| c.is_alphanumeric() || c == '.' || c == '%')
        };
        match next {
            Some((_, length)) if !counted(length) => at = end + gap,
            _ => break,
        }
    }
    (numbers, end)
}

/// The length of a sign at the beginning of a text, with the word where it stands again.
fn joined(text: &str, signs: &[&str]) -> Option<usize> {
    let trimmed = text.trim_start();
    let skipped = text.len() - trimmed.len();
    let sign = signs.iter().find(|sign| trimmed.starts_with(**sign))?;
    // 附件1至附件4: the word may be said again.
    let again = if trimmed[sign.len()..].starts_with(WORD) { WORD.len() } else { 0 };
    Some(skipped + sign.len() + again)
}

/// A number of at most two digits, Arabic or Chinese, and its length.
fn number(text: &str) -> Option<(u32, usize)> {
    let trimmed = text.trim_start_matches([' ', '\u{3000}']);
    let skipped = text.len() - trimmed.len();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = trimmed[..digits].parse().ok().filter(|number| (1..100).contains(number))?;
        return Some((number, skipped + digits));
    }
    let length: usize = trimmed.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
    let spelt = &trimmed[..length];
    let number = (1_u32..100).find(|number| chinese::number((*number).into()) == spelt)?;
    Some((number, skipped + length))
}

#[cfg(test)]
mod tests {
    use super::mentions;

    fn found(text: &str) -> Vec<(String, Vec<(u32, u32)>)> {
        let range = |numbers: &std::ops::RangeInclusive<u32>| (*numbers.start(), *numbers.end());
        mentions(text)
            .iter()
            .map(|m| (text[m.start..m.end].to_owned(), m.numbers.iter().map(range).collect()))
            .collect()
    }

    fn numbers(text: &str) -> Vec<(u32, u32)> {
        found(text).into_iter().flat_map(|(_, numbers)| numbers).collect()
    }

    #[test]
    fn numbers_are_read_in_all_the_ways_they_are_written() {
        assert_eq!(numbers("名单见附件1。"), [(1, 1)]);
        assert_eq!(numbers("（见附件2、3和5）"), [(2, 2), (3, 3), (5, 5)]);
        assert_eq!(numbers("详见附件1—3"), [(1, 3)]);
        assert_eq!(numbers("附件1至附件4"), [(1, 4)]);
        assert_eq!(numbers("附件一、附件二"), [(1, 1), (2, 2)]);
        assert_eq!(numbers("附件 12"), [(12, 12)]);
        assert_eq!(numbers("附件十一"), [(11, 11)]);
    }

    #[test]
    fn what_follows_a_number_is_not_one_more() {
        assert_eq!(numbers("按附件1，2021年的数"), [(1, 1)]);
        assert_eq!(numbers("附件2、3项工作"), [(2, 2)]);
        assert_eq!(numbers("附件1-2021"), [(1, 1)]);
    }

    #[test]
    fn the_word_alone_counts_where_somebody_points_at_it() {
        let bare = |text: &str| found(text).iter().map(|(_, numbers)| numbers.len()).collect::<Vec<_>>();
        for text in ["名单见附件。", "（附件）", "名单附后（见附件）"] {
            assert_eq!(bare(text), [0], "{text}");
        }
        for text in ["上传附件材料", "附件说明", "邮件附件", "见附件材料"] {
            assert!(bare(text).is_empty(), "{text}");
        }
    }
}
