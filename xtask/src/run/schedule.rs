//! When a timer function is due: NCRONTAB of six fields, in UTC, as the Functions host reads it.

use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use jiff::{Timestamp, tz::TimeZone};

use crate::failure::{Failure, Outcome};

/// A schedule: second, minute, hour, day of the month, month, day of the week.
#[derive(Debug)]
pub(crate) struct Schedule(Cron);

impl Schedule {
    /// Reads six fields.
    pub(crate) fn parse(text: &str) -> Outcome<Self> {
        // Where a day of the month and one of the week are named, the host wants both.
        let parser =
            CronParser::builder().seconds(Seconds::Required).year(Year::Disallowed).dom_and_dow(true).build();
        let read = parser.parse(text);
        read.map(Self).map_err(|why| Failure::new(format!("`{text}` is no schedule of six fields: {why}.")))
    }

    /// The first moment behind `after`; `None` where there is none.
    pub(crate) fn next(&self, after: Timestamp) -> Option<Timestamp> {
        let found = self.0.find_next_occurrence(&after.to_zoned(TimeZone::UTC), false);
        found.ok().map(|at| at.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(schedule: &str, after: &str) -> String {
        Schedule::parse(schedule).unwrap().next(after.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn the_next_moment_is_found() {
        for (schedule, after, next_one) in [
            ("*/15 * * * * *", "2026-03-01T10:00:00Z", "2026-03-01T10:00:15Z"),
            ("*/15 * * * * *", "2026-03-01T10:00:14.9Z", "2026-03-01T10:00:15Z"),
            ("0 */15 * * * *", "2026-03-01T10:45:00Z", "2026-03-01T11:00:00Z"),
            ("0 5 * * * *", "2026-12-31T23:05:00Z", "2027-01-01T00:05:00Z"),
            ("0 20 3 * * *", "2026-03-01T03:20:00Z", "2026-03-02T03:20:00Z"),
            ("0 0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z"),
            ("0 0 9 * * 1-5", "2026-11-27T10:00:00Z", "2026-11-30T09:00:00Z"),
            ("0 0 6,18 * * *", "2026-11-27T10:00:00Z", "2026-11-27T18:00:00Z"),
        ] {
            assert_eq!(next(schedule, after), next_one, "{schedule} after {after}");
        }
        assert!(Schedule::parse("0 0 0 31 2 *").unwrap().next(Timestamp::UNIX_EPOCH).is_none());
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for wrong in [
            "",
            "* * * * *",
            "60 * * * * *",
            "*/0 * * * * *",
            "5-1 * * * * *",
            "x * * * * *",
            "* * * * * * *",
        ] {
            assert!(Schedule::parse(wrong).is_err(), "{wrong}");
        }
    }
}
