//! Azurite: what stands in for Blob Storage on this machine.

use std::path::PathBuf;

use crate::{failure::Outcome, node, paths};

/// Installs its packages unless they are installed, and says which program Node is to run.
pub(crate) fn installed() -> Outcome<PathBuf> {
    let package = paths::root().join("infra/local/azurite");
    // None of its packages needs a script to be installed.
    node::install(&package, &["--ignore-scripts"])?;
    Ok(package.join("node_modules/azurite/dist/src/blob/main.js"))
}
