//! How a file is handed to a browser: shown only where that cannot harm, saved under its own name otherwise.

use super::Serving;
use super::sniff::may_be_shown;

/// What a file that is not shown is called: no browser runs it.
const OPAQUE: &str = "application/octet-stream";

/// The two headers that decide what a browser does with a file.
pub(super) struct Shown {
    /// `Content-Type`.
    pub(super) content_type: &'static str,
    /// `Content-Disposition`, ASCII.
    pub(super) disposition: String,
}

impl Shown {
    /// Decides anew: a serving that asks to show what must not be shown is answered with a download.
    pub(super) fn of(serving: &Serving) -> Self {
        let safe = may_be_shown(&serving.content_type).filter(|_| serving.inline);
        let how = if safe.is_some() { "inline" } else { "attachment" };
        Self { content_type: safe.unwrap_or(OPAQUE), disposition: disposition(how, &serving.name) }
    }
}

/// RFC 6266: the name in ASCII for old readers, then as it is.
fn disposition(how: &str, name: &str) -> String {
    use std::fmt::Write as _;
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' })
        .collect();
    let mut out = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(name: &str, content_type: &str, inline: bool) -> Shown {
        Shown::of(&Serving { name: name.to_owned(), content_type: content_type.to_owned(), inline })
    }

    #[test]
    fn an_image_is_shown_and_markup_never_is() {
        let image = shown("a.png", "image/png", true);
        assert_eq!(image.content_type, "image/png");
        assert_eq!(image.disposition, "inline; filename=\"a.png\"; filename*=UTF-8''a.png");
        for markup in ["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "text/plain"] {
            let saved = shown("a.svg", markup, true);
            assert_eq!(saved.content_type, "application/octet-stream");
            assert!(saved.disposition.starts_with("attachment; "));
        }
    }

    #[test]
    fn a_name_keeps_its_letters() {
        assert_eq!(
            shown("Grüße \"1\".pdf", "application/pdf", false).disposition,
            "attachment; filename=\"Gr__e _1_.pdf\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.pdf"
        );
    }

    proptest! {
        #[test]
        fn no_name_breaks_out_of_the_header(name in "\\PC*|[\\x00-\\x7f]*") {
            let header = shown(&name, "image/png", true).disposition;
            prop_assert!(header.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
            prop_assert_eq!(header.matches('"').count(), 2);
            prop_assert_eq!(header.matches(';').count() - name.matches(';').count(), 2);
        }
    }
}
