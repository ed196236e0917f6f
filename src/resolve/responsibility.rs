//! 责任标注: who does a task by when, in brackets at the end of its text or on a line of its own.

use super::Resolver;
use super::scope::View;
use crate::dates::TypedDate;
use crate::document::{Task, Word};
use crate::text::Text;

impl Resolver<'_, '_> {
    /// Adds who and by when to a task's paragraphs, as the task or its group wants it.
    pub(super) fn add_responsibility(
        &mut self,
        task: &Task,
        group: Option<Word>,
        paragraphs: &mut Vec<Text>,
        view: &View,
    ) {
        let wanted = task.responsibility.or(group);
        let parts = self.parts(task, view);
        if parts.is_empty() || wanted == Some("table_only") {
            return;
        }
        let own_line = wanted == Some("own_line");
        let mut note = Text::new();
        let bracket = |text: &mut Text, mark: &str| {
            if !own_line {
                text.push_derived(mark, task.span);
            }
        };
        bracket(&mut note, "（");
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                note.push_derived("；", task.span);
            }
            note.append(part);
        }
        bracket(&mut note, "）");
        match paragraphs.last_mut() {
            Some(last) if !own_line => last.append(&note),
            _ => paragraphs.push(note),
        }
    }

    /// 责任单位：…, 协办单位：…, 完成时限：…, 目标：…, as far as they are given.
    fn parts(&mut self, task: &Task, view: &View) -> Vec<Text> {
        let mut parts = Vec::new();
        for (label, texts) in [("责任单位：", &task.responsible), ("协办单位：", &task.assisting)] {
            let texts = self.texts(texts, view);
            parts.extend(joined(label, &texts));
        }
        let deadline = task.deadline.as_ref().map(|text| self.deadline(text, view));
        let goal = task.goal.as_ref().map(|text| self.text(text, view));
        for (label, text) in [("完成时限：", deadline), ("目标：", goal)] {
            parts.extend(text.and_then(|text| joined(label, &[text])));
        }
        parts
    }

    /// A date as official papers write it; words such as 全年 as they are.
    pub(super) fn deadline(&mut self, typed: &Text, view: &View) -> Text {
        let text = self.text(typed, view);
        match (TypedDate::parse(text.as_str()), text.span()) {
            (Ok(date), Some(span)) if date.to_string() != text.as_str() => Text::derived(&date.to_string(), span),
            _ => text,
        }
    }
}

fn joined(label: &str, texts: &[Text]) -> Option<Text> {
    let mut part = Text::derived(label, texts.first()?.span()?);
    for (i, text) in texts.iter().enumerate() {
        if let (Some(span), true) = (text.span(), i > 0) {
            part.push_derived("、", span);
        }
        part.append(text);
    }
    Some(part)
}
