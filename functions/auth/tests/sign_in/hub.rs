//! The Hub, as the tests play it.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::Sha256;
use shared::company::COMPANY_BY_PSA;
use shared::store::{Document, Kind};
use shared_testing::{Answer, CLIENT_SSO_SECRET, HUB_SSO_SECRET, TestApp, Who};

/// A company document, as the area `admin` keeps it.
#[derive(Serialize, Deserialize)]
struct Company {
    id: String,
    name: String,
    sort_name: String,
    email_domains: Vec<String>,
    psa_company_id: Option<String>,
}

impl Document for Company {
    const KIND: &'static Kind = &COMPANY_BY_PSA;

    fn id(&self) -> &str {
        &self.id
    }
}

/// What the Hub calls Birch.
pub(crate) const BIRCH: &str = "psa-birch";

/// Keeps Birch (known to the PSA, with a domain) and Cedar (not known to it).
pub(crate) async fn companies(app: &TestApp) {
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    for (who, psa, domains) in
        [(Who::User, Some(BIRCH), vec!["birch.example"]), (Who::Stranger, None, vec![])]
    {
        let company = app.person(who).company.clone().unwrap();
        batch.create(&Company {
            id: company.id.to_string(),
            sort_name: company.name.to_lowercase(),
            name: company.name,
            email_domains: domains.into_iter().map(str::to_owned).collect(),
            psa_company_id: psa.map(str::to_owned),
        });
    }
    app.state.store.commit(batch).await.expect("the companies are kept");
}

async fn tenant_id(app: &TestApp, slug: &str) -> String {
    let slug = shared::tenant::TenantSlug::parse(slug).unwrap();
    app.state.directory.tenant(&slug).await.unwrap().unwrap().tenant_id.to_string()
}

fn now(app: &TestApp) -> i64 {
    app.state.clock.now().as_second()
}

/// A client's claims, as documented.
pub(crate) async fn client(app: &TestApp, sub: &str, email: &str, jti: &str) -> Value {
    json!({
        "sub": sub, "email": email, "tenant_id": tenant_id(app, "acme").await, "tenant_slug": "acme",
        "client_id": BIRCH, "access_level": "own", "psa_contact_id": "c-7", "context": "client_portal",
        "jti": jti, "iat": now(app), "exp": now(app) + 70,
    })
}

/// A staff member's claims, as documented.
pub(crate) async fn staff(app: &TestApp, sub: &str, email: &str, jti: &str) -> Value {
    json!({
        "sub": sub, "email": email, "firstName": "Sam", "lastName": "Staff",
        "tenantId": tenant_id(app, "acme").await, "tenantSlug": "acme", "tenantName": "ACME", "orgRole": "member",
        "org_type": "msp", "jti": jti, "iat": now(app), "exp": now(app) + 60,
    })
}

pub(crate) fn sign(header: &Value, payload: &str, secret: &str) -> String {
    let body = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(payload));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    format!("{body}.{}", BASE64.encode(mac.finalize().into_bytes()))
}

fn header() -> Value {
    json!({ "typ": "JWT", "alg": "HS256" })
}

/// Comes over as a client with these claims.
pub(crate) async fn client_enters(app: &TestApp, claims: &Value) -> Answer {
    enter(app, "client-hub-sso", &sign(&header(), &claims.to_string(), CLIENT_SSO_SECRET)).await
}

/// Comes over as staff with these claims.
pub(crate) async fn staff_enters(app: &TestApp, claims: &Value) -> Answer {
    enter(app, "hub-sso", &sign(&header(), &claims.to_string(), HUB_SSO_SECRET)).await
}

/// Opens the client's link in a browser that has this session.
pub(crate) async fn client_enters_with(app: &TestApp, claims: &Value, session: &str) -> Answer {
    let token = sign(&header(), &claims.to_string(), CLIENT_SSO_SECRET);
    let browser = app.with_token(Some(session.to_owned()));
    browser.get(&format!("/api/auth/client-hub-sso?token={token}")).await.expect(303)
}

pub(crate) async fn enter(app: &TestApp, path: &str, token: &str) -> Answer {
    app.as_(Who::Nobody).get(&format!("/api/auth/{path}?token={token}")).await.expect(303)
}

/// Why somebody was not let in; the place where they went, if they were.
pub(crate) fn reason(answer: &Answer) -> String {
    let place = answer.header("location");
    match place.strip_prefix("/portal/sso-error?reason=") {
        Some(rest) => {
            assert_eq!(answer.header("set-cookie"), "");
            rest.split('&').next().unwrap().to_owned()
        }
        None => place.to_owned(),
    }
}
