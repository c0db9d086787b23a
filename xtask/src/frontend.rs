//! The frontend, built only when its sources are newer than what was built from them.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{command, failure::Outcome, node, paths, progress};

/// Builds `portal/dist` when needed and says where it lies.
pub(crate) fn build() -> Outcome<PathBuf> {
    let folder = paths::portal();
    let built = folder.join("dist");
    if is_fresh(&folder, &built) {
        return Ok(built);
    }
    node::install(&folder, &[])?;
    progress::step("building the frontend", || {
        command::must(&mut node::npm(&["run", "--silent", "build", "--", "--logLevel", "warn"], &folder))
    })?;
    Ok(built)
}

fn is_fresh(folder: &Path, built: &Path) -> bool {
    let Some(page) = modified(&built.join("index.html")) else { return false };
    sources(folder).into_iter().all(|file| modified(&file).is_some_and(|time| time <= page))
}

/// Everything that the build reads: the folder's own files and what lies under `src` and `public`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.join("src"), folder.join("public")];
    if let Ok(entries) = fs::read_dir(folder) {
        found.extend(entries.flatten().map(|entry| entry.path()).filter(|path| is_input(path)));
    }
    while let Some(next) = open.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found
}

fn is_input(path: &Path) -> bool {
    let ends = ["json", "ts", "js", "mjs", "cjs", "html", "css"];
    path.is_file() && path.extension().is_some_and(|end| ends.iter().any(|known| end == *known))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|known| known.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, age_seconds: u64) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000 - age_seconds);
        fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn a_source_newer_than_the_page_asks_for_a_build() {
        let folder = tempfile::tempdir().unwrap();
        let built = folder.path().join("dist");
        write(&folder.path().join("src/deep/page.tsx"), 20);
        write(&folder.path().join("package.json"), 20);
        assert!(!is_fresh(folder.path(), &built), "nothing built yet");
        write(&built.join("index.html"), 10);
        assert!(is_fresh(folder.path(), &built));
        write(&folder.path().join("src/deep/page.tsx"), 5);
        assert!(!is_fresh(folder.path(), &built));
    }
}
