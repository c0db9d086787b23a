//! The one place for heavy work: pictures, PDF files, CSV files, password hashes.
//!
//! Each kind has a number of jobs that run at once and a short line before them; a tenant may take a part of the line
//! only, and tenants take turns. All kinds together stay within an amount of memory. Who finds the line full gets 503
//! with `Retry-After`. A job that has begun is finished even if its asker leaves, and holds its place until then.

mod flights;
mod line;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::id::FileId;
use crate::problem::Problem;
use crate::tenant::TenantSlug;
pub use flights::Flights;
use line::{Admission, Line, Slot};

/// Whoever has waited this long for a place is turned away.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of finished files that are remembered.
const REMEMBERED: u64 = 16 * 1024 * 1024;

/// A kind of heavy work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Decoding and encoding pictures.
    Picture,
    /// Making and signing PDF files.
    Pdf,
    /// Reading and checking CSV files.
    Csv,
    /// Hashing passwords.
    Hash,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Picture, Self::Pdf, Self::Csv, Self::Hash];

    fn place(self) -> usize {
        match self {
            Self::Picture => 0,
            Self::Pdf => 1,
            Self::Csv => 2,
            Self::Hash => 3,
        }
    }

    fn limits(self, cores: usize) -> Limits {
        // One core stays free for requests that are answered at once, where there is more than one.
        let most = cores.saturating_sub(1).max(1);
        match self {
            Self::Picture => Limits { running: most, admitted: 16, each: 12, memory: 112, retry: 5 },
            Self::Pdf => Limits { running: most, admitted: 24, each: 16, memory: 64, retry: 5 },
            Self::Csv => Limits { running: most, admitted: 8, each: 6, memory: 64, retry: 5 },
            // Sign-ins come in storms and take 20 ms each; their 19 MiB are bounded by the number of cores.
            Self::Hash => Limits { running: cores.max(1), admitted: 256, each: 256, memory: 0, retry: 3 },
        }
    }
}

/// The limits of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limits {
    /// Jobs at once.
    running: usize,
    /// Jobs that run or wait.
    admitted: usize,
    /// Jobs of one tenant that run or wait.
    each: usize,
    /// MiB that a job may take; 0 where the number of jobs bounds it well enough.
    memory: usize,
    /// Seconds after which whoever was turned away may try again.
    retry: u64,
}

/// A file that was made and kept: its id, and the SHA-256 of its bytes in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFile {
    /// Its id in the file store.
    pub id: FileId,
    /// The digest of its bytes.
    pub sha256: String,
}

/// Heavy work of this process. Clones share their lines.
#[derive(Clone)]
pub struct Work {
    line: Arc<Line>,
    /// Files that are made in memory and can be made again, by a key that names their content.
    pub pages: Flights<Bytes>,
    /// Files that are made once and kept in the file store.
    pub files: Flights<MadeFile>,
}

impl Work {
    /// For so many cores and so many MiB of memory for all kinds together.
    #[must_use]
    pub fn new(cores: usize, memory: usize) -> Self {
        let limits = Kind::ALL.map(|kind| kind.limits(cores));
        Self {
            line: Arc::new(Line::new(limits, memory)),
            pages: Flights::remembering(REMEMBERED, Bytes::len),
            files: Flights::new(),
        }
    }

    /// Takes a place in the line without waiting: before a body is read, so that no more bodies are in memory than may
    /// wait. 503 where the line is full.
    pub fn line_up(&self, kind: Kind, tenant: &TenantSlug) -> Result<Ticket, Problem> {
        Line::admit(&self.line, kind, tenant.as_str()).map(Ticket).ok_or_else(|| self.busy(kind))
    }

    /// Waits for a place; 503 where too many wait already.
    pub async fn enter(&self, kind: Kind, tenant: &TenantSlug) -> Result<Place, Problem> {
        self.line_up(kind, tenant)?.enter().await
    }

    /// Runs one job in a place of its own, off the threads that serve requests.
    pub async fn run<T: Send + 'static>(
        &self,
        kind: Kind,
        tenant: &TenantSlug,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.enter(kind, tenant).await?.run(job).await
    }

    fn busy(&self, kind: Kind) -> Problem {
        tracing::warn!(?kind, "too much heavy work: turned away");
        Problem::Unavailable { retry_after: Duration::from_secs(self.line.limits(kind).retry) }
    }
}

/// A place in the line; given back when it is dropped.
pub struct Ticket(Admission);

impl Ticket {
    /// Waits until the work may begin; 503 where that takes too long.
    pub async fn enter(self) -> Result<Place, Problem> {
        let retry = Duration::from_secs(self.0.retry());
        let turn = tokio::time::timeout(PATIENCE, self.0.turn()).await;
        match turn {
            Ok(Some(slot)) => Ok(Place(Arc::new((slot, self.0)))),
            _ => Err(Problem::Unavailable { retry_after: retry }),
        }
    }
}

/// The right to do heavy work; given back when it is dropped and no job runs in it any more.
#[derive(Clone)]
pub struct Place(Arc<(Slot, Admission)>);

impl Place {
    /// Runs a job off the threads that serve requests. It is finished even if nobody waits for it any more, and keeps
    /// the place until then.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let held = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || {
            let done = job();
            drop(held);
            done
        });
        done.await.map_err(Problem::internal)
    }
}

#[cfg(test)]
mod tests;
