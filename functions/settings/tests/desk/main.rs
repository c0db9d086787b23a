//! Settings, service keys and the custom domain, from outside.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

mod domain;
mod keys;
mod values;

use shared_testing::{Answer, TestApp};

async fn app() -> TestApp {
    TestApp::new(settings::router(), settings::kinds()).await
}

/// The fields that an answer calls wrong.
#[track_caller]
fn wrong(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status(), 422, "{}", answer.text());
    answer.json()["errors"].as_object().unwrap().keys().cloned().collect()
}
