//! The folder from which Typst's own command makes the same pages: `main.typ`, the theme, the pictures, the fonts.

use std::collections::{BTreeMap, HashSet};

use crate::render::{Rendered, Role, asset_path};
use crate::theme::Theme;
use crate::typeset::Fonts;

/// Paths below the folder, with `/` on every system, and their bytes.
#[must_use]
pub fn typ(rendered: &Rendered, theme: &Theme, roles: &[Role], fonts: &Fonts) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for (path, bytes) in theme.typst_files() {
        files.insert(path.trim_start_matches('/').to_owned(), bytes.into_owned());
    }
    files.insert("theme/params.typ".to_owned(), rendered.params.clone().into_bytes());
    files.insert("main.typ".to_owned(), rendered.main.clone().into_bytes());
    for (number, asset) in rendered.assets.iter().enumerate() {
        files.insert(asset_path(number).trim_start_matches('/').to_owned(), asset.bytes().to_vec());
    }
    let families = roles.iter().flat_map(|role| role.families.iter().chain(&role.latin));
    let mut seen = HashSet::new();
    for family in families.filter(|family| seen.insert(family.to_lowercase())) {
        for (number, bytes) in faces(fonts, family).into_iter().enumerate() {
            files.insert(format!("fonts/{}{}", file_name(family, number), extension(&bytes)), bytes);
        }
    }
    files
}

/// The files a family's faces are in.
fn faces(fonts: &Fonts, family: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> = Vec::new();
    for index in fonts.book().select_family(&family.to_lowercase()) {
        let Some(font) = fonts.font(index) else { continue };
        if !files.iter().any(|file| file.as_slice() == font.data().as_slice()) {
            files.push(font.data().to_vec());
        }
    }
    files
}

/// A family's name without what file systems do not take.
fn file_name(family: &str, number: usize) -> String {
    let name: String = family.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
    if number == 0 { name } else { format!("{name}-{number}") }
}

fn extension(bytes: &[u8]) -> &'static str {
    match bytes.get(..4) {
        Some(b"OTTO") => ".otf",
        Some(b"ttcf") => ".ttc",
        _ => ".ttf",
    }
}
