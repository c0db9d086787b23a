//! Whose account it is: a new email, a password that staff chose, and what signatures say of it.

use axum::http::Method;
use serde_json::{Value, json};
use shared::store::Partition;
use shared_testing::{Answer, Client, PASSWORD, Who};

use crate::post::Post;
use crate::sec_07_links::addresses;

/// What staff choose for others.
pub const GIVEN: &str = "three tin kettles whistle";
/// What people choose for themselves.
pub const OWN: &str = "seven grey herons by the river";

/// What a link in a mail carries.
#[derive(Debug, Clone)]
pub struct Mailed {
    pub page: String,
    pub token: String,
    pub change: String,
}

/// The links of all mails to an address, the newest first.
pub fn links(post: &Post, to: &str) -> Vec<Mailed> {
    let mails = post.got().into_iter().rev().filter(|mail| mail.to.eq_ignore_ascii_case(to));
    let found = mails.flat_map(|mail| addresses(&mail.text)).filter_map(|address| {
        let (page, query) = address.split_once('?')?;
        let value = |name: &str| {
            let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
            pair.map(str::to_owned)
        };
        let token = value("token").or_else(|| value("invite"))?;
        let page = page.rsplit('/').next()?.to_owned();
        Some(Mailed { page, token, change: value("change").unwrap_or_default() })
    });
    found.collect()
}

fn link(post: &Post, to: &str, page: &str) -> Mailed {
    let all = links(post, to);
    all.iter().find(|link| link.page == page).unwrap_or_else(|| panic!("{page} for {to}: {all:?}")).clone()
}

pub async fn send(client: &Client, path: &str, body: Value) -> Answer {
    client.request(Method::POST, path).json(&body).await
}

pub async fn login(post: &Post, email: &str, password: &str) -> Option<Client> {
    let wanted = json!({ "tenant": "acme", "email": email, "password": password });
    let answer = send(&post.app.as_(Who::Nobody), "/api/auth/login", wanted).await;
    (answer.status() == 200).then(|| session(post, &answer))
}

/// The session that an answer opens.
pub fn session(post: &Post, answer: &Answer) -> Client {
    let token = answer.header("set-cookie").split(['=', ';']).nth(1).unwrap().to_owned();
    post.app.with_token(Some(token))
}

pub async fn reset(post: &Post, token: &str, password: &str) -> u16 {
    let body = json!({ "token": token, "password": password });
    send(&post.app.as_(Who::Nobody), "/api/auth/reset-password", body).await.status()
}

pub async fn forgot(post: &Post, email: &str) {
    let body = json!({ "tenant": "acme", "email": email });
    let _ = send(&post.app.as_(Who::Nobody), "/api/auth/forgot-password", body).await;
    post.settle().await;
}

/// Staff enter something else about somebody.
pub async fn edit(post: &Post, user: &str, change: Value) -> Answer {
    let path = format!("/api/manage/users/{user}");
    let version = post.app.as_(Who::Admin).get(&path).await.expect(200).json()["version"].as_u64().unwrap();
    let answer = post.app.as_(Who::Admin).patch(&path).if_match(version).json(&change).await;
    post.settle().await;
    answer
}

/// Staff make an account in Birch's name.
pub async fn create(post: &Post, email: &str, password: Option<&str>) -> Option<String> {
    let birch = post.app.person(Who::User).company.clone().unwrap().id;
    let mut new = json!({ "name": "Dana Whit", "email": email, "role": "user" });
    if let Some(password) = password {
        new["password"] = password.into();
    }
    let answer = send(&post.app.as_(Who::Admin), &format!("/api/manage/companies/{birch}/users"), new).await;
    post.settle().await;
    (answer.status() == 201).then(|| answer.json()["id"].as_str().unwrap().to_owned())
}

/// A policy that everybody is asked to sign.
pub async fn policy(post: &Post) -> String {
    let birch = post.app.person(Who::User).company.clone().unwrap();
    post.enter_company(&birch).await;
    let policy = json!({
        "title": "Acceptable use", "issuer": "Acme MSP", "sections": [{ "heading": "", "body": "Be good." }],
        "requires_scroll_to_end": false, "requires_acknowledgement": false, "requires_typed_name": false,
    });
    let draft =
        send(&post.app.as_(Who::Admin), "/api/manage/documents/policies", policy).await.expect(201).json();
    let path = format!("/api/manage/documents/policies/{}/publish", draft["id"].as_str().unwrap());
    let version = draft["version"].as_u64().unwrap();
    let done = post.app.as_(Who::Admin).post(&path).if_match(version).await.expect(200).json();
    done["id"].as_str().unwrap().to_owned()
}

/// Reads and signs; the status of signing.
pub async fn sign(client: &Client, policy: &str) -> u16 {
    let shown = client.get(&format!("/api/portal/documents/{policy}")).await;
    if shown.status() != 200 {
        return shown.status();
    }
    let shown = shown.json();
    let deed = json!({
        "version": shown["version"], "content_sha256": shown["content_sha256"], "consent": shown["consent"],
    });
    send(client, &format!("/api/portal/documents/{policy}/sign"), deed).await.status()
}

/// The evidence of all signatures.
pub async fn evidence(post: &Post) -> Vec<Value> {
    let at = Partition::Tenant("acme".into());
    let all = post.app.state.store.adapter().export(&at, None, 10_000).await.unwrap();
    let values = all.into_iter().map(|one| serde_json::from_str::<Value>(one.data.get()).unwrap());
    values.map(|value| value["evidence"].clone()).filter(Value::is_object).collect()
}

fn id(who: Who, post: &Post) -> String {
    post.app.person(who).id.to_string()
}

#[tokio::test]
async fn sec_32_a_new_email_that_staff_enter_waits_for_its_owner_and_the_old_one_is_told() {
    let post = Post::new().await;
    let (old, new) = (Who::User.email(), "mine@evil.example");
    let policy = policy(&post).await;
    let answer = edit(&post, &id(Who::User, &post), json!({ "email": new })).await.expect(200).json();
    assert_eq!((&answer["email"], &answer["pending_email"]["email"]), (&json!(old), &json!(new)));
    let told = post.got_by(Who::User);
    assert!(told.iter().any(|mail| mail.text.contains(new)), "the old address is told which one");

    // Whoever has the new mailbox gets nowhere with it alone.
    forgot(&post, new).await;
    assert!(links(&post, new).iter().all(|link| link.page == "confirm-email"), "no link for a new password");
    let confirm = link(&post, new, "confirm-email");
    let body = json!({ "token": confirm.token });
    assert_eq!(send(&post.app.as_(Who::Nobody), "/api/auth/email/confirm", body.clone()).await.status(), 401);
    assert_eq!(send(&post.app.as_(Who::Admin), "/api/auth/email/confirm", body.clone()).await.status(), 403);
    assert!(login(&post, new, PASSWORD).await.is_none());

    // The person goes on as before, also signing.
    assert_eq!(sign(&post.app.as_(Who::User), &policy).await, 200);
    assert_eq!(evidence(&post).await[0]["email"], json!(old));

    // The person confirms: the session goes on, all others end, and links to the old address are void.
    forgot(&post, &old).await;
    let before = link(&post, &old, "reset-password");
    let answer = send(&post.app.as_(Who::User), "/api/auth/email/confirm", body).await.expect(204);
    let here = session(&post, &answer);
    assert_eq!(here.get("/api/auth/session").await.expect(200).json()["user"]["email"], json!(new));
    assert_eq!(post.app.as_(Who::User).get("/api/auth/session").await.status(), 401);
    assert_eq!(reset(&post, &before.token, OWN).await, 409);
    assert!(login(&post, &old, PASSWORD).await.is_none());
    assert!(login(&post, new, PASSWORD).await.is_some());
}

#[tokio::test]
async fn sec_32_the_old_address_objects_before_and_after_the_new_one_is_confirmed() {
    for confirmed in [false, true] {
        let post = Post::new().await;
        let (old, new) = (Who::User.email(), "mine@evil.example");
        let _ = edit(&post, &id(Who::User, &post), json!({ "email": new })).await.expect(200);
        let object = link(&post, &old, "object-email");
        let confirm = json!({ "token": link(&post, new, "confirm-email").token });
        if confirmed {
            let _ =
                send(&post.app.as_(Who::User), "/api/auth/email/confirm", confirm.clone()).await.expect(204);
            // Also from the new address nobody can make the old one's link void.
            let again = login(&post, new, PASSWORD).await.unwrap();
            let next = json!({ "email": "mine2@evil.example", "current_password": PASSWORD });
            let _ = send(&again, "/api/auth/email", next).await.expect(202);
            post.settle().await;
        }
        let body = json!({ "token": object.token, "change": object.change });
        let wrong = json!({ "token": confirm["token"], "change": object.change });
        let nobody = post.app.as_(Who::Nobody);
        assert_eq!(send(&nobody, "/api/auth/email/object", wrong).await.status(), 404);
        let answer = send(&nobody, "/api/auth/email/object", body.clone()).await.expect(200).json();
        assert_eq!(answer["result"], if confirmed { "restored" } else { "cancelled" });
        post.settle().await;
        assert_eq!(post.app.as_(Who::User).get("/api/auth/session").await.status(), 401, "sessions end");
        assert!(login(&post, new, PASSWORD).await.is_none());
        assert!(post.got_by(Who::Admin).last().unwrap().subject.contains("User"), "staff are told");
        assert_eq!(send(&nobody, "/api/auth/email/object", body).await.status(), 409, "once");
        if confirmed {
            assert!(login(&post, &old, PASSWORD).await.is_none(), "the intruder may know the password");
            forgot(&post, &old).await;
            assert_eq!(reset(&post, &link(&post, &old, "reset-password").token, OWN).await, 204);
            assert!(login(&post, &old, OWN).await.is_some());
        } else {
            let here = login(&post, &old, PASSWORD).await.unwrap();
            assert_eq!(send(&here, "/api/auth/email/confirm", confirm).await.status(), 409);
        }
    }
}

#[tokio::test]
async fn sec_32_a_password_that_staff_chose_must_be_changed_and_signs_only_after_a_proof_by_mail() {
    let post = Post::new().await;
    let policy = policy(&post).await;
    create(&post, "dana@birch.example", Some(GIVEN)).await.unwrap();
    let first = login(&post, "dana@birch.example", GIVEN).await.unwrap();
    let session = first.get("/api/auth/session").await.expect(200).json();
    assert_eq!(session["user"]["must_change_password"], json!(true));
    for path in ["/api/portal/tickets", "/api/profile", "/api/portal/documents", "/api/auth/sessions"] {
        let refused = first.get(path).await.expect(403).json();
        assert_eq!(refused["code"], "PASSWORD_CHANGE_REQUIRED", "{path}");
    }
    let same = json!({ "current_password": GIVEN, "new_password": GIVEN });
    assert_eq!(send(&first, "/api/auth/password", same).await.status(), 422);
    let change = json!({ "current_password": GIVEN, "new_password": OWN });
    let answer = send(&first, "/api/auth/password", change).await.expect(204);
    let own = self::session(&post, &answer);
    let _ = own.get("/api/portal/tickets").await.expect(200);

    // Whoever chose the first password may have chosen this one too.
    assert_eq!(own.get("/api/auth/session").await.expect(200).json()["user"]["needs_proof"], json!(true));
    assert_eq!(sign(&own, &policy).await, 403);
    assert!(evidence(&post).await.is_empty());
    forgot(&post, "dana@birch.example").await;
    let link = link(&post, "dana@birch.example", "reset-password");
    assert_eq!(reset(&post, &link.token, "nine white swans drift").await, 204);
    assert_eq!(sign(&own, &policy).await, 401, "sessions of before are over");
    let proven = login(&post, "dana@birch.example", "nine white swans drift").await.unwrap();
    assert_eq!(sign(&proven, &policy).await, 200);
    let account = &evidence(&post).await[0]["account"];
    assert_eq!(account["proven"]["by"], "password_reset");
    assert_eq!(account["proven"]["email"], "dana@birch.example");
    assert!(account["staff_password_at"].is_string());
}

#[tokio::test]
async fn sec_32_an_invitation_to_another_address_makes_the_first_one_void() {
    let post = Post::new().await;
    let policy = policy(&post).await;
    let user = create(&post, "mine@evil.example", None).await.unwrap();
    let first = link(&post, "mine@evil.example", "register");
    let _ = edit(&post, &user, json!({ "email": "dana@birch.example" })).await.expect(200);
    let join = async |token: &str| {
        let body = json!({ "invite": token, "password": OWN });
        send(&post.app.as_(Who::Nobody), "/api/auth/register", body).await
    };
    assert_eq!(join(&first.token).await.status(), 409, "mailed to another address");
    let second = link(&post, "dana@birch.example", "register");
    let joined = session(&post, &join(&second.token).await.expect(200));
    assert_eq!(sign(&joined, &policy).await, 200);
    let account = &evidence(&post).await[0]["account"];
    assert_eq!(
        (&account["proven"]["by"], &account["proven"]["email"]),
        (&json!("invitation"), &json!("dana@birch.example"))
    );
    assert!(account["staff_email_at"].is_string());
}

#[tokio::test]
async fn sec_32_a_person_changes_their_own_email_with_their_password_and_may_cancel() {
    let post = Post::new().await;
    let user = post.app.as_(Who::User);
    let ask = |email: &str, password: &str| {
        send(&user, "/api/auth/email", json!({ "email": email, "current_password": password }))
    };
    let wrong = ask("ursula@birch.example", "not the password").await.expect(422).json();
    assert!(wrong["errors"]["current_password"].is_string());
    let same = ask(&Who::User.email().to_uppercase(), PASSWORD).await.expect(422).json();
    assert!(same["errors"]["email"].is_string());
    let _ = ask("ursula@birch.example", PASSWORD).await.expect(202);
    post.settle().await;
    let session = user.get("/api/auth/session").await.expect(200).json();
    assert_eq!(session["user"]["pending_email"], "ursula@birch.example");
    assert!(post.got_by(Who::User).last().unwrap().text.contains("ursula@birch.example"));
    let confirm = json!({ "token": link(&post, "ursula@birch.example", "confirm-email").token });
    let _ = user.request(Method::DELETE, "/api/auth/email").await.expect(204);
    assert_eq!(send(&user, "/api/auth/email/confirm", confirm).await.status(), 409);
    assert!(user.get("/api/auth/session").await.expect(200).json()["user"]["pending_email"].is_null());
}

#[tokio::test]
async fn sec_32_staff_send_the_link_again_or_take_the_new_email_back() {
    let post = Post::new().await;
    let user = id(Who::User, &post);
    let path = format!("/api/manage/users/{user}/email-change");
    let admin = post.app.as_(Who::Admin);
    assert_eq!(admin.post(&path).await.status(), 409);
    assert_eq!(admin.request(Method::DELETE, &path).await.status(), 409);
    let _ = edit(&post, &user, json!({ "email": "ursula@birch.example" })).await.expect(200);
    let first = link(&post, "ursula@birch.example", "confirm-email");
    let _ = admin.post(&path).await.expect(204);
    post.settle().await;
    let second = link(&post, "ursula@birch.example", "confirm-email");
    let confirm = |token: &str| json!({ "token": token });
    let person = post.app.as_(Who::User);
    assert_eq!(send(&person, "/api/auth/email/confirm", confirm(&first.token)).await.status(), 409);
    let kept = admin.request(Method::DELETE, &path).await.expect(200).json();
    assert!(kept["pending_email"].is_null());
    assert_eq!(send(&person, "/api/auth/email/confirm", confirm(&second.token)).await.status(), 409);
    assert_eq!(kept["email"], json!(Who::User.email()));
}

#[tokio::test]
async fn sec_13_asking_for_an_email_that_somebody_has_tells_its_owner_and_nobody_else() {
    let post = Post::new().await;
    let user = post.app.as_(Who::User);
    let ask =
        |email: &str| send(&user, "/api/auth/email", json!({ "email": email, "current_password": PASSWORD }));
    let mut seen = Vec::new();
    for email in ["ursula@birch.example", &Who::Stranger.email()] {
        let trips = post.app.round_trips();
        let answer = ask(email).await.expect(202);
        let trips = post.app.round_trips() - trips;
        let session = user.get("/api/auth/session").await.expect(200).json();
        assert_eq!(session["user"]["pending_email"], email);
        seen.push((answer.text(), trips));
        post.settle().await;
    }
    assert_eq!(seen[0], seen[1]);
    let told = post.got_by(Who::Stranger);
    assert_eq!(told.last().unwrap().subject, "Your address was entered for another account");
    assert!(!told.last().unwrap().text.contains("confirm-email"), "no link");
    assert!(told.iter().all(|mail| !mail.text.contains(&Who::User.email())));
    // However often it is asked for, one mail tells it; and nobody sends mails to others without end.
    for _ in 0..3 {
        let _ = ask(&Who::Stranger.email()).await.expect(202);
    }
    let _ = ask(&Who::Stranger.email()).await.expect(429);
    post.settle().await;
    assert_eq!(post.got_by(Who::Stranger).len(), told.len());
}

#[tokio::test]
async fn sec_13_whoever_is_invited_by_a_company_that_does_not_know_them_is_told_once() {
    let post = Post::new().await;
    let admin = post.app.as_(Who::CompanyAdmin);
    let body = json!({ "name": "Somebody", "email": Who::Stranger.email(), "role": "user" });
    let held = send(&admin, "/api/portal/team", body).await.expect(201).json();
    let path = format!("/api/portal/team/{}/invitation", held["id"].as_str().unwrap());
    let _ = admin.post(&path).await.expect(204);
    post.settle().await;
    let told = post.got_by(Who::Stranger);
    assert_eq!(told.len(), 1, "one mail, also when it is sent again");
    assert!(told[0].subject.contains("tried to invite you"), "{}", told[0].subject);
    assert!(told[0].text.contains("Hello Stranger,"), "their own name, not the typed one: {}", told[0].text);
    assert!(!told[0].text.contains("register?invite"), "no link");
    // The day's other invitations, then staff are told.
    for _ in 0..28 {
        let _ = admin.post(&path).await.expect(204);
    }
    for _ in 0..2 {
        let _ = admin.post(&path).await.expect(429);
    }
    post.settle().await;
    let notices =
        post.got_by(Who::Admin).into_iter().filter(|mail| mail.subject.contains("invite more people"));
    assert_eq!(notices.count(), 1);
}
