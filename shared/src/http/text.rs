//! Text from people: normalised, cleaned of what cannot be seen, and measured.

use unicode_normalization::UnicodeNormalization;

use crate::problem::Fields;

/// One line: NFC, trimmed, inner white space single, no controls.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let visible: String =
        text.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !hidden(*c)).collect();
    visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Several lines: NFC, trimmed, line ends `\n`, no controls but tab and line end.
#[must_use]
pub fn clean_text(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let visible: String = unified.nfc().filter(|c| matches!(c, '\n' | '\t') || !hidden(*c)).collect();
    visible.trim().to_owned()
}

/// Controls, and marks that turn the direction of what follows: they could make a text look like another.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}')
}

/// A required line of at most `most` characters; what is wrong goes to `fields`.
pub fn line(fields: &mut Fields, field: &str, text: &str, most: usize) -> String {
    measured(fields, field, clean_line(text), 1, most)
}

/// A line that may be absent or empty; `None` then.
pub fn optional_line(fields: &mut Fields, field: &str, text: Option<&str>, most: usize) -> Option<String> {
    let cleaned = measured(fields, field, clean_line(text?), 0, most);
    (!cleaned.is_empty()).then_some(cleaned)
}

/// A required text of several lines and at most `most` characters.
pub fn text(fields: &mut Fields, field: &str, text: &str, least: usize, most: usize) -> String {
    measured(fields, field, clean_text(text), least, most)
}

fn measured(fields: &mut Fields, field: &str, cleaned: String, least: usize, most: usize) -> String {
    let length = cleaned.chars().count();
    if length < least {
        fields.add(field, "Please fill this in.");
    } else if length > most {
        fields.add(field, format!("Use at most {most} characters; this has {length}."));
    }
    cleaned
}

/// An email address: one `@`, a host with a dot, no blanks or controls, at most 254 characters.
pub fn email(fields: &mut Fields, field: &str, text: &str) -> String {
    let cleaned = clean_line(text);
    let good = cleaned.split_once('@').is_some_and(|(local, host)| {
        (1..=64).contains(&local.chars().count())
            && !host.contains('@')
            && host.contains('.')
            && !host.starts_with(['.', '-'])
            && !host.ends_with(['.', '-'])
            && !host.contains("..")
            && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-')
            && !local.chars().any(|c| c.is_whitespace() || "<>(),;:\\\"[]".contains(c))
    });
    if cleaned.is_empty() {
        fields.add(field, "Please fill this in.");
    } else if !good || cleaned.len() > 254 {
        fields.add(field, "This is not an email address.");
    }
    cleaned
}

/// Characters of a phone number at most.
pub const PHONE_LENGTH: usize = 40;

/// True where a text may be a phone number.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for (text, good) in [
            ("a@b.example", true),
            ("Jane.Doe+x@mail.example.org", true),
            ("用户@例子.广告", true),
            ("a@b", false),
            ("@b.example", false),
            ("a b@c.example", false),
            ("a@b.example\nBcc: c@d.example", false),
            ("a@b@c.example", false),
        ] {
            let mut fields = Fields::default();
            email(&mut fields, "email", text);
            assert_eq!(fields.0.is_empty(), good, "{text}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_is_done_once_and_leaves_no_controls(text in any::<String>()) {
            let once = clean_line(&text);
            prop_assert_eq!(&clean_line(&once), &once);
            prop_assert!(!once.chars().any(char::is_control));
            let several = clean_text(&text);
            prop_assert_eq!(&clean_text(&several), &several);
        }
    }
}
