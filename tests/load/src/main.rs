//! What the portal costs, measured: `cargo xtask bench`.
//!
//! Round trips to Cosmos are counted on the wire, between the delivered executable and Microsoft's emulator. Speed,
//! CPU and memory are those of the delivered executable on SQLite, asked over HTTP, next to an axum server that only
//! answers.

mod bare;
mod budget;
mod client;
mod desk;
mod drive;
mod figures;
mod hash;
mod import;
mod invoices;
mod mail;
mod memory;
mod operations;
mod outcome;
mod portal;
mod process;
mod proxy;
mod report;
mod seed;
mod sink;
mod speed;
mod start;
mod storm;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use mimalloc::MiMalloc;

use crate::figures::{Figures, Machine, mib};
use crate::outcome::Outcome;
use crate::speed::Load;

/// The portal's own allocator, so that the yardstick differs in its work alone.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Measures what the portal costs and holds it against the bars; fails where one is missed.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Yardstick>,
    /// Measure this part alone
    #[arg(long)]
    only: Option<Part>,
    /// Numbers of tickets on SQLite
    #[arg(long, value_delimiter = ',', default_value = "100,20000,100000")]
    tickets: Vec<usize>,
    /// Numbers of tickets on Cosmos
    #[arg(long, value_delimiter = ',', default_value = "100,5000")]
    cosmos_tickets: Vec<usize>,
    /// Number of mails that wait on SQLite
    #[arg(long, default_value_t = 40_000)]
    mails: usize,
    /// Number of mails that wait on Cosmos; the emulator keeps all that it is sent in memory, about 6 GB for these
    #[arg(long, default_value_t = 40_000)]
    cosmos_mails: usize,
    /// Connections that ask at the same time
    #[arg(long, default_value_t = 8)]
    connections: usize,
    /// Requests for each figure, at most
    #[arg(long, default_value_t = 5_000)]
    requests: usize,
    /// Seconds for each figure, at most
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Use this executable of the portal instead of building one
    #[arg(long, value_name = "PATH")]
    handler: Option<PathBuf>,
    /// Use this executable of the Cosmos emulator instead of building one
    #[arg(long, value_name = "PATH")]
    local: Option<PathBuf>,
    /// Where the figures go
    #[arg(long, value_name = "PATH")]
    json: Option<PathBuf>,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Round trips to Cosmos
    Cosmos,
    /// Speed, start and memory on SQLite
    Sqlite,
    /// People from a file and invoices from another system, on SQLite
    Imports,
    /// Peak memory of heavy work, and what others notice of it, on SQLite
    Memory,
    /// A pile of mails, on SQLite and on Cosmos
    Mail,
}

#[derive(Subcommand)]
enum Yardstick {
    /// The yardstick's server: started by the program itself
    #[command(hide = true)]
    Bare,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Some(Yardstick::Bare) => bare::serve().await.map(|()| true),
        None => measure(arguments).await,
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            report::progress(&format!("cannot measure: {failure}"));
            ExitCode::from(2)
        }
    }
}

/// Measures; true where all bars are held.
async fn measure(arguments: Arguments) -> Outcome<bool> {
    let mut figures = Figures { machine: Machine::here(), ..Figures::default() };
    let handler = portal::built(arguments.handler, "handler", true)?;
    let wanted = |part| arguments.only.is_none_or(|only| only == part);
    if wanted(Part::Sqlite) {
        let load = Load {
            connections: arguments.connections,
            requests: arguments.requests,
            seconds: arguments.seconds,
        };
        figures.hash_cpu_ms = Some(hash::cpu_ms().await?);
        for tickets in arguments.tickets {
            let data = tempfile::tempdir()?;
            let settings = ("PORTAL_DATA".to_owned(), data.path().display().to_string());
            let seeded = seed::fill(vec![settings], tickets).await?;
            let mut start = start::measure(&handler, data.path(), tickets).await?;
            let (speeds, memory) = speed::measure(&handler, data.path(), &seeded, load).await?;
            start.loaded_mib = mib(memory);
            figures.storm = Some(storm::measure(&handler, data.path(), &seeded).await?);
            figures.sqlite.extend(speeds);
            // The last one stands: with the most tickets, the hardest.
            figures.start = Some(start);
        }
    }
    if wanted(Part::Imports) {
        figures.imports.push(import::measure(&handler, tempfile::tempdir()?.path()).await?);
        figures.imports.push(invoices::measure(&handler, tempfile::tempdir()?.path()).await?);
    }
    if wanted(Part::Memory) {
        figures.heavy = memory::measure(&handler, tempfile::tempdir()?.path()).await?;
    }
    if wanted(Part::Mail) {
        figures.mails.push(mail::sqlite(&handler, arguments.mails).await?);
        let local = portal::built(arguments.local.clone(), "local", false)?;
        figures.mails.push(mail::cosmos(&handler, &local, arguments.cosmos_mails).await?);
    }
    if wanted(Part::Cosmos) {
        // Alone and as it is for developers: the emulator's speed does not matter here.
        let local = portal::built(arguments.local, "local", false)?;
        for tickets in arguments.cosmos_tickets {
            figures.cosmos.extend(budget::measure(&handler, &local, tickets).await?);
        }
    }
    figures.judge();
    report::print(&figures);
    let json = arguments.json.unwrap_or_else(|| portal::root().join("dist/bench.json"));
    if let Some(folder) = json.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&json, serde_json::to_vec_pretty(&figures)?)?;
    report::say(&format!("\nAll figures: {}", json.display()));
    Ok(figures.bars.iter().all(|bar| bar.held))
}
