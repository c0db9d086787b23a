//! Settings: read once from the environment; a wrong one ends the start with a sentence that names it.

mod hosts;
mod judge;
mod services;
mod text;
mod web;

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::SecretString;

use self::text::{SEAL_PEM, Texts};
pub(crate) use self::web::is_this_machine;
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

fn wrong(name: &str, expected: impl Into<String>) -> SettingsError {
    SettingsError { name: name.to_owned(), expected: expected.into() }
}

/// A package has the fonts beside the program; a checkout has them among its assets.
fn packaged_fonts() -> PathBuf {
    let beside = PathBuf::from("fonts");
    if beside.is_dir() { beside } else { PathBuf::from("assets/fonts") }
}

impl Settings {
    /// Reads the settings from the environment of the process.
    pub fn from_environment() -> Result<Self, SettingsError> {
        Self::read(text::environment()?)
    }

    /// Reads the settings from variables. No error repeats a value.
    pub fn read(variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, SettingsError> {
        let texts = Texts::new(variables)?;
        let get = |name: &str| texts.get(name);
        let functions_host = texts.has("FUNCTIONS_CUSTOMHANDLER_PORT");
        let port = port(&texts, functions_host)?;
        let (origin, files_origin) = origins(&texts, port)?;
        let proxy = match get("PORTAL_PROXY") {
            None | Some("none") => Proxy::None,
            Some("functions") => Proxy::Functions,
            Some("front-door") => Proxy::FrontDoor,
            Some(_) => return Err(wrong("PORTAL_PROXY", "expected `none`, `functions` or `front-door`.")),
        };
        let per_minute = texts.number("PORTAL_REQUESTS_PER_MINUTE", 1..=u32::MAX.into(), "", 1_200)?;
        let work_memory = texts.number("PORTAL_WORK_MEMORY_MB", 64..=65_536, " of MiB", 192)?;
        let storage = texts.number("PORTAL_STORAGE_GB", 1..=1_000_000, " of GB", 100)?;
        let outbox_at_once = match get("PORTAL_OUTBOX") {
            None | Some("at-once") => true,
            Some("timer") if texts.has("COSMOS_ENDPOINT") => false,
            Some("timer") => {
                return Err(wrong(
                    "PORTAL_OUTBOX",
                    "on one machine no timer delivers: only with COSMOS_ENDPOINT.",
                ));
            }
            Some(_) => return Err(wrong("PORTAL_OUTBOX", "expected `at-once` or `timer`.")),
        };
        let hub_origin =
            get("PORTAL_HUB_ORIGIN").map(|text| web::origin("PORTAL_HUB_ORIGIN", text)).transpose()?;
        let timestamp_url =
            get("PORTAL_TIMESTAMP_URL").map(|text| web::address("PORTAL_TIMESTAMP_URL", text)).transpose()?;
        let base_domain =
            get("PORTAL_BASE_DOMAIN").map(|text| web::domain("PORTAL_BASE_DOMAIN", text)).transpose()?;
        let dev_mail = get("PORTAL_DEV_MAIL").map(PathBuf::from);
        let local = web::host_name(&origin).as_deref() == Some("localhost");
        if dev_mail.is_some() && !local {
            return Err(wrong(
                "PORTAL_DEV_MAIL",
                "shows every mail to everybody: only where PORTAL_ORIGIN is localhost.",
            ));
        }
        // Only where neither the cloud's store nor its key management says that this is more than a desk.
        let desk = local && !texts.has("SESSION_KEYS") && proxy == Proxy::None;
        let egress = match get("PORTAL_EGRESS") {
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
            get("SESSION_KEYS"),
            &[
                ("PORTAL_CLIENT_SSO_SECRET", get("PORTAL_CLIENT_SSO_SECRET")),
                ("PORTAL_HUB_SSO_SECRET", get("PORTAL_HUB_SSO_SECRET")),
            ],
        )?;
        let settings = Self {
            port,
            functions_host,
            data: get("PORTAL_DATA").map_or_else(|| PathBuf::from(".local/data"), PathBuf::from),
            pages: get("PORTAL_STATIC").map(PathBuf::from),
            fonts: get("PORTAL_FONTS").map_or_else(packaged_fonts, PathBuf::from),
            origin,
            files_origin,
            base_domain,
            proxy,
            requests_per_minute: u32::try_from(per_minute).unwrap_or(u32::MAX),
            work_memory: usize::try_from(work_memory).unwrap_or(usize::MAX),
            storage: storage * 1_000_000_000,
            log: get("PORTAL_LOG").unwrap_or("info").to_owned(),
            outbox_at_once,
            session_keys: get("SESSION_KEYS").map(SecretString::from),
            client_sso_secret: get("PORTAL_CLIENT_SSO_SECRET").map(SecretString::from),
            hub_sso_secret: get("PORTAL_HUB_SSO_SECRET").map(SecretString::from),
            seal_pems: texts
                .seal_pems()
                .map(|(name, pem)| (name.clone(), SecretString::from(pem.as_str())))
                .collect(),
            timestamp_url,
            hub_origin,
            cosmos: services::cosmos(&texts)?,
            blob: services::blob(&texts)?,
            mail: services::mail(&texts)?,
            dev_mail,
            egress,
        };
        settings.keep_files_apart()?;
        Ok(settings)
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

fn port(texts: &Texts, functions_host: bool) -> Result<u16, SettingsError> {
    let name = if functions_host { "FUNCTIONS_CUSTOMHANDLER_PORT" } else { "PORTAL_PORT" };
    // 0 lets the system choose, and then nobody knows the address.
    let port = texts.number(name, 1..=u16::MAX.into(), " as a port", 7_071)?;
    Ok(u16::try_from(port).unwrap_or(u16::MAX))
}

/// Where browsers reach the portal and its files; on one machine two names of it.
fn origins(texts: &Texts, port: u16) -> Result<(String, String), SettingsError> {
    let of = |name: &str, host: &str| match texts.get(name) {
        Some(text) => web::origin(name, text),
        None => web::origin(name, &format!("http://{host}:{port}")),
    };
    Ok((of("PORTAL_ORIGIN", "localhost")?, of("PORTAL_FILES_ORIGIN", "127.0.0.1")?))
}

#[cfg(test)]
mod tests;
