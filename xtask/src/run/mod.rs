//! `cargo xtask run`: the portal on this machine, with two demonstration tenants.

use std::path::{Path, PathBuf};

use clap::Args;

mod cloud;
mod demo;
mod folder;
mod log;
mod portal;
mod schedule;
mod stop;
mod supervise;
mod tenants;
mod timers;

pub(crate) use demo::{Demo, Login, TenantLogins};
pub(crate) use folder::data_folder;

use crate::{
    failure::{Doing, Outcome},
    frontend, handler, port, progress, seed,
};

/// How to run the portal.
#[derive(Args)]
pub(crate) struct Options {
    /// The port that the portal answers on
    #[arg(long, default_value_t = 7071)]
    port: u16,
    /// Forget all data and start over
    #[arg(long)]
    fresh: bool,
    /// Keep data, files, keys, logs and demo.json in this folder instead of .local
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Start without demonstration data: one empty tenant with its first admin
    #[arg(long)]
    no_seed: bool,
    /// Build with optimisation
    #[arg(long)]
    release: bool,
    /// Use the Cosmos DB and Blob Storage adapters, against stand-ins started beside the portal
    /// (or against COSMOS_ENDPOINT and BLOB_ENDPOINT when they are set)
    #[arg(long)]
    cosmos: bool,
    #[command(flatten)]
    handler: handler::Source,
}

/// Builds, starts, seeds, announces, and keeps the portal running until it is told to stop.
pub(crate) fn run(options: &Options) -> Outcome {
    port::must_be_free(options.port)?;
    let folder = folder::Folder::open(options.data.as_deref())?;
    if options.fresh {
        folder.clear()?;
    }
    folder.prove_writable()?;
    let pages = frontend::build()?;
    let program = options.handler.get(options.release)?;
    // From here on Ctrl-C is ours: whatever was started must be stopped first.
    let stop = stop::Stop::listen()?;
    match serve(options, &folder, &pages, &program, &stop) {
        // What fails while everything is being stopped is no failure.
        Err(_) | Ok(()) if stop.asked() => {
            progress::say("stopped");
            Ok(())
        }
        outcome => outcome,
    }
}

fn serve(
    options: &Options,
    folder: &folder::Folder,
    pages: &Path,
    program: &Path,
    stop: &stop::Stop,
) -> Outcome {
    let cloud = if options.cosmos { Some(cloud::Cloud::start(folder, options.release, stop)?) } else { None };
    let catcher = catcher::Catcher::start(0, &folder.join("mail")).doing("Starting the mail catcher")?;
    let settings = portal::Settings::new(options.port, folder, pages, (cloud.as_ref(), &catcher))?;
    let tenants = if options.no_seed { Vec::new() } else { tenants::provision(program, &settings)? };
    let empty = if options.no_seed { Some(tenants::empty(program, &settings)?) } else { None };
    let hub_key = tenants::hub_key(program, &settings, &folder.hub_key(options.cosmos))?;
    let mut portal = portal::Portal::start(program, &settings, folder, stop)?;
    if cloud.is_some() && !stop.asked() {
        timers::start(program, &settings, folder, stop)?;
    }
    let logins = if let Some(empty) = empty {
        vec![empty]
    } else {
        let journal = folder.seed_journal(options.cosmos);
        seed::fill(&settings.address(), &journal, &tenants, &|| stop.asked())?
    };
    if stop.asked() {
        return Ok(());
    }
    demo::announce(folder, &settings.address(), &hub_key, &logins)?;
    supervise::until_stopped(&mut portal, cloud, stop)
}
