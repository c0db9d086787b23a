//! `cargo xtask bench`: the measurements of `tests/load`, on a release build.

use clap::Args;

use crate::{command, failure::Outcome};

/// Everything after the word goes to the measuring program.
#[derive(Args)]
pub(crate) struct Options {
    /// Passed on to the measuring program
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Runs the measuring program.
pub(crate) fn run(options: &Options) -> Outcome {
    let mut load = command::cargo(&["run", "--release", "--package", "load", "--"]);
    command::must(load.args(&options.rest))
}
