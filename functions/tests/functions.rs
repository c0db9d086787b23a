//! What is declared to the Functions host fits the API.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use shared::function::Trigger;

/// All (method, path) pairs of the API's description.
fn operations() -> Vec<(String, String)> {
    let api: serde_json::Value =
        serde_json::from_str(&handler::router::openapi().to_json().unwrap()).unwrap();
    let mut found = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            if ["get", "put", "post", "patch", "delete", "head", "options"].contains(&method.as_str()) {
                found.push((method.to_uppercase(), path.clone()));
            }
        }
    }
    found
}

/// True where the host's route template takes the path.
fn takes(route: &str, path: &str) -> bool {
    let mut wanted = route.split('/');
    let mut given = path.split('/');
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(segment), _) if segment.starts_with("{*") => return true,
            (Some(segment), Some(_)) if segment.starts_with('{') => {}
            (Some(segment), Some(text)) if segment.eq_ignore_ascii_case(text) => {}
            _ => return false,
        }
    }
}

#[test]
fn every_operation_is_reached_by_exactly_one_function() {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let functions = handler::areas::functions();
    for (method, path) in operations() {
        let path = path.strip_prefix("/api/").unwrap();
        let takers: Vec<&str> = functions
            .iter()
            .filter(|function| match function.trigger {
                Trigger::Http { route, methods } => takes(route, path) && methods.contains(&method.as_str()),
                Trigger::Timer { .. } => false,
            })
            .map(|function| function.name)
            .collect();
        assert_eq!(takers.len(), 1, "{method} /api/{path} is taken by {takers:?}");
        reached.insert(takers[0]);
    }
    for function in &functions {
        let served_beside_the_description = ["openapi", "docs"].contains(&function.name);
        let timer = matches!(function.trigger, Trigger::Timer { .. });
        assert!(
            reached.contains(function.name) || served_beside_the_description || timer,
            "{} serves nothing",
            function.name
        );
    }
}

#[test]
fn the_host_accepts_every_name_and_route() {
    let mut names = BTreeSet::new();
    let mut routes = BTreeMap::new();
    for function in handler::areas::functions() {
        assert!(names.insert(function.name), "{} is declared twice", function.name);
        assert!(
            function.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        );
        if let Trigger::Http { route, methods } = function.trigger {
            // The host keeps these paths for itself and refuses to start.
            assert!(!route.starts_with("admin") && !route.starts_with("runtime"), "{route}");
            for method in methods {
                let taken = routes.insert((route, *method), function.name);
                assert_eq!(taken, None, "{method} {route} is declared twice");
            }
        }
    }
}
