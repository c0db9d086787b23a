//! Node.js and npm: present, new enough, and a package's dependencies installed.

use std::{fs, path::Path, process::Command};

use crate::{
    command,
    failure::{Doing, Failure, Outcome},
    paths, progress,
};

/// What the frontend's build tools ask for.
const OLDEST: (u32, u32) = (20, 19);

/// Refuses a machine without Node.js or npm, or with a Node.js that is too old.
pub(crate) fn check() -> Outcome {
    let version = version_of("node")?;
    if parsed(&version).is_none_or(|found| found < OLDEST) {
        return Err(Failure::new(format!(
            "Node.js {} is too old to build the frontend. Install Node.js {} or newer from https://nodejs.org.",
            version.trim(),
            wanted()
        )));
    }
    version_of("npm").map(drop)
}

/// Major and minor number of `v22.1.0`.
fn parsed(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn wanted() -> String {
    format!("{}.{}", OLDEST.0, OLDEST.1)
}

fn version_of(name: &str) -> Outcome<String> {
    let found = Command::new(name).arg("--version").output();
    match found {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        _ => Err(Failure::new(format!(
            "{} is needed to build the frontend and was not found. Install Node.js {} or newer from https://nodejs.org.",
            if name == "node" { "Node.js" } else { "npm" },
            wanted()
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
        command::output(&mut npm(&words, folder)).map_err(|failure| brief(folder, &failure))?;
        fs::write(&mark, &lock).doing("Marking the packages as installed")
    })
}

/// npm explains every failure with pages of usage; the first lines say what it is.
fn brief(folder: &Path, failure: &Failure) -> Failure {
    let said = failure.to_string();
    let lines =
        said.lines().map(|line| line.trim_start_matches("npm error").trim()).filter(|line| !line.is_empty());
    let first = lines.take(5).collect::<Vec<_>>().join("\n  ");
    Failure::new(format!("The packages of {} could not be installed: {first}", paths::shown(folder)))
}

/// `npm` with arguments in a folder.
pub(crate) fn npm(args: &[&str], folder: &Path) -> Command {
    let mut command = command::program("npm", args, folder);
    command.env("npm_config_update_notifier", "false").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(parsed("v20.9.0\n").is_some_and(|found| found < OLDEST));
        assert!(parsed("v20.19.1").is_some_and(|found| found >= OLDEST));
        assert!(parsed("v100.0.0").is_some_and(|found| found >= OLDEST));
        assert_eq!(parsed("nightly"), None);
    }
}
