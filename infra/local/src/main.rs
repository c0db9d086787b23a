//! The cloud's stand-ins on one machine. For development and tests: it answers on the loopback address alone, and
//! whoever reaches it may do everything.

mod account;
mod entry;
mod journal;
mod replay;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Stand-ins for cloud services, on the loopback address.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    service: Service,
}

#[derive(Subcommand)]
enum Service {
    /// Microsoft's in-memory Cosmos emulator over HTTP, with a journal that is replayed at start.
    Cosmos {
        /// Port on 127.0.0.1; 0 takes a free one.
        #[arg(long)]
        port: u16,
        /// File of all writes; without it nothing outlives the process.
        #[arg(long)]
        journal: Option<PathBuf>,
        /// Ends when standard input does: with the process that started it, however that one ends.
        #[arg(long)]
        until_stdin_closes: bool,
    },
}

/// Why a service could not start.
#[derive(Debug, thiserror::Error)]
enum StartError {
    /// The network or the journal's file refused.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The emulator refused.
    #[error("the emulator: {0}")]
    Emulator(String),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Service::Cosmos { port, journal, until_stdin_closes } = Arguments::parse().service;
    match serve::cosmos(port, journal.as_deref(), until_stdin_closes).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&mut std::io::stderr(), &format!("local: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Writes one line; there is nobody to tell if that fails.
fn tell(out: &mut dyn std::io::Write, line: &str) {
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
