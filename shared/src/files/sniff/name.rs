//! The name that a file is shown and saved under.

use unicode_normalization::UnicodeNormalization;

use crate::http::without_invisible;

/// At most so many characters.
const LONGEST: usize = 200;
/// An ending of up to so many characters survives when a name is shortened.
const ENDING: usize = 20;

/// A name as a person would keep it: without folders, control characters and letters that turn the reading direction,
/// not reserved on any system, at most 200 characters. The error is a sentence for the person who chose the name.
pub fn clean_name(name: &str) -> Result<String, &'static str> {
    // Bytes beyond this cannot be a name that anybody typed; refusing keeps the work bounded.
    if name.len() > 16 * 1024 {
        return Err("Use a file name of at most 200 characters.");
    }
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // The two characters of one line end make one blank.
    let blank: String =
        last.replace("\r\n", "\n").chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let kept: String = visible(&blank).chars().map(|c| if illegal(c) { '_' } else { c }).collect();
    let kept = trim(&kept);
    if kept.is_empty() {
        return Err("Give the file a name.");
    }
    let free = if reserved(kept) { format!("_{kept}") } else { kept.to_owned() };
    // A cut can part what only together is seen.
    Ok(trim(&visible(&shorten(&free))).to_owned())
}

/// NFC without what hides text or turns its direction. Removing a mark can bring two together that compose, so it is
/// done twice.
fn visible(name: &str) -> String {
    let once: String = without_invisible(&name.nfc().collect::<String>()).nfc().collect();
    without_invisible(&once).nfc().collect()
}

/// What some file system refuses.
fn illegal(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

fn trim(name: &str) -> &str {
    name.trim_matches(|c: char| c == '.' || c.is_whitespace())
}

/// Names of devices on Windows, with or without an ending.
fn reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|rest| {
            let mut rest = rest.chars();
            matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
}

/// Cuts the stem, so that the ending still tells what the file is.
fn shorten(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() < ENDING => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let stem: String = stem.chars().take(LONGEST - ending.chars().count()).collect();
    trim(&stem).to_owned() + &ending
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TRAVERSALS: [&str; 16] = [
        "../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "/etc/shadow",
        "C:\\boot.ini",
        "C:boot.ini",
        "....//....//x",
        "..%2f..%2fx",
        "a/../b.txt",
        "\\\\server\\share\\x.txt",
        "x.txt\0.png",
        "x.txt\n.png",
        "file:///etc/passwd",
        "con.txt",
        "NUL",
        "lpt1 .log",
        "gpj.\u{202e}exe",
    ];

    fn sound(name: &str) -> bool {
        !name.is_empty()
            && name.chars().count() <= LONGEST
            && !name.contains(['/', '\\', '\0', '\n', '\r', '"', '<', '>', ':'])
            && visible(name) == name
            && !name.chars().any(|c| {
                c.is_control() || matches!(c, '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            })
            && !name.starts_with('.')
            && !name.ends_with(['.', ' '])
            && !reserved(name)
    }

    #[test]
    fn sec_20_no_name_of_the_traversal_corpus_keeps_its_sting() {
        for bad in TRAVERSALS {
            let name = clean_name(bad).unwrap();
            assert!(sound(&name), "{bad:?} became {name:?}");
        }
        for nothing in ["", ".", "..", "../..", "/", "\\", "  ", "\u{202e}", "\0", "a/"] {
            assert!(clean_name(nothing).is_err(), "{nothing:?}");
        }
    }

    #[test]
    fn a_good_name_stays_as_it_is() {
        for good in
            ["Grüße aus Köln.pdf", "報告書 2026.docx", "تقرير.pdf", "👩‍👧 photo.jpg", "a.tar.gz", "console.log"]
        {
            assert_eq!(clean_name(good).as_deref(), Ok(good));
        }
        assert_eq!(
            clean_name("Gru\u{308}n.txt").as_deref(),
            Ok("Gr\u{fc}n.txt"),
            "one way of writing a letter"
        );
    }

    #[test]
    fn line_ends_part_words_and_nothing_invisible_stays() {
        for (typed, kept) in [
            ("offer\u{2028}final.pdf", "offer final.pdf"),
            ("offer\u{2029}\u{85}final.pdf", "offer  final.pdf"),
            ("offer\nfinal.pdf", "offer final.pdf"),
            ("of\u{ad}fer\u{fe0f}\u{e0041}.pdf", "offer.pdf"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("می\u{200c}خواهم.txt", "می\u{200c}خواهم.txt"),
        ] {
            assert_eq!(clean_name(typed).as_deref(), Ok(kept));
        }
        assert!(clean_name("\u{3164}\u{200b}").is_err());
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = clean_name(&format!("{}.pdf", "ä".repeat(400))).unwrap();
        assert_eq!(name.chars().count(), LONGEST);
        assert!(name.ends_with("ä.pdf"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn sec_20_every_accepted_name_is_sound_and_stays(
            name in prop_oneof![
                "\\PC{0,300}",
                "[\\x00-\\x7f]{0,300}",
                "([./\\\\ ]|con|nul|\u{202e}|\u{200b}|ü|u\u{308}|<\u{338}|\u{37e}|[a-z]){0,40}",
            ]
        ) {
            if let Ok(clean) = clean_name(&name) {
                prop_assert!(sound(&clean), "{:?}", clean);
                let again = clean_name(&clean);
                prop_assert_eq!(again.as_deref(), Ok(clean.as_str()), "cleaning twice changes nothing");
            }
        }
    }
}
