//! The rule for people's names, wherever one is typed, imported, pushed or sent by another system. Pure.
//!
//! Names appear in emails that the provider sends to addresses chosen by others, so they must not contain anything that
//! an email client turns into a link.

use unicode_normalization::UnicodeNormalization;

use super::NAME_LENGTH;
use crate::http::{clean_line, length, line};
use crate::problem::Fields;

/// The error for a name that contains an address.
pub const NAME_HOLDS_ADDRESS: &str = "Enter only the name, without web or email addresses.";

/// Top-level domains that email clients turn into links without a leading `https://`. Abbreviations such as `M.Sc`,
/// `Dr.med` or `St.John` are not hosts, so this is deliberately not a list of all top-level domains.
const ENDINGS: &[&str] = &[
    "app",
    "at",
    "biz",
    "br",
    "ca",
    "cc",
    "ch",
    "click",
    "cloud",
    "club",
    "cn",
    "co",
    "com",
    "cz",
    "de",
    "dev",
    "dk",
    "es",
    "eu",
    "example",
    "fr",
    "gov",
    "icu",
    "in",
    "info",
    "invalid",
    "io",
    "it",
    "jp",
    "kr",
    "link",
    "live",
    "localhost",
    "me",
    "mx",
    "net",
    "nl",
    "no",
    "nz",
    "online",
    "org",
    "page",
    "pl",
    "pro",
    "ru",
    "se",
    "shop",
    "site",
    "space",
    "store",
    "test",
    "tk",
    "top",
    "tv",
    "uk",
    "us",
    "vip",
    "website",
    "win",
    "work",
    "ws",
    "xyz",
    "za",
];

/// Schemes that email clients link without two slashes.
const SCHEMES: [&str; 8] = ["http", "https", "ftp", "mailto", "tel", "sms", "javascript", "data"];

/// Validates a person's name: one line of 1 to [`NAME_LENGTH`] characters without addresses. Errors go to `fields`.
pub fn person_name(fields: &mut Fields, field: &str, text: &str) -> String {
    let name = line(fields, field, text, NAME_LENGTH);
    if holds_address(&name) {
        fields.add(field, NAME_HOLDS_ADDRESS);
    }
    name
}

/// Cleans a name from another system: removes words that contain an address and truncates it. Empty if nothing is left.
#[must_use]
pub fn plain_name(text: &str) -> String {
    let cleaned = clean_line(text);
    let kept: Vec<&str> = cleaned.split(' ').filter(|word| !holds_address(word)).collect();
    let name = kept.join(" ");
    // Words that are harmless alone can form an address together.
    if holds_address(&name) {
        return String::new();
    }
    let cut: String =
        if length(&name) > NAME_LENGTH { name.chars().take(NAME_LENGTH).collect() } else { name };
    cut.trim_end().to_owned()
}

/// True if the text contains something that an email client turns into a link.
#[must_use]
pub fn holds_address(text: &str) -> bool {
    // Browsers treat full-width and ideographic dots and slashes like ASCII ones.
    let folded: String =
        text.nfkc().map(|c| if c == '\u{3002}' { '.' } else { c }).collect::<String>().to_lowercase();
    folded.contains("://") || folded.split_whitespace().any(is_address)
}

fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '/'));
    let at = word.split_once('@');
    if at.is_some_and(|(before, after)| !before.is_empty() && !after.is_empty()) {
        return true;
    }
    if word.split_once(':').is_some_and(|(scheme, rest)| SCHEMES.contains(&scheme) && !rest.is_empty()) {
        return true;
    }
    // Several hosts can follow each other without a space.
    word.split([',', ';', '(', ')', '<', '>', '[', ']', '"', '|']).any(is_host)
}

/// `host.tld`, alone or followed by a port or path.
fn is_host(part: &str) -> bool {
    let end = part.find(['/', ':', '?', '#', '\\']).unwrap_or(part.len());
    let (host, rest) = part.split_at(end);
    let labels: Vec<&str> = host.trim_end_matches('.').split('.').collect();
    let [first, .., last] = labels.as_slice() else { return false };
    let all_labels = labels
        .iter()
        .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'));
    if !all_labels {
        return false;
    }
    let is_number = labels.len() == 4 && labels.iter().all(|label| label.chars().all(|c| c.is_ascii_digit()));
    let has_ending = last.chars().count() >= 2 && !last.chars().all(|c| c.is_ascii_digit());
    let goes_on = rest.len() > 1 && has_ending;
    *first == "www" || is_number || goes_on || ENDINGS.contains(last) || last.starts_with("xn--")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sec_31_no_name_holds_an_address() {
        for name in [
            "You won! Visit http://evil.example/prize now",
            "HTTPS://EVIL.EXAMPLE",
            "evil.example/prize",
            "Visit evil.example/prize, now",
            "visit evil.com",
            "Jane (evil.com)",
            "Jane,evil.com",
            "www.evil.museum",
            "WWW.evil.museum.",
            "Jane evil.museum/x",
            "evil.museum:8080",
            "evil.museum?x=1",
            "a@b",
            "jane.doe@b.example",
            "Jane <jane@b.example>",
            "mailto:jane",
            "javascript:alert(1)",
            "tel:+491234",
            "192.0.2.7",
            "192.0.2.7/x",
            "evil。com",
            "evil．com",
            "ｗｗｗ.evil.museum",
            "ｈttp：//evil",
            "jane＠b",
            "münchen.de",
            "xn--mnchen-3ya.de",
            "Win at casino.xn--p1ai",
            "a.b.co.uk",
            "evil.com.",
            "“evil.com”",
        ] {
            assert!(holds_address(name), "{name}");
            let mut fields = Fields::default();
            let _ = person_name(&mut fields, "name", name);
            assert_eq!(fields, Fields::one("name", NAME_HOLDS_ADDRESS), "{name}");
            assert!(!holds_address(&plain_name(name)), "{name}");
        }
    }

    #[test]
    fn real_names_hold_none() {
        for name in [
            "St. John",
            "St.John Smith",
            "Dr. A. B. Smith",
            "Dr.A.B.Smith",
            "J.R.R. Tolkien",
            "J.R.R.Tolkien",
            "Anna-Maria O'Neil, Ph.D.",
            "Ph.D",
            "Karl Kunz, M.Sc.",
            "M.Sc",
            "Dr.med. Eva Lang",
            "Dr. rer. nat. Jan Ö",
            "Dr.rer.nat. Jan Ö",
            "Dipl.-Ing. (FH) Max Muster",
            "Dipl.Ing.Max",
            "Prof.Dr. Ina",
            "María Fernández Ruiz",
            "M.ª José",
            "José Mª. López",
            "Łódź Søren ß",
            "王小明",
            "田中・太郎",
            "عبد الله",
            "Reception @ Main Office",
            "Ops / Night shift",
            "n/a",
            "Team 24/7",
            "Jean-Luc d'Été",
            "Smith Jr.",
            "Sammy Davis Jr./Sr.",
            "Mr. T: the second",
            "1.2.3",
            "J. @",
        ] {
            let mut fields = Fields::default();
            assert_eq!(person_name(&mut fields, "name", name), name);
            assert_eq!(fields, Fields::default(), "{name}");
            assert_eq!(plain_name(name), name);
        }
    }

    #[test]
    fn of_a_name_from_elsewhere_the_words_without_addresses_stay() {
        assert_eq!(plain_name("Jane  Doe <jane@b.example>"), "Jane Doe");
        assert_eq!(plain_name("jane@b.example"), "");
        assert_eq!(plain_name("Visit http://evil.example/x now"), "Visit now");
        assert_eq!(plain_name(&"x".repeat(120)), "x".repeat(100));
    }

    proptest! {
        #[test]
        fn a_plain_name_is_a_name(text in "([a-zA-Z.@:/ ,\u{3002}ｗé]|www|http|com){0,40}") {
            let plain = plain_name(&text);
            prop_assert!(!holds_address(&plain), "{plain}");
            prop_assert_eq!(plain_name(&plain), plain);
        }
    }
}
