//! Documents as answered.

mod callback;
mod client;
mod compliance;
mod manage;

pub(crate) use callback::{CallbackLine, CallbackList};
pub(crate) use client::{DocumentItem, DocumentList, DocumentView, FileItem, SignedItem, ToSignItem};
pub(crate) use compliance::{CompanyPart, CompanyParts, Compliance, Outstanding, OutstandingList};
pub(crate) use manage::{
    CompanyScore, ManagedFile, ManagedFiles, PolicyLine, PolicyList, PolicyPreview, PolicyView, Roster,
    RosterLine,
};
