//! What every operation needs of HTTP: reading requests strictly, versions, pages, layers.

mod address;
mod body;
mod cursor;
mod etag;
mod idempotency;
pub mod layers;
mod network;
mod query;
mod responses;
mod text;

pub use address::{CallerAddress, client_address, public_host, public_scheme};
pub use body::{Body, collect, record};
pub use cursor::{Cursor, ListQuery, Paging};
pub use etag::{IfMatch, RequiredIfMatch, WithETag, not_modified};
pub use idempotency::{IDEMPOTENCY, IdempotencyKey, Once, Replay};
pub use network::{last_entry, network, parse_address};
pub use query::{PathId, PathIds, Query, left_out, unsaid};
pub use responses::{CreateProblems, PublicChangeProblems, PublicProblems, ReadProblems, WriteProblems};
pub use text::{
    Address, AddressError, PHONE_LENGTH, clean_line, clean_text, email, host, is_invisible, is_phone, length,
    line, optional_line, text, without_invisible,
};
pub(crate) use text::{ends_line, filtered, has_piles};
