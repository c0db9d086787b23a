//! The portal's executable: built here, or taken as built by somebody else.

use std::path::PathBuf;

use clap::Args;

use crate::{
    command,
    failure::{Failure, Outcome},
    paths, progress,
};

/// How the delivered program is built: small, as the profile says, but linked at level 2. Below it the linker leaves loops as
/// they are, and the hash of a password takes twice as long.
const RELEASE: [&str; 8] =
    ["rustc", "--release", "--package", "handler", "--bin", "handler", "--", "-Copt-level=2"];

/// Where `handler` comes from.
#[derive(Args, Clone, Default)]
pub(crate) struct Source {
    /// Use this executable instead of building one
    #[arg(long, value_name = "PATH")]
    pub(crate) handler: Option<PathBuf>,
}

impl Source {
    /// Builds `handler` unless an executable was given; answers its absolute path.
    pub(crate) fn get(&self, release: bool) -> Outcome<PathBuf> {
        if let Some(given) = &self.handler {
            return std::path::absolute(given)
                .ok()
                .filter(|path| path.is_file())
                .ok_or_else(|| Failure::new(format!("There is no executable at {}.", given.display())));
        }
        // Alone and by name: together with `local` Cargo would switch on the Cosmos emulator inside it.
        let words: &[&str] = if release { &RELEASE } else { &["build", "--package", "handler"] };
        let what = if release { "building handler (release)" } else { "building handler" };
        progress::step(what, || command::must(&mut command::cargo(words)))?;
        Ok(paths::binary("handler", release))
    }
}
