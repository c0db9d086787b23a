//! What the seed has done already, so that a seed that was cut short goes on where it stopped.
//!
//! A step is written down after the portal answered it. The one step that may have happened without being written
//! down is repeated under the same `Idempotency-Key`, which the portal answers as it did the first time.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write,
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::failure::{Doing, Outcome};
use crate::private;

const COMPLETE: &str = "complete";

#[derive(Serialize, Deserialize)]
struct Entry {
    tenant: String,
    step: String,
    id: String,
}

/// The journal of one tenant's seed.
pub(crate) struct Journal {
    tenant: String,
    file: File,
    done: BTreeMap<String, String>,
}

impl Journal {
    /// Reads what was done for this very tenant; another tenant of the same slug starts anew.
    pub(crate) fn open(path: &Path, tenant_id: &str, slug: &str) -> Outcome<Self> {
        let tenant = format!("{slug}@{tenant_id}");
        let text = fs::read_to_string(path).unwrap_or_default();
        // A line that was cut short by a crash is no entry: its step is repeated.
        let entries = text.lines().filter_map(|line| serde_json::from_str::<Entry>(line).ok());
        let done =
            entries.filter(|entry| entry.tenant == tenant).map(|entry| (entry.step, entry.id)).collect();
        if let Some(folder) = path.parent() {
            private::folder(folder).doing("Making the folder of the seed's journal")?;
        }
        let mut file = private::append(path).doing("Opening the seed's journal")?;
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n").doing("Mending the seed's journal")?;
        }
        Ok(Self { tenant, file, done })
    }

    /// Whether nothing is left to do.
    pub(crate) fn is_complete(&self) -> bool {
        self.done.contains_key(COMPLETE)
    }

    /// Writes down that nothing is left to do.
    pub(crate) fn complete(&mut self) -> Outcome {
        self.step(COMPLETE, |_| Ok(String::new())).map(drop)
    }

    /// Does a step unless it was done; answers the id that came of it. The work gets the step's idempotency key.
    pub(crate) fn step(&mut self, step: &str, work: impl FnOnce(&str) -> Outcome<String>) -> Outcome<String> {
        if let Some(id) = self.done.get(step) {
            return Ok(id.clone());
        }
        let id = work(&format!("seed-{step}"))?;
        let entry = Entry { tenant: self.tenant.clone(), step: step.to_owned(), id: id.clone() };
        let line = serde_json::to_string(&entry).doing("Writing the seed's journal")? + "\n";
        self.file
            .write_all(line.as_bytes())
            .and_then(|()| self.file.sync_data())
            .doing("Writing the seed's journal")?;
        self.done.insert(step.to_owned(), id.clone());
        Ok(id)
    }

    /// The id that a step left.
    pub(crate) fn id_of(&self, step: &str) -> Option<&str> {
        self.done.get(step).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;

    #[test]
    fn a_seed_that_was_cut_short_repeats_only_what_is_missing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("seed.jsonl");
        let mut journal = Journal::open(&path, "ten_1", "demo").unwrap();
        assert_eq!(journal.step("a", |key| Ok(format!("id of {key}"))).unwrap(), "id of seed-a");
        assert!(journal.step("b", |_| Err(Failure::new("cut"))).is_err());
        drop(journal);
        let mut cut = File::options().append(true).open(&path).unwrap();
        cut.write_all(br#"{"tenant":"demo@ten_1","st"#).unwrap();

        let mut again = Journal::open(&path, "ten_1", "demo").unwrap();
        assert_eq!(again.step("a", |_| Err(Failure::new("done before"))).unwrap(), "id of seed-a");
        assert_eq!(again.step("b", |_| Ok("2".to_owned())).unwrap(), "2");
        again.complete().unwrap();
        assert!(Journal::open(&path, "ten_1", "demo").unwrap().is_complete());
        assert!(
            !Journal::open(&path, "ten_2", "demo").unwrap().is_complete(),
            "another tenant of the same slug"
        );
    }
}
