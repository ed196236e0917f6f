//! The font set, and folders with all that people put into them.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use banxin::diagnostic::Lang;
use banxin::typeset::{FontOrigin, Fonts, FontsConfig, Input, Pace, Session, SystemFonts};

use crate::draft::Draft;

#[expect(clippy::disallowed_methods, reason = "the test makes files of it")]
fn embedded(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(name)).expect("a font of ours")
}

fn ids(fonts: &Fonts) -> Vec<String> {
    let line = |diagnostic: &banxin::diagnostic::Diagnostic| {
        let words = diagnostic.code.words();
        let path = words.message(Lang::En).split('`').nth(1).unwrap_or_default().to_owned();
        let name = Path::new(&path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        format!("{} {name}", words.id)
    };
    fonts.diagnostics().iter().map(line).collect()
}

#[test]
fn the_embedded_set_is_as_the_readme_says() {
    let fonts = Fonts::embedded();
    let names: Vec<&str> = fonts.families().iter().map(|family| family.name).collect();
    assert_eq!(
        names,
        [
            "FandolFang R",
            "Banxin Song",
            "Banxin Hei",
            "Banxin Kai",
            "Banxin Kai Ext",
            "Banxin Biaosong",
            "Banxin Symbols"
        ]
    );
    assert!(fonts.families().iter().all(|family| family.also.is_empty() && family.face_count() == 1));
    assert!(fonts.contains_family("banxin song") && fonts.contains_family("BANXIN SONG"));
    assert!(!fonts.contains_family("SimSun"));
    let fang = &fonts.families()[0];
    assert!(fang.covers('一') && !fang.covers('堃'));
    assert_eq!(fang.origin, FontOrigin::Embedded);
    assert!(fonts.covers("banxin kai", '堃') && !fonts.covers("nosuch", '一'));
}

#[test]
fn what_is_no_font_is_told_and_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    let symbols = embedded("BanxinSymbols-Regular.ttf");
    put("a-good.ttf", &symbols);
    put("b-cut.ttf", &symbols[..symbols.len() / 2]);
    put("c-text.otf", b"this is no font");
    put("d-empty.ttc", b"");
    put("e.woff2", b"wOF2");
    put("f.zip", b"PK");
    put("readme.txt", b"licence");
    put(".DS_Store", b"x");
    let config = FontsConfig { folders: vec![(FontOrigin::Project, folder.path().into())], ..FontsConfig::default() };
    let fonts = Fonts::load(&config);
    let first = &fonts.families()[0];
    // The cut file is told, unless the tables at its head still make a whole font.
    assert_eq!((first.name, first.origin), ("Banxin Symbols", FontOrigin::Project));
    assert!(first.path.is_some_and(|path| path.ends_with("a-good.ttf")));
    assert_eq!(
        ids(&fonts),
        [
            "font-damaged b-cut.ttf",
            "font-damaged c-text.otf",
            "font-damaged d-empty.ttc",
            "font-other-kind e.woff2",
            "font-other-kind f.zip"
        ]
    );
}

#[test]
fn a_folder_that_is_not_there_is_no_mistake() {
    let config = FontsConfig { folders: vec![(FontOrigin::Theme, "/no/such/folder".into())], ..FontsConfig::default() };
    assert!(Fonts::load(&config).diagnostics().is_empty());
}

#[test]
fn a_huge_file_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = fs::File::create(folder.path().join("x.ttf")).expect("made");
    file.set_len(65 * 1024 * 1024).expect("sparse");
    let config = FontsConfig { folders: vec![(FontOrigin::Project, folder.path().into())], ..FontsConfig::default() };
    assert_eq!(ids(&Fonts::load(&config)), ["font-too-large x.ttf"]);
}

/// Bytes changed at random in a font must never panic, neither at loading nor when it is used.
#[test]
fn damaged_fonts_never_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = embedded("BanxinSymbols-Regular.ttf");
    let mut seed: u64 = 7;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("31 bits")
    };
    for round in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..40 {
            let at = if round % 2 == 0 { next() % 4096 } else { next() % bytes.len() };
            bytes[at] = u8::try_from(next() % 256).expect("a byte");
        }
        fs::write(folder.path().join(format!("{round}.ttf")), bytes).expect("written");
    }
    let config = FontsConfig { folders: vec![(FontOrigin::Project, folder.path().into())], ..FontsConfig::default() };
    let fonts = Arc::new(Fonts::load(&config));
    let draft = Draft::new().code("#set text(font: \"Banxin Symbols\")\n").paragraph("☐☒✔abc甲");
    let mut session = Session::new(fonts, Pace::batch(1));
    let outcome = session.typeset(&Input { main: &draft.main, files: &draft.files, map: &draft.map(), roles: &[] });
    assert!(outcome.pages.is_some() || !outcome.diagnostics.is_empty());
}

#[test]
fn a_collection_gives_all_its_faces() {
    // A collection of two faces that share nothing: header, two offsets, the two files with their tables moved.
    let files = [embedded("BanxinSymbols-Regular.ttf"), embedded("BanxinKaiExt-Regular.ttf")];
    let mut bytes = b"ttcf\0\x01\0\0\0\0\0\x02".to_vec();
    let starts = [20, 20 + files[0].len()];
    for start in starts {
        bytes.extend(u32::try_from(start).expect("small").to_be_bytes());
    }
    for (file, start) in files.iter().zip(starts) {
        let mut file = file.clone();
        let tables = usize::from(u16::from_be_bytes([file[4], file[5]]));
        for table in 0..tables {
            let at = 12 + table * 16 + 8;
            let offset = u32::from_be_bytes(file[at..at + 4].try_into().expect("four bytes"));
            let moved = offset + u32::try_from(start).expect("small");
            file[at..at + 4].copy_from_slice(&moved.to_be_bytes());
        }
        bytes.extend(file);
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("both.TTC"), bytes).expect("written");
    let config = FontsConfig { folders: vec![(FontOrigin::Theme, folder.path().into())], ..FontsConfig::default() };
    let fonts = Fonts::load(&config);
    let names: Vec<&str> = fonts.families().iter().take(2).map(|family| family.name).collect();
    assert_eq!((names, ids(&fonts)), (vec!["Banxin Symbols", "Banxin Kai Ext"], vec![]));
}

#[test]
fn system_fonts_come_only_when_asked_for() {
    let all = Fonts::load(&FontsConfig { system: SystemFonts::All, ..FontsConfig::default() });
    let families = all.families();
    let Some(one) = families.iter().find(|family| family.origin == FontOrigin::System) else { return };
    let named = SystemFonts::Named(vec![one.name.to_uppercase(), "No Such".into()]);
    let some = Fonts::load(&FontsConfig { system: named, ..FontsConfig::default() });
    let found: Vec<String> = some
        .families()
        .iter()
        .filter(|family| family.origin == FontOrigin::System)
        .map(|family| family.name.to_owned())
        .collect();
    assert_eq!(found, [one.name]);
    assert!(!Fonts::embedded().families().iter().any(|family| family.origin == FontOrigin::System));
}

/// A font that the office has under a Chinese name is found by that name, which is the one Word shows, and by its other.
#[test]
fn a_family_is_found_by_its_chinese_name() {
    // The copyright's record of the name table becomes one of a Chinese family name; both strings stay where they are.
    let mut bytes = embedded("BanxinSymbols-Regular.ttf");
    rename(&mut bytes);
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("x.ttf"), bytes).expect("written");
    let config = FontsConfig { folders: vec![(FontOrigin::Project, folder.path().into())], ..FontsConfig::default() };
    let fonts = Fonts::load(&config);
    let family = &fonts.families()[0];
    assert_eq!((family.name, &family.also[..]), ("方正小标宋简体", &["Banxin Symbols"][..]));
    for name in ["方正小标宋简体", "banxin symbols"] {
        assert!(fonts.contains_family(name) && fonts.covers(name, '☐'));
        assert_eq!(fonts.family_name(name), Some("方正小标宋简体"));
    }
}

/// Makes of a font's last name record, the longest of Windows', a family name in simplified Chinese.
fn rename(font: &mut [u8]) {
    let word = |font: &[u8], at: usize| usize::from(u16::from_be_bytes([font[at], font[at + 1]]));
    let tables = word(font, 4);
    let record =
        (0..tables).map(|table| 12 + table * 16).find(|&at| &font[at..at + 4] == b"name").expect("a name table");
    let table = word(font, record + 8) * 65_536 + word(font, record + 10);
    let records = (0..word(font, table + 2)).map(|nth| table + 6 + nth * 12);
    let longest = records
        .filter(|&at| word(font, at) == 3 && word(font, at + 6) != 1)
        .max_by_key(|&at| word(font, at + 8))
        .expect("Windows names");
    let name: Vec<u8> = "方正小标宋简体".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert!(word(font, longest + 8) >= name.len(), "the record is long enough");
    font[longest + 4..longest + 6].copy_from_slice(&0x0804_u16.to_be_bytes());
    font[longest + 6..longest + 8].copy_from_slice(&1_u16.to_be_bytes());
    font[longest + 8..longest + 10].copy_from_slice(&u16::try_from(name.len()).expect("short").to_be_bytes());
    let start = table + word(font, table + 4) + word(font, longest + 10);
    font[start..start + name.len()].copy_from_slice(&name);
}
