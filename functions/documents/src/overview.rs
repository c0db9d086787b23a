//! The area's figure of the staff's overview.

use shared::figure::{Figure, Waiting};

use crate::compliance::{of_policy, total};
use crate::store::{ledger, tallies, today};

/// Signatures that are still missing; late where the last day for them is over. From the figures that compliance keeps.
pub const UNSIGNED: Figure = Figure {
    key: "documents",
    count: |app, scope| {
        Box::pin(async move {
            let ledger = ledger(&app, &scope).await?;
            let tallies = tallies(&app, &scope).await?;
            let today = today(&app, &scope).await?;
            let sum = total(ledger.demands.iter().map(|demand| of_policy(&tallies, demand, today).0));
            Ok(Waiting { count: sum.missing(), late: sum.overdue })
        })
    },
};
