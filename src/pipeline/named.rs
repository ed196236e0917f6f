//! Files of a theme as its author knows them: `anping/lib/signature.typ`, and not the path Typst sees.

use crate::diagnostic::{Code, Diagnostic, ThemeLine, TypesetFault};
use crate::theme::Theme;

/// A diagnostic of Typst's with the theme's own file names, and whether the theme is anybody else's.
pub(super) fn named(mut diagnostic: Diagnostic, theme: &Theme) -> Diagnostic {
    let Code::Typeset(fault) = &mut diagnostic.code else { return diagnostic };
    match fault {
        TypesetFault::Refused { theme: line, made_by_others } => {
            *made_by_others = (!theme.is_built_in()).then(|| theme.name().to_owned());
            rename(line.as_mut(), theme);
        }
        TypesetFault::Doubted { theme: line }
        | TypesetFault::Unsettled { theme: line }
        | TypesetFault::Forbidden { theme: line, .. } => rename(line.as_mut(), theme),
        TypesetFault::NoFunction { file, .. } => *file = own(file, theme),
        TypesetFault::Picture | TypesetFault::TooManyMarks { .. } | TypesetFault::Crashed => {}
    }
    diagnostic
}

fn rename(line: Option<&mut ThemeLine>, theme: &Theme) {
    if let Some(line) = line {
        line.file = own(&line.file, theme);
    }
}

/// The theme's name and the path in its folder; what a theme higher up sees as `parent2/…` counts from there.
fn own(file: &str, theme: &Theme) -> String {
    let Some((root, path)) = file.split_once('/') else { return file.to_owned() };
    let skip = match root {
        "theme" => 0,
        "parent" => 1,
        _ => root.strip_prefix("parent").and_then(|number| number.parse().ok()).unwrap_or(0),
    };
    theme.whence_below(skip, path)
}
