//! The file of all writes. One thread appends; those that wait together share one sync to disk.

use std::fs::File;
use std::io::{self, Write};
use std::sync::mpsc;

use tokio::sync::oneshot;

use crate::entry::Entry;

/// The way to the appending thread.
#[derive(Clone)]
pub(crate) struct Journal {
    appends: mpsc::Sender<Append>,
}

struct Append {
    bytes: Vec<u8>,
    synced: oneshot::Sender<bool>,
}

/// An entry on its way to the disk.
pub(crate) struct Pending(oneshot::Receiver<bool>);

impl Journal {
    /// Appends to `file`, which must stand at its end.
    pub(crate) fn start(mut file: File) -> io::Result<Self> {
        let (appends, queue) = mpsc::channel::<Append>();
        std::thread::Builder::new().name("journal".to_owned()).spawn(move || {
            let mut sound = true;
            while let Ok(first) = queue.recv() {
                let group: Vec<_> = std::iter::once(first).chain(queue.try_iter()).collect();
                // After a failure the file's end is unknown: nothing may follow it.
                sound = sound && append(&mut file, &group).is_ok();
                for append in group {
                    // A client that went away does not wait for it.
                    let _ = append.synced.send(sound);
                }
            }
        })?;
        Ok(Self { appends })
    }

    /// Puts an entry in line. Entries reach the file in the order of these calls.
    pub(crate) fn append(&self, entry: &Entry) -> io::Result<Pending> {
        let (synced, wait) = oneshot::channel();
        let append = Append { bytes: entry.to_bytes()?, synced };
        self.appends.send(append).map_err(|_| io::Error::other("the journal has ended"))?;
        Ok(Pending(wait))
    }
}

impl Pending {
    /// Waits until the entry is on disk.
    pub(crate) async fn synced(self) -> io::Result<()> {
        match self.0.await {
            Ok(true) => Ok(()),
            _ => Err(io::Error::other("the journal could not be written")),
        }
    }
}

fn append(file: &mut File, group: &[Append]) -> io::Result<()> {
    let bytes: Vec<u8> = group.iter().flat_map(|append| append.bytes.iter().copied()).collect();
    file.write_all(&bytes)?;
    file.sync_data()
}
