//! The log: one JSON line an event on standard output, since the Functions host reads standard error as errors.

use tracing_subscriber::EnvFilter;

use crate::state::StartError;

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// Reads `PORTAL_LOG`. The library takes any word for the name of a module, so that `loud` would silence everything else;
/// here a word alone is a level.
pub(super) fn filter(text: &str) -> Result<EnvFilter, StartError> {
    let level = |word: &str| LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word));
    let plain = |part: &str| match part.split_once('=') {
        None => level(part),
        Some((module, word)) => is_module(module) && level(word),
    };
    // Spans have a syntax of their own, with commas and signs in it.
    let has_spans = text.contains('[') && text.matches('[').count() == text.matches(']').count();
    let sound = has_spans || text.split(',').all(plain);
    EnvFilter::try_new(text)
        .ok()
        .filter(|_| sound)
        .ok_or_else(|| StartError("PORTAL_LOG: expected a filter such as `info,shared=debug`.".into()))
}

fn is_module(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_:-".contains(&byte))
}

/// Begins to log.
pub(super) fn start(filter: EnvFilter) {
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stdout).try_init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_says_what_is_logged() {
        for good in ["info", "WARN", "off", "info,shared=debug", "warn,shared::mail=trace", "[request]=debug"]
        {
            assert!(filter(good).is_ok(), "{good}");
        }
        for wrong in ["loud", "info,shared=[", "shared=loud", "a=b=c", "info,", "=info", "info shared=debug"]
        {
            assert!(filter(wrong).is_err(), "{wrong}");
        }
    }
}
