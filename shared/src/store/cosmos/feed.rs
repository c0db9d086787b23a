//! Readings across partitions or of a whole one: changes, directory, export.

use std::num::NonZeroU32;

use azure_data_cosmos::feed::ContinuationToken;
use azure_data_cosmos::options::{ChangeFeedOptions, ChangeFeedStartFrom, MaxItemCountHint};
use azure_data_cosmos::{CosmosError, FeedScope, Query as Sql};
use futures::StreamExt;

use super::super::{Change, Changes, Partition, RawDocument, StoreError};
use super::CosmosStore;
use super::document::{Read, SELECTION};
use super::failure::failure;

impl CosmosStore {
    /// The change feed has no end: it is read until it gives something or every range of it has given nothing.
    pub(super) async fn changed(&self, since: Option<&str>, limit: usize) -> Result<Changes, StoreError> {
        let mut options = ChangeFeedOptions::default().with_max_item_count(hint(limit));
        if let Some(cursor) = since {
            options = options.with_continuation_token(ContinuationToken::from_string(cursor.to_owned()));
        }
        let work = async |containers: super::connect::Containers| -> Result<Changes, CosmosError> {
            let container = &containers.portal;
            let ranges = container.read_feed_ranges(None).await?.len();
            let start = ChangeFeedStartFrom::Beginning;
            let mut pages = container
                .query_change_feed::<Read>(FeedScope::full_container(), start, Some(options))
                .await?;
            let mut changes = vec![];
            for _ in 0..ranges.max(1) {
                let Some(page) = pages.next().await.transpose()? else { break };
                self.count(page.diagnostics().request_count());
                changes.extend(page.into_items().into_iter().filter_map(|item| {
                    let read = item.current()?.clone();
                    Some(Change { tenant: read.tenant.clone(), document: read.into() })
                }));
                if !changes.is_empty() {
                    break;
                }
            }
            Ok(Changes { changes, cursor: pages.to_continuation_token()?.as_str().to_owned() })
        };
        match self.call(false, work).await? {
            Ok(changes) => Ok(changes),
            Err(error) if error.status().is_bad_request() && since.is_some() => {
                Err(StoreError::Misuse(format!("no cursor of this store: {error}")))
            }
            Err(error) => Err(failure(&error)),
        }
    }

    /// Every range is asked once: a cursor keeps the place of those alone that have answered.
    pub(super) async fn newest(&self) -> Result<String, StoreError> {
        let work = async |containers: super::connect::Containers| -> Result<String, CosmosError> {
            let container = &containers.portal;
            let ranges = container.read_feed_ranges(None).await?.len();
            let start = ChangeFeedStartFrom::Now;
            let mut pages =
                container.query_change_feed::<Read>(FeedScope::full_container(), start, None).await?;
            for _ in 0..ranges.max(1) {
                let Some(page) = pages.next().await.transpose()? else { break };
                self.count(page.diagnostics().request_count());
            }
            Ok(pages.to_continuation_token()?.as_str().to_owned())
        };
        self.call(false, work).await?.map_err(|error| failure(&error))
    }

    pub(super) async fn listed(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, StoreError> {
        let query = by_id(after, limit)?;
        let found = self.call(false, async |containers| {
            self.gather::<Read>(&containers.directory, query, FeedScope::full_container(), limit).await
        });
        let found = found.await?.map_err(|error| failure(&error))?;
        Ok(found.into_iter().map(RawDocument::from).collect())
    }

    pub(super) async fn exported(
        &self,
        at: &Partition,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, StoreError> {
        let found: Vec<Read> = self.all(at, by_id(after, limit)?, limit).await?;
        Ok(found.into_iter().map(RawDocument::from).collect())
    }
}

/// Any documents by id, behind `after`.
fn by_id(after: Option<&str>, limit: usize) -> Result<Sql, StoreError> {
    let text = format!("SELECT TOP {limit} {SELECTION} FROM c WHERE c.id > @after ORDER BY c.id");
    Sql::from(text)
        .with_parameter("@after", after.unwrap_or(""))
        .map_err(|error| StoreError::Misuse(error.to_string()))
}

fn hint(limit: usize) -> MaxItemCountHint {
    MaxItemCountHint::Limit(u32::try_from(limit).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN))
}
