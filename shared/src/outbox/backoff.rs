//! When something that could not be delivered is tried again.

use jiff::SignedDuration;

use crate::clock::Entropy;

/// From then on it is not tried any more.
pub(super) const LIFE: SignedDuration = SignedDuration::from_hours(24);
/// The first pause in seconds; each further one is twice as long, up to [`LONGEST`].
const FIRST: i64 = 15;
const LONGEST: i64 = 60 * 60;

/// The pause behind the attempt of this number (from 1): within a quarter around its length, so that those of one
/// outage do not all come back in the same second.
pub(super) fn pause(attempt: u32, entropy: &dyn Entropy) -> SignedDuration {
    let doubled = 1_i64.checked_shl(attempt.saturating_sub(1).min(20)).unwrap_or(i64::MAX);
    let seconds = FIRST.saturating_mul(doubled).min(LONGEST);
    let mut byte = [0_u8; 1];
    entropy.fill(&mut byte);
    let part = i64::from(byte[0]) - 128;
    SignedDuration::from_millis(seconds * 1_000 + seconds * 250 * part / 128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemEntropy;

    #[test]
    fn pauses_double_up_to_an_hour_within_a_quarter() {
        for (attempt, seconds) in [(1, 15), (2, 30), (3, 60), (9, 3_600), (400, 3_600)] {
            for _ in 0..50 {
                let pause = pause(attempt, &SystemEntropy).as_millis();
                assert!((seconds * 750..=seconds * 1_250).contains(&pause), "{attempt}: {pause}");
            }
        }
    }
}
