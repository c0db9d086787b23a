//! Companies and people from a spreadsheet: read, checked as a whole, then entered by a job that any process can go on
//! with.

mod check;
mod columns;
mod known;
mod model;
mod work;

pub(crate) use check::{Issue, Plan, check};
pub(crate) use columns::{Column, guess};
pub(crate) use known::known;
pub(crate) use model::{
    IMPORT, Import, ImportState, ImportView, KEPT, LARGEST, Options, Progress, SHOWN, Summary, file_of,
};
pub(crate) use spreadsheet::{Encoding, Table};
pub use work::resume_imports;
pub(crate) use work::work;

/// Columns of a file at most.
const COLUMNS: usize = 60;

/// Reads a file, in the encoding that somebody chose or that it most likely has.
pub(crate) fn read(bytes: &[u8], encoding: Option<Encoding>) -> Result<Table, spreadsheet::ReadError> {
    spreadsheet::read(bytes, COLUMNS, encoding, cell)
}

/// A cell on one line. What may be an address stays as it is: its judge refuses what nobody sees, in a file as in a form.
fn cell(text: &str) -> String {
    if text.contains('@') { text.trim().to_owned() } else { shared::http::clean_line(text) }
}
