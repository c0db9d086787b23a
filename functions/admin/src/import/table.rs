//! A spreadsheet's text file as rows of cells, whatever program saved it. Pure.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use shared::csv::{Cells, Limits, Rows};

/// Rows below the head at most.
pub(crate) const ROWS: usize = 20_000;
/// Columns at most.
const COLUMNS: usize = 60;

/// A row and the line that it begins on; the head is line 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) cells: Cells,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// How its letters are written, in words.
    pub(crate) encoding: &'static str,
    /// What stands between its cells.
    pub(crate) delimiter: char,
    /// The names of its columns.
    pub(crate) head: Vec<String>,
    /// What is below; empty lines are left out.
    pub(crate) rows: Vec<Row>,
}

/// Reads a file, within limits that hold before anything is kept. The error is a sentence for the person who chose it.
pub(crate) fn read(bytes: &[u8]) -> Result<Table, String> {
    let (encoding, text) = decode(bytes);
    if text.contains('\0') {
        return Err("This is not a text file. Save the spreadsheet as CSV.".into());
    }
    let delimiter = delimiter(&text);
    let mut head: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for row in Rows::new(&text, delimiter, Limits::columns(COLUMNS)) {
        let row = row.map_err(shared::csv::Excess::sentence)?;
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cells = row.cells.iter().map(shared::http::clean_line);
        if head.is_none() {
            head = Some(cells.collect());
            continue;
        }
        let cells: Cells = cells.collect();
        if cells.iter().all(str::is_empty) {
            continue;
        }
        if rows.len() == ROWS {
            return Err("This file has more than 20,000 rows. Split it into several files.".into());
        }
        rows.push(Row { line: row.line, cells });
    }
    let head = head.ok_or("This file is empty.")?;
    if rows.is_empty() {
        return Err("This file has a head, but no rows below it.".into());
    }
    Ok(Table { encoding, delimiter: char::from(delimiter), head, rows })
}

/// By its byte order mark; else UTF-16 where every other byte is zero; else UTF-8, and what cannot be that is
/// Windows-1252, which spreadsheets write.
fn decode(bytes: &[u8]) -> (&'static str, String) {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked
        .or_else(|| unmarked_utf16(bytes))
        .unwrap_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 });
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    (encoding.name(), text.into_owned())
}

fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(200)).filter(|head| head.len() >= 4)?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 4;
    match (even > most, odd > most) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whichever of the two (or the tab) is more frequent in the first line, outside of quotes.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(candidate, _)| *candidate == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.filter(|(_, count)| *count > 0).map_or(b',', |(candidate, _)| *candidate)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "Name;E-Mail\r\n\"Müller; Jörg\";jörg@a.example\r\n\r\nŁukasz;l@a.example\r\n";

    fn names(bytes: &[u8]) -> Vec<(u64, String)> {
        read(bytes)
            .unwrap()
            .rows
            .into_iter()
            .map(|row| (row.line, row.cells.get(0).unwrap().to_owned()))
            .collect()
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
        let western = WINDOWS_1252.encode("Name,E-Mail\nMüller – Jörg,j@a.example\n").0;
        let table = read(&western).unwrap();
        assert_eq!((table.encoding, table.delimiter), ("windows-1252", ','));
        assert_eq!(table.rows[0].cells.get(0), Some("Müller – Jörg"));
    }

    #[test]
    fn what_is_no_list_is_refused_in_words() {
        assert!(read(b"").is_err());
        assert!(read(b"name,email\n").is_err());
        assert!(read(b"PK\x03\x04\0\0\0\0name").is_err());
        let many = format!("a\n{}", "b\n".repeat(ROWS + 1));
        assert!(read(many.as_bytes()).is_err());
        assert!(read(",".repeat(100).as_bytes()).is_err());
    }

    #[test]
    fn sec_28_a_file_of_nothing_but_commas_is_refused_by_its_columns() {
        let refused = read(",".repeat(4_900_000).as_bytes()).unwrap_err();
        assert_eq!(refused, "This file has more than 60 columns.");
        let below = format!("name,email\n{}", ";,".repeat(1_000_000));
        assert_eq!(read(below.as_bytes()).unwrap_err(), "This file has more than 60 columns.");
        let open = format!("name,email\n\"{}", "x,\n".repeat(1_000_000));
        assert!(read(open.as_bytes()).unwrap_err().contains("quotation mark"));
    }

    proptest! {
        #[test]
        fn no_bytes_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(table) = read(&bytes) {
                prop_assert!(!table.rows.is_empty());
            }
        }

        #[test]
        fn cells_come_back_as_they_were_written(
            cells in prop::collection::vec(prop::collection::vec("[a-zäß日,;\"\n ]{0,10}", 2), 1..10),
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["one", "two"]).unwrap();
            for row in &cells {
                writer.write_record(row).unwrap();
            }
            let expected: Vec<Vec<String>> = cells
                .iter()
                .map(|row| row.iter().map(|cell| shared::http::clean_line(cell)).collect::<Vec<_>>())
                .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            let bytes = writer.into_inner().unwrap();
            match read(&bytes) {
                Ok(table) => {
                    let rows: Vec<Vec<String>> = table
                        .rows
                        .into_iter()
                        .map(|row| row.cells.iter().map(str::to_owned).collect())
                        .collect();
                    prop_assert_eq!(rows, expected);
                }
                Err(_) => prop_assert!(expected.is_empty()),
            }
        }
    }
}
