//! Documents as answered.

mod client;
mod manage;

pub(crate) use client::{DocumentItem, DocumentList, DocumentView, FileItem, SignedItem, ToSignItem};
pub(crate) use manage::{
    CompanyScore, ManagedFile, ManagedFiles, PolicyLine, PolicyList, PolicyPreview, PolicyView, Roster,
    RosterLine,
};
