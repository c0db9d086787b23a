//! The frontend's own checks, and the proof that its generated types are fresh.

use super::{counts::Counts, log::Log};
use crate::{failure::Outcome, r#gen, node, paths};

/// The TypeScript compiler finds nothing.
pub(super) fn types(log: &mut Log) -> Outcome<Counts> {
    script(log, "typecheck")
}

/// Neither does the linter.
pub(super) fn lint(log: &mut Log) -> Outcome<Counts> {
    script(log, "lint")
}

/// Unit tests, and a build that succeeds.
pub(super) fn unit(log: &mut Log) -> Outcome<Counts> {
    let counts = script(log, "test")?;
    script(log, "build")?;
    Ok(counts)
}

/// What was generated from the Rust types is what would be generated now.
pub(super) fn generated(_: &mut Log) -> Outcome<Counts> {
    r#gen::check(&super::packaged::handler())?;
    Ok(Counts::default())
}

fn script(log: &mut Log, name: &str) -> Outcome<Counts> {
    node::install(&paths::portal(), &[])?;
    log.tests(&mut node::npm(&["run", "--silent", name], &paths::portal()))
}
