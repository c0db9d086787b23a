//! The one reader of CSV files: cell by cell, with limits that end it before anything large is kept.
//!
//! The `csv` crate reads a whole record before its caller sees how many cells it has: a file of five million commas
//! would become five million cells. This reader gives up at the first cell too many.

use csv_core::ReadFieldResult;

/// What a file may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Cells of a row.
    pub columns: usize,
    /// Bytes of a cell.
    pub cell: usize,
}

impl Limits {
    /// Up to so many columns, with cells as large as a spreadsheet's: 32,767 characters, of at most four bytes each.
    #[must_use]
    pub const fn columns(columns: usize) -> Self {
        Self { columns, cell: 4 * 32_767 }
    }
}

/// What a file has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// A row has more cells than allowed.
    #[error("more than {0} columns")]
    Columns(usize),
    /// A cell is larger than any that a spreadsheet writes: most likely the quote at its end is missing.
    #[error("a cell of more than 32,767 characters")]
    Cell,
}

impl Excess {
    /// A sentence for the person who chose the file.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Columns(most) => format!("This file has more than {most} columns."),
            Self::Cell => {
                "A cell of this file has more than 32,767 characters. Is a quotation mark missing?".into()
            }
        }
    }
}

/// The cells of a row, kept in one piece: a table of 60 columns and 20,000 rows has more than a million.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Cells {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True where there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell in that column, counted from 0.
    #[must_use]
    pub fn get(&self, column: usize) -> Option<&str> {
        let end = usize::try_from(*self.ends.get(column)?).ok()?;
        let begin = match column.checked_sub(1) {
            Some(before) => usize::try_from(self.ends[before]).ok()?,
            None => 0,
        };
        self.text.get(begin..end)
    }

    /// All of them, from left to right.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        (0..self.len()).map(|column| self.get(column).unwrap_or_default())
    }
}

impl<T: AsRef<str>> FromIterator<T> for Cells {
    fn from_iter<I: IntoIterator<Item = T>>(cells: I) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for cell in cells {
            text.push_str(cell.as_ref());
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        Self { text: text.into(), ends: ends.into() }
    }
}

/// A row, as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line that it begins on, as an editor counts them: the first line is 1, empty lines count, and a row with
    /// line ends in its cells spans several.
    pub line: u64,
    /// Its cells.
    pub cells: Cells,
}

/// Reads rows one by one. Empty lines are left out; line ends are LF, CR LF or CR.
pub struct Rows<'a> {
    text: &'a str,
    /// Bytes read so far.
    at: usize,
    line: u64,
    core: csv_core::Reader,
    limits: Limits,
    /// The row at hand; as large as the largest so far.
    buffer: Vec<u8>,
    done: bool,
}

impl<'a> Rows<'a> {
    /// Of a text without a byte order mark.
    #[must_use]
    pub fn new(text: &'a str, delimiter: u8, limits: Limits) -> Self {
        let core = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Self { text, at: 0, line: 1, core, limits, buffer: vec![0; 4_096], done: false }
    }

    fn row(&mut self) -> Result<Option<Row>, Excess> {
        let ends = self.text.as_bytes().iter().skip(self.at).take_while(|byte| matches!(byte, b'\n' | b'\r'));
        let ends = ends.count();
        self.pass(ends);
        let line = self.line;
        let mut places: Vec<u32> = Vec::new();
        // Bytes of the row so far, and where the cell at hand begins among them.
        let (mut filled, mut begin) = (0, 0);
        loop {
            let input = &self.text.as_bytes()[self.at..];
            let (result, read, written) = self.core.read_field(input, &mut self.buffer[filled..]);
            self.pass(read);
            filled += written;
            if filled - begin > self.limits.cell {
                return Err(Excess::Cell);
            }
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => {
                    let larger = self.buffer.len() * 2;
                    self.buffer.resize(larger, 0);
                }
                ReadFieldResult::Field { record_end } => {
                    if places.len() == self.limits.columns {
                        return Err(Excess::Columns(self.limits.columns));
                    }
                    places.push(u32::try_from(filled).unwrap_or(u32::MAX));
                    begin = filled;
                    if record_end {
                        // The delimiter and quotes are ASCII: what is between them is UTF-8 as the whole is.
                        let text = String::from_utf8_lossy(&self.buffer[..filled]).into();
                        return Ok(Some(Row { line, cells: Cells { text, ends: places.into() } }));
                    }
                }
                ReadFieldResult::End => return Ok(None),
            }
        }
    }

    /// Goes on by so many bytes and counts the lines that end in them.
    fn pass(&mut self, bytes: usize) {
        let text = self.text.as_bytes();
        let end = text.len().min(self.at + bytes);
        for at in self.at..end {
            let ends = match text[at] {
                b'\n' => true,
                b'\r' => text.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u64::from(ends);
        }
        self.at = end;
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Excess>;

    /// Nothing comes behind an error.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let row = self.row().transpose();
        self.done = !matches!(row, Some(Ok(_)));
        row
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SMALL: Limits = Limits { columns: 3, cell: 8 };

    fn read(text: &str, limits: Limits) -> Result<Vec<(u64, Vec<String>)>, Excess> {
        let rows = Rows::new(text, b',', limits);
        rows.map(|row| row.map(|row| (row.line, row.cells.iter().map(str::to_owned).collect()))).collect()
    }

    #[test]
    fn rows_carry_the_line_that_an_editor_shows() {
        let text = "a,b\r\n\r\n\"x\r\ny\",2\n\n3,4\r5,\n\n";
        let rows = read(text, SMALL).unwrap();
        let expected: Vec<(u64, Vec<&str>)> =
            vec![(1, vec!["a", "b"]), (3, vec!["x\r\ny", "2"]), (6, vec!["3", "4"]), (7, vec!["5", ""])];
        assert_eq!(rows.len(), expected.len());
        for ((line, cells), (expected_line, expected_cells)) in rows.iter().zip(expected) {
            assert_eq!(
                (*line, cells.iter().map(String::as_str).collect::<Vec<_>>()),
                (expected_line, expected_cells)
            );
        }
    }

    #[test]
    fn sec_28_a_row_of_too_many_cells_ends_at_the_first_of_them() {
        let bomb = ",".repeat(5_000_000);
        let mut rows = Rows::new(&bomb, b',', Limits::columns(60));
        assert_eq!(rows.next(), Some(Err(Excess::Columns(60))));
        // One more byte than the sixty cells and the one too many.
        assert_eq!((rows.at, rows.buffer.len()), (61, 4_096));
        assert_eq!(rows.next(), None);
    }

    #[test]
    fn sec_28_a_cell_without_an_end_is_given_up() {
        let bomb = format!("\"{}", "x".repeat(5_000_000));
        let mut rows = Rows::new(&bomb, b',', Limits::columns(60));
        assert_eq!(rows.next(), Some(Err(Excess::Cell)));
        assert!(rows.buffer.len() <= 2 * Limits::columns(60).cell, "{}", rows.buffer.len());
        assert_eq!(read("123456789", SMALL), Err(Excess::Cell));
        assert!(read("12345678,12345678,12345678", SMALL).is_ok());
        assert_eq!(read("1,2,3\n1,2,3,4", SMALL), Err(Excess::Columns(3)));
    }

    proptest! {
        #[test]
        fn it_reads_what_the_csv_crate_reads(text in "[a-c,\"\n\r;é]{0,60}") {
            let mut whole = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> =
                whole.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            let rows = read(&text, Limits::columns(1_000)).unwrap();
            prop_assert_eq!(rows.into_iter().map(|(_, cells)| cells).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn cells_come_back_by_their_column(cells in prop::collection::vec("[a-zé]{0,5}", 0..20)) {
            let kept: Cells = cells.iter().collect();
            prop_assert_eq!(kept.len(), cells.len());
            prop_assert_eq!(kept.iter().map(str::to_owned).collect::<Vec<_>>(), cells.clone());
            prop_assert_eq!(kept.get(cells.len()), None);
        }
    }
}
