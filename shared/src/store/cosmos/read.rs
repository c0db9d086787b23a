//! Single documents, pages and counts.

use std::num::NonZeroU32;

use azure_data_cosmos::clients::ContainerClient;
use azure_data_cosmos::options::{MaxItemCountHint, QueryOptions};
use azure_data_cosmos::{CosmosError, FeedScope, Query as Sql};
use futures::StreamExt;
use serde::de::DeserializeOwned;

use super::super::plan;
use super::super::{Partition, Position, Query, RawDocument, RawPage, StoreError, field};
use super::document::{Read, SELECTION, name};
use super::failure::failure;
use super::{CosmosStore, sql, text};

impl CosmosStore {
    pub(super) async fn read_one(&self, at: &Partition, id: &str) -> Result<Option<RawDocument>, StoreError> {
        let read = self
            .call(true, async |containers| {
                let response = containers.of(at).read_item(name(at).to_owned(), id, None).await?;
                self.count(response.diagnostics().request_count());
                response.into_model::<Read>()
            })
            .await?;
        match read {
            Ok(read) => Ok(Some(read.into())),
            Err(error) if error.status().is_not_found() && error.is_from_wire() => Ok(None),
            Err(error) => Err(failure(&error)),
        }
    }

    pub(super) async fn read_many(
        &self,
        at: &Partition,
        ids: &[String],
    ) -> Result<Vec<RawDocument>, StoreError> {
        let query = Sql::from(format!("SELECT {SELECTION} FROM c WHERE ARRAY_CONTAINS(@ids, c.id)"))
            .with_parameter("@ids", ids)
            .map_err(|error| StoreError::Misuse(error.to_string()))?;
        let found: Vec<Read> = self.all(at, query, ids.len()).await?;
        Ok(found.into_iter().map(RawDocument::from).collect())
    }

    pub(super) async fn page(&self, at: &Partition, query: &Query) -> Result<RawPage, StoreError> {
        let plan = plan::plan(query)?;
        if plan.nothing {
            return Ok(RawPage::default());
        }
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let found: Vec<Read> = self.all(at, sql(text::page(query, &plan)?)?, limit + 1).await?;
        let more = found.len() > limit;
        let documents: Vec<RawDocument> = found.into_iter().take(limit).map(RawDocument::from).collect();
        let next = match documents.last() {
            Some(last) if more => {
                field::scalar(last, query.order)?.map(|key| Position { key, id: last.id.clone() })
            }
            _ => None,
        };
        Ok(RawPage { documents, next })
    }

    pub(super) async fn count_matching(&self, at: &Partition, query: &Query) -> Result<u64, StoreError> {
        let plan = plan::plan_count(query)?;
        if plan.nothing {
            return Ok(0);
        }
        // The service may count in parts.
        let parts: Vec<u64> = self.all(at, sql(text::count(query, &plan)?)?, 1).await?;
        Ok(parts.iter().sum())
    }

    /// All items that a query gives in one partition; `expected` of them fit on the service's page.
    pub(super) async fn all<T: DeserializeOwned + Send + 'static>(
        &self,
        at: &Partition,
        query: Sql,
        expected: usize,
    ) -> Result<Vec<T>, StoreError> {
        let scope = FeedScope::partition(name(at).to_owned());
        let found =
            self.call(false, async |containers| self.gather(containers.of(at), query, scope, expected).await);
        found.await?.map_err(|error| failure(&error))
    }

    /// Goes through the pages of the service: one, unless documents are so large that more are needed.
    pub(super) async fn gather<T: DeserializeOwned + Send + 'static>(
        &self,
        container: &ContainerClient,
        query: Sql,
        scope: FeedScope,
        expected: usize,
    ) -> Result<Vec<T>, CosmosError> {
        let size = u32::try_from(expected).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
        let options = QueryOptions::default().with_max_item_count(MaxItemCountHint::Limit(size));
        let mut pages = container.query_items::<T>(query, scope, Some(options)).await?.into_pages();
        let mut found = Vec::with_capacity(expected.min(1001));
        while let Some(page) = pages.next().await.transpose()? {
            self.count(page.diagnostics().request_count());
            let last = page.headers().continuation().is_none();
            found.extend(page.into_items());
            // The end is known without asking for it.
            if last || found.len() >= expected {
                break;
            }
        }
        Ok(found)
    }
}
