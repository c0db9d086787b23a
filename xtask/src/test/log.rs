//! What the programs of a stage say: into a file, shown only when the stage fails.

use std::{
    fs::{self, File},
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use super::counts::Counts;
use crate::{
    command,
    failure::{Doing, Failure, Outcome},
    paths, progress,
};

/// Enough to see why, not so much that the summary scrolls away.
const TAIL: usize = 120;

/// The log of one stage.
pub(super) struct Log {
    path: PathBuf,
    file: File,
}

impl Log {
    /// Starts the stage's log anew.
    pub(super) fn open(stage: &str) -> Outcome<Self> {
        let folder = paths::target().join("xtask/test");
        fs::create_dir_all(&folder).doing("Making target/xtask/test")?;
        let path = folder.join(format!("{stage}.log"));
        let file = File::create(&path).doing("Starting a stage's log")?;
        Ok(Self { path, file })
    }

    /// Writes one line.
    pub(super) fn say(&mut self, line: &str) {
        drop(writeln!(self.file, "{line}"));
    }

    /// Runs a program into the log; anything but success is a failure.
    pub(super) fn run(&mut self, command: &mut Command) -> Outcome {
        let line = command::line(command);
        self.say(&format!("$ {line}"));
        let (out, err) = (self.file.try_clone(), self.file.try_clone());
        command
            .stdin(Stdio::null())
            .stdout(out.doing("Sharing the log")?)
            .stderr(err.doing("Sharing the log")?);
        let status = command.status().doing(&format!("Starting `{line}`"))?;
        if status.success() { Ok(()) } else { Err(Failure::new(format!("`{line}` failed ({status})."))) }
    }

    /// Runs a test runner into the log; answers the tests counted so far in this stage.
    pub(super) fn tests(&mut self, command: &mut Command) -> Outcome<Counts> {
        self.run(command)?;
        Ok(self.counts())
    }

    /// The tests counted in all that was said.
    pub(super) fn counts(&self) -> Counts {
        Counts::read(&fs::read_to_string(&self.path).unwrap_or_default())
    }

    /// Shows the end of the log.
    pub(super) fn show_tail(&self) {
        let said = fs::read(&self.path).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        let lines: Vec<_> = said.lines().collect();
        for line in &lines[lines.len().saturating_sub(TAIL)..] {
            progress::say(&format!("    {line}"));
        }
        progress::say(&format!("    (all of it: {})", paths::shown(&self.path)));
    }
}
