//! When somebody may sign or decline, and what is kept of it. Pure.

use shared::http::{clean_line, optional_line, text};
use shared::problem::{Fields, Problem};

use crate::model::Flags;

/// Characters of a name or role at most.
const NAME: usize = 200;
/// Characters of a reason at most.
const REASON: usize = 2_000;

/// What the person was shown and is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// The version that is there now.
    pub(crate) version: u32,
    /// SHA-256 of its content.
    pub(crate) sha256: &'a str,
    /// What it demands.
    pub(crate) flags: Flags,
}

/// What the person did.
#[derive(Debug, Clone, Default)]
pub(crate) struct Deed {
    pub(crate) version: u32,
    pub(crate) content_sha256: String,
    pub(crate) scrolled_to_end: bool,
    pub(crate) acknowledged: bool,
    pub(crate) name: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) consent: String,
}

/// A signing that holds: cleaned and complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agreed {
    pub(crate) scrolled_to_end: bool,
    pub(crate) acknowledged: bool,
    pub(crate) typed_name: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) consent: String,
}

/// True where what the person read is what is there.
fn read_this(shown: Shown<'_>, version: u32, sha256: &str) -> Result<(), Problem> {
    if version != shown.version {
        return Err(Problem::Conflict(
            "There is a new version of this document. Please read it first.".into(),
        ));
    }
    if sha256 != shown.sha256 {
        return Err(Problem::Conflict(
            "This is not the text that you were shown. Please open it again.".into(),
        ));
    }
    Ok(())
}

/// Decides whether the deed is a signature. `texts` are the consents that somebody can have been shown; `undrawn` says
/// what of a name cannot be printed: nobody signs by a row of boxes.
///
/// Errors: 409 another version or text · 422 what is missing.
pub(crate) fn sign(
    shown: Shown<'_>,
    deed: &Deed,
    texts: &[&str],
    undrawn: impl Fn(&str) -> Option<String>,
) -> Result<Agreed, Problem> {
    read_this(shown, deed.version, &deed.content_sha256)?;
    let mut fields = Fields::default();
    let flags = shown.flags;
    if flags.requires_scroll_to_end && !deed.scrolled_to_end {
        fields.add("scrolled_to_end", "Read the document to its end first.");
    }
    if flags.requires_acknowledgement && !deed.acknowledged {
        fields.add("acknowledged", "Confirm that you have read the document.");
    }
    let typed_name = optional_line(&mut fields, "name", deed.name.as_deref(), NAME);
    if flags.requires_typed_name && !typed_name.as_deref().is_some_and(is_name) {
        fields.add("name", "Type your full legal name.");
    }
    let role = optional_line(&mut fields, "title", deed.role.as_deref(), NAME);
    for (field, text) in [("name", &typed_name), ("title", &role)] {
        if let Some(sentence) = text.as_deref().and_then(&undrawn) {
            fields.add(field, sentence);
        }
    }
    if !texts.contains(&deed.consent.as_str()) {
        fields.add("consent", "Agree to sign electronically.");
    }
    let agreed = Agreed {
        scrolled_to_end: deed.scrolled_to_end,
        acknowledged: deed.acknowledged,
        typed_name,
        role,
        consent: deed.consent.clone(),
    };
    fields.ok(agreed)
}

/// A name has two letters at least, of any script.
fn is_name(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
}

/// Decides whether a refusal counts; its reason, cleaned.
///
/// Errors: 409 another version or text · 422 no reason.
pub(crate) fn decline(shown: Shown<'_>, version: u32, sha256: &str, reason: &str) -> Result<String, Problem> {
    read_this(shown, version, sha256)?;
    let mut fields = Fields::default();
    let reason = text(&mut fields, "reason", reason, 1, REASON);
    fields.ok(reason)
}

/// What is kept of a browser's own words: one line of at most 300 characters.
pub(crate) fn browser(words: &str) -> Option<String> {
    let line: String = clean_line(words).chars().take(300).collect();
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CONSENT: &str = "I agree.";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn sec_22_nothing_is_signed_without_all_that_is_demanded(
            flags in (any::<bool>(), any::<bool>(), any::<bool>()),
            did in (any::<bool>(), any::<bool>(), any::<bool>()),
            versions in (1_u32..3, 1_u32..3),
            same_text in any::<bool>(),
            name in prop_oneof![Just(None), "\\PC{0,12}".prop_map(Some), Just(Some("Ann Lee".to_owned()))],
        ) {
            let flags = Flags { requires_scroll_to_end: flags.0, requires_acknowledgement: flags.1, requires_typed_name: flags.2 };
            let shown = Shown { version: versions.0, sha256: "aa", flags };
            let deed = Deed {
                version: versions.1,
                content_sha256: if same_text { "aa" } else { "ab" }.to_owned(),
                scrolled_to_end: did.0,
                acknowledged: did.1,
                name,
                role: None,
                consent: if did.2 { CONSENT } else { "" }.to_owned(),
            };
            let undrawn = |text: &str| text.contains('x').then(|| "x".to_owned());
            match sign(shown, &deed, &[CONSENT], undrawn) {
                Ok(agreed) => {
                    prop_assert!(versions.0 == versions.1 && same_text && did.2);
                    prop_assert!(agreed.scrolled_to_end || !flags.requires_scroll_to_end);
                    prop_assert!(agreed.acknowledged || !flags.requires_acknowledgement);
                    prop_assert!(agreed.typed_name.is_some() || !flags.requires_typed_name);
                    prop_assert!(!agreed.typed_name.is_some_and(|name| name.contains('x')));
                    prop_assert_eq!(agreed.consent, CONSENT);
                }
                Err(Problem::Conflict(_)) => prop_assert!(versions.0 != versions.1 || !same_text),
                Err(Problem::Invalid(_)) => prop_assert!(versions.0 == versions.1 && same_text),
                Err(other) => prop_assert!(false, "{other:?}"),
            }
        }
    }

    #[test]
    fn a_refusal_says_why() {
        let shown = Shown { version: 1, sha256: "aa", flags: Flags::default() };
        assert_eq!(decline(shown, 1, "aa", " No. \u{202e}").unwrap(), "No.");
        assert!(matches!(decline(shown, 1, "aa", " "), Err(Problem::Invalid(_))));
        assert!(matches!(decline(shown, 2, "aa", "No."), Err(Problem::Conflict(_))));
    }
}
