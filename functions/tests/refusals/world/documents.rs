//! A file and a policy for Birch alone, a draft, and an upload of the admin's.

use serde_json::{Value, json};
use shared::callback::Callback;
use shared::id::CallbackId;
use shared::outbox::{DeliveryState, Posting};
use shared_testing::{TestApp, Who};

/// Ids, and what signs the policy.
pub struct Documents {
    pub file: String,
    pub policy: String,
    pub draft: String,
    pub upload: String,
    pub deed: Value,
    /// A colleague's of [`Who::User`].
    pub signature: String,
    /// [`Who::User`]'s, of another policy.
    pub own_signature: String,
    /// A callback about the policy that was given up.
    pub callback: String,
    /// A signature of a policy that another system pushed.
    pub pushed_signature: String,
}

/// Makes them. Birch must have been entered.
pub async fn make(app: &TestApp) -> Documents {
    let admin = app.as_(Who::Admin);
    let birch = &app.person(Who::User).company.as_ref().unwrap().id;
    let only = json!({ "all": false, "companies": [birch] });
    let upload = async || {
        let answer = admin.post("/api/manage/uploads?name=plan.txt").body("plan").await.expect(201);
        answer.json()["id"].as_str().unwrap().to_owned()
    };
    let file = json!({ "upload": upload().await, "about": { "title": "Plan", "shown_to": only } });
    let file = admin.post("/api/manage/documents/files").json(&file).await.expect(201).json();
    let policy = json!({
        "title": "Rules", "issuer": "Acme", "sections": [{ "heading": "", "body": "Text" }], "shown_to": only,
    });
    let path = "/api/manage/documents/policies";
    let draft = admin.post(path).json(&policy).await.expect(201).json();
    let other = admin.post(path).json(&policy).await.expect(201).json();
    let other = other["id"].as_str().unwrap().to_owned();
    let _ = admin.post(&format!("{path}/{other}/publish")).if_match(1).await.expect(200);
    let policy = admin.post(path).json(&policy).await.expect(201).json();
    let policy = policy["id"].as_str().unwrap().to_owned();
    let _ = admin.post(&format!("{path}/{policy}/publish")).if_match(1).await.expect(200);
    let shown = app.as_(Who::User).get(&format!("/api/portal/documents/{policy}")).await.expect(200).json();
    // Whoever looks first makes the company's board.
    let _ = app.as_(Who::Stranger).get("/api/portal/documents").await.expect(200);
    let deed = json!({
        "version": 1, "content_sha256": shown["content_sha256"], "consent": shown["consent"],
    });
    let path = format!("/api/portal/documents/{policy}/sign");
    let signature = app.as_(Who::CompanyAdmin).post(&path).json(&deed).await.expect(200).json();
    let read = app.as_(Who::User).get(&format!("/api/portal/documents/{other}")).await.expect(200).json();
    let own = json!({
        "version": 1, "content_sha256": read["content_sha256"], "consent": read["consent"],
    });
    let path = format!("/api/portal/documents/{other}/sign");
    let own = app.as_(Who::User).post(&path).json(&own).await.expect(200).json();
    let callback = dead_callback(app, &policy).await;
    Documents {
        callback,
        pushed_signature: String::new(),
        own_signature: own["id"].as_str().unwrap().to_owned(),
        file: file["id"].as_str().unwrap().to_owned(),
        policy,
        draft: draft["id"].as_str().unwrap().to_owned(),
        upload: upload().await,
        deed,
        signature: signature["id"].as_str().unwrap().to_owned(),
    }
}

async fn dead_callback(app: &TestApp, policy: &str) -> String {
    let now = app.state.clock.now();
    let mut callback = Callback {
        id: CallbackId::named("acme", "callback"),
        name: "document.signed".into(),
        object: policy.to_owned(),
        url: "https://legal.example/in".into(),
        installation: false,
        at: now,
        about: Value::Null,
        posting: Posting::new("evt_".into(), now),
    };
    callback.posting.enter(DeliveryState::Dead);
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    callback.add_to(&mut batch);
    app.state.store.commit(batch).await.unwrap();
    callback.id.to_string()
}

/// Has another system push a policy, which [`Who::OtherUser`] signs; the signature.
pub async fn pushed(app: &TestApp, machine: &str) -> String {
    let policy = json!({
        "title": "Pushed", "issuer": "Acme", "signers": "people",
        "sections": [{ "heading": "", "body": "Text" }],
    });
    let push = json!({
        "tenant": "acme", "external_id": "pushed", "version": 1, "policy": policy,
        "emails": [Who::OtherUser.email()],
    });
    let request = app.as_(Who::Nobody).post("/api/internal/signing/push").without("sec-fetch-site");
    let policy = request.header("x-integration-key", machine).json(&push).await.expect(200).json();
    let path = format!("/api/portal/documents/{}", policy["id"].as_str().unwrap());
    let client = app.as_(Who::OtherUser);
    let shown = client.get(&path).await.expect(200).json();
    let deed = json!({
        "version": 1, "content_sha256": shown["content_sha256"], "consent": shown["consent"],
    });
    let signed = client.post(&format!("{path}/sign")).json(&deed).await.expect(200).json();
    // Whoever looks first makes the company's board.
    let _ = app.as_(Who::Stranger).get("/api/portal/documents").await.expect(200);
    signed["id"].as_str().unwrap().to_owned()
}
