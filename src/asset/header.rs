//! What the first bytes of a file say: which format it is, and how many pixels it claims to have.
//!
//! In: bytes of any kind. Out: answers without decoding anything, so that a small file can't claim all the memory.

use std::path::Path;

use typst::visualize::ExchangeFormat;

/// How far into a file its kind may be written: editors put comments and declarations first.
const HEAD: usize = 4096;

/// Whether it is a PDF; a few bytes of rubbish before it are usual.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    has(&bytes[..bytes.len().min(1024)], b"%PDF-")
}

/// Whether it is an SVG as text. A compressed one is not taken: how large it is can't be seen before it is unpacked.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    has(head, b"<svg") || has(head, b":svg")
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// What a file is that is no picture for us, as far as it is a usual mistake: Chinese, English.
pub(super) fn other_kind(bytes: &[u8], file: &Path) -> Option<[&'static str; 2]> {
    let brand = bytes.get(4..12).unwrap_or_default();
    let kinds: [(bool, [&str; 2]); 9] = [
        (bytes.is_empty(), ["空文件", "an empty file"]),
        (bytes.starts_with(b"BM"), ["BMP 图片", "a BMP picture"]),
        (bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*"), ["TIFF 图片", "a TIFF picture"]),
        (brand.starts_with(b"ftyphe") || brand.starts_with(b"ftypmi"), ["HEIC 照片", "a HEIC photograph"]),
        (brand.starts_with(b"ftypav"), ["AVIF 图片", "an AVIF picture"]),
        (bytes.starts_with(&[0x1f, 0x8b]), ["压缩过的文件", "a compressed file"]),
        (bytes.starts_with(b"PK") && ends_in(file, "ofd"), ["OFD 文件", "an OFD file"]),
        (bytes.starts_with(b"PK"), ["Word、Excel 文件或压缩包", "a Word or Excel file or an archive"]),
        (bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]), ["旧格式的 Word 或 Excel 文件", "an old Word or Excel file"]),
    ];
    kinds.into_iter().find(|(is, _)| *is).map(|(_, kind)| kind)
}

fn ends_in(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

/// Width and height in pixels; none if the file ends before it says so.
pub(super) fn pixels(bytes: &[u8], format: ExchangeFormat) -> Option<[u32; 2]> {
    match format {
        ExchangeFormat::Png => Some([big(bytes, 16, 4)?, big(bytes, 20, 4)?]),
        ExchangeFormat::Gif => Some([little(bytes, 6, 2)?, little(bytes, 8, 2)?]),
        ExchangeFormat::Webp => webp(bytes),
        ExchangeFormat::Jpg => jpg(bytes),
    }
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn webp(bytes: &[u8]) -> Option<[u32; 2]> {
    match bytes.get(12..16)? {
        b"VP8X" => Some([little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1]),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some([(bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1])
        }
        b"VP8 " => Some([little(bytes, 26, 2)? & 0x3fff, little(bytes, 28, 2)? & 0x3fff]),
        _ => None,
    }
}

/// A JPEG is a row of segments, each with its length; the one that begins a frame has the size.
fn jpg(bytes: &[u8]) -> Option<[u32; 2]> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Fill bytes, and markers without a length.
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            // Huffman tables, extensions and arithmetic tables lie among the frames' numbers.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some([big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?]);
            }
            _ => at += 2 + usize::try_from(big(bytes, at + 2, 2)?).ok()?.max(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_svg, jpg, other_kind, pixels};
    use std::path::Path;
    use typst::visualize::ExchangeFormat;

    #[test]
    fn sizes_are_read_without_decoding() {
        let gif = [b"GIF89a".as_slice(), &[0x20, 0x03, 0x58, 0x02]].concat();
        assert_eq!(pixels(&gif, ExchangeFormat::Gif), Some([800, 600]));
        let jpeg =
            [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc4, 0, 3, 0, 0xff, 0xc2, 0, 11, 8, 0x02, 0x58, 0x03, 0x20];
        assert_eq!(jpg(&jpeg), Some([800, 600]));
        assert_eq!(jpg(&jpeg[..20]), None);
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0xff; 8]].concat();
        assert_eq!(pixels(&png, ExchangeFormat::Png), Some([u32::MAX, u32::MAX]));
    }

    #[test]
    fn what_is_no_picture_is_named() {
        assert_eq!(other_kind(b"BM....", Path::new("a.jpg")), Some(["BMP 图片", "a BMP picture"]));
        assert_eq!(other_kind(b"PK\x03\x04", Path::new("a.OFD")), Some(["OFD 文件", "an OFD file"]));
        assert_eq!(other_kind("文字".as_bytes(), Path::new("a.jpg")), None);
        assert!(is_svg(b"<?xml version='1.0'?><svg:svg xmlns:svg='x'/>") && !is_svg(b"<html>"));
    }
}
