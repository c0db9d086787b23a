//! The place of the signature in the file: an incremental update of a PDF that we have written ourselves, which adds the
//! signature, its field, and the mention of both, and changes no byte of what was there.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::SealError;

/// Bytes left for the signature: it takes about a thousand.
const ROOM: usize = 4096;
/// Stands where the ranges come; as wide as they can get.
const RANGES: &str = "0000000000 0000000000 0000000000 0000000000";

/// A file with an empty place for its signature.
pub(super) struct Draft {
    bytes: Vec<u8>,
    /// The signature's place, its angle brackets with it.
    hole: std::ops::Range<usize>,
}

impl Draft {
    /// SHA-256 of everything but the place itself.
    pub(super) fn digest(&self) -> Vec<u8> {
        let mut digest = Sha256::new();
        digest.update(&self.bytes[..self.hole.start]);
        digest.update(&self.bytes[self.hole.end..]);
        digest.finalize().to_vec()
    }

    /// The file with the signature in its place.
    pub(super) fn fill(mut self, signature: &[u8]) -> Result<Vec<u8>, SealError> {
        use std::fmt::Write as _;
        if signature.len() > ROOM {
            return Err(SealError::Room);
        }
        let hex = signature.iter().fold(String::with_capacity(signature.len() * 2), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        let begin = self.hole.start + 1;
        self.bytes[begin..begin + hex.len()].copy_from_slice(hex.as_bytes());
        Ok(self.bytes)
    }
}

/// Appends the signature's place. `name` is who signs, `at` when.
pub(super) fn append(pdf: &[u8], name: &str, at: Timestamp) -> Result<Draft, SealError> {
    let file = File::read(pdf)?;
    let page_number = file.last_page()?;
    let (signature, field) = (file.size, file.size + 1);
    let catalog = file.with(file.root, &format!("/AcroForm << /Fields [{field} 0 R] /SigFlags 3 >>"))?;
    let page = file.with(page_number, &format!("/Annots [{field} 0 R]"))?;
    let moment = at.to_zoned(TimeZone::UTC).strftime("D:%Y%m%d%H%M%S+00'00'").to_string();
    let signed = format!(
        "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Name {} /M ({moment}) /ByteRange [{RANGES}] /Contents <{}> >>",
        text(name),
        "0".repeat(ROOM * 2)
    );
    let widget = format!(
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V {signature} 0 R /F 132 /Rect [0 0 0 0] /P {page_number} 0 R >>"
    );
    let mut bytes = pdf.to_vec();
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    let mut places = BTreeMap::new();
    for (number, object) in [(file.root, catalog), (page_number, page), (signature, signed), (field, widget)]
    {
        places.insert(number, bytes.len());
        bytes.extend(raw(&format!("{number} 0 obj\n{object}\nendobj\n")));
    }
    let table = bytes.len();
    bytes.extend_from_slice(b"xref\n");
    for (number, place) in &places {
        bytes.extend_from_slice(format!("{number} 1\n{place:010} 00000 n \n").as_bytes());
    }
    let trailer = file.trailer(field + 1);
    bytes.extend(raw(&format!("trailer\n{trailer}\nstartxref\n{table}\n%%EOF\n")));

    let ranges = find(&bytes, RANGES.as_bytes(), pdf.len()).ok_or(SealError::Pdf("ranges"))?;
    let hole = find(&bytes, b"/Contents <", ranges).ok_or(SealError::Pdf("place"))? + b"/Contents ".len();
    let hole = hole..hole + ROOM * 2 + 2;
    let written = format!("{:010} {:010} {:010} {:010}", 0, hole.start, hole.end, bytes.len() - hole.end);
    bytes[ranges..ranges + RANGES.len()].copy_from_slice(written.as_bytes());
    Ok(Draft { bytes, hole })
}

/// A file as far as the update must know it.
struct File<'a> {
    bytes: &'a [u8],
    /// Where its table of objects lies.
    table: usize,
    /// Objects, and one.
    size: usize,
    /// The catalogue's number.
    root: usize,
    /// The trailer's dictionary without its brackets.
    ending: String,
}

impl<'a> File<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, SealError> {
        let start = rfind(bytes, b"startxref").ok_or(SealError::Pdf("startxref"))?;
        let table = number(&bytes[start + 9..]).ok_or(SealError::Pdf("table"))?;
        let from = bytes.get(table..).ok_or(SealError::Pdf("table"))?;
        let trailer = find(from, b"trailer", 0).ok_or(SealError::Pdf("trailer"))? + table;
        let ending = between(&bytes[trailer..start]).ok_or(SealError::Pdf("trailer"))?;
        let size = entry(&ending, "/Size").ok_or(SealError::Pdf("size"))?;
        let root = entry(&ending, "/Root").ok_or(SealError::Pdf("root"))?;
        Ok(Self { bytes, table, size, root, ending })
    }

    /// The dictionary of an object without its brackets: objects of ours that are no streams.
    fn dictionary(&self, object: usize) -> Result<String, SealError> {
        let missing = || SealError::Pdf("object");
        let head = find(self.bytes, b"\n", self.table + 5).ok_or_else(missing)? + 1;
        let line = self.bytes.get(head + object * 20..head + object * 20 + 10).ok_or_else(missing)?;
        let place = number(line).ok_or_else(missing)?;
        let from = self.bytes.get(place..).ok_or_else(missing)?;
        if number(from) != Some(object) {
            return Err(missing());
        }
        let end = find(from, b"endobj", 0).ok_or_else(missing)?;
        between(&from[..end]).ok_or_else(missing)
    }

    /// An object with one more entry.
    fn with(&self, object: usize, entry: &str) -> Result<String, SealError> {
        let before = self.dictionary(object)?;
        let name = entry.split(' ').next().unwrap_or_default();
        if before.contains(name) {
            return Err(SealError::Pdf("room for a signature"));
        }
        Ok(format!("<<{before} {entry} >>"))
    }

    /// Number of the last page.
    fn last_page(&self) -> Result<usize, SealError> {
        let mut object = entry(&self.dictionary(self.root)?, "/Pages").ok_or(SealError::Pdf("pages"))?;
        for _ in 0..16 {
            let node = self.dictionary(object)?;
            let Some((_, kids)) = node.split_once("/Kids") else { return Ok(object) };
            let kids = kids.split(']').next().unwrap_or_default();
            let last =
                kids.trim_end().strip_suffix('R').and_then(|rest| rest.split_whitespace().rev().nth(1));
            object = last
                .and_then(|word| word.trim_start_matches('[').parse().ok())
                .ok_or(SealError::Pdf("last page"))?;
        }
        Err(SealError::Pdf("last page"))
    }

    /// The trailer of the update.
    fn trailer(&self, size: usize) -> String {
        let before = format!("/Size {}", self.size);
        let ending = self.ending.replacen(&before, &format!("/Size {size}"), 1);
        format!("<<{ending} /Prev {} >>", self.table)
    }
}

/// What stands between the first `<<` and the last `>>`.
fn between(bytes: &[u8]) -> Option<String> {
    let begin = find(bytes, b"<<", 0)? + 2;
    let end = rfind(bytes, b">>")?;
    let inner = bytes.get(begin..end)?;
    // Byte for byte a letter, and back by `raw`: strings in a PDF may hold any byte.
    Some(inner.iter().map(|byte| char::from(*byte)).collect())
}

/// The bytes of a text that [`between`] gave: all its letters are below 256.
fn raw(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
}

/// The number behind a name, such as that of an object.
fn entry(dictionary: &str, name: &str) -> Option<usize> {
    dictionary.split_once(name).and_then(|(_, rest)| number(rest.as_bytes()))
}

/// The number that bytes begin with, blanks before it.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits: String = bytes
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(char::is_ascii_whitespace)
        .take_while(char::is_ascii_digit)
        .take(12)
        .collect();
    digits.parse().ok()
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(what.len()).position(|some| some == what).map(|place| place + from)
}

fn rfind(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|some| some == what)
}

/// Text in UTF-16, as PDF has it.
fn text(content: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::from("<feff");
    for unit in content.encode_utf16() {
        // Writing to a string cannot fail.
        let _ = write!(out, "{unit:04x}");
    }
    out.push('>');
    out
}
