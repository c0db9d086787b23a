//! Database and containers of an emulator or a trial account. In Azure `infra/` makes the same ones.

use azure_data_cosmos::models::{ContainerProperties, IndexingPolicy, TimeToLive};
use azure_data_cosmos::{CosmosClient, CosmosError};

/// Tenants and hosts: a partition of its own for each document.
pub(super) const DIRECTORY: &str = "directory";
/// Everything of the tenants: one partition each.
pub(super) const PORTAL: &str = "portal";

/// Makes what is missing.
pub(super) async fn ensure(
    client: &CosmosClient,
    database: &str,
    policy: &serde_json::Value,
) -> Result<(), CosmosError> {
    unless_there(client.create_database(database, None).await.map(drop))?;
    let policy: IndexingPolicy = serde_json::from_value(policy.clone())?;
    let client = client.database_client(database.to_owned());
    let directory = ContainerProperties::new(DIRECTORY, "/id".into()).with_indexing_policy(policy.clone());
    // Documents say themselves when they expire.
    let portal = ContainerProperties::new(PORTAL, "/tenant".into())
        .with_indexing_policy(policy)
        .with_default_ttl(TimeToLive::NoDefault);
    unless_there(client.create_container(directory, None).await.map(drop))?;
    unless_there(client.create_container(portal, None).await.map(drop))
}

fn unless_there(made: Result<(), CosmosError>) -> Result<(), CosmosError> {
    match made {
        Err(error) if error.status().is_conflict() => Ok(()),
        other => other,
    }
}
