//! A picture on its way in: sniffed, cut to a square and encoded anew, so that only its pixels are kept.

use bytes::Bytes;
use shared::picture::{self, Fit, Refused};
use shared::problem::Problem;
use shared::work::Place;

/// Bytes of an upload at most.
pub(crate) const LARGEST: usize = 5 * 1024 * 1024;
/// Side of a picture in pixels: three times the place that the pages give it.
pub(crate) const SIDE: u32 = 256;

/// The picture as a square PNG. Ends: 415 no picture by its content, 422 damaged or too many pixels.
pub(crate) async fn square(place: &Place, upload: Bytes) -> Result<Vec<u8>, Problem> {
    let format = picture::sniff(&upload)
        .ok_or_else(|| Problem::UnsupportedMedia("Choose a PNG, JPEG or WebP picture.".into()))?;
    place
        .run(move || picture::remake(&upload, format, Fit::Cover(SIDE)))
        .await?
        .map_err(|Refused(sentence)| Problem::field("image", sentence))
}
