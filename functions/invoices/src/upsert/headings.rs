//! Reports of QuickBooks that name the customer once, in a line above the customer's rows, and close with `Total for …`.

use spreadsheet::{Table, fold};

/// What the first column of a report says for each row.
pub(super) struct Headings(Vec<Heading>);

enum Heading {
    /// A row of this customer.
    Row(String),
    /// A heading or a total: not a row of any invoice.
    None,
}

impl Headings {
    pub(super) fn of(table: &Table) -> Self {
        let mut open: Vec<String> = Vec::new();
        // True as long as the last row was a heading: the next one belongs below it, as a project below its customer.
        let mut nested = false;
        let rows = table.rows.iter().map(|row| {
            let first = row.cell(0).trim();
            if first.is_empty() {
                nested = false;
                return open.last().map_or(Heading::None, |name| Heading::Row(name.clone()));
            }
            let folded = fold(first);
            if let Some(closed) = folded.strip_prefix("total") {
                let closed = closed.strip_prefix("for").unwrap_or(closed);
                let place = open.iter().rposition(|name| closed.starts_with(&fold(name)));
                open.truncate(place.unwrap_or(0));
                nested = true;
            } else if row.cells().skip(1).all(|cell| cell.trim().is_empty()) {
                if !nested {
                    open.clear();
                }
                open.push(first.to_owned());
                nested = true;
            }
            Heading::None
        });
        Self(rows.collect())
    }

    /// The customer of a row; `None` for a row that belongs to no invoice.
    pub(super) fn customer(&self, row: usize) -> Option<&str> {
        match self.0.get(row) {
            Some(Heading::Row(name)) => Some(name),
            _ => None,
        }
    }
}
