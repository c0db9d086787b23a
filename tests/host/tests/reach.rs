//! Every operation of the API is reached by exactly one declared function.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::collections::BTreeMap;

use host::{config::Config, package};
use serde_json::Value;

fn openapi() -> Value {
    let folder = package::folder();
    let output = std::process::Command::new(folder.join("handler")).arg("openapi").output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_operation_is_reached_by_exactly_one_function() {
    let config = Config::read(&package::folder()).unwrap();
    let document = openapi();
    let mut reached: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let sample: String = path
            .split('/')
            .map(|part| if part.starts_with('{') { "/x1" } else { part })
            .fold(String::new(), |path, part| format!("{path}/{}", part.trim_start_matches('/')));
        let methods = operations.as_object().unwrap().keys();
        for method in methods.filter(|key| ["get", "put", "post", "patch", "delete"].contains(&key.as_str()))
        {
            let matching: Vec<_> = config
                .functions
                .iter()
                .filter(|function| {
                    function.http.as_ref().is_some_and(|(route, methods)| {
                        route.matches(sample.trim_start_matches('/'))
                            && methods.iter().any(|known| known.eq_ignore_ascii_case(method))
                    })
                })
                .map(|function| function.name.as_str())
                .collect();
            assert_eq!(matching.len(), 1, "{method} {path} is reached by {matching:?}");
            *reached
                .entry(
                    config
                        .functions
                        .iter()
                        .find(|function| function.name == matching[0])
                        .unwrap()
                        .name
                        .as_str(),
                )
                .or_default() += 1;
        }
    }
    assert!(reached.len() > 3, "{reached:?}");
}
