//! 图片: files looked through, pages picked, numbers given.

use std::sync::Arc;

use super::Resolver;
use super::scope::View;
use crate::asset::{self, Asset};
use crate::diagnostic::{AssetFault, Code, Diagnostic};
use crate::document;
use crate::paper::{Block, Picture, Pictures};
use crate::text::Text;

/// The most picture files of a paper; Typst knows each by a path of its own, and remembers paths for ever.
const MAX_ASSETS: usize = 512;

/// The most pixels of all pictures of a paper together, each 3 or 4 bytes while its pages are made.
const MAX_PIXELS: u64 = 300_000_000;

/// The pictures met so far.
#[derive(Default)]
pub(super) struct Used {
    assets: Vec<Arc<Asset>>,
    pixels: u64,
    /// The last number given (图1).
    number: u32,
}

impl Used {
    pub(super) fn into_assets(self) -> Vec<Arc<Asset>> {
        self.assets
    }

    /// Begins numbers anew, and gives the last one to go on with later.
    pub(super) fn restart(&mut self, from: u32) -> u32 {
        std::mem::replace(&mut self.number, from)
    }

    /// The next number of a figure (图1), pictures and charts counted together.
    pub(super) fn next_number(&mut self) -> u32 {
        self.number += 1;
        self.number
    }

    /// The place of an asset in the list; none if there is no room for it.
    fn place(&mut self, asset: &Arc<Asset>) -> Result<usize, AssetFault> {
        if let Some(at) = self.assets.iter().position(|known| Arc::ptr_eq(known, asset)) {
            return Ok(at);
        }
        self.pixels += asset.pixels.map_or(0, |[width, height]| u64::from(width) * u64::from(height));
        if self.assets.len() == MAX_ASSETS || self.pixels > MAX_PIXELS {
            return Err(AssetFault::TooMany { most: MAX_PIXELS / 1_000_000 });
        }
        self.assets.push(Arc::clone(asset));
        Ok(self.assets.len() - 1)
    }
}

/// An attachment may be more than a picture, so what is none is told in other words.
fn attachment_fault(code: Code) -> Code {
    match code {
        Code::Asset(AssetFault::NotPicture { file, kind }) => AssetFault::NotAttachment { file, kind }.into(),
        _ => code,
    }
}

impl Resolver<'_, '_> {
    /// A picture file that a field names, looked through; what is wrong with it is told there.
    pub(super) fn asset(&mut self, file: &Text, view: &View) -> Option<(usize, Arc<Asset>)> {
        let file = self.text(file, view);
        let span = file.span()?;
        let loaded = asset::load(&file, self.shelf);
        let asset = loaded.map_err(|fault| self.report.push(fault)).ok()?;
        let place = self.used.place(&asset).map_err(|fault| self.report.push(Diagnostic::at(span, fault))).ok()?;
        Some((place, asset))
    }

    /// One page of a picture file; `alternative` says in words what it shows.
    pub(super) fn picture(
        &mut self,
        file: &Text,
        page: Option<&Text>,
        alternative: Option<&Text>,
        view: &View,
    ) -> Option<Picture> {
        let (place, asset) = self.asset(file, view)?;
        let page = self.page(&asset, file, page)?;
        let alternative = alternative.map(|text| text.as_str().to_owned()).unwrap_or_default();
        Some(Picture { span: file.span()?, asset: place, page, size: asset.pages[page - 1], alternative })
    }

    /// Which page is meant, from 1.
    fn page(&mut self, asset: &Asset, file: &Text, typed: Option<&Text>) -> Option<usize> {
        let (count, name) = (asset.pages.len(), asset.file.clone());
        let (span, fault) = match typed {
            None if count == 1 => return Some(1),
            None => (file.span()?, AssetFault::WhichPage { file: name, count }),
            Some(typed) => match typed.as_str().parse().ok().filter(|page| (1..=count).contains(page)) {
                Some(page) => return Some(page),
                None => (typed.span()?, AssetFault::NoPage { file: name, page: typed.as_str().to_owned(), count }),
            },
        };
        self.report.push(Diagnostic::at(span, fault));
        None
    }

    /// All pages of a file, a block each.
    pub(super) fn sheets(&mut self, file: &Text, block: &Block, view: &View) -> Vec<Block> {
        let before = self.report.as_slice().len();
        let Some((place, asset)) = self.asset(file, view) else {
            self.report.retell_since(before, attachment_fault);
            return Vec::new();
        };
        let sheet = |(page, size): (usize, &[f64; 2])| {
            let picture = Picture { span: block.span, asset: place, page, size: *size, alternative: String::new() };
            let pictures = Pictures { parts: vec![(picture, None)], caption: None, number: None, width: None };
            Block { pictures: Some(Box::new(pictures)), ..block.clone() }
        };
        (1..).zip(&asset.pages).map(sheet).collect()
    }

    /// 图片.
    pub(super) fn pictures(&mut self, pictures: &document::Pictures, view: &View) -> Pictures {
        let caption = pictures.caption.as_ref().map(|text| self.text(text, view));
        let mut parts = Vec::new();
        for file in &pictures.files {
            let own = file.caption.as_ref().map(|text| self.text(text, view));
            let alternative = own.as_ref().or(caption.as_ref());
            let picture = self.picture(&file.file, file.page.as_ref(), alternative, view);
            parts.extend(picture.map(|picture| (picture, own)));
        }
        let number = (caption.is_some() && !pictures.unnumbered).then(|| self.used.next_number());
        // A picture alone may have its words beside its file.
        let (caption, number) = match (&mut parts[..], caption) {
            ([(_, own)], None) => {
                let caption = own.take();
                let number = (caption.is_some() && !pictures.unnumbered).then(|| self.used.next_number());
                (caption, number)
            }
            (_, caption) => (caption, number),
        };
        Pictures { parts, caption, number, width: pictures.width }
    }
}
