//! Row 31: whoever guesses at a password keeps themselves out, and not the person.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::audit::{AUDIT, AuditLine};
use shared::store::Query;
use shared::token::Purpose;
use shared_testing::{Answer, PASSWORD, TestApp, Who};

use crate::hub;
use crate::support::{app, attempt, edit, login, token};

const ELSEWHERE: &str = "198.51.100.7";
const NEW: &str = "seven green bottles";

/// Wrong passwords for somebody from an address, until it is locked.
async fn guess(app: &TestApp, email: &str, address: &str) {
    for _ in 0..5 {
        let _ = attempt(app, "acme", email, "wrong").calling_from(address).await.expect(401);
    }
    let _ = attempt(app, "acme", email, PASSWORD).calling_from(address).await.expect(429);
}

/// Five guesses from each of ten networks: all that the account's own counter allows.
async fn besiege(app: &TestApp, email: &str) {
    for network in 0..10 {
        guess(app, email, &format!("203.0.113.{network}")).await;
    }
    let _ = attempt(app, "acme", email, PASSWORD).calling_from("203.0.113.99").await.expect(429);
}

/// The cookie by which the browser is known, as the browser sends it back.
fn browser(answer: &Answer) -> String {
    let cookies = answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let mut known = cookies.filter(|cookie| cookie.starts_with("portal_browser="));
    known.next().unwrap().split(';').next().unwrap().to_owned()
}

/// Lines of the audit log about locks: object, kind, network.
async fn lines(app: &TestApp) -> Vec<(String, Value, Value)> {
    let query = Query::of(&AUDIT, "created_at").ascending().eq("action", "sign_in.lock");
    let found = app.state.store.query::<AuditLine>(&app.scope("acme").await, query).await.unwrap().items;
    found
        .into_iter()
        .map(|line| line.value)
        .map(|line| {
            assert_eq!(line.actor.id, "");
            (line.object, line.detail["kind"].clone(), line.detail["network"].clone())
        })
        .collect()
}

#[tokio::test]
async fn sec_31_guesses_from_one_network_lock_that_network_alone() {
    let app = app().await;
    let email = Who::User.email();
    guess(&app, &email, ELSEWHERE).await;
    for other in ["198.51.100.8", "2001:db8::1"] {
        let _ = attempt(&app, "acme", &email, PASSWORD).calling_from(other).await.expect(200);
    }
    // Whoever shares the network still signs in to other accounts.
    let _ =
        attempt(&app, "acme", &Who::OtherUser.email(), PASSWORD).calling_from(ELSEWHERE).await.expect(200);
    // A success elsewhere forgives nothing there.
    let _ = attempt(&app, "acme", &email, PASSWORD).calling_from(ELSEWHERE).await.expect(429);
    app.clock.advance(SignedDuration::from_mins(15));
    let _ = attempt(&app, "acme", &email, PASSWORD).calling_from(ELSEWHERE).await.expect(200);
}

#[tokio::test]
async fn sec_31_addresses_of_one_ipv6_network_are_one_guesser() {
    let app = app().await;
    for last in 1..=5 {
        let address = format!("2001:db8:1:2::{last}");
        let _ = attempt(&app, "acme", &Who::User.email(), "wrong").calling_from(&address).await.expect(401);
    }
    let _ = login(&app, Who::User).calling_from("2001:db8:1:2:ffff::1").await.expect(429);
    let _ = login(&app, Who::User).calling_from("2001:db8:1:3::1").await.expect(200);
}

#[tokio::test]
async fn sec_31_guesses_from_many_networks_are_slowed_and_keep_no_known_browser_out() {
    let app = app().await;
    let email = Who::User.email();
    let known = browser(&login(&app, Who::User).await.expect(200));
    let before = app.state.hasher.count();
    besiege(&app, &email).await;
    assert_eq!(app.state.hasher.count() - before, 50, "and not one more is checked");
    let _ = login(&app, Who::User).await.expect(429);
    let opened = login(&app, Who::User).header("cookie", &known).await.expect(200);
    // Whoever has another person's known browser, or a made up one, has none.
    let theirs = browser(&login(&app, Who::OtherUser).await.expect(200));
    for cookie in [theirs.as_str(), "portal_browser=AAAA", "portal_browser="] {
        let _ = login(&app, Who::User).header("cookie", cookie).await.expect(429);
    }
    // Signing out and into another account on it does not make it strange.
    let both =
        attempt(&app, "acme", &Who::OtherUser.email(), PASSWORD).header("cookie", &browser(&opened)).await;
    let _ = login(&app, Who::User).header("cookie", &browser(&both.expect(200))).await.expect(200);
    // The person's own browser has guesses of its own, and no more.
    for _ in 0..5 {
        let _ = attempt(&app, "acme", &email, "wrong").header("cookie", &known).await.expect(401);
    }
    let _ = login(&app, Who::User).header("cookie", &known).await.expect(429);
    let _ = login(&app, Who::User).header("cookie", &browser(&opened)).await.expect(200);
}

#[tokio::test]
async fn sec_31_no_guess_closes_another_way_in() {
    let app = app().await;
    hub::companies(&app).await;
    let (ida, invite) = app.invite("ida@birch.example").await;
    besiege(&app, &ida.email).await;
    let body = json!({ "invite": invite, "password": NEW });
    let _ = app.as_(Who::Nobody).post("/api/auth/register").json(&body).await.expect(200);

    let email = "hugo@birch.example";
    let first = hub::client(&app, "hub-7", email, "first").await;
    assert_eq!(hub::reason(&hub::client_enters(&app, &first).await), "/portal/tickets");
    besiege(&app, email).await;
    let second = hub::client(&app, "hub-7", email, "second").await;
    assert_eq!(hub::reason(&hub::client_enters(&app, &second).await), "/portal/tickets");

    let open = token(&login(&app, Who::User).await.expect(200));
    besiege(&app, &Who::User.email()).await;
    let change = json!({ "current_password": PASSWORD, "new_password": NEW });
    let session = app.with_token(Some(open));
    let _ = session.post("/api/auth/password").json(&change).await.expect(204);

    // Mailed links too; and whoever followed one signs in at once, whatever others guess meanwhile.
    besiege(&app, &Who::OtherUser.email()).await;
    let forgot = json!({ "tenant": "acme", "email": Who::OtherUser.email() });
    let _ = app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&forgot).await.expect(202);
    let link = app.link("acme", Purpose::Reset, &app.person(Who::OtherUser).id).await;
    let body = json!({ "token": link, "password": NEW });
    let answer = app.as_(Who::Nobody).post("/api/auth/reset-password").json(&body).await.expect(204);
    besiege(&app, &Who::OtherUser.email()).await;
    let back = attempt(&app, "acme", &Who::OtherUser.email(), NEW).header("cookie", &browser(&answer));
    let _ = back.await.expect(200);
}

#[tokio::test]
async fn sec_31_asking_for_links_from_elsewhere_keeps_nobody_from_asking() {
    let app = app().await;
    let body = json!({ "tenant": "acme", "email": Who::User.email() });
    let ask = || app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&body);
    for _ in 0..5 {
        let _ = ask().calling_from(ELSEWHERE).await.expect(202);
    }
    let _ = ask().calling_from(ELSEWHERE).await.expect(429);
    let _ = ask().await.expect(202);
    // Twenty in a quarter of an hour are the most that anybody's mailbox gets; a known browser asks all the same.
    for network in 0..14 {
        let _ = ask().calling_from(&format!("203.0.113.{network}")).await.expect(202);
    }
    let _ = ask().calling_from("203.0.113.99").await.expect(429);
    let known = browser(&login(&app, Who::User).await.expect(200));
    let _ = ask().header("cookie", &known).await.expect(202);
}

#[tokio::test]
async fn sec_31_one_address_does_not_close_the_sign_in_for_a_building() {
    let app = app().await;
    let known = browser(&login(&app, Who::User).await.expect(200));
    for number in 0..50 {
        let _ = attempt(&app, "acme", &format!("nobody{number}@b.example"), "wrong").await.expect(401);
    }
    let refused = login(&app, Who::OtherUser).await.expect(429);
    assert_eq!(refused.header("retry-after"), "901");
    let _ = login(&app, Who::User).header("cookie", &known).await.expect(200);
    let _ = attempt(&app, "acme", &Who::User.email(), "wrong").header("cookie", &known).await.expect(401);
    let line = ("192.0.2.1".to_owned(), json!("network"), json!("192.0.2.1"));
    assert_eq!(lines(&app).await, [line]);
}

#[tokio::test]
async fn sec_31_a_stolen_session_does_not_guess_without_end() {
    let app = app().await;
    let guess = async |who: Who, current: &str| {
        let body = json!({ "current_password": current, "new_password": NEW });
        app.as_(who).post("/api/auth/password").json(&body).await
    };
    let mail = json!({ "email": "new@acme.example", "current_password": "wrong" });
    for _ in 0..3 {
        let _ = guess(Who::User, "wrong").await.expect(422);
    }
    // Both operations ask for the same password, and count together.
    for _ in 0..2 {
        let _ = app.as_(Who::User).post("/api/auth/email").json(&mail).await.expect(422);
    }
    let hashes = app.state.hasher.count();
    let _ = guess(Who::User, PASSWORD).await.expect(429);
    let _ = app.as_(Who::User).post("/api/auth/email").json(&mail).await.expect(429);
    assert_eq!(app.state.hasher.count(), hashes);
    let user = app.person(Who::User).id.to_string();
    assert_eq!(lines(&app).await, [(user, json!("person_session"), json!("192.0.2.1"))]);
    let _ = login(&app, Who::User).await.expect(200);
    app.clock.advance(SignedDuration::from_mins(15));
    let _ = guess(Who::User, PASSWORD).await.expect(204);
}

#[tokio::test]
async fn sec_14_every_lock_is_audited_once_and_strangers_guesses_name_nobody() {
    let app = app().await;
    let email = Who::User.email();
    let stranger = "somebody.private@elsewhere.example";
    guess(&app, &email, ELSEWHERE).await;
    guess(&app, stranger, ELSEWHERE).await;
    for _ in 0..3 {
        let _ = attempt(&app, "acme", &email, "wrong").calling_from(ELSEWHERE).await.expect(429);
        let _ = attempt(&app, "acme", stranger, "wrong").calling_from(ELSEWHERE).await.expect(429);
    }
    let user = app.person(Who::User).id.to_string();
    assert_eq!(lines(&app).await, [(user.clone(), json!("person_network"), json!(ELSEWHERE))]);
    let at = shared::store::Partition::Tenant("acme".into());
    let all = app.state.store.adapter().export(&at, None, 10_000).await.unwrap();
    let all = format!("{all:?}");
    assert!(all.contains(ELSEWHERE) && !all.contains("somebody.private"), "{all}");
    for network in 0..9 {
        guess(&app, &email, &format!("203.0.113.{network}")).await;
    }
    let kinds: Vec<Value> = lines(&app).await.into_iter().map(|(_, kind, _)| kind).collect();
    let anywhere = kinds.iter().filter(|kind| **kind == "person_anywhere").count();
    assert_eq!((kinds.len(), anywhere), (11, 1), "{kinds:?}");
    // The next quarter of an hour is another lock.
    app.clock.advance(SignedDuration::from_mins(15));
    guess(&app, &email, ELSEWHERE).await;
    assert_eq!(lines(&app).await.len(), 12);
}

#[tokio::test]
async fn sec_13_locking_a_known_and_an_unknown_email_is_the_same_work() {
    let app = app().await;
    let mut seen = Vec::new();
    edit(&app, Who::OtherUser, |user| user.status = shared::account::UserStatus::Disabled).await;
    for (email, password) in [
        (Who::User.email(), "wrong"),
        ("nobody@acme.example".to_owned(), "wrong"),
        (Who::OtherUser.email(), PASSWORD),
    ] {
        let mut work = Vec::new();
        for _ in 0..7 {
            let (hashes, trips) = (app.state.hasher.count(), app.round_trips());
            let answer = attempt(&app, "acme", &email, password).calling_from(ELSEWHERE).await;
            let done = (app.state.hasher.count() - hashes, app.round_trips() - trips);
            work.push((answer.status(), answer.header("retry-after").to_owned(), done));
        }
        seen.push(work);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2], "a disabled account, by the right password");
    // Counting and comparing; the fifth also notes the lock; who is refused costs one look.
    let work: Vec<_> = seen[0].iter().map(|(status, _, done)| (*status, *done)).collect();
    assert_eq!(work[..4], [(401, (1, 2)); 4]);
    assert_eq!(work[4..], [(401, (1, 3)), (429, (0, 1)), (429, (0, 1))]);
}

#[tokio::test]
async fn a_known_browser_costs_no_more_and_its_password_may_be_wrong_for_others() {
    let app = app().await;
    let known = browser(&login(&app, Who::User).await.expect(200));
    let before = app.round_trips();
    let _ = login(&app, Who::User).header("cookie", &known).await.expect(200);
    assert_eq!(app.round_trips() - before, 3);
    // Disabled accounts stay closed to known browsers as well.
    edit(&app, Who::User, |user| user.status = shared::account::UserStatus::Disabled).await;
    let _ = login(&app, Who::User).header("cookie", &known).await.expect(401);
}

#[tokio::test]
async fn sec_31_a_name_with_an_address_keeps_nobody_from_coming_over_and_is_not_kept() {
    let app = app().await;
    hub::companies(&app).await;
    for (number, (email, said, kept)) in [
        ("visitor@birch.example", "Visit http://evil.example/x now", "Visit now"),
        ("guest@birch.example", "jane.doe@b.example", "Guest"),
        ("other@birch.example", "Dr. Jane Doe", "Dr. Jane Doe"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut claims = hub::client(&app, &format!("hub-{number}"), email, &format!("one-{number}")).await;
        claims["name"] = json!(said);
        claims["psa_contact_id"] = Value::Null;
        assert_eq!(hub::reason(&hub::client_enters(&app, &claims).await), "/portal/tickets", "{said}");
        let scope = app.scope("acme").await;
        let query =
            Query::of(&shared::account::USER, "id").eq("login_key", shared::account::login_key(email));
        let found = app.state.store.query::<shared::account::User>(&scope, query).await.unwrap().items;
        assert_eq!(found[0].value.name, kept);
    }
}
