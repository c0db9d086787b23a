//! The day that it is at a tenant: what decides whether something is overdue, for everybody who reads it and wherever
//! they are. The zone is a setting of the tenant, and pages name it where a due day counts.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::App;
use crate::store::StoreError;
use crate::tenant::{Scope, TenantSettings};

/// A day, and the zone in which it is that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalDay {
    /// The day.
    pub date: Date,
    /// The name of the IANA time zone.
    pub zone: String,
}

impl LocalDay {
    /// The day at `now` by a tenant's settings.
    #[must_use]
    pub fn at(now: Timestamp, settings: &TenantSettings) -> Self {
        let zone = settings.zone();
        let name = zone.iana_name().unwrap_or("UTC").to_owned();
        Self { date: now.to_zoned(zone).date(), zone: name }
    }
}

/// The day that it is now at the tenant. Read from what the process remembers of tenants, so it costs no round trip within
/// a request.
pub async fn today(app: &App, scope: &Scope) -> Result<LocalDay, StoreError> {
    let tenant = app.directory.tenant(scope.tenant()).await?;
    let settings = tenant.map(|tenant| tenant.settings.clone()).unwrap_or_default();
    Ok(LocalDay::at(app.clock.now(), &settings))
}

/// True from the day after the due day: whoever acts on the day itself is in time. The one rule for invoices and policies.
#[must_use]
pub fn is_overdue(due: Option<Date>, today: Date) -> bool {
    due.is_some_and(|due| due < today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_tenants_day_lasts_as_long_as_it_does_there() {
        let now: Timestamp = "2026-12-01T01:21:00Z".parse().unwrap();
        for (zone, day) in [
            (None, date(2026, 12, 1)),
            (Some("America/Los_Angeles"), date(2026, 11, 30)),
            (Some("Pacific/Kiritimati"), date(2026, 12, 1)),
            // A zone that the database no longer knows.
            (Some("Mars/Olympus"), date(2026, 12, 1)),
        ] {
            let settings = TenantSettings { time_zone: zone.map(str::to_owned), ..TenantSettings::default() };
            let today = LocalDay::at(now, &settings);
            assert_eq!(today.date, day, "{zone:?}");
            let due = Some(date(2026, 11, 30));
            assert_eq!(is_overdue(due, today.date), zone != Some("America/Los_Angeles"), "{zone:?}");
        }
    }

    #[test]
    fn nothing_is_overdue_on_its_day_or_without_one() {
        let day = date(2026, 3, 2);
        assert!(!is_overdue(Some(day), day) && !is_overdue(None, day));
        assert!(is_overdue(Some(day), day.tomorrow().unwrap()));
    }
}
