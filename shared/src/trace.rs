//! The trace id of the request at hand.

tokio::task_local! {
    static TRACE: String;
}

/// The trace id of the request at hand; empty outside of one.
#[must_use]
pub fn current() -> String {
    TRACE.try_with(Clone::clone).unwrap_or_default()
}

/// Runs `work` under a trace id.
pub async fn within<F: Future>(id: String, work: F) -> F::Output {
    TRACE.scope(id, work).await
}
