//! The one thread that writes: batches that wait together share a transaction and its sync to disk.

use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::oneshot;

use super::super::field::instant;
use super::super::{Operation, Partition, StoreError, Tag};
use super::entries::Catalogue;
use super::{apply, row, schema};

/// Most jobs of one transaction.
const GROUP: usize = 64;

/// Finds what has expired, oldest first.
pub(super) const EXPIRED: &str = "WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2";

type Reply<T> = oneshot::Sender<Result<T, StoreError>>;

/// Something to write.
enum Job {
    Commit { at: Partition, batch: Vec<Operation>, reply: Reply<Vec<Tag>> },
    Sweep { now: Timestamp, limit: usize, reply: Reply<u64> },
}

/// What a job came to; told only once it is on disk.
enum Outcome {
    Commit(Reply<Vec<Tag>>, Result<Vec<Tag>, StoreError>),
    Sweep(Reply<u64>, Result<u64, StoreError>),
}

/// The way to the writing thread; dropping it ends the thread when its work is done.
pub(super) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread on its own connection.
    pub(super) fn start(sql: Connection, catalogue: Arc<Catalogue>) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        let mut work = Work { sql, catalogue };
        let thread = std::thread::Builder::new().name("store-writer".to_owned()).spawn(move || {
            while let Ok(first) = queue.recv() {
                work.group(std::iter::once(first).chain(queue.try_iter().take(GROUP - 1)).collect());
            }
        })?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Commits a checked batch.
    pub(super) async fn commit(&self, at: Partition, batch: Vec<Operation>) -> Result<Vec<Tag>, StoreError> {
        self.ask(|reply| Job::Commit { at, batch, reply }).await
    }

    /// Removes what has expired.
    pub(super) async fn sweep(&self, now: Timestamp, limit: usize) -> Result<u64, StoreError> {
        self.ask(|reply| Job::Sweep { now, limit, reply }).await
    }

    async fn ask<T>(&self, job: impl FnOnce(Reply<T>) -> Job) -> Result<T, StoreError> {
        let gone = || StoreError::Unavailable("the writing thread has ended".to_owned());
        let (reply, answer) = oneshot::channel();
        self.jobs.as_ref().and_then(|jobs| jobs.send(job(reply)).ok()).ok_or_else(gone)?;
        answer.await.map_err(|_| gone())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

struct Work {
    sql: Connection,
    catalogue: Arc<Catalogue>,
}

impl Work {
    /// Writes a group in one transaction and answers each job once all of it is on disk.
    fn group(&mut self, jobs: Vec<Job>) {
        let mut outcomes = Vec::with_capacity(jobs.len());
        match self.transaction(jobs, &mut outcomes) {
            Ok(()) => outcomes.into_iter().for_each(Outcome::tell),
            Err(error) => {
                tracing::error!(%error, "the store could not write");
                let reason = schema::failure(error).to_string();
                outcomes.into_iter().for_each(|outcome| outcome.fail(&reason));
            }
        }
    }

    /// Jobs that are dropped by an early return are answered by their channel's end.
    fn transaction(&mut self, jobs: Vec<Job>, outcomes: &mut Vec<Outcome>) -> rusqlite::Result<()> {
        let work = self.sql.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = schema::counter(&work)?;
        let mut seq = before;
        for job in jobs {
            match job {
                Job::Commit { at, batch, reply } => {
                    let result = match apply::check(&work, &self.catalogue, &at, batch) {
                        Ok(checked) => Ok(apply::write(&work, &at, &checked, &mut seq)?),
                        Err(refusal) => Err(refusal),
                    };
                    outcomes.push(Outcome::Commit(reply, result));
                }
                Job::Sweep { now, limit, reply } => {
                    outcomes.push(Outcome::Sweep(reply, Ok(sweep(&work, &self.catalogue, now, limit)?)));
                }
            }
        }
        if seq > before {
            work.prepare_cached("UPDATE counter SET value = ?1")?.execute([seq])?;
        }
        work.commit()
    }
}

fn sweep(sql: &Connection, catalogue: &Catalogue, now: Timestamp, limit: usize) -> rusqlite::Result<u64> {
    let mut expired = sql.prepare_cached(&row::select(EXPIRED))?;
    let rows = expired
        .query_map((instant(now), i64::try_from(limit).unwrap_or(i64::MAX)), |found| {
            Ok((row::read(found)?, row::partition(found)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut removed = 0;
    for (old, at) in &rows {
        // What cannot be read has no entries to find it by.
        let entries = catalogue.entries(at, &old.document).unwrap_or_default();
        apply::delete(sql, old, &entries)?;
        removed += 1;
    }
    Ok(removed)
}

impl Outcome {
    fn tell(self) {
        // A caller that no longer waits misses its answer; the write stands.
        match self {
            Self::Commit(reply, result) => drop(reply.send(result)),
            Self::Sweep(reply, result) => drop(reply.send(result)),
        }
    }

    fn fail(self, reason: &str) {
        let error = || StoreError::Unavailable(reason.to_owned());
        match self {
            Self::Commit(reply, _) => Self::Commit(reply, Err(error())).tell(),
            Self::Sweep(reply, _) => Self::Sweep(reply, Err(error())).tell(),
        }
    }
}
