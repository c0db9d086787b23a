//! The portal's log lines: all into a file, the worrying ones onto the terminal.

use std::{fs::File, io::Write};

use serde_json::Value;

use super::folder::Folder;
use crate::{
    failure::{Doing, Outcome},
    private, progress,
};

/// The log file, and the last trouble that was read.
pub(crate) struct Log {
    file: File,
    trouble: Option<String>,
}

impl Log {
    /// Opens `handler.log`; earlier runs' lines stay.
    pub(crate) fn open(folder: &Folder) -> Outcome<Self> {
        let file = private::append(&folder.join("handler.log"));
        Ok(Self { file: file.doing("Opening handler.log")?, trouble: None })
    }

    /// Keeps one line; warnings and errors are shown.
    pub(crate) fn keep(&mut self, line: &str) {
        drop(writeln!(self.file, "{line}"));
        if let Some(said) = trouble(line) {
            progress::say(&format!("{} {said}", progress::red("handler:")));
            self.trouble = Some(said);
        }
    }

    /// The last warning or error, as a sentence without its full stop.
    pub(crate) fn last_trouble(&self) -> Option<&str> {
        self.trouble.as_deref().map(|said| said.trim_end_matches('.'))
    }
}

/// The message of a warning or an error; a line that is no JSON counts as one.
fn trouble(line: &str) -> Option<String> {
    let Ok(Value::Object(entry)) = serde_json::from_str(line) else {
        return (!line.trim().is_empty()).then(|| line.trim().to_owned());
    };
    let level = entry.get("level").and_then(Value::as_str)?;
    if !matches!(level, "WARN" | "ERROR") {
        return None;
    }
    let fields = entry.get("fields").and_then(Value::as_object).unwrap_or(&entry);
    let message = fields.get("message").and_then(Value::as_str).unwrap_or(line);
    let error = fields.get("error").and_then(Value::as_str).map(|error| format!(": {error}"));
    Some(format!("{message}{}", error.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_warnings_and_errors_are_trouble() {
        assert_eq!(trouble(r#"{"level":"INFO","fields":{"message":"ready"}}"#), None);
        assert_eq!(
            trouble(r#"{"level":"ERROR","fields":{"message":"no store","error":"locked"}}"#).as_deref(),
            Some("no store: locked")
        );
        assert_eq!(trouble(r#"{"level":"WARN","message":"slow"}"#).as_deref(), Some("slow"));
        assert_eq!(trouble("thread panicked").as_deref(), Some("thread panicked"));
    }
}
