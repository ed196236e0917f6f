//! The fonts installed on this computer.
//!
//! fontdb knows the places where each system keeps them (also by fontconfig) and reads names without loading the
//! fonts. Typst brings it along for SVG pictures, so it costs nothing here; typst-kit's scanner is the same behind
//! another dozen crates.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use fontdb::{Database, FaceInfo, Source};
use typst::text::FontInfo;

use super::{Face, FaceData, FontOrigin, SystemFonts, distinct};
use crate::room::guarded;

/// The faces that are asked for, sorted by file so that the system's own order plays no part.
pub(super) fn scan(wanted: &SystemFonts) -> Vec<Face> {
    let wanted = match wanted {
        SystemFonts::None => return Vec::new(),
        SystemFonts::Named(names) => Some(names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>()),
        SystemFonts::All => None,
    };
    let database = database();
    let is_wanted = |face: &&FaceInfo| {
        wanted.as_ref().is_none_or(|names| face.families.iter().any(|(name, _)| names.contains(&name.to_lowercase())))
    };
    let mut faces: Vec<Face> = database.faces().filter(is_wanted).filter_map(|face| load(database, face)).collect();
    faces.sort_by(|a, b| a.path.cmp(&b.path));
    faces
}

/// What the computer has, looked up once a process.
fn database() -> &'static Database {
    static DATABASE: OnceLock<Database> = OnceLock::new();
    DATABASE.get_or_init(|| {
        let mut database = Database::new();
        // A damaged font that panics the parser ends the scan; what was found before it stays.
        let _ = guarded(|| database.load_system_fonts());
        database
    })
}

fn load(database: &Database, face: &FaceInfo) -> Option<Face> {
    let path: Arc<Path> = match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Arc::from(path.as_path()),
        Source::Binary(_) => return None,
    };
    let info = guarded(|| database.with_face_data(face.id, FontInfo::new)).ok()???;
    // fontdb takes the wide family's names if there are any, so those in Latin letters are left out here as well.
    let names = face.families.iter().map(|(name, _)| name.clone()).filter(|name| !name.is_ascii());
    let also = distinct(names, &info.family);
    let data = FaceData::InFile(face.index, Arc::new(OnceLock::new()));
    Some(Face { info, also, origin: FontOrigin::System, path: Some(path), data })
}
