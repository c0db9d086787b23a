//! The packaged folder under test.

use std::path::{Path, PathBuf};

/// The folder that `cargo xtask package` staged: named by `HOST_TEST_PACKAGE`, else where the tests stage it.
pub fn folder() -> PathBuf {
    let folder = std::env::var_os("HOST_TEST_PACKAGE")
        .map_or_else(|| target().join("xtask/package/func"), PathBuf::from);
    assert!(
        folder.join("host.json").is_file(),
        "{} holds no packaged app: run `cargo xtask test --only host`",
        folder.display()
    );
    folder
}

/// Cargo's output folder.
pub fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// Copies the package into a new folder, to be changed there.
pub fn copy_to(to: &Path) {
    copy(&folder(), to);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else if entry.file_name() == "handler" {
            // A debug build is too large to be copied for every test.
            std::os::unix::fs::symlink(entry.path().canonicalize().unwrap(), target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
