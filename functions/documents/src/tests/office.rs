//! What the tests stand on: an app with the area alone, companies, uploads and policies in it.

use bytes::Bytes;
use futures::StreamExt as _;
use serde_json::{Value, json};
use shared::app::App;
use shared::company::CompanyHead;
use shared::files::FileKey;
use shared::files::sniff::sniff;
use shared::id::FileId;
use shared::pdf::{Letterhead, Letterheads, Press};
use shared::problem::Problem;
use shared::tenant::Scope;
use shared::upload::{UPLOAD_LIFE, Upload, UploadedFile};
use shared_testing::{Answer, TestApp, Who};

/// A letterhead without a look.
pub(super) struct Plain;

#[async_trait::async_trait]
impl Letterheads for Plain {
    async fn letterhead(&self, _: &App, _: &Scope) -> Result<Letterhead, Problem> {
        Ok(Letterhead::plain("Acme MSP"))
    }
}

/// An app with the area's operations; Birch and Cedar exist.
pub(crate) async fn office() -> TestApp {
    let app = TestApp::new(crate::router(Press::new(Plain)), crate::kinds()).await;
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    for who in [Who::User, Who::Stranger] {
        let company = app.person(who).company.clone().unwrap();
        batch.create(&CompanyHead { id: company.id, name: company.name, email_domains: vec![] });
    }
    app.state.store.commit(batch).await.unwrap();
    app
}

/// The id of somebody's company.
pub(crate) fn company(app: &TestApp, who: Who) -> String {
    app.person(who).company.as_ref().unwrap().id.to_string()
}

/// An upload of somebody's, as the uploads' own operation leaves it.
pub(crate) async fn upload(app: &TestApp, who: Who, name: &str, content: &'static [u8]) -> String {
    let scope = app.scope(who.tenant()).await;
    let id = FileId::mint(&*app.state.clock, &*app.state.entropy);
    let stream = futures::stream::iter([Ok(Bytes::from_static(content))]).boxed();
    let written = app.state.files.put(&FileKey::new(&scope, &id), stream, 1 << 20).await.unwrap();
    let sniffed = sniff(content, name);
    let mut batch = app.state.store.batch(&scope);
    batch.create(&Upload {
        id: id.clone(),
        owner: app.person(who).id.clone(),
        company: None,
        name: name.to_owned(),
        unused_until: batch.now() + UPLOAD_LIFE,
        file: Some(UploadedFile {
            size: written.size,
            sha256: written.sha256,
            content_type: sniffed.content_type.to_owned(),
            inline: sniffed.inline,
        }),
    });
    app.state.store.commit(batch).await.unwrap();
    id.to_string()
}

/// Shares a file; `more` says what is different.
pub(crate) async fn share(app: &TestApp, title: &str, more: Value) -> Value {
    let upload = upload(app, Who::Admin, "report.pdf", b"%PDF-1.7 text").await;
    let mut about = json!({ "title": title });
    about.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let new = json!({ "upload": upload, "about": about });
    app.as_(Who::Admin).post("/api/manage/documents/files").json(&new).await.expect(201).json()
}

/// A policy that is right; `more` says what is different.
pub(crate) fn policy(more: &Value) -> Value {
    let mut policy = json!({
        "title": "Acceptable use", "issuer": "Acme MSP",
        "sections": [{ "heading": "Purpose", "body": "Between **{{client_name}}** and {{issuer}}." }],
        "requires_scroll_to_end": true, "requires_acknowledgement": true, "requires_typed_name": true,
    });
    policy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    policy
}

/// Creates a policy.
pub(crate) async fn draft(app: &TestApp, more: Value) -> Value {
    app.as_(Who::Admin).post("/api/manage/documents/policies").json(&policy(&more)).await.expect(201).json()
}

/// Publishes what staff have written.
pub(crate) async fn publish(app: &TestApp, policy: &Value) -> Value {
    let path = format!("/api/manage/documents/policies/{}/publish", id(policy));
    app.as_(Who::Admin).post(&path).if_match(version(policy)).await.expect(200).json()
}

/// Writes something else.
pub(crate) async fn rewrite(app: &TestApp, before: &Value, more: Value) -> Value {
    let path = format!("/api/manage/documents/policies/{}", id(before));
    app.as_(Who::Admin).put(&path).if_match(version(before)).json(&policy(&more)).await.expect(200).json()
}

/// Creates and publishes a policy.
pub(crate) async fn published(app: &TestApp, more: Value) -> Value {
    publish(app, &draft(app, more).await).await
}

/// The id of an answer.
pub(crate) fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap().to_owned()
}

fn version(answer: &Value) -> u64 {
    answer["version"].as_u64().unwrap()
}

/// A document as somebody reads it.
pub(crate) async fn read(app: &TestApp, who: Who, policy: &Value) -> Value {
    app.as_(who).get(&format!("/api/portal/documents/{}", id(policy))).await.expect(200).json()
}

/// What signs a document that was read.
pub(crate) fn deed(shown: &Value) -> Value {
    json!({
        "version": shown["version"], "content_sha256": shown["content_sha256"], "consent": shown["consent"],
        "scrolled_to_end": true, "acknowledged": true, "name": "Ursula Ser", "title": "Clerk",
    })
}

/// Sends a signature.
pub(crate) async fn sign(app: &TestApp, who: Who, policy: &Value, deed: &Value) -> Answer {
    app.as_(who).post(&format!("/api/portal/documents/{}/sign", id(policy))).json(deed).await
}

/// Reads and signs.
pub(crate) async fn signed(app: &TestApp, who: Who, policy: &Value) -> Value {
    let shown = read(app, who, policy).await;
    sign(app, who, policy, &deed(&shown)).await.expect(200).json()
}

/// A field of every line of one of the lists.
pub(crate) async fn lines(app: &TestApp, who: Who, query: &str, field: &str) -> Vec<String> {
    let page = app.as_(who).get(&format!("/api/portal/documents{query}")).await.expect(200).json();
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| item[field].as_str().unwrap_or_default().to_owned()).collect()
}
