//! The elements of a formal paper: from what was typed to what is printed.
//!
//! In: [`document::Formal`]. Out: [`paper::Formal`], in the forms of GB/T 9704-2012. What can't be meant is told here; what
//! the rules say of a kind of paper is told in [`rules`](super::rules).

use super::number;
use super::scope::View;
use super::{Resolver, rules};
use crate::diagnostic::{Diagnostic, FormalFault};
use crate::document::formal::{Masthead, Number};
use crate::document::schema::{DOCUMENT, Name};
use crate::document::{self, Document};
use crate::paper::{self, PaperDate};
use crate::source::Span;
use crate::text::Text;

/// The most 签发人: ten lines of two leave room for the title and the text on page 1.
const MOST_SIGNERS: usize = 20;

/// Which of the standard's forms a paper has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Without a red head (白头).
    Plain,
    /// 公文 (7).
    Official,
    /// 信函 (10.1).
    Letter,
    /// 命令 (10.2).
    Order,
    /// 纪要 (10.3).
    Minutes,
    /// A theme's own layout, of which nothing is known here.
    Other,
}

impl Form {
    /// What the document names, else what its kind says; a paper without a masthead has no red head.
    pub(super) fn of(document: &Document) -> Self {
        match document.layout.as_ref().map(Text::as_str) {
            Some("公文" | "official") => return Self::Official,
            Some("信函" | "letter") => return Self::Letter,
            Some("命令" | "order") => return Self::Order,
            Some("纪要" | "minutes") => return Self::Minutes,
            Some("计划" | "plan") => return Self::Plain,
            Some(_) => return Self::Other,
            None => {}
        }
        match document.kind {
            Some("order") => Self::Order,
            _ if document.formal.masthead.is_none() => Self::Plain,
            Some("letter") => Self::Letter,
            Some("minutes") => Self::Minutes,
            _ => Self::Official,
        }
    }

    /// What the masthead ends with.
    fn suffix(self) -> Option<&'static str> {
        match self {
            Self::Official => Some("文件"),
            Self::Order => Some("令"),
            Self::Minutes => Some("纪要"),
            Self::Plain | Self::Letter | Self::Other => None,
        }
    }
}

/// The name of a document's field.
pub(super) fn field(name: &str) -> Name {
    DOCUMENT.field(name).map_or(DOCUMENT.name, |field| field.name)
}

impl Resolver<'_, '_> {
    /// The elements of a formal paper as they are printed.
    pub(super) fn formal(&mut self, document: &Document, date: Option<&PaperDate>, view: &View) -> paper::Formal {
        let form = Form::of(document);
        let typed = &document.formal;
        let formal = paper::Formal {
            masthead: self.masthead(document, form, view),
            number: typed.number.as_ref().and_then(|number| self.number(number, form, date, view)),
            signers: self.signers(&typed.signers, view),
            overprint: typed.overprint,
            copy_number: typed.copy_number.as_ref().and_then(|text| self.copy_number(text, view)),
            classification: self.classification(typed, view),
            urgency: typed.urgency.as_ref().map(|text| self.urgency(text, view)),
            seals: self.seals(document, view),
            stamps: self.stamps(&typed.stamps, view),
            notes: self.notes(typed, view),
            present: self.people(&typed.present, view),
            absent: self.people(&typed.absent, view),
            attending: self.people(&typed.attending, view),
            cc: self.cc(&typed.cc, view),
            printed_by: typed.printed_by.as_ref().map(|text| self.text(text, view)),
            printed_on: typed.printed_on.as_ref().and_then(|text| self.printed_on(text, date, view)),
        };
        rules::check(document, &formal, form, self.report);
        formal
    }

    /// 发文机关标志; an order's may be left to its title.
    fn masthead(&mut self, document: &Document, form: Form, view: &View) -> Option<paper::Masthead> {
        let from_title = || {
            let title = document.title.as_str();
            let order = form == Form::Order && title.ends_with('令');
            order.then(|| Masthead { organs: vec![document.title.clone()], ..Masthead::default() })
        };
        let typed = document.formal.masthead.clone().or_else(from_title)?;
        let mut organs = self.texts(&typed.organs, view);
        let size = typed.size.as_ref().and_then(|text| self.size(text, view));
        let suffix = self.suffix(&mut organs, typed.suffix, form);
        (!organs.is_empty()).then_some(paper::Masthead { organs, suffix, size })
    }

    /// What the masthead ends with: taken off the last organ if it was typed there, added if not.
    fn suffix(&mut self, organs: &mut [Text], wanted: Option<bool>, form: Form) -> Option<Text> {
        let last = organs.last_mut()?;
        let span = last.span()?;
        let typed = last.as_str().strip_suffix("文件").map(str::len).filter(|length| *length > 0);
        if let (Form::Letter, Some(length)) = (form, typed) {
            *last = last.slice(0..length);
            let shown = last.as_str().to_owned();
            self.report.push(Diagnostic::at(span, FormalFault::PutRight { field: field("masthead"), shown }));
            return None;
        }
        let suffix = form.suffix()?;
        let wanted = wanted.unwrap_or(true);
        match typed.filter(|_| form == Form::Official) {
            Some(length) => {
                let suffix = last.slice(length..last.len());
                *last = last.slice(0..length);
                Some(suffix)
            }
            None if wanted && !last.as_str().ends_with(suffix) => Some(Text::derived(suffix, span)),
            None => None,
        }
    }

    fn size(&mut self, typed: &Text, view: &View) -> Option<f64> {
        let text = self.text(typed, view);
        let size = points(text.as_str());
        if size.is_none() {
            let fault = FormalFault::MastheadSize { typed: text.as_str().to_owned() };
            self.report.extend(text.span().map(|span| Diagnostic::at(span, fault)));
        }
        size
    }

    /// 发文字号.
    fn number(&mut self, typed: &Number, form: Form, date: Option<&PaperDate>, view: &View) -> Option<Text> {
        let (text, whole) = match typed {
            Number::Whole(text) => (self.text(text, view), true),
            Number::Parts { code, year, serial } => {
                let part =
                    |part: &Option<Text>, resolver: &mut Self| part.as_ref().map(|text| resolver.text(text, view));
                let (code, year) = (part(code, self), part(year, self));
                let serial = part(serial, self);
                let year = year.or_else(|| date.and_then(year_of));
                (joined(code.as_ref(), year.as_ref(), serial.as_ref(), form)?, false)
            }
        };
        let span = text.span()?;
        let Some(shown) = standard_number(text.as_str(), form) else {
            let fault = FormalFault::NumberForm { typed: text.as_str().to_owned(), order: form == Form::Order };
            self.report.push(Diagnostic::at(span, fault));
            return Some(text);
        };
        // Room for the number is no mistake, and parts leave their form to us.
        let tells = whole && !shown.contains(number::ROOM);
        self.put_right("document_number", text, shown, tells)
    }

    /// A text in the standard's form, with a note where it was typed otherwise.
    fn put_right(&mut self, name: &'static str, text: Text, shown: String, tells: bool) -> Option<Text> {
        if text.as_str() == shown {
            return Some(text);
        }
        let span = text.span()?;
        let derived = Text::derived(&shown, span);
        if tells {
            self.report.push(Diagnostic::at(span, FormalFault::PutRight { field: field(name), shown }));
        }
        Some(derived)
    }

    /// 签发人; several may be typed in one text.
    fn signers(&mut self, typed: &[Text], view: &View) -> Vec<Text> {
        let mut signers = Vec::new();
        for text in self.texts(typed, view) {
            let mut start = 0;
            for (at, mark) in text.as_str().match_indices(['、', '，', ',', ';', '；']).chain([(text.len(), "")]) {
                signers.push(text.slice(start..at).trimmed());
                start = at + mark.len();
            }
        }
        signers.retain(|signer| !signer.is_empty());
        if let Some(span) = signers.get(MOST_SIGNERS).and_then(Text::span) {
            self.report.push(Diagnostic::at(span, FormalFault::TooManySigners { most: MOST_SIGNERS }));
        }
        signers
    }

    /// 份号, filled up to six digits.
    fn copy_number(&mut self, typed: &Text, view: &View) -> Option<Text> {
        let text = self.text(typed, view);
        let digits = crate::width::narrowed(text.as_str());
        if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let fault = FormalFault::CopyNumber { typed: text.as_str().to_owned() };
            self.report.extend(text.span().map(|span| Diagnostic::at(span, fault)));
            return None;
        }
        self.put_right("copy_number", text, format!("{digits:0>6}"), false)
    }

    /// 密级和保密期限: 机密★3年.
    fn classification(&mut self, typed: &document::Formal, view: &View) -> Option<Text> {
        let period = typed.classified_for.as_ref().map(|text| self.text(text, view));
        let Some(text) = typed.classification.as_ref().map(|text| self.text(text, view)) else {
            let span = period.as_ref().and_then(Text::span)?;
            self.report.push(Diagnostic::at(span, FormalFault::ClassifiedForAlone));
            return None;
        };
        let span = text.span()?;
        let levels = ["绝密", "机密", "秘密"];
        let Some(level) = levels.into_iter().find(|level| text.as_str().starts_with(level)) else {
            let fault = FormalFault::Classification { typed: text.as_str().to_owned() };
            self.report.push(Diagnostic::at(span, fault));
            return Some(text);
        };
        let rest = text.as_str()[level.len()..].trim().trim_start_matches(['★', '☆', '*', '＊', '·', ' ', '\u{3000}']);
        if let Some(period) = period.filter(|_| rest.is_empty()) {
            let mut whole = text.slice(0..level.len());
            whole.push_derived("★", span);
            whole.append(&period);
            return Some(whole);
        }
        let shown = if rest.is_empty() { level.to_owned() } else { format!("{level}★{rest}") };
        self.put_right("classification", text, shown, true)
    }

    fn urgency(&mut self, typed: &Text, view: &View) -> Text {
        let text = self.text(typed, view);
        let bare: String = text.as_str().chars().filter(|c| !c.is_whitespace()).collect();
        if !["特急", "加急", "特提", "平急"].contains(&bare.as_str()) {
            let fault = FormalFault::Urgency { typed: text.as_str().to_owned() };
            self.report.extend(text.span().map(|span| Diagnostic::at(span, fault)));
        }
        text
    }

    /// 附注 and 联系人, without the brackets that go around them.
    fn notes(&mut self, typed: &document::Formal, view: &View) -> Vec<Text> {
        let mut notes: Vec<Text> = self.texts(&typed.notes, view).iter().map(bare).collect();
        let contacts: Vec<Text> = self.texts(&typed.contacts, view).iter().map(bare).collect();
        if let Some(contact) = listed(&contacts, "，") {
            notes.push(labelled("联系人：", &["联系"], contact));
        }
        notes
    }

    /// People and the marks between them, one by one, so that no name need be torn apart at a line's end.
    fn people(&mut self, typed: &[Text], view: &View) -> Vec<Text> {
        let Some(line) = listed(&self.texts(typed, view), "、") else { return Vec::new() };
        let marks = line.as_str().match_indices(['、', '，', '；', '\n']);
        let ends: Vec<usize> = marks.flat_map(|(at, mark)| [at, at + mark.len()]).chain([line.len()]).collect();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let pieces = starts.zip(ends.iter().copied()).filter(|(start, end)| start < end);
        pieces.map(|(start, end)| line.slice(start..end)).collect()
    }

    /// 抄送 without its label, ending in 。 (7.4.2).
    fn cc(&mut self, typed: &[Text], view: &View) -> Option<Text> {
        let texts: Vec<Text> = self.texts(typed, view).iter().map(|text| without(text, &["抄送：", "抄送:"])).collect();
        let mut line = listed(&texts, "，")?;
        let span = line.span()?;
        if !line.as_str().ends_with('。') {
            line.push_derived("。", span);
        }
        Some(line)
    }

    /// 印发日期 with 印发 (7.4.3).
    fn printed_on(&mut self, typed: &Text, signed: Option<&PaperDate>, view: &View) -> Option<Text> {
        let text = self.text(typed, view);
        let length = text.as_str().trim_end_matches("印发").trim_end().len();
        let date = self.date(&text.slice(0..length), view)?;
        let mut line = date.text;
        let span = line.span()?;
        if let (Some(printed), Some(signed)) = (date.day, signed.and_then(|date| date.day))
            && printed < signed
        {
            let shown = |day| crate::dates::shown(day);
            let fault = FormalFault::PrintedEarly { printed: shown(printed), signed: shown(signed) };
            self.report.push(Diagnostic::at(span, fault));
        }
        line.push_derived("印发", span);
        Some(line)
    }
}

/// A number of a paper of this form as the standard writes it.
fn standard_number(typed: &str, form: Form) -> Option<String> {
    match form {
        Form::Order => number::counted(typed, '号').or_else(|| number::official(typed)),
        Form::Minutes => number::official(typed).or_else(|| {
            ['期', '次', '号']
                .into_iter()
                .find(|mark| typed.ends_with(*mark))
                .and_then(|mark| number::counted(typed, mark))
        }),
        _ => number::official(typed),
    }
}

/// The year of a date, as a text that stands where the date does.
fn year_of(date: &PaperDate) -> Option<Text> {
    Some(Text::derived(&date.day?.year().to_string(), date.text.span()?))
}

/// A number typed in parts: 青街发〔2022〕5号, 第5号.
fn joined(code: Option<&Text>, year: Option<&Text>, serial: Option<&Text>, form: Form) -> Option<Text> {
    let span = [code, serial, year].into_iter().flatten().find_map(Text::span)?;
    let mut whole = Text::new();
    if form == Form::Order && code.is_none() {
        whole.push_derived("第", span);
    } else {
        if let Some(code) = code {
            whole.append(code);
        }
        whole.push_derived("〔", span);
        if let Some(year) = year {
            whole.append(year);
        }
        whole.push_derived("〕", span);
    }
    match serial {
        Some(serial) => whole.append(serial),
        None => whole.push_derived(number::ROOM, span),
    }
    if !whole.as_str().ends_with('号') {
        whole.push_derived("号", span);
    }
    Some(whole)
}

/// Sizes of type that have names, in points.
const SIZES: &[(&str, f64)] = &[
    ("特号", 63.0),
    ("初号", 42.0),
    ("小初", 36.0),
    ("一号", 26.0),
    ("小一", 24.0),
    ("二号", 22.0),
    ("小二", 18.0),
    ("三号", 16.0),
];

/// A size of type in points: 初号, 48磅, 48, 16mm.
fn points(typed: &str) -> Option<f64> {
    let typed = crate::width::narrowed(typed.trim());
    if let Some((_, size)) = SIZES.iter().find(|(name, _)| *name == typed) {
        return Some(*size);
    }
    let units = [
        ("毫米", 72.0 / 25.4),
        ("mm", 72.0 / 25.4),
        ("厘米", 720.0 / 25.4),
        ("cm", 720.0 / 25.4),
        ("磅", 1.0),
        ("pt", 1.0),
        ("", 1.0),
    ];
    let (number, unit) = units.into_iter().find_map(|(unit, points)| Some((typed.strip_suffix(unit)?, points)))?;
    let size = number.trim().parse::<f64>().ok()? * unit;
    (10.0..=120.0).contains(&size).then_some(size)
}

/// Texts as one, with a mark between them.
fn listed(texts: &[Text], mark: &str) -> Option<Text> {
    let mut line = Text::new();
    for text in texts {
        if let (Some(span), false) = (text.span(), line.is_empty()) {
            line.push_derived(mark, span);
        }
        line.append(text);
    }
    (!line.is_empty()).then_some(line)
}

/// A text without the brackets around it.
fn bare(text: &Text) -> Text {
    let value = text.as_str();
    let inner = value.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    // （一）…（二） begins and ends with brackets that are not one pair.
    match inner.filter(|inner| !inner.contains(['（', '(', '）', ')'])) {
        Some(inner) => {
            let start = value.chars().next().map_or(0, char::len_utf8);
            text.slice(start..start + inner.len()).trimmed()
        }
        None => text.clone(),
    }
}

/// A text behind a label, unless it begins with one.
fn labelled(label: &str, known: &[&str], text: Text) -> Text {
    let span: Option<Span> = text.span();
    match span {
        Some(span) if !known.iter().any(|known| text.as_str().starts_with(known)) => {
            let mut whole = Text::derived(label, span);
            whole.append(&text);
            whole
        }
        _ => text,
    }
}

/// A text without a label that is printed anyway.
fn without(text: &Text, labels: &[&str]) -> Text {
    let found = labels.iter().find(|label| text.as_str().starts_with(**label));
    found.map_or_else(|| text.clone(), |label| text.slice(label.len()..text.len()).trimmed())
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn sizes_by_name_and_by_unit() {
        assert_eq!(points("初号"), Some(42.0));
        assert_eq!(points("48磅"), Some(48.0));
        assert_eq!(points("48"), Some(48.0));
        assert!(points("16mm").is_some_and(|size| (size - 45.35).abs() < 0.01));
        for wrong in ["很大", "4000", "-48", "", "NaN"] {
            assert_eq!(points(wrong), None, "{wrong}");
        }
    }
}
