//! Other programs, run to their end.

use std::{
    io::ErrorKind,
    path::Path,
    process::{Command, Output},
};

use crate::failure::{Failure, Outcome};

/// A program with its arguments, to be run in a folder.
pub(crate) fn program(name: &str, args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.args(args).current_dir(folder);
    command
}

/// `cargo`, the same one that runs this program.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let name = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    program(&name, args, &crate::paths::root())
}

/// Runs a program on this terminal; anything but success is a failure.
pub(crate) fn must(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| missing(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` failed ({status}).", line(command))))
}

/// Runs a program and takes its standard output; what it says on the error stream is shown when it fails.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let Output { status, stdout, stderr } = command.output().map_err(|error| missing(command, &error))?;
    if status.success() {
        return String::from_utf8(stdout).map_err(|_| {
            Failure::new(format!("`{}` answered with something that is no text.", line(command)))
        });
    }
    let said = String::from_utf8_lossy(&stderr);
    let said = if said.trim().is_empty() { String::from_utf8_lossy(&stdout) } else { said };
    Err(Failure::new(format!("`{}` failed ({status}): {}", line(command), said.trim())))
}

/// The command as one would type it.
pub(crate) fn line(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut words = vec![name.to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

fn missing(command: &Command, error: &std::io::Error) -> Failure {
    let name = command.get_program().to_string_lossy().into_owned();
    if error.kind() == ErrorKind::NotFound {
        return Failure::new(format!("`{name}` is not installed or not on the PATH."));
    }
    Failure::io(&format!("Starting `{name}`"), error)
}
