//! Reading: short reads happen where they are asked for, long ones on threads of their own.
//!
//! Handing a read to another thread and back costs ten times as much as the read of a document itself. A read whose
//! length is bounded by its page therefore stays on the request's thread; searches, counts and filters that walk
//! past documents do not.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::super::StoreError;

type Task = Box<dyn FnOnce(&Connection) + Send>;

/// The reading connections; dropping it ends the threads when their work is done.
pub(super) struct Readers {
    short: Vec<Mutex<Connection>>,
    tasks: Option<mpsc::Sender<Task>>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    /// Keeps `short` for reads on the callers' threads and starts one thread for each of `long`.
    pub(super) fn start(short: Vec<Connection>, long: Vec<Connection>) -> std::io::Result<Self> {
        let (tasks, queue) = mpsc::channel::<Task>();
        let queue = Arc::new(Mutex::new(queue));
        let short = short.into_iter().map(Mutex::new).collect();
        let mut readers = Self { short, tasks: Some(tasks), threads: Vec::with_capacity(long.len()) };
        for sql in long {
            let queue = Arc::clone(&queue);
            readers.threads.push(std::thread::Builder::new().name("store-reader".to_owned()).spawn(
                move || {
                    loop {
                        let task = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok(task) = task else { break };
                        task(&sql);
                    }
                },
            )?);
        }
        Ok(readers)
    }

    /// Runs a short `read` at once where a connection is free, else as [`Self::long`] does. All that it sees is of
    /// one moment.
    pub(super) async fn short<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if let Some(sql) = self.short.iter().find_map(|sql| sql.try_lock().ok()) {
            return snapshot(&sql, read);
        }
        self.long(read).await
    }

    /// Runs `read` on a thread of its own. All that it sees is of one moment.
    pub(super) async fn long<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let gone = || StoreError::Unavailable("the reading threads have ended".to_owned());
        let (reply, answer) = oneshot::channel();
        let task: Task = Box::new(move |sql| {
            let result = snapshot(sql, read);
            drop(reply.send(result));
        });
        self.tasks.as_ref().and_then(|tasks| tasks.send(task).ok()).ok_or_else(gone)?;
        answer.await.map_err(|_| gone())?
    }
}

fn snapshot<T>(
    sql: &Connection,
    read: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let begin = || sql.prepare_cached("BEGIN")?.execute([]);
    begin().map_err(super::schema::failure)?;
    let result = read(sql);
    let end = || sql.prepare_cached("COMMIT")?.execute([]);
    end().map_err(super::schema::failure)?;
    result
}

impl Drop for Readers {
    fn drop(&mut self) {
        drop(self.tasks.take());
        for thread in self.threads.drain(..) {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}
