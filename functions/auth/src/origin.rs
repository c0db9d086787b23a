//! Where a sign-in comes from.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use shared::app::App;
use shared::http::client_address;
use shared::problem::Problem;
use shared::session::{KnownBrowser, cookie_value};
use shared::tenant::TenantSlug;

use crate::device::device;

/// The browser and the address of a request.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The address, where it is known.
    pub(crate) address: Option<String>,
    /// The browser, in words.
    pub(crate) device: String,
    /// The token of the session that the browser has, genuine or not.
    session: Option<String>,
    /// For whom the browser is known.
    known: KnownBrowser,
}

impl Origin {
    /// The token of the session that the browser has, genuine or not.
    pub(crate) fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }

    /// What the browser is called where it is known to be the person's with that login key.
    pub(crate) fn browser_of(&self, app: &App, tenant: &TenantSlug, login_key: &str) -> Option<&str> {
        self.known.of(&app.keys, tenant, login_key, app.clock.now())
    }

    /// `Set-Cookie` by which the browser is known to be this person's from now on.
    pub(crate) fn remembered(&self, app: &App, tenant: &TenantSlug, login_key: &str) -> HeaderValue {
        let person = (tenant, login_key);
        self.known.remember(&app.settings, (&app.keys, &*app.entropy), person, app.clock.now())
    }
}

impl FromRequestParts<App> for Origin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let known = KnownBrowser::read(&parts.headers, &app.settings);
        let session = cookie_value(&parts.headers, &app.settings).map(str::to_owned);
        Ok(Self { address: client_address(parts, &app.settings), device: device(agent), session, known })
    }
}
