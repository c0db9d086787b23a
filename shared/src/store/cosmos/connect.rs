//! The way to the account: made when it is needed, kept while it works.

use azure_core::credentials::{Secret, TokenCredential};
use azure_data_cosmos::clients::ContainerClient;
use azure_data_cosmos::options::{OperationOptionsBuilder, ThrottlingRetryOptionsBuilder};
use azure_data_cosmos::{AccountEndpoint, AccountReference, CosmosClient, CosmosError, RoutingStrategy};
use azure_identity::{DeveloperToolsCredential, ManagedIdentityCredential};
use secrecy::ExposeSecret;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::RwLock;

use super::super::{Kind, Partition, StoreError};
use super::{containers, failure};
use crate::settings::CosmosSettings;

/// Retries of a throttled call, and how long they may take together: a request must not wait for minutes.
const RETRIES: u32 = 3;
const RETRY_TIME: Duration = Duration::from_secs(2);

/// Set by Azure where a managed identity can be had.
const IDENTITY: &str = "IDENTITY_ENDPOINT";

/// Why the account cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// No address.
    #[error("the endpoint is no address: {0}")]
    Endpoint(String),
    /// No identity to sign in with.
    #[error("no credential: {0}")]
    Credential(#[from] azure_core::Error),
    /// The account answered, but refused.
    #[error("the account refused: {0}")]
    Refused(#[source] CosmosError),
    /// More look-ups are declared than the service can index.
    #[error("the declared look-ups need {0} composite indexes, more than Cosmos DB takes")]
    Indexes(usize),
}

/// The two containers.
#[derive(Clone)]
pub(super) struct Containers {
    pub(super) directory: ContainerClient,
    pub(super) portal: ContainerClient,
}

impl Containers {
    /// The one that holds the partition.
    pub(super) fn of(&self, at: &Partition) -> &ContainerClient {
        match at {
            Partition::Directory(_) => &self.directory,
            Partition::Tenant(_) => &self.portal,
        }
    }
}

/// How to get at the containers, and those that are in use.
pub(super) struct Link {
    account: AccountReference,
    database: String,
    /// Policy of containers to be made; `None` where `infra/` makes them.
    policy: Option<serde_json::Value>,
    open: RwLock<Option<Containers>>,
}

impl Link {
    pub(super) fn new(settings: &CosmosSettings, kinds: &[&'static Kind]) -> Result<Self, ConnectError> {
        let endpoint: AccountEndpoint =
            settings.endpoint.parse().map_err(|error| ConnectError::Endpoint(format!("{error}")))?;
        let policy = super::indexing_policy_json(kinds);
        let composites = policy["compositeIndexes"].as_array().map_or(0, Vec::len);
        if composites > super::policy::COMPOSITES {
            return Err(ConnectError::Indexes(composites));
        }
        let (account, policy) = match &settings.key {
            Some(key) => {
                let key = Secret::new(key.expose_secret().to_owned());
                (AccountReference::with_authentication_key(endpoint, key), Some(policy))
            }
            None => (AccountReference::with_credential(endpoint, credential()?), None),
        };
        Ok(Self { account, database: settings.database.clone(), policy, open: RwLock::new(None) })
    }

    /// The containers; opens them where that has not happened yet. A failure is not kept.
    pub(super) async fn containers(&self) -> Result<Containers, StoreError> {
        if let Some(open) = self.open.read().await.as_ref() {
            return Ok(open.clone());
        }
        self.connect().await.map_err(|error| failure::failure(&error))
    }

    /// Opens the containers, one caller at a time.
    pub(super) async fn connect(&self) -> Result<Containers, CosmosError> {
        let mut open = self.open.write().await;
        if let Some(open) = open.as_ref() {
            return Ok(open.clone());
        }
        let throttling = ThrottlingRetryOptionsBuilder::new()
            .with_max_retry_count(RETRIES)
            .with_max_retry_wait_time(RETRY_TIME)
            .build();
        let client = CosmosClient::builder()
            .with_default_operation_options(
                OperationOptionsBuilder::new().with_throttling_retry_options(throttling).build(),
            )
            .build(self.account.clone(), RoutingStrategy::PreferredRegions(vec![]))
            .await?;
        if let Some(policy) = &self.policy {
            containers::ensure(&client, &self.database, policy).await?;
        }
        let database = client.database_client(self.database.clone());
        let fresh = Containers {
            directory: database.container_client(containers::DIRECTORY, None).await?,
            portal: database.container_client(containers::PORTAL, None).await?,
        };
        *open = Some(fresh.clone());
        Ok(fresh)
    }

    /// Opens the containers anew with the next call.
    pub(super) async fn forget(&self) {
        *self.open.write().await = None;
    }
}

/// The managed identity in Azure, the developer's own sign-in elsewhere.
fn credential() -> Result<Arc<dyn TokenCredential>, azure_core::Error> {
    if std::env::var_os(IDENTITY).is_some() {
        return Ok(ManagedIdentityCredential::new(None)?);
    }
    Ok(DeveloperToolsCredential::new(None)?)
}
