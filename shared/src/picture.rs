//! Pictures of pixels: decoded within limits and encoded anew, so that only the pixels survive.

mod bare;

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbaImage};

pub use image::ImageFormat;

/// Pixels on a side at most.
const SIDE: u32 = 4_000;
/// Pixels in all at most: 64 MB while 16 bits a channel are decoded.
const AREA: u64 = 8_000_000;
/// Bytes that decoding may take.
const MEMORY: u64 = 96 * 1024 * 1024;

/// Why a picture cannot be used; a sentence for the person who chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused(pub &'static str);

/// More pixels than are decoded.
pub const TOO_BIG: Refused =
    Refused("This picture has too many pixels. Use at most 4000 on a side and 8 million in all.");
/// Not what its first bytes promise.
pub const BROKEN: Refused = Refused("This picture is damaged or incomplete.");

/// How a picture is brought to its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// As it is, or smaller so that it fits into this width and height.
    Within(u32, u32),
    /// Whole, in the middle of a transparent square of this side.
    Square(u32),
    /// The middle of it, as a square of this side.
    Cover(u32),
}

/// PNG, JPEG or WebP by the first bytes.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<ImageFormat> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(ImageFormat::Png)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(ImageFormat::Jpeg)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(ImageFormat::WebP)
    } else {
        None
    }
}

/// The picture as PNG in its size. Takes memory and time: call it off the threads that serve requests.
pub fn remake(bytes: &[u8], format: ImageFormat, fit: Fit) -> Result<Vec<u8>, Refused> {
    let image = decode(bytes, format)?;
    let fitted = match fit {
        Fit::Within(width, height) if image.width() <= width && image.height() <= height => image,
        Fit::Within(width, height) => image.resize(width, height, FilterType::Lanczos3),
        Fit::Square(side) => squared(&image.resize(side, side, FilterType::Lanczos3), side),
        Fit::Cover(side) => image.resize_to_fill(side, side, FilterType::Lanczos3),
    };
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, PngFilter::Adaptive);
    DynamicImage::ImageRgba8(fitted.into_rgba8()).write_with_encoder(encoder).map_err(|_| BROKEN)?;
    Ok(out)
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Refused> {
    let (bytes, format) = bare::bare(bytes, format)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes.as_ref()), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    // The size stands in the header: a bomb is known before it goes off.
    let (width, height) = decoder.dimensions();
    if width > SIDE
        || height > SIDE
        || u64::from(width) * u64::from(height) > AREA
        || decoder.total_bytes() > MEMORY
    {
        return Err(TOO_BIG);
    }
    let orientation = decoder.orientation().map_err(|error| refusal(&error))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    // Twice the memory for what no screen shows, before it is copied for turning and scaling.
    if image.color().bytes_per_pixel() > 4 {
        image = DynamicImage::ImageRgba8(image.into_rgba8());
    }
    image.apply_orientation(orientation);
    Ok(image)
}

fn refusal(error: &image::ImageError) -> Refused {
    match error {
        image::ImageError::Limits(_) => TOO_BIG,
        _ => BROKEN,
    }
}

/// The picture in the middle of a transparent square.
fn squared(image: &DynamicImage, side: u32) -> DynamicImage {
    let mut square = RgbaImage::new(side, side);
    let left = i64::from((side - image.width().min(side)) / 2);
    let top = i64::from((side - image.height().min(side)) / 2);
    image::imageops::overlay(&mut square, &image.to_rgba8(), left, top);
    DynamicImage::ImageRgba8(square)
}
