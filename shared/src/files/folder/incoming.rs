//! An upload on its way: a temporary file that either becomes the file or leaves nothing.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::fs::{self, File};
use tokio::io::{AsyncWriteExt, BufWriter};

/// Bytes gathered before they are written: each write goes to another thread and back.
const BUFFER: usize = 256 * 1024;

/// What every file system this runs on can tell apart in a time (NTFS: 100 ns).
const TICK: Duration = Duration::from_micros(1);

/// A temporary file; dropped before [`Incoming::keep`] has succeeded, it is gone.
pub(super) struct Incoming {
    path: Option<PathBuf>,
    file: BufWriter<File>,
}

impl Incoming {
    pub(super) async fn create(path: PathBuf) -> io::Result<Self> {
        let file = File::options().write(true).create_new(true).open(&path).await?;
        Ok(Self { path: Some(path), file: BufWriter::with_capacity(BUFFER, file) })
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await
    }

    /// Makes it the file at `place`, durably: neither content nor name is lost when the machine stops.
    pub(super) async fn keep(mut self, place: &Path) -> io::Result<()> {
        self.file.flush().await?;
        self.later_than(place).await?;
        self.file.get_ref().sync_all().await?;
        if let Some(folder) = place.parent() {
            if !fs::try_exists(folder).await? {
                fs::create_dir_all(folder).await?;
                if let Some(root) = folder.parent() {
                    sync_folder(root).await?;
                }
            }
            if let Some(path) = &self.path {
                fs::rename(path, place).await?;
            }
            self.path = None;
            sync_folder(folder).await?;
        }
        Ok(())
    }

    /// A system writes times by a clock that moves every few milliseconds. Two versions written between two of its
    /// ticks would bear one time, and one entity tag where they are of one size: the later is given a later time.
    async fn later_than(&self, place: &Path) -> io::Result<()> {
        let before = match fs::metadata(place).await {
            Ok(before) => before.modified()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        if self.file.get_ref().metadata().await?.modified()? > before {
            return Ok(());
        }
        let file = self.file.get_ref().try_clone().await?.into_std().await;
        tokio::task::spawn_blocking(move || file.set_modified(before + TICK)).await?
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // What cannot be removed now is removed at the next start.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// A name is durable only when its folder is synced; elsewhere than on Unix a folder cannot be opened for that.
pub(super) async fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder).await?.sync_all().await } else { Ok(()) }
}
