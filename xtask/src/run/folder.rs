//! The folder that holds everything of one local portal.

use std::{
    fs::{self, File, TryLockError},
    io::Write,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Doing, Failure, Outcome},
    paths, private,
};

/// What `--fresh` deletes: exactly what a run makes, never the folder itself, which may hold other things.
const MADE: [&str; 12] = [
    "mail",
    "data",
    "azurite",
    "timers",
    "cosmos.journal",
    "demo.json",
    "hub.json",
    "hub-key-sqlite",
    "hub-key-cosmos",
    "handler.log",
    "seed-sqlite.jsonl",
    "seed-cosmos.jsonl",
];

/// The folder, held by this process alone.
pub(crate) struct Folder {
    path: PathBuf,
    /// Released by the kernel however this process ends.
    _held: File,
}

/// Where a run keeps its things, unless another folder is chosen.
pub(crate) fn data_folder(chosen: Option<&Path>) -> Outcome<PathBuf> {
    let path = chosen.map_or_else(|| Ok(paths::root().join(".local")), std::path::absolute);
    path.doing("Finding the data folder")
}

impl Folder {
    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the folder where needed and takes it, or says that another run holds it.
    pub(crate) fn open(chosen: Option<&Path>) -> Outcome<Self> {
        let path = data_folder(chosen)?;
        let shown = paths::shown(&path);
        private::folder(&path).doing(&format!("Making the data folder {shown}"))?;
        let held =
            File::create(path.join("run.lock")).doing(&format!("Writing to the data folder {shown}"))?;
        match held.try_lock() {
            Ok(()) => {
                close(&path).doing(&format!("Closing the data folder {shown} to other accounts"))?;
                Ok(Self { path, _held: held })
            }
            Err(TryLockError::WouldBlock) => Err(Failure::new(format!(
                "The data folder {shown} is in use by another `cargo xtask run`. Stop that one, or choose another folder with --data."
            ))),
            Err(TryLockError::Error(error)) => {
                Err(Failure::io(&format!("Locking the data folder {shown}"), &error))
            }
        }
    }

    /// A path inside.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The journal of what the seed has done in this kind of store.
    pub(crate) fn seed_journal(&self, cosmos: bool) -> PathBuf {
        self.join(if cosmos { "seed-cosmos.jsonl" } else { "seed-sqlite.jsonl" })
    }

    /// The file of the key with which tenants are provisioned in this kind of store.
    pub(crate) fn hub_key(&self, cosmos: bool) -> PathBuf {
        self.join(if cosmos { "hub-key-cosmos" } else { "hub-key-sqlite" })
    }

    /// Deletes all data of earlier runs.
    pub(crate) fn clear(&self) -> Outcome {
        for name in MADE {
            let path = self.join(name);
            let gone = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            match gone {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Failure::io(&format!("Deleting {}", paths::shown(&path)), &error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Finds a full disk before anything half-written can come of it.
    pub(crate) fn prove_writable(&self) -> Outcome {
        let path = self.join(".probe");
        let written = File::create(&path).and_then(|mut file| {
            file.write_all(&[0x5a; 1 << 20])?;
            file.sync_all()
        });
        let _ = fs::remove_file(&path);
        written.doing(&format!("Writing to the data folder {}", paths::shown(&self.path)))
    }
}

/// Closes what runs of earlier versions left open to others. The folder itself only where all in it is a run's: it may
/// have been chosen for other things too.
fn close(path: &Path) -> std::io::Result<()> {
    let own = |name: &str| MADE.contains(&name) || [".probe", "run.lock"].contains(&name);
    let mut whole = true;
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name();
        if own(&name.to_string_lossy()) {
            private::close(&entry.path())?;
        } else {
            whole = false;
        }
    }
    if whole { private::close(path) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn sec_23_a_run_is_closed_to_other_accounts_and_other_things_stay_as_they_are() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("run");
        drop(Folder::open(Some(&path)).unwrap());
        assert_eq!((mode(&path), mode(&path.join("run.lock"))), (0o700, 0o600));
        for name in ["demo.json", "hub.json", "mine.txt"] {
            fs::write(path.join(name), "x").unwrap();
            fs::set_permissions(path.join(name), fs::Permissions::from_mode(0o644)).unwrap();
        }
        fs::create_dir(path.join("mail")).unwrap();
        fs::set_permissions(path.join("mail"), fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        drop(Folder::open(Some(&path)).unwrap());
        assert_eq!([mode(&path.join("demo.json")), mode(&path.join("hub.json"))], [0o600, 0o600]);
        assert_eq!(
            (mode(&path.join("mail")), mode(&path.join("mine.txt")), mode(&path)),
            (0o700, 0o644, 0o755)
        );
        private::write(&path.join("demo.json"), "y").unwrap();
        assert_eq!(mode(&path.join("demo.json")), 0o600);
    }

    #[test]
    fn a_folder_in_use_is_refused_until_it_is_let_go() {
        let dir = tempfile::tempdir().unwrap();
        let first = Folder::open(Some(dir.path())).unwrap();
        let refusal = Folder::open(Some(dir.path())).err().unwrap().to_string();
        assert!(refusal.contains("is in use by another `cargo xtask run`"), "{refusal}");
        drop(first);
        assert!(Folder::open(Some(dir.path())).is_ok());
    }

    #[test]
    fn clearing_leaves_what_a_run_did_not_make() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(dir.path())).unwrap();
        fs::create_dir(folder.join("data")).unwrap();
        fs::write(folder.join("mine.txt"), "kept").unwrap();
        folder.clear().unwrap();
        assert!(!folder.join("data").exists());
        assert!(folder.join("mine.txt").exists());
    }
}
