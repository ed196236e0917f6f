//! Pictures that a document names (.png, .jpg, .gif, .webp, .svg, .pdf), looked through before anything is set.
//!
//! In: a path as typed, through the [`Shelf`]. Out: an [`Asset`]: bytes that are known to be a picture, with its size
//! and its pages. A file's format is what its bytes say, not its name. This module must not know where on a page a
//! picture goes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use crate::diagnostic::{AssetFault, Code, Diagnostic, SourceFault};
use crate::room::{Panicked, with_room};
use crate::source::Shelf;
use crate::text::Text;

mod header;
mod linked;

/// The most pixels of one picture. Each takes 3 or 4 bytes while pages are made; the best telephones make 50 million.
const MAX_PIXELS: u64 = 64_000_000;

/// The most pages of a PDF.
const MAX_PAGES: usize = 500;

/// The resolution of a picture that does not say its own, in dots an inch: what screens and Word take.
const USUAL_DPI: f64 = 96.0;

/// A resolution outside of this is a mistake of the program that wrote it.
const CREDIBLE_DPI: std::ops::RangeInclusive<f64> = 36.0..=2400.0;

/// So many bytes of pictures are remembered from paper to paper, so that one that is edited reads them only once.
const REMEMBERED_BYTES: usize = 96 * 1024 * 1024;

/// What a picture's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpg,
    /// The first picture of a GIF.
    Gif,
    /// WebP.
    Webp,
    /// Scalable Vector Graphics.
    Svg,
    /// Pages of a PDF.
    Pdf,
}

impl Format {
    /// As Typst calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
        }
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        match ExchangeFormat::detect(bytes) {
            Some(ExchangeFormat::Png) => Some(Self::Png),
            Some(ExchangeFormat::Jpg) => Some(Self::Jpg),
            Some(ExchangeFormat::Gif) => Some(Self::Gif),
            Some(ExchangeFormat::Webp) => Some(Self::Webp),
            None if header::is_pdf(bytes) => Some(Self::Pdf),
            None => header::is_svg(bytes).then_some(Self::Svg),
        }
    }
}

/// A picture file. Typst sees it as `/asset/` and its place among the paper's.
#[derive(Clone)]
pub struct Asset {
    /// The file as typed.
    pub file: String,
    /// What it is.
    pub format: Format,
    /// Width and height of each page at its natural size, in points; all but PDF have one.
    pub pages: Vec<[f64; 2]>,
    /// Width and height in pixels, as it is looked at.
    pub pixels: Option<[u32; 2]>,
    bytes: Bytes,
}

impl std::fmt::Debug for Asset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (pages, size) = (self.pages.len(), self.bytes.len());
        write!(f, "Asset {} {} {size} bytes, {pages} page(s), {:?} pixels", self.file, self.format.name(), self.pixels)
    }
}

impl Asset {
    /// The whole file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same without a copy.
    pub(crate) fn shared(&self) -> &Bytes {
        &self.bytes
    }
}

/// Reads and looks through a picture that a document names.
///
/// # Errors
/// The file leaves the project or can't be read, is no picture, is damaged, too large, locked, or names other files.
pub fn load(name: &Text, shelf: &mut Shelf) -> Result<Arc<Asset>, Diagnostic> {
    let file = name.as_str();
    let Some(span) = name.span() else {
        return Err(Diagnostic::new(AssetFault::NotPicture { file: file.to_owned(), kind: None }));
    };
    let at = |fault: Diagnostic| Diagnostic { span: fault.span.or(Some(span)), ..fault };
    let (path, bytes) = shelf.bytes(file, span.source).map_err(|fault| at(too_large(fault)))?;
    if let Some(known) = remembered(&path, &bytes, file) {
        return Ok(known);
    }
    let asset = Arc::new(look_through(file, Bytes::new(bytes)).map_err(at)?);
    remember(path, &asset);
    Ok(asset)
}

/// What is said of a document that is too large does not help with a picture.
fn too_large(fault: Diagnostic) -> Diagnostic {
    match fault.code {
        Code::Source(SourceFault::TooLarge { path, limit_mb }) => {
            Diagnostic::new(AssetFault::TooLarge { file: path, limit_mb })
        }
        _ => fault,
    }
}

fn look_through(file: &str, bytes: Bytes) -> Result<Asset, Diagnostic> {
    let Some(format) = Format::of(&bytes) else {
        let kind = header::other_kind(&bytes, Path::new(file));
        return Err(Diagnostic::new(AssetFault::NotPicture { file: file.to_owned(), kind }));
    };
    let damaged = |words: String| {
        Diagnostic::new(AssetFault::Damaged { file: file.to_owned(), format: format.name() }).with_foreign(words)
    };
    let looked = with_room(|| match format {
        Format::Svg => svg(file, &bytes),
        Format::Pdf => pdf(file, &bytes),
        Format::Png => raster(file, &bytes, ExchangeFormat::Png),
        Format::Jpg => raster(file, &bytes, ExchangeFormat::Jpg),
        Format::Gif => raster(file, &bytes, ExchangeFormat::Gif),
        Format::Webp => raster(file, &bytes, ExchangeFormat::Webp),
    });
    let looks = match looked {
        Ok(Ok(looks)) => looks,
        Ok(Err(Refusal::Told(fault))) => return Err(Diagnostic::new(fault)),
        Ok(Err(Refusal::Damaged(words))) | Err(Panicked(words)) => return Err(damaged(words)),
    };
    Ok(Asset { file: file.to_owned(), format, pages: looks.pages, pixels: looks.pixels, bytes })
}

/// What is seen of a picture.
struct Looks {
    pages: Vec<[f64; 2]>,
    pixels: Option<[u32; 2]>,
}

/// Why a picture is not taken.
enum Refusal {
    Told(AssetFault),
    /// The words of the program that could not read it.
    Damaged(String),
}

fn raster(file: &str, bytes: &Bytes, format: ExchangeFormat) -> Result<Looks, Refusal> {
    // Before it is decoded: a few bytes can claim a picture that fills the memory.
    let size = header::pixels(bytes, format).ok_or_else(|| Refusal::Damaged("no size".to_owned()))?;
    if u64::from(size[0]) * u64::from(size[1]) > MAX_PIXELS {
        let most = MAX_PIXELS / 1_000_000;
        return Err(Refusal::Told(AssetFault::TooManyPixels { file: file.to_owned(), size, most }));
    }
    // Typst remembers it, so that it is decoded once.
    let image = RasterImage::plain(bytes.clone(), format).map_err(|words| Refusal::Damaged(words.to_string()))?;
    let dpi = image.dpi().filter(|dpi| CREDIBLE_DPI.contains(dpi)).unwrap_or(USUAL_DPI);
    let points = |pixels: u32| f64::from(pixels) * 72.0 / dpi;
    let pixels = [image.width(), image.height()];
    Ok(Looks { pages: vec![pixels.map(points)], pixels: Some(pixels) })
}

fn svg(file: &str, bytes: &Bytes) -> Result<Looks, Refusal> {
    if let Some(href) = linked::linked_picture(bytes) {
        return Err(Refusal::Told(AssetFault::SvgLinked { file: file.to_owned(), href }));
    }
    let image = SvgImage::new(bytes.clone()).map_err(|error| Refusal::Damaged(linked::words(error, bytes)))?;
    let points = |pixels: f64| pixels * 72.0 / USUAL_DPI;
    Ok(Looks { pages: vec![[points(image.width()), points(image.height())]], pixels: None })
}

fn pdf(file: &str, bytes: &Bytes) -> Result<Looks, Refusal> {
    let file = || file.to_owned();
    let pdf = Pdf::new(Arc::new(bytes.clone())).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Refusal::Told(AssetFault::Locked { file: file() }),
        LoadPdfError::Invalid => Refusal::Damaged("not a PDF that can be read".to_owned()),
    })?;
    let pages = pdf.pages();
    if pages.len() > MAX_PAGES {
        let fault = AssetFault::TooManyPages { file: file(), count: pages.len(), most: MAX_PAGES };
        return Err(Refusal::Told(fault));
    }
    let size = |(width, height): (f32, f32)| [f64::from(width), f64::from(height)];
    let sizes: Vec<_> = pages.iter().map(|page| size(page.render_dimensions())).collect();
    let sound = |size: &[f64; 2]| size.iter().all(|side| side.is_finite() && *side > 0.5);
    if sizes.is_empty() || !sizes.iter().all(sound) {
        return Err(Refusal::Damaged("no pages".to_owned()));
    }
    Ok(Looks { pages: sizes, pixels: None })
}

/// Pictures of the latest papers, the latest first. A file is read anew each time and compared, so nothing old is shown.
static REMEMBERED: Mutex<Vec<(PathBuf, Arc<Asset>)>> = Mutex::new(Vec::new());

fn remembered(path: &Path, bytes: &[u8], file: &str) -> Option<Arc<Asset>> {
    let mut list = REMEMBERED.lock().ok()?;
    let at = list
        .iter()
        .position(|(known, asset)| known == path && asset.file == file && asset.bytes.as_slice() == bytes)?;
    let entry = list.remove(at);
    list.insert(0, entry.clone());
    Some(entry.1)
}

fn remember(path: PathBuf, asset: &Arc<Asset>) {
    let Ok(mut list) = REMEMBERED.lock() else { return };
    list.retain(|(known, _)| *known != path);
    list.insert(0, (path, Arc::clone(asset)));
    let mut bytes = 0;
    list.retain(|(_, asset)| {
        bytes += asset.bytes.len();
        bytes <= REMEMBERED_BYTES
    });
}
