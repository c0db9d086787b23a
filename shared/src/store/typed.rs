//! The store as areas see it: typed documents, and no call without a [`Scope`].

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::plan::Matcher;
use super::{
    Batch, DocumentStore, Filter, Kind, Position, Query, RawDocument, Reach, StoreError, Tag, terms,
};
use crate::clock::{SharedClock, SharedEntropy};
use crate::id::CompanyId;
use crate::live::Live;
use crate::memory::Memory;
use crate::targets;
use crate::tenant::Scope;

/// A type that is kept as documents of one kind.
pub trait Document: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its kind, with the declared indexes.
    const KIND: &'static Kind;
    /// Version of its shape; readers upgrade older ones in `Deserialize` (by `serde(default)`).
    const SCHEMA: u32 = 1;

    /// Its id, unique in the tenant.
    fn id(&self) -> &str;

    /// The client company that it belongs to; always given for kinds of [`Reach::Company`] that clients see.
    fn company(&self) -> Option<&str> {
        None
    }

    /// What a search finds it by; see [`super::terms`].
    fn terms(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A value together with its stored state.
#[derive(Debug, Clone)]
pub struct Stored<T> {
    /// The value.
    pub value: T,
    /// 1 when created, plus 1 with every replacement: the ETag of the wire.
    pub version: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last written.
    pub updated_at: Timestamp,
    /// What a replacement must present.
    pub tag: Tag,
}

/// One page of typed documents.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// In the order asked for.
    pub items: Vec<Stored<T>>,
    /// Where to go on; `None` at the end.
    pub next: Option<Position>,
}

/// Documents of several kinds that were read in one round trip; each is taken out by its type.
#[derive(Debug)]
pub struct Found {
    scope: Scope,
    now: Timestamp,
    documents: Vec<RawDocument>,
}

impl Found {
    /// The document of that id, the first time it is asked for; `None` for all that [`Store::get`] would not give.
    pub fn take<T: Document>(&mut self, id: &str) -> Result<Option<Stored<T>>, StoreError> {
        match self.place::<T>(id) {
            Some(place) => decode(self.documents.swap_remove(place)).map(Some),
            None => Ok(None),
        }
    }

    /// As [`Found::take`], however often it is asked for.
    pub fn get<T: Document>(&self, id: &str) -> Result<Option<Stored<T>>, StoreError> {
        self.place::<T>(id).map(|place| decode(self.documents[place].clone())).transpose()
    }

    fn place<T: Document>(&self, id: &str) -> Option<usize> {
        let seen = |raw: &RawDocument| raw.id == id && alive(raw, self.now) && sees::<T>(&self.scope, raw);
        self.documents.iter().position(seen)
    }
}

/// The typed store over one adapter.
#[derive(Clone)]
pub struct Store {
    adapter: Arc<dyn DocumentStore>,
    clock: SharedClock,
    entropy: SharedEntropy,
    live: Live,
    memory: Memory,
}

impl Store {
    /// The typed store over `adapter`.
    pub fn new(adapter: Arc<dyn DocumentStore>, clock: SharedClock, entropy: SharedEntropy) -> Self {
        Self { adapter, clock, entropy, live: Live::new(), memory: Memory::default() }
    }

    /// Changes as they happen; see [`Live`].
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// What areas remember of this store in this process; see [`Memory`].
    #[must_use]
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The adapter: for the directory, the operator's commands and the budgets' tests.
    #[must_use]
    pub fn adapter(&self) -> &Arc<dyn DocumentStore> {
        &self.adapter
    }

    /// The document of that id; `None` where there is none, where it has expired, where it is of another kind, and
    /// where the scope may not see it.
    pub async fn get<T: Document>(&self, scope: &Scope, id: &str) -> Result<Option<Stored<T>>, StoreError> {
        let found = self.adapter.get(&scope.partition(), id).await?;
        let now = self.clock.now();
        found.filter(|raw| alive(raw, now)).filter(|raw| sees::<T>(scope, raw)).map(decode).transpose()
    }

    /// As [`Store::get`], but an expired document is given too: for records whose id is used again.
    pub async fn peek<T: Document>(&self, scope: &Scope, id: &str) -> Result<Option<Stored<T>>, StoreError> {
        let found = self.adapter.get(&scope.partition(), id).await?;
        found.filter(|raw| sees::<T>(scope, raw)).map(decode).transpose()
    }

    /// Those of the ids that exist and that the scope may see, in no order. One round trip.
    pub async fn get_many<T: Document>(
        &self,
        scope: &Scope,
        ids: &[String],
    ) -> Result<Vec<Stored<T>>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.clock.now();
        let found = self.adapter.get_many(&scope.partition(), ids).await?;
        found.into_iter().filter(|raw| alive(raw, now) && sees::<T>(scope, raw)).map(decode).collect()
    }

    /// As [`Store::get_many`] for documents of several kinds.
    pub async fn read(&self, scope: &Scope, ids: &[String]) -> Result<Found, StoreError> {
        let documents =
            if ids.is_empty() { Vec::new() } else { self.adapter.get_many(&scope.partition(), ids).await? };
        Ok(Found { scope: scope.clone(), now: self.clock.now(), documents })
    }

    /// One page of `query`. For kinds of [`Reach::Company`] a client's scope adds its company, for kinds of
    /// [`Reach::Targeted`] that the document is for everybody or for its company.
    pub async fn query<T: Document>(&self, scope: &Scope, query: Query) -> Result<Page<T>, StoreError> {
        let (documents, next) = self.raw_query(scope, query).await?;
        let items = documents.into_iter().map(decode).collect::<Result<_, _>>()?;
        Ok(Page { items, next })
    }

    /// As [`Store::query`] for a query over several kinds; decode each with [`decode`].
    pub async fn raw_query(
        &self,
        scope: &Scope,
        query: Query,
    ) -> Result<(Vec<RawDocument>, Option<Position>), StoreError> {
        let now = self.clock.now();
        let page = self.adapter.query(&scope.partition(), &scoped(scope, query)).await?;
        let documents = page.documents.into_iter().filter(|raw| alive(raw, now)).collect();
        Ok((documents, page.next))
    }

    /// How many documents match.
    pub async fn count(&self, scope: &Scope, query: Query) -> Result<u64, StoreError> {
        self.adapter.count(&scope.partition(), &scoped(scope, query)).await
    }

    /// The time that the next batch would carry.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// An empty batch for this scope.
    #[must_use]
    pub fn batch<'a>(&'a self, scope: &'a Scope) -> Batch<'a> {
        Batch::new(scope, self.clock.now(), &*self.entropy)
    }

    /// Does all of `batch` or nothing; durable when it returns. The new tags in the order of the operations.
    pub async fn commit(&self, batch: Batch<'_>) -> Result<Vec<Tag>, StoreError> {
        let (scope, operations, events) = batch.finish()?;
        let tags = self.adapter.commit(&scope.partition(), operations).await?;
        for event in events {
            self.live.announce(scope.tenant(), event);
        }
        Ok(tags)
    }
}

/// Reads a document into its type.
pub fn decode<T: Document>(raw: RawDocument) -> Result<Stored<T>, StoreError> {
    let value = serde_json::from_str(raw.data.get())
        .map_err(|error| StoreError::Misuse(format!("{} {}: {error}", raw.kind, raw.id)))?;
    Ok(Stored {
        value,
        version: raw.version,
        created_at: raw.created_at,
        updated_at: raw.updated_at,
        tag: raw.tag,
    })
}

/// The search terms of a document, where it is of that kind: stores do not give them back, so they are made anew.
pub fn terms_if<T: Document>(raw: &RawDocument) -> Result<Option<Vec<String>>, StoreError> {
    if raw.kind == T::KIND.name {
        decode::<T>(raw.clone()).map(|read| Some(read.value.terms()))
    } else {
        Ok(None)
    }
}

/// A value as it is written at `now`: for documents outside of any tenant, which no batch can hold.
pub fn envelope<T: Document>(value: &T, version: u64, now: Timestamp) -> Result<RawDocument, StoreError> {
    Ok(RawDocument {
        id: value.id().to_owned(),
        kind: T::KIND.name.to_owned(),
        company: None,
        schema: T::SCHEMA,
        version,
        created_at: now,
        updated_at: now,
        expires_at: None,
        data: encode(value)?,
        terms: Vec::new(),
        tag: Tag::default(),
    })
}

/// Writes a value's own fields.
pub(super) fn encode<T: Serialize>(value: &T) -> Result<Box<RawValue>, StoreError> {
    serde_json::value::to_raw_value(value).map_err(|error| StoreError::Misuse(error.to_string()))
}

fn alive(raw: &RawDocument, now: Timestamp) -> bool {
    raw.expires_at.is_none_or(|at| at > now)
}

fn sees<T: Document>(scope: &Scope, raw: &RawDocument) -> bool {
    raw.kind == T::KIND.name
        && match (scope.company(), T::KIND.reach) {
            (Some(company), Reach::Targeted) => {
                Matcher::new([&shown_to(company)]).holds(raw).unwrap_or(false)
            }
            _ => scope.may_see(T::KIND, raw.company.as_deref()),
        }
}

/// That a document is for everybody or for this company.
fn shown_to(company: &CompanyId) -> Filter {
    Filter::HasOneOf(targets::FIELD, vec![targets::ALL.into(), company.as_str().into()])
}

/// Takes out of a client's search what only staff may look for.
fn without_staff_terms(filter: Filter) -> Filter {
    match filter {
        Filter::Term(term) if terms::is_for_staff(&term) => Filter::AnyTerm(Vec::new()),
        Filter::AnyTerm(all) => {
            Filter::AnyTerm(all.into_iter().filter(|term| !terms::is_for_staff(term)).collect())
        }
        other => other,
    }
}

/// Adds the scope's company to a query over documents of companies, and who is asking to one over targeted documents.
fn scoped(scope: &Scope, query: Query) -> Query {
    let Some(company) = scope.company() else { return query };
    let of = |reach: Reach, query: &Query| query.kinds.iter().any(|kind| kind.reach == reach);
    let mut scoped = query;
    scoped.filters = scoped.filters.into_iter().map(without_staff_terms).collect();
    for (reach, filter) in [
        (Reach::Company, Filter::Eq("company", company.as_str().into())),
        (Reach::Targeted, shown_to(company)),
    ] {
        if of(reach, &scoped) && !scoped.filters.contains(&filter) {
            scoped = scoped.filter(filter);
        }
    }
    scoped
}
