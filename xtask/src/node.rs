//! Node.js and npm: present, new enough, and a package's dependencies installed.

use std::{fs, path::Path, process::Command};

use crate::{
    command,
    failure::{Doing, Failure, Outcome},
    paths, progress,
};

const OLDEST: u32 = 20;

/// Refuses a machine without Node.js or npm, or with a Node.js that is too old.
pub(crate) fn check() -> Outcome {
    let version = version_of("node")?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|word| word.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST => {}
        _ => {
            return Err(Failure::new(format!(
                "Node.js {} is too old to build the frontend. Install Node.js {OLDEST} or newer from https://nodejs.org.",
                version.trim()
            )));
        }
    }
    version_of("npm").map(drop)
}

fn version_of(name: &str) -> Outcome<String> {
    let found = Command::new(name).arg("--version").output();
    match found {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        _ => Err(Failure::new(format!(
            "{} is needed to build the frontend and was not found. Install Node.js {OLDEST} or newer from https://nodejs.org.",
            if name == "node" { "Node.js" } else { "npm" }
        ))),
    }
}

/// Installs a package's locked dependencies unless they are installed already.
pub(crate) fn install(folder: &Path, extra: &[&str]) -> Outcome {
    check()?;
    let lock = fs::read(folder.join("package-lock.json"))
        .doing(&format!("Reading {}", paths::shown(&folder.join("package-lock.json"))))?;
    // The lock file as installed is kept beside the packages: equal bytes mean nothing is to be done, and an
    // installation that was cut short has no such copy.
    let mark = folder.join("node_modules/.installed-lock.json");
    if fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    progress::step(&format!("installing the packages of {}", paths::shown(folder)), || {
        let mut words = vec!["ci", "--no-audit", "--no-fund", "--loglevel=error"];
        words.extend(extra);
        command::must(&mut npm(&words, folder))?;
        fs::write(&mark, &lock).doing("Marking the packages as installed")
    })
}

/// `npm` with arguments in a folder.
pub(crate) fn npm(args: &[&str], folder: &Path) -> Command {
    let mut command = command::program("npm", args, folder);
    command.env("npm_config_update_notifier", "false").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}
