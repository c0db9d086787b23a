//! How a file was read, and what a person may choose about it: shown before anything is written.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::problem::{Fields, Problem};
use spreadsheet::{DecimalMark, Encoding, plain};
use utoipa::{IntoParams, ToSchema};

use super::columns::{Column, Columns};
use super::days::{self, DayOrder};
use super::layout::Layout;
use crate::money::Currency;

/// What somebody decided about a file; the rest is judged by the file.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// True to only say what would happen.
    pub(crate) dry_run: Option<bool>,
    /// How the file's letters are written.
    #[param(inline)]
    pub(crate) encoding: Option<Encoding>,
    /// What begins the decimals of its numbers.
    #[param(inline)]
    pub(crate) numbers: Option<DecimalMark>,
    /// Which number of a day as `01/03/2026` is the day.
    #[param(inline)]
    pub(crate) days: Option<DayOrder>,
    /// The currency of invoices that have none in the file.
    pub(crate) currency: Option<String>,
    /// What its columns mean, as JSON: `{"number":0,"company":3}`.
    pub(crate) columns: Option<String>,
}

impl ImportQuery {
    /// The columns that were chosen. Ends: 422 at `columns`.
    pub(super) fn columns(&self) -> Result<Option<Columns>, Problem> {
        let Some(text) = &self.columns else { return Ok(None) };
        let wrong = || Problem::field("columns", "Give each meaning a column of its own.");
        let columns: Columns = serde_json::from_str(text).map_err(|_| wrong())?;
        let mut places: Vec<usize> = columns.values().copied().collect();
        places.sort_unstable();
        places.dedup();
        if places.len() < columns.len()
            || places.last().is_some_and(|last| *last >= super::spreadsheet::COLUMNS)
        {
            return Err(wrong());
        }
        Ok(Some(columns))
    }

    /// The currency that was chosen. Ends: 422 at `currency`.
    pub(super) fn currency(&self) -> Result<Option<Currency>, Problem> {
        let code =
            self.currency.as_deref().map(|code| code.trim().to_uppercase()).filter(|code| !code.is_empty());
        let Some(code) = code else { return Ok(None) };
        let known = Currency::parse(&code);
        known.map(Some).ok_or_else(|| Problem::field("currency", "Give a currency of ISO 4217, as EUR."))
    }
}

/// How a file's numbers are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InvoiceFileNumbers)]
pub(crate) struct Numbers {
    /// What begins their decimals.
    pub(crate) mark: DecimalMark,
    /// A number of the file that could be read both ways; present where somebody must choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) question: Option<Question>,
}

/// A number that could be read both ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InvoiceFileQuestion)]
pub(crate) struct Question {
    /// As it stands in the file.
    pub(crate) cell: String,
    /// What it is with a point before the decimals, as `1.000`.
    pub(crate) point: String,
    /// What it is with a comma before the decimals, as `1000`.
    pub(crate) comma: String,
}

impl Question {
    pub(super) fn of(cell: String) -> Self {
        let read = |mark| plain(&cell, mark).unwrap_or_default();
        Self { point: read(DecimalMark::Point), comma: read(DecimalMark::Comma), cell }
    }
}

/// A day that could be read both ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InvoiceFileDayQuestion)]
pub(crate) struct DayQuestion {
    /// As it stands in the file.
    pub(crate) cell: String,
    /// What it is with the day first.
    pub(crate) day_first: Date,
    /// What it is with the month first.
    pub(crate) month_first: Date,
}

impl DayQuestion {
    pub(super) fn of(cell: String) -> Option<Self> {
        let day_first = days::parse(&cell, DayOrder::DayFirst)?;
        let month_first = days::parse(&cell, DayOrder::MonthFirst)?;
        Some(Self { cell, day_first, month_first })
    }
}

/// How a file's days are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InvoiceFileDays)]
pub(crate) struct Days {
    /// Which number is the day.
    pub(crate) order: DayOrder,
    /// A day of the file that could be read both ways; present where somebody must choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) question: Option<DayQuestion>,
}

/// How a file was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InvoiceFile)]
pub(crate) struct Reading {
    /// How its letters are written.
    pub(crate) encoding: Encoding,
    /// What stands between its cells.
    #[schema(value_type = String)]
    pub(crate) delimiter: char,
    /// The program that wrote it, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) layout: Option<Layout>,
    /// The names of its columns.
    pub(crate) head: Vec<String>,
    /// Meaning → place in the head, from 0.
    pub(crate) columns: BTreeMap<Column, usize>,
    /// What it needs that no column means yet.
    pub(crate) missing: Vec<Column>,
    /// Rows below the head.
    pub(crate) rows: usize,
    /// How its numbers are read.
    pub(crate) numbers: Numbers,
    /// How its days are read.
    pub(crate) days: Days,
}

impl Reading {
    /// Ends with 422 where something must be chosen first.
    pub(super) fn decided(&self) -> Result<(), Problem> {
        let mut wrong = Fields::default();
        if !self.missing.is_empty() {
            let names: Vec<String> =
                self.missing.iter().map(|column| super::columns::name(*column)).collect();
            wrong.add(
                "columns",
                format!("The file lacks these columns, or they are not assigned: {}.", names.join(", ")),
            );
        }
        if let Some(question) = &self.numbers.question {
            wrong.add(
                "numbers",
                format!(
                    "\u{201c}{}\u{201d} can be {} or {}. Say whether a point or a comma begins the decimals.",
                    question.cell, question.point, question.comma
                ),
            );
        }
        if let Some(DayQuestion { cell, day_first, month_first }) = &self.days.question {
            let sentence = format!(
                "\u{201c}{cell}\u{201d} can be {day_first} or {month_first}. Say whether the day or the month stands first."
            );
            wrong.add("days", sentence);
        }
        wrong.ok(())
    }
}
