//! Row 34: a page that shows one person, in a browser where somebody else has signed in since × every operation.

use axum::http::Method;
use shared::session::SHOWN;
use shared_testing::Who;

use crate::impersonation::acting;
use crate::row::{Needs, Row};
use crate::table;
use crate::world::World;
use crate::{described, method_of};

/// Operations that look at a session.
fn asks_for_a_session(row: &Row) -> bool {
    !matches!(row.needs, Needs::Nothing | Needs::Service)
}

#[tokio::test]
async fn sec_34_a_page_of_somebody_else_is_refused_by_every_operation_and_changes_nothing() {
    let world = World::new().await;
    let methods = described();
    let before = world.digest().await;
    let mut wrong = Vec::new();
    for row in table::rows().iter().filter(|row| asks_for_a_session(row)) {
        let method = method_of(&methods, row);
        let own = world.app.person(row.rightful()).id.to_string();
        let colleague = world.app.person(Who::OtherUser).id.to_string();
        // Nobody, somebody else, staff acting in the person's own name, and no text at all.
        let acted = format!("{own}/{}", world.app.person(Who::Admin).id);
        for shown in ["", &colleague, &acted, &own.to_uppercase(), &format!("{own} ")] {
            // A blank at the end is no part of a header's value, so that one is the person's own.
            if shown.trim_end() == own {
                continue;
            }
            let answer = world.rightful(&method, row).header(SHOWN, shown).await;
            if answer.status() != 409 || answer.json()["code"] != "SESSION_CHANGED" {
                wrong.push(format!("{} with {shown:?}: {}", row.operation, answer.status()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(world.digest().await, before, "a refused call changed something");
}

#[tokio::test]
async fn sec_34_the_page_of_the_person_who_is_signed_in_reads_everything() {
    let world = World::new().await;
    let methods = described();
    for row in table::rows().iter().filter(|row| asks_for_a_session(row)) {
        let method = method_of(&methods, row);
        if method == Method::GET {
            let own = world.app.person(row.rightful()).id.to_string();
            // Not read to its end: event streams have none.
            let answer = world.rightful(&method, row).header(SHOWN, &own).stream().await;
            assert!(answer.status().as_u16() < 400, "{}: {}", row.operation, answer.status());
        }
    }
}

#[tokio::test]
async fn sec_34_what_needs_no_session_and_what_machines_call_does_not_compare() {
    let world = World::new().await;
    let methods = described();
    for row in table::rows().iter().filter(|row| !asks_for_a_session(row)) {
        let method = method_of(&methods, row);
        if method == Method::GET {
            let answer = world.rightful(&method, row).header(SHOWN, "usr_x").stream().await;
            assert!(answer.status().as_u16() < 400, "{}: {}", row.operation, answer.status());
        }
    }
    // Signing in again is how a page whose session is another's gets its own back.
    let login = table::rows().into_iter().find(|row| row.operation == "session_open").unwrap();
    let other = world.app.as_(Who::OtherUser).post("/api/auth/login").header(SHOWN, "usr_x");
    let crate::row::Sent::Json(body) = login.sent else { panic!("a login sends JSON") };
    let _ = other.json(&body(&world)).await.expect(200);
}

#[tokio::test]
async fn sec_34_staff_who_act_in_a_clients_name_are_neither_the_client_nor_themselves() {
    let world = World::new().await;
    let (user, admin) = (world.app.person(Who::User).id.clone(), world.app.person(Who::Admin).id.clone());
    let browser = acting(&world, Who::User, true).await;
    let session = browser.get("/api/auth/session").await.expect(200).json();
    assert_eq!(session["shown_as"], format!("{user}/{admin}"));
    for (shown, status) in
        [(user.to_string(), 409), (admin.to_string(), 409), (format!("{user}/{admin}"), 200)]
    {
        let answer = browser.get("/api/portal/tickets").header(SHOWN, &shown).await;
        assert_eq!(answer.status(), status, "{shown}");
    }
    // Nor does the page of one end what was begun since in another's name.
    let end = browser.request(Method::DELETE, "/api/portal/impersonation");
    let _ = end.header(SHOWN, admin.as_str()).await.expect(409);
    let own = world.app.as_(Who::User).get("/api/auth/session").await.expect(200).json();
    assert_eq!(own["shown_as"], user.as_str());
}
