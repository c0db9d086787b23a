//! The worst that may be sent of each kind.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::outcome::Outcome;

/// Nothing but cells.
pub(super) fn commas(count: usize) -> String {
    ",".repeat(count)
}

/// 20,000 rows of 60 columns, as much as is read; each row is a person with a mistake in it.
pub(super) fn rows() -> String {
    let rest = ",abc".repeat(56);
    let mut text = format!("company,name,email,role{}\n", ",more".repeat(56));
    for number in 0..20_000 {
        let row = format!("Company {number},Robin {number},person{number},user{rest}\n");
        if text.len() + row.len() > 4_900_000 {
            break;
        }
        text.push_str(&row);
    }
    text
}

/// 2,000 invoices in 2 MB.
pub(super) fn invoices() -> String {
    let mut text = "number,company,issued,currency,description,unit_price\n".to_owned();
    for number in 0..20_000 {
        let invoice = number % 2_000;
        let row =
            format!("N-{invoice},Nobody {invoice},2026-03-01,EUR,{},12.50\n", "Managed service ".repeat(4));
        if text.len() + row.len() > 2_000_000 {
            break;
        }
        text.push_str(&row);
    }
    text
}

/// 8 million pixels of 16 bits a channel, and a profile that unpacks to 300 MB.
pub(super) fn png() -> Outcome<Vec<u8>> {
    const WIDTH: u32 = 4_000;
    const HEIGHT: u32 = 2_000;
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend_from_slice(&WIDTH.to_be_bytes());
    header.extend_from_slice(&HEIGHT.to_be_bytes());
    header.extend_from_slice(&[16, 6, 0, 0, 0]);
    chunk(&mut png, b"IHDR", &header)?;
    let profile = [b"x\0\0".as_slice(), &packed(300, 1 << 20)?].concat();
    chunk(&mut png, b"iCCP", &profile)?;
    // A filter byte and eight bytes for each pixel.
    let row = usize::try_from(WIDTH * 8 + 1)?;
    chunk(&mut png, b"IDAT", &packed(usize::try_from(HEIGHT)?, row)?)?;
    chunk(&mut png, b"IEND", &[])?;
    Ok(png)
}

/// So many pieces of zeros.
fn packed(pieces: usize, piece: usize) -> Outcome<Vec<u8>> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    let piece = vec![0; piece];
    for _ in 0..pieces {
        packer.write_all(&piece)?;
    }
    Ok(packer.finish()?)
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], content: &[u8]) -> Outcome {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(content);
    png.extend_from_slice(&u32::try_from(content.len())?.to_be_bytes());
    png.extend_from_slice(kind);
    png.extend_from_slice(content);
    png.extend_from_slice(&sum.sum().to_be_bytes());
    Ok(())
}
