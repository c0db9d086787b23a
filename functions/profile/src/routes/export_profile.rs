//! `GET /api/profile/export` – everything that the portal holds about a person, as one file for that person.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, future, stream};
use serde_json::{Value, json};
use shared::app::App;
use shared::http::ReadProblems;
use shared::personal::{Part, Source, audit_of};
use shared::problem::Problem;
use shared::session::Person;

use crate::model::Profile;

/// Entries of one part at most.
const MOST: usize = 20_000;
/// The audit log's part: the kernel's own.
static AUDIT: Source = Source { name: "audit", read: audit_of };

/// What the areas hold about a person.
#[derive(Clone, Copy)]
pub(crate) struct Sources(pub(crate) &'static [Source]);

/// Download everything that the portal holds about oneself
///
/// A JSON object: `profile`, `sessions`, one array for each area, and `audit`: what the person did. It is sent while it
/// is read; a part ends after 20,000 entries.
#[utoipa::path(get, path = "/api/profile/export", tag = "profile", operation_id = "profile_export",
    responses((status = 200, description = "The file", content_type = "application/json", body = Object), ReadProblems))]
pub(crate) async fn export_profile(
    person: Person,
    State(app): State<App>,
    Extension(Sources(sources)): Extension<Sources>,
) -> Result<Response, Problem> {
    let user = person.user();
    let scope = person.own_scope();
    let mut batch = app.store.batch(&scope);
    batch.audit(&person.actor(), "profile.export", user.id.as_str());
    app.store.commit(batch).await?;
    let sessions: Vec<Value> = user
        .sessions
        .iter()
        .map(|session| {
            json!({
                "device": session.device, "address": session.address, "created_at": session.created_at,
                "last_seen_at": session.last_seen_at, "expires_at": session.expires_at,
            })
        })
        .collect();
    let head = format!(
        "{{\n\"portal\": {},\n\"exported_at\": {},\n\"profile\": {},\n\"sign_ins\": {},\n\"sessions\": {}",
        json!(person.tenant.name),
        json!(app.clock.now()),
        json!(Profile::of(user)),
        json!({ "count": user.login_count, "last": user.last_login_at }),
        Value::Array(sessions),
    );
    let parts = sources.iter().chain([&AUDIT]).map(move |source| {
        let entries = (source.read)(app.clone(), person.clone());
        array(source.name, entries)
    });
    let parts: Vec<_> = parts.collect();
    let file = stream::once(future::ready(Ok(Bytes::from(head))))
        .chain(stream::iter(parts).flatten())
        .chain(stream::once(future::ready(Ok(Bytes::from_static(b"\n}\n")))));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"my-data.json\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(file)).into_response())
}

/// One member of the object: the entries as they come. A failure cuts the download off, which a browser reports.
fn array(name: &'static str, entries: Part) -> impl stream::Stream<Item = Result<Bytes, std::io::Error>> {
    let begin = Bytes::from(format!(",\n\"{name}\": ["));
    let lines = entries.take(MOST).enumerate().map(|(place, entry)| {
        let entry = entry.map_err(|problem| std::io::Error::other(format!("{problem:?}")))?;
        let joint = if place == 0 { "\n" } else { ",\n" };
        Ok(Bytes::from(format!("{joint}{entry}")))
    });
    stream::once(future::ready(Ok(begin)))
        .chain(lines.into_stream())
        .chain(stream::once(future::ready(Ok(Bytes::from_static(b"]")))))
}
