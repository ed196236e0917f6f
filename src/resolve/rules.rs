//! What the rules of official papers say of a kind of paper and its elements.
//!
//! In: the document as typed and its elements as they are printed. Out: diagnostics, each at the field it is about.

use super::formal::{Form, field};
use crate::diagnostic::{Diagnostic, FormalFault, Report};
use crate::document::formal::Number;
use crate::document::schema::{KIND, Name};
use crate::document::{Document, Word};
use crate::paper::Formal;
use crate::source::Span;
use crate::text::Text;

/// Kinds of paper that are sent to the office above (上行文).
const UPWARD: &[&str] = &["request", "report", "proposal"];

/// Kinds that are sent down, or to everybody, and name no signer.
const NOT_UPWARD: &[&str] = &[
    "notice",
    "reply",
    "letter",
    "decision",
    "resolution",
    "announcement",
    "public_notice",
    "communique",
    "circular",
    "minutes",
    "order",
];

/// Tells what does not fit the paper's kind and layout.
pub(super) fn check(document: &Document, formal: &Formal, form: Form, report: &mut Report) {
    match form {
        Form::Other => return,
        Form::Plain => needs_masthead(document, report),
        Form::Letter => letter(document, report),
        Form::Order => order(document, formal, report),
        Form::Official | Form::Minutes => {}
    }
    if form != Form::Plain && formal.masthead.is_none() {
        let typed = document.layout.as_ref().and_then(Text::span).unwrap_or(document.span);
        report.push(Diagnostic::at(typed, FormalFault::MastheadMissing));
    }
    if let (Some(span), false) = (first(&document.issuers), document.formal.stamps.is_empty()) {
        report.push(Diagnostic::at(span, FormalFault::IssuerUnderStamp));
    }
    if let Some(kind) = document.kind {
        upward(document, formal, (kind, form), report);
    }
}

/// 文种 by its English name.
fn kind_name(kind: Word) -> Name {
    KIND.iter().find(|choice| choice.name.en == kind).map_or(field("kind"), |choice| choice.name)
}

fn first(texts: &[Text]) -> Option<Span> {
    texts.iter().find_map(Text::span)
}

fn span(text: Option<&Text>) -> Option<Span> {
    text.and_then(Text::span)
}

fn number(number: Option<&Number>) -> Option<Span> {
    match number? {
        Number::Whole(text) => text.span(),
        Number::Parts { code, year, serial } => [code, year, serial].into_iter().flatten().find_map(Text::span),
    }
}

/// The fields of head and imprint that were typed, with their places.
fn head_and_imprint(document: &Document) -> Vec<(&'static str, Span)> {
    let formal = &document.formal;
    let typed = [
        ("document_number", number(formal.number.as_ref())),
        ("signers", first(&formal.signers)),
        ("copy_number", span(formal.copy_number.as_ref())),
        ("classification", span(formal.classification.as_ref())),
        ("urgency", span(formal.urgency.as_ref())),
        ("cc", first(&formal.cc)),
        ("printed_by", span(formal.printed_by.as_ref())),
        ("printed_on", span(formal.printed_on.as_ref())),
    ];
    typed.into_iter().filter_map(|(name, span)| Some((name, span?))).collect()
}

fn needs_masthead(document: &Document, report: &mut Report) {
    for (name, span) in head_and_imprint(document) {
        report.push(Diagnostic::at(span, FormalFault::NeedsMasthead { field: field(name) }));
    }
}

/// 信函: an imprint without 印发机关 and 印发日期 (10.1).
fn letter(document: &Document, report: &mut Report) {
    let layout = Name { zh: "信函", en: "letter" };
    for (name, span) in head_and_imprint(document) {
        if ["printed_by", "printed_on", "signers"].contains(&name) {
            let fault = FormalFault::NotInLayout { field: field(name), layout, clause: "10.1" };
            report.push(Diagnostic::at(span, fault));
        }
    }
}

fn order(document: &Document, formal: &Formal, report: &mut Report) {
    if formal.number.is_none() {
        report.push(Diagnostic::at(document.title.span().unwrap_or(document.span), FormalFault::OrderNumberMissing));
    }
    let layout = Name { zh: "命令", en: "order" };
    for (name, span) in head_and_imprint(document) {
        if ["signers", "copy_number", "classification", "urgency"].contains(&name) {
            let fault = FormalFault::NotInLayout { field: field(name), layout, clause: "10.2" };
            report.push(Diagnostic::at(span, fault));
        }
    }
    let masthead: String = formal
        .masthead
        .iter()
        .flat_map(|masthead| masthead.organs.iter().chain(&masthead.suffix))
        .map(Text::as_str)
        .collect();
    let title: String = document.title.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    if let (Some(span), true) =
        (document.title.span(), !masthead.is_empty() && title != masthead && !title.contains("{{"))
    {
        report.push(Diagnostic::at(span, FormalFault::OrderTitle));
    }
}

/// What holds of papers by where they are sent.
fn upward(document: &Document, formal: &Formal, (kind, form): (Word, Form), report: &mut Report) {
    let name = kind_name(kind);
    let typed = &document.formal;
    let headed = form == Form::Official;
    let sent_up = UPWARD.contains(&kind);
    if headed && sent_up && formal.signers.is_empty() {
        let at = number(typed.number.as_ref()).or_else(|| typed.masthead.as_ref().and_then(|m| first(&m.organs)));
        report.push(Diagnostic::at(at.unwrap_or(document.span), FormalFault::SignersMissing { kind: name }));
    }
    if let (Some(span), true, true) = (first(&typed.signers), headed, NOT_UPWARD.contains(&kind)) {
        report.push(Diagnostic::at(span, FormalFault::SignersNotUpward { kind: name }));
    }
    if ["request", "report"].contains(&kind) && form != Form::Plain {
        several_recipients(document, name, report);
    }
    if headed && kind == "request" && typed.contacts.is_empty() && typed.notes.is_empty() {
        let at = document.title.span().unwrap_or(document.span);
        report.push(Diagnostic::at(at, FormalFault::ContactMissing));
    }
}

fn several_recipients(document: &Document, kind: Name, report: &mut Report) {
    let listed = document.recipients.get(1).and_then(Text::span);
    let joined = || {
        let text = document.recipients.first()?;
        let at = text.as_str().find(['、', '，', ',', ';', '；'])?;
        text.span_of(at..text.len())
    };
    if let Some(span) = listed.or_else(joined) {
        report.push(Diagnostic::at(span, FormalFault::SeveralRecipients { kind }));
    }
}
