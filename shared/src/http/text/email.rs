//! The one judge of email addresses: whatever is accepted here can be put into a mail, and one mailbox is one address.

use std::fmt;

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization;

use super::{annotates, is_blank, is_invisible};
use crate::problem::Fields;

/// Bytes of an address at most, with its host as the mail system writes it (RFC 5321).
const LONGEST: usize = 254;
/// Bytes of the part before the `@` at most.
const LONGEST_LOCAL: usize = 64;

/// Why a text is no email address that mail can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressError {
    /// Nothing was typed.
    Empty,
    /// It holds characters that nobody sees.
    Invisible,
    /// Letters of alphabets that look alike stand in one word.
    MixedAlphabets,
    /// All letters of a label of its host look like Latin ones and are Cyrillic.
    LooksLatin,
    /// It is not of the form `name@host`.
    Malformed,
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Please fill this in.",
            Self::Invisible => {
                "This holds a character that cannot be seen. Type the address instead of pasting it."
            }
            Self::MixedAlphabets => {
                "This mixes look-alike letters of different alphabets. Type it again in one alphabet."
            }
            Self::LooksLatin => {
                "The part after @ uses Cyrillic letters that look like Latin ones. Type it in Latin letters."
            }
            Self::Malformed => "This is not an email address.",
        })
    }
}

/// An email address that mail can be sent to, in its one spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    at: usize,
}

impl Address {
    /// Reads what somebody typed. White space around it is left out; nothing else is.
    pub fn parse(typed: &str) -> Result<Self, AddressError> {
        let trimmed = typed.trim_matches(|c| is_blank(c) && !annotates(c));
        if trimmed.is_empty() {
            return Err(AddressError::Empty);
        }
        // Bounds the work; a character has four bytes at most.
        if trimmed.len() > 4 * LONGEST {
            return Err(AddressError::Malformed);
        }
        if trimmed.chars().any(|c| is_invisible(c) && !c.is_whitespace()) {
            return Err(AddressError::Invisible);
        }
        let composed: String = trimmed.nfc().collect();
        let (local, typed_host) = composed.rsplit_once('@').ok_or(AddressError::Malformed)?;
        if !is_local(local) {
            return Err(AddressError::Malformed);
        }
        let host = readable_host(typed_host).ok_or(AddressError::Malformed)?;
        if mixed(local) || mixed(&host) {
            return Err(AddressError::MixedAlphabets);
        }
        if looks_latin(&host) {
            return Err(AddressError::LooksLatin);
        }
        let ascii = ascii_host(&host).ok_or(AddressError::Malformed)?;
        // What writes the mail has the last word.
        let sendable = lettre::Address::new(local, &ascii).is_ok();
        if !sendable || local.len() + 1 + ascii.len() > LONGEST {
            return Err(AddressError::Malformed);
        }
        Ok(Self { at: local.len(), text: format!("{local}@{host}") })
    }

    /// The address as it is stored and shown: the host in small letters and in its own script.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before the `@`, as it was typed.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.text[..self.at]
    }

    /// The address as every mail server takes it: its host in ASCII. Where the part before the `@` has letters beyond
    /// ASCII, only servers with SMTPUTF8 take it.
    #[must_use]
    pub fn mailbox(&self) -> Option<lettre::Address> {
        lettre::Address::new(self.local(), ascii_host(self.host())?).ok()
    }

    /// The host, in small letters and in its own script.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.text[self.at + 1..]
    }
}

/// An email address. What is wrong goes to `fields`; the answer is then what was typed, on one line.
pub fn email(fields: &mut Fields, field: &str, typed: &str) -> String {
    match Address::parse(typed) {
        Ok(address) => address.text,
        Err(error) => {
            fields.add(field, error.to_string());
            super::clean_line(typed)
        }
    }
}

/// A host name in its one spelling: small letters, its own script (`bücher.example` for `xn--bcher-kva.example`). `None`
/// for anything that is no name in the domain name system with at least two labels, and for names that look like others.
#[must_use]
pub fn host(typed: &str) -> Option<String> {
    readable_host(typed).filter(|host| !mixed(host) && !looks_latin(host))
}

fn readable_host(typed: &str) -> Option<String> {
    if typed.len() > 4 * LONGEST || typed.chars().any(is_invisible) {
        return None;
    }
    let ascii = ascii_host(typed)?;
    let (own, read) = Uts46::new().to_unicode(ascii.as_bytes(), AsciiDenyList::STD3, Hyphens::Check);
    read.ok()?;
    let last = ascii.rsplit_once('.')?.1;
    // Four numbers are an address of a machine, no name.
    let numeric = last.bytes().all(|byte| byte.is_ascii_digit());
    (!numeric).then(|| own.into_owned())
}

/// The host as the domain name system writes it, in ASCII.
fn ascii_host(host: &str) -> Option<String> {
    let written =
        Uts46::new().to_ascii(host.as_bytes(), AsciiDenyList::STD3, Hyphens::Check, DnsLength::Verify);
    written.ok().map(std::borrow::Cow::into_owned)
}

/// Words with single dots between them, of letters, digits and the signs that need no quotes. Compatibility letters
/// (wide, mathematical, ligatures) are other characters that look the same and are refused.
fn is_local(local: &str) -> bool {
    let fits = |c: char| {
        if c.is_ascii() {
            c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c)
        } else {
            c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
        }
    };
    (1..=LONGEST_LOCAL).contains(&local.len())
        && local.split('.').all(|word| !word.is_empty() && word.chars().all(fits))
        && local.nfkc().eq(local.chars())
}

/// True where a label under an ending in Latin letters has Cyrillic letters alone that look like Latin ones: browsers show
/// such names in ASCII.
fn looks_latin(host: &str) -> bool {
    let alike = |c: char| "асԁеһіјӏорԛѕԝхуъьҽпгѵѡ".contains(c);
    let latin = |label: &str| {
        label.contains(alike) && label.chars().all(|c| alike(c) || c.is_ascii_digit() || c == '-')
    };
    host.rsplit_once('.').is_some_and(|(labels, last)| last.is_ascii() && labels.split('.').any(latin))
}

/// True where a word holds Latin letters and letters of an alphabet with the same shapes, or of two such alphabets.
fn mixed(text: &str) -> bool {
    let script = CodePointMapData::<Script>::new();
    text.split(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c)).any(
        |word| {
            let mut seen: Option<Script> = None;
            word.chars().any(|c| {
                let of = script.get(c);
                let alike = matches!(
                    of,
                    Script::Latin
                        | Script::Cyrillic
                        | Script::Greek
                        | Script::Armenian
                        | Script::Georgian
                        | Script::Cherokee
                        | Script::Coptic
                        | Script::Lisu
                        | Script::Deseret
                        | Script::Gothic
                        | Script::OldItalic
                        | Script::Osage
                        | Script::Runic
                        | Script::Ogham
                        | Script::Tifinagh
                        | Script::Vai
                        | Script::CanadianAboriginal
                );
                alike && seen.replace(of).is_some_and(|before| before != of)
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for (typed, kept) in [
            ("a@b.example", "a@b.example"),
            (" Jane.Doe+x@Mail.Example.ORG\n", "Jane.Doe+x@mail.example.org"),
            ("用户@例子.广告", "用户@例子.广告"),
            ("jörg@client.example", "jörg@client.example"),
            ("jo\u{308}rg@client.example", "jörg@client.example"),
            ("иван@почта.example", "иван@почта.example"),
            ("اسم@مثال.example", "اسم@مثال.example"),
            ("o'neil@b.example", "o'neil@b.example"),
            ("a@b-c.example", "a@b-c.example"),
            ("ivan.иван@b.example", "ivan.иван@b.example"),
        ] {
            assert_eq!(Address::parse(typed).unwrap().as_str(), kept, "{typed}");
        }
        for typed in [
            "a@b",
            "@b.example",
            "a@",
            "a",
            "a b@c.example",
            "a@b.example\nBcc: c@d.example",
            "a@b@c.example",
            "taro..y@docomo.example",
            "taro.@docomo.example",
            ".taro@docomo.example",
            "\"quoted\"@b.example",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@b..example",
            "a@.b.example",
            "a@b.example.",
            "a@-b.example",
            "a@b-.example",
            "a@b_c.example",
            "a@b.123",
            "a<b@c.example",
            "Jane <a@b.example>",
            "a,b@c.example",
            "ａ@b.example",
            "𝐝ana@b.example",
            "oﬃce@b.example",
            "a\u{a0}b@c.example",
        ] {
            assert_eq!(Address::parse(typed), Err(AddressError::Malformed), "{typed:?}");
        }
        let long = |local: usize, host: usize| format!("{}@{}.example", "l".repeat(local), "h".repeat(host));
        assert!(Address::parse(&long(64, 63)).is_ok());
        assert!(Address::parse(&long(65, 9)).is_err());
        assert!(Address::parse(&long(9, 64)).is_err());
        assert!(Address::parse(&format!("{}@b.example", "ü".repeat(33))).is_err(), "66 bytes");
    }

    #[test]
    fn sec_33_one_mailbox_is_one_address() {
        for spelled in [
            "a@BÜCHER.example",
            "a@xn--bcher-kva.example",
            "a@bu\u{308}cher.example",
            "a@XN--BCHER-KVA.Example",
            "a@ｂücher。example",
        ] {
            assert_eq!(Address::parse(spelled).unwrap().as_str(), "a@bücher.example", "{spelled}");
        }
        assert_eq!(host("xn--bcher-kva.example").as_deref(), Some("bücher.example"));
        assert_eq!(host("xn--0.example"), None);
        assert_eq!(host("localhost"), None);
    }

    #[test]
    fn sec_33_addresses_that_look_like_others_are_refused() {
        for hidden in [
            '\u{200B}',
            '\u{AD}',
            '\u{FE0F}',
            '\u{E0041}',
            '\u{200D}',
            '\u{200C}',
            '\u{2060}',
            '\u{FEFF}',
            '\u{202E}',
            '\u{200F}',
            '\u{34F}',
            '\u{3164}',
            '\u{180E}',
            '\0',
        ] {
            for typed in [
                format!("dana{hidden}@b.example"),
                format!("{hidden}dana@b.example"),
                format!("dana@b{hidden}.example"),
                format!("dana@b.example{hidden}"),
            ] {
                assert_eq!(Address::parse(&typed), Err(AddressError::Invisible), "{typed:?}");
            }
        }
        for typed in
            ["dаna@b.example", "dana@раypal.example", "αdmin@b.example", "dana@xn--pypal-4ve.example"]
        {
            assert_eq!(Address::parse(typed), Err(AddressError::MixedAlphabets), "{typed}");
        }
        // Cyrillic from the first letter to the last.
        for typed in ["dana@сосо.example", "dana@х.раура1.example", "dana@xn--n1aahb.example"] {
            assert_eq!(Address::parse(typed), Err(AddressError::LooksLatin), "{typed}");
        }
        assert_eq!(host("раура1.example"), None);
        assert_eq!(host("раypal.example"), None);
        assert_eq!(host("сор.рф").as_deref(), Some("сор.рф"));
    }

    #[test]
    fn what_is_wrong_is_a_sentence_at_its_field() {
        let mut fields = Fields::default();
        assert_eq!(email(&mut fields, "email", " A@B.Example "), "A@b.example");
        assert!(fields.0.is_empty());
        assert_eq!(email(&mut fields, "email", "da\u{200B}na@b.example"), "dana@b.example");
        assert!(fields.0["email"].contains("cannot be seen"));
    }

    proptest! {
        #[test]
        fn what_is_accepted_can_be_mailed_and_stays(typed in prop_oneof![
            "\\PC{0,30}@\\PC{1,20}\\.[a-z]{2,5}",
            "[a-zA-Z0-9.+_'-]{1,20}@[a-zA-Z0-9.-]{1,20}\\.[a-z]{2,5}",
            "[äöüßéжя.a-z\u{301}]{1,8}@[äöüßжя.a-zA-Z-]{1,8}\\.example",
        ]) {
            if let Ok(address) = Address::parse(&typed) {
                prop_assert!(address.mailbox().is_some());
                prop_assert!(address.as_str().parse::<lettre::Address>().is_ok(), "{}", address.as_str());
                prop_assert_eq!(Address::parse(address.as_str()), Ok(address.clone()));
                prop_assert!(!address.as_str().chars().any(is_invisible));
            }
        }
    }
}
