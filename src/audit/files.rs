//! What a theme's files tell without a paper: templates that are missing, and files that nothing leads to.

use crate::diagnostic::AuditFault;
use crate::paper::BlockKind;
use crate::theme::Theme;

/// Extensions of the two sorts of files.
const TEMPLATE: &str = ".typ.j2";
const FUNCTION: &str = ".typ";

/// All that is missing or leads nowhere; of files only the nearest theme's own.
pub(super) fn faults(theme: &Theme) -> Vec<AuditFault> {
    let mut faults = Vec::new();
    for kind in BlockKind::ALL {
        let template = format!("blocks/{}{TEMPLATE}", kind.name());
        if theme.text(&template).is_none() {
            faults.push(AuditFault::NoBlockTemplate { template });
        }
    }
    for name in theme.layouts.keys() {
        let template = format!("layouts/{name}{TEMPLATE}");
        if theme.text(&template).is_none() {
            faults.push(AuditFault::NoLayoutTemplate { template });
        }
    }
    let Some(nearest) = theme.layers.first() else { return faults };
    let name = &nearest.manifest.name;
    for path in nearest.paths() {
        let file = format!("{name}/{path}");
        if let Some(function) = path.strip_prefix("lib/").and_then(|rest| rest.strip_suffix(FUNCTION)) {
            if !is_called(theme, path, function) {
                faults.push(AuditFault::NeverCalled { file });
            }
        } else if path.ends_with(TEMPLATE) && !is_used(theme, path) {
            faults.push(AuditFault::NeverUsed { file });
        }
    }
    faults
}

fn is_used(theme: &Theme, path: &str) -> bool {
    let named = |folder: &str| path.strip_prefix(folder)?.strip_suffix(TEMPLATE);
    if let Some(layout) = named("layouts/") {
        return theme.layouts.contains_key(layout) || is_named(theme, path);
    }
    let is_kind = |name: &str| BlockKind::ALL.iter().any(|kind| kind.name() == name);
    named("blocks/").is_some_and(is_kind) || is_named(theme, path)
}

/// Whether another template names it: `{% include "parts/x.typ.j2" %}`.
fn is_named(theme: &Theme, path: &str) -> bool {
    texts(theme).any(|(other, text)| other != path && text.contains(path))
}

/// Whether a template or another function calls it, or the program does.
fn is_called(theme: &Theme, path: &str, function: &str) -> bool {
    // The program writes these into texts.
    let written = ["document-note", "fill-in-blank", "soft-break"].contains(&function);
    written || texts(theme).any(|(other, text)| other != path && has_word(text, function))
}

/// Templates and functions as the theme has them, by path.
fn texts(theme: &Theme) -> impl Iterator<Item = (String, &str)> {
    let of = move |folder: &'static str, extension: &'static str| {
        theme.names(folder, extension).filter_map(move |name| {
            let path = format!("{folder}{name}{extension}");
            let text = theme.text(&path)?;
            Some((path, text))
        })
    };
    of("layouts/", TEMPLATE).chain(of("blocks/", TEMPLATE)).chain(of("parts/", TEMPLATE)).chain(of("lib/", FUNCTION))
}

/// Whether a name stands in a text by itself.
fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn a_part_of_a_name_is_no_name() {
        assert!(has_word("#signature(a)", "signature") && has_word("x.typ\": signature", "signature"));
        assert!(!has_word("document-signature", "signature") && !has_word("signature-line()", "signature"));
    }
}
