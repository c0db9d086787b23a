//! `DELETE /api/profile/avatar` – back to initials.

use axum::extract::State;
use shared::account::User;
use shared::app::App;
use shared::files::FileKey;
use shared::http::{RequiredIfMatch, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::Person;

use crate::change::change;
use crate::model::{Avatar, Profile};

/// Take one's picture away
#[utoipa::path(delete, path = "/api/profile/avatar", tag = "profile", operation_id = "avatar_remove",
    params(("If-Match" = String, Header)),
    responses((status = 200, body = Profile, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn delete_avatar(
    person: Person,
    State(app): State<App>,
    expected: RequiredIfMatch,
) -> Result<WithETag<Profile>, Problem> {
    let changed = change(
        &app,
        &person,
        expected,
        "profile.avatar",
        |user| User { avatar: None, ..user.clone() },
        |_, _| serde_json::Value::Null,
        |_| {},
    )
    .await?;
    discard(&app, &person).await;
    let profile = Profile::read(&app, &person, &changed).await?;
    Ok(WithETag::ok(profile.version, profile))
}

/// Removes the picture that the person had when the request began, now that the account names it no more. Where this
/// fails a file is left over, and nobody sees it.
pub(super) async fn discard(app: &App, person: &Person) {
    let Some(file) = &person.user().avatar else { return };
    let scope = person.own_scope();
    let gone = async {
        if let Some(read) = app.store.get::<Avatar>(&scope, &Avatar::id_of(file)).await? {
            let mut batch = app.store.batch(&scope);
            batch.delete(&read);
            app.store.commit(batch).await?;
        }
        app.files.delete(&FileKey::new(&scope, file)).await?;
        Ok::<(), Problem>(())
    };
    if let Err(problem) = gone.await {
        tracing::warn!(?problem, %file, "a picture that nobody has stays in the file store");
    }
}
