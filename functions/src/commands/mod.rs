//! The program's commands: serving, and what the operator does from the command line.

mod key;
mod log;
mod print;
mod tenant;
mod tenant_create;
mod tenant_export;
mod tenant_move;

use std::process::ExitCode;

use clap::Subcommand;
use shared::settings::Settings;

use crate::state::StartError;
use crate::{folders, serve};
pub use tenant_move::terms_of;

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal (what happens without a command).
    Serve,
    /// Create, list, suspend, resume, export, delete and move tenants. The portal must not be running on the same data folder.
    #[command(subcommand)]
    Tenant(tenant::Tenant),
    /// Make, list and revoke the installation's service keys.
    #[command(subcommand)]
    Key(key::Key),
    /// Print the declared functions as JSON, for packaging.
    Functions,
    /// Print the API's description as JSON.
    Openapi,
    /// Print the Cosmos indexing policy that the declared indexes ask for, for `infra/`.
    IndexingPolicy,
}

/// Runs a command. A failure is one sentence on standard error.
#[must_use]
pub fn run(command: Command) -> ExitCode {
    let outcome = match command {
        Command::Functions => print::functions(),
        Command::Openapi => print::openapi(),
        Command::IndexingPolicy => print::indexing_policy(),
        Command::Serve => with_settings(|settings| {
            log::start(log::filter(&settings.log)?);
            folders::served(&settings)?;
            in_runtime(start(settings))
        }),
        Command::Key(command) => with_settings(|settings| {
            log::start(log::filter("warn")?);
            in_runtime(key::run(command, settings)).map(|()| 0)
        }),
        Command::Tenant(command) => with_settings(|settings| {
            log::start(log::filter("warn")?);
            in_runtime(tenant::run(command, settings)).map(|()| 0)
        }),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(StartError(sentence)) => {
            fail(&sentence);
            ExitCode::from(2)
        }
    }
}

#[expect(clippy::print_stderr, reason = "the one place that speaks to the operator about a failure")]
fn fail(sentence: &str) {
    eprintln!("{sentence}");
}

fn with_settings(work: impl FnOnce(Settings) -> Result<u8, StartError>) -> Result<u8, StartError> {
    work(Settings::from_environment().map_err(|error| StartError(error.to_string()))?)
}

async fn start(settings: Settings) -> Result<u8, StartError> {
    #[cfg(feature = "lambda")]
    if crate::lambda::is_runtime() {
        let built = crate::state::build(settings).await?;
        let router = crate::router::build(&built.app, built.folder, built.outbox.clone());
        Box::pin(crate::lambda::serve(crate::lambda::Lambda::new(router, built.app, built.outbox)))
            .await
            .map_err(|error| StartError(error.to_string()))?;
        return Ok(1);
    }
    serve::serve(settings).await
}

fn in_runtime<T>(work: impl Future<Output = Result<T, StartError>>) -> Result<T, StartError> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| StartError(format!("The program cannot start its threads: {error}.")))?
        .block_on(work)
}
