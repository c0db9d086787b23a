//! Editions: a number that every change of one sort of things raises in its own batch. What was made of those things
//! keeps the number that it was made for, and is out of date as soon as the two differ.

use serde::{Deserialize, Serialize};

use crate::store::{Batch, Document, Found, Kind, Reach, StoreError, Stored};

/// The edition of one sort of things of a tenant.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Edition {
    id: String,
    number: u64,
}

/// Editions: one document for each tenant and sort of things.
pub static EDITION: Kind =
    Kind { name: "edition", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Edition {
    const KIND: &'static Kind = &EDITION;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Edition {
    /// The number of the edition `id` out of what was read; 0 before the first change.
    ///
    /// Errors: what is kept cannot be read.
    pub fn number(found: &mut Found, id: &str) -> Result<u64, StoreError> {
        Ok(found.take::<Self>(id)?.map_or(0, |kept| kept.value.number))
    }

    /// Raises the edition `id`, which stands as `read`, in the batch of a change.
    pub fn raise(batch: &mut Batch<'_>, id: &str, read: Option<&Stored<Self>>) {
        let next = |number| Self { id: id.to_owned(), number };
        match read {
            Some(read) => batch.replace(read, &next(read.value.number + 1)),
            None => batch.create(&next(1)),
        };
    }
}
