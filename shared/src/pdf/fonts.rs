//! The fonts: a folder of files that travels with the program.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use krilla::text::Font;

/// The files in the order in which a letter is looked for; the first bold one serves what is bold.
const FILES: [&str; 8] = [
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "DroidSansFallbackFull.ttf",
    // Behind it: its Chinese letters are blank.
    "NanumSquareR.ttf",
];
/// Place of the bold one among them.
pub(super) const BOLD: usize = 1;

/// The fonts, read once.
pub struct Fonts(pub(super) Vec<(Arc<Vec<u8>>, Font)>);

/// Why the fonts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// A file cannot be read.
    #[error("font {0}: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// A file is no font.
    #[error("{0} is no font")]
    NoFont(PathBuf),
}

impl Fonts {
    /// Reads the fonts of a folder: some megabytes. Blocks.
    pub fn load(folder: &Path) -> Result<Self, FontError> {
        let load = |name: &&str| {
            let path = folder.join(name);
            let bytes = std::fs::read(&path).map_err(|error| FontError::Unreadable(path.clone(), error))?;
            let bytes = Arc::new(bytes);
            let font = Font::new(Arc::clone(&bytes).into(), 0).ok_or(FontError::NoFont(path))?;
            Ok((bytes, font))
        };
        FILES.iter().map(load).collect::<Result<_, _>>().map(Self)
    }
}
