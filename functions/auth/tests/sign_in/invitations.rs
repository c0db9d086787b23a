//! Joining by an invitation.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::account::{User, UserStatus, invite_again};
use shared::audit::Actor;
use shared::store::Stored;
use shared::token::Purpose;
use shared_testing::{Answer, TestApp, Who};

use crate::support::{app, attempt, events, status_of, token};

const NEW: &str = "seven green bottles";
const EMAIL: &str = "ida@birch.example";

async fn join(app: &TestApp, invite: &str, password: &str) -> Answer {
    let body = json!({ "invite": invite, "password": password });
    app.as_(Who::Nobody).post("/api/auth/register").json(&body).await
}

async fn look(app: &TestApp, invite: &str) -> Value {
    let body = json!({ "purpose": "invite", "token": invite });
    app.as_(Who::Nobody).post("/api/auth/link").json(&body).await.expect(200).json()
}

async fn kept(app: &TestApp, user: &User) -> Stored<User> {
    let scope = app.scope("acme").await;
    app.state.store.get(&scope, user.id.as_str()).await.unwrap().unwrap()
}

async fn renew(app: &TestApp, invite: &str) {
    let body = json!({ "invite": invite });
    let answer = app.as_(Who::Nobody).post("/api/auth/invitation/renew").json(&body).await.expect(202);
    assert_eq!(answer.text(), "");
}

#[tokio::test]
async fn an_invited_person_sets_a_password_and_is_signed_in() {
    let app = app().await;
    let (user, invite) = app.invite(EMAIL).await;
    assert_eq!((user.status, user.password_hash.as_ref()), (UserStatus::Invited, None));
    assert_eq!(
        look(&app, &invite).await,
        json!({ "state": "ready", "tenant": "acme", "name": user.name, "email": EMAIL })
    );
    let before = app.round_trips();
    let answer = join(&app, &invite, NEW).await.expect(200);
    assert_eq!(app.round_trips() - before, 2);
    assert_eq!(answer.json()["landing"], "/portal/dashboard");
    assert_eq!(answer.json()["user"]["email"], EMAIL);
    assert_eq!(status_of(&app, &token(&answer)).await, 200);
    let now = kept(&app, &user).await.value;
    assert_eq!((now.status, now.login_count, now.sessions.len()), (UserStatus::Active, 1, 1));
    assert_eq!(events(&app, user.id.as_str()).await, ["session.opened", "user.activated", "user.invited"]);
    let _ = attempt(&app, "acme", EMAIL, NEW).await.expect(200);
    assert_eq!(look(&app, &invite).await, json!({ "state": "joined", "tenant": "acme" }));
    let _ = join(&app, &invite, NEW).await.expect(409);
    // Opened again: told apart for the person who is signed in, and for nobody else.
    let again = async |session: &str| {
        let browser = app.with_token(Some(session.to_owned()));
        let body = json!({ "purpose": "invite", "token": invite });
        browser.post("/api/auth/link").json(&body).await.expect(200).json()
    };
    assert_eq!(again(&token(&answer)).await, json!({ "state": "joined", "tenant": "acme", "yours": true }));
    assert_eq!(again(app.token(Who::User)).await, json!({ "state": "joined", "tenant": "acme" }));
    assert_eq!(again("forged").await, json!({ "state": "joined", "tenant": "acme" }));
}

#[tokio::test]
async fn weak_passwords_are_refused_and_the_link_still_works() {
    let app = app().await;
    let (_, invite) = app.invite(EMAIL).await;
    for weak in
        ["", "elevenchars", "password1234", "abcabcabcabcabc", "ida is here now!", "the acme password"]
    {
        let answer = join(&app, &invite, weak).await.expect(422);
        assert!(answer.json()["errors"]["password"].is_string(), "{weak}");
    }
    let _ = join(&app, &invite, &"xy3".repeat(43)).await.expect(422);
    let _ = join(&app, &invite, NEW).await.expect(200);
}

#[tokio::test]
async fn a_link_ends_after_seven_days_and_a_new_one_goes_to_the_person() {
    let app = app().await;
    let (user, invite) = app.invite(EMAIL).await;
    app.clock.advance(SignedDuration::from_hours(7 * 24) - SignedDuration::from_secs(1));
    assert_eq!(look(&app, &invite).await["state"], "ready");
    app.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(look(&app, &invite).await, json!({ "state": "expired", "tenant": "acme" }));
    let _ = join(&app, &invite, NEW).await.expect(409);
    renew(&app, &invite).await;
    let another = app.link("acme", Purpose::Invite, &user.id).await;
    assert_ne!(another, invite);
    assert_eq!(events(&app, user.id.as_str()).await, ["user.invited", "user.invited"]);
    assert_eq!(look(&app, &invite).await, json!({ "state": "replaced", "tenant": "acme" }));
    // Asking again at once sends nothing; later it does.
    renew(&app, &invite).await;
    assert_eq!(app.link("acme", Purpose::Invite, &user.id).await, another);
    let _ = join(&app, &another, NEW).await.expect(200);
    renew(&app, &invite).await;
    assert_eq!(events(&app, user.id.as_str()).await.iter().filter(|name| *name == "user.invited").count(), 2);
}

#[tokio::test]
async fn sending_it_again_makes_the_earlier_link_worthless() {
    let app = app().await;
    let (user, first) = app.invite(EMAIL).await;
    let scope = app.scope("acme").await;
    let person = kept(&app, &user).await;
    let before = app.round_trips();
    invite_again(&app.state, &scope, &person, &Actor::operator()).await.unwrap();
    assert_eq!(app.round_trips() - before, 2);
    let second = app.link("acme", Purpose::Invite, &user.id).await;
    assert_eq!(look(&app, &first).await, json!({ "state": "replaced", "tenant": "acme" }));
    let refused = join(&app, &first, NEW).await.expect(409).json();
    assert_eq!(refused["detail"], "A newer mail has another link. Please use that one.");
    let _ = join(&app, &second, NEW).await.expect(200);
    let person = kept(&app, &user).await;
    assert!(invite_again(&app.state, &scope, &person, &Actor::operator()).await.is_err());
}

#[tokio::test]
async fn somebody_who_forgot_a_password_that_never_was_gets_the_invitation_again() {
    let app = app().await;
    let (user, invite) = app.invite(EMAIL).await;
    let body = json!({ "tenant": "acme", "email": EMAIL });
    let _ = app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&body).await.expect(202);
    assert_eq!(app.link("acme", Purpose::Invite, &user.id).await, invite, "a fresh link is mailed again");
    assert_eq!(events(&app, user.id.as_str()).await, ["user.invited", "user.invited"]);
}

#[tokio::test]
async fn a_disabled_person_does_not_join() {
    let app = app().await;
    let (user, invite) = app.invite(EMAIL).await;
    let scope = app.scope("acme").await;
    let read = kept(&app, &user).await;
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &User { status: UserStatus::Disabled, ..read.value.clone() });
    app.state.store.commit(batch).await.unwrap();
    assert_eq!(look(&app, &invite).await, json!({ "state": "closed", "tenant": "acme" }));
    let _ = join(&app, &invite, NEW).await.expect(409);
    renew(&app, &invite).await;
    assert_eq!(app.link("acme", Purpose::Invite, &user.id).await, invite);
    assert_eq!(kept(&app, &user).await.value.enabled(), UserStatus::Invited);
}
