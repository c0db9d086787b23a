//! The developer's commands, one word each: `run`, `test`, `gen`, `package`, `bench`, `seed`, `sso-link`.
#![expect(clippy::print_stdout, reason = "a command line speaks on its terminal")]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod azurite;
mod bench;
mod command;
mod failure;
mod frontend;
mod r#gen;
mod handler;
mod hub;
mod node;
mod package;
mod paths;
mod port;
mod private;
mod progress;
mod run;
mod seed;
mod service;
mod test;

/// What a developer can ask for.
#[derive(Parser)]
#[command(name = "cargo xtask", about = "The portal's developer commands", version)]
struct Cli {
    #[command(subcommand)]
    word: Word,
}

#[derive(Subcommand)]
enum Word {
    /// Builds and starts the portal with two demonstration tenants, and prints their logins
    Run(run::Options),
    /// Runs every check and test, one summary line per stage
    Test(test::Options),
    /// Writes the OpenAPI document and the frontend's types from the Rust types
    Gen(r#gen::Options),
    /// Stages the deployable folders dist/func and dist/portal
    Package(package::Options),
    /// Measures the portal against its budgets
    Bench(bench::Options),
    /// Plays the Hub: prints a link that signs a client, or a member of staff, in to the running portal
    SsoLink(hub::Options),
    /// Fills a portal that is already running with the demonstration data
    Seed(seed::Options),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().word {
        Word::Run(options) => run::run(&options),
        Word::Test(options) => test::run(&options),
        Word::Gen(options) => r#gen::run(&options),
        Word::Package(options) => package::run(&options),
        Word::Bench(options) => bench::run(&options),
        Word::SsoLink(options) => hub::run(&options),
        Word::Seed(options) => seed::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            progress::failed(&failure);
            ExitCode::FAILURE
        }
    }
}
