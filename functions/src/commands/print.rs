//! Commands that print what the program declares.

use std::io::Write as _;

use serde::Serialize;
use shared::store::cosmos;

use crate::state::StartError;
use crate::{areas, router};

/// `handler functions`
pub(super) fn functions() -> Result<u8, StartError> {
    json(&areas::functions())
}

/// `handler openapi`
pub(super) fn openapi() -> Result<u8, StartError> {
    json(&router::openapi())
}

/// `handler indexing-policy`
pub(super) fn indexing_policy() -> Result<u8, StartError> {
    json(&cosmos::indexing_policy_json(&areas::kinds()))
}

/// Writes a value to standard output.
pub(super) fn json(value: &impl Serialize) -> Result<u8, StartError> {
    let failed =
        |error: &dyn std::fmt::Display| StartError(format!("The answer cannot be printed: {error}."));
    let text = serde_json::to_string_pretty(value).map_err(|error| failed(&error))?;
    writeln!(std::io::stdout().lock(), "{text}").map_err(|error| failed(&error))?;
    Ok(0)
}
