//! Who may call: a key that holds and has the scope; nothing else.

use serde_json::json;
use shared::audit::Actor;
use shared::service_key::{self, KeyScope};
use shared_testing::Who;

use crate::{ALL, PATH, app, key, machine, post, tenants_key};

#[tokio::test]
async fn sec_23_empty_wrong_revoked_and_foreign_keys_open_nothing() {
    let app = app().await;
    let (id, good) = key(&app, &ALL).await;
    let (other_id, other) = key(&app, &ALL).await;
    let new = json!({ "slug": "harbour-it", "name": "Harbour IT" });
    let secret = |text: &str| text.rsplit_once('_').map(|(_, secret)| secret.to_owned()).unwrap();
    let last = if good.ends_with('A') { "E" } else { "A" };
    for wrong in [
        String::new(),
        " ".to_owned(),
        "tsk".to_owned(),
        "null".to_owned(),
        format!("tsk_0_{id}_"),
        format!("tsk_0_{id}_{}", secret(&other)),
        format!("tsk_0_{other_id}_{}", secret(&good)),
        format!("tsk_0_00000000000000000000000000_{}", secret(&good)),
        format!("tsk_acme_{id}_{}", secret(&good)),
        format!("{}{last}", &good[..good.len() - 1]),
        good.to_lowercase(),
        format!("{good}, {good}"),
        "x".repeat(8_000),
    ] {
        let answer = post(&app, PATH, &wrong, &new).await;
        assert_eq!(answer.status(), 401, "{wrong:.80}");
    }
    let both = machine(app.as_(Who::Nobody).post(PATH), &good).json(&new).without("x-integration-key");
    let _ = both.await.expect(401);
    let _ = post(&app, PATH, &good, &new).await.expect(201);
    // Two hold at once; when one is revoked the other goes on.
    service_key::revoke(&app.state, None, &Actor::operator(), &id).await.unwrap();
    let _ = post(&app, PATH, &good, &new).await.expect(401);
    let _ = post(&app, PATH, &other, &new).await.expect(200);
}

#[tokio::test]
async fn sec_23_a_key_opens_what_its_scope_says_and_its_own_tenant_alone() {
    let app = app().await;
    let (_, reading) = key(&app, &[KeyScope::TenantRead]).await;
    let new = json!({ "slug": "harbour-it", "name": "Harbour IT" });
    let _ = post(&app, PATH, &reading, &new).await.expect(403);
    let _ = post(&app, &format!("{PATH}/acme/suspend"), &reading, &json!({})).await.expect(403);
    let _ = post(&app, &format!("{PATH}/acme/export"), &reading, &json!({})).await.expect(403);
    let _ = machine(app.as_(Who::Nobody).delete(&format!("{PATH}/acme")), &reading).await.expect(403);
    let _ = machine(app.as_(Who::Nobody).get(&format!("{PATH}/acme")), &reading).await.expect(200);
    let own = tenants_key(&app, "acme", &ALL).await;
    let _ = machine(app.as_(Who::Nobody).get(&format!("{PATH}/acme")), &own).await.expect(200);
    let foreign = machine(app.as_(Who::Nobody).get(&format!("{PATH}/globex")), &own).await.expect(404).json();
    let missing =
        machine(app.as_(Who::Nobody).get(&format!("{PATH}/nobody-here")), &own).await.expect(404).json();
    assert_eq!(foreign["detail"], missing["detail"]);
    let _ = post(&app, &format!("{PATH}/globex/export"), &own, &json!({})).await.expect(404);
    // Even a record that says so does not make a tenant's key one of the installation.
    let _ = post(&app, PATH, &own, &new).await.expect(403);
}

#[tokio::test]
async fn sec_23_no_session_takes_the_place_of_a_key_and_no_browser_calls() {
    let app = app().await;
    let (_, good) = key(&app, &ALL).await;
    let new = json!({ "slug": "harbour-it", "name": "Harbour IT" });
    for who in [Who::Admin, Who::User, Who::Nobody] {
        let _ = app.as_(who).post(PATH).json(&new).await.expect(401);
    }
    for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let _ = post(&app, PATH, &good, &new).header(name, value).await.expect(403);
    }
}

#[tokio::test]
async fn the_last_use_is_noted_and_costs_one_round_trip_now_and_then() {
    let app = app().await;
    let (_, good) = key(&app, &ALL).await;
    let read = async || machine(app.as_(Who::Nobody).get(&format!("{PATH}/acme")), &good).await.expect(200);
    let _ = read().await;
    let keys = service_key::list(&app.state, None).await.unwrap();
    assert_eq!(keys[0].last_used_at, Some(app.state.clock.now()));
    let before = app.round_trips();
    let _ = read().await;
    assert_eq!(app.round_trips() - before, 1);
}
