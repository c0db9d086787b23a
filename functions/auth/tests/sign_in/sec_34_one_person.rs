//! Row 34: two people in one browser. A link that is opened again goes on in the session of its own person, and in no other.

use serde_json::json;
use shared_testing::Who;

use crate::hub::{self, client_enters, client_enters_with, companies, reason};
use crate::support::{app, status_of, token};

#[tokio::test]
async fn sec_34_a_used_hub_link_goes_on_in_its_own_persons_session_alone() {
    let app = app().await;
    companies(&app).await;
    let claims = hub::client(&app, "nora", "nora@birch.example", "first").await;
    let nora = token(&client_enters(&app, &claims).await);
    let other = hub::client(&app, "olga", "olga@birch.example", "second").await;
    let olga = token(&client_enters(&app, &other).await);

    let again = client_enters_with(&app, &claims, &nora).await;
    assert_eq!((again.header("location"), again.header("set-cookie")), ("/portal/tickets", ""));
    let session = app.with_token(Some(nora.clone())).get("/api/auth/session").await.expect(200).json();
    let id = session["user"]["id"].as_str().unwrap();

    // For whoever else opens it, it was used; the page is told whose session would go on.
    let used = format!("/portal/sso-error?reason=replayed&tenant=acme&person={id}");
    for session in [olga.as_str(), app.token(Who::User), app.token(Who::ForeignUser), "forged", ""] {
        let answer = client_enters_with(&app, &claims, session).await;
        assert_eq!((answer.header("location"), answer.header("set-cookie")), (used.as_str(), ""));
    }
    assert_eq!(reason(&client_enters(&app, &claims).await), "replayed");

    // No session comes back to life by it.
    let browser = app.with_token(Some(nora.clone()));
    let _ = browser.post("/api/auth/logout").await.expect(204);
    assert_eq!(reason(&client_enters_with(&app, &claims, &nora).await), "replayed");
    assert_eq!(status_of(&app, &nora).await, 401);
}

#[tokio::test]
async fn sec_34_a_page_of_the_first_person_cannot_act_as_the_second() {
    let app = app().await;
    let first = app.person(Who::User).id.as_str();
    let second = app.as_(Who::OtherUser);
    let answer = second.post("/api/auth/logout-everywhere").header("x-portal-person", first).await;
    let problem = answer.expect(409).json();
    assert_eq!(problem["code"], "SESSION_CHANGED");
    assert_eq!(problem["type"], "https://theoneportal.app/problems/somebody-else-is-signed-in");
    let session = second.get("/api/auth/session").await.expect(200).json();
    assert_eq!(session["shown_as"], app.person(Who::OtherUser).id.as_str());
    // Whoever integrates by the API sends no such header.
    let changed = json!({ "current_password": "wrong", "new_password": "seven grey herons by the river" });
    assert_ne!(second.post("/api/auth/password").json(&changed).await.status(), 409);
}
