//! Documents from the disk and back, in the encoding they have.

use std::path::Path;

use crate::diagnostic::{Diagnostic, FileProblem, ToolFault};
use crate::source::{Encoding, Sources, read_bytes};
use crate::write::write_through;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// UTF-8; whether with a byte-order mark.
    Utf8 {
        /// The mark.
        mark: bool,
    },
    /// UTF-16; whether with a mark, whether big endian.
    Utf16 {
        /// The mark.
        mark: bool,
        /// The order of bytes.
        big: bool,
    },
    /// One that can't hold every text: it is only read.
    Foreign,
}

/// Reads a document.
pub(super) fn read(path: &Path) -> Option<(String, Form)> {
    let bytes = read_bytes(path).ok()?;
    let mut sources = Sources::new();
    let id = sources.add_bytes(String::new(), None, &bytes).ok()?;
    let source = sources.get(id);
    let form = match source.encoding {
        Encoding::Utf8 => Form::Utf8 { mark: bytes.starts_with(b"\xEF\xBB\xBF") },
        Encoding::Utf16Le => Form::Utf16 { mark: bytes.starts_with(b"\xFF\xFE"), big: false },
        Encoding::Utf16Be => Form::Utf16 { mark: bytes.starts_with(b"\xFE\xFF"), big: true },
        Encoding::Gbk => Form::Foreign,
    };
    Some((source.text.to_string(), form))
}

/// Writes a document, so that it is there even if the power fails.
///
/// # Errors
/// It can't be written, or somebody made it read-only: a new file must not take its place.
pub(super) fn write(path: &Path, text: &str, form: Form) -> Result<(), Diagnostic> {
    if path.metadata().is_ok_and(|file| file.permissions().readonly()) {
        let fault = ToolFault::Unwritable { path: path.display().to_string(), reason: FileProblem::ReadOnly };
        return Err(Diagnostic::new(fault));
    }
    write_through(path, &encode(text, form))
}

fn encode(text: &str, form: Form) -> Vec<u8> {
    match form {
        Form::Utf8 { mark: true } => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Form::Utf8 { mark: false } | Form::Foreign => text.as_bytes().to_vec(),
        Form::Utf16 { mark, big } => {
            let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_as_it_was_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("甲.yaml");
        for form in [
            Form::Utf8 { mark: false },
            Form::Utf8 { mark: true },
            Form::Utf16 { mark: true, big: false },
            Form::Utf16 { mark: true, big: true },
            Form::Utf16 { mark: false, big: false },
        ] {
            write(&path, "标题: 甲\r\n正文: 乙𠮷\n", form).expect("written");
            assert_eq!(read(&path), Some(("标题: 甲\r\n正文: 乙𠮷\n".to_owned(), form)));
        }
    }
}
