//! When a timer function is due: NCRONTAB of six fields, in UTC, as the Functions host reads it.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan, tz::TimeZone};

use crate::failure::{Failure, Outcome};

/// A day that a schedule never meets within this many is never met.
const DAYS: usize = 366 * 4 + 1;

/// A schedule: second, minute, hour, day of the month, month, day of the week.
#[derive(Debug)]
pub(crate) struct Schedule([BTreeSet<i8>; 6]);

impl Schedule {
    /// Reads `*`, `*/n`, numbers, ranges and lists of them; months and days of the week as numbers.
    pub(crate) fn parse(text: &str) -> Outcome<Self> {
        let refused = || Failure::new(format!("`{text}` is no schedule of six fields."));
        let bounds = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];
        let fields: Vec<&str> = text.split_whitespace().collect();
        let fields: [&str; 6] = fields.try_into().map_err(|_| refused())?;
        let mut sets = [const { BTreeSet::new() }; 6];
        for ((set, field), bounds) in sets.iter_mut().zip(fields).zip(bounds) {
            for part in field.split(',') {
                set.extend(values(part, bounds).ok_or_else(refused)?);
            }
        }
        Ok(Self(sets))
    }

    /// The first moment behind `after`; `None` where there is none within four years.
    pub(crate) fn next(&self, after: Timestamp) -> Option<Timestamp> {
        let [seconds, minutes, hours, days, months, weekdays] = &self.0;
        let from = after.to_zoned(TimeZone::UTC).datetime();
        let mut day = from.date();
        for _ in 0..DAYS {
            let week = day.weekday().to_sunday_zero_offset();
            if days.contains(&day.day()) && months.contains(&day.month()) && weekdays.contains(&week) {
                let times = hours.iter().flat_map(|hour| {
                    minutes
                        .iter()
                        .flat_map(move |minute| seconds.iter().map(move |second| (hour, minute, second)))
                });
                let mut moments = times.map(|(hour, minute, second)| day.at(*hour, *minute, *second, 0));
                if let Some(found) = moments.find(|moment| *moment > from) {
                    return instant(found);
                }
            }
            day = tomorrow(day)?;
        }
        None
    }
}

fn tomorrow(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}

fn instant(at: DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(at).ok()
}

fn values(part: &str, (low, high): (i8, i8)) -> Option<Vec<i8>> {
    let (range, step) = match part.split_once('/') {
        Some((range, step)) => (range, step.parse::<usize>().ok().filter(|step| *step > 0)?),
        None => (part, 1),
    };
    let (from, to) = match range.split_once('-') {
        _ if range == "*" => (low, high),
        Some((from, to)) => (from.parse().ok()?, to.parse().ok()?),
        None => (range.parse().ok()?, range.parse().ok()?),
    };
    (low <= from && from <= to && to <= high).then(|| (from..=to).step_by(step).collect())
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
