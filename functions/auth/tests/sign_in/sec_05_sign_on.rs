//! Row 5: an email address at another issuer proves nothing by itself.

use serde_json::{Value, json};
use shared::account::UserStatus;
use shared_testing::{TestApp, Who};

use crate::hub::{self, BIRCH, client_enters, companies, reason, staff_enters};
use crate::support::{app, edit, stored};

async fn as_client(app: &TestApp, change: &Value) -> String {
    let mut claims = hub::client(app, "attacker", &Who::User.email(), &change.to_string()).await;
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
    }
    reason(&client_enters(app, &claims).await)
}

#[tokio::test]
async fn sec_05_an_active_account_is_not_taken_over_by_its_email() {
    let app = app().await;
    companies(&app).await;
    let victim = stored(&app, Who::User).await;
    // Its email lies in no domain of its company.
    assert_eq!(as_client(&app, &json!({ "sub": "a" })).await, "email_taken");
    assert_eq!(
        as_client(&app, &json!({ "sub": "b", "email": Who::User.email().to_uppercase() })).await,
        "email_taken"
    );
    // Neither by another company's client, nor staff by a client, nor a client by staff.
    let cedar = app.person(Who::Stranger).company.clone().unwrap().id;
    assert_eq!(as_client(&app, &json!({ "sub": "c", "client_id": cedar })).await, "other_company");
    assert_eq!(as_client(&app, &json!({ "sub": "d", "email": Who::Admin.email() })).await, "email_taken");
    let claims = hub::staff(&app, "e", &Who::User.email(), "e").await;
    assert_eq!(reason(&staff_enters(&app, &claims).await), "email_taken");
    // A technician of the Hub is not the portal's admin of that email.
    let claims = hub::staff(&app, "f", &Who::Admin.email(), "f").await;
    assert_eq!(reason(&staff_enters(&app, &claims).await), "email_taken");
    assert_eq!(stored(&app, Who::User).await.version, victim.version);
}

#[tokio::test]
async fn sec_05_an_invitation_or_the_companys_domain_links_once() {
    let app = app().await;
    companies(&app).await;
    // Invited: whoever the Hub vouches for in that company is who was invited.
    let (ida, _) = app.invite("ida@elsewhere.example").await;
    assert_eq!(
        as_client(&app, &json!({ "sub": "one", "email": "ida@elsewhere.example" })).await,
        "/portal/tickets"
    );
    let scope = app.scope("acme").await;
    let linked =
        app.state.store.get::<shared::account::User>(&scope, ida.id.as_str()).await.unwrap().unwrap();
    assert_eq!(
        (linked.value.status, linked.value.linked.hub_user_id.as_deref()),
        (UserStatus::Active, Some("one"))
    );
    // Linked: another subject of the same email is somebody else.
    assert_eq!(
        as_client(&app, &json!({ "sub": "two", "email": "ida@elsewhere.example" })).await,
        "email_taken"
    );
    // In the company's domain: staff said that these are its people.
    edit(&app, Who::OtherUser, |user| user.email = "otto@birch.example".into()).await;
    let other = stored(&app, Who::OtherUser).await.value;
    let mut batch = app.state.store.batch(&scope);
    let key = shared::account::login_key("otto@birch.example");
    let kept = shared::account::User { login_key: key, ..other };
    batch.create(&shared::account::EmailReservation::of(&kept));
    app.state.store.commit(batch).await.unwrap();
    assert_eq!(
        as_client(&app, &json!({ "sub": "three", "email": "otto@birch.example" })).await,
        "/portal/tickets"
    );
    assert_eq!(stored(&app, Who::OtherUser).await.value.linked.hub_user_id.as_deref(), Some("three"));
    // Who may do everything in the Hub may do everything here anyway.
    let mut claims = hub::staff(&app, "four", &Who::Admin.email(), "four").await;
    claims["orgRole"] = json!("owner");
    assert_eq!(reason(&staff_enters(&app, &claims).await), "/admin");
}

#[tokio::test]
async fn sec_05_a_foreign_tenant_or_company_opens_nothing() {
    let app = app().await;
    companies(&app).await;
    let globex = shared::tenant::TenantSlug::parse("globex").unwrap();
    let globex = app.state.directory.tenant(&globex).await.unwrap().unwrap().tenant_id.to_string();
    for (change, expected) in [
        (json!({ "tenant_slug": "globex" }), "unknown_tenant"),
        (json!({ "tenant_id": globex }), "unknown_tenant"),
        (json!({ "tenant_slug": "no-such-portal" }), "unknown_tenant"),
        (json!({ "tenant_slug": "../acme" }), "unknown_tenant"),
        (json!({ "tenant_id": "" }), "unknown_tenant"),
        (json!({ "client_id": "psa-nobody" }), "unknown_company"),
        (json!({ "client_id": "cmp_00000000000000000000000000" }), "unknown_company"),
        (json!({ "client_id": "" }), "claims"),
        (json!({ "email": "not an email" }), "claims"),
    ] {
        let mut all = json!({ "email": "nora@birch.example", "sub": "nora" });
        for (name, value) in change.as_object().unwrap() {
            all[name] = value.clone();
        }
        assert_eq!(as_client(&app, &all).await, expected, "{change}");
    }
    // The same subject at the issuer of clients and of staff is two people.
    let nora = json!({ "email": "nora@birch.example", "sub": "nora", "client_id": BIRCH });
    assert_eq!(as_client(&app, &nora).await, "/portal/tickets");
    let claims = hub::staff(&app, "nora", "sam@msp.example", "x").await;
    assert_eq!(reason(&staff_enters(&app, &claims).await), "/admin");
}
