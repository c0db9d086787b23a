//! What people type, measured: the limits that both sides share.

use std::collections::BTreeSet;

use shared::http::{line, text};
use shared::id::{FileId, Id, IdKind};
use shared::problem::Fields;

use crate::store::ATTACHMENTS;

/// Characters of a subject at most.
pub(crate) const SUBJECT: usize = 500;
/// Characters of a description or comment at most.
pub(crate) const BODY: usize = 20_000;
/// Watchers of a ticket at most.
pub(crate) const WATCHERS: usize = 20;

/// A subject.
pub(crate) fn subject(fields: &mut Fields, typed: &str) -> String {
    line(fields, "subject", typed, SUBJECT)
}

/// A description or comment, in the field of that name.
pub(crate) fn body(fields: &mut Fields, field: &str, typed: &str) -> String {
    text(fields, field, typed, 1, BODY)
}

/// The files of a comment: at most ten, each once.
pub(crate) fn files(fields: &mut Fields, files: Vec<FileId>) -> Vec<FileId> {
    distinct(fields, "attachments", files, ATTACHMENTS)
}

/// Each id once, at most `most` of them.
pub(crate) fn distinct<K: IdKind>(
    fields: &mut Fields,
    field: &str,
    ids: Vec<Id<K>>,
    most: usize,
) -> Vec<Id<K>> {
    if ids.len() > most {
        fields.add(field, format!("Use at most {most}; these are {}.", ids.len()));
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    ids.into_iter().filter(|id| seen.insert(id.clone())).collect()
}
