//! In Azure the pages come from a static origin: it must protect them exactly as `handler` does elsewhere.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use host::Portal;
use serde_json::Value;

#[tokio::test]
async fn the_static_origin_sends_the_same_security_headers() {
    let portal = Portal::start().await;
    let own = portal.visitor().get("/api/health").await.unwrap();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../infra/staticwebapp.config.json");
    let config: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    // Where uploaded files lie is the one thing that differs.
    let files = &portal.settings["PORTAL_FILES_ORIGIN"];
    for (name, value) in config["globalHeaders"].as_object().unwrap() {
        if name == "cache-control" {
            continue;
        }
        let wanted = value.as_str().unwrap().replace("https://*.blob.core.windows.net", files);
        assert_eq!(own.header(name), Some(wanted.as_str()), "{name}");
    }
    let ours =
        ["content-security-policy", "strict-transport-security", "x-frame-options", "x-content-type-options"];
    assert!(ours.iter().all(|name| config["globalHeaders"].get(name).is_some()));
}
