//! SQLite and Cosmos DB must not be told apart: random sequences of calls, answers compared step by step.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failing test says where"
)]

mod store_contract;

use std::collections::HashMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use shared::store::cosmos::CosmosStore;
use shared::store::sqlite::SqliteStore;
use shared::store::{DocumentStore, Operation, Partition, RawDocument, StoreError, Tag};
use store_contract::emulator::Emulator;
use store_contract::fixtures::{KINDS, value};
use store_contract::random::{Change, Presented, Step, steps};

/// Sequences compared in one run; `PROPTEST_CASES` asks for more.
const CASES: u32 = 48;

/// A store, and the tags that it gave: each store has its own.
struct Subject {
    store: Arc<dyn DocumentStore>,
    at: Partition,
    tags: HashMap<String, Vec<Tag>>,
}

impl Subject {
    fn new(store: &Arc<dyn DocumentStore>, run: usize) -> Self {
        Self { store: Arc::clone(store), at: Partition::Tenant(format!("run-{run}")), tags: HashMap::new() }
    }

    fn tag(&self, id: &str, presented: Presented) -> Tag {
        let known = self.tags.get(id).map_or(&[] as &[Tag], Vec::as_slice);
        let chosen = match presented {
            Presented::Current => known.last(),
            Presented::Former => known.first(),
            Presented::Foreign => None,
        };
        chosen.cloned().unwrap_or_else(|| Tag("\"never given\"".into()))
    }

    /// Does the step; says what came of it in words that do not depend on the store.
    async fn take(&mut self, step: &Step) -> Vec<String> {
        match step {
            Step::Commit(changes) => self.commit(changes).await,
            Step::Get(id) => vec![said(self.store.get(&self.at, id).await, |found| {
                format!("{:?}", found.map(|found| words(&found)))
            })],
            Step::GetMany(ids) => {
                vec![said(self.store.get_many(&self.at, ids).await, |mut found| {
                    found.sort_by(|a, b| a.id.cmp(&b.id));
                    list(&found)
                })]
            }
            Step::Count(query) => {
                vec![said(self.store.count(&self.at, query).await, |count| count.to_string())]
            }
            Step::Export(after, limit) => {
                vec![said(self.store.export(&self.at, after.as_deref(), *limit).await, |found| list(&found))]
            }
            Step::Walk(query) => {
                let mut pages = vec![];
                let mut query = query.clone();
                loop {
                    let page = self.store.query(&self.at, &query).await;
                    query.after = page.as_ref().ok().and_then(|page| page.next.clone());
                    pages.push(said(page, |page| format!("{} {:?}", list(&page.documents), page.next)));
                    if query.after.is_none() {
                        return pages;
                    }
                }
            }
        }
    }

    async fn commit(&mut self, changes: &[Change]) -> Vec<String> {
        let operation = |change: &Change| match change {
            Change::Create(document) => Operation::Create(document.clone()),
            Change::Replace(document, tag) => {
                Operation::Replace(document.clone(), self.tag(&document.id, *tag))
            }
            Change::Delete(id, tag) => Operation::Delete(id.clone(), self.tag(id, *tag)),
        };
        let batch: Vec<_> = changes.iter().map(operation).collect();
        let ids: Vec<_> = batch.iter().map(|operation| operation.id().to_owned()).collect();
        let result = self.store.commit(&self.at, batch).await;
        if let Ok(tags) = &result {
            for (id, tag) in ids.into_iter().zip(tags).filter(|(_, tag)| **tag != Tag::default()) {
                let known = self.tags.entry(id).or_default();
                assert!(!known.contains(tag), "a tag was given twice");
                known.push(tag.clone());
            }
        }
        vec![said(result, |tags| {
            format!("{:?}", tags.iter().map(|tag| *tag == Tag::default()).collect::<Vec<_>>())
        })]
    }
}

fn said<T>(result: Result<T, StoreError>, words: impl FnOnce(T) -> String) -> String {
    result.map_or_else(|error| format!("{error:?}"), words)
}

fn list(documents: &[RawDocument]) -> String {
    documents.iter().map(words).collect::<Vec<_>>().join("\n")
}

fn words(document: &RawDocument) -> String {
    let RawDocument {
        id,
        kind,
        company,
        schema,
        version,
        created_at,
        updated_at,
        expires_at,
        terms,
        tag,
        ..
    } = document;
    let data = canonical(&value(document));
    format!(
        "{id} {kind} {company:?} {schema} {version} {created_at} {updated_at} {expires_at:?} {terms:?} {} {data}",
        tag.0.is_empty()
    )
}

/// Data with sorted names.
fn canonical(data: &serde_json::Value) -> String {
    let mut fields: Vec<_> =
        data.as_object().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
    fields.sort();
    fields.join(" ")
}

#[test]
fn both_stores_answer_alike() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let emulator = Emulator::start(0, None);
    let sqlite: Arc<dyn DocumentStore> =
        Arc::new(SqliteStore::open(&folder.path().join("portal.db"), KINDS).unwrap());
    let cosmos: Arc<dyn DocumentStore> =
        Arc::new(runtime.block_on(CosmosStore::connect(&emulator.settings(), KINDS)).unwrap());

    let mut settings = ProptestConfig { cases: CASES, max_shrink_iters: 400, ..ProptestConfig::default() };
    if let Some(cases) = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()) {
        settings.cases = cases;
    }
    settings.failure_persistence = Some(Box::new(FileFailurePersistence::WithSource("proptest-regressions")));
    let run = std::cell::Cell::new(0);
    TestRunner::new(settings)
        .run(&steps(), |steps| {
            run.set(run.get() + 1);
            let mut subjects = [Subject::new(&sqlite, run.get()), Subject::new(&cosmos, run.get())];
            for (place, step) in steps.iter().enumerate() {
                let [a, b] = &mut subjects;
                let (a, b) = runtime.block_on(async { (a.take(step).await, b.take(step).await) });
                prop_assert_eq!(a, b, "step {}: {:?}", place, step);
            }
            Ok(())
        })
        .unwrap();
}
