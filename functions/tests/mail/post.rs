//! A portal with its outbox and a catcher.

use std::sync::Arc;

use axum::http::Method;
use catcher::Catcher;
use handler::areas;
use jiff::SignedDuration;
use mail_parser::MessageParser;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::account::CompanyRef;
use shared::id::CompanyId;
use shared::mail::{Carrier, Smtp};
use shared::outbox::{Outbox, Ran};
use shared::store::{Document, Kind, Reach};
use shared_testing::{Client, PASSWORD, TestApp, Who};

/// The portal, its outbox, and the catcher while it runs.
pub struct Post {
    pub app: TestApp,
    pub outbox: Outbox,
    pub folder: tempfile::TempDir,
    port: u16,
    catcher: Option<Catcher>,
}

/// A caught mail, read.
#[derive(Debug, Clone)]
pub struct Got {
    pub id: String,
    pub to: String,
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub raw: String,
}

impl Post {
    /// With a running mail server.
    pub async fn new() -> Self {
        let mut post = Self::down().await;
        post.up();
        post
    }

    /// With a mail server that does not run.
    pub async fn down() -> Self {
        let app = TestApp::new(handler::router::operations(), areas::kinds()).await;
        for tenant in ["acme", "globex"] {
            let slug = shared::tenant::TenantSlug::parse(tenant).unwrap();
            let (scope, tenant) = app.state.directory.scope(&slug).await.unwrap().unwrap();
            branding::provision(&app.state, &scope, &tenant).await.unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        // A port that is free now; nobody else of this test process asks for a certain one.
        let port = Catcher::start(0, folder.path()).unwrap().port();
        let outbox = outbox(port);
        Self { app, outbox, folder, port, catcher: None }
    }

    /// Starts the mail server.
    pub fn up(&mut self) {
        self.catcher = Some(Catcher::start(self.port, self.folder.path()).unwrap());
    }

    /// One run of the outbox.
    pub async fn run(&self) -> Ran {
        self.outbox.run(&self.app.state).await.unwrap()
    }

    /// Runs until nothing waits, letting time pass as needed.
    pub async fn settle(&self) {
        for _ in 0..200 {
            if self.run().await.next.is_none() {
                return;
            }
            self.tick(60);
        }
        panic!("the outbox does not come to rest");
    }

    /// Lets seconds pass.
    pub fn tick(&self, seconds: i64) {
        self.app.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// What arrived, in order.
    pub fn got(&self) -> Vec<Got> {
        catcher::caught(self.folder.path())
            .unwrap()
            .iter()
            .map(|path| read(&std::fs::read(path).unwrap()))
            .collect()
    }

    /// What arrived for somebody.
    pub fn got_by(&self, who: Who) -> Vec<Got> {
        self.got().into_iter().filter(|got| got.to == who.email()).collect()
    }

    /// Somebody with a new session.
    pub async fn sign_in(&self, who: Who) -> Client {
        let wanted = json!({ "tenant": who.tenant(), "email": who.email(), "password": PASSWORD });
        let answer = self.app.as_(Who::Nobody).post("/api/auth/login").json(&wanted).await.expect(200);
        let cookie = answer.header("set-cookie").split(['=', ';']).nth(1).unwrap().to_owned();
        self.app.with_token(Some(cookie))
    }

    /// Enters the company of a client, as staff do before they add people to it.
    pub async fn enter_company(&self, company: &CompanyRef) {
        let scope = self.app.scope("acme").await;
        let mut batch = self.app.state.store.batch(&scope);
        let (id, name) = (company.id.clone(), company.name.clone());
        batch.create(&Company { id, sort_name: name.to_lowercase(), name, status: "active".into() });
        self.app.state.store.commit(batch).await.unwrap();
    }

    /// Opens a ticket; its id.
    pub async fn ticket(&self, who: Who, subject: &str, description: &str) -> String {
        self.tick(1);
        let new = json!({ "subject": subject, "description": description });
        let made = self.app.as_(who).post("/api/portal/tickets").json(&new).await.expect(201).json();
        made["id"].as_str().unwrap().to_owned()
    }

    /// Does something to a ticket as staff.
    pub async fn staff(&self, method: Method, path: &str, body: Value) -> Value {
        self.tick(1);
        let request = self.app.as_(Who::Technician).request(method, path);
        let answer = request.json(&body).await;
        assert!(answer.status() < 300, "{}", answer.text());
        answer.json()
    }

    /// Answers a ticket as staff.
    pub async fn answer(&self, ticket: &str, body: &str, internal: bool) {
        let path = format!("/api/manage/tickets/{ticket}/comments");
        self.staff(Method::POST, &path, json!({ "body": body, "internal": internal })).await;
    }
}

/// A client company as staff have entered it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Company {
    id: CompanyId,
    name: String,
    sort_name: String,
    status: String,
}

static COMPANY: Kind =
    Kind { name: "company", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Company {
    const KIND: &'static Kind = &COMPANY;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// An outbox that delivers to a port of this machine.
pub fn outbox(port: u16) -> Outbox {
    let smtp = Smtp::open(&format!("smtp://127.0.0.1:{port}").into()).unwrap();
    Outbox {
        areas: areas::mails(),
        callbacks: areas::callbacks(),
        brands: Arc::new(branding::MailBrands),
        carrier: Some((Arc::new(smtp) as Arc<dyn Carrier>, "portal@mail.example".parse().unwrap())),
    }
}

/// Reads a mail.
pub fn read(bytes: &[u8]) -> Got {
    let mail = MessageParser::default().parse(bytes).expect("a mail");
    let address = |who: Option<&mail_parser::Address<'_>>| {
        who.and_then(mail_parser::Address::first).and_then(|one| one.address()).unwrap_or_default().to_owned()
    };
    Got {
        id: mail.message_id().unwrap_or_default().to_owned(),
        to: address(mail.to()),
        from: mail
            .from()
            .and_then(mail_parser::Address::first)
            .and_then(|one| one.name())
            .unwrap_or_default()
            .to_owned(),
        subject: mail.subject().unwrap_or_default().to_owned(),
        text: mail.body_text(0).unwrap_or_default().into_owned(),
        html: mail.body_html(0).unwrap_or_default().into_owned(),
        raw: String::from_utf8_lossy(bytes).into_owned(),
    }
}
