//! What lies in the data folder is for the account that the program runs as: the database, uploaded files, keys.

use std::io;
use std::path::Path;

/// From now on, whatever this process makes is for its own account alone: folders 0700, files 0600.
pub fn only_ours() {
    #[cfg(unix)]
    {
        use rustix::fs::Mode;
        rustix::process::umask(Mode::RWXG | Mode::RWXO);
    }
}

/// Takes from a data folder of earlier versions what others may do in it: itself, and what the program put there. Nothing
/// else is touched, since the setting may name a folder that holds other things. A folder that is closed already is not
/// looked through.
#[cfg(unix)]
pub fn tighten(folder: &Path) -> io::Result<()> {
    use std::fs::{Permissions, set_permissions, symlink_metadata};
    use std::os::unix::fs::PermissionsExt as _;

    fn close(path: &Path, mode: u32) -> io::Result<()> {
        set_permissions(path, Permissions::from_mode(mode))
    }
    /// A folder's content first: if it is cut off, the next start begins again.
    fn all(path: &Path) -> io::Result<()> {
        let kind = symlink_metadata(path)?.file_type();
        if kind.is_dir() {
            for entry in std::fs::read_dir(path)? {
                all(&entry?.path())?;
            }
            close(path, 0o700)
        } else if kind.is_file() {
            close(path, 0o600)
        } else {
            Ok(())
        }
    }

    let mode = match symlink_metadata(folder) {
        Ok(found) if found.is_dir() => found.permissions().mode(),
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    // The root of the file system is nobody's data folder.
    if mode & 0o077 == 0 || folder.canonicalize()?.parent().is_none() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("portal.sqlite") || name == "files" || name.starts_with("session.") {
            all(&entry.path())?;
        }
    }
    close(folder, 0o700)
}

/// Other systems have other ways to say who may read what.
#[cfg(not(unix))]
pub fn tighten(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).map_or(0, |found| found.permissions().mode() & 0o777)
    }

    #[test]
    fn sec_23_a_data_folder_of_earlier_versions_is_closed_and_nothing_else_in_it_is_touched() {
        let place = tempfile::tempdir().unwrap();
        let data = place.path().join("data");
        fs::create_dir_all(data.join("files/acme")).unwrap();
        fs::create_dir_all(data.join("mine")).unwrap();
        let ours = ["portal.sqlite", "portal.sqlite-wal", "session.key", "files/acme/fil_1"];
        for name in ours.iter().chain(&["mine/notes"]) {
            fs::write(data.join(name), "x").unwrap();
        }
        for path in [".", "files", "files/acme", "mine"] {
            fs::set_permissions(data.join(path), fs::Permissions::from_mode(0o755)).unwrap();
        }
        for name in ours.iter().chain(&["mine/notes"]) {
            fs::set_permissions(data.join(name), fs::Permissions::from_mode(0o644)).unwrap();
        }
        tighten(&data).unwrap();
        for path in [".", "files", "files/acme"] {
            assert_eq!(mode(&data.join(path)), 0o700, "{path}");
        }
        for name in ours {
            assert_eq!(mode(&data.join(name)), 0o600, "{name}");
        }
        assert_eq!((mode(&data.join("mine")), mode(&data.join("mine/notes"))), (0o755, 0o644));
        tighten(&data).unwrap();
        tighten(&place.path().join("missing")).unwrap();
    }

    #[tokio::test]
    async fn sec_23_what_the_program_makes_is_for_its_own_account_alone() {
        only_ours();
        let place = tempfile::tempdir().unwrap();
        let data = place.path().join("data");
        let settings = [("PORTAL_DATA".to_owned(), data.display().to_string())];
        let settings = shared::settings::Settings::read(settings).unwrap();
        let built = crate::state::build(settings).await.unwrap();
        drop(built);
        let mut left = vec![data];
        let mut seen = 0;
        while let Some(path) = left.pop() {
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), wanted, "{}", path.display());
            seen += 1;
            if path.is_dir() {
                left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
        }
        assert!(seen >= 4, "{seen}");
    }
}
