//! How many tests passed and failed, read from what the test runners print.

use std::fmt;

/// Passed and failed tests; among the passed ones those that did so only at a second try.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) flaky: u64,
}

impl Counts {
    /// Sums up.
    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.flaky += other.flaky;
    }

    /// For a stage that failed: its own failure counts when no test's did.
    pub(super) fn at_least_one_failed(self) -> Self {
        Self { failed: self.failed.max(1), ..self }
    }

    /// Reads all summaries in a runner's output: nextest's, Vitest's and Playwright's.
    pub(super) fn read(output: &str) -> Self {
        let mut counts = Self::default();
        for line in output.lines() {
            let plain = without_colours(line);
            let plain = plain.trim();
            if let Some((_, summary)) =
                plain.split_once("tests run: ").or_else(|| plain.split_once("test run: "))
            {
                counts.add(Self::words(summary.split([',', '(', ')'])));
            } else if let Some(summary) = plain.strip_prefix("Tests ") {
                counts.add(Self::words(summary.split(['|', '('])));
            } else if plain.starts_with(|first: char| first.is_ascii_digit()) {
                counts.add(Self::words(std::iter::once(plain.split(" (").next().unwrap_or(plain))));
            }
        }
        counts
    }

    fn words<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = Self::default();
        for part in parts {
            let Some((number, word)) = part.trim().split_once(' ') else { continue };
            let Ok(number) = number.parse::<u64>() else { continue };
            match word.trim() {
                "passed" => counts.passed += number,
                "failed" | "timed out" | "exec failed" | "interrupted" | "did not run" => {
                    counts.failed += number;
                }
                // Not one to trust, and named in the stage's log: a defect of the test or of what it tests.
                "flaky" => counts.flaky += number,
                _ => {}
            }
        }
        counts
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return Ok(());
        }
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.flaky > 0 { write!(f, ", {} FLAKY", self.flaky) } else { Ok(()) }
    }
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(begin) = rest.find('\u{1b}') {
        plain.push_str(&rest[..begin]);
        rest = rest[begin..].split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64) -> Counts {
        Counts { passed, failed, flaky: 0 }
    }

    #[test]
    fn nextest_is_understood() {
        let said =
            "     Summary [   1.021s] 53/60 tests run: 50 passed (2 slow), 2 failed, 1 timed out, 0 skipped";
        assert_eq!(Counts::read(said), counts(50, 3));
        let twice = Counts::read("Summary [ 76s] 675 tests run: 675 passed (1 flaky), 2 skipped");
        assert_eq!(twice, Counts { passed: 675, failed: 0, flaky: 1 });
        assert_eq!(Counts::read("Summary [ 0.1s] 1 test run: 1 passed, 0 skipped"), counts(1, 0));
    }

    #[test]
    fn vitest_is_understood() {
        let said = "\u{1b}[2m Test Files \u{1b}[22m 3 passed (3)\n\u{1b}[2m      Tests \u{1b}[22m 1 failed | 12 passed (13)";
        assert_eq!(Counts::read(said), counts(12, 1));
    }

    #[test]
    fn playwright_is_understood() {
        assert_eq!(
            Counts::read("  1 failed\n    [chromium] › a.spec.ts\n  2 did not run\n  14 passed (31.2s)"),
            counts(14, 3)
        );
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(Counts::read("3 files changed\n12 passed tests are nice"), Counts::default());
    }
}
