//! Declining mails by the signed word of one of them, and the one click of mail programs (RFC 8058).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::json;
use shared::account::User;
use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::mail::{Unsubscribe, read_unsubscribe};
use shared::problem::Problem;
use shared::store::StoreError;

/// Lost races before giving up.
const TRIES: usize = 10;

/// What a word says; 404 for any word that is not ours.
pub(crate) fn said(app: &App, word: &str) -> Result<Unsubscribe, Problem> {
    read_unsubscribe(&app.keys, word).ok_or(Problem::NotFound)
}

/// `POST /api/mail/one-click/{word}` – what a mail program sends for its reader. Its body says only that it is one.
pub(crate) async fn one_click(
    State(app): State<App>,
    Path(word): Path<String>,
) -> Result<StatusCode, Problem> {
    let what = said(&app, &word)?;
    decline(&app, &what).await
}

/// Keeps the choice; as often as wanted.
pub(crate) async fn decline(app: &App, what: &Unsubscribe) -> Result<StatusCode, Problem> {
    let (scope, _) = app.directory.scope(&what.tenant).await?.ok_or(Problem::NotFound)?;
    for _ in 0..TRIES {
        let read = app.store.get::<User>(&scope, what.user.as_str()).await?.ok_or(Problem::NotFound)?;
        let Some(choices) = what.topic.decline(read.value.notifications) else {
            return Err(Problem::NotFound);
        };
        if choices == read.value.notifications {
            return Ok(StatusCode::NO_CONTENT);
        }
        let changed = User { notifications: choices, ..read.value.clone() };
        let actor = Actor {
            id: changed.id.to_string(),
            name: changed.name.clone(),
            role: changed.role.as_str().to_owned(),
            address: None,
            ..Actor::default()
        };
        let id = changed.id.as_str();
        let mut batch = app.store.batch(&scope);
        batch
            .replace(&read, &changed)
            .audit_with(&actor, "mail.unsubscribe", id, json!({ "topic": what.topic }))
            .event(Event::new("user.updated", id, read.version + 1, Audience::staff()));
        match app.store.commit(batch).await {
            Ok(_) => return Ok(StatusCode::NO_CONTENT),
            Err(StoreError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}
