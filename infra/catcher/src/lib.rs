//! A mail server for one machine: it speaks SMTP as any other, keeps every mail as a file, and sends nothing on.

mod session;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};

/// A running server, on 127.0.0.1 alone; it stops when this value goes.
pub struct Catcher {
    address: SocketAddr,
    folder: PathBuf,
    stop: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
}

/// Where mails are kept and which number the next one gets.
struct Shelf {
    folder: PathBuf,
    next: AtomicU64,
}

impl Catcher {
    /// Listens on `port` (0 for any that is free) and keeps mails in `folder` as `00000001.eml` and so on, behind those
    /// that lie there.
    pub fn start(port: u16, folder: &Path) -> io::Result<Self> {
        private_folder(folder)?;
        let last = caught(folder)?.last().and_then(|path| path.file_stem()?.to_str()?.parse::<u64>().ok());
        let shelf =
            Arc::new(Shelf { folder: folder.to_owned(), next: AtomicU64::new(last.unwrap_or(0) + 1) });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let listener = thread::spawn(move || {
            for connection in listener.incoming() {
                if told.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(connection) = connection else { continue };
                let (shelf, told) = (Arc::clone(&shelf), Arc::clone(&told));
                // Whoever goes away in the middle has not sent a mail.
                thread::spawn(move || session::serve(&connection, &shelf, &told));
            }
        });
        Ok(Self { address, folder: folder.to_owned(), stop, listener: Some(listener) })
    }

    /// What `SMTP_URL` says to reach it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Its port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The mails that it kept, in the order in which they came.
    pub fn caught(&self) -> io::Result<Vec<PathBuf>> {
        caught(&self.folder)
    }
}

impl Drop for Catcher {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // The listener looks up when somebody comes.
        drop(TcpStream::connect(self.address));
        if let Some(listener) = self.listener.take() {
            drop(listener.join());
        }
    }
}

/// The mails in a folder, in the order in which they came.
pub fn caught(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "eml") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Makes the folder where it is missing, closed to other accounts.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

impl Shelf {
    /// Keeps a mail, whole or not at all.
    fn keep(&self, bytes: &[u8]) -> io::Result<()> {
        let number = self.next.fetch_add(1, Ordering::SeqCst);
        let draft = self.folder.join(format!("{number:08}.draft"));
        // Mails carry links that open accounts: they are for one's own account alone.
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        std::io::Write::write_all(&mut options.open(&draft)?, bytes)?;
        std::fs::rename(&draft, draft.with_extension("eml"))
    }
}
