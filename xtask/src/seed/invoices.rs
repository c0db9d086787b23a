//! Invoices, as a CSV file that the admin imports. Their days are told from today, so that some are always overdue.

use jiff::civil::Date;
use jiff::{ToSpan as _, Zoned};

use super::{actors::Actors, api::Body, journal::Journal, plan::Plan};
use crate::failure::{Failure, Outcome};

const FILE: &str = include_str!("../../seed/invoices.csv");

/// Enters the tenant's invoices.
pub(crate) fn enter(plan: &Plan, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome {
    if plan.companies.is_empty() {
        return Ok(());
    }
    let file = dated(FILE, today())?;
    let body = || Body::Bytes { content_type: "text/csv", bytes: file.as_bytes() };
    let admin = plan.admin.key.as_str();
    journal.step("invoices", |_| {
        actors.send(admin, "POST", "/api/manage/invoices/import", &[], body()).map(|_| String::new())
    })?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "demonstration data belong to the day on which they are made")]
fn today() -> Date {
    Zoned::now().date()
}

/// Puts a day in the place of each `@DAYS`, counted from today.
fn dated(file: &str, today: Date) -> Outcome<String> {
    let mut parts = file.split('@');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find([',', '\n']).unwrap_or(part.len());
        let day = part[..end].parse().ok().and_then(|days: i64| today.checked_add(days.days()).ok());
        let day = day.ok_or_else(|| {
            Failure::new(format!(
                "The demonstration invoices have a day that cannot be counted: {}",
                &part[..end]
            ))
        })?;
        text.push_str(&day.to_string());
        text.push_str(&part[end..]);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_today() {
        let today = jiff::civil::date(2026, 3, 2);
        assert_eq!(dated("a,@-2,@0\n@1,b", today).unwrap(), "a,2026-02-28,2026-03-02\n2026-03-03,b");
        assert!(!dated(FILE, today).unwrap().contains('@'));
    }
}
