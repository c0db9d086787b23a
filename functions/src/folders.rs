//! The folders that settings name, looked at before anything is opened or made in them.

use std::io::ErrorKind;
use std::path::Path;

use shared::pdf::Fonts;
use shared::settings::Settings;

use crate::state::{StartError, lost_database};

/// Makes sure that the data folder is one, and makes it where it is missing.
pub fn data(settings: &Settings) -> Result<(), StartError> {
    let in_cloud = settings.cosmos.is_some() && settings.blob.is_some() && settings.session_keys.is_some();
    if in_cloud { Ok(()) } else { usable(&settings.data, true) }
}

/// For commands on a portal that is there already. They make no data folder: a mistyped name would answer like an empty
/// portal. `name` is the setting or option that names the folder.
pub fn existing_data(name: &str, settings: &Settings) -> Result<(), StartError> {
    if settings.cosmos.is_some() {
        return Ok(());
    }
    let folder = &settings.data;
    usable(folder, false)
        .map_err(|StartError(sentence)| StartError(sentence.replacen("PORTAL_DATA", name, 1)))?;
    let database = folder.join("portal.sqlite");
    lost_database(folder, &database)?;
    if database.exists() {
        return Ok(());
    }
    Err(StartError(format!(
        "{name}: there is no portal in the folder {}: portal.sqlite is missing. `handler serve` begins a new portal \
         there, this command does not.",
        folder.display()
    )))
}

fn usable(folder: &Path, may_make: bool) -> Result<(), StartError> {
    let refused = |why: String| {
        Err(StartError(format!("PORTAL_DATA: the folder {} cannot be used: {why}.", folder.display())))
    };
    let failed = |error: std::io::Error| {
        refused(format!("{error}; name a folder that this account can read and write"))
    };
    match std::fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => refused("it is a file; name a folder".into()),
        Err(error) if error.kind() != ErrorKind::NotFound => failed(error),
        Err(_) if folder.symlink_metadata().is_ok() => {
            refused("it is a link to something that does not exist".into())
        }
        Err(_) if may_make => std::fs::create_dir_all(folder).or_else(failed),
        Err(_) => refused("it does not exist. `handler serve` makes it, this command does not".into()),
    }
}

/// Makes sure that what is served is there: pages, fonts, caught mails. Nothing of the values is repeated.
pub fn served(settings: &Settings) -> Result<(), StartError> {
    if let Some(pages) = &settings.pages
        && std::fs::read_to_string(pages.join("index.html")).is_err()
    {
        return Err(StartError(
            "PORTAL_STATIC: expected the folder of the built frontend, with its index.html; build it first, or leave \
             the setting out to serve the API alone."
                .into(),
        ));
    }
    if Fonts::load(&settings.fonts).is_err() {
        return Err(StartError(
            "PORTAL_FONTS: expected the folder of all fonts for PDF files; without the setting they are looked for in \
             `fonts` and `assets/fonts` where the program runs."
                .into(),
        ));
    }
    // The catcher may make its folder later.
    if settings.dev_mail.as_deref().is_some_and(|mails| mails.exists() && !mails.is_dir()) {
        return Err(StartError("PORTAL_DEV_MAIL: expected the folder of a mail catcher.".into()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&str, &Path)]) -> Settings {
        let pairs = pairs.iter().map(|(name, path)| ((*name).to_owned(), path.display().to_string()));
        Settings::read(pairs).unwrap()
    }

    fn said(outcome: Result<(), StartError>) -> String {
        outcome.unwrap_err().to_string()
    }

    #[test]
    fn an_unusable_data_folder_is_named_with_its_setting() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        std::fs::write(&file, "x").unwrap();
        let mut wrong = vec![(file.clone(), "it is a file"), (file.join("under"), "Not a directory")];
        #[cfg(unix)]
        {
            let [dangling, ring] = ["dangling", "ring"].map(|name| place.path().join(name));
            std::os::unix::fs::symlink(place.path().join("nowhere"), &dangling).unwrap();
            std::os::unix::fs::symlink(&ring, &ring).unwrap();
            wrong.extend([(dangling, "link"), (ring, "symbolic links")]);
        }
        wrong.push((place.path().join("x".repeat(300)), "too long"));
        for (path, reason) in wrong {
            let said = said(data(&settings(&[("PORTAL_DATA", &path)])));
            assert!(said.starts_with("PORTAL_DATA: ") && said.contains(reason), "{said}");
        }
        let fresh = place.path().join("a/b");
        data(&settings(&[("PORTAL_DATA", &fresh)])).unwrap();
        assert!(fresh.is_dir());
    }

    #[test]
    fn a_command_on_a_portal_makes_no_folder() {
        let place = tempfile::tempdir().unwrap();
        let missing = place.path().join("missing");
        let sentence = said(existing_data("PORTAL_DATA", &settings(&[("PORTAL_DATA", &missing)])));
        assert!(sentence.contains("does not exist") && !missing.exists(), "{sentence}");
        let sentence = said(existing_data("--from", &settings(&[("PORTAL_DATA", place.path())])));
        assert!(sentence.starts_with("--from: there is no portal"), "{sentence}");
        std::fs::write(place.path().join("portal.sqlite"), "x").unwrap();
        existing_data("PORTAL_DATA", &settings(&[("PORTAL_DATA", place.path())])).unwrap();
    }

    #[test]
    fn what_is_served_must_be_there() {
        let place = tempfile::tempdir().unwrap();
        let fonts = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/fonts"));
        let file = place.path().join("file");
        std::fs::write(&file, "x").unwrap();
        let with = |name: &'static str, path: &Path| {
            let mut pairs = vec![("PORTAL_FONTS", fonts)];
            pairs.retain(|(given, _)| *given != name);
            pairs.push((name, path));
            served(&settings(&pairs))
        };
        for name in ["PORTAL_STATIC", "PORTAL_FONTS"] {
            for path in [&file, &place.path().join("missing"), &place.path().to_path_buf()] {
                assert!(said(with(name, path)).starts_with(name), "{name} {}", path.display());
            }
        }
        assert!(said(with("PORTAL_DEV_MAIL", &file)).starts_with("PORTAL_DEV_MAIL"));
        with("PORTAL_DEV_MAIL", &place.path().join("later")).unwrap();
        std::fs::write(place.path().join("index.html"), "<!doctype html>").unwrap();
        with("PORTAL_STATIC", place.path()).unwrap();
    }
}
