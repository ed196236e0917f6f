//! Several copies of a paper in one file, the 份号 of each one more than the last one's (GB/T 9704-2012, 7.2.1).

use super::Stage;
use crate::diagnostic::{Diagnostic, PageFault, Report};
use crate::paper::Paper;
use crate::render::Role;
use crate::source::Span;
use crate::text::Text;
use crate::theme::Theme;
use crate::typeset::Pages;

/// The greatest 份号: it has six digits.
const GREATEST: u32 = 999_999;

impl Stage {
    /// The pages of so many copies; of the first one only, with a word why, where there can be no more.
    pub(super) fn copies(
        &mut self,
        paper: &Paper,
        (theme, roles): (&Theme, &[Role]),
        (first, count): (Pages, u32),
        report: &mut Report,
    ) -> Pages {
        if count < 2 || report.has_errors() {
            return first;
        }
        let Some((number, span)) = paper.formal.copy_number.as_ref().and_then(number) else {
            report.push(Diagnostic::at(paper.span, PageFault::CopiesWithoutNumber { count }));
            return first;
        };
        let last = number.saturating_add(count - 1);
        if last > GREATEST {
            report.push(Diagnostic::at(span, PageFault::CopiesOverflow { count, last }));
            return first;
        }
        let mut all = vec![first];
        for number in number + 1..=last {
            let mut copy = paper.clone();
            copy.formal.copy_number = Some(Text::derived(&format!("{number:06}"), span));
            // What is to be said was said of the first copy.
            let (_, pages) = self.set(&copy, theme, roles, &mut Report::new());
            all.extend(pages);
        }
        Pages::joined(&all).unwrap_or_else(|| all.swap_remove(0))
    }
}

fn number(text: &Text) -> Option<(u32, Span)> {
    Some((text.as_str().parse().ok()?, text.span()?))
}
