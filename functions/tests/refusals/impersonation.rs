//! Row 26: a session that staff opened in a client's name × every operation that changes something.

use axum::http::Method;
use serde_json::json;
use shared::session::impersonation::may_change;
use shared_testing::{Client, Who};

use crate::row::Needs;
use crate::table;
use crate::world::World;
use crate::{described, method_of};

/// The admin's browser after signing in as `who`.
pub async fn acting(world: &World, who: Who, write: bool) -> Client {
    let id = world.app.person(who).id.clone();
    let answer = world
        .app
        .as_(Who::Admin)
        .post(&format!("/api/manage/users/{id}/impersonation"))
        .json(&json!({ "reason": "Ticket 1042", "write": write }))
        .await
        .expect(200);
    let cookies: Vec<&str> =
        answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    let session =
        cookies.iter().find_map(|cookie| cookie.strip_prefix("portal_session=")).expect("a session");
    world.app.with_token(Some(session.split(';').next().unwrap().to_owned()))
}

#[tokio::test]
async fn sec_26_impersonated_sessions_change_nothing_but_what_is_listed() {
    let methods = described();
    let mut allowed = Vec::new();
    let mut wrong = Vec::new();
    for write in [false, true] {
        let world = World::new().await;
        let user = acting(&world, Who::User, write).await;
        let admin = acting(&world, Who::CompanyAdmin, write).await;
        let before = world.digest().await;
        for row in table::rows() {
            let (_, method, template) =
                methods.iter().find(|(id, _, _)| id == row.operation).cloned().expect(row.operation);
            // What anybody may call asks for no session, so a session gives nothing there; the staff's side is closed to
            // clients anyway, and the own end of it is the next test's.
            if method == Method::GET || row.needs == Needs::Nothing || row.operation == "impersonation_end" {
                continue;
            }
            if may_change(write, &method, &template) {
                allowed.push(row.operation);
                continue;
            }
            let client = if row.needs == Needs::CompanyAdmin { &admin } else { &user };
            let status = world.as_client(client, &method_of(&methods, &row), &row).await.status();
            // Machines have keys: there a session, whosever, is none at all.
            let refused = if row.needs == Needs::Service { 401 } else { 403 };
            if status != refused {
                wrong.push(format!("{} with write={write}: {status}", row.operation));
            }
        }
        assert_eq!(world.digest().await, before, "a refused call changed something");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Whatever is new is refused until somebody adds it to the kernel's list and to this snapshot.
    insta::assert_json_snapshot!("changes in a clients name", allowed);
}

#[tokio::test]
async fn sec_26_reading_works_and_the_allowed_changes_are_the_staffs_in_the_log() {
    let world = World::new().await;
    let user = acting(&world, Who::User, true).await;
    let session = user.get("/api/auth/session").await.expect(200).json();
    assert_eq!(session["impersonation"]["name"], "Admin");
    let path = format!("/api/portal/tickets/{}/comments", world.ticket());
    let _ = user.post(&path).json(&json!({ "body": "Written for you" })).await.expect(201);
    let scope = world.app.scope("acme").await;
    // The tests' clock stands, so the newest line is found by what it says.
    let query = shared::store::Query::of(&shared::audit::AUDIT, "created_at").limit(1_000);
    let lines = world.app.state.store.query::<shared::audit::AuditLine>(&scope, query).await.unwrap().items;
    let commented = lines.iter().filter(|line| line.value.object == world.ticket());
    let actor =
        commented.map(|line| &line.value.actor).find(|actor| actor.acting_for.is_some()).expect("a line");
    assert_eq!((actor.name.as_str(), actor.role.as_str()), ("Admin", "admin"));
    assert_eq!(actor.acting_for.as_ref().map(|person| person.name.as_str()), Some("User"));
}
