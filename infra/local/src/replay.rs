//! The journal played back at start.

use std::fs::{File, TryLockError};
use std::io::{self, BufReader, Seek, SeekFrom};
use std::path::Path;

use crate::StartError;
use crate::account::Account;
use crate::entry::Entry;

/// Opens the journal, plays it into the account, cuts off a torn end and gives the file back for appending.
///
/// The journal is never compacted: the emulator numbers writes by their count, and places in the change feed that
/// clients keep would no longer be true.
pub(crate) async fn replay(path: &Path, account: &Account) -> Result<File, StartError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = File::options().create(true).truncate(false).read(true).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(io::Error::other(format!("{} is in use by another process", path.display())).into());
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    let mut sound = 0;
    let mut reader = BufReader::new(&file);
    while let Some((entry, length)) = Entry::read(&mut reader)? {
        let head = &entry.head;
        let answer = account.call(&head.method, &head.path, &head.headers, entry.body).await;
        let answer = answer.map_err(StartError::Emulator)?;
        if !succeeded(answer.status) {
            let line = format!("{} {} at byte {sound}: {}", head.method, head.path, answer.status);
            return Err(StartError::Emulator(format!("the journal does not replay: {line}")));
        }
        sound += length;
    }
    file.set_len(sound)?;
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}

/// True where a write happened: a batch that failed has status 207.
pub(crate) fn succeeded(status: u16) -> bool {
    (200..300).contains(&status) && status != 207
}
