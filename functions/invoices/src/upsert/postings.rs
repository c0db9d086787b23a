//! What a DATEV posting does to a customer. `S` (debit) and `H` (credit) belong to the account in `Konto`, which can be the
//! customer's or the revenue account: only both accounts together say whether a row is an invoice, a credit or a payment.

use jiff::civil::Date;
use spreadsheet::{Table, fold};

use super::datev::BatchHeader;

/// The standard charts of accounts, by which accounts are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chart {
    Skr03,
    Skr04,
}

impl Chart {
    /// The chart that field 27 of a batch's first line names.
    pub(super) fn named(text: &str) -> Option<Self> {
        match text.trim_start_matches("SKR").trim() {
            "03" => Some(Self::Skr03),
            "04" => Some(Self::Skr04),
            _ => None,
        }
    }

    /// What a general ledger account of four digits is for, opposite to a customer's.
    fn role(self, account: u64) -> Role {
        match (self, account) {
            // Cash discounts that a customer took belong to a payment, although they are booked among the revenue.
            (Self::Skr03, 1_000..=1_399 | 8_730..=8_739)
            | (Self::Skr04, 1_460..=1_499 | 1_600..=1_899 | 4_730..=4_739) => Role::Money,
            (Self::Skr03, 1_760..=1_779) | (Self::Skr04, 3_800..=3_819) => Role::Tax,
            (Self::Skr03, 8_000..=8_999) | (Self::Skr04, 4_000..=4_999) => Role::Revenue,
            _ => Role::Other,
        }
    }
}

/// What the account opposite to a customer's is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Revenue,
    /// Value-added tax that is booked in a row of its own.
    Tax,
    /// A bank, the cash, or a cash discount.
    Money,
    Other,
}

/// A row that concerns a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) debtor: u64,
    pub(super) contra: u64,
    pub(super) role: Role,
    /// True where the customer owes more by it.
    pub(super) owes: bool,
    /// A general reversal (`Generalumkehr`) undoes another posting.
    pub(super) reversal: bool,
}

/// How the postings of a file are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Postings {
    pub(super) header: BatchHeader,
    side: usize,
    accounts: [usize; 2],
    due: Option<usize>,
    document: Option<usize>,
    discount: Option<usize>,
    reversal: Option<usize>,
    chart: Chart,
}

impl Postings {
    /// Columns are found by name, or else where the format prescribes them.
    pub(super) fn of(table: &Table, header: BatchHeader) -> Self {
        let names: Vec<String> = table.head.iter().map(|name| fold(name)).collect();
        let at = |begin: &str| names.iter().position(|name| name.starts_with(begin));
        let mut postings = Self {
            header,
            side: at("sollhaben").unwrap_or(1),
            accounts: [
                names.iter().position(|name| name == "konto").unwrap_or(6),
                at("gegenkonto").unwrap_or(7),
            ],
            document: at("belegfeld2"),
            discount: names.iter().position(|name| name == "skonto"),
            due: names.iter().position(|name| name == "falligkeit"),
            reversal: at("generalumkehr"),
            chart: Chart::Skr03,
        };
        postings.chart = header.chart.unwrap_or_else(|| postings.guess(table));
        postings
    }

    /// The chart by the first account that means revenue in one of them.
    fn guess(&self, table: &Table) -> Chart {
        let revenue = |row: usize, class| {
            self.accounts(table, row).is_some_and(|(_, contra, _)| self.four_digits(contra) / 1_000 == class)
        };
        let four = (0..table.rows.len()).any(|row| revenue(row, 4));
        let eight = (0..table.rows.len()).any(|row| revenue(row, 8));
        if four && !eight { Chart::Skr04 } else { Chart::Skr03 }
    }

    /// What this row does to a customer; `None` where none of its accounts is a customer's.
    pub(super) fn posting(&self, table: &Table, row: usize) -> Option<Posting> {
        let (debtor, contra, first) = self.accounts(table, row)?;
        let debit = match table.cell(row, self.side).trim() {
            "S" | "s" => true,
            "H" | "h" => false,
            _ => return None,
        };
        let reversal = self.reversal.is_some_and(|at| matches!(table.cell(row, at).trim(), "1" | "G" | "g"));
        let role =
            if self.is_ledger(contra) { self.chart.role(self.four_digits(contra)) } else { Role::Other };
        Some(Posting { debtor, contra, role, owes: (debit == first) != reversal, reversal })
    }

    /// The customer's account, the one opposite to it, and whether the customer's is the one that `S` and `H` belong to.
    fn accounts(&self, table: &Table, row: usize) -> Option<(u64, u64, bool)> {
        let read = |place: usize| table.cell(row, place).trim().parse::<u64>().ok();
        let (first, second) = (read(self.accounts[0])?, read(self.accounts[1])?);
        match (self.is_debtor(first), self.is_debtor(second)) {
            (true, false) => Some((first, second, true)),
            (false, true) => Some((second, first, false)),
            // From one customer to another, or no customer at all.
            _ => None,
        }
    }

    /// Accounts of customers, as `10000` to `69999`.
    pub(super) fn debtors(&self) -> (u64, u64) {
        let least = 10_u64.pow(self.header.account_length);
        (least, 7 * least - 1)
    }

    fn is_debtor(&self, account: u64) -> bool {
        let (least, most) = self.debtors();
        (least..=most).contains(&account)
    }

    fn is_ledger(&self, account: u64) -> bool {
        account < self.debtors().0
    }

    fn four_digits(&self, account: u64) -> u64 {
        account / 10_u64.pow(self.header.account_length.saturating_sub(4))
    }

    /// The cash discount of a payment, as it is written.
    pub(super) fn discount<'a>(&self, table: &'a Table, row: usize) -> &'a str {
        self.discount.map_or("", |at| table.cell(row, at).trim())
    }

    /// Whether a column is one in which DATEV writes due days.
    pub(super) fn writes_due(&self, place: Option<usize>) -> bool {
        place.is_none() || place == self.due || place == self.document
    }

    /// The due day: `Fälligkeit` as `17032026`, or else `Belegfeld 2` as `170326`. The latter often holds something else,
    /// so it counts only where it is a day within two years of the invoice's own. `Err` with the cell that is no day.
    pub(super) fn due(
        &self,
        table: &Table,
        row: usize,
        issued: Option<Date>,
    ) -> Result<Option<Date>, String> {
        let cell = |place: Option<usize>| place.map_or("", |at| table.cell(row, at).trim());
        let due = cell(self.due);
        if !due.is_empty() && due != "0" {
            return digits(due, 8, "%d%m%Y").map(Some).ok_or_else(|| due.to_owned());
        }
        let issued = issued.and_then(|day| Some(day..=day.checked_add(jiff::Span::new().years(2)).ok()?));
        let day = digits(cell(self.document), 6, "%d%m%y");
        Ok(day.filter(|day| issued.is_some_and(|span| span.contains(day))))
    }
}

/// A day of so many digits; a spreadsheet drops the zero in front.
fn digits(text: &str, length: usize, format: &str) -> Option<Date> {
    let plain = (length - 1..=length).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| Date::strptime(format, format!("{text:0>length$}")).ok())?
}
