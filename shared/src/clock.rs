//! Time and chance, injected: the only places where the program reads the wall clock or draws randomness.

use std::sync::Arc;

use jiff::Timestamp;

/// Tells the time. Handlers take it from the app state; rules take a [`Timestamp`].
pub trait Clock: Send + Sync + 'static {
    /// The present moment in UTC.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Draws unpredictable bytes.
pub trait Entropy: Send + Sync + 'static {
    /// Fills `out` with bytes that nobody can guess.
    fn fill(&self, out: &mut [u8]);
}

/// The operating system's generator.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "the one place that draws from the system's generator")]
    #[expect(clippy::expect_used, reason = "a machine without randomness must not serve anybody")]
    fn fill(&self, out: &mut [u8]) {
        getrandom::fill(out).expect("the operating system gives randomness");
    }
}

/// A clock that many parts share.
pub type SharedClock = Arc<dyn Clock>;
/// A source of randomness that many parts share.
pub type SharedEntropy = Arc<dyn Entropy>;
