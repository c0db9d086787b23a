//! The browser tests, against a portal started for them by `cargo xtask run`.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{counts::Counts, log::Log, packaged};
use crate::{
    command::program,
    failure::{Doing, Failure, Outcome},
    node, paths, port,
    service::Service,
};

/// From the start to the logins, with a cold seed on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// On the embedded stores.
pub(super) fn sqlite(log: &mut Log) -> Outcome<Counts> {
    suite(log, "sqlite")
}

/// On the cloud's adapters, against their stand-ins.
pub(super) fn cosmos(log: &mut Log) -> Outcome<Counts> {
    suite(log, "cosmos")
}

fn suite(log: &mut Log, store: &str) -> Outcome<Counts> {
    let folder = paths::root().join("tests/e2e");
    node::install(&folder, &[])?;
    let browser = browser(log, &folder)?;
    let data = paths::target().join(format!("xtask/browser-{store}"));
    fs::create_dir_all(&data).doing("Making the data folder of the browser tests")?;
    let port = port::any_free()?.to_string();
    let handler = packaged::handler().get(false)?;
    let mut run = Service::start("cargo xtask run", &paths::binary("xtask", false), |command| {
        command.args(["run", "--fresh", "--port", &port, "--data"]).arg(&data).arg("--handler").arg(&handler);
        if store == "cosmos" {
            command.arg("--cosmos");
        }
    })?;
    let logins = data.join("demo.json");
    let begin = Instant::now();
    // The run deletes an old file of this name before it does anything slow; wait for its announcement instead.
    let announced = loop {
        if let Some(line) = run.line(Duration::from_millis(100)) {
            log.say(&line);
            if line.contains("These logins as JSON") {
                break true;
            }
        }
        if run.ended().is_some() || begin.elapsed() > PATIENCE {
            break false;
        }
    };
    if !announced {
        return Err(Failure::new("The portal for the browser tests did not start."));
    }
    let mut tests = node::npm(&["run", "--silent", &format!("test:{store}")], &folder);
    tests.env("PORTAL_DEMO", &logins);
    if let Some(browser) = browser {
        tests.env("CHROMIUM", browser);
    }
    let outcome = log.tests(&mut tests);
    run.stop();
    while let Some(line) = run.line(Duration::ZERO) {
        log.say(&line);
    }
    outcome
}

/// The machine's Chromium. Where it has none, Playwright fetches its own and knows where that is.
fn browser(log: &mut Log, folder: &Path) -> Outcome<Option<PathBuf>> {
    if let Some(given) = env::var_os("CHROMIUM") {
        return Ok(Some(given.into()));
    }
    let folders: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    if let Some(found) = found.into_iter().find(|path| path.is_file()) {
        return Ok(Some(found));
    }
    log.run(&mut program("npx", &["playwright", "install", "chromium"], folder))?;
    Ok(None)
}
