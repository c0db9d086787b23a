//! What both adapters do with content on its way in: count, refuse what is too much, digest, give up on the silent.

use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt;
use sha2::{Digest, Sha256};

use super::{Content, FileError, Written};

/// A sender that is silent for so long has gone.
const SILENCE: Duration = Duration::from_secs(60);

/// Content that is being taken in.
pub(super) struct Intake {
    content: Content,
    limit: u64,
    size: u64,
    digest: Sha256,
}

impl Intake {
    pub(super) fn new(content: Content, limit: u64) -> Self {
        Self { content, limit, size: 0, digest: Sha256::new() }
    }

    /// The next piece; `None` at the end. Fails on the first byte over the limit.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, FileError> {
        let piece = match tokio::time::timeout(SILENCE, self.content.next()).await {
            Ok(Some(piece)) => piece.map_err(FileError::Interrupted)?,
            Ok(None) => return Ok(None),
            Err(_) => return Err(FileError::Interrupted(std::io::ErrorKind::TimedOut.into())),
        };
        self.size = self.size.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if self.size > self.limit {
            return Err(FileError::TooLarge { limit: self.limit });
        }
        self.digest.update(&piece);
        Ok(Some(piece))
    }

    /// What came.
    pub(super) fn finish(self) -> Written {
        Written { size: self.size, sha256: hex(&self.digest.finalize()) }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
