//! Settings: read once from the environment; a wrong one ends the start with a sentence that names it.

mod hosts;
mod judge;

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::SecretString;

use self::hosts::{host_of, origin};
use crate::egress::Reach;

/// Which hop in front of the program is believed about the client's address and the host asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proxy {
    /// None: the connection's own.
    None,
    /// The Functions host: `X-Forwarded-For`, `X-Forwarded-Host`.
    Functions,
    /// Azure Front Door before the Functions host: `X-Azure-ClientIP`, `X-Forwarded-Host`.
    FrontDoor,
}

/// Cosmos DB in place of the embedded store.
#[derive(Debug, Clone)]
pub struct CosmosSettings {
    /// `COSMOS_ENDPOINT`.
    pub endpoint: String,
    /// `COSMOS_KEY`: for emulators; in Azure the managed identity signs in.
    pub key: Option<SecretString>,
    /// `COSMOS_DATABASE`.
    pub database: String,
}

/// Blob Storage in place of the folder.
#[derive(Debug, Clone)]
pub struct BlobSettings {
    /// `BLOB_ENDPOINT`, without a slash at the end.
    pub endpoint: String,
    /// `BLOB_KEY`: for Azurite.
    pub key: Option<SecretString>,
    /// `BLOB_CONTAINER`.
    pub container: String,
}

/// The mail server.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// `SMTP_URL`: `smtp://[user:password@]host[:port][?tls=required]` or `smtps://…`.
    pub url: SecretString,
    /// `MAIL_FROM`: the sender's address; the tenant's name stands before it.
    pub from: String,
}

/// All settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `FUNCTIONS_CUSTOMHANDLER_PORT`, else `PORTAL_PORT`.
    pub port: u16,
    /// True where the Functions host started the program: `FUNCTIONS_CUSTOMHANDLER_PORT` is set.
    pub functions_host: bool,
    /// `PORTAL_DATA`: folder of the embedded store, the files and the generated keys.
    pub data: PathBuf,
    /// `PORTAL_STATIC`: folder of the built frontend; without it the API alone is served.
    pub pages: Option<PathBuf>,
    /// `PORTAL_FONTS`: folder of the fonts for PDF files; `fonts` where the program runs, else `assets/fonts`.
    pub fonts: PathBuf,
    /// `PORTAL_ORIGIN`: where browsers reach the portal, as `scheme://host[:port]`.
    pub origin: String,
    /// `PORTAL_FILES_ORIGIN`: where browsers reach uploaded files; another host than the portal's.
    pub files_origin: String,
    /// `PORTAL_BASE_DOMAIN`: tenants are its subdomains.
    pub base_domain: Option<String>,
    /// `PORTAL_PROXY`: `none`, `functions` or `front-door`.
    pub proxy: Proxy,
    /// `PORTAL_REQUESTS_PER_MINUTE`: what one person may ask for.
    pub requests_per_minute: u32,
    /// `PORTAL_WORK_MEMORY_MB`: MiB that pictures, PDF files and CSV files may take while they are worked on, all together.
    pub work_memory: usize,
    /// `PORTAL_STORAGE_GB`, in bytes: what the files of one tenant may take.
    pub storage: u64,
    /// `PORTAL_LOG`: a tracing filter.
    pub log: String,
    /// `PORTAL_OUTBOX`: `at-once`, or `timer` where the host's timer alone delivers and this process does not read along.
    pub outbox_at_once: bool,
    /// `SESSION_KEYS`; without it a key is generated in the data folder.
    pub session_keys: Option<SecretString>,
    /// `PORTAL_CLIENT_SSO_SECRET`: shared with the Hub, signs the tokens that clients come over with.
    pub client_sso_secret: Option<SecretString>,
    /// `PORTAL_HUB_SSO_SECRET`: shared with the Hub, signs the tokens that staff come over with.
    pub hub_sso_secret: Option<SecretString>,
    /// `PORTAL_SEAL_PEM` and `PORTAL_SEAL_PEM_SLUG`: key and certificates that sign documents, as PEM text or the name of
    /// a file, by variable; without one each tenant has a generated certificate.
    seal_pems: BTreeMap<String, SecretString>,
    /// `PORTAL_TIMESTAMP_URL`: a time-stamp authority (RFC 3161) for signed documents.
    pub timestamp_url: Option<String>,
    /// `PORTAL_HUB_ORIGIN`: where the pages of staff ask for the Hub's products; must be what `VITE_HUB_URL` names.
    pub hub_origin: Option<String>,
    /// Cosmos DB, where set.
    pub cosmos: Option<CosmosSettings>,
    /// Blob Storage, where set.
    pub blob: Option<BlobSettings>,
    /// The mail server, where set; without it mails wait for 24 hours.
    pub mail: Option<MailSettings>,
    /// `PORTAL_DEV_MAIL`: folder of a mail catcher, shown at `/dev/mail`. Only on one machine that serves `localhost`.
    pub dev_mail: Option<PathBuf>,
    /// `PORTAL_EGRESS`: whom the portal calls of those whose address somebody typed: `public` or, for development,
    /// `loopback`. Only on one machine that serves `localhost`.
    pub egress: Reach,
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {expected}")]
pub struct SettingsError {
    /// The variable.
    pub name: String,
    /// What is expected, as a sentence.
    pub expected: String,
}

const KNOWN: [&str; 21] = [
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

/// The certificate for all tenants; for one of them, `_` and its slug in capitals follow, with `_` for `-`.
const SEAL_PEM: &str = "PORTAL_SEAL_PEM";

fn wrong(name: &str, expected: impl Into<String>) -> SettingsError {
    SettingsError { name: name.to_owned(), expected: expected.into() }
}

/// A package has the fonts beside the program; a checkout has them among its assets.
fn packaged_fonts() -> PathBuf {
    let beside = PathBuf::from("fonts");
    if beside.is_dir() { beside } else { PathBuf::from("assets/fonts") }
}

impl Settings {
    /// Reads the settings from variables, as [`std::env::vars`] gives them.
    pub fn read(variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, SettingsError> {
        let mut all: BTreeMap<String, String> = variables.into_iter().collect();
        if all.get("SESSION_KEYS").is_some_and(|keys| keys.trim().is_empty()) {
            return Err(wrong(
                "SESSION_KEYS",
                "is empty; expected `kid:base64url` of at least 32 random bytes, or no such setting on one machine.",
            ));
        }
        all.retain(|_, value| !value.is_empty());
        let known = |name: &str| KNOWN.contains(&name) || is_seal_pem(name);
        if let Some(name) = all.keys().find(|name| name.starts_with("PORTAL_") && !known(name)) {
            return Err(wrong(name, "this setting does not exist; see docs/running.md for those that do."));
        }
        let get = |name: &str| all.get(name).cloned();
        let port_name = if all.contains_key("FUNCTIONS_CUSTOMHANDLER_PORT") {
            "FUNCTIONS_CUSTOMHANDLER_PORT"
        } else {
            "PORTAL_PORT"
        };
        let port = get(port_name).map_or(Ok(7071), |text| {
            text.parse().map_err(|_| wrong(port_name, "expected a port number, 0 to 65535."))
        })?;
        let origin = origin("PORTAL_ORIGIN", get("PORTAL_ORIGIN"), || format!("http://localhost:{port}"))?;
        let files_origin = self::origin("PORTAL_FILES_ORIGIN", get("PORTAL_FILES_ORIGIN"), || {
            format!("http://127.0.0.1:{port}")
        })?;
        if host_of(&origin) == host_of(&files_origin) {
            return Err(wrong(
                "PORTAL_FILES_ORIGIN",
                "uploaded files must be served from another host than the portal.",
            ));
        }
        let proxy = match get("PORTAL_PROXY").as_deref() {
            None | Some("none") => Proxy::None,
            Some("functions") => Proxy::Functions,
            Some("front-door") => Proxy::FrontDoor,
            Some(_) => return Err(wrong("PORTAL_PROXY", "expected `none`, `functions` or `front-door`.")),
        };
        let requests_per_minute =
            get("PORTAL_REQUESTS_PER_MINUTE").map_or(Ok(1_200), |text| match text.parse() {
                Ok(number) if number > 0 => Ok(number),
                _ => Err(wrong("PORTAL_REQUESTS_PER_MINUTE", "expected a whole number above 0.")),
            })?;
        let work_memory = get("PORTAL_WORK_MEMORY_MB").map_or(Ok(192), |text| match text.parse() {
            Ok(number) if (64..=65_536).contains(&number) => Ok(number),
            _ => Err(wrong("PORTAL_WORK_MEMORY_MB", "expected a whole number of MiB, 64 to 65536.")),
        })?;
        let storage = get("PORTAL_STORAGE_GB").map_or(Ok(100_u64), |text| match text.parse() {
            Ok(number) if (1..=1_000_000).contains(&number) => Ok(number),
            _ => Err(wrong("PORTAL_STORAGE_GB", "expected a whole number of GB, 1 to 1000000.")),
        })?;
        let outbox_at_once = match get("PORTAL_OUTBOX").as_deref() {
            None | Some("at-once") => true,
            Some("timer") if all.contains_key("COSMOS_ENDPOINT") => false,
            Some("timer") => {
                return Err(wrong(
                    "PORTAL_OUTBOX",
                    "on one machine no timer delivers: only with COSMOS_ENDPOINT.",
                ));
            }
            Some(_) => return Err(wrong("PORTAL_OUTBOX", "expected `at-once` or `timer`.")),
        };
        let (client_sso_secret, hub_sso_secret) =
            (get("PORTAL_CLIENT_SSO_SECRET"), get("PORTAL_HUB_SSO_SECRET"));
        let hub_origin = match get("PORTAL_HUB_ORIGIN") {
            Some(text) => Some(self::origin("PORTAL_HUB_ORIGIN", Some(text), String::new)?),
            None => None,
        };
        let timestamp_url = match get("PORTAL_TIMESTAMP_URL") {
            Some(text) if !is_web_address(&text) => {
                return Err(wrong("PORTAL_TIMESTAMP_URL", "expected `http://…` or `https://…`."));
            }
            given => given,
        };
        let seal_pems = all.iter().filter(|(name, _)| is_seal_pem(name));
        let seal_pems =
            seal_pems.map(|(name, pem)| (name.clone(), SecretString::from(pem.as_str()))).collect();
        let cosmos = get("COSMOS_ENDPOINT").map(|endpoint| CosmosSettings {
            endpoint,
            key: get("COSMOS_KEY").map(SecretString::from),
            database: get("COSMOS_DATABASE").unwrap_or_else(|| "portal".into()),
        });
        let blob = get("BLOB_ENDPOINT").map(|endpoint| BlobSettings {
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            key: get("BLOB_KEY").map(SecretString::from),
            container: get("BLOB_CONTAINER").unwrap_or_else(|| "portal-files".into()),
        });
        let mail = match (get("SMTP_URL"), get("MAIL_FROM")) {
            (None, _) => None,
            (Some(_), None) => return Err(wrong("MAIL_FROM", "expected the sender's address of all mails.")),
            (Some(url), Some(from)) => Some(MailSettings { url: url.into(), from }),
        };
        let dev_mail = get("PORTAL_DEV_MAIL").map(PathBuf::from);
        let local = host_of(&origin).split(':').next() == Some("localhost");
        if dev_mail.is_some() && !local {
            return Err(wrong(
                "PORTAL_DEV_MAIL",
                "shows every mail to everybody: only where PORTAL_ORIGIN is localhost.",
            ));
        }
        // Only where neither the cloud's store nor its key management says that this is more than a desk.
        let desk = local && get("SESSION_KEYS").is_none() && proxy == Proxy::None;
        let egress = match get("PORTAL_EGRESS").as_deref() {
            None | Some("public") => Reach::Public,
            Some("loopback") if desk => Reach::Loopback,
            Some("loopback") => {
                return Err(wrong(
                    "PORTAL_EGRESS",
                    "`loopback` lets typed addresses lead to this machine: only where PORTAL_ORIGIN is localhost, \
                     PORTAL_PROXY is none and SESSION_KEYS is not set.",
                ));
            }
            Some(_) => return Err(wrong("PORTAL_EGRESS", "expected `public` or `loopback`.")),
        };
        judge::secrets(
            get("SESSION_KEYS").as_deref(),
            &[
                ("PORTAL_CLIENT_SSO_SECRET", client_sso_secret.as_deref()),
                ("PORTAL_HUB_SSO_SECRET", hub_sso_secret.as_deref()),
            ],
        )?;
        Ok(Self {
            port,
            functions_host: port_name == "FUNCTIONS_CUSTOMHANDLER_PORT",
            data: get("PORTAL_DATA").map_or_else(|| PathBuf::from(".local/data"), PathBuf::from),
            pages: get("PORTAL_STATIC").map(PathBuf::from),
            fonts: get("PORTAL_FONTS").map_or_else(packaged_fonts, PathBuf::from),
            origin,
            files_origin,
            base_domain: get("PORTAL_BASE_DOMAIN")
                .map(|domain| domain.trim_matches('.').to_ascii_lowercase()),
            proxy,
            requests_per_minute,
            work_memory,
            storage: storage * 1_000_000_000,
            log: get("PORTAL_LOG").unwrap_or_else(|| "info".into()),
            outbox_at_once,
            session_keys: get("SESSION_KEYS").map(SecretString::from),
            client_sso_secret: client_sso_secret.map(SecretString::from),
            hub_sso_secret: hub_sso_secret.map(SecretString::from),
            seal_pems,
            timestamp_url,
            hub_origin,
            cosmos,
            blob,
            mail,
            dev_mail,
            egress,
        })
    }

    /// What signs the documents of a tenant: its own, else the one for all; `None` where a certificate is generated.
    #[must_use]
    pub fn seal_pem(&self, slug: &str) -> Option<&SecretString> {
        let own = format!("{SEAL_PEM}_{}", slug.replace('-', "_").to_ascii_uppercase());
        self.seal_pems.get(&own).or_else(|| self.seal_pems.get(SEAL_PEM))
    }

    /// All certificates that sign documents, by their variable.
    pub fn seal_pems(&self) -> impl Iterator<Item = (&str, &SecretString)> {
        self.seal_pems.iter().map(|(name, pem)| (name.as_str(), pem))
    }
}

/// True for `PORTAL_SEAL_PEM` and for that of one tenant.
fn is_seal_pem(name: &str) -> bool {
    name.strip_prefix(SEAL_PEM).is_some_and(|rest| {
        let letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        rest.is_empty() || (rest.len() > 1 && rest.starts_with('_') && rest.bytes().all(letter))
    })
}

fn is_web_address(text: &str) -> bool {
    url::Url::parse(text)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
}

#[cfg(test)]
mod tests;
