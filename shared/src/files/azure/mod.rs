//! Azure Blob Storage: one container, links that the store itself answers.
//!
//! In Azure the managed identity signs in, and links are signed with a user delegation key. With an account key, as
//! Azurite has one, requests and links are signed with that; the SDK's own clients know tokens only.

mod delegation;
mod download;
mod service_sas;
mod shared_key;
mod store;
mod upload;

use std::sync::Arc;
use std::time::Duration;

use azure_core::error::ErrorKind;
use azure_core::http::{ClientOptions, ExponentialRetryOptions, RetryOptions, Url};
use azure_identity::ManagedIdentityCredential;
use azure_storage_blob::{BlobContainerClient, BlobServiceClient, BlobServiceClientOptions};

use self::delegation::Delegation;
use self::service_sas::ServiceSas;
use self::shared_key::{AccountKey, SharedKey};
use super::FileError;
use crate::clock::SharedClock;
use crate::settings::BlobSettings;

/// No call to the account may take longer; an upload's call carries one block.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes per request, up and down.
const BLOCK: usize = 4 * 1024 * 1024;
/// The newest version of the service that Azurite 3.35 speaks.
const KEYED_VERSION: &str = "2025-11-05";
/// Seconds that a link's start lies in the past: the account's clock may be behind ours.
const SKEW: i64 = 300;
/// `Cache-Control` of what a link gives.
const CACHE: &str = "private, max-age=300";

/// Why an account cannot serve as file store.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is none. Its text is not repeated: it may be a connection string.
    #[error(
        "expected `https://ACCOUNT.blob.core.windows.net`, or an address whose path begins with the account"
    )]
    Endpoint,
    /// The key is none.
    #[error("BLOB_KEY must be the account's key in base64")]
    Key,
    /// The SDK refused.
    #[error("{0}")]
    Client(#[source] azure_core::Error),
    /// The container is missing and cannot be made.
    #[error("the container {container} cannot be made: {source}")]
    Container {
        /// Its name.
        container: String,
        /// Why.
        source: FileError,
    },
}

/// Who signs links.
enum LinkSigner {
    Key(ServiceSas),
    Delegation(Box<Delegation>),
}

/// Files in a container of a storage account.
pub struct AzureStore {
    container: BlobContainerClient,
    signer: LinkSigner,
    clock: SharedClock,
}

impl AzureStore {
    /// Opens the container. With an account key it is made where it is missing; without, it comes from `infra/` and
    /// nothing is asked of the network yet.
    pub async fn open(settings: &BlobSettings, clock: SharedClock) -> Result<Self, OpenError> {
        let endpoint: Url =
            settings.endpoint.trim_end_matches('/').parse().map_err(|_| OpenError::Endpoint)?;
        let account = account(&endpoint).ok_or(OpenError::Endpoint)?;
        let Some(key) = &settings.key else {
            let credential = ManagedIdentityCredential::new(None).map_err(OpenError::Client)?;
            let service =
                BlobServiceClient::new(endpoint, Some(credential), None).map_err(OpenError::Client)?;
            let container = service.blob_container_client(&settings.container);
            let signer = LinkSigner::Delegation(Box::new(Delegation::new(
                service,
                account,
                settings.container.clone(),
            )));
            return Ok(Self { container, signer, clock });
        };
        let key = AccountKey::parse(&account, key).ok_or(OpenError::Key)?;
        let mut client_options = client_options();
        client_options.per_try_policies.push(Arc::new(SharedKey::new(key.clone(), clock.clone())));
        let options = BlobServiceClientOptions { client_options, version: KEYED_VERSION.to_owned() };
        let service = BlobServiceClient::new(endpoint, None, Some(options)).map_err(OpenError::Client)?;
        let container = service.blob_container_client(&settings.container);
        let signer = LinkSigner::Key(ServiceSas::new(key, settings.container.clone()));
        match call(container.create(None)).await {
            Ok(_) | Err(Failed { status: Some(409), .. }) => Ok(Self { container, signer, clock }),
            Err(failed) => {
                Err(OpenError::Container { container: settings.container.clone(), source: failed.into() })
            }
        }
    }
}

/// The SDK would try eight times over a minute, while a person waits.
fn client_options() -> ClientOptions {
    let retry = ExponentialRetryOptions { max_retries: 3, ..Default::default() };
    ClientOptions { retry: RetryOptions::exponential(retry), ..Default::default() }
}

/// The account that an endpoint names: the first part of its host, or of its path where the host is a number.
fn account(endpoint: &Url) -> Option<String> {
    match endpoint.host()? {
        url::Host::Domain(host) if host.contains('.') => host.split('.').next().map(str::to_owned),
        _ => endpoint.path_segments()?.next().filter(|name| !name.is_empty()).map(str::to_owned),
    }
}

/// A call that did not succeed.
#[derive(Debug)]
struct Failed {
    /// The account's answer, where there was one.
    status: Option<u16>,
    /// What the account calls it, as `BlobNotFound`.
    code: Option<String>,
    message: String,
}

impl From<azure_core::Error> for Failed {
    fn from(error: azure_core::Error) -> Self {
        let code = match error.kind() {
            ErrorKind::HttpResponse { error_code, .. } => error_code.clone(),
            _ => None,
        };
        Self { status: error.http_status().map(u16::from), code, message: error.to_string() }
    }
}

impl From<Failed> for FileError {
    fn from(failed: Failed) -> Self {
        match failed.status {
            // The whole container: every file would seem to be gone, and an upload to lead nowhere.
            Some(404) if failed.code.as_deref() == Some("ContainerNotFound") => {
                tracing::error!(
                    message = failed.message,
                    "the blob container does not exist: create it again or restore it"
                );
                Self::Unavailable("the blob container does not exist".into())
            }
            Some(404) => Self::NotFound,
            _ => Self::Unavailable(failed.message),
        }
    }
}

/// Waits for a call, but not for ever: the SDK's own retries add up to minutes.
async fn call<T>(call: impl Future<Output = azure_core::Result<T>>) -> Result<T, Failed> {
    match tokio::time::timeout(PATIENCE, call).await {
        Ok(outcome) => outcome.map_err(Failed::from),
        Err(_) => Err(Failed {
            status: None,
            code: None,
            message: format!("no answer within {} s", PATIENCE.as_secs()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_names_its_account() {
        let of = |text: &str| account(&text.parse().unwrap());
        assert_eq!(of("https://acme.blob.core.windows.net").as_deref(), Some("acme"));
        assert_eq!(of("http://127.0.0.1:10000/devstoreaccount1").as_deref(), Some("devstoreaccount1"));
        assert_eq!(of("http://localhost:10000/devstoreaccount1").as_deref(), Some("devstoreaccount1"));
        assert_eq!(of("http://127.0.0.1:10000"), None);
    }
}
