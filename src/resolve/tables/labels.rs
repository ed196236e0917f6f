//! What is printed around a table with a label of its own: 单位：, 注：, 资料来源：. A label that was typed is kept.

use super::super::Resolver;
use super::super::scope::View;
use crate::text::Text;

impl Resolver<'_, '_> {
    pub(in super::super) fn labelled_unit(&mut self, typed: Option<&Text>, view: &View) -> Option<Text> {
        Some(labelled("单位：", &["单位", "计量单位"], &self.text(typed?, view)))
    }

    pub(in super::super) fn labelled_source(&mut self, typed: Option<&Text>, view: &View) -> Option<Text> {
        Some(labelled("资料来源：", &["资料来源", "数据来源", "来源"], &self.text(typed?, view)))
    }

    /// 注：… for one; of several, the first has the label and all are numbered, as the theme aligns them.
    pub(in super::super) fn labelled_notes(&mut self, typed: &[Text], view: &View) -> Vec<Text> {
        notes(&self.texts(typed, view))
    }
}

/// Notes as they are printed.
pub(super) fn notes(texts: &[Text]) -> Vec<Text> {
    let typed =
        |text: &Text| text.as_str().starts_with(['注', '备']) && has_label(text.as_str(), &["注", "备注", "注释"]);
    match texts {
        [] => Vec::new(),
        [only] => vec![labelled("注：", &["注", "备注", "说明", "注释"], only)],
        several if several.iter().any(typed) => several.to_vec(),
        several => several.iter().enumerate().map(|(index, text)| numbered(index, text)).collect(),
    }
}

fn numbered(index: usize, text: &Text) -> Text {
    let Some(span) = text.span() else { return text.clone() };
    let label = if index == 0 { "注：" } else { "　　" };
    let own = text.as_str().starts_with(|c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c));
    let number = if own { String::new() } else { format!("{}.", index + 1) };
    let mut line = Text::derived(&format!("{label}{number}"), span);
    line.append(text);
    line
}

/// A text after its label, unless it was typed with one.
pub(super) fn labelled(label: &str, typed: &[&str], text: &Text) -> Text {
    let Some(span) = text.span().filter(|_| !has_label(text.as_str(), typed)) else { return text.clone() };
    let mut line = Text::derived(label, span);
    line.append(text);
    line
}

/// Whether a text begins with one of these words and a colon.
pub(super) fn has_label(text: &str, labels: &[&str]) -> bool {
    let text = text.trim_start_matches(['（', '(']);
    labels.iter().any(|label| text.strip_prefix(label).is_some_and(|rest| rest.starts_with(['：', ':'])))
}
