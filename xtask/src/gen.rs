//! `cargo xtask gen`: Rust types → OpenAPI → TypeScript types, written or proven fresh.

use std::{fs, path::Path};

use clap::Args;

use crate::{
    command,
    failure::{Doing, Failure, Outcome},
    handler, node, paths, progress,
};

/// How to generate.
#[derive(Args)]
pub(crate) struct Options {
    /// Write nothing; fail when a generated file is not what would be written
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    handler: handler::Source,
}

/// Generates what the frontend and the infrastructure take from the Rust types.
pub(crate) fn run(options: &Options) -> Outcome {
    let api = paths::portal().join("src/api");
    node::install(&paths::portal(), &[])?;
    let handler = options.handler.get(false)?;
    settle(options, &api.join("openapi.json"), &ask(&handler, "openapi")?)?;
    settle(options, &paths::root().join("infra/cosmos-indexing.json"), &ask(&handler, "indexing-policy")?)?;
    settle(options, &api.join("schema.d.ts"), &types(&api.join("openapi.json"))?)?;
    settle(options, &api.join("limits.ts"), &limits(&api.join("openapi.json"))?)
}

/// Proves that what is checked in is fresh, asking a given `handler`.
pub(crate) fn check(handler: &handler::Source) -> Outcome {
    run(&Options { check: true, handler: handler.clone() })
}

/// What `handler WORD` prints, as a text file ends: with one newline.
fn ask(handler: &Path, word: &str) -> Outcome<String> {
    let said = command::output(&mut command::program(&handler.to_string_lossy(), &[word], &paths::root()))?;
    Ok(format!("{}\n", said.trim_end()))
}

fn types(document: &Path) -> Outcome<String> {
    let made = paths::target().join("xtask/schema.d.ts");
    fs::create_dir_all(paths::target().join("xtask")).doing("Making target/xtask")?;
    let words = ["openapi-typescript", &document.to_string_lossy(), "--output", &made.to_string_lossy()];
    let mut npx = command::program("npx", &["--no-install"], &paths::portal());
    command::output(npx.args(words))?;
    fs::read_to_string(&made).doing("Reading the generated types")
}

/// How long each text of a request may be, for the counters of the pages.
fn limits(document: &Path) -> Outcome<String> {
    let mut node = command::program("node", &["scripts/limits.mjs"], &paths::portal());
    let said = command::output(node.arg(document))?;
    Ok(format!("{}\n", said.trim_end()))
}

fn settle(options: &Options, path: &Path, wanted: &str) -> Outcome {
    let shown = paths::shown(path);
    let found = fs::read_to_string(path).unwrap_or_default();
    if found == wanted {
        progress::say(&format!("{} {shown} is fresh", progress::green("✓")));
        return Ok(());
    }
    if options.check {
        return Err(Failure::new(format!(
            "{shown} is stale: run `cargo xtask gen` and commit what it writes."
        )));
    }
    fs::write(path, wanted).doing(&format!("Writing {shown}"))?;
    progress::say(&format!("{} {shown} written", progress::green("✓")));
    Ok(())
}
