//! Why a command stopped: one sentence for the person at the terminal.

use std::{fmt, io};

/// A sentence that says what went wrong and, where possible, what to do about it.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// The outcome of every step of a command.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure from a whole sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// Turns an I/O error into a sentence; a full disk and missing rights are named as such.
    pub(crate) fn io(doing: &str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self(format!("{doing} failed: the disk is full. Free some space and start again."))
            }
            io::ErrorKind::PermissionDenied => Self(format!("{doing} failed: permission denied.")),
            io::ErrorKind::ReadOnlyFilesystem => {
                Self(format!("{doing} failed: the file system is read-only."))
            }
            _ => Self(format!("{doing} failed: {error}.")),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gives an I/O result its sentence.
pub(crate) trait Doing<T> {
    /// `doing` names the step as the start of a sentence: "Writing .local/demo.json".
    fn doing(self, doing: &str) -> Outcome<T>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &str) -> Outcome<T> {
        self.map_err(|error| Failure::io(doing, &error))
    }
}

impl<T> Doing<T> for serde_json::Result<T> {
    fn doing(self, doing: &str) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("{doing} failed: {error}.")))
    }
}
