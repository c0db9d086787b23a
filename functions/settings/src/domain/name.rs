//! Which names may be a portal's domain. Pure.

use shared::settings::Settings;

/// Bytes of a name at most: what the directory's keys hold.
const LONGEST: usize = 190;

/// The name in ASCII and small letters. The error is a sentence for the person who typed it.
pub(crate) fn parse(text: &str, settings: &Settings) -> Result<String, &'static str> {
    const NONE: &str = "This is not a domain, such as help.example.com.";
    let text = text.trim().trim_end_matches('.');
    if text.is_empty() || text.len() > 500 || !text.contains('.') {
        return Err(NONE);
    }
    let Ok(url::Host::Domain(name)) = url::Host::parse(text) else { return Err(NONE) };
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if name.len() > LONGEST || !name.split('.').all(label) {
        return Err(NONE);
    }
    let under = |base: &str| name == base || name.strip_suffix(base).is_some_and(|rest| rest.ends_with('.'));
    if settings.own_hosts().iter().any(|own| under(own))
        || settings.base_domain.as_deref().is_some_and(under)
        || under("localhost")
    {
        return Err("This name belongs to the portal itself. Use a domain of your own.");
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn settings() -> Settings {
        let pairs =
            [("PORTAL_ORIGIN", "https://app.portal.example"), ("PORTAL_BASE_DOMAIN", "portal.example")];
        Settings::read(pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))).unwrap()
    }

    #[test]
    fn names_are_told_from_other_text() {
        for (text, expected) in [
            ("help.acme.example", Some("help.acme.example")),
            (" HELP.Acme.example. ", Some("help.acme.example")),
            ("hilfe.bücher.example", Some("hilfe.xn--bcher-kva.example")),
            ("acme", None),
            ("", None),
            ("192.0.2.1", None),
            ("[::1]", None),
            ("https://help.acme.example", None),
            ("help.acme.example/x", None),
            ("help.acme.example:443", None),
            ("a_b.example", None),
            ("-a.example", None),
            ("portal.example", None),
            ("globex.portal.example", None),
            ("app.portal.example", None),
            ("my.localhost", None),
        ] {
            assert_eq!(parse(text, &settings()).ok().as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_reads_back_as_itself(text in "\\PC{0,20}\\.\\PC{0,20}") {
            if let Ok(name) = parse(&text, &settings()) {
                prop_assert_eq!(parse(&name, &settings()), Ok(name));
            }
        }
    }
}
