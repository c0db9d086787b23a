//! JSON files against their schemas in `infra/schemas`.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use serde_json::Value;

use crate::finding::Finding;

/// The files that lie in the repository.
pub(crate) fn checked_in(root: &Path) -> Vec<Finding> {
    let files = [
        ("host.json", "host.schema.json"),
        ("local.settings.example.json", "local.settings.schema.json"),
        ("infra/staticwebapp.config.json", "staticwebapp.schema.json"),
        ("infra/cosmos-indexing.json", "cosmos-indexing.schema.json"),
    ];
    files.iter().flat_map(|(file, schema)| validate(root, &root.join(file), schema)).collect()
}

/// A staged function app: `host.json`, an executable, one valid `function.json` in every folder but `fonts`.
/// The host passes over folders without one.
pub(crate) fn package(root: &Path, folder: &Path) -> Vec<Finding> {
    let mut findings = validate(root, &folder.join("host.json"), "host.schema.json");
    let handler = folder.join("handler");
    match fs::metadata(&handler) {
        Ok(known) if known.permissions().mode() & 0o777 == 0o755 => {}
        Ok(_) => findings.push(Finding::of_file(&handler, "is not of mode 0755")),
        Err(error) => findings.push(Finding::of_file(&handler, error.to_string())),
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let functions: Vec<_> = entries.filter(|path| path.is_dir() && !path.ends_with("fonts")).collect();
    if functions.is_empty() {
        findings.push(Finding::of_file(folder, "declares no function"));
    }
    for function in functions {
        findings.extend(validate(root, &function.join("function.json"), "function.schema.json"));
    }
    findings
}

fn validate(root: &Path, file: &Path, schema: &str) -> Vec<Finding> {
    let (document, schema) = match (read(file), read(&root.join("infra/schemas").join(schema))) {
        (Ok(document), Ok(schema)) => (document, schema),
        (Err(finding), _) | (_, Err(finding)) => return vec![finding],
    };
    match jsonschema::validator_for(&schema) {
        Ok(validator) => validator
            .iter_errors(&document)
            .map(|error| Finding::of_file(file, format!("{error} (at {})", error.instance_path())))
            .collect(),
        Err(error) => vec![Finding::of_file(file, format!("its schema is wrong: {error}"))],
    }
}

fn read(file: &Path) -> Result<Value, Finding> {
    let text = fs::read_to_string(file).map_err(|error| Finding::of_file(file, error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| Finding::of_file(file, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    fn function(text: &str) -> usize {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("function.json");
        fs::write(&file, text).unwrap();
        validate(&root(), &file, "function.schema.json").len()
    }

    #[test]
    fn a_timer_is_valid_and_a_misspelt_one_is_not() {
        let good = r#"{"bindings":[{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 */15 * * * *","useMonitor":true}]}"#;
        assert_eq!(function(good), 0);
        assert_ne!(function(&good.replace("schedule", "shedule")), 0);
        assert_ne!(function(&good.replace("0 */15 * * * *", "every quarter")), 0);
    }

    #[test]
    fn an_http_function_needs_its_output_an_anonymous_level_and_a_free_route() {
        let good = r#"{"bindings":[{"type":"httpTrigger","direction":"in","name":"req","authLevel":"anonymous","methods":["get","post"],"route":"portal/tickets/{*rest}"},{"type":"http","direction":"out","name":"res"}]}"#;
        assert_eq!(function(good), 0);
        for bad in [
            good.replace(r#",{"type":"http","direction":"out","name":"res"}"#, ""),
            good.replace("anonymous", "function"),
            good.replace("portal/tickets", "admin/tickets"),
            good.replace("\"post\"", "\"fetch\""),
        ] {
            assert_ne!(function(&bad), 0, "{bad}");
        }
    }
}
