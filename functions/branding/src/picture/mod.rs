//! Logos and favicons: nothing of an uploaded picture is passed on as it came.

mod raster;
mod svg;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use shared::problem::Problem;
use shared::work::Place;

pub(crate) use svg::Unpainted;

/// Bytes of an upload at most.
pub(crate) const LARGEST: usize = 1024 * 1024;

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Fits into 600 × 192 pixels.
    Logo,
    /// 64 × 64 pixels.
    Favicon,
}

/// The form that a picture is kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Pixels.
    Png,
    /// Shapes.
    Svg,
}

impl Format {
    /// The ending of the file's name.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }

    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// A picture made anew from an uploaded one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) format: Format,
    pub(crate) bytes: Vec<u8>,
    /// Of a logo of shapes: the same in pixels, for emails and PDF files, or why there is none.
    pub(crate) pixels: Option<Result<Vec<u8>, Unpainted>>,
}

/// Why a picture was refused; a sentence for the person who chose it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not one of the four types, by its content.
    Type,
    /// One of them, but not usable.
    Content(&'static str),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Type => Self::UnsupportedMedia("Choose a PNG, JPEG, WebP or SVG picture.".into()),
            Refusal::Content(sentence) => Self::field("image", sentence),
        }
    }
}

/// Makes the picture anew in a place for heavy work.
pub(crate) async fn remake(
    place: &Place,
    upload: bytes::Bytes,
    purpose: Purpose,
    fonts: PathBuf,
) -> Result<Picture, Problem> {
    Ok(place.run(move || remade(&upload, purpose, &fonts)).await??)
}

fn remade(upload: &[u8], purpose: Purpose, fonts: &Path) -> Result<Picture, Refusal> {
    if let Some(format) = raster::sniff(upload, purpose) {
        let bytes = raster::remake(upload, format, purpose)?;
        return Ok(Picture { format: Format::Png, bytes, pixels: None });
    }
    if svg::sniff(upload) {
        let drawing = svg::remake(upload)?;
        let pixels = (purpose == Purpose::Logo).then(|| svg::paint(&drawing, raster::LOGO, fonts));
        return Ok(Picture { format: Format::Svg, bytes: drawing.into_bytes(), pixels });
    }
    Err(Refusal::Type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_08_the_content_alone_decides_the_type() {
        for other in [
            &b""[..],
            b"GIF89a\x01\0\x01\0\0\0\0;",
            b"%PDF-1.7",
            b"BM\x3a\0\0\0",
            b"\0\0\x01\0\x01\0",
            b"<html><script>alert(1)</script>",
            b"<!doctype html><svg>",
            b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
            b"\xff\xfe<\0s\0v\0g\0",
            b"PK\x03\x04",
            b"just text",
        ] {
            let refused = remade(other, Purpose::Logo, Path::new("")).unwrap_err();
            assert!(matches!(refused, Refusal::Type | Refusal::Content(_)), "{other:?}");
        }
        assert_eq!(remade(b"GIF89a\x01\0\x01\0\0\0\0;", Purpose::Logo, Path::new("")), Err(Refusal::Type));
    }
}
