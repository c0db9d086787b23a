//! Drawings: read as XML and written anew from lists of elements and attributes.

mod lists;
mod paint;
mod write;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

pub(crate) use self::paint::Unpainted;
pub(super) use self::paint::paint;
use self::write::Drawing;
use super::Refusal;

/// Elements within elements at most.
const DEEPEST: usize = 64;
/// Elements in all at most.
const MOST: usize = 10_000;

const BROKEN: Refusal = Refusal::Content("This SVG is not well-formed XML in UTF-8.");
const EMPTY: Refusal =
    Refusal::Content("This SVG shows no shapes of its own: embedded pictures and copies do not count.");
const DOCTYPE: Refusal = Refusal::Content("This SVG declares entities. Save it as a plain SVG.");
const TOO_MUCH: Refusal = Refusal::Content("This SVG has too many elements, or they are nested too deeply.");

/// True where the text begins as XML and has an `svg` element.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    text.starts_with(b"<") && text[..text.len().min(8 * 1024)].windows(4).any(|window| window == b"<svg")
}

/// The drawing written anew.
pub(super) fn remake(bytes: &[u8]) -> Result<String, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| BROKEN)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut drawing = Drawing::default();
    let mut elements = 0_usize;
    // How deep the reader stands, and the depth from which on everything is left out.
    let (mut depth, mut dropped) = (0_usize, None);
    loop {
        match reader.read_event().map_err(|_| BROKEN)? {
            Event::Start(start) => {
                elements += 1;
                depth += 1;
                if depth > DEEPEST || elements > MOST {
                    return Err(TOO_MUCH);
                }
                if dropped.is_none() && !open(&mut drawing, &start, depth)? {
                    dropped = Some(depth);
                }
            }
            Event::Empty(start) => {
                elements += 1;
                if elements > MOST {
                    return Err(TOO_MUCH);
                }
                if dropped.is_none() && open(&mut drawing, &start, depth + 1)? {
                    drawing.close();
                }
            }
            Event::End(_) => {
                if dropped.is_none() {
                    drawing.close();
                } else if dropped == Some(depth) {
                    dropped = None;
                }
                depth = depth.checked_sub(1).ok_or(BROKEN)?;
            }
            Event::Text(text) if dropped.is_none() => drawing.text(&text.xml10_content()),
            Event::CData(text) if dropped.is_none() => drawing.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let named = quick_xml::escape::resolve_predefined_entity(&reference).map(str::to_owned);
                let numbered = reference.resolve_char_ref().map_err(|_| BROKEN)?.map(String::from);
                let text = named.or(numbered).ok_or(DOCTYPE)?;
                if dropped.is_none() {
                    drawing.text(&text);
                }
            }
            // Only the line that old drawing programs write; anything that declares something is refused.
            Event::DocType(declaration) if declaration.contains(['[', '%']) => return Err(DOCTYPE),
            Event::Eof if depth > 0 => return Err(BROKEN),
            Event::Eof => return drawing.finish().ok_or(EMPTY),
            _ => {}
        }
    }
}

/// Opens an element; false where it is left out with all that it holds.
fn open(drawing: &mut Drawing, start: &BytesStart<'_>, depth: usize) -> Result<bool, Refusal> {
    let name = start.name();
    let name = name.0;
    if (depth == 1) != (name == "svg") || (depth > 1 && !lists::is_kept(name)) || !drawing.takes_elements() {
        return if depth == 1 { Err(Refusal::Type) } else { Ok(false) };
    }
    if depth == 1 && drawing.begun() {
        return Err(BROKEN);
    }
    drawing.open(name);
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| BROKEN)?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|_| DOCTYPE)?;
        if let Some((kept, value)) = lists::attribute(name, drawing.clipping(), attribute.key.0, &value) {
            drawing.attribute(kept, &value);
        }
    }
    drawing.opened(lists::is_shape(name));
    Ok(true)
}

#[cfg(test)]
mod tests;
