//! Companies and people from a spreadsheet: read, checked as a whole, then entered by a job that any process can go on
//! with.

mod check;
mod columns;
mod known;
mod model;
mod table;
mod work;

pub(crate) use check::{Issue, Plan, check};
pub(crate) use columns::{Column, guess};
pub(crate) use known::known;
pub(crate) use model::{
    IMPORT, Import, ImportState, ImportView, KEPT, LARGEST, Options, Progress, SHOWN, Summary, file_of,
};
pub(crate) use table::{Table, read};
pub use work::resume_imports;
pub(crate) use work::work;
