//! What Birch can ask for, and what [`Who::User`] asked.

use secrecy::ExposeSecret;
use serde_json::{Value, json};
use shared::token::{OneTimeToken, Purpose};
use shared_testing::{TestApp, Who};

/// The catalogue's objects.
pub struct Goods {
    item: Value,
    request: Value,
    file: String,
    token: String,
}

impl Goods {
    /// Makes them, as the people do whose they are.
    pub async fn put_up(app: &TestApp) -> Self {
        let birch = app.person(Who::User).company.clone().unwrap().id;
        let add = async |name: &str, needs_approval: bool, fields: Value| {
            let item = json!({
                "name": name, "category": "Hardware", "published": true, "needs_approval": needs_approval, "fields": fields,
                "shown_to": { "all": false, "companies": [birch] },
            });
            app.as_(Who::Admin).post("/api/manage/catalog/items").json(&item).await.expect(201).json()
        };
        let item = add("Laptop", false, json!([])).await;
        let guarded = add("Server", true, json!([{ "key": "plan", "type": "file", "label": "Plan" }])).await;
        let path = "/api/portal/uploads?name=plan.txt";
        let file = app.as_(Who::User).post(path).body("hello").header("content-type", "text/plain").await;
        let file = super::id(&file.expect(201).json()).to_owned();
        let wish = json!({ "item": guarded["id"], "form_version": 1, "answers": { "plan": [file] } });
        let request = app.as_(Who::User).post("/api/portal/requests").json(&wish).await.expect(201).json();
        let scope = app.scope("acme").await;
        let admin = &app.person(Who::CompanyAdmin).id;
        let link = OneTimeToken::id_about(Purpose::Approve, admin, Some(super::id(&request)));
        let link = app.state.store.get::<OneTimeToken>(&scope, &link).await.unwrap().unwrap();
        let token = link.value.recipe.token(&app.state.keys, scope.tenant()).unwrap();
        Self { item, request, file, token: token.expose_secret().to_owned() }
    }

    /// An item for Birch alone, that needs no approval.
    pub fn item(&self) -> &str {
        super::id(&self.item)
    }

    /// A request of [`Who::User`] that waits.
    pub fn request(&self) -> &str {
        super::id(&self.request)
    }

    /// Its file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What the mail to [`Who::CompanyAdmin`] carries.
    pub fn token(&self) -> &str {
        &self.token
    }
}
