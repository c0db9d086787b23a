//! Trigger payloads as captured from Azure: text and numbers are encoded as JSON once more inside the JSON.

use serde_json::{Value, json};

/// A timer's data; `past_due` when the host was down at the right time.
pub fn timer(past_due: bool, status: &Value) -> Value {
    json!({ "timer": { "Schedule": { "AdjustForDST": true }, "ScheduleStatus": status, "IsPastDue": past_due } })
}

/// What a schedule's status looks like once it ran.
pub fn schedule_status() -> Value {
    json!({
        "Last": "2026-11-01T00:00:00.0019+00:00", "Next": "2026-11-01T00:15:00+00:00",
        "LastUpdated": "2026-11-01T00:00:00.0019+00:00",
    })
}

/// Metadata of a delivery that is tried again.
pub fn retry(count: u32, most: u32) -> Value {
    json!({ "RetryContext": { "RetryCount": count, "MaxRetryCount": most, "Exception": null } })
}
