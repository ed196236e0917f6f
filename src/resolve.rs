//! All content is worked out here, once: a [`Document`] becomes a [`Paper`].
//!
//! In: the document as typed. Out: final text with its places, figures, tables, ordinals; and what does not add up,
//! as diagnostics. Nothing after this stage evaluates anything. It must not know themes or Typst.

use crate::dates::TypedDate;
use crate::diagnostic::{Diagnostic, Report, ResolveFault};
use crate::document::{Check, Document, Word};
use crate::paper::{Paper, PaperDate};
use crate::source::Shelf;
use crate::text::Text;
use crate::yaml::{Entry, Layout, Mapping, Node, Scalar, Style, Value};

mod articles;
mod attachments;
mod blocks;
mod breakdown;
mod chart;
mod figure_table;
mod formal;
mod front;
mod gather;
mod include;
mod mentions;
mod number;
mod numbering;
mod periods;
mod picture;
mod points;
mod responsibility;
mod rules;
mod scope;
mod seal;
mod statistics;
mod tables;

use scope::{View, World};

/// 文种 of a document that names none.
const DEFAULT_KIND: &str = "plan";

/// The names that a document takes from data of other files, each with what it stands for; a file that can't be read has
/// none.
#[must_use]
pub fn named_elsewhere(document: &Document, shelf: &mut Shelf) -> Vec<(String, String)> {
    include::named_elsewhere(document, shelf)
}

/// Works a document out; what is wrong goes to `report`, and what can be shown all the same is.
pub fn resolve(document: Document, shelf: &mut Shelf, report: &mut Report) -> Paper {
    let expanded = include::expand(document, shelf, report);
    let document = &expanded.document;
    let world = World::of(&expanded, report);
    let mut resolver =
        Resolver { world: &world, numbering: document.numbering, shelf, report, used: picture::Used::default() };
    let view = world.outermost();
    let title = resolver.text(&document.title, &view);
    let date = document.date.as_ref().and_then(|text| resolver.date(text, &view));
    let mut paper = Paper {
        span: document.span,
        kind: document.kind.unwrap_or(DEFAULT_KIND),
        layout: document.layout.clone(),
        theme: document.theme.clone(),
        theme_params: document.theme_params.clone(),
        numbering: document.numbering,
        title: title.paragraphs(),
        subtitle: document.subtitle.as_ref().map(|text| resolver.text(text, &view)),
        recipients: resolver.recipients(&document.recipients, &view),
        issuers: resolver.texts(&document.issuers, &view),
        formal: resolver.formal(document, date.as_ref(), &view),
        date,
        body: resolver.body(document),
        draft: document.draft.as_ref().and_then(|text| resolver.draft(text, &view)),
        cover: None,
        contents: document.contents,
        attachments: resolver.attachments(&expanded),
        assets: Vec::new(),
        volume: None,
    };
    resolver.checks(&document.checks, &view);
    paper.cover = document.cover.as_ref().map(|cover| resolver.cover(cover, &paper, &view));
    paper.assets = resolver.used.into_assets();
    report.extend(mentions::check(&paper));
    paper
}

/// Works out texts that don't stand in the document, such as its output name, with the document's names and, before them,
/// those of `facts`. What is wrong with the document itself is told when it is built.
pub fn texts(document: Document, facts: Node, texts: &[Text], shelf: &mut Shelf, report: &mut Report) -> Vec<Text> {
    let mut expanded = include::expand(document, shelf, &mut Report::new());
    expanded.data.insert(0, facts);
    expanded.data.insert(0, title(&expanded));
    let world = World::of(&expanded, &mut Report::new());
    let view = world.outermost();
    texts.iter().map(|text| crate::expr::interpolate(text, &view, report).text).collect()
}

/// 标题 as a name: papers are mostly named after it.
fn title(expanded: &include::Expanded) -> Node {
    let world = World::of(expanded, &mut Report::new());
    let title = &expanded.document.title;
    let text = crate::expr::interpolate(title, &world.outermost(), &mut Report::new()).text;
    let span = text.span().unwrap_or(expanded.document.span);
    let text = Text::derived(&text.as_str().replace('\n', ""), span);
    let value = Node { span, value: Value::Scalar(Scalar { text, style: Style::Double }) };
    let entry = Entry { key: Text::derived("标题", span), key_span: span, value };
    Node { span, value: Value::Mapping(Mapping { entries: vec![entry], layout: Layout::Block }) }
}

/// Whether a condition holds for values like those of 数据; none if it can't be told, and the report says why.
pub fn holds(data: &Node, condition: &Text, report: &mut Report) -> Option<bool> {
    let world = World::of_data(data);
    let view = world.outermost();
    let told = |faults: Vec<Diagnostic>| report.extend(faults);
    let parsed = crate::expr::parse(condition, 0..condition.len(), &view).map_err(told).ok()?;
    match crate::expr::holds(&parsed, &view, report) {
        Ok(holds) => Some(holds),
        Err(fault) => {
            report.push(fault);
            None
        }
    }
}

/// What every part of the stage needs at hand.
struct Resolver<'a, 's> {
    world: &'a World<'a>,
    /// The paper's own numbering scheme.
    numbering: Option<Word>,
    shelf: &'a mut Shelf<'s>,
    report: &'a mut Report,
    used: picture::Used,
}

impl Resolver<'_, '_> {
    /// A text with its `{{ }}` worked out.
    fn text(&mut self, text: &Text, view: &View) -> Text {
        if !text.as_str().contains("{{") {
            return text.clone();
        }
        crate::expr::interpolate(text, view, self.report).text
    }

    fn texts(&mut self, texts: &[Text], view: &View) -> Vec<Text> {
        texts.iter().map(|text| self.text(text, view)).filter(|text| !text.is_empty()).collect()
    }

    /// 主送, with commas between several and a colon at the end (GB/T 9704-2012, 7.3.2).
    fn recipients(&mut self, recipients: &[Text], view: &View) -> Option<Text> {
        let mut line = Text::new();
        for recipient in self.texts(recipients, view) {
            if let (Some(span), false) = (recipient.span(), line.is_empty()) {
                line.push_derived("，", span);
            }
            line.append(&recipient);
        }
        let span = line.span()?;
        if !line.as_str().ends_with(['：', ':']) {
            line.push_derived("：", span);
        }
        Some(line)
    }

    /// 成文日期 as it is printed (GB/T 9704-2012, 7.3.5.4).
    fn date(&mut self, typed: &Text, view: &View) -> Option<PaperDate> {
        let text = self.text(typed, view);
        let span = text.span()?;
        match TypedDate::parse(text.as_str()) {
            Ok(date) => {
                let shown = date.to_string();
                let text = if shown == text.as_str() { text } else { Text::derived(&shown, span) };
                Some(PaperDate { text, day: date.day() })
            }
            Err(fault) => {
                self.report.push(Diagnostic::at(span, fault));
                None
            }
        }
    }

    /// 校核: what must hold.
    fn checks(&mut self, checks: &[Check], view: &View) {
        for check in checks {
            let reason = check.explanation.as_ref().map(Text::as_str);
            crate::expr::check(&check.expression, reason, view, self.report);
        }
    }

    /// Tells a typed figure that a name stands for: it would be forgotten when the figure changes.
    fn tell_typed_figures(&mut self, texts: &[Text], view: &View) {
        for text in texts {
            for (name, typed) in view.own_figures() {
                let Some(at) = find_figure(text.as_str(), typed) else { continue };
                let Some(span) = text.span_of(at..at + typed.len()) else { continue };
                let fault = ResolveFault::TypedFigure { name: name.to_owned(), typed: typed.to_owned() };
                self.report.push(Diagnostic::at(span, fault));
            }
        }
    }
}

/// Where a figure stands as a whole: `5户` is not in `15户`, and what is in `{{ }}` does not count.
fn find_figure(text: &str, figure: &str) -> Option<usize> {
    // A figure of one digit is too likely to mean something else.
    if figure.chars().filter(char::is_ascii_digit).count() < 2 {
        return None;
    }
    text.match_indices(figure).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + figure.len()..].chars().next();
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.' || c == ',');
        let inside = text[..*at].rfind("{{").is_some_and(|open| !text[open..*at].contains("}}"));
        // `5` is not in `50`, but `5户` is in `5户0人`.
        let cut_after = figure.ends_with(|c: char| c.is_ascii_digit()) && goes_on(after);
        let cut = goes_on(before) || cut_after;
        !cut && !inside
    })
}

#[cfg(test)]
mod tests {
    use super::find_figure;

    #[test]
    fn a_figure_is_found_only_as_a_whole() {
        assert_eq!(find_figure("新增15户", "15户"), Some(6));
        assert_eq!(find_figure("新增115户", "15户"), None);
        assert_eq!(find_figure("新增{{ 15户 }}", "15户"), None);
        assert_eq!(find_figure("新增5户", "5户"), None);
    }
}
