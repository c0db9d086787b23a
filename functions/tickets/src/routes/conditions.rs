//! Under which conditions a ticket is changed: the version that was read, and the key that makes a repetition harmless.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::Serialize;
use shared::app::App;
use shared::http::{IdempotencyKey, IfMatch, Once, WithETag};
use shared::id::TicketId;
use shared::problem::Problem;
use utoipa::IntoParams;

use crate::caller::Caller;
use crate::lanes::Lanes;
use crate::store::{Changed, Follower, Wish, ticket, version};
use crate::views::{TicketView, page};

/// The conditions of a change.
pub(crate) struct Conditions {
    lanes: Lanes,
    follower: Follower,
    expected: IfMatch,
    key: IdempotencyKey,
}

impl FromRequestParts<App> for Conditions {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self {
            lanes: Lanes::from_request_parts(parts, app).await?,
            follower: Follower::from_request_parts(parts, app).await?,
            expected: <IfMatch as FromRequestParts<App>>::from_request_parts(parts, app).await?,
            key: IdempotencyKey::from_request_parts(parts, app).await?,
        })
    }
}

impl Conditions {
    /// The wish to do `action` with these inputs.
    pub(crate) fn wish<'a>(
        &'a self,
        app: &'a App,
        caller: &'a Caller,
        id: &'a TicketId,
        action: &'static str,
        inputs: &impl Serialize,
    ) -> Result<Wish<'a>, Problem> {
        let once = Once::new(&self.key, caller.user().id.as_str(), &format!("{action}/{id}"), inputs)?;
        Ok(Wish {
            app,
            lanes: &self.lanes,
            follower: self.follower,
            caller,
            id,
            expected: self.expected,
            once,
            action,
            reads: Vec::new(),
        })
    }
}

/// The headers that say the conditions.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes the headers that `Conditions` reads")]
pub(crate) struct ChangeHeaders {
    /// The ETag that was read; 412 where the ticket has another by now.
    #[param(rename = "If-Match")]
    if_match: Option<String>,
    /// Makes a repetition within 24 hours harmless; 1 to 64 visible ASCII characters.
    #[param(rename = "Idempotency-Key", max_length = 64)]
    idempotency_key: Option<String>,
}

/// The header of creating operations.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes the header that `IdempotencyKey` reads")]
pub(crate) struct CreateHeaders {
    /// Makes a repetition within 24 hours harmless; 1 to 64 visible ASCII characters.
    #[param(rename = "Idempotency-Key", max_length = 64)]
    idempotency_key: Option<String>,
}

/// The ticket's id in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct TicketPath {
    /// The ticket.
    id: TicketId,
}

/// Answers a change with the ticket's page.
pub(crate) async fn answer(
    app: &App,
    caller: &Caller,
    id: &TicketId,
    changed: Changed,
) -> Result<WithETag<TicketView>, Problem> {
    let stored = match changed {
        Changed::Now(stored, _) => *stored,
        Changed::Before(_) => ticket(app, caller, id).await?,
    };
    Ok(WithETag::ok(version(caller, &stored), page(app, caller, stored).await?))
}
