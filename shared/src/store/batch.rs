//! Changes that happen together: documents, their audit lines and the events that others hear of.

use jiff::{SignedDuration, Timestamp};

use super::{Document, Operation, RawDocument, StoreError, Stored, Tag, typed::encode};
use crate::audit::{Actor, AuditLine};
use crate::clock::Entropy;
use crate::event::Event;
use crate::id;
use crate::tenant::Scope;

/// How long an event is kept for those who have still to hear of it.
const EVENT_LIFE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Changes of one tenant that are kept together or not at all.
///
/// A value that cannot be written is remembered and reported by the commit, so that building a batch reads straight.
pub struct Batch<'a> {
    scope: &'a Scope,
    now: Timestamp,
    entropy: &'a dyn Entropy,
    operations: Vec<Operation>,
    events: Vec<Event>,
    broken: Option<StoreError>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(scope: &'a Scope, now: Timestamp, entropy: &'a dyn Entropy) -> Self {
        Self { scope, now, entropy, operations: Vec::new(), events: Vec::new(), broken: None }
    }

    /// The moment that the whole batch carries.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The index that the next operation has: a conflict names the one that failed by it.
    #[must_use]
    pub fn next_index(&self) -> usize {
        self.operations.len()
    }

    /// Adds a new document.
    pub fn create<T: Document>(&mut self, value: &T) -> &mut Self {
        self.push_create(value, None)
    }

    /// Adds a new document that counts as absent from `expires_at` on.
    pub fn create_until<T: Document>(&mut self, value: &T, expires_at: Timestamp) -> &mut Self {
        self.push_create(value, Some(expires_at))
    }

    /// Adds a new document as if it had been created at `created_at`: one that is made later for what exists already.
    pub fn create_as_of<T: Document>(&mut self, value: &T, created_at: Timestamp) -> &mut Self {
        if let Some(raw) = self.raw(value, 1, created_at, None) {
            self.operations.push(Operation::Create(raw));
        }
        self
    }

    fn push_create<T: Document>(&mut self, value: &T, expires_at: Option<Timestamp>) -> &mut Self {
        if let Some(raw) = self.raw(value, 1, self.now, expires_at) {
            self.operations.push(Operation::Create(raw));
        }
        self
    }

    /// Replaces what was read by `value`.
    pub fn replace<T: Document>(&mut self, read: &Stored<T>, value: &T) -> &mut Self {
        self.replace_until(read, value, None)
    }

    /// Replaces what was read by `value`, which counts as absent from `expires_at` on.
    pub fn replace_until<T: Document>(
        &mut self,
        read: &Stored<T>,
        value: &T,
        expires_at: Option<Timestamp>,
    ) -> &mut Self {
        if let Some(raw) = self.raw(value, read.version + 1, read.created_at, expires_at) {
            self.operations.push(Operation::Replace(raw, read.tag.clone()));
        }
        self
    }

    /// Removes what was read.
    pub fn delete<T: Document>(&mut self, read: &Stored<T>) -> &mut Self {
        self.operations.push(Operation::Delete(read.value.id().to_owned(), read.tag.clone()));
        self
    }

    /// Adds a line to the audit log: who did what to which object.
    pub fn audit(&mut self, actor: &Actor, action: &'static str, object: &str) -> &mut Self {
        self.audit_with(actor, action, object, serde_json::Value::Null)
    }

    /// As [`Batch::audit`], with what changed.
    pub fn audit_with(
        &mut self,
        actor: &Actor,
        action: &'static str,
        object: &str,
        detail: serde_json::Value,
    ) -> &mut Self {
        let line = AuditLine {
            id: id::mint("aud", self.now, self.entropy),
            actor: actor.clone(),
            person: actor.id.clone(),
            action: action.to_owned(),
            area: action.split('.').next().unwrap_or(action).to_owned(),
            object: object.to_owned(),
            at: self.now,
            detail,
        };
        self.create(&line)
    }

    /// Adds an event that open pages and other systems hear of.
    pub fn event(&mut self, mut event: Event) -> &mut Self {
        event.id = id::mint("evt", self.now, self.entropy);
        event.at = self.now;
        self.create_until(&event, self.now + EVENT_LIFE);
        self.events.push(event);
        self
    }

    fn raw<T: Document>(
        &mut self,
        value: &T,
        version: u64,
        created_at: Timestamp,
        expires_at: Option<Timestamp>,
    ) -> Option<RawDocument> {
        if !self.scope.may_see(T::KIND, value.company()) {
            self.broken =
                Some(StoreError::Misuse(format!("{} {} lies outside the scope", T::KIND.name, value.id())));
            return None;
        }
        match encode(value) {
            Ok(data) => Some(RawDocument {
                id: value.id().to_owned(),
                kind: T::KIND.name.to_owned(),
                company: value.company().map(str::to_owned),
                schema: T::SCHEMA,
                version,
                created_at,
                updated_at: self.now,
                expires_at,
                data,
                terms: value.terms(),
                tag: Tag::default(),
            }),
            Err(error) => {
                self.broken = Some(error);
                None
            }
        }
    }

    pub(super) fn finish(self) -> Result<(&'a Scope, Vec<Operation>, Vec<Event>), StoreError> {
        match self.broken {
            Some(error) => Err(error),
            None => Ok((self.scope, self.operations, self.events)),
        }
    }
}
