//! What the tenant has already of what a file names.

use std::collections::BTreeSet;

use shared::account::{EmailReservation, login_key};
use shared::store::{Store, StoreError};
use shared::tenant::Scope;

/// Ids that one call of the store reads.
const AT_ONCE: usize = 100;

/// Keys of those emails that have an account. One round trip for each hundred.
pub(crate) async fn known<'a>(
    store: &Store,
    scope: &Scope,
    emails: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<String>, StoreError> {
    let ids: BTreeSet<String> = emails.map(|email| format!("eml.{}", login_key(email))).collect();
    let ids: Vec<String> = ids.into_iter().collect();
    let mut found = BTreeSet::new();
    for part in ids.chunks(AT_ONCE) {
        for reserved in store.get_many::<EmailReservation>(scope, part).await? {
            found.insert(reserved.value.id.trim_start_matches("eml.").to_owned());
        }
    }
    Ok(found)
}
