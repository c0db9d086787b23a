//! The packaged folder under a stand-in of the Functions host.

use std::path::PathBuf;

use super::{counts::Counts, log::Log};
use crate::{azurite, command::cargo, failure::Outcome, handler, package, paths};

/// `handler` as the Rust tests built it: another build would only be the same with other features.
pub(super) fn handler() -> handler::Source {
    let built: PathBuf = paths::binary("handler", false);
    handler::Source { handler: built.is_file().then_some(built) }
}

/// Stages the folder from the debug build and plays the host against it.
pub(super) fn host(log: &mut Log) -> Outcome<Counts> {
    azurite::installed()?;
    let folder = package::stage(&handler().get(false)?, &paths::target().join("xtask/package"))?;
    log.say(&format!("packaged in {}", folder.display()));
    let mut tests = cargo(&["nextest", "run", "--package", "host", "--no-fail-fast"]);
    log.tests(tests.env("HOST_TEST_PACKAGE", folder))
}
