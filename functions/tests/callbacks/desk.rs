//! A portal with its outbox, a key, and a receiver.

use std::sync::Arc;

use handler::areas;
use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use shared::audit::Actor;
use shared::outbox::{Outbox, Ran};
use shared::service_key::{self, KeyScope, NewKey};
use shared_testing::{Answer, Client, PASSWORD, TestApp, Who};

use crate::receiver::Receiver;

/// A key for pushing: what is sent, and what signs callbacks.
#[derive(Debug, Clone)]
pub struct Key {
    pub id: String,
    pub text: String,
    pub secret: String,
}

pub struct Desk {
    pub app: TestApp,
    pub outbox: Outbox,
    pub receiver: Receiver,
    pub key: Key,
}

impl Desk {
    pub async fn new() -> Self {
        let app = TestApp::new(handler::router::operations(), areas::kinds()).await;
        let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
        let (scope, tenant) = app.state.directory.scope(&slug).await.unwrap().unwrap();
        branding::provision(&app.state, &scope, &tenant).await.unwrap();
        let outbox = Outbox {
            areas: areas::mails(),
            callbacks: areas::callbacks(),
            brands: Arc::new(branding::MailBrands),
            carrier: None,
        };
        let key = key(&app, "Legal").await;
        Self { app, outbox, receiver: Receiver::new().await, key }
    }

    /// Pushes a policy to be signed by these; `more` says what is different.
    pub async fn push(&self, version: u32, signers: &[Who], more: Value) -> Answer {
        let emails: Vec<String> = signers.iter().map(|who| who.email()).collect();
        let mut policy = json!({
            "title": "Data processing", "issuer": "Acme Legal", "signers": "people",
            "sections": [{ "heading": "Purpose", "body": "Between {{client_name}} and us." }],
        });
        let mut push = json!({
            "external_id": "dpa-7", "version": version, "emails": emails, "callback_url": self.receiver.url(),
        });
        let more = more.as_object().unwrap().clone();
        for (name, value) in more {
            let to = if name == "sections" || name == "signers" { &mut policy } else { &mut push };
            to[name] = value;
        }
        push["policy"] = policy;
        let request = self.app.as_(Who::Nobody).post("/api/internal/signing/push").without("sec-fetch-site");
        request.header("x-integration-key", &self.key.text).json(&push).await
    }

    /// The same, which must succeed; the policy's id.
    pub async fn pushed(&self, version: u32, signers: &[Who], more: Value) -> String {
        let answer = self.push(version, signers, more).await.expect(200).json();
        answer["id"].as_str().unwrap().to_owned()
    }

    /// Somebody with a new session.
    pub async fn sign_in(&self, who: Who) -> Client {
        let wanted = json!({ "tenant": who.tenant(), "email": who.email(), "password": PASSWORD });
        let answer = self.app.as_(Who::Nobody).post("/api/auth/login").json(&wanted).await.expect(200);
        let cookie = answer.header("set-cookie").split(['=', ';']).nth(1).unwrap().to_owned();
        self.app.with_token(Some(cookie))
    }

    /// Reads and signs; the signature.
    pub async fn sign(&self, who: Who, policy: &str) -> Value {
        self.tick(1);
        let path = format!("/api/portal/documents/{policy}");
        let client = self.app.as_(who);
        let shown = client.get(&path).await.expect(200).json();
        let deed = json!({
            "version": shown["version"], "content_sha256": shown["content_sha256"], "consent": shown["consent"],
            "name": format!("{who:?} Typed"), "title": "Clerk",
        });
        client.post(&format!("{path}/sign")).json(&deed).await.expect(200).json()
    }

    /// Reads and refuses.
    pub async fn decline(&self, who: Who, policy: &str, reason: &str) {
        self.tick(1);
        let path = format!("/api/portal/documents/{policy}");
        let client = self.app.as_(who);
        let shown = client.get(&path).await.expect(200).json();
        let deed = json!({
            "version": shown["version"], "content_sha256": shown["content_sha256"], "reason": reason,
        });
        let _ = client.post(&format!("{path}/decline")).json(&deed).await.expect(204);
    }

    pub fn tick(&self, seconds: i64) {
        self.app.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// One run of the outbox.
    pub async fn run(&self) -> Ran {
        self.outbox.run(&self.app.state).await.unwrap()
    }

    /// Runs twice: what one run keeps, another delivers at the latest.
    pub async fn settle(&self) {
        self.run().await;
        self.run().await;
    }

    /// The callbacks of a policy as staff see them, the latest first.
    pub async fn listed(&self, client: &Client, policy: &str) -> Vec<Value> {
        let path = format!("/api/manage/documents/policies/{policy}/callbacks");
        client.get(&path).await.expect(200).json()["items"].as_array().unwrap().clone()
    }

    /// The actions in the audit log about callbacks of a policy, the oldest first.
    pub async fn audited(&self, client: &Client, policy: &str) -> Vec<Value> {
        let path = format!("/api/manage/audit?object={policy}&limit=100");
        let mut lines = client.get(&path).await.expect(200).json()["items"].as_array().unwrap().clone();
        lines.retain(|line| line["action"].as_str().unwrap().starts_with("callback."));
        lines.reverse();
        lines
    }
}

/// A key of acme's that may push policies.
pub async fn key(app: &TestApp, name: &str) -> Key {
    let scope = app.scope("acme").await;
    let new = NewKey { name: name.into(), scopes: vec![KeyScope::Signing] };
    let made = service_key::create(&app.state, Some(&scope), &Actor::operator(), new).await.unwrap();
    let secret = made.callback_secret.unwrap().expose_secret().to_owned();
    Key { id: made.record.id, text: made.text, secret }
}
