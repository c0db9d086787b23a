//! The apostrophe that keeps a spreadsheet from running a cell, put on by exports and taken off by imports.

/// True where a spreadsheet would run the text, whatever spaces or controls stand in front.
fn acts(text: &str) -> bool {
    let first = text.chars().find(|letter| !letter.is_whitespace() && !letter.is_control());
    first.is_some_and(|letter| "=+-@＝＋－＠|%".contains(letter)) || text.starts_with(['\t', '\r', '\n'])
}

/// The text as no spreadsheet takes it for a formula. What looks guarded already is guarded once more, so that
/// [`unguard`] always gives back what went in.
#[must_use]
pub fn guard(text: String) -> String {
    if acts(text.trim_start_matches('\'')) { format!("'{text}") } else { text }
}

/// The text as it was before [`guard`].
#[must_use]
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if acts(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sec_17_a_guarded_text_does_not_act_and_comes_back_as_it_was(
            text in "[ \t\r\n']{0,3}[=+@|%＝-]?[ -~\u{e9}\r\n\t\",;']{0,20}",
        ) {
            let guarded = guard(text.clone());
            prop_assert!(!acts(&guarded));
            prop_assert_eq!(unguard(&guarded), text.as_str());
        }

        #[test]
        fn any_text_comes_back_as_it_was(text in any::<String>()) {
            let guarded = guard(text.clone());
            prop_assert_eq!(unguard(&guarded), text.as_str());
        }
    }

    #[test]
    fn only_the_guard_is_taken_off() {
        for (guarded, plain) in
            [("'@home GmbH", "@home GmbH"), ("'=Anna", "=Anna"), ("''=x", "'=x"), ("'-12.50", "-12.50")]
        {
            assert_eq!(unguard(guarded), plain);
        }
        for own in ["'s-Hertogenbosch", "'n Beetje", "O'Neil", "'", "=1"] {
            assert_eq!(unguard(own), own);
        }
    }
}
