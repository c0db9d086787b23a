//! Pictures of pixels in the sizes of a branding.

use shared::picture::{self, Fit, ImageFormat, Refused};

use super::{Purpose, Refusal};

/// Largest logo: three times the place that the pages give it.
pub(super) const LOGO: (u32, u32) = (600, 192);
/// Side of a favicon.
const FAVICON: u32 = 64;

/// The type by the first bytes. An icon file is one for favicons alone.
pub(super) fn sniff(bytes: &[u8], purpose: Purpose) -> Option<ImageFormat> {
    let icon = purpose == Purpose::Favicon && bytes.starts_with(b"\0\0\x01\0");
    picture::sniff(bytes).or(icon.then_some(ImageFormat::Ico))
}

/// The picture as PNG in the size of its purpose.
pub(super) fn remake(bytes: &[u8], format: ImageFormat, purpose: Purpose) -> Result<Vec<u8>, Refusal> {
    let fit = match purpose {
        Purpose::Logo => Fit::Within(LOGO.0, LOGO.1),
        Purpose::Favicon => Fit::Square(FAVICON),
    };
    picture::remake(bytes, format, fit).map_err(|Refused(sentence)| Refusal::Content(sentence))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, RgbaImage};
    use proptest::prelude::*;

    use super::*;

    const TOO_BIG: Refusal = Refusal::Content(picture::TOO_BIG.0);
    const BROKEN: Refusal = Refusal::Content(picture::BROKEN.0);

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let image = RgbaImage::from_fn(width, height, |x, y| image::Rgba([x as u8, y as u8, 90, 255]));
        let image = DynamicImage::ImageRgba8(image);
        // A JPEG has no transparency, an icon must have it.
        let image = if format == ImageFormat::Jpeg { image.into_rgb8().into() } else { image };
        image.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    fn size(png: &[u8]) -> (u32, u32) {
        let image = image::load_from_memory_with_format(png, ImageFormat::Png).unwrap();
        (image.width(), image.height())
    }

    #[test]
    fn each_type_is_made_anew_in_its_size() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let wide = encoded(1_200, 96, format);
            assert_eq!(sniff(&wide, Purpose::Logo), Some(format));
            assert_eq!(size(&remake(&wide, format, Purpose::Logo).unwrap()), (600, 48));
            assert_eq!(size(&remake(&wide, format, Purpose::Favicon).unwrap()), (64, 64));
            let small = encoded(20, 10, format);
            assert_eq!(size(&remake(&small, format, Purpose::Logo).unwrap()), (20, 10));
        }
        let icon = encoded(48, 32, ImageFormat::Ico);
        assert_eq!(sniff(&icon, Purpose::Logo), None);
        assert_eq!(sniff(&icon, Purpose::Favicon), Some(ImageFormat::Ico));
        assert_eq!(size(&remake(&icon, ImageFormat::Ico, Purpose::Favicon).unwrap()), (64, 64));
    }

    #[test]
    fn sec_08_what_hides_behind_the_pixels_is_gone() {
        let mut polyglot = encoded(8, 8, ImageFormat::Png);
        polyglot.extend_from_slice(b"<script>alert(1)</script>");
        let text = b"\0\0\0\x1dtEXtComment\0<script>alert(1)</script>";
        polyglot.splice(33..33, text.iter().copied());
        if let Ok(made) = remake(&polyglot, ImageFormat::Png, Purpose::Logo) {
            assert!(!made.windows(7).any(|window| window == b"<script"));
        }
        let made = remake(
            &{
                let mut jpeg = encoded(8, 8, ImageFormat::Jpeg);
                jpeg.extend_from_slice(b"<script>alert(1)</script>");
                jpeg
            },
            ImageFormat::Jpeg,
            Purpose::Logo,
        )
        .unwrap();
        assert!(!made.windows(7).any(|window| window == b"<script"));
    }

    #[test]
    fn sec_28_a_bomb_is_refused_by_its_header() {
        let mut bomb = encoded(8, 8, ImageFormat::Png);
        for (width, height) in
            [(60_000_u32, 60_000_u32), (4_001, 1), (1, 4_001), (4_000, 2_001), (u32::MAX, 1)]
        {
            bomb[16..20].copy_from_slice(&width.to_be_bytes());
            bomb[20..24].copy_from_slice(&height.to_be_bytes());
            let checksum = crc(&bomb[12..29]);
            bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
            let refused = remake(&bomb, ImageFormat::Png, Purpose::Logo).unwrap_err();
            assert!(refused == TOO_BIG || refused == BROKEN, "{width} × {height}");
        }
        bomb[16..24].copy_from_slice(&[0, 0, 0x0f, 0xa0, 0, 0, 0x07, 0xd1]);
        let checksum = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert_eq!(remake(&bomb, ImageFormat::Png, Purpose::Logo), Err(TOO_BIG));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, byte| {
            (0..8).fold(
                crc ^ u32::from(*byte),
                |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
            )
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn sec_28_damage_ends_in_a_refusal_or_a_picture(
            kind in 0..4_usize, cut in 0.0..1.0_f64, flips in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..8),
        ) {
            let format = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Ico][kind];
            let purpose = if kind == 3 { Purpose::Favicon } else { Purpose::Logo };
            let mut bytes = encoded(24, 16, format);
            for (at, value) in flips {
                let at = (at * bytes.len() as f64) as usize;
                bytes[at] = value;
            }
            bytes.truncate((cut * 1.2 * bytes.len() as f64) as usize);
            if let Ok(made) = remake(&bytes, format, purpose) {
                prop_assert_eq!(sniff(&made, purpose), Some(ImageFormat::Png));
            }
        }
    }
}
