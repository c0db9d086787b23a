//! A file as rows of cells.

use crate::layout::layout;
use crate::{Encoding, unguard};

/// Rows below the head at most.
pub const ROWS: usize = 20_000;

/// Bytes of a cell at most: as many characters as a spreadsheet takes, of four bytes each.
const CELL: usize = 4 * 32_767;

/// A row and the line that it begins on; the first line of the file is 1. All its cells are one text: a file of empty
/// cells takes little memory.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The line.
    pub line: u64,
    text: Box<str>,
    /// Where each cell ends in the text.
    ends: Box<[u32]>,
}

impl Row {
    fn of(line: u64, cells: &[String]) -> Self {
        let mut text = String::with_capacity(cells.iter().map(String::len).sum());
        let mut ends = Vec::with_capacity(cells.len());
        for cell in cells {
            text.push_str(cell);
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        Self { line, text: text.into(), ends: ends.into() }
    }

    /// The cell at `place`; empty where the row ends before it.
    #[must_use]
    pub fn cell(&self, place: usize) -> &str {
        let end = |place: usize| self.ends.get(place).map(|end| *end as usize);
        let begin = place.checked_sub(1).map_or(Some(0), end);
        begin.zip(end(place)).and_then(|(from, to)| self.text.get(from..to)).unwrap_or_default()
    }

    /// Its cells, in their order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|place| self.cell(place))
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.line)?;
        f.debug_list().entries(self.cells()).finish()
    }
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How its letters are written.
    pub encoding: Encoding,
    /// What stands between its cells.
    pub delimiter: char,
    /// The names of its columns.
    pub head: Vec<String>,
    /// What is below; empty lines are left out.
    pub rows: Vec<Row>,
}

/// Why a file cannot be read: a sentence for the person who chose it.
pub type ReadError = String;

impl Table {
    /// Makes the row at `place` the head, where lines of a title stand above it.
    pub fn begin_at(&mut self, place: usize) {
        if place < self.rows.len() {
            let head = self.rows.drain(..=place).next_back();
            self.head = head.map(|row| row.cells().map(str::to_owned).collect()).unwrap_or_default();
        }
    }

    /// The cell of a row; empty where the row ends before it.
    #[must_use]
    pub fn cell(&self, row: usize, place: usize) -> &str {
        self.rows.get(row).map_or("", |row| row.cell(place))
    }
}

/// Reads a file of at most so many columns, in the encoding that somebody chose or that it most likely has. Reading ends
/// at the first cell beyond them, before it takes memory. Cells lose the guard against formulas and go through `clean`.
pub fn read(
    bytes: &[u8],
    columns: usize,
    chosen: Option<Encoding>,
    clean: fn(&str) -> String,
) -> Result<Table, ReadError> {
    let encoding = chosen.unwrap_or_else(|| Encoding::detect(bytes));
    let mut text = encoding.decode(bytes);
    if text.contains('\0') {
        return Err("This is not a text file. Save the spreadsheet as CSV.".to_owned());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    let (delimiter, begin) = layout(&text);
    let mut records = Records::new(text.as_bytes(), delimiter, begin, columns);
    let mut head = None;
    let mut rows = Vec::new();
    while let Some((line, cells)) = records.next()? {
        let cells: Vec<String> = cells.into_iter().map(|cell| clean(unguard(&cell))).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if head.is_none() {
            head = Some(cells);
        } else if rows.len() < ROWS {
            rows.push(Row::of(line, &cells));
        } else {
            return Err("This file has more than 20,000 rows. Split it into several files.".to_owned());
        }
    }
    let head = head.ok_or("This file is empty.")?;
    if rows.is_empty() {
        return Err("This file has a header row, but no rows below it.".to_owned());
    }
    Ok(Table { encoding, delimiter: char::from(delimiter), head, rows })
}

/// Records of a text, read byte by byte: a record with too many cells ends the reading at once.
struct Records<'a> {
    reader: csv_core::Reader,
    text: &'a [u8],
    at: usize,
    out: Vec<u8>,
    /// Ends of the cells: one more than there may be, so that the last is not taken for one too many.
    ends: Vec<usize>,
    lines: Lines<'a>,
}

impl<'a> Records<'a> {
    fn new(text: &'a [u8], delimiter: u8, begin: usize, columns: usize) -> Self {
        let reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let lines = Lines { text, at: 0, line: 1 };
        Self { reader, text, at: begin, out: vec![0; 1_024], ends: vec![0; columns + 1], lines }
    }

    /// The next record with its line; `None` at the end.
    fn next(&mut self) -> Result<Option<(u64, Vec<String>)>, ReadError> {
        use csv_core::ReadRecordResult::{End, InputEmpty, OutputEndsFull, OutputFull, Record};
        let line = self.lines.of(self.at);
        let (mut length, mut cells) = (0, 0);
        loop {
            let input = &self.text[self.at..];
            let (result, read, wrote, ended) =
                self.reader.read_record(input, &mut self.out[length..], &mut self.ends[cells..]);
            self.at += read;
            length += wrote;
            cells += ended;
            let columns = self.ends.len() - 1;
            if cells > columns || matches!(result, OutputEndsFull) {
                return Err(format!("This file has more than {columns} columns."));
            }
            let begin = cells.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
            if length - begin > CELL {
                return Err(
                    "A cell of this file has more than 32,767 characters. Is a quotation mark missing?"
                        .to_owned(),
                );
            }
            match result {
                // The reader learns that there is no more by being asked once more.
                InputEmpty | OutputEndsFull => {}
                OutputFull => self.out.resize(self.out.len() * 2, 0),
                End => return Ok(None),
                Record => break,
            }
        }
        let mut from = 0;
        let cells = self.ends[..cells].iter().map(|end| {
            let cell = String::from_utf8_lossy(&self.out[from..*end]).into_owned();
            from = *end;
            cell
        });
        Ok(Some((line, cells.collect())))
    }
}

/// Counts lines as an editor shows them.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first text at or behind this byte; asked in the order of the file.
    fn of(&mut self, byte: usize) -> u64 {
        while self.text.get(self.at).is_some_and(|next| self.at < byte || *next == b'\n') {
            self.line += u64::from(self.text[self.at] == b'\n');
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COLUMNS: usize = 60;
    const TEXT: &str = "Name;E-Mail\r\n\"Müller; Jörg\";jörg@a.example\r\n\r\nŁukasz;l@a.example\r\n";

    fn clean(text: &str) -> String {
        text.trim().to_owned()
    }

    fn table(bytes: &[u8]) -> Table {
        read(bytes, COLUMNS, None, clean).unwrap()
    }

    fn names(bytes: &[u8]) -> Vec<(u64, String)> {
        table(bytes).rows.iter().map(|row| (row.line, row.cell(0).to_owned())).collect()
    }

    #[test]
    fn every_spreadsheets_file_reads_the_same() {
        let expected = vec![(2, "Müller; Jörg".to_owned()), (4, "Łukasz".to_owned())];
        let utf16 = |big: bool| -> Vec<u8> {
            TEXT.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        assert_eq!(names(TEXT.as_bytes()), expected);
        assert_eq!(names(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()), expected);
        assert_eq!(names(&utf16(false)), expected);
        assert_eq!(names(&utf16(true)), expected);
        assert_eq!(names(&[b"\xFF\xFE".as_slice(), &utf16(false)].concat()), expected);
        assert_eq!(names(&[b"\xFE\xFF".as_slice(), &utf16(true)].concat()), expected);
        assert_eq!(names(TEXT.replace("\r\n", "\r").as_bytes()), expected);
        assert_eq!(names(TEXT.replace("\r\n", "\n").as_bytes()), expected);
    }

    #[test]
    fn the_encoding_can_be_chosen() {
        let western = encoding_rs::WINDOWS_1252.encode("Name,E-Mail\nMüller – Jörg,j@a.example\n").0;
        let read_alone = table(&western);
        assert_eq!((read_alone.encoding, read_alone.delimiter), (Encoding::Windows1252, ','));
        assert_eq!(read_alone.cell(0, 0), "Müller – Jörg");
        let chosen = read(&western, COLUMNS, Some(Encoding::Windows1251), clean).unwrap();
        assert_eq!((chosen.encoding, chosen.cell(0, 0)), (Encoding::Windows1251, "Mьller – Jцrg"));
    }

    #[test]
    fn a_told_delimiter_and_empty_lines_above_are_no_head() {
        for (text, line) in [
            ("sep=;\nCompany;Name\nBirch;Ann\n", 3),
            ("sep=;\r\n\r\nCompany;Name\r\nBirch;Ann\r\n", 4),
            ("\nCompany;Name\nBirch;Ann\n", 3),
            ("\r\n\r\n;;;\r\nCompany;Name\r\n;\r\nBirch;Ann\r\n", 6),
            ("\u{feff}sep=;\nCompany;Name\nBirch;Ann\n", 3),
        ] {
            let table = table(text.as_bytes());
            assert_eq!(table.head, ["Company", "Name"], "{text:?}");
            assert_eq!(table.rows, [Row::of(line, &["Birch".into(), "Ann".into()])], "{text:?}");
        }
    }

    #[test]
    fn a_row_of_a_title_can_be_left_above_the_head() {
        let mut table = table(b"Invoice list\n\nDate,Num\n2026-01-01,7\n");
        table.begin_at(0);
        assert_eq!((table.head, table.rows[0].line), (vec!["Date".to_owned(), "Num".to_owned()], 4));
    }

    #[test]
    fn what_is_no_list_is_refused_in_words() {
        for bytes in [b"".as_slice(), b"name,email\n", b"PK\x03\x04\0\0\0\0name"] {
            assert!(read(bytes, COLUMNS, None, clean).is_err());
        }
        let many = format!("a\n{}", "b\n".repeat(ROWS + 1));
        assert!(read(many.as_bytes(), COLUMNS, None, clean).unwrap_err().contains("20,000"));
        let row = |cells: usize| format!("{}x\n", "x,".repeat(cells - 1));
        assert_eq!(table(format!("{}{}", row(COLUMNS), row(COLUMNS)).as_bytes()).head.len(), COLUMNS);
        let wide = format!("a,b\n{}", row(COLUMNS + 1));
        assert!(read(wide.as_bytes(), COLUMNS, None, clean).unwrap_err().contains("60 columns"));
    }

    #[test]
    fn sec_28_a_row_of_millions_of_cells_ends_at_the_sixty_first() {
        let text = ",".repeat(4_900_000);
        let mut records = Records::new(text.as_bytes(), b',', 0, COLUMNS);
        assert!(records.next().is_err());
        assert!(records.at <= COLUMNS + 1, "{}", records.at);
        assert!(records.out.len() <= 1_024);
    }

    proptest! {
        #[test]
        fn no_bytes_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            for chosen in Encoding::ALL.into_iter().map(Some).chain([None]) {
                if let Ok(table) = read(&bytes, COLUMNS, chosen, clean) {
                    prop_assert!(!table.rows.is_empty());
                }
            }
        }

        #[test]
        fn cells_come_back_as_they_were_written(
            cells in prop::collection::vec(prop::collection::vec("[a-zäß日,;='\"\n ]{0,10}", 2), 1..10),
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["one", "two"]).unwrap();
            for row in &cells {
                writer.write_record(row.iter().map(|cell| crate::guard(cell.clone()))).unwrap();
            }
            let expected: Vec<Vec<String>> = cells
                .iter()
                .map(|row| row.iter().map(|cell| clean(cell)).collect::<Vec<_>>())
                .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            let bytes = writer.into_inner().unwrap();
            match read(&bytes, COLUMNS, None, clean) {
                Ok(table) => {
                    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells().map(str::to_owned).collect()).collect();
                    prop_assert_eq!(rows, expected);
                }
                Err(_) => prop_assert!(expected.is_empty()),
            }
        }
    }
}
