//! What became of each record.

use std::collections::HashSet;

use serde::Serialize;
use shared::id::InvoiceId;
use shared::problem::Fields;
use utoipa::ToSchema;

use super::Incoming;
use super::reading::Reading;

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = InvoiceOutcome)]
pub(crate) enum Outcome {
    /// A new invoice.
    Created,
    /// An invoice has changed.
    Changed,
    /// The invoice said so already.
    Unchanged,
    /// Something is wrong with it; nothing of it was kept.
    Refused,
}

/// The report on one record.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = InvoiceRecordReport)]
pub(crate) struct RecordReport {
    /// Its place in what was sent, from 0.
    pub(crate) index: usize,
    /// What the sending system calls it; absent where that could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) external_id: Option<String>,
    /// The line of the file in which it begins, from 1; absent where it came in no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) row: Option<u64>,
    /// The invoice's id; absent where it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<InvoiceId>,
    /// What became of it.
    pub(crate) outcome: Outcome,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) errors: Option<Fields>,
}

/// Something that a person should know about a file before it is written. Nothing is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InvoiceFileNotice)]
pub(crate) struct Notice {
    /// The lines of the file that it is about, from 1; none where it is about the whole file.
    pub(crate) rows: Vec<u64>,
    /// What people call the invoice; absent where it is not about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<String>,
    /// A sentence for the person who imports the file.
    pub(crate) message: String,
}

/// The report on all of them, in the order in which they were sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvoiceReport)]
pub(crate) struct Report {
    /// New invoices.
    pub(crate) created: usize,
    /// Invoices that have changed.
    pub(crate) changed: usize,
    /// Invoices that said so already.
    pub(crate) unchanged: usize,
    /// Records with something wrong.
    pub(crate) refused: usize,
    /// Each record.
    pub(crate) records: Vec<RecordReport>,
    /// What else is to be known of the file, such as rows that were left out, or a part payment; absent where there is
    /// nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) notices: Vec<Notice>,
    /// How the file was read; absent where they came in none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<Reading>,
}

impl RecordReport {
    /// As long as nothing has become of it.
    pub(crate) fn of(index: usize, sent: &Incoming) -> Self {
        let (external_id, row) = (sent.external_id.clone(), sent.rows.0.first().copied());
        Self { index, external_id, row, id: None, outcome: Outcome::Refused, errors: None }
    }

    /// Something is wrong with it.
    pub(crate) fn refuse(&mut self, wrong: Fields) {
        self.outcome = Outcome::Refused;
        self.errors = Some(wrong);
        self.id = None;
    }

    /// It came to be this.
    pub(crate) fn became(&mut self, outcome: Outcome, id: &InvoiceId) {
        self.outcome = outcome;
        self.id = Some(id.clone());
        self.errors = None;
    }
}

impl Report {
    /// On these records.
    pub(crate) fn of(records: Vec<RecordReport>) -> Self {
        let count = |outcome| records.iter().filter(|one| one.outcome == outcome).count();
        Self {
            created: count(Outcome::Created),
            changed: count(Outcome::Changed),
            unchanged: count(Outcome::Unchanged),
            refused: count(Outcome::Refused),
            records,
            notices: Vec::new(),
            file: None,
        }
    }

    /// With how the file was read. What is noted on a refused invoice is dropped: its errors are what counts.
    pub(crate) fn of_file(self, reading: Reading, mut notices: Vec<Notice>) -> Self {
        let refused: HashSet<u64> = self
            .records
            .iter()
            .filter(|one| one.outcome == Outcome::Refused)
            .filter_map(|one| one.row)
            .collect();
        notices.retain(|notice| {
            notice.number.is_none() || notice.rows.first().is_none_or(|row| !refused.contains(row))
        });
        Self { file: Some(reading), notices, ..self }
    }
}
