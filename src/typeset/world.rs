//! What Typst can see: the main source, the files in memory, the fonts, and a library without doors to the outside.
//!
//! In: `main.typ`, [`Files`], [`Fonts`]. Out: answers to the compiler. There is no clock, no package, no plugin and no
//! disk, so that the same paper and theme give the same pages everywhere.

use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Scope};
use typst::syntax::{FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::files::{Files, file_id};
use super::fonts::Fonts;

/// The one id of `/main.typ`.
pub(crate) static MAIN: LazyLock<FileId> = LazyLock::new(|| file_id("/main.typ").expect("a plain path"));

/// What the compiler says when a theme imports a package; [`blame`](super::blame) looks for it.
pub(crate) const NO_PACKAGES: &str = "themes can't use packages";

/// The name that is taken out of the library.
const PLUGIN: &str = "plugin";

/// The standard library without `plugin`, the one function that runs foreign machine code.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = Library::default();
    let mut scope = Scope::new();
    for (name, binding) in library.global.scope().iter() {
        if name != PLUGIN {
            scope.bind(name.clone(), binding.clone());
        }
    }
    library.global = library.global.with_scope(scope);
    library.std = Binding::detached(library.global.clone());
    LazyHash::new(library)
});

/// The world of one session; its main source lives from paper to paper.
pub(crate) struct PaperWorld {
    fonts: Arc<Fonts>,
    files: Files,
    main: Source,
}

impl PaperWorld {
    pub(crate) fn new(fonts: Arc<Fonts>) -> Self {
        Self { fonts, files: Files::new(), main: Source::new(*MAIN, String::new()) }
    }

    /// Takes a paper. If the source is kept, only what differs is parsed anew and all else keeps its span, which is
    /// what makes the next layout fast.
    pub(crate) fn take(&mut self, main: &str, files: &Files, keep: bool) {
        self.files = files.clone();
        if keep {
            self.main.replace(main);
        } else {
            self.main = Source::new(*MAIN, main.to_owned());
        }
    }

    /// Forgets the paper; after a panic nothing of it can be trusted.
    pub(crate) fn forget(&mut self) {
        *self = Self::new(Arc::clone(&self.fonts));
    }

    pub(crate) fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    pub(crate) fn main_source(&self) -> &Source {
        &self.main
    }
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        *MAIN
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == *MAIN {
            return Ok(self.main.clone());
        }
        in_project(id)?;
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        in_project(id)?;
        self.files.bytes(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn in_project(id: FileId) -> FileResult<()> {
    match id.root() {
        VirtualRoot::Project => Ok(()),
        VirtualRoot::Package(_) => Err(FileError::Package(PackageError::Other(Some(NO_PACKAGES.into())))),
    }
}
