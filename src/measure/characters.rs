//! What the codes of Chinese fonts mean that are not in the file: the predefined tables of GB fonts, as far as they can be
//! worked out.
//!
//! A PDF may name a table (`GBK-EUC-H`) that turns its codes into numbers of the collection Adobe-GB1, and leave the font
//! out. The collection's own tables are large and not part of this program; here Unicode stands for its numbers, which
//! is enough for a font that is not embedded: its characters are read, and are as wide as they are by default. Only
//! the numbers of Latin letters are the collection's, since files give these their widths.

use std::fmt::Write as _;
use std::sync::OnceLock;

use hayro_interpret::hayro_cmap::CMapName;

/// Adobe-GB1's numbers of the space: proportional letters, half-width letters.
const PROPORTIONAL: u32 = 1;
const HALF_WIDTH: u32 = 814;

/// From space to tilde.
const LATIN: std::ops::RangeInclusive<u32> = 0x20..=0x7E;

/// The names of the tables that are known here.
const KNOWN: &[&[u8]] =
    &[b"UniGB-UCS2-H", b"UniGB-UTF16-H", b"GBK-EUC-H", b"GB-EUC-H", b"GBKp-EUC-H", b"GBpc-EUC-H", b"GBK2K-H"];

/// Whether a table's codes can be read, in a font that is not embedded.
pub(super) fn is_known(name: &[u8]) -> bool {
    KNOWN.contains(&name)
}

/// The table of a name, in the format of such tables.
pub(super) fn table(name: CMapName<'_>) -> Option<&'static [u8]> {
    static UNICODE: OnceLock<String> = OnceLock::new();
    static HALF: OnceLock<String> = OnceLock::new();
    static FULL: OnceLock<String> = OnceLock::new();
    static BACK: OnceLock<String> = OnceLock::new();
    let text = match name {
        CMapName::UniGbUcs2H | CMapName::UniGbUtf16H => UNICODE.get_or_init(unicode),
        CMapName::GbkEucH | CMapName::GbEucH => HALF.get_or_init(|| gbk(HALF_WIDTH)),
        CMapName::GbkpEucH | CMapName::GbpcEucH | CMapName::Gbk2kH => FULL.get_or_init(|| gbk(PROPORTIONAL)),
        CMapName::AdobeGb1Ucs2 => BACK.get_or_init(back),
        _ => return None,
    };
    Some(text.as_bytes())
}

const HEAD: &str = "/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (GB1) def /Supplement 0 def end def\n/WMode 0 def\n";

/// Codes are UTF-16.
fn unicode() -> String {
    format!(
        "{HEAD}1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
         2 begincidrange <0020> <007E> {PROPORTIONAL} <00A0> <FFFF> 160 endcidrange\n"
    )
}

/// Codes are GBK, one byte or two.
fn gbk(space: u32) -> String {
    let mut text = format!(
        "{HEAD}2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange\n1 begincidrange <20> <7E> {space} endcidrange\n1 begincidchar\n"
    );
    for lead in 0x81..=0xFE_u8 {
        for trail in (0x40..=0xFE_u8).filter(|trail| *trail != 0x7F) {
            let code = [lead, trail];
            let (decoded, broken) = encoding_rs::GBK.decode_without_bom_handling(&code);
            if let (Some(c), false) = (decoded.chars().next(), broken) {
                let _ = writeln!(text, "<{lead:02X}{trail:02X}> {}", u32::from(c));
            }
        }
    }
    text + "endcidchar\n"
}

/// From numbers back to Unicode.
fn back() -> String {
    let mut text = format!("{HEAD}1 beginbfrange\n");
    let latin = [PROPORTIONAL, HALF_WIDTH].map(|first| (first, first + LATIN.end() - LATIN.start()));
    let mut next = 1;
    for (first, last) in latin {
        ranges(&mut text, next, first);
        let _ = writeln!(text, "<{first:04X}> <{last:04X}> <{:04X}>", LATIN.start());
        next = last + 1;
    }
    ranges(&mut text, next, 0x1_0000);
    text + "endbfrange\n"
}

/// Numbers that are Unicode's; a range may not go beyond its last byte.
fn ranges(text: &mut String, from: u32, to: u32) {
    let mut start = from;
    while start < to {
        let end = (start | 0xFF).min(to - 1);
        let _ = writeln!(text, "<{start:04X}> <{end:04X}> <{start:04X}>");
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName};

    use super::{KNOWN, table};

    fn parsed(name: &[u8]) -> CMap {
        CMap::parse(table(CMapName::from_bytes(name)).expect("known"), |_| None).expect("a table")
    }

    #[test]
    fn codes_lead_to_characters_and_back() {
        let back = parsed(b"Adobe-GB1-UCS2");
        let read = |name: &[u8], code: u32, bytes: u8| {
            let number = parsed(name).lookup_cid_code(code, bytes)?;
            match back.lookup_bf_string(number)? {
                BfString::Char(c) => Some(c),
                BfString::String(_) => None,
            }
        };
        assert_eq!(read(b"GBK-EUC-H", 0xB0A1, 2), Some('啊'));
        assert_eq!(read(b"GBK-EUC-H", 0x41, 1), Some('A'));
        assert_eq!(read(b"GBKp-EUC-H", 0x7E, 1), Some('~'));
        assert_eq!(read(b"UniGB-UCS2-H", 0x6C11, 2), Some('民'));
        assert_eq!(read(b"UniGB-UTF16-H", 0x3014, 2), Some('〔'));
        assert_eq!(read(b"GBK-EUC-H", 0xA3AC, 2), Some('，'));
        for name in KNOWN {
            assert!(read(name, if name.starts_with(b"Uni") { 0x653F } else { 0xD5FE }, 2) == Some('政'));
        }
    }
}
