//! PDF bytes → [`Sheet`].
//!
//! In: any PDF. Out: what is on its pages, or why it can't be read. Built on hayro, which interprets pages as a viewer
//! does; nothing of our own writer is used or known.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_interpret::font::FontData;
use hayro_interpret::hayro_syntax::object::dict::keys;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{CacheKey, Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use kurbo::{Affine, Rect};

use super::characters;
use super::device::Collector;
use super::sheet::{MM_PER_PT, Page, Sheet};
use crate::diagnostic::{Diagnostic, MeasureFault};
use crate::typeset::{Panicked, stand_in_font, with_room};

/// The most pages that are measured. The longest report that was seen has 200.
pub const MAX_PAGES: usize = 2_000;

/// The most glyphs that are kept, some 300 MB of them.
const MAX_GLYPHS: usize = 2_000_000;

/// Reads a PDF.
///
/// # Errors
/// It is no PDF, is damaged, wants a password, has no pages or too many, or is pictures only.
pub fn read(bytes: Vec<u8>) -> Result<Sheet, Diagnostic> {
    if bytes.is_empty() {
        return Err(Diagnostic::new(MeasureFault::Empty));
    }
    match with_room(move || collect(bytes)) {
        Ok(result) => result,
        Err(Panicked(words)) => Err(Diagnostic::new(MeasureFault::Unreadable).with_foreign(words)),
    }
}

/// What a paper's keywords begin with that name a clause it departs from on purpose.
const DEPARTS: &str = "GB/T 9704-2012 departs from ";

/// Clauses named in the keywords.
fn departures(pdf: &Pdf) -> Vec<String> {
    let keywords = pdf.metadata().keywords.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
    let named = keywords.split([',', ';']).filter_map(|word| word.trim().strip_prefix(DEPARTS).map(str::to_owned));
    named.collect()
}

fn collect(bytes: Vec<u8>) -> Result<Sheet, Diagnostic> {
    let pdf = Pdf::new(bytes).map_err(refusal)?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(Diagnostic::new(MeasureFault::NoPages));
    }
    if count > MAX_PAGES {
        return Err(Diagnostic::new(MeasureFault::TooManyPages { count, most: MAX_PAGES }));
    }
    let fonts = FontNames::of(&pdf);
    let sheet = Sheet { pages: pages(&pdf, &fonts)?, unreadable_fonts: fonts.unreadable, departures: departures(&pdf) };
    let seen = sheet.pages.iter().any(|page| page.glyphs.iter().any(|glyph| !glyph.is_blank()));
    match (seen, sheet.pages.iter().any(|page| !page.pictures.is_empty())) {
        (true, _) => Ok(sheet),
        (false, true) => Err(Diagnostic::new(MeasureFault::PicturesOnly)),
        (false, false) => Err(Diagnostic::new(MeasureFault::NoText { fonts: sheet.unreadable_fonts })),
    }
}

fn refusal(error: LoadPdfError) -> Diagnostic {
    Diagnostic::new(match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => MeasureFault::Password,
        LoadPdfError::Decryption(_) => MeasureFault::Encryption,
        LoadPdfError::Invalid => MeasureFault::NotPdf,
    })
}

fn pages(pdf: &Pdf, fonts: &FontNames) -> Result<Vec<Page>, Diagnostic> {
    let cache = InterpreterCache::new();
    let mut collector = Collector::new(&fonts.names);
    let mut pages = Vec::new();
    let mut glyphs = 0;
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let unit = page.raw().get::<f64>("UserUnit").filter(|unit| (0.01..=1000.0).contains(unit)).unwrap_or(1.0);
        let (width, height) = (f64::from(width), f64::from(height));
        let scale = Affine::scale(MM_PER_PT * unit);
        let bounds = Rect::new(0.0, 0.0, width, height);
        let transform = scale * page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings());
        collector.begin(width * MM_PER_PT * unit, height * MM_PER_PT * unit);
        interpret_page(page, &mut context, &mut collector);
        let page = collector.end();
        glyphs += page.glyphs.len();
        if glyphs > MAX_GLYPHS {
            return Err(Diagnostic::new(MeasureFault::TooMuchText { most: MAX_GLYPHS }));
        }
        pages.push(page);
    }
    Ok(pages)
}

fn settings() -> InterpreterSettings {
    InterpreterSettings {
        // A font that is not in the file still has widths there; any outlines will do to measure by them.
        font_resolver: Arc::new(|_| stand_in_font().map(|bytes| (Arc::new(bytes) as FontData, 0))),
        cmap_resolver: Arc::new(characters::table),
        render_annotations: true,
        ..InterpreterSettings::default()
    }
}

/// The names of a PDF's fonts, by what hayro calls their cache key.
struct FontNames {
    names: HashMap<u128, Arc<str>>,
    unreadable: Vec<String>,
}

impl FontNames {
    fn of(pdf: &Pdf) -> Self {
        let mut fonts = Self { names: HashMap::new(), unreadable: Vec::new() };
        for object in pdf.objects() {
            let Object::Dict(dict) = object else { continue };
            fonts.add(&dict);
            // Fonts may also stand inside a page's resources.
            let resources = dict.get::<Dict<'_>>(keys::RESOURCES);
            let inline = resources.as_ref().unwrap_or(&dict).get::<Dict<'_>>(keys::FONT);
            for (key, _) in inline.iter().flat_map(Dict::entries) {
                if let Some(font) = inline.as_ref().and_then(|fonts| fonts.get::<Dict<'_>>(&*key)) {
                    fonts.add(&font);
                }
            }
        }
        fonts.unreadable.sort();
        fonts.unreadable.dedup();
        fonts
    }

    fn add(&mut self, dict: &Dict<'_>) {
        let Some(name) = dict.get::<Name<'_>>(keys::BASE_FONT) else { return };
        let name = plain(&decoded(&name));
        if needs_outside_characters(dict) {
            self.unreadable.push(name.clone());
        }
        self.names.insert(dict.cache_key(), name.into());
    }
}

/// Whether the meaning of a font's codes is neither in the file nor known to us: a predefined table of Asian characters,
/// or an embedded font whose glyphs are numbered by one.
fn needs_outside_characters(dict: &Dict<'_>) -> bool {
    let descendant = dict.get::<Array<'_>>(keys::DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let (Some(font), Some(table)) = (descendant, dict.get::<Name<'_>>(keys::ENCODING)) else { return false };
    if matches!(&*table, b"Identity-H" | b"Identity-V") {
        return false;
    }
    let descriptor = font.get::<Dict<'_>>(keys::FONT_DESC);
    let embedded = |descriptor: &Dict<'_>| {
        [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3].iter().any(|key| descriptor.contains_key(*key))
    };
    let told = dict.contains_key(keys::TO_UNICODE);
    !(characters::is_known(&table) && (told || !descriptor.is_some_and(|descriptor| embedded(&descriptor))))
}

/// Names are bytes: UTF-8 from most programs, GBK from some.
fn decoded(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(name).0.into_owned(),
    }
}

/// `ABCDEF+FangSong` → `FangSong`.
fn plain(name: &str) -> String {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest.to_owned(),
        _ => name.to_owned(),
    }
}
