//! The fonts a paper may be set in.
//!
//! In: the set compiled into the program, font folders of a theme and a project, and those of the system that are asked
//! for by name. Out: Typst's font book, in the order folders, embedded, system, so that an office's own font wins over
//! ours; and what could not be used, as diagnostics. Which font plays which role is the theme's affair.

mod embedded;
mod folder;
mod system;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInfo, FontVariant, FontVariations};
use typst::utils::LazyHash;

use crate::diagnostic::Diagnostic;
use crate::room::guarded;

/// Where a font comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FontOrigin {
    /// The `fonts/` folder of the theme.
    Theme,
    /// The `fonts/` folder of the project.
    Project,
    /// Compiled into the program.
    Embedded,
    /// Installed on this computer.
    System,
}

/// Which of the computer's own fonts to take.
///
/// Scanning them costs up to a second on a computer with many, and whatever is in the book can be drawn in when a
/// character is missing elsewhere: so they are asked for by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SystemFonts {
    /// None; they are not looked at.
    #[default]
    None,
    /// The families of these names, in any language the font has a name in.
    Named(Vec<String>),
    /// All, as a list of fonts needs them.
    All,
}

/// A font for measuring text whose own font is not at hand: any will do.
pub(crate) fn stand_in_font() -> Option<&'static [u8]> {
    embedded::stand_in()
}

/// Which fonts to load, besides the embedded.
#[derive(Clone, Debug, Default)]
pub struct FontsConfig {
    /// Folders, the most wanted first; one that is not there is no mistake.
    pub folders: Vec<(FontOrigin, PathBuf)>,
    /// The computer's own.
    pub system: SystemFonts,
}

/// One family of [`Fonts`].
#[derive(Clone, Debug)]
pub struct Family<'a> {
    /// Its name, as Typst and the theme write it.
    pub name: &'a str,
    /// Its names in other languages, which work as well.
    pub also: Vec<&'a str>,
    /// Where its first face comes from.
    pub origin: FontOrigin,
    /// The file of its first face, unless embedded.
    pub path: Option<&'a Path>,
    faces: Vec<&'a FontInfo>,
}

impl Family<'_> {
    /// Whether one of its faces has the character.
    #[must_use]
    pub fn covers(&self, character: char) -> bool {
        self.faces.iter().any(|face| face.coverage.contains(u32::from(character)))
    }

    /// How many faces (weights, styles) it has.
    #[must_use]
    pub fn face_count(&self) -> usize {
        self.faces.len()
    }
}

/// One face, loaded or not, on its way into the book.
#[derive(Clone)]
pub(crate) struct Face {
    info: FontInfo,
    /// Further family names, in other languages.
    also: Vec<String>,
    origin: FontOrigin,
    path: Option<Arc<Path>>,
    data: FaceData,
}

#[derive(Clone)]
enum FaceData {
    Ready(Font),
    /// In the file of [`Face::path`], at this place of its collection.
    InFile(u32, Arc<OnceLock<Option<Font>>>),
}

/// A set of fonts; cheap to share, never changed.
pub struct Fonts {
    book: LazyHash<FontBook>,
    /// By the book's indices.
    slots: Vec<Slot>,
    diagnostics: Vec<Diagnostic>,
}

/// A line of the book: a face under one of its names.
struct Slot {
    face: Arc<Face>,
    is_alias: bool,
}

impl Fonts {
    /// The embedded fonts alone, loaded once a process.
    #[must_use]
    pub fn embedded() -> Arc<Self> {
        static EMBEDDED: OnceLock<Arc<Fonts>> = OnceLock::new();
        Arc::clone(EMBEDDED.get_or_init(|| Arc::new(Self::load(&FontsConfig::default()))))
    }

    /// Begins to load the embedded fonts beside what the caller does next; whoever needs them waits for the rest.
    pub fn begin_to_load() {
        // Without a thread to spare they are loaded when they are needed.
        let _ = std::thread::Builder::new().name("fonts".into()).spawn(|| drop(Self::embedded()));
    }

    /// Loads what the configuration names, and the embedded fonts. What can't be used is left out and told by
    /// [`Fonts::diagnostics`].
    #[must_use]
    pub fn load(config: &FontsConfig) -> Self {
        let mut diagnostics = Vec::new();
        let mut faces = Vec::new();
        for (origin, path) in &config.folders {
            faces.extend(folder::load(*origin, path, &mut diagnostics));
        }
        faces.extend(embedded::faces().iter().cloned());
        faces.extend(system::scan(&config.system));
        Self::from_faces(faces, diagnostics)
    }

    fn from_faces(faces: Vec<Face>, diagnostics: Vec<Diagnostic>) -> Self {
        let mut book = FontBook::new();
        let mut slots = Vec::new();
        for face in faces.into_iter().map(Arc::new) {
            book.push(face.info.clone());
            slots.push(Slot { face: Arc::clone(&face), is_alias: false });
            for name in &face.also {
                book.push(FontInfo { family: name.clone(), ..face.info.clone() });
                slots.push(Slot { face: Arc::clone(&face), is_alias: true });
            }
        }
        Self { book: LazyHash::new(book), slots, diagnostics }
    }

    /// All families, in the order of the book.
    #[must_use]
    pub fn families(&self) -> Vec<Family<'_>> {
        let mut families: Vec<Family<'_>> = Vec::new();
        for slot in self.slots.iter().filter(|slot| !slot.is_alias) {
            let face = &*slot.face;
            match families.iter_mut().find(|family| family.name.eq_ignore_ascii_case(&face.info.family)) {
                Some(family) => family.faces.push(&face.info),
                None => families.push(face.as_family()),
            }
        }
        families
    }

    /// Whether a theme may name this family; upper and lower case are the same.
    #[must_use]
    pub fn contains_family(&self, name: &str) -> bool {
        self.book.contains_family(&name.to_lowercase())
    }

    /// The family's own name, if it is there under this one (or its Chinese one).
    #[must_use]
    pub fn family_name(&self, name: &str) -> Option<&str> {
        let index = self.book.select_family(&name.to_lowercase()).next()?;
        Some(&self.slots.get(index)?.face.info.family)
    }

    /// Whether a family, under any of its names, has a character.
    #[must_use]
    pub fn covers(&self, family: &str, character: char) -> bool {
        let mut faces = self.book.select_family(&family.to_lowercase());
        faces.any(|index| self.book.info(index).is_some_and(|info| info.coverage.contains(u32::from(character))))
    }

    /// Whether any font has a character.
    #[must_use]
    pub fn have(&self, character: char) -> bool {
        self.slots.iter().any(|slot| slot.face.info.coverage.contains(u32::from(character)))
    }

    /// What could not be used, and why.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The font at the book's index; none also if its file went away or is damaged.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.slots.get(index)?.face.font()
    }
}

impl Face {
    fn as_family(&self) -> Family<'_> {
        Family {
            name: &self.info.family,
            also: self.also.iter().map(String::as_str).collect(),
            origin: self.origin,
            path: self.path.as_deref(),
            faces: vec![&self.info],
        }
    }

    fn font(&self) -> Option<Font> {
        match (&self.data, &self.path) {
            (FaceData::Ready(font), _) => Some(font.clone()),
            (FaceData::InFile(index, font), Some(path)) => font.get_or_init(|| folder::load_face(path, *index)).clone(),
            (FaceData::InFile(..), None) => None,
        }
    }
}

/// All faces of a font file or collection; none if it is damaged or no font. A damaged file may also make the parsers
/// panic, which is caught here, before the font is used for the first time.
fn parse(bytes: Bytes, origin: FontOrigin, path: Option<&Arc<Path>>) -> Vec<Face> {
    let faces = guarded(|| {
        let fonts = Font::iter(bytes);
        let face = |font: Font| Face {
            info: font.info().clone(),
            also: other_names(&font),
            origin,
            path: path.cloned(),
            data: FaceData::Ready(font),
        };
        fonts.map(face).collect()
    });
    faces.unwrap_or_default()
}

/// Ids, among a font file's names, of the family in the narrow sense, one per style, and in the wide sense.
const FAMILY: u16 = 1;
const WIDE_FAMILY: u16 = 16;

/// The family names that Typst does not list, such as 方正小标宋简体 of a font whose first name is in Latin letters: the
/// names under which Word shows the font.
fn other_names(font: &Font) -> Vec<String> {
    let instance = font.clone().instantiate(FontVariant::default(), Abs::pt(16.0), &FontVariations::default());
    let names = instance.ttf().names().into_iter().filter_map(|name| Some((name.name_id, name.to_string()?)));
    // A wide name in Latin letters would throw faces together that Typst keeps apart.
    let is_family = |(id, name): &(u16, String)| *id == FAMILY || (*id == WIDE_FAMILY && !name.is_ascii());
    distinct(names.filter(is_family).map(|(_, name)| name), &font.info().family)
}

/// Names that differ from the first and from one another, also in lower case.
fn distinct(names: impl Iterator<Item = String>, first: &str) -> Vec<String> {
    let mut seen = vec![first.to_lowercase()];
    let mut list = Vec::new();
    for name in names {
        let lower = name.to_lowercase();
        if !seen.contains(&lower) {
            seen.push(lower);
            list.push(name);
        }
    }
    list
}
