//! The place of the signature in the file: an incremental update which adds the signature, its field, and the mention of
//! both, and changes no byte of what was there.

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, StringFormat, dictionary};

use super::SealError;
use super::key::Hash;

/// Stands where the ranges come; as wide as they can get.
const RANGE: i64 = 9_999_999_999;

/// A file with an empty place for its signature.
pub(super) struct Draft {
    bytes: Vec<u8>,
    /// The signature's place, its angle brackets with it.
    hole: Range<usize>,
}

impl Draft {
    /// The digest of everything but the place itself.
    pub(super) fn digest(&self, hash: Hash) -> Vec<u8> {
        let mut digest = hash.context();
        digest.update(&self.bytes[..self.hole.start]);
        digest.update(&self.bytes[self.hole.end..]);
        digest.finish().as_ref().to_vec()
    }

    /// The file with the signature in its place.
    pub(super) fn fill(mut self, signature: &[u8]) -> Result<Vec<u8>, SealError> {
        use std::fmt::Write as _;
        if signature.len() * 2 + 2 > self.hole.len() {
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

/// Appends the signature's place. `name` is who signs, `at` when, `room` the bytes that the signature may have.
pub(super) fn append(pdf: &[u8], name: &str, at: Timestamp, room: usize) -> Result<Draft, SealError> {
    let before = Document::load_mem(pdf)?;
    let root = before.trailer.get(b"Root").and_then(Object::as_reference)?;
    let page = before.page_iter().last().ok_or(SealError::Pdf("page"))?;
    if before.catalog()?.has(b"AcroForm") || before.catalog()?.has(b"Perms") {
        return Err(SealError::Pdf("place for a signature"));
    }
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), before);
    let signature = update.new_document.add_object(signature(name, at, room));
    let field = update.new_document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal("Signature1"),
        "V" => signature, "F" => 132, "Rect" => Object::Array(vec![Object::Integer(0); 4]), "P" => page,
    });
    let catalog = dictionary_of(&mut update, root)?;
    catalog.set("AcroForm", dictionary! { "Fields" => Object::Array(vec![field.into()]), "SigFlags" => 3 });
    catalog.set("Perms", dictionary! { "DocMDP" => signature });
    annotate(&mut update, page, field)?;
    let mut bytes = Vec::with_capacity(pdf.len() + room * 2 + 4_096);
    update.save_to(&mut bytes)?;
    fix_ranges(bytes, pdf.len(), room)
}

/// The signature's dictionary. By its reference it certifies the document: nothing may be changed afterwards (DocMDP,
/// level 1), and a reader says so.
fn signature(name: &str, at: Timestamp, room: usize) -> Dictionary {
    let moment = at.to_zoned(TimeZone::UTC).strftime("D:%Y%m%d%H%M%S+00'00'").to_string();
    let rule = dictionary! {
        "Type" => "SigRef", "TransformMethod" => "DocMDP",
        "TransformParams" => dictionary! { "Type" => "TransformParams", "P" => 1, "V" => "1.2" },
    };
    let ranges: Vec<Object> = [0, RANGE, RANGE, RANGE].map(Object::Integer).into();
    dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "ETSI.CAdES.detached",
        "Name" => text(name), "M" => Object::string_literal(moment), "Reference" => Object::Array(vec![rule.into()]),
        "ByteRange" => ranges, "Contents" => Object::String(vec![0; room], StringFormat::Hexadecimal),
    }
}

/// An object of the file, to be changed by the update.
fn dictionary_of(update: &mut IncrementalDocument, id: ObjectId) -> Result<&mut Dictionary, SealError> {
    update.opt_clone_object_to_new_document(id)?;
    Ok(update.new_document.get_object_mut(id)?.as_dict_mut()?)
}

/// Adds the field to the annotations of a page, which may have links already.
fn annotate(update: &mut IncrementalDocument, page: ObjectId, field: ObjectId) -> Result<(), SealError> {
    let page = dictionary_of(update, page)?;
    match page.get_mut(b"Annots") {
        Ok(Object::Array(there)) => there.push(field.into()),
        Ok(Object::Reference(list)) => {
            let list = *list;
            update.opt_clone_object_to_new_document(list)?;
            update.new_document.get_object_mut(list)?.as_array_mut()?.push(field.into());
        }
        Ok(_) => return Err(SealError::Pdf("place for a signature")),
        Err(_) => page.set("Annots", Object::Array(vec![field.into()])),
    }
    Ok(())
}

/// Writes which bytes the signature covers: all but its own.
fn fix_ranges(mut bytes: Vec<u8>, from: usize, room: usize) -> Result<Draft, SealError> {
    let empty = format!("[0 {RANGE} {RANGE} {RANGE}]");
    let ranges = find(&bytes, empty.as_bytes(), from).ok_or(SealError::Pdf("ranges"))?;
    let hole = find(&bytes, b"/Contents<", ranges).ok_or(SealError::Pdf("place"))? + b"/Contents".len();
    let hole = hole..hole + room * 2 + 2;
    let after = bytes.len().checked_sub(hole.end).ok_or(SealError::Pdf("place"))?;
    let written = format!("[0 {:10} {:10} {after:10}]", hole.start, hole.end);
    bytes[ranges..ranges + empty.len()].copy_from_slice(written.as_bytes());
    Ok(Draft { bytes, hole })
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(what.len()).position(|some| some == what).map(|place| place + from)
}

/// Text in UTF-16, as PDF has it.
fn text(content: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(content.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}
