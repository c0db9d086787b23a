//! The area's figure of the staff's overview.

use futures::future::try_join;
use shared::day::today;
use shared::figure::{Figure, Waiting};

use crate::list::{Sort, Wanted};
use crate::status::Status;

/// Invoices of all companies that are still to be paid; late from the day after the one on which they were due.
pub const UNPAID: Figure = Figure {
    key: "invoices",
    count: |app, scope| {
        Box::pin(async move {
            let day = today(&app, &scope).await?.date;
            let with = |status| {
                let wanted = Wanted {
                    company: None,
                    status: Some(status),
                    q: None,
                    sort: Sort::DueFirst,
                    drafts: true,
                };
                wanted.query(day)
            };
            let (sent, overdue) = (with(Status::Sent)?, with(Status::Overdue)?);
            let (due, late) =
                try_join(app.store.count(&scope, sent), app.store.count(&scope, overdue)).await?;
            Ok(Waiting { count: due + late, late })
        })
    },
};
