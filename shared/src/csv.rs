//! The one writer of CSV files: what a spreadsheet opens without running any of it.
//!
//! UTF-8 with a byte order mark, commas, CRLF, quoted where needed (RFC 4180). A text that a spreadsheet would take for
//! a formula gets an apostrophe in front, which imports take off again; numbers that we made ourselves do not.

use std::fmt::Display;

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// What makes spreadsheets believe that this is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text of any origin.
    Text(String),
    /// A number or date of our own making.
    Plain(String),
}

impl Cell {
    /// A number, a date: never what somebody typed.
    #[must_use]
    pub fn plain(value: impl Display) -> Self {
        Self::Plain(value.to_string())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(|| Self::Text(String::new()), Into::into)
    }
}

/// A file in the making.
pub struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    /// A file with this head.
    pub fn new(head: &[&str]) -> Result<Self, Problem> {
        let mut csv = Self::over(MARK.to_vec());
        csv.row(head.iter().map(|name| Cell::from(*name)))?;
        Ok(csv)
    }

    /// A later part of a file that is sent in pieces: neither mark nor head.
    #[must_use]
    pub fn rest() -> Self {
        Self::over(Vec::new())
    }

    fn over(begin: Vec<u8>) -> Self {
        Self(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(begin))
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<&mut Self, Problem> {
        let cells = cells.into_iter().map(|cell| match cell {
            Cell::Text(text) => spreadsheet::guard(text),
            Cell::Plain(text) => text,
        });
        self.0.write_record(cells).map_err(Problem::internal)?;
        Ok(self)
    }

    /// The bytes.
    pub fn finish(self) -> Result<Vec<u8>, Problem> {
        self.0.into_inner().map_err(|error| Problem::internal(error.into_error()))
    }

    /// The answer that a browser saves under `name` (letters, digits, `-` and `.` alone).
    pub fn download(self, name: &str) -> Result<Response, Problem> {
        Ok((download_headers(name)?, self.finish()?).into_response())
    }
}

/// Headers of an answer that a browser saves under `name`.
pub fn download_headers(name: &str) -> Result<[(HeaderName, HeaderValue); 3], Problem> {
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(Problem::internal)?;
    Ok([
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let bytes = bytes.strip_prefix(MARK).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    proptest! {
        #[test]
        fn sec_17_no_cell_begins_as_a_formula(text in "[ \t\r\n]{0,2}[=+@|%＝-]?[ -~\u{e9}\r\n\t\",;]{0,20}") {
            let mut csv = Csv::new(&["name"]).unwrap();
            csv.row([Cell::from(text.as_str())]).unwrap();
            let rows = read(&csv.finish().unwrap());
            let cell = rows.get(1).and_then(|row| row.first()).cloned().unwrap_or_default();
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝']));
            prop_assert_eq!(spreadsheet::unguard(&cell), &text);
        }
    }

    #[test]
    fn sec_17_our_own_numbers_stay_numbers() {
        let mut csv = Csv::new(&["amount", "note"]).unwrap();
        csv.row([Cell::plain("-12.50"), Cell::from("-12.50")]).unwrap();
        assert_eq!(read(&csv.finish().unwrap())[1], ["-12.50", "'-12.50"]);
    }
}
