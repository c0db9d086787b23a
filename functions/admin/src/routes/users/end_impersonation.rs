//! Back from a client's portal to one's own session.

use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::AppendHeaders;
use serde::Serialize;
use shared::account::User;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{WriteProblems, client_address};
use shared::problem::Problem;
use shared::session::{self, Person};
use shared::store::StoreError;
use utoipa::ToSchema;

/// Changes of the account at the same moment that may get in the way.
const TRIES: usize = 10;

/// Whose session this is again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnSession {
    /// The page to go to.
    landing: &'static str,
}

/// Stop acting in a client's name
///
/// Gives the browser its own session back, also when the half hour is over. Where nobody is acted for, nothing changes.
#[utoipa::path(delete, path = "/api/portal/impersonation", tag = "admin", operation_id = "impersonation_end",
    responses((status = 200, body = OwnSession, headers(("set-cookie" = String))), WriteProblems))]
pub(crate) async fn end_impersonation(
    State(app): State<App>,
    parts: Parts,
) -> Result<(AppendHeaders<Vec<(HeaderName, HeaderValue)>>, Json<OwnSession>), Problem> {
    let address = client_address(&parts, &app.settings);
    let current = match session::cookie_value(&parts.headers, &app.settings) {
        Some(token) => Person::of_token(&app, token, address.clone()).await.ok(),
        None => None,
    };
    if let Some(person) = &current {
        person.check_shown(&parts.headers)?;
    }
    if let Some(person) = current.as_ref().filter(|person| person.impersonation().is_some()) {
        close(&app, person).await?;
    } else if let Some(person) = &current {
        return Ok((AppendHeaders(Vec::new()), Json(OwnSession { landing: person.user().role.landing() })));
    }
    let (own, token) = own_session(&app, &parts.headers, address).await?;
    let left = own.claims.exp - app.clock.now().as_second();
    let cookies = vec![
        (header::SET_COOKIE, session::set_cookie(&app.settings, token, left)),
        (header::SET_COOKIE, session::staff_cleared(&app.settings)),
    ];
    Ok((AppendHeaders(cookies), Json(OwnSession { landing: "/admin/users" })))
}

/// The kept session, where it is still good and a member of staff's own.
async fn own_session<'a>(
    app: &App,
    headers: &'a HeaderMap,
    address: Option<String>,
) -> Result<(Person, &'a str), Problem> {
    let token = session::kept_value(headers, &app.settings).ok_or(Problem::Unauthorized)?;
    let own = Person::of_token(app, token, address).await?;
    if own.user().is_staff && own.impersonation().is_none() {
        Ok((own, token))
    } else {
        Err(Problem::Unauthorized)
    }
}

/// Takes the session out of the person's account.
async fn close(app: &App, person: &Person) -> Result<(), Problem> {
    let scope = person.own_scope();
    let mut read = person.account.as_ref().clone();
    for _ in 0..TRIES {
        let mut sessions = read.value.sessions.clone();
        sessions.retain(|session| session.id != person.claims.sid);
        let id = read.value.id.as_str();
        let mut batch = app.store.batch(&scope);
        batch
            .replace(&read, &User { sessions, ..read.value.clone() })
            .audit_with(
                &person.actor(),
                "impersonation.end",
                id,
                serde_json::json!({ "name": read.value.name }),
            )
            .event(Event::new("impersonation.ended", id, read.version + 1, Audience::staff()));
        match app.store.commit(batch).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Stale { .. }) => {
                read = shared::account::find(app, &scope, &person.user().id).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}
