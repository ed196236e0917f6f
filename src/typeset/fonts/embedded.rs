//! The fonts compiled into the program (feature `fonts`; see fonts/README.md for roles and licences).

use std::sync::OnceLock;

use typst::foundations::Bytes;

use super::{Face, FontOrigin, parse};

/// The files, in the order in which the book lists them. Typst takes the first of equals when no named family has a
/// character, so the order is part of how pages look.
#[cfg(feature = "fonts")]
static FILES: [&[u8]; 7] = [
    include_bytes!("../../../fonts/FandolFang-Regular.otf"),
    include_bytes!("../../../fonts/BanxinSong-Regular.otf"),
    include_bytes!("../../../fonts/BanxinHei-Regular.otf"),
    include_bytes!("../../../fonts/BanxinKai-Regular.ttf"),
    include_bytes!("../../../fonts/BanxinKaiExt-Regular.ttf"),
    include_bytes!("../../../fonts/BanxinBiaosong-Regular.otf"),
    include_bytes!("../../../fonts/BanxinSymbols-Regular.ttf"),
];

#[cfg(not(feature = "fonts"))]
static FILES: [&[u8]; 0] = [];

/// The embedded faces, parsed once a process, side by side: each file is hashed and its characters are listed, which
/// for all of them one after the other takes as long as it takes to lay out a paper.
pub(super) fn faces() -> &'static [Face] {
    static FACES: OnceLock<Vec<Face>> = OnceLock::new();
    FACES.get_or_init(|| {
        let read = |file: &&'static [u8]| {
            let bytes = Bytes::new(*file);
            move || parse(bytes, FontOrigin::Embedded, None)
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = FILES.iter().map(|file| scope.spawn(read(file))).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
        })
    })
}

/// A small font for those who need just any: the last of the files.
pub(super) fn stand_in() -> Option<&'static [u8]> {
    FILES.last().copied()
}
