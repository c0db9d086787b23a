//! The services that settings name: the stores of documents and files, and the mail server.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use secrecy::SecretString;

use super::text::Texts;
use super::{BlobSettings, CosmosSettings, MailSettings, SettingsError, web, wrong};

/// `COSMOS_…`.
pub(super) fn cosmos(texts: &Texts) -> Result<Option<CosmosSettings>, SettingsError> {
    texts.need("COSMOS_ENDPOINT", &["COSMOS_KEY", "COSMOS_DATABASE"])?;
    let Some(endpoint) = texts.get("COSMOS_ENDPOINT") else { return Ok(None) };
    let form = "expected `https://ACCOUNT.documents.azure.com:443/` alone, no connection string; a key belongs in \
                COSMOS_KEY.";
    let endpoint = web::endpoint("COSMOS_ENDPOINT", endpoint, false, form)?;
    let database = texts.owned("COSMOS_DATABASE").unwrap_or_else(|| "portal".into());
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if database.len() > 255 || !database.bytes().all(letter) {
        return Err(wrong("COSMOS_DATABASE", "expected up to 255 letters, digits, `-`, `_` and `.`."));
    }
    Ok(Some(CosmosSettings { endpoint, key: key(texts, "COSMOS_KEY")?, database }))
}

/// `BLOB_…`.
pub(super) fn blob(texts: &Texts) -> Result<Option<BlobSettings>, SettingsError> {
    texts.need("BLOB_ENDPOINT", &["BLOB_KEY", "BLOB_CONTAINER"])?;
    let Some(endpoint) = texts.get("BLOB_ENDPOINT") else { return Ok(None) };
    let form = "expected `https://ACCOUNT.blob.core.windows.net` alone, no connection string and no SAS; a key \
                belongs in BLOB_KEY.";
    let endpoint = web::endpoint("BLOB_ENDPOINT", endpoint, true, form)?;
    let container = texts.owned("BLOB_CONTAINER").unwrap_or_else(|| "portal-files".into());
    if !is_container(&container) {
        return Err(wrong(
            "BLOB_CONTAINER",
            "expected 3 to 63 small letters, digits and single `-` between them.",
        ));
    }
    Ok(Some(BlobSettings {
        endpoint: endpoint.trim_end_matches('/').to_owned(),
        key: key(texts, "BLOB_KEY")?,
        container,
    }))
}

/// `SMTP_URL` and `MAIL_FROM`. The carrier reads the address itself.
pub(super) fn mail(texts: &Texts) -> Result<Option<MailSettings>, SettingsError> {
    texts.need("SMTP_URL", &["MAIL_FROM"])?;
    match (texts.owned("SMTP_URL"), texts.owned("MAIL_FROM")) {
        (None, _) => Ok(None),
        (Some(_), None) => Err(wrong("MAIL_FROM", "expected the sender's address of all mails.")),
        (Some(url), Some(from)) => Ok(Some(MailSettings { url: url.into(), from })),
    }
}

fn key(texts: &Texts, name: &str) -> Result<Option<SecretString>, SettingsError> {
    match texts.get(name) {
        Some(key) if STANDARD.decode(key).is_err() => {
            Err(wrong(name, "expected the account's key, which is base64."))
        }
        key => Ok(key.map(SecretString::from)),
    }
}

/// Azure's rule for the names of containers.
fn is_container(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (3..=63).contains(&name.len())
        && name.bytes().all(letter)
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
}
