//! A picture without what is not needed for its pixels: decoders unpack profiles and texts before any limit of theirs
//! holds, so that 300 KB of a PNG become 300 MB. Also what an attacker may repeat or announce is counted here, before
//! anything is decoded. Pure.

use std::borrow::Cow;

use image::ImageFormat;

use super::{AREA, BROKEN, Refused, SIDE, TOO_BIG};

/// Passes over a progressive JPEG at most: programs write about ten, and each costs a walk over all blocks.
const SCANS: usize = 64;
/// Chunks of a WebP at most; an animation has one for each frame.
const CHUNKS: usize = 4_096;
/// What a PNG needs: header, palette, its transparency, pixels, end; and how it is to be turned, which is not packed.
const PNG: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND"];
const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// A JPEG with more scans than [`SCANS`].
const TOO_MANY_SCANS: Refused = Refused("This picture has too many scans. Save it again and retry.");

/// What is decoded in place of `bytes`, and as what: an icon may hold a PNG.
pub(super) fn bare(bytes: &[u8], format: ImageFormat) -> Result<(Cow<'_, [u8]>, ImageFormat), Refused> {
    match format {
        ImageFormat::Png => Ok((png(bytes).into(), format)),
        ImageFormat::Jpeg => Ok((jpeg(bytes)?.into(), format)),
        ImageFormat::WebP => webp(bytes).map(|()| (bytes.into(), format)),
        ImageFormat::Ico => icon(bytes),
        _ => Err(BROKEN),
    }
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// A broken one is left to the decoder to refuse.
fn png(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(PNG_SIGNATURE);
    let mut rest = bytes.get(PNG_SIGNATURE.len()..).unwrap_or_default();
    while let (Some(length), Some(kind)) = (number::<4>(rest, 0), number::<4>(rest, 4)) {
        let whole = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX).saturating_add(12);
        let chunk = rest.get(..whole).unwrap_or(rest);
        if PNG.contains(&&kind) {
            out.extend_from_slice(chunk);
        }
        rest = &rest[chunk.len()..];
        if &kind == b"IEND" {
            break;
        }
    }
    out
}

fn jpeg(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(bytes.get(..2).ok_or(BROKEN)?);
    let (mut at, mut scans, mut turned) = (2, 0, false);
    loop {
        // Fill bytes, and what stands between two segments, are no part of either.
        while bytes.get(at).is_some_and(|byte| *byte != 0xff) || bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let Some(marker) = bytes.get(at + 1).copied() else { return Ok(out) };
        if matches!(marker, 0x00 | 0x01 | 0xd0..=0xd8) {
            at += 2;
            continue;
        }
        if marker == 0xd9 {
            out.extend_from_slice(&[0xff, 0xd9]);
            return Ok(out);
        }
        let Some(length) = number::<2>(bytes, at + 2) else { return Ok(out) };
        let end = at + 2 + usize::from(u16::from_be_bytes(length));
        let segment = bytes.get(at..end).unwrap_or(&bytes[at..]);
        let content = segment.get(4..).unwrap_or_default();
        let keep = match marker {
            0xe0 | 0xee => true,
            0xe1 if content.starts_with(b"Exif\0\0") => !std::mem::replace(&mut turned, true),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        };
        if keep {
            out.extend_from_slice(segment);
        }
        at += segment.len();
        if marker == 0xda {
            scans += 1;
            if scans > SCANS {
                return Err(TOO_MANY_SCANS);
            }
            let data = entropy(&bytes[at..]);
            out.extend_from_slice(data);
            at += data.len();
        }
    }
}

/// The coded pixels up to the next marker that is no restart.
fn entropy(bytes: &[u8]) -> &[u8] {
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) {
        at += found;
        match bytes.get(at + 1) {
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(_) => return &bytes[..at],
            None => break,
        }
    }
    bytes
}

/// Looks at the size that each frame of a WebP announces itself: the canvas may be small and what is on it huge.
fn webp(bytes: &[u8]) -> Result<(), Refused> {
    let mut count = 0;
    frames(bytes.get(12..).unwrap_or_default(), &mut count)
}

fn frames(mut rest: &[u8], count: &mut usize) -> Result<(), Refused> {
    while let (Some(kind), Some(length)) = (number::<4>(rest, 0), number::<4>(rest, 4)) {
        *count += 1;
        if *count > CHUNKS {
            return Err(BROKEN);
        }
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        let content = &rest[8..];
        let content = content.get(..length).unwrap_or(content);
        let size = match &kind {
            b"VP8 " => number::<4>(content, 6).map(|[a, b, c, d]| {
                (
                    u32::from(u16::from_le_bytes([a, b]) & 0x3fff),
                    u32::from(u16::from_le_bytes([c, d]) & 0x3fff),
                )
            }),
            b"VP8L" => number::<4>(content, 1).map(|bits| {
                let bits = u32::from_le_bytes(bits);
                ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)
            }),
            b"ANMF" => {
                frames(content.get(16..).unwrap_or_default(), count)?;
                None
            }
            _ => None,
        };
        if let Some((width, height)) = size
            && (width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > AREA)
        {
            return Err(TOO_BIG);
        }
        // A chunk of an odd length is followed by a byte that says nothing.
        let whole = length.saturating_add(length % 2).saturating_add(8);
        rest = rest.get(whole..).unwrap_or_default();
    }
    Ok(())
}

/// The largest picture of an icon file, alone: a PNG in it is a PNG as any other.
fn icon(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, ImageFormat), Refused> {
    let count = usize::from(u16::from_le_bytes(number(bytes, 4).ok_or(BROKEN)?));
    let entries = bytes.get(6..).unwrap_or_default().chunks_exact(16).take(count);
    let side = |byte: u8| if byte == 0 { 256 } else { u32::from(byte) };
    let best = entries.max_by_key(|entry| (side(entry[0]) * side(entry[1]), entry[6])).ok_or(BROKEN)?;
    let read =
        |at: usize| number(best, at).map(u32::from_le_bytes).and_then(|value| usize::try_from(value).ok());
    let (length, begin) = (read(8).ok_or(BROKEN)?, read(12).ok_or(BROKEN)?);
    let content = bytes.get(begin..begin.saturating_add(length)).ok_or(BROKEN)?;
    if content.starts_with(PNG_SIGNATURE) {
        return Ok((png(content).into(), ImageFormat::Png));
    }
    let mut out = Vec::with_capacity(22 + content.len());
    out.extend_from_slice(&[0, 0, 1, 0, 1, 0]);
    out.extend_from_slice(&best[..12]);
    out.extend_from_slice(&22_u32.to_le_bytes());
    out.extend_from_slice(content);
    Ok((out.into(), ImageFormat::Ico))
}

#[cfg(test)]
mod tests;
