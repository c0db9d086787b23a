//! The type of a file by its first bytes.

const OPAQUE: &str = "application/octet-stream";

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    /// The media type that it is kept under. Markup that a browser would run is `application/octet-stream`.
    pub content_type: &'static str,
    /// True where a browser may show it: its bytes and its name agree on a type of [`may_be_shown`].
    pub inline: bool,
}

/// The types that browsers show without running anything of the portal's origin, and the endings that go with them.
const SHOWN: [(&str, &[&str]); 5] = [
    ("image/png", &["png"]),
    ("image/jpeg", &["jpg", "jpeg", "jpe", "jfif"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    ("application/pdf", &["pdf"]),
];

/// Office documents are ZIP or OLE archives: their ending tells which, and they are only ever saved.
const OFFICE: [(&str, &str, &str); 12] = [
    ("docx", "application/zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/zip", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("docm", "application/zip", "application/vnd.ms-word.document.macroEnabled.12"),
    ("xlsm", "application/zip", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    ("odt", "application/zip", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/zip", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/zip", "application/vnd.oasis.opendocument.presentation"),
    ("doc", "application/x-ole-storage", "application/msword"),
    ("xls", "application/x-ole-storage", "application/vnd.ms-excel"),
    ("ppt", "application/x-ole-storage", "application/vnd.ms-powerpoint"),
    ("msg", "application/x-ole-storage", "application/vnd.ms-outlook"),
];

/// Plain text that deserves its own type.
const TEXTS: [(&str, &str); 4] =
    [("csv", "text/csv"), ("md", "text/markdown"), ("json", "application/json"), ("eml", "message/rfc822")];

/// Marks by which a browser takes text for something to run or to render.
const MARKUP: [&str; 14] = [
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<svg",
    "<?xml",
    "<iframe",
    "<math",
    "<style",
    "<img",
    "<xsl:",
    "<embed",
    "<object",
];

/// The type as a constant where a browser may show it.
#[must_use]
pub fn may_be_shown(content_type: &str) -> Option<&'static str> {
    SHOWN.iter().map(|(shown, _)| *shown).find(|shown| *shown == content_type)
}

/// Tells a file's type by its first bytes (at most [`super::HEAD`] are looked at); the name only refines it.
#[must_use]
pub fn sniff(first_bytes: &[u8], name: &str) -> Sniffed {
    let head = &first_bytes[..first_bytes.len().min(super::HEAD)];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let content_type = by_bytes(head, &ending);
    let agrees =
        |(shown, endings): &(&str, &[&str])| *shown == content_type && endings.contains(&ending.as_str());
    Sniffed { content_type, inline: SHOWN.iter().any(agrees) }
}

fn by_bytes(head: &[u8], ending: &str) -> &'static str {
    let office = |container: &str| {
        OFFICE
            .iter()
            .find(|(end, inside, _)| *end == ending && *inside == container)
            .map(|(_, _, office)| *office)
    };
    match infer::get(head).map(|found| found.mime_type()) {
        Some("text/html" | "text/xml" | "text/x-shellscript" | "image/svg+xml") => OPAQUE,
        Some(zip) if zip == "application/zip" || zip == "application/epub+zip" => {
            office("application/zip").unwrap_or(zip)
        }
        Some(found) => office(found).unwrap_or(found),
        None if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) => {
            office("application/x-ole-storage").unwrap_or(OPAQUE)
        }
        None => text(head).map_or(OPAQUE, |text| by_text(text, ending)),
    }
}

/// The head as text; a character that the cut goes through does not count.
fn text(head: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    let readable = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}');
    (!text.is_empty() && text.chars().all(readable)).then_some(text)
}

fn by_text(text: &str, ending: &str) -> &'static str {
    let lower = text.to_ascii_lowercase();
    let begins = lower.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    if begins.starts_with('<') || MARKUP.iter().any(|mark| lower.contains(mark)) {
        return OPAQUE;
    }
    if matches!(
        ending,
        "html" | "htm" | "xhtml" | "svg" | "xml" | "xsl" | "xslt" | "js" | "mjs" | "hta" | "css"
    ) {
        return OPAQUE;
    }
    TEXTS.iter().find(|(end, _)| *end == ending).map_or("text/plain", |(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    fn of(bytes: &[u8], name: &str) -> (&'static str, bool) {
        let found = sniff(bytes, name);
        (found.content_type, found.inline)
    }

    #[test]
    fn images_and_pdf_are_shown_where_name_and_bytes_agree() {
        assert_eq!(of(PNG, "Screenshot.PNG"), ("image/png", true));
        assert_eq!(of(b"\xff\xd8\xff\xe0\0\x10JFIF", "a.jpeg"), ("image/jpeg", true));
        assert_eq!(of(b"GIF89a\x01\0\x01\0", "a.gif"), ("image/gif", true));
        assert_eq!(of(b"RIFF\x10\0\0\0WEBPVP8 ", "a.webp"), ("image/webp", true));
        assert_eq!(of(b"%PDF-1.7\n", "a.pdf"), ("application/pdf", true));
        assert_eq!(of(PNG, "a.html"), ("image/png", false));
        assert_eq!(of(PNG, "a"), ("image/png", false));
    }

    #[test]
    fn markup_is_opaque_under_any_name() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>";
        for name in ["a.svg", "a.png", "a.txt", "a"] {
            for bytes in [
                &svg[..],
                b"\xef\xbb\xbf \n<!DOCTYPE html><p>",
                b"<?xml version='1.0'?><x/>",
                b"hi <ScRiPt>1",
            ] {
                assert_eq!(of(bytes, name), ("application/octet-stream", false), "{name}");
            }
        }
    }

    #[test]
    fn text_and_office_are_named_and_saved() {
        assert_eq!(of("Grüße, 1 < 2".as_bytes(), "notes.txt"), ("text/plain", false));
        assert_eq!(of(b"a,b\n1,2", "list.csv"), ("text/csv", false));
        assert_eq!(of(b"alert(1)", "run.js"), ("application/octet-stream", false));
        assert_eq!(of(b"PK\x03\x04\x14\0\0\0\x08\0", "plan.xlsx").0, OFFICE[1].2);
        assert_eq!(of(b"PK\x03\x04\x14\0\0\0\x08\0", "plan.zip"), ("application/zip", false));
        assert_eq!(
            of(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "old.doc").0,
            "application/msword"
        );
        assert_eq!(of(b"", "empty.txt"), ("application/octet-stream", false));
        assert_eq!(of(b"\0\x01\x02", "x.bin"), ("application/octet-stream", false));
    }

    #[test]
    fn a_character_cut_in_two_leaves_it_text() {
        let mut long = "ü".repeat(super::super::HEAD);
        long.insert(0, 'a');
        assert_eq!(of(long.as_bytes(), "a.txt"), ("text/plain", false));
    }
}
