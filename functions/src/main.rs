//! The portal's one executable.

use clap::Parser as _;
use handler::commands::Command;
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[derive(clap::Parser)]
#[command(
    name = "handler",
    version,
    about = "The One Portal: serves the portal and runs its operator's commands."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    handler::private::only_ours();
    handler::commands::run(arguments.command.unwrap_or(Command::Serve))
}
