//! The refusal table: every operation of the API × everybody who must not use it.
//!
//! An operation that is missing here fails the build. Nobody signed in → 401, a role that may not → 403, another
//! tenant's, company's or person's object → 404, a request from another site → 403; and none of it changes anything.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

mod impersonation;
mod other_person;
mod row;
mod table;
mod text;
mod world;

use std::collections::BTreeSet;

use axum::http::Method;
use row::{Needs, Row};
use shared_testing::Who;
use world::World;

/// (operation id, method, path) of everything that the API describes.
fn described() -> Vec<(String, Method, String)> {
    let api: serde_json::Value =
        serde_json::from_str(&handler::router::openapi().to_json().unwrap()).unwrap();
    let mut found = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id =
                operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no name"));
            found.push((id.to_owned(), method.to_uppercase().parse().unwrap(), path.clone()));
        }
    }
    found
}

#[test]
fn every_operation_stands_in_the_table_exactly_once() {
    let described: BTreeSet<String> = described().into_iter().map(|(id, _, _)| id).collect();
    let rows = table::rows();
    let listed: BTreeSet<String> = rows.iter().map(|row| row.operation.to_owned()).collect();
    assert_eq!(listed.len(), rows.len(), "an operation is listed twice");
    let missing: Vec<_> = described.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&described).collect();
    assert!(missing.is_empty() && gone.is_empty(), "missing: {missing:?}; no longer described: {gone:?}");
}

#[test]
fn sec_21_every_change_says_that_other_sites_are_refused() {
    let api: serde_json::Value =
        serde_json::from_str(&handler::router::openapi().to_json().unwrap()).unwrap();
    for (operation, method, path) in described() {
        // What mail programs send comes from no page.
        if method == Method::GET || path.starts_with("/api/mail/one-click/") {
            continue;
        }
        let answers = &api["paths"][&path][method.as_str().to_lowercase()]["responses"];
        assert!(answers.get("403").is_some(), "{operation} does not document 403");
    }
}

#[test]
fn sec_25_what_anybody_may_call_is_this_list() {
    let public: Vec<&str> =
        table::rows().iter().filter(|row| row.needs == Needs::Nothing).map(|row| row.operation).collect();
    insta::assert_json_snapshot!("public operations", public);
}

#[tokio::test]
async fn sec_01_refused_calls_are_refused_and_change_nothing() {
    let world = World::new().await;
    let methods: Vec<(String, Method, String)> = described();
    let before = world.digest().await;
    let mut wrong = Vec::new();
    for row in table::rows() {
        let method = method_of(&methods, &row);
        for (who, expected) in row.refusals() {
            let answer = world.call(&method, &row, who).await;
            if answer.status() != expected {
                wrong.push(format!(
                    "{} as {who:?}: {} instead of {expected}",
                    row.operation,
                    answer.status()
                ));
            } else if !answer.header("content-type").starts_with("application/problem+json") {
                wrong.push(format!("{} as {who:?}: {expected} without a problem", row.operation));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(world.digest().await, before, "a refused call changed something");
}

#[tokio::test]
async fn sec_21_changes_from_another_site_are_refused_and_change_nothing() {
    let world = World::new().await;
    let methods = described();
    let before = world.digest().await;
    for row in table::rows() {
        let method = method_of(&methods, &row);
        if method == Method::GET {
            continue;
        }
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "none"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("x-nothing", "no header of either kind"),
        ] {
            if row.needs == Needs::Service && name == "x-nothing" {
                continue; // as machines call
            }
            let request = world.rightful(&method, &row).without("sec-fetch-site").header(name, value);
            assert_eq!(request.send().await.status(), 403, "{} with {name}: {value}", row.operation);
        }
    }
    assert_eq!(world.digest().await, before);
}

/// Each row that changes something takes a world of its own; in four parts, which run side by side.
async fn rightful_callers(part: usize) {
    let methods = described();
    let unchanged = World::new().await;
    for row in table::rows().into_iter().skip(part).step_by(4) {
        let method = method_of(&methods, &row);
        // A world of its own for changes: some of them end sessions or remove what others need.
        let own = if method == Method::GET { None } else { Some(World::new().await) };
        let world = own.as_ref().unwrap_or(&unchanged);
        // Not read to its end: event streams have none.
        let answer = world.rightful(&method, &row).stream().await;
        assert!(
            answer.status().as_u16() < 400,
            "{} as {:?}: {}",
            row.operation,
            row.rightful(),
            answer.status()
        );
    }
}

#[tokio::test]
async fn the_rightful_caller_is_not_refused_1_of_4() {
    rightful_callers(0).await;
}

#[tokio::test]
async fn the_rightful_caller_is_not_refused_2_of_4() {
    rightful_callers(1).await;
}

#[tokio::test]
async fn the_rightful_caller_is_not_refused_3_of_4() {
    rightful_callers(2).await;
}

#[tokio::test]
async fn the_rightful_caller_is_not_refused_4_of_4() {
    rightful_callers(3).await;
}

#[tokio::test]
async fn another_tenants_object_answers_exactly_as_one_that_never_existed() {
    let world = World::new().await;
    let methods = described();
    for row in
        table::rows().iter().filter(|row| row.needs != Needs::Nothing && row.object != row::Object::None)
    {
        let method = method_of(&methods, row);
        let who = match row.needs {
            Needs::CompanyAdmin => Who::StrangerAdmin,
            needs if needs.is_staff() => Who::ForeignAdmin,
            _ => Who::ForeignUser,
        };
        let foreign = world.call(&method, row, who).await;
        let missing = world.call_missing(&method, row, who).await;
        assert_eq!(foreign.status(), missing.status(), "{}", row.operation);
        let plain = |answer: &shared_testing::Answer| {
            let mut body = answer.json();
            body["trace_id"] = "".into();
            body
        };
        assert_eq!(plain(&foreign), plain(&missing), "{}", row.operation);
    }
}

fn method_of(described: &[(String, Method, String)], row: &Row) -> Method {
    described
        .iter()
        .find(|(id, _, _)| id == row.operation)
        .map(|(_, method, _)| method.clone())
        .expect(row.operation)
}
