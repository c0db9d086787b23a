//! What every document store must do. Each function is one promise; [`contract!`] makes tests of them.

#![allow(dead_code, unreachable_pub, reason = "not every test binary uses every part")]

pub mod batches;
pub mod documents;
pub mod emulator;
pub mod feeds;
pub mod fixtures;
pub mod paging;
pub mod queries;
pub mod races;
pub mod random;
pub mod search;

use std::sync::Arc;

use shared::store::{DocumentStore, Operation, Partition, Query, RawDocument, Tag};

/// A store and a partition of its own.
pub struct Bench {
    pub store: Arc<dyn DocumentStore>,
    pub at: Partition,
    pub tenant: String,
    /// Kept as long as the store: temporary folder or the like.
    pub _keep: Box<dyn std::any::Any + Send + Sync>,
}

impl Bench {
    pub fn new(store: Arc<dyn DocumentStore>, tenant: &str, keep: impl std::any::Any + Send + Sync) -> Self {
        let tenant = tenant.to_owned();
        Self { store, at: Partition::Tenant(tenant.clone()), tenant, _keep: Box::new(keep) }
    }

    /// Creates all of them in batches as large as may be.
    pub async fn create(&self, documents: impl IntoIterator<Item = RawDocument>) -> Vec<Tag> {
        let operations: Vec<_> = documents.into_iter().map(Operation::Create).collect();
        let mut tags = vec![];
        for batch in operations.chunks(100) {
            tags.extend(self.store.commit(&self.at, batch.to_vec()).await.unwrap());
        }
        tags
    }

    pub async fn get(&self, id: &str) -> Option<RawDocument> {
        self.store.get(&self.at, id).await.unwrap()
    }

    /// The ids of one page.
    pub async fn ids(&self, query: &Query) -> Vec<String> {
        let page = self.store.query(&self.at, query).await.unwrap();
        page.documents.into_iter().map(|document| document.id).collect()
    }

    /// The ticket numbers of one page.
    pub async fn numbers(&self, query: &Query) -> Vec<i64> {
        self.ids(query).await.iter().map(|id| id.trim_start_matches("tkt_").parse().unwrap()).collect()
    }

    pub async fn count(&self, query: &Query) -> u64 {
        self.store.count(&self.at, query).await.unwrap()
    }
}

/// Makes a test of every promise, each on a [`Bench`] that `$open` gives for the test's name.
#[macro_export]
macro_rules! contract {
    ($open:path) => {
        $crate::contract!($open;
            documents: what_is_created_reads_back, a_missing_document_is_none, a_document_is_replaced_at_its_tag,
                a_tag_of_a_former_life_is_stale, a_document_is_deleted_at_its_tag, ids_of_every_allowed_character_work,
                unicode_survives, many_documents_are_read_at_once, partitions_are_apart,
                the_directory_is_apart_and_holds_one_document_each, expired_documents_are_still_there;
            batches: a_batch_is_all_or_nothing, the_failed_operation_is_named, an_empty_batch_does_nothing,
                too_large_batches_are_refused, the_largest_allowed_batch_is_taken, misused_batches_are_refused;
            queries: equality_finds_bound_fields, one_of_merges_in_order, ranges_include_their_bounds,
                elements_of_arrays_are_found, one_of_several_elements_is_enough, residual_conditions_are_checked, kinds_merge_in_order,
                replaced_documents_move, incomplete_documents_are_not_in_an_index, values_keep_their_types,
                negative_and_large_numbers_sort, texts_sort_by_bytes, contradictions_find_nothing,
                unserved_queries_are_refused, counts_match_what_pages_hold;
            paging: pages_cover_everything_once, pages_go_both_ways, the_last_full_page_has_no_next,
                pages_stay_stable_while_documents_come_and_go, ties_are_broken_by_id, merged_kinds_page_without_gaps,
                one_page_is_one_round_trip;
            search: terms_find_documents_in_order, all_terms_must_be_there, terms_are_exact,
                one_of_several_terms_is_enough, a_document_may_have_very_many_terms,
                terms_follow_replacement_and_deletion, terms_of_other_partitions_are_not_seen,
                common_terms_page_through_everything, odd_terms_are_found;
            feeds: changes_tell_the_latest_state_in_order, changes_go_on_from_the_cursor, the_latest_cursor_leaves_history_out, an_export_has_everything_by_id,
                the_directory_lists_itself;
            races: of_two_writers_one_wins, of_two_creators_one_wins, a_write_is_read_at_once,
                many_writers_lose_nothing;
        );
    };
    ($open:path; $($module:ident: $($promise:ident),+;)+) => {
        $($(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                store_contract::$module::$promise($open(stringify!($promise)).await).await;
            }
        )+)+
    };
}
