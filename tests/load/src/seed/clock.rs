//! A clock that walks through the last year, so that tickets are not all of one moment.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use shared::clock::Clock;

/// Steps through a year that ends now.
pub(super) struct Stepping {
    start: Timestamp,
    step: SignedDuration,
    steps: AtomicI64,
}

impl Stepping {
    /// A clock of so many steps.
    pub(super) fn new(end: Timestamp, steps: usize) -> Self {
        let year = SignedDuration::from_hours(24 * 365);
        let step = year / i32::try_from(steps.max(1)).unwrap_or(i32::MAX);
        Self { start: end.saturating_sub(year).unwrap_or(end), step, steps: AtomicI64::new(0) }
    }

    /// One step on.
    pub(super) fn step(&self) {
        self.steps.fetch_add(1, Ordering::Relaxed);
    }
}

impl Clock for Stepping {
    fn now(&self) -> Timestamp {
        let steps = i32::try_from(self.steps.load(Ordering::Relaxed)).unwrap_or(i32::MAX);
        self.start.saturating_add(self.step.saturating_mul(steps)).unwrap_or(self.start)
    }
}
