//! Ids of documents: a prefix that names the kind, then 26 characters that sort by time of making.
//!
//! `tkt_01KAZ…`: Crockford base 32 of 48 bits of milliseconds and 80 bits of chance, as in a ULID.
//! Only ASCII letters, digits and `_`: what Cosmos, file names and URLs all take as they are.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

use crate::clock::{Clock, Entropy};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BODY: usize = 26;
/// Characters of the body that tell the moment.
const MOMENT: usize = 10;

/// A fresh id with `prefix`, sortable by `now`.
#[must_use]
pub fn mint(prefix: &str, now: Timestamp, entropy: &dyn Entropy) -> String {
    let mut chance = [0_u8; 10];
    entropy.fill(&mut chance);
    let millis = u128::from(now.as_millisecond().unsigned_abs()) & 0xFFFF_FFFF_FFFF;
    let mut bits = millis << 80;
    for (place, byte) in chance.iter().enumerate() {
        bits |= u128::from(*byte) << (72 - 8 * place);
    }
    let mut out = String::with_capacity(prefix.len() + 1 + BODY);
    out.push_str(prefix);
    out.push('_');
    for place in (0..BODY).rev() {
        let index = usize::try_from((bits >> (5 * place)) & 31).unwrap_or(0);
        out.push(char::from(ALPHABET[index]));
    }
    out
}

/// An id that belongs to these parts alone, sortable as the id `like`, whose moment it takes over: the same parts give the
/// same id wherever and however often it is made.
#[must_use]
fn derived(prefix: &str, like: &str, parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let moment = like.split_once('_').and_then(|(_, body)| body.get(..MOMENT)).unwrap_or("0000000000");
    let mut out = format!("{prefix}_{moment}");
    for byte in digest.finalize().iter().take(BODY - MOMENT) {
        out.push(char::from(ALPHABET[usize::from(byte & 31)]));
    }
    out
}

/// True where `text` has the form that [`mint`] gives with this prefix.
#[must_use]
pub fn well_formed(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .is_some_and(|body| body.len() == BODY && body.bytes().all(|byte| ALPHABET.contains(&byte)))
}

/// A kind of id: its prefix and what it names.
pub trait IdKind: Send + Sync + 'static {
    /// The letters before the underscore.
    const PREFIX: &'static str;
}

/// The id of one `K`. It cannot hold a string of another form.
pub struct Id<K: IdKind>(String, std::marker::PhantomData<fn() -> K>);

impl<K: IdKind> Id<K> {
    /// A fresh id.
    #[must_use]
    pub fn mint(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
        Self(mint(K::PREFIX, clock.now(), entropy), std::marker::PhantomData)
    }

    /// The id that belongs to these parts; see [`derived`].
    #[must_use]
    pub fn derived<L: IdKind>(like: &Id<L>, parts: &[&str]) -> Self {
        Self(derived(K::PREFIX, like.as_str(), parts), std::marker::PhantomData)
    }

    /// The id of what goes by `name` in `place`: always the same one, so that it can be found and cannot exist twice.
    /// Another name has another id; 130 bits of a SHA-256 tell them apart.
    #[must_use]
    pub fn named(place: &str, name: &str) -> Self {
        let digest = Sha256::new().chain_update(place).chain_update([0]).chain_update(name).finalize();
        let body = digest.iter().take(BODY).map(|byte| char::from(ALPHABET[usize::from(byte & 31)]));
        Self(format!("{}_{}", K::PREFIX, body.collect::<String>()), std::marker::PhantomData)
    }

    /// Reads an id; `None` where the text has another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        well_formed(K::PREFIX, text).then(|| Self(text.to_owned(), std::marker::PhantomData))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<K: IdKind> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), std::marker::PhantomData)
    }
}
impl<K: IdKind> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K: IdKind> Eq for Id<K> {}
impl<K: IdKind> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K: IdKind> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K: IdKind> std::hash::Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K: IdKind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl<K: IdKind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl<K: IdKind> AsRef<str> for Id<K> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
impl<K: IdKind> Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}
impl<'de, K: IdKind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format_args!("not a {} id", K::PREFIX)))
    }
}
impl<K: IdKind> utoipa::PartialSchema for Id<K> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some(format!("^{}_[0-9A-HJKMNP-TV-Z]{{26}}$", K::PREFIX)))
            .into()
    }
}
impl<K: IdKind> utoipa::ToSchema for Id<K> {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Owned(format!("Id_{}", K::PREFIX))
    }
}

/// The registry: every kind of id that the program makes.
macro_rules! ids {
    ($($(#[$doc:meta])* $kind:ident, $alias:ident = $prefix:literal;)+) => {
        $(
            $(#[$doc])*
            pub enum $kind {}
            impl IdKind for $kind { const PREFIX: &'static str = $prefix; }
            $(#[$doc])*
            pub type $alias = Id<$kind>;
        )+
    };
}

ids! {
    /// A tenant: the provider's isolated account.
    TenantKind, TenantId = "tnt";
    /// A client company of a tenant.
    CompanyKind, CompanyId = "cmp";
    /// A person who signs in: client user or staff.
    UserKind, UserId = "usr";
    /// One signed-in session of a person.
    SessionKind, SessionId = "ses";
    /// A ticket.
    TicketKind, TicketId = "tkt";
    /// One entry of a ticket's conversation.
    MessageKind, MessageId = "msg";
    /// An import of people from a file.
    ImportKind, ImportId = "imp";
    /// A file that was uploaded.
    FileKind, FileId = "fil";
    /// An announcement of the staff.
    AnnouncementKind, AnnouncementId = "ann";
    /// An item of the service catalogue.
    ItemKind, ItemId = "itm";
    /// A client's request for an item of the service catalogue.
    RequestKind, RequestId = "req";
    /// A file that staff share with clients.
    SharedFileKind, SharedFileId = "doc";
    /// A policy that clients sign.
    PolicyKind, PolicyId = "pol";
    /// A signature, or a refusal to sign.
    SignatureKind, SignatureId = "sig";
    /// A ready-made answer of the staff.
    CannedKind, CannedId = "can";
    /// An invoice.
    InvoiceKind, InvoiceId = "inv";
    /// A line of the audit log.
    AuditKind, AuditId = "aud";
    /// A mail.
    MailKind, MailId = "mal";
    /// A call of another system.
    CallbackKind, CallbackId = "cbk";
    /// What the outbox knows of one recipient.
    LaneKind, LaneId = "lan";
    /// A change that others hear of.
    EventKind, EventId = "evt";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{SystemClock, SystemEntropy};

    #[test]
    fn an_id_reads_back_and_another_kind_does_not() {
        let id = TicketId::mint(&SystemClock, &SystemEntropy);
        assert_eq!(TicketId::parse(id.as_str()), Some(id.clone()));
        assert_eq!(UserId::parse(id.as_str()), None);
        assert_eq!(TicketId::parse("tkt_"), None);
        assert_eq!(TicketId::parse(&id.as_str().to_lowercase()), None);
    }

    #[test]
    fn a_derived_id_is_well_formed_and_sorts_as_the_one_that_it_belongs_to() {
        let event = EventId::mint(&SystemClock, &SystemEntropy);
        let id = derived("mal", event.as_str(), &[event.as_str(), "usr_1"]);
        assert!(MailId::parse(&id).is_some(), "{id}");
        assert_eq!(MailId::derived(&event, &[event.as_str(), "usr_1"]).as_str(), id);
        assert_eq!(id, derived("mal", event.as_str(), &[event.as_str(), "usr_1"]));
        assert_ne!(id, derived("mal", event.as_str(), &[event.as_str(), "usr_2"]));
        assert_eq!(id[4..14], event.as_str()[4..14]);
        assert!(MailId::parse(&derived("mal", "none", &["a"])).is_some());
    }

    #[test]
    fn a_named_id_is_always_the_same_and_another_place_has_another() {
        let id = InvoiceId::named("acme", "books-1");
        assert_eq!(id, InvoiceId::named("acme", "books-1"));
        assert_eq!(InvoiceId::parse(id.as_str()), Some(id.clone()));
        for (place, name) in [("globex", "books-1"), ("acme", "books-2"), ("acm", "ebooks-1")] {
            assert_ne!(id, InvoiceId::named(place, name));
        }
    }

    #[test]
    fn ids_sort_by_the_time_of_making() {
        let early = mint("tkt", Timestamp::from_millisecond(1_000).unwrap(), &SystemEntropy);
        let late = mint("tkt", Timestamp::from_millisecond(2_000).unwrap(), &SystemEntropy);
        assert!(early < late);
    }
}
