//! Search terms and sort keys made anew, once, after an update that folds words in another way than before.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::app::App;
use shared::problem::Problem;
use shared::store::limits::BATCH_BYTES;
use shared::store::{Document, Kind, Operation, Partition, RawDocument, Reach, StoreError, sort_key};
use shared::tenant::Scope;

use crate::commands::terms_of;

/// Raised with every change of how words are folded or cut: see `shared::store::terms`.
const FOLDING: u32 = 3;
/// Documents read at once.
const PAGE: usize = 100;
/// Documents of one tenant looked at in one run; the next one goes on.
const MOST: usize = 50_000;

/// How far a tenant's documents have the present terms and sort keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Folded {
    id: String,
    folding: u32,
    /// The last document that was looked at; absent where all were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

impl Folded {
    const ID: &'static str = "search_folding";
}

/// One for each tenant.
pub(crate) static FOLDED: Kind =
    Kind { name: "search_folding", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Folded {
    const KIND: &'static Kind = &FOLDED;

    fn id(&self) -> &str {
        &self.id
    }
}

/// Writes the documents of all tenants again whose terms or sort keys may be of an older folding; how many. A tenant where
/// that has been done costs one read.
///
/// Errors: the store cannot be reached; the next run goes on.
pub async fn run(app: &App) -> Result<u64, Problem> {
    let mut written = 0;
    for tenant in app.directory.list().await? {
        let Some((scope, _)) = app.directory.scope(&tenant.slug).await? else { continue };
        let known = app.store.get::<Folded>(&scope, Folded::ID).await?;
        let state = known.as_ref().map(|known| &known.value).filter(|state| state.folding == FOLDING);
        if state.is_some_and(|state| state.after.is_none()) {
            continue;
        }
        let (count, after) = fold(app, &scope, state.and_then(|state| state.after.clone())).await?;
        written += count;
        let now = Folded { id: Folded::ID.to_owned(), folding: FOLDING, after };
        let mut batch = app.store.batch(&scope);
        match &known {
            Some(known) => batch.replace(known, &now),
            None => batch.create(&now),
        };
        match app.store.commit(batch).await {
            // Another process does the same work.
            Ok(_) | Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(written)
}

/// Goes through a tenant's documents; how many were written, and where to go on.
async fn fold(app: &App, scope: &Scope, mut after: Option<String>) -> Result<(u64, Option<String>), Problem> {
    let (store, at) = (app.store.adapter(), Partition::Tenant(scope.tenant().to_string()));
    let (mut looked, mut written) = (0, 0);
    while looked < MOST {
        let page = store.export(&at, after.as_deref(), PAGE).await?;
        let Some(last) = page.last() else { return Ok((written, None)) };
        after = Some(last.id.clone());
        looked += page.len();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for document in page {
            let Some(document) = folded(document)? else { continue };
            let size =
                document.data.get().len() + document.terms.iter().map(|term| term.len() + 3).sum::<usize>();
            if bytes + size > BATCH_BYTES {
                written += replace(app, &at, std::mem::take(&mut batch)).await?;
                bytes = 0;
            }
            bytes += size;
            batch.push(document);
        }
        written += replace(app, &at, batch).await?;
    }
    Ok((written, after))
}

/// The document as it is written today; `None` where nothing in it is folded. Version and times stay: nobody sees a
/// change.
fn folded(mut document: RawDocument) -> Result<Option<RawDocument>, Problem> {
    let sorted = sorted(&document)?;
    let is_sorted = sorted.is_some();
    if let Some(data) = sorted {
        document.data = serde_json::value::to_raw_value(&data).map_err(Problem::internal)?;
    }
    document.terms = terms_of(&document)?;
    Ok((is_sorted || !document.terms.is_empty()).then_some(document))
}

/// The data with its sort key made anew; `None` where it has none or has that one.
fn sorted(document: &RawDocument) -> Result<Option<Value>, Problem> {
    let json = document.data.get();
    if !json.contains("\"sort_") {
        return Ok(None);
    }
    let mut data: Value = serde_json::from_str(json).map_err(Problem::internal)?;
    let key = |text: &Value| text.as_str().map(|text| Value::from(sort_key(text)));
    let company = data.pointer("/company/name").and_then(key);
    let mut changed = false;
    for (field, made) in [
        ("sort_name", data.get("name").and_then(key).or(company)),
        ("sort_title", data.get("title").and_then(key)),
    ] {
        if let (Some(kept), Some(made)) = (data.get_mut(field), made)
            && *kept != made
        {
            *kept = made;
            changed = true;
        }
    }
    Ok(changed.then_some(data))
}

/// Writes them together, or, where somebody changes one of them just now, each by itself: a change writes new terms too.
async fn replace(app: &App, at: &Partition, documents: Vec<RawDocument>) -> Result<u64, Problem> {
    let operation = |mut document: RawDocument| {
        let tag = std::mem::take(&mut document.tag);
        Operation::Replace(document, tag)
    };
    let store = app.store.adapter();
    let count = documents.len() as u64;
    if count == 0 {
        return Ok(0);
    }
    let raced = |error: &StoreError| matches!(error, StoreError::Stale { .. } | StoreError::NotFound { .. });
    match store.commit(at, documents.iter().cloned().map(operation).collect()).await {
        Ok(_) => return Ok(count),
        Err(error) if raced(&error) => {}
        Err(error) => return Err(error.into()),
    }
    let mut written = 0;
    for document in documents {
        match store.commit(at, vec![operation(document)]).await {
            Ok(_) => written += 1,
            Err(error) if raced(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(written)
}
