//! `PATCH /api/manage/canned-replies/{id}` – staff change a ready-made answer.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, WithETag, WriteProblems};
use shared::id::CannedKind;
use shared::problem::Problem;
use shared::session::{Staff, Technician};

use super::canned::{CannedEdit, CannedPath, CannedView};
use crate::model::CannedReply;

/// Replaces title and text of a ready-made answer.
///
/// Errors: 403 viewers · 404 unknown · 412 another version · 422 fields.
#[utoipa::path(
    patch,
    path = "/api/manage/canned-replies/{id}",
    tag = "tickets",
    operation_id = "canned_reply_update",
    params(CannedPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    request_body = CannedEdit,
    responses((status = 200, description = "The ready-made answer", body = CannedView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    PathId(id): PathId<CannedKind>,
    expected: IfMatch,
    Body(edit): Body<CannedEdit>,
) -> Result<WithETag<CannedView>, Problem> {
    let read = app.store.get::<CannedReply>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)?;
    expected.check(read.version)?;
    let reply = edit.checked(id)?;
    let mut batch = app.store.batch(staff.scope());
    batch.replace(&read, &reply);
    let detail = serde_json::json!({ "title": reply.title });
    batch.audit_with(&staff.person().actor(), "canned_reply.update", reply.id.as_str(), detail);
    app.store.commit(batch).await?;
    let version = read.version + 1;
    Ok(WithETag::ok(version, CannedView::of(reply, version)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{desk, id};

    #[tokio::test]
    async fn a_ready_made_answer_is_made_changed_listed_and_thrown_away() {
        let app = desk().await;
        let path = "/api/manage/canned-replies";
        let make = |title: &str| {
            let new = json!({ "title": title, "body": "Thanks for waiting." });
            app.as_(Who::Technician)
                .post(path)
                .header("idempotency-key", &title.replace(' ', "-"))
                .json(&new)
                .send()
        };
        let late = make("Zum Schluss").await.expect(201).json();
        assert_eq!(make("Zum Schluss").await.expect(201).json(), late, "a repetition makes no second one");
        let _ = make("anfang").await.expect(201);
        let titles = async || {
            let list = app.as_(Who::Viewer).get(path).await.expect(200).json();
            let title = |item: &serde_json::Value| item["title"].as_str().unwrap().to_owned();
            list["items"].as_array().unwrap().iter().map(title).collect::<Vec<_>>()
        };
        assert_eq!(titles().await, ["anfang", "Zum Schluss"]);
        let one = format!("{path}/{}", id(&late));
        let edit = json!({ "title": "Abschied", "body": "Bye" });
        let patch = |version| app.as_(Who::Admin).patch(&one).if_match(version).json(&edit);
        let changed = patch(1).await.expect(200);
        assert_eq!((changed.header("etag"), &changed.json()["version"]), ("\"2\"", &json!(2)));
        let _ = patch(1).await.expect(412);
        assert_eq!(titles().await, ["Abschied", "anfang"]);
        let _ = app.as_(Who::Admin).delete(&one).if_match(1).await.expect(412);
        let _ = app.as_(Who::Admin).delete(&one).await.expect(204);
        let _ = app.as_(Who::Admin).delete(&one).await.expect(404);
        assert_eq!(titles().await, ["anfang"]);
    }
}
