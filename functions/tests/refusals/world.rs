//! The objects that the table's paths name.

mod announcements;
mod birch;
mod catalog;
mod documents;
mod invoices;

use axum::http::Method;
use serde_json::{Value, json};
use shared::audit::Actor;
use shared::service_key::{self, KeyScope, NewKey};
use shared::store::Partition;
use shared::token::Purpose;
use shared_testing::{Answer, Request, TestApp, Who};

use crate::row::{Needs, Row, Sent};

/// A running app and what lives in it: all of it acme's; the ticket is [`Who::User`]'s.
pub struct World {
    pub app: TestApp,
    pub ticket: Value,
    pub attachment: String,
    pub upload: String,
    pub staff_upload: String,
    pub canned: Value,
    pub announcement: Value,
    pub goods: catalog::Goods,
    pub documents: documents::Documents,
    pub company: Value,
    pub resolved: Value,
    pub watched: Value,
    pub logo: String,
    pub branding: u64,
    pub invite: String,
    pub reset: String,
    pub profile: u64,
    pub service_key: String,
    pub machine: String,
    pub avatar: String,
    pub mail: String,
    pub invited: Value,
    pub import: Value,
    pub new_email: NewEmail,
    pub sign_in_lock: String,
}

/// A new email of [`Who::User`] that waits for them, and its links.
pub struct NewEmail {
    pub change: String,
    pub confirm: String,
    pub object: String,
}

impl World {
    pub async fn new() -> Self {
        let app = TestApp::new(handler::router::operations(), handler::areas::kinds()).await;
        let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
        for tenant in ["acme", "globex"] {
            let slug = shared::tenant::TenantSlug::parse(tenant).unwrap();
            let (scope, tenant) = app.state.directory.scope(&slug).await.unwrap().unwrap();
            branding::provision(&app.state, &scope, &tenant).await.unwrap();
        }
        assert!(app.state.directory.tenant(&slug).await.unwrap().is_some());
        let user = app.as_(Who::User);
        let upload = async |who: Who, side: &str| {
            let path = format!("/api/{side}/uploads?name=note.txt");
            let answer =
                app.as_(who).post(&path).body("hello").header("content-type", "text/plain").await.expect(201);
            answer.json()["id"].as_str().unwrap().to_owned()
        };
        let attachment = upload(Who::User, "portal").await;
        let new =
            json!({ "subject": "Printer", "description": "It is on fire", "attachments": [attachment] });
        let ticket = user.post("/api/portal/tickets").json(&new).await.expect(201).json();
        let new = json!({ "subject": "Solved", "description": "Already" });
        let resolved = user.post("/api/portal/tickets").json(&new).await.expect(201).json();
        let path = format!("/api/manage/tickets/{}", resolved["id"].as_str().unwrap());
        let resolved = app
            .as_(Who::Technician)
            .patch(&path)
            .json(&json!({ "status": "resolved" }))
            .await
            .expect(200)
            .json();
        let canned = json!({ "title": "Thanks", "body": "Thank you." });
        let canned = app
            .as_(Who::Technician)
            .post("/api/manage/canned-replies")
            .json(&canned)
            .await
            .expect(201)
            .json();
        let company = json!({ "name": "Elm" });
        let company =
            app.as_(Who::Admin).post("/api/manage/companies").json(&company).await.expect(201).json();
        birch::enter(&app).await;
        let announcement = announcements::publish(&app).await;
        let mut documents = documents::make(&app).await;
        let (upload, staff_upload) =
            (upload(Who::User, "portal").await, upload(Who::Technician, "manage").await);
        // A ticket of User's that a colleague of another company's admin cannot see either, but that one colleague watches.
        let watcher = app.person(Who::CompanyReader).id.clone();
        let new = json!({ "subject": "Watched", "description": "Text", "watchers": [watcher] });
        let watched = user.post("/api/portal/tickets").json(&new).await.expect(201).json();
        let logo = app
            .as_(Who::Admin)
            .put("/api/manage/branding/logo")
            .if_match(1)
            .body(&include_bytes!("dot.png")[..])
            .header("content-type", "image/png")
            .await
            .expect(200)
            .json();
        let new = json!({ "name": "Ivy", "email": "ivy@acme.example", "role": "user" });
        let invited = app.as_(Who::CompanyAdmin).post("/api/portal/team").json(&new).await.expect(201).json();
        let import = app
            .as_(Who::Admin)
            .post("/api/manage/imports?name=people.csv")
            .body("Company,Name,Email\nElm,Ash,ash@elm.example\n")
            .header("content-type", "text/csv")
            .await
            .expect(201)
            .json();
        let (branding, logo) =
            (logo["version"].as_u64().unwrap(), logo["logo_url"].as_str().unwrap().to_owned());
        let (_, invite) = app.invite("ida@birch.example").await;
        let forgot = json!({ "tenant": "acme", "email": Who::User.email() });
        let _ = app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&forgot).await.expect(202);
        let reset = app.link("acme", Purpose::Reset, &app.person(Who::User).id).await;
        let profile = user.get("/api/profile").await.expect(200).json();
        let profile = user
            .put("/api/profile/avatar")
            .if_match(profile["version"].as_u64().unwrap())
            .body(&include_bytes!("dot.png")[..])
            .await
            .expect(200)
            .json();
        let (profile, avatar) =
            (profile["version"].as_u64().unwrap(), profile["avatar_url"].as_str().unwrap().to_owned());
        let mail = dead_mail(&app).await;
        let sign_in_lock = sign_in_lock(&app).await;
        let new_email = new_email(&app).await;
        let key = json!({ "name": "Backup", "scopes": ["tenant_read"] });
        let key = app.as_(Who::Admin).post("/api/manage/service-keys").json(&key).await.expect(201).json();
        let service_key = key["key"]["id"].as_str().unwrap().to_owned();
        let claim = json!({ "name": "help.acme.example" });
        let _ = app.as_(Who::Admin).put("/api/manage/domain").json(&claim).await.expect(200);
        let all = [
            KeyScope::Tenants,
            KeyScope::TenantRead,
            KeyScope::TenantExport,
            KeyScope::Invoices,
            KeyScope::Signing,
            KeyScope::Contacts,
        ];
        let new = NewKey { name: "Hub".into(), scopes: all.to_vec() };
        let made = service_key::create(&app.state, None, &Actor::operator(), new).await.unwrap();
        let machine = made.text;
        documents.pushed_signature = documents::pushed(&app, &machine).await;
        invoices::import(&app).await;
        let goods = catalog::Goods::put_up(&app).await;
        Self {
            app,
            goods,
            invite,
            reset,
            ticket,
            attachment,
            upload,
            staff_upload,
            canned,
            announcement,
            documents,
            company,
            resolved,
            watched,
            logo,
            branding,
            profile,
            service_key,
            machine,
            avatar,
            mail,
            invited,
            import,
            new_email,
            sign_in_lock,
        }
    }

    pub fn ticket(&self) -> &str {
        id(&self.ticket)
    }

    pub fn resolved(&self) -> &str {
        id(&self.resolved)
    }

    pub fn company(&self) -> &str {
        id(&self.company)
    }

    pub fn canned(&self) -> &str {
        id(&self.canned)
    }

    pub fn announcement(&self) -> &str {
        id(&self.announcement)
    }

    pub fn watched(&self) -> &str {
        id(&self.watched)
    }

    pub fn watcher(&self) -> &str {
        self.app.person(Who::CompanyReader).id.as_str()
    }

    /// The signed word of a mail to [`Who::User`].
    pub fn unsubscribe_word(&self) -> String {
        let what = shared::mail::Unsubscribe {
            tenant: shared::tenant::TenantSlug::parse("acme").unwrap(),
            user: self.app.person(Who::User).id.clone(),
            topic: shared::mail::Topic::TicketUpdates,
        };
        shared::mail::unsubscribe_token(&self.app.state.keys, &what)
    }

    pub fn session(&self) -> &str {
        self.app.person(Who::User).sessions[0].id.as_str()
    }

    pub fn logo(&self) -> &str {
        &self.logo
    }

    pub fn branding_version(&self) -> u64 {
        self.branding
    }

    /// Somebody of Birch who was invited and has not joined.
    pub fn invited(&self) -> &str {
        id(&self.invited)
    }

    /// A file that was checked and not entered.
    pub fn import(&self) -> &str {
        id(&self.import)
    }

    pub fn colleague(&self) -> &str {
        self.app.person(Who::OtherUser).id.as_str()
    }

    /// As somebody who may call it.
    pub fn rightful(&self, method: &Method, row: &Row) -> Request {
        let request = self.request(method, row, row.rightful());
        if row.needs == Needs::Service {
            request.without("sec-fetch-site").header("x-integration-key", &self.machine)
        } else {
            request
        }
    }

    /// The same with another body.
    pub fn rightful_with(&self, method: &Method, row: &Row, body: &Value) -> Request {
        self.rightful(method, row).json(body)
    }

    pub fn invoice(&self) -> String {
        invoices::id().to_string()
    }

    pub fn request(&self, method: &Method, row: &Row, who: Who) -> Request {
        self.at(method, row, who, &(row.path)(self))
    }

    pub async fn call(&self, method: &Method, row: &Row, who: Who) -> Answer {
        self.request(method, row, who).send().await
    }

    /// The row's call in a session of its own.
    pub async fn as_client(&self, client: &shared_testing::Client, method: &Method, row: &Row) -> Answer {
        self.sent(client.request(method.clone(), &(row.path)(self)), row).send().await
    }

    /// The same call for an object that never existed.
    pub async fn call_missing(&self, method: &Method, row: &Row, who: Who) -> Answer {
        let path = (row.path)(self)
            .split('/')
            .map(|part| match part.split_once('_') {
                Some((prefix, body)) if body.len() >= 26 => {
                    format!("{prefix}_{}{}", "0".repeat(26), &body[26..])
                }
                _ => part.to_owned(),
            })
            .collect::<Vec<_>>()
            .join("/");
        self.at(method, row, who, &path).send().await
    }

    fn at(&self, method: &Method, row: &Row, who: Who, path: &str) -> Request {
        self.sent(self.app.as_(who).request(method.clone(), path), row)
    }

    fn sent(&self, mut request: Request, row: &Row) -> Request {
        request = match &row.sent {
            Sent::Nothing => request,
            Sent::Json(body) => request.json(&body(self)),
            Sent::Bytes(bytes, kind) => request.body(*bytes).header("content-type", kind),
        };
        if let Some(version) = row.if_match {
            request = request.if_match(version(self));
        }
        request
    }

    /// Everything that acme holds, in a form that can be compared.
    pub async fn digest(&self) -> Vec<String> {
        let at = Partition::Tenant("acme".into());
        let documents = self.app.state.store.adapter().export(&at, None, 10_000).await.unwrap();
        documents
            .into_iter()
            .map(|document| format!("{} {} {}", document.id, document.version, document.data.get()))
            .collect()
    }
}

/// What the documents hold.
impl World {
    pub async fn contents(&self) -> Vec<Value> {
        let at = Partition::Tenant("acme".into());
        let documents = self.app.state.store.adapter().export(&at, None, 10_000).await.unwrap();
        documents.into_iter().map(|document| serde_json::from_str(document.data.get()).unwrap()).collect()
    }
}

fn id(value: &Value) -> &str {
    value["id"].as_str().expect("an id")
}

async fn new_email(app: &TestApp) -> NewEmail {
    let user = &app.person(Who::User).id;
    let path = format!("/api/manage/users/{user}");
    let version = app.as_(Who::Admin).get(&path).await.expect(200).json()["version"].as_u64().unwrap();
    let edit = json!({ "email": "user.new@acme.example" });
    let _ = app.as_(Who::Admin).patch(&path).if_match(version).json(&edit).await.expect(200);
    let scope = app.scope("acme").await;
    let kept = app.state.store.get::<shared::account::User>(&scope, user.as_str()).await.unwrap().unwrap();
    let change = kept.value.security.pending_email.unwrap().id;
    let confirm = app.link("acme", Purpose::ConfirmEmail, user).await;
    let object = app.link_about("acme", Purpose::ObjectEmail, user, &change).await;
    NewEmail { change, confirm, object }
}

/// A mail of acme that was given up.
async fn dead_mail(app: &TestApp) -> String {
    use shared::mail::{Mail, Message, To, Topic};
    let user = app.person(Who::User);
    let to = To { user: user.id.to_string(), name: user.name.clone(), email: user.email.clone() };
    let event = shared::id::EventId::parse("evt_00000000000000000000000000").unwrap();
    let message = Message::new("ticket.reply", Topic::TicketUpdates, "Lost");
    let now = app.state.clock.now();
    let mut mail = Mail::new(&event, to, shared::account::Language::En, message, now);
    mail.posting.enter(shared::outbox::DeliveryState::Dead);
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    batch.create(&mail);
    app.state.store.commit(batch).await.unwrap();
    mail.id.to_string()
}

/// A lock of [`Who::Stranger`]'s sign-in, from a network that nobody else in the tests comes from.
async fn sign_in_lock(app: &TestApp) -> String {
    let body = json!({ "tenant": "acme", "email": Who::Stranger.email(), "password": "wrong" });
    for _ in 0..5 {
        let guess = app.as_(Who::Nobody).post("/api/auth/login").calling_from("198.51.100.7");
        let _ = guess.json(&body).await.expect(401);
    }
    let locks = app.as_(Who::Viewer).get("/api/manage/sign-in-locks").await.expect(200).json();
    locks["items"][0]["id"].as_str().unwrap().to_owned()
}
