//! The only place that reads the text of a setting. No value is trimmed: what a person cannot see at the edges of a
//! value (a line end of `echo`, a blank of a form) is refused by name, for every setting alike.
//!
//! No sentence repeats a value. People paste keys and connection strings into the wrong setting.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::ops::RangeInclusive;

use super::{SettingsError, wrong};

/// The certificate for all tenants; for one of them, `_` and its slug in capitals follow, with `_` for `-`.
pub(super) const SEAL_PEM: &str = "PORTAL_SEAL_PEM";

/// Settings whose names begin with `PORTAL_`; any other such name is refused.
const PORTAL: [&str; 21] = [
    "PORTAL_PORT",
    "PORTAL_DATA",
    "PORTAL_STATIC",
    "PORTAL_FONTS",
    "PORTAL_ORIGIN",
    "PORTAL_FILES_ORIGIN",
    "PORTAL_BASE_DOMAIN",
    "PORTAL_PROXY",
    "PORTAL_REQUESTS_PER_MINUTE",
    "PORTAL_WORK_MEMORY_MB",
    "PORTAL_STORAGE_GB",
    "PORTAL_LOG",
    "PORTAL_OUTBOX",
    "PORTAL_DEV_MAIL",
    "PORTAL_EGRESS",
    "PORTAL_CLIENT_SSO_SECRET",
    "PORTAL_HUB_SSO_SECRET",
    "PORTAL_HUB_ORIGIN",
    SEAL_PEM,
    "PORTAL_TIMESTAMP_URL",
    // read by `handler tenant create` alone
    "PORTAL_ADMIN_PASSWORD",
];
/// Settings of other names.
const OTHERS: [&str; 10] = [
    "FUNCTIONS_CUSTOMHANDLER_PORT",
    "SESSION_KEYS",
    "SMTP_URL",
    "MAIL_FROM",
    "COSMOS_ENDPOINT",
    "COSMOS_KEY",
    "COSMOS_DATABASE",
    "BLOB_ENDPOINT",
    "BLOB_KEY",
    "BLOB_CONTAINER",
];

/// The texts of all settings that have a value.
pub(super) struct Texts(BTreeMap<String, String>);

impl Texts {
    /// Errors: an unknown name; a value that is blank, or has blanks or line ends at its edges.
    pub(super) fn new(variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, SettingsError> {
        let mut all: BTreeMap<String, String> =
            variables.into_iter().filter(|(name, _)| is_ours(name)).collect();
        if all.get("SESSION_KEYS").is_some_and(|keys| keys.trim().is_empty()) {
            return Err(wrong(
                "SESSION_KEYS",
                "is empty; expected `kid:base64url` of at least 32 random bytes, or no such setting on one machine.",
            ));
        }
        all.retain(|_, value| !value.is_empty());
        let known = |name: &str| PORTAL.contains(&name) || is_seal_pem(name);
        if let Some(name) = all.keys().find(|name| name.starts_with("PORTAL_") && !known(name)) {
            return Err(wrong(name, "this setting does not exist; see docs/running.md for those that do."));
        }
        all.iter().try_for_each(|(name, value)| edges(name, value))?;
        Ok(Self(all))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(super) fn owned(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    /// The certificates that sign documents, by variable.
    pub(super) fn seal_pems(&self) -> impl Iterator<Item = (&String, &String)> {
        self.0.iter().filter(|(name, _)| is_seal_pem(name))
    }

    /// A whole number, in digits alone. `unit` follows "expected a whole number", as ` of GB`.
    pub(super) fn number(
        &self,
        name: &str,
        range: RangeInclusive<u64>,
        unit: &str,
        usual: u64,
    ) -> Result<u64, SettingsError> {
        let Some(text) = self.get(name) else { return Ok(usual) };
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && range.contains(number));
        number.ok_or_else(|| {
            let (least, most) = (range.start(), range.end());
            wrong(name, format!("expected a whole number{unit}, {least} to {most}."))
        })
    }

    /// Refuses settings that mean nothing without `partner`: another store would be used in silence.
    pub(super) fn need(&self, partner: &str, names: &[&str]) -> Result<(), SettingsError> {
        match names.iter().find(|name| self.has(name)) {
            Some(name) if !self.has(partner) => {
                Err(wrong(name, format!("has no effect without {partner}; set both or neither.")))
            }
            _ => Ok(()),
        }
    }
}

/// The process's environment. Other programs' variables may be anything; ours must be text.
pub(super) fn environment() -> Result<Vec<(String, String)>, SettingsError> {
    of_system(std::env::vars_os())
}

fn of_system(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Vec<(String, String)>, SettingsError> {
    let ours = variables.into_iter().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    ours.filter(|(name, _)| is_ours(name))
        .map(|(name, value)| match value.into_string() {
            Ok(value) => Ok((name, value)),
            Err(_) => Err(wrong(&name, "is not text in UTF-8.")),
        })
        .collect()
}

fn is_ours(name: &str) -> bool {
    name.starts_with("PORTAL_") || OTHERS.contains(&name)
}

/// True for `PORTAL_SEAL_PEM` and for that of one tenant.
fn is_seal_pem(name: &str) -> bool {
    name.strip_prefix(SEAL_PEM).is_some_and(|rest| {
        let letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        rest.is_empty() || (rest.len() > 1 && rest.starts_with('_') && rest.bytes().all(letter))
    })
}

fn edges(name: &str, value: &str) -> Result<(), SettingsError> {
    // The byte order mark is no blank in Unicode, but as invisible as one.
    let unseen = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '\u{FEFF}';
    let bare = value.trim_matches(unseen);
    if bare.is_empty() {
        return Err(wrong(name, "is blank; give it a value, or leave the setting out."));
    }
    // A PEM file ends with a line end, and vaults hand it over as it is.
    let is_pem = is_seal_pem(name) && bare.contains("-----BEGIN");
    if bare.len() != value.len() && !is_pem {
        return Err(wrong(name, "has a blank or a line end before or after its value; remove it."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, value: &str) -> Result<Texts, SettingsError> {
        Texts::new([(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn sec_23_no_setting_has_blanks_or_line_ends_at_its_edges() {
        for name in PORTAL.iter().chain(&OTHERS).chain(&["PORTAL_SEAL_PEM_ACME"]) {
            for value in [" ", "\n", "\t \r\n", " x", "x ", "x\n", "x\r", "\u{FEFF}x", "\u{A0}x", "x\u{2028}"]
            {
                let refused = text(name, value).err().unwrap();
                assert_eq!(refused.name, *name, "{value:?}");
            }
            assert!(text(name, "x y").is_ok());
        }
    }

    #[test]
    fn a_certificate_may_end_with_its_line_end_and_its_files_name_may_not() {
        let pem = "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n";
        assert_eq!(text(SEAL_PEM, pem).unwrap().get(SEAL_PEM), Some(pem));
        assert!(text("PORTAL_SEAL_PEM_ACME", pem).is_ok());
        assert!(text(SEAL_PEM, "acme.pem\n").is_err());
        assert!(text("COSMOS_KEY", pem).is_err());
    }

    #[test]
    fn other_programs_variables_are_not_read() {
        assert!(text("PATH", " /bin ").unwrap().get("PATH").is_none());
    }

    #[cfg(unix)]
    #[test]
    fn sec_23_a_setting_that_is_no_text_is_named_and_not_shown() {
        use std::os::unix::ffi::OsStringExt as _;
        let bytes = |text: &[u8]| OsString::from_vec(text.to_vec());
        let of = |name: &[u8]| of_system([(bytes(name), bytes(b"SECRET\xFF"))]);
        let refused = of(b"COSMOS_KEY").unwrap_err();
        assert_eq!(refused.name, "COSMOS_KEY");
        assert!(!refused.to_string().contains("SECRET"));
        assert!(of(b"SOME_OTHER").unwrap().is_empty());
        assert!(of(b"PORTAL_\xFF").unwrap().is_empty());
    }

    #[test]
    fn a_number_is_digits_within_its_range() {
        let number =
            |value| text("PORTAL_PORT", value).and_then(|all| all.number("PORTAL_PORT", 1..=9, "", 5));
        assert_eq!(number("").unwrap(), 5);
        assert_eq!(number("9").unwrap(), 9);
        for wrong in ["0", "10", "+9", "-1", "9.0", "x", "99999999999999999999999"] {
            let said = number(wrong).unwrap_err().to_string();
            assert_eq!(said, "PORTAL_PORT: expected a whole number, 1 to 9.", "{wrong}");
        }
    }
}
