//! Checks the infrastructure's files without a network.
//!
//! `infra-check all` looks at everything under `infra/` and beside it; `infra-check package DIR` at a staged function
//! app. Prints one line per finding (`file:line:column: what`) and fails when there is any.
#![expect(clippy::print_stdout, reason = "a command line speaks on its terminal")]

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

mod body;
mod documents;
mod finding;
mod modules;
mod parameters;
mod resources;
mod source;
mod symbols;
mod types;

use finding::Finding;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let findings = match words[..] {
        ["all"] => all(&root()),
        ["package", folder] => documents::package(&root(), Path::new(folder)),
        _ => {
            println!("usage: infra-check all | infra-check package DIR");
            return ExitCode::from(2);
        }
    };
    for finding in &findings {
        println!("{finding}");
    }
    println!("{} finding(s)", findings.len());
    if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap_or_else(|_| PathBuf::from("."))
}

/// Everything that is checked in.
fn all(root: &Path) -> Vec<Finding> {
    let infra = root.join("infra");
    let types = types::Types::new(infra.join("schemas/azure"));
    let mut findings = documents::checked_in(root);
    for file in templates(&infra) {
        match source::Source::read(&file) {
            Ok(source) => {
                findings.extend(source.syntax_errors());
                findings.extend(symbols::check(&source));
                findings.extend(resources::check(&source, &types));
                findings.extend(modules::check(&source));
            }
            Err(finding) => findings.push(finding),
        }
    }
    findings.extend(parameters::check(&infra));
    findings.sort();
    findings
}

fn templates(infra: &Path) -> Vec<PathBuf> {
    let mut found = vec![infra.join("main.bicep")];
    let modules = std::fs::read_dir(infra.join("modules")).into_iter().flatten().flatten();
    found.extend(
        modules.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "bicep")),
    );
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_checked_in_has_no_findings() {
        let findings = super::all(&super::root());
        assert!(findings.is_empty(), "{findings:#?}");
    }
}
