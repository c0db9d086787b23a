//! Row 6: links that live long, work twice or can be guessed.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde_json::json;
use shared::token::{Minted, Purpose};
use shared_testing::{Answer, TestApp, Who};

use crate::support::{app, stored};

async fn send(app: &TestApp, path: &str, field: &str, token: &str, password: &str) -> Answer {
    let body = json!({ field: token, "password": password });
    app.as_(Who::Nobody).post(path).json(&body).await
}

async fn reset_link(app: &TestApp) -> String {
    let body = json!({ "tenant": "acme", "email": Who::User.email() });
    let _ = app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&body).await.expect(202);
    app.link("acme", Purpose::Reset, &app.person(Who::User).id).await
}

#[tokio::test]
async fn sec_06_no_made_up_token_opens_anything() {
    let app = app().await;
    let (ida, invite) = app.invite("ida@birch.example").await;
    let reset = reset_link(&app).await;
    let scope = app.scope("acme").await;
    let record =
        Minted::kept(&app.state, &scope, Purpose::Reset, &app.person(Who::User).id).await.unwrap().unwrap();
    let secret = |token: &str| token.rsplit('.').next().unwrap().to_owned();
    let (user, other) = (app.person(Who::User).id.clone(), app.person(Who::OtherUser).id.clone());
    let flipped = {
        let mut bytes = BASE64.decode(secret(&reset)).unwrap();
        bytes[31] ^= 1;
        BASE64.encode(bytes)
    };
    let made_up = [
        String::new(),
        " ".into(),
        "null".into(),
        "undefined".into(),
        format!("acme.{user}."),
        format!("acme.{user}.{}", "A".repeat(43)),
        format!("acme.{user}.{flipped}"),
        // What stands in the store is no key.
        format!("acme.{user}.{}", record.value.hash),
        format!("acme.{user}.{}", record.value.recipe.nonce),
        // Another person, another tenant, another case.
        format!("acme.{other}.{}", secret(&reset)),
        format!("acme.{}.{}", ida.id, secret(&reset)),
        format!("globex.{user}.{}", secret(&reset)),
        format!("ACME.{user}.{}", secret(&reset)),
        reset.to_lowercase(),
        format!("{reset}="),
        format!("{reset}\n"),
        format!("{reset}.{reset}"),
        // Another purpose.
        invite.clone(),
    ];
    for token in &made_up {
        let answer = send(&app, "/api/auth/reset-password", "token", token, "seven green bottles").await;
        assert_eq!(answer.status(), 404, "{token}: {}", answer.text());
        let body = json!({ "purpose": "reset", "token": token });
        let state = app.as_(Who::Nobody).post("/api/auth/link").json(&body).await.expect(200).json();
        assert_eq!(state, json!({ "state": "unknown" }), "{token}");
    }
    let _ = send(&app, "/api/auth/register", "invite", &reset, "seven green bottles").await.expect(404);
    assert_eq!(stored(&app, Who::User).await.value.epoch, 1);
    let _ = send(&app, "/api/auth/reset-password", "token", &reset, "seven green bottles").await.expect(204);
}

#[tokio::test]
async fn sec_06_the_store_never_holds_a_link() {
    let app = app().await;
    let (_, invite) = app.invite("ida@birch.example").await;
    let reset = reset_link(&app).await;
    let at = shared::store::Partition::Tenant("acme".into());
    let all = app.state.store.adapter().export(&at, None, 10_000).await.unwrap();
    for token in [invite, reset] {
        let secret = token.rsplit('.').next().unwrap();
        assert!(all.iter().all(|raw| !raw.data.get().contains(secret) && !raw.id.contains(secret)));
    }
}

/// 200 races of two: exactly one wins each.
async fn race(app: &TestApp, path: &'static str, field: &'static str, token: &str) {
    let one = send(app, path, field, token, "seven green bottles");
    let other = send(app, path, field, token, "eight brown bottles");
    let (one, other) = futures::future::join(one, other).await;
    let mut statuses = [one.status(), other.status()];
    statuses.sort_unstable();
    assert!(matches!(statuses, [200 | 204, 409]), "{statuses:?} {} {}", one.text(), other.text());
    let cookies = |named: &str| {
        let cookie = |answer: &&&Answer| answer.header("set-cookie").starts_with(named);
        [&one, &other].iter().filter(cookie).count()
    };
    assert_eq!(cookies("portal_session="), usize::from(path.ends_with("register")));
    assert!(cookies("portal_") <= 1, "whoever comes second gets nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sec_06_of_two_uses_of_an_invitation_one_wins_two_hundred_times() {
    let app = app().await;
    for number in 0..200 {
        let (_, invite) = app.invite(&format!("ida{number}@birch.example")).await;
        race(&app, "/api/auth/register", "invite", &invite).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sec_06_of_two_uses_of_a_reset_link_one_wins_two_hundred_times() {
    let app = app().await;
    let scope = app.scope("acme").await;
    let user = app.person(Who::User).id.clone();
    for _ in 0..200 {
        let link = Minted::next(&app.state, &scope, Purpose::Reset, &user).await.unwrap();
        let mut batch = app.state.store.batch(&scope);
        link.add_to(&mut batch);
        app.state.store.commit(batch).await.unwrap();
        let token = app.link("acme", Purpose::Reset, &user).await;
        race(&app, "/api/auth/reset-password", "token", &token).await;
    }
}
