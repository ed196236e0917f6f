//! 条款: the articles of rules with their paragraphs, items and sub-items.

use super::block::item_is_sound;
use super::fields::Fields;
use super::schema::{ARTICLE, ARTICLE_PARAGRAPH, CLAUSE};
use super::{Article, ArticleParagraph, Clause};
use crate::diagnostic::{Diagnostic, DocumentFault, Report};
use crate::text::Text;
use crate::yaml::{Node, typed_ordinal};

/// The articles of a block.
pub(super) fn articles(fields: &mut Fields, report: &mut Report) -> Vec<Article> {
    fields.list("items").iter().filter_map(|node| article(node, report)).collect()
}

fn article(node: &Node, report: &mut Report) -> Option<Article> {
    if !item_is_sound(node, &ARTICLE, report) {
        return None;
    }
    let mut fields = Fields::read(&ARTICLE, node, report)?;
    let (title, label) = (fields.line("title", report), fields.line("label", report));
    let first = ArticleParagraph {
        content: fields.paragraphs("content", report),
        clauses: clauses(fields.list("clauses"), report),
    };
    let mut paragraphs = vec![first];
    paragraphs.extend(fields.list("paragraphs").iter().filter_map(|node| paragraph(node, report)));
    let ending = fields.paragraphs("ending", report);
    fields.finish();
    paragraphs.push(ArticleParagraph { content: ending, clauses: Vec::new() });
    paragraphs.retain(|part| !part.content.is_empty() || !part.clauses.is_empty());
    if title.is_none() && paragraphs.is_empty() {
        report.push(Diagnostic::at(node.span, DocumentFault::EmptyItem));
        return None;
    }
    let first = title.as_ref().or_else(|| paragraphs.first().and_then(|part| part.content.first()));
    report.extend(first.and_then(typed_number));
    Some(Article { span: node.span, title, label, paragraphs })
}

fn paragraph(node: &Node, report: &mut Report) -> Option<ArticleParagraph> {
    if !item_is_sound(node, &ARTICLE_PARAGRAPH, report) {
        return None;
    }
    let mut fields = Fields::read(&ARTICLE_PARAGRAPH, node, report)?;
    let content = fields.paragraphs("content", report);
    let clauses = clauses(fields.list("clauses"), report);
    fields.finish();
    Some(ArticleParagraph { content, clauses })
}

fn clauses(nodes: &[Node], report: &mut Report) -> Vec<Clause> {
    nodes.iter().filter_map(|node| clause(node, report)).collect()
}

fn clause(node: &Node, report: &mut Report) -> Option<Clause> {
    if !item_is_sound(node, &CLAUSE, report) {
        return None;
    }
    let mut fields = Fields::read(&CLAUSE, node, report)?;
    let content = fields.paragraphs("content", report);
    let subclauses = clauses(fields.list("subclauses"), report);
    fields.finish();
    report.extend(content.first().and_then(typed_number));
    (!content.is_empty()).then_some(Clause { span: node.span, content, subclauses })
}

/// Tells a number that is typed where one is given anyway.
fn typed_number(text: &Text) -> Option<Diagnostic> {
    let length = typed_ordinal(text.as_str())?;
    let fault = DocumentFault::TypedNumber { number: text.as_str()[..length].to_owned() };
    Some(Diagnostic::at(text.span_of(0..length)?, fault))
}
