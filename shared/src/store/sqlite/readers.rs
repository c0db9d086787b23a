//! A few threads that read, each on its own connection, so that no request's thread waits for the disk.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::super::StoreError;

type Task = Box<dyn FnOnce(&Connection) + Send>;

/// The reading threads; dropping it ends them when their work is done.
pub(super) struct Readers {
    tasks: Option<mpsc::Sender<Task>>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    /// Starts one thread for each connection.
    pub(super) fn start(connections: Vec<Connection>) -> std::io::Result<Self> {
        let (tasks, queue) = mpsc::channel::<Task>();
        let queue = Arc::new(Mutex::new(queue));
        let mut readers = Self { tasks: Some(tasks), threads: Vec::with_capacity(connections.len()) };
        for sql in connections {
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

    /// Runs `read` in one read transaction, so that all it sees is of one moment.
    pub(super) async fn run<T: Send + 'static>(
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
