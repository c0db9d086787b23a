//! Service keys: what other machines call `/api/internal/…` with, in the header `X-Integration-Key`.
//!
//! A key is `tsk_OWNER_ID_SECRET`: the owner is a tenant's slug, or `0` for the installation; the secret is 256 random bits, of
//! which only the SHA-256 is kept. Any number of keys of one owner hold at once, so that one is replaced by another
//! without a gap: create, change over, revoke.

mod callback;
mod proof;
mod record;
mod store;
mod text;

pub use callback::{callback_secrets, reseal};
pub use proof::{Contacting, Exporting, Invoicing, KeyLevel, Provisioning, Reading, ServiceKey, Signing};
pub use record::{KeyOwner, KeyScope, SERVICE_KEY, ServiceKeyRecord};
pub use store::{KeyError, MadeKey, NewKey, create, list, revoke};
