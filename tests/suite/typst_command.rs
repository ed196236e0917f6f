//! `--format typ`: the folder it writes is all that Typst needs to make the same pages.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::{Layout, Pace};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::{Frame, FrameItem, Transform};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

use crate::project::{Project, samples, text_of};
use crate::reader::squeezed;

/// A glyph as it is compared: page, place in points, font, number in the font.
type Drawn = (usize, f64, f64, String, u16);

/// A folder and nothing else, as Typst sees it.
struct Folder {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    files: HashMap<String, Vec<u8>>,
    main: FileId,
}

impl Folder {
    #[expect(clippy::disallowed_methods, reason = "the test reads what another process wrote")]
    fn read(root: &Path) -> Self {
        let (mut files, mut fonts) = (HashMap::new(), Vec::new());
        for entry in walkdir::WalkDir::new(root).sort_by_file_name().into_iter().flatten() {
            if !entry.file_type().is_file() {
                continue;
            }
            let bytes = std::fs::read(entry.path()).expect("a file");
            let path = entry.path().strip_prefix(root).expect("below").to_str().expect("UTF-8").replace('\\', "/");
            if path.starts_with("fonts/") {
                fonts.extend(Font::iter(Bytes::new(bytes)));
            } else {
                files.insert(format!("/{path}"), bytes);
            }
        }
        let main = typst::syntax::RootedPath::new(
            typst::syntax::VirtualRoot::Project,
            typst::syntax::VirtualPath::new("/main.typ").expect("a plain path"),
        );
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            files,
            main: main.intern(),
        }
    }

    fn bytes(&self, id: FileId) -> FileResult<&[u8]> {
        let path = id.vpath().get_with_slash();
        self.files.get(path).map(Vec::as_slice).ok_or_else(|| FileError::NotFound(PathBuf::from(path)))
    }
}

impl World for Folder {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let text = std::str::from_utf8(self.bytes(id)?).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Ok(Bytes::new(self.bytes(id)?.to_vec()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Compiles a folder; every glyph in the order of drawing.
fn compiled(folder: &Path) -> Vec<Drawn> {
    let document = typst::compile::<PagedDocument>(&Folder::read(folder)).output;
    let document = document.unwrap_or_else(|errors| panic!("{errors:?}"));
    let mut drawn = Vec::new();
    for (number, page) in document.pages().iter().enumerate() {
        draw(&page.frame, Transform::identity(), number, &mut drawn);
    }
    drawn
}

fn draw(frame: &Frame, transform: Transform, page: usize, drawn: &mut Vec<Drawn>) {
    for (position, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => draw(&group.frame, here.pre_concat(group.transform), page, drawn),
            FrameItem::Text(text) => {
                let mut along = 0.0;
                for glyph in &text.glyphs {
                    let x = here.tx.to_pt() + along * here.sx.get();
                    let y = here.ty.to_pt() + along * here.ky.get();
                    drawn.push((page, x, y, text.font.info().family.clone(), glyph.id));
                    along += glyph.x_advance.at(text.size).to_pt();
                }
            }
            _ => {}
        }
    }
}

/// The glyphs of a direct build.
fn direct(layout: &Layout) -> Vec<Drawn> {
    let glyphs = layout.glyphs.iter();
    glyphs.map(|glyph| (glyph.page, glyph.x, glyph.y, glyph.family.to_string(), glyph.id)).collect()
}

/// A project in which a sample was built as a PDF, and as Typst source in the folder `typ`.
fn exported(sample: &Path) -> Project {
    let project = Project::new();
    let sample = sample.to_str().expect("UTF-8");
    project.run(["build", sample, "-o", "paper.pdf"]).succeeds();
    project.run(["build", sample, "--format", "typ", "-o", "typ"]).succeeds();
    project
}

/// The folder of the one document that was exported.
fn folder_of(project: &Project) -> PathBuf {
    let found = walkdir::WalkDir::new(project.join("typ")).into_iter().flatten();
    let main = found.map(walkdir::DirEntry::into_path).find(|path| path.ends_with("main.typ")).expect("main.typ");
    main.parent().expect("a folder").to_path_buf()
}

#[test]
fn plain_typst_makes_the_same_pages_from_the_folder() {
    for sample in samples() {
        let project = exported(&sample);
        let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(&sample);
        let pages = built.pages.expect("built");
        let (ours, theirs) = (direct(pages.layout()), compiled(&folder_of(&project)));
        assert_eq!(ours.len(), theirs.len(), "{}", sample.display());
        assert_eq!(theirs.last().map(|glyph| glyph.0 + 1), Some(pages.count()));
        for (ours, theirs) in ours.iter().zip(&theirs) {
            let near = (ours.1 - theirs.1).abs() < 0.001 && (ours.2 - theirs.2).abs() < 0.001;
            assert!(
                near && ours.0 == theirs.0 && ours.3 == theirs.3 && ours.4 == theirs.4,
                "{}: {ours:?} {theirs:?}",
                sample.display()
            );
        }
    }
}

#[test]
fn the_folder_has_the_source_the_theme_and_its_fonts_and_nothing_else() {
    let project = exported(&samples()[0]);
    let folder = folder_of(&project);
    for file in ["main.typ", "theme/params.typ", "theme/lib/official-page.typ"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    let names: Vec<_> =
        std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let fonts: Vec<_> = std::fs::read_dir(folder.join("fonts")).expect("fonts").flatten().collect();
    assert_eq!(fonts.len(), 7, "each font once: {fonts:?}");
}

/// With a `typst` on the PATH; passed over where there is none.
#[test]
fn the_typst_command_makes_the_same_paper_from_the_folder() {
    if Command::new("typst").arg("--version").output().is_err() {
        return;
    }
    for sample in samples() {
        let project = exported(&sample);
        let folder = folder_of(&project);
        let output = Command::new("typst")
            .args(["compile", "--ignore-system-fonts", "--ignore-embedded-fonts", "--font-path", "fonts", "main.typ"])
            .current_dir(&folder)
            .output()
            .expect("typst runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let (ours, theirs) = (text_of(&project.join("paper.pdf")), text_of(&folder.join("main.pdf")));
        assert_eq!(squeezed(&ours), squeezed(&theirs), "{}", sample.display());
        assert_eq!(ours.matches('\u{c}').count(), theirs.matches('\u{c}').count(), "pages");
    }
}
