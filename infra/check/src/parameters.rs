//! `main.parameters.json` against the parameters of `main.bicep`.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{finding::Finding, modules::parameters, source::Source};

/// Checks that every value has a parameter and every parameter without a default a value.
pub(crate) fn check(infra: &Path) -> Vec<Finding> {
    let file = infra.join("main.parameters.json");
    let text = fs::read_to_string(&file).map_err(|error| error.to_string());
    let document: Result<Value, _> =
        text.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
    let document = match document {
        Ok(document) => document,
        Err(error) => return vec![Finding::of_file(file, error)],
    };
    let wanted = match Source::read(&infra.join("main.bicep")) {
        Ok(source) => parameters(&source),
        Err(finding) => return vec![finding],
    };
    let given = document["parameters"].as_object().cloned().unwrap_or_default();
    let unknown = given.keys().filter(|name| !wanted.contains_key(*name));
    let mut findings: Vec<_> =
        unknown.map(|name| Finding::of_file(&file, format!("main.bicep has no parameter {name}"))).collect();
    let missing = wanted.iter().filter(|(name, has_default)| !**has_default && !given.contains_key(*name));
    findings.extend(
        missing.map(|(name, _)| Finding::of_file(&file, format!("the parameter {name} has no value"))),
    );
    findings
}
