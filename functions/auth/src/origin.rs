//! Where a sign-in comes from.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use shared::app::App;
use shared::http::client_address;
use shared::problem::Problem;

use crate::device::device;

/// The browser and the address of a request.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The address, where it is known.
    pub(crate) address: Option<String>,
    /// The browser, in words.
    pub(crate) device: String,
}

impl FromRequestParts<App> for Origin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self { address: client_address(parts, &app.settings), device: device(agent) })
    }
}
