//! What a company's fields may hold. Pure.

use shared::http::{email, host, line, optional_line, text};
use shared::problem::Fields;

/// Characters of a company's name at most.
const NAME_LENGTH: usize = 200;
/// Characters of a PSA's id at most.
const PSA_ID_LENGTH: usize = 100;
/// Characters of notes at most.
const NOTES_LENGTH: usize = 5_000;
/// Email domains of a company at most.
const DOMAINS: usize = 50;

/// A company's name.
pub(crate) fn name(fields: &mut Fields, text: &str) -> String {
    line(fields, "name", text, NAME_LENGTH)
}

/// What the PSA calls the company; absent and empty are the same.
pub(crate) fn psa_company_id(fields: &mut Fields, text: Option<&str>) -> Option<String> {
    optional_line(fields, "psa_company_id", text, PSA_ID_LENGTH)
}

/// Whether the PSA's contacts become users by themselves: only where the PSA's id says which of its companies is meant.
pub(crate) fn psa_auto_provisioning(fields: &mut Fields, on: bool, psa_company_id: Option<&str>) -> bool {
    if on && psa_company_id.is_none() {
        fields.add("psa_company_id", "Enter the PSA company ID. The PSA's contacts are found by it.");
    }
    on
}

/// What staff want to remember.
pub(crate) fn notes(fields: &mut Fields, typed: &str) -> String {
    text(fields, "notes", typed, 0, NOTES_LENGTH)
}

/// A contact's email; absent and empty are the same.
pub(crate) fn contact_email(fields: &mut Fields, text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    Some(email(fields, "contact_email", text))
}

/// Email domains in the one spelling that addresses have, each once, without the `@` that people type before them.
pub(crate) fn email_domains(fields: &mut Fields, domains: &[String]) -> Vec<String> {
    if domains.len() > DOMAINS {
        fields.add("email_domains", format!("Give at most {DOMAINS} domains; these are {}.", domains.len()));
        return Vec::new();
    }
    let mut good: Vec<String> = Vec::new();
    for (place, typed) in domains.iter().enumerate() {
        match host(typed.trim().trim_start_matches('@').trim_end_matches('.')) {
            None => {
                fields.add(format!("email_domains[{place}]"), "This is not a domain, such as example.com.");
            }
            Some(domain) if !good.contains(&domain) => good.push(domain),
            Some(_) => {}
        }
    }
    good
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn domains_are_told_from_other_text() {
        for (text, good) in [
            ("example.com", true),
            ("@Mail.Example.ORG", true),
            ("bücher.example", true),
            ("example.com.", true),
            ("example", false),
            ("", false),
            (".example.com", false),
            ("a..example", false),
            ("-a.example", false),
            ("a_b.example", false),
            ("a b.example", false),
            ("jane@example.com", false),
            ("https://example.com", false),
        ] {
            let mut fields = Fields::default();
            let read = email_domains(&mut fields, &[text.to_owned()]);
            assert_eq!((fields.0.is_empty(), read.len()), (good, usize::from(good)), "{text}");
        }
    }

    #[test]
    fn a_domain_is_kept_once_and_the_wrong_one_is_named_by_its_place() {
        let mut fields = Fields::default();
        let typed =
            ["a.example", "@A.Example", "oops", "BÜCHER.example", "xn--bcher-kva.example"].map(str::to_owned);
        assert_eq!(email_domains(&mut fields, &typed), ["a.example", "bücher.example"]);
        assert_eq!(fields.0.keys().collect::<Vec<_>>(), ["email_domains[2]"]);
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_back_as_itself(typed in prop::collection::vec("\\PC{0,12}\\.\\PC{0,12}", 0..8)) {
            let mut fields = Fields::default();
            let once = email_domains(&mut fields, &typed);
            let mut again = Fields::default();
            prop_assert_eq!(email_domains(&mut again, &once), once);
            prop_assert!(again.0.is_empty());
        }
    }
}
