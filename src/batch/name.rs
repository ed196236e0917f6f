//! Output names that every system takes: what an expression came to must not become a folder, a drive or a device.
//!
//! In: the parts of a worked-out pattern. Out: a relative path. Characters that Windows refuses become their wide forms,
//! which people read as the same.

use std::path::PathBuf;

use crate::text::Text;

/// The longest name of a file or folder, in bytes: 255 on Linux, less what temporary names and page numbers add.
const MAX_NAME_BYTES: usize = 200;

/// Names that are devices on Windows, with any extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What to write instead of what a file's name must not hold.
const REPLACED: [(char, char); 9] = [
    ('/', '／'),
    ('\\', '＼'),
    (':', '：'),
    ('*', '＊'),
    ('?', '？'),
    ('"', '”'),
    ('<', '＜'),
    ('>', '＞'),
    ('|', '｜'),
];

/// The path of a pattern's parts with that extension; none if a part comes to nothing.
pub(super) fn path_of(parts: &[Text], extension: &str) -> Option<PathBuf> {
    let (file, folders) = parts.split_last()?;
    let mut path = PathBuf::new();
    for folder in folders.iter().map(|part| part.as_str().trim()).filter(|part| !matches!(*part, "" | ".")) {
        path.push(safe(folder, "")?);
    }
    let file = file.as_str().trim();
    let dotted = format!(".{extension}");
    let stem = file
        .len()
        .checked_sub(dotted.len())
        .filter(|at| !extension.is_empty() && file.get(*at..).is_some_and(|end| end.eq_ignore_ascii_case(&dotted)));
    path.push(safe(stem.map_or(file, |at| &file[..at]), if extension.is_empty() { "" } else { &dotted })?);
    Some(path)
}

/// A name of which nothing is refused by any system, with its ending.
pub(super) fn safe(name: &str, ending: &str) -> Option<String> {
    let replaced = |c: char| REPLACED.iter().find(|(bad, _)| *bad == c).map_or(c, |(_, good)| *good);
    let mut safe: String = name.chars().map(|c| if c.is_control() { ' ' } else { replaced(c) }).collect();
    let mut end = safe.len().min(MAX_NAME_BYTES - ending.len().min(MAX_NAME_BYTES));
    while !safe.is_char_boundary(end) {
        end -= 1;
    }
    safe.truncate(end);
    // Windows drops dots and spaces at the end of a name, and `..` is the way out.
    let trimmed = safe.trim().trim_end_matches(['.', ' ']).trim();
    if trimmed.is_empty() {
        return None;
    }
    let first = trimmed.split('.').next().unwrap_or(trimmed).to_lowercase();
    let numbered =
        |port: &str| first.strip_prefix(port).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    let is_device = DEVICES.contains(&first.as_str()) || numbered("com") || numbered("lpt");
    Some(format!("{}{trimmed}{ending}", if is_device { "_" } else { "" }))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::path_of;
    use crate::source::{SourceId, Span};
    use crate::text::Text;

    fn named(parts: &[&str]) -> Option<PathBuf> {
        let text = |part: &&str| Text::derived(part, Span::new(SourceId(0), 0..1));
        path_of(&parts.iter().map(text).collect::<Vec<_>>(), "pdf")
    }

    #[test]
    fn what_a_system_refuses_is_written_in_wide_form() {
        assert_eq!(named(&["2022/2023", "a:b*c?.pdf"]), Some("2022／2023/a：b＊c？.pdf".into()));
        assert_eq!(named(&["x", "..", "y"]), None);
        assert_eq!(named(&["名字. "]), Some("名字.pdf".into()));
        assert_eq!(named(&["CON.x"]), Some("_CON.x.pdf".into()));
        assert_eq!(named(&["com1"]), Some("_com1.pdf".into()));
        assert_eq!(named(&["计划.PDF"]), Some("计划.pdf".into()));
        assert_eq!(named(&["", ".", "计划"]), Some("计划.pdf".into()));
        assert_eq!(named(&["  "]), None);
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let long = named(&[&"字".repeat(300)]).expect("a name");
        assert!(long.as_os_str().len() <= 200 && long.to_string_lossy().ends_with("字.pdf"));
    }
}
