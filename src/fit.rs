//! What finished pages ask for, and how the paper gives way to it: facts in, a [`Fit`] out.
//!
//! A theme's functions report facts as `#metadata((banxin: "name", …))`: where the title, the text and the signature
//! begin. From these alone is told whether page 1 has text (GB/T 9704-2012, 7.3.3) and whether the signature stands
//! with text (7.3.5.5); nothing is known of how a page is laid out. How far the pages may give way is the theme's
//! parameter `give-lines`. The loop itself is [`crate::pipeline`]'s.

use rust_decimal::prelude::ToPrimitive;

use crate::diagnostic::{Diagnostic, PageFault};
use crate::paper::Paper;
use crate::render::{Fit, LINES};
use crate::source::Span;
use crate::text::Text;
use crate::theme::{ParamValue, Theme};
use crate::typeset::Fact;

/// How often a paper is set anew before the best of what was tried is taken.
const MAX_TRIES: usize = 3;

/// A signature this near to the type area's top, in points, has no line of text above it: less than any line's pitch.
const AT_THE_TOP: f64 = 6.0;

/// What the pages of a paper lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// Page 1 has no text.
    TextOnFirstPage,
    /// The signature's page has no text.
    TextWithSignature,
}

/// One paper's way from fit to fit.
#[derive(Debug)]
pub(crate) struct Fitting {
    /// What is still to be tried, the next one last.
    ahead: Vec<i32>,
    /// The theme's lines a page; none if it has no such parameter.
    lines: Option<i32>,
    /// What the pages asked for under each fit, in the order of tries.
    tried: Vec<(Fit, Vec<Need>)>,
    /// Whether in the best try a seal reaches into the imprint.
    seal_meets_imprint: bool,
}

impl Fitting {
    /// Of a paper in a theme.
    pub(crate) fn new(theme: &Theme) -> Self {
        let lines = number(theme, LINES);
        let give = number(theme, "give-lines").unwrap_or(0);
        let allowed = |change: &i32| lines.is_some_and(|lines| is_allowed(theme, lines + change));
        // Closer lines save a page, wider ones bring text over to the signature; the smaller change goes first.
        let mut ahead: Vec<i32> = (1..=give).flat_map(|change| [change, -change]).filter(allowed).collect();
        ahead.reverse();
        Self { ahead, lines, tried: Vec::new(), seal_meets_imprint: false }
    }

    /// Takes what the pages report that were set with a fit. The fit to try next; none if nothing is asked for, or if
    /// there is nothing left to try.
    pub(crate) fn next(&mut self, fit: Fit, facts: &[Fact]) -> Option<Fit> {
        let needs = needs(facts);
        let moves = needs.contains(&Need::TextOnFirstPage) && !fit.recipients_in_imprint && can_move_recipients(facts);
        let done = needs.is_empty() || self.tried.len() == MAX_TRIES;
        self.tried.push((fit, needs));
        if self.best() + 1 == self.tried.len() {
            self.seal_meets_imprint = seal_meets_imprint(facts);
        }
        match (done, moves) {
            (true, _) => None,
            (false, true) => Some(Fit { recipients_in_imprint: true, ..fit }),
            (false, false) => self.ahead.pop().map(|lines| Fit { lines, ..fit }),
        }
    }

    /// Which of the tries is the best, from 0: the first of those that lack least.
    pub(crate) fn best(&self) -> usize {
        let lacks = |at: &usize| self.tried[*at].1.len();
        (0..self.tried.len()).min_by_key(lacks).unwrap_or(0)
    }

    /// What was done, and what could not be.
    pub(crate) fn told(&self, paper: &Paper) -> Vec<Diagnostic> {
        let Some((fit, lacking)) = self.tried.get(self.best()) else { return Vec::new() };
        let met = |need: &Need| self.tried.iter().any(|(_, needs)| needs.contains(need));
        let change = (fit.lines != 0).then(|| self.lines.map(|lines| (lines, lines + fit.lines))).flatten();
        let mut told = Vec::new();
        if self.seal_meets_imprint {
            told.push(Diagnostic::at(signature(paper), PageFault::NoRoomForSeal));
        }
        if fit.recipients_in_imprint {
            told.push(Diagnostic::at(recipients(paper), PageFault::RecipientsMoved));
        }
        for need in [Need::TextOnFirstPage, Need::TextWithSignature].into_iter().filter(met) {
            let fault = match (need, lacking.contains(&need), change) {
                (Need::TextOnFirstPage, true, _) => PageFault::FirstPageWithoutText,
                (Need::TextWithSignature, true, _) => PageFault::SignatureAlone,
                (Need::TextOnFirstPage, false, Some((from, to))) => PageFault::FirstPageFitted { from, to },
                (Need::TextWithSignature, false, Some((from, to))) => PageFault::SignatureFitted { from, to },
                // Moving the recipients was enough.
                (_, false, None) => continue,
            };
            let place = if need == Need::TextOnFirstPage { recipients(paper) } else { signature(paper) };
            told.push(Diagnostic::at(place, fault));
        }
        told
    }
}

/// What the facts show to be lacking.
fn needs(facts: &[Fact]) -> Vec<Need> {
    let first = |name: &str| facts.iter().find(|fact| fact.name == name);
    let mut needs = Vec::new();
    if let (Some(title), Some(text)) = (first("title"), first("text"))
        && text.page > title.page
    {
        needs.push(Need::TextOnFirstPage);
    }
    if first("signature").is_some_and(is_alone) {
        needs.push(Need::TextWithSignature);
    }
    needs
}

/// Whether a signature begins a page; a paper that is nothing but a signature can't have it otherwise.
fn is_alone(signature: &Fact) -> bool {
    let top = signature.value.get("top").and_then(serde_json::Value::as_f64);
    signature.page > 0 && top.is_some_and(|top| signature.y - top < AT_THE_TOP)
}

/// Whether the signature's seal reaches below the place where the imprint begins on the same page.
fn seal_meets_imprint(facts: &[Fact]) -> bool {
    let first = |name: &str| facts.iter().find(|fact| fact.name == name);
    let (Some(signature), Some(imprint)) = (first("signature"), first("imprint")) else { return false };
    let reach = signature.value.get("reach").and_then(serde_json::Value::as_f64);
    signature.page == imprint.page && reach.is_some_and(|reach| signature.y + reach > imprint.y)
}

/// Whether the layout can set 主送 in a 版记, and there is one to move.
fn can_move_recipients(facts: &[Fact]) -> bool {
    facts.iter().any(|fact| fact.name == "recipients" && fact.value["movable"] == true)
}

fn recipients(paper: &Paper) -> Span {
    let title = || paper.title.first().and_then(Text::span);
    paper.recipients.as_ref().and_then(Text::span).or_else(title).unwrap_or(paper.span)
}

fn signature(paper: &Paper) -> Span {
    let date = || paper.date.as_ref().and_then(|date| date.text.span());
    paper.issuers.first().and_then(Text::span).or_else(date).unwrap_or(paper.span)
}

fn number(theme: &Theme, name: &str) -> Option<i32> {
    match theme.params.get(name)?.value {
        ParamValue::Number(number) => number.to_i32(),
        _ => None,
    }
}

/// Whether a page may have so many lines by the bounds of the theme's own parameter.
fn is_allowed(theme: &Theme, lines: i32) -> bool {
    let Some(param) = theme.params.get(LINES) else { return false };
    let bound = |at: usize| match &param.bounds[at] {
        Some(ParamValue::Number(number)) => number.to_i32(),
        _ => None,
    };
    bound(0).is_none_or(|least| lines >= least) && bound(1).is_none_or(|most| lines <= most)
}
