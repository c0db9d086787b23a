//! The Rust side: format, lints, dependencies, tests.

use std::{
    net::{TcpStream, ToSocketAddrs},
    process::Stdio,
    time::Duration,
};

use super::{counts::Counts, log::Log};
use crate::{
    azurite,
    command::{cargo, output, program},
    failure::{Failure, Outcome},
    paths,
};

/// Formatting is what rustfmt makes of it.
pub(super) fn format(log: &mut Log) -> Outcome<Counts> {
    log.run(&mut cargo(&["fmt", "--all", "--check"]))?;
    Ok(Counts::default())
}

/// No lint warns, anywhere.
pub(super) fn clippy(log: &mut Log) -> Outcome<Counts> {
    log.run(&mut cargo(&[
        "clippy",
        "--workspace",
        "--exclude",
        "local",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    log.run(&mut cargo(&["clippy", "--package", "local", "--all-targets", "--", "-D", "warnings"]))?;
    Ok(Counts::default())
}

/// Licences, sources and banned crates; known vulnerabilities too where their list can be reached.
pub(super) fn deny(log: &mut Log) -> Outcome<Counts> {
    subcommand(log, "deny")?;
    // The lock file names crates of other platforms too, which no build here has fetched.
    log.run(&mut cargo(&["fetch"]))?;
    log.run(&mut cargo(&["deny", "--offline", "check", "bans", "licenses", "sources"]))?;
    if is_online() {
        log.run(&mut cargo(&["deny", "check", "advisories"]))?;
    } else {
        log.say("advisories were not checked: their list lies on github.com, which does not answer");
    }
    Ok(Counts::default())
}

/// The Cosmos emulator inside the SDK must never be part of what is deployed.
pub(super) fn features(log: &mut Log) -> Outcome<Counts> {
    let tree = output(&mut cargo(&["tree", "--package", "handler", "--edges", "normal,build,features"]))?;
    let foreign: Vec<_> = tree.lines().filter(|line| line.contains("emulator")).collect();
    if foreign.is_empty() {
        log.say("no emulator in handler's features");
        return Ok(Counts::default());
    }
    foreign.iter().for_each(|line| log.say(line));
    Err(Failure::new("handler is built with the SDK's emulator: `local` must not share a build with it."))
}

/// All tests of the workspace. `local` stays out: it would switch on the emulator inside `handler`.
pub(super) fn tests(log: &mut Log) -> Outcome<Counts> {
    azurite::installed()?;
    subcommand(log, "nextest")?;
    readers()?;
    // Some tests start it as a program of its own.
    log.run(&mut cargo(&["build", "--package", "local"]))?;
    // `handler` the program, with the very features that the tests are built with.
    log.run(&mut cargo(&["build", "--workspace", "--exclude", "local", "--bins", "--tests"]))?;
    // `host` plays against the packaged folder, in a stage of its own.
    let words =
        ["nextest", "run", "--workspace", "--exclude", "local", "--exclude", "host", "--no-fail-fast"];
    log.tests(&mut cargo(&words))
}

/// The tests of the cloud's stand-ins, built by themselves.
pub(super) fn local(log: &mut Log) -> Outcome<Counts> {
    subcommand(log, "nextest")?;
    log.tests(&mut cargo(&["nextest", "run", "--package", "local", "--no-fail-fast", "--no-tests", "pass"]))
}

/// `cargo` with this word; installed where it is missing.
fn subcommand(log: &mut Log, word: &str) -> Outcome {
    if output(&mut cargo(&[word, "--version"])).is_ok() {
        return Ok(());
    }
    log.run(&mut cargo(&["install", "--locked", &format!("cargo-{word}")]))
}

/// The tests of signed PDF files ask common readers: each with what makes it say its version, and its package.
const READERS: [(&str, &str, &str); 4] = [
    ("pdfsig", "-v", "poppler-utils"),
    ("pdftotext", "-v", "poppler-utils"),
    ("qpdf", "--version", "qpdf"),
    ("openssl", "version", "openssl"),
];

fn readers() -> Outcome {
    for (tool, version, package) in READERS {
        if output(program(tool, &[version], &paths::root()).stdin(Stdio::null())).is_err() {
            let brewed = package.trim_end_matches("-utils");
            return Err(Failure::new(format!(
                "`{tool}` is needed for the tests of signed PDF files: `apt-get install {package}`, `brew install {brewed}`."
            )));
        }
    }
    Ok(())
}

fn is_online() -> bool {
    let Ok(mut addresses) = ("github.com", 443).to_socket_addrs() else { return false };
    addresses.any(|address| TcpStream::connect_timeout(&address, Duration::from_secs(3)).is_ok())
}
