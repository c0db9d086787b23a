use std::io::{Cursor, Write as _};

use image::{DynamicImage, RgbaImage};
use proptest::prelude::*;

use super::*;
use crate::picture::{Fit, remake};

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let image = RgbaImage::from_fn(width, height, |x, y| image::Rgba([x as u8, y as u8, 90, 255]));
    let image = DynamicImage::ImageRgba8(image);
    let image = if format == ImageFormat::Jpeg { image.into_rgb8().into() } else { image };
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0_u32, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    out.extend_from_slice(kind);
    out.extend_from_slice(content);
    let sum = crc(&out[4..]);
    out.extend_from_slice(&sum.to_be_bytes());
    out
}

/// So many zeros, packed as a PNG packs them.
fn packed(bytes: usize) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let piece = vec![0; 1 << 20];
    for _ in 0..bytes >> 20 {
        packer.write_all(&piece).unwrap();
    }
    packer.finish().unwrap()
}

/// A PNG with these chunks behind its header.
fn png_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut png = encoded(8, 8, ImageFormat::Png);
    png.splice(33..33, chunks.concat());
    png
}

fn bombs() -> Vec<Vec<u8>> {
    let zeros = packed(64 << 20);
    let profile = [b"x\0\0".as_slice(), &zeros].concat();
    let international = [b"x\0\x01\0\0\0".as_slice(), &zeros].concat();
    vec![chunk(b"iCCP", &profile), chunk(b"zTXt", &profile), chunk(b"iTXt", &international)]
}

#[test]
fn sec_28_profiles_and_texts_of_a_png_are_never_unpacked() {
    for bomb in bombs() {
        let png = png_with(std::slice::from_ref(&bomb));
        let (bare, format) = bare(&png, ImageFormat::Png).unwrap();
        assert_eq!((bare.as_ref(), format), (encoded(8, 8, ImageFormat::Png).as_slice(), ImageFormat::Png));
        let made = remake(&png, ImageFormat::Png, Fit::Square(8)).unwrap();
        assert_eq!(made, remake(&encoded(8, 8, ImageFormat::Png), ImageFormat::Png, Fit::Square(8)).unwrap());
    }
}

#[test]
fn sec_28_nor_are_those_of_a_png_in_an_icon() {
    let png = png_with(&bombs());
    let mut icon = vec![0, 0, 1, 0, 1, 0, 8, 8, 0, 0, 1, 0, 32, 0];
    icon.extend_from_slice(&u32::try_from(png.len()).unwrap().to_le_bytes());
    icon.extend_from_slice(&22_u32.to_le_bytes());
    icon.extend_from_slice(&png);
    let (bare, format) = bare(&icon, ImageFormat::Ico).unwrap();
    assert_eq!((bare.as_ref(), format), (encoded(8, 8, ImageFormat::Png).as_slice(), ImageFormat::Png));
    assert!(remake(&icon, ImageFormat::Ico, Fit::Square(8)).is_ok());
}

#[test]
fn sec_28_a_jpeg_of_many_scans_is_refused_and_its_metadata_are_dropped() {
    let plain = encoded(16, 16, ImageFormat::Jpeg);
    let scan = plain.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    let mut bomb = plain[..plain.len() - 2].to_vec();
    for _ in 0..SCANS {
        bomb.extend_from_slice(&plain[scan..plain.len() - 2]);
    }
    bomb.extend_from_slice(&[0xff, 0xd9]);
    assert_eq!(remake(&bomb, ImageFormat::Jpeg, Fit::Square(8)), Err(TOO_MANY_SCANS));

    let mut told = plain.clone();
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [[0xff, marker].as_slice(), &length, content].concat()
    };
    let more = [
        segment(0xe2, b"ICC_PROFILE\0\x01\x01secret"),
        segment(0xfe, b"secret"),
        segment(0xe1, b"http://secret"),
    ];
    told.splice(2..2, more.concat());
    assert_eq!(jpeg(&told).unwrap(), plain);
    told.extend_from_slice(b"secret");
    assert_eq!(jpeg(&told).unwrap(), plain);
}

#[test]
fn a_jpeg_is_still_turned_as_its_camera_was_held() {
    let mut photo = encoded(16, 8, ImageFormat::Jpeg);
    // Big endian TIFF with one entry: orientation 6, a quarter turn.
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    photo.splice(2..2, [[0xff, 0xe1].as_slice(), &length, exif].concat());
    let made = remake(&photo, ImageFormat::Jpeg, Fit::Within(100, 100)).unwrap();
    let made = image::load_from_memory(&made).unwrap();
    assert_eq!((made.width(), made.height()), (8, 16));
}

#[test]
fn sec_28_a_webp_is_as_large_as_its_frames_say() {
    // A canvas of 8 × 8 with a frame of 16,383 × 16,383 on it, of which nothing has to be sent.
    let canvas = [b"VP8X\x0a\0\0\0".as_slice(), &[0, 0, 0, 0, 7, 0, 0, 7, 0, 0]].concat();
    let lossy = [b"VP8 \x0c\0\0\0\x10\0\0\x9d\x01\x2a".as_slice(), &[0xff, 0x3f, 0xff, 0x3f, 0, 0]].concat();
    let lossless = [b"VP8L\x06\0\0\0\x2f".as_slice(), &[0xff, 0xff, 0xff, 0x0f, 0]].concat();
    let frame = [b"ANMF\x24\0\0\0".as_slice(), &[0; 16], lossy.as_slice()].concat();
    for huge in [lossy, lossless, frame] {
        let content = [b"WEBP".as_slice(), &canvas, &huge].concat();
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        let webp = [b"RIFF".as_slice(), &length, &content].concat();
        assert_eq!(remake(&webp, ImageFormat::WebP, Fit::Square(8)), Err(TOO_BIG));
    }
    assert!(remake(&encoded(30, 20, ImageFormat::WebP), ImageFormat::WebP, Fit::Square(8)).is_ok());
}

proptest! {
    #[test]
    fn sec_28_no_bytes_make_it_fail_or_grow(
        kind in 0..4_usize, bytes in prop::collection::vec(any::<u8>(), 0..400), flip in any::<bool>(),
    ) {
        let format = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Ico][kind];
        let mut whole = if flip { encoded(8, 8, format) } else { Vec::new() };
        whole.extend_from_slice(&bytes);
        if let Ok((bare, _)) = bare(&whole, format) {
            prop_assert!(bare.len() <= whole.len() + 22);
        }
    }
}
