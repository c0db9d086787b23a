//! Reports of QuickBooks that name the customer once, in a line above the customer's rows, and close with `Total for …`.

use spreadsheet::{Table, fold};

/// What the first column of a report says for each row.
pub(super) struct Headings(Vec<Heading>);

enum Heading {
    /// A row of this customer.
    Row(String),
    /// A heading or a total: no row of an invoice.
    None,
}

impl Headings {
    pub(super) fn of(table: &Table) -> Self {
        let mut open: Vec<String> = Vec::new();
        // True as long as the last row was a heading: the next one belongs below it, as a project below its customer.
        let mut nested = false;
        let rows = table.rows.iter().map(|row| {
            let first = row.cell(0).trim();
            let alone = row.cells().skip(1).all(|cell| cell.trim().is_empty());
            if first.is_empty() {
                nested = false;
                // Without a heading the customer is missing, and the row is refused for it.
                return Heading::Row(open.last().cloned().unwrap_or_default());
            }
            if alone {
                if !nested {
                    open.clear();
                }
                open.push(first.to_owned());
                nested = true;
                return Heading::None;
            }
            let folded = fold(first);
            let Some(closed) = folded.strip_prefix("total") else {
                return Heading::Row(first.to_owned());
            };
            let closed = closed.strip_prefix("for").unwrap_or(closed);
            let place = open.iter().rposition(|name| closed.starts_with(&fold(name)));
            open.truncate(place.unwrap_or(0));
            nested = true;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn customers(rows: &str) -> Vec<Option<String>> {
        let file = format!(",Num,Amount\n{rows}");
        let table = spreadsheet::read(file.as_bytes(), 10, None, str::to_owned).unwrap();
        let headings = Headings::of(&table);
        (0..table.rows.len()).map(|row| headings.customer(row).map(str::to_owned)).collect()
    }

    #[test]
    fn a_heading_holds_until_its_total_and_projects_stand_below_their_customer() {
        let row = |name: &str| Some(name.to_owned());
        let plain = "Birch,,\n,1,5\n,2,5\nTotal for Birch,,10\nTotal Care Ltd,,\n,3,5\nTotal for Total Care Ltd,,5\nTOTAL,,15\n";
        assert_eq!(
            customers(plain),
            [None, row("Birch"), row("Birch"), None, None, row("Total Care Ltd"), None, None]
        );
        let nested =
            "Birch,,\nRoof,,\n,1,5\nTotal for Roof,,5\n,2,5\nTotal for Birch with sub-customers,,10\n,3,5\n";
        assert_eq!(
            customers(nested),
            [None, None, row("Roof"), None, row("Birch"), None, row("")],
            "a row without a heading is not lost"
        );
    }
}
