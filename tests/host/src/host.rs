//! The host: reads the folder, keeps the handler up, lets requests through.

use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
    task::JoinHandle,
};

use crate::{
    client::Client,
    config::Config,
    proxy,
    worker::{Line, Lines, Worker},
};

/// More failures than this within half an hour and the host gives up.
const FAILURES: u32 = 3;

/// What the host thinks of its handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Initialized,
    Restarting,
    /// It ended with code 0: the host takes that for success and never starts it again.
    Dead,
    Shutdown,
}

/// What the host's tasks share.
pub struct Shared {
    pub root: PathBuf,
    pub config: Config,
    /// Requests that may run at once.
    pub running: Arc<Semaphore>,
    /// Requests that may run or wait.
    pub accepted: Arc<Semaphore>,
    settings: BTreeMap<String, String>,
    worker: Mutex<(u16, u32)>,
    state: watch::Sender<State>,
    lines: Lines,
}

impl Shared {
    pub fn port(&self) -> u16 {
        self.worker.lock().unwrap().0
    }

    pub fn state(&self) -> State {
        *self.state.borrow()
    }
}

/// A running host. Dropping it kills the handler, as the platform does.
pub struct Host {
    pub shared: Arc<Shared>,
    pub ready_after: Duration,
    port: u16,
    tasks: Vec<JoinHandle<()>>,
}

impl Host {
    /// Starts the handler of a folder with app settings.
    pub async fn start(root: &Path, settings: &BTreeMap<String, String>) -> Result<Self, String> {
        let config = Config::read(root)?;
        let lines = Lines::default();
        let worker = Worker::start(root, &config, settings, &lines).await.map_err(|why| {
            let said: Vec<_> = lines.lock().unwrap().iter().map(|line| line.text.clone()).collect();
            format!("{why}\n{}", said.join("\n"))
        })?;
        let (concurrent, outstanding) = (config.concurrent, config.outstanding);
        let shared = Arc::new(Shared {
            root: root.to_path_buf(),
            running: Arc::new(Semaphore::new(concurrent)),
            accepted: Arc::new(Semaphore::new(outstanding)),
            config,
            settings: settings.clone(),
            worker: Mutex::new((worker.port, worker.pid)),
            state: watch::channel(State::Initialized).0,
            lines,
        });
        let ready_after = worker.ready_after;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let tasks = vec![
            tokio::spawn(watch_over(worker, Arc::clone(&shared))),
            tokio::spawn(accept(listener, Arc::clone(&shared))),
        ];
        Ok(Self { shared, ready_after, port, tasks })
    }

    /// A client outside.
    pub fn client(&self) -> Client {
        Client::new(self.port)
    }

    /// A client that goes around the host, straight to the handler.
    pub fn inside(&self) -> Client {
        Client::new(self.shared.port())
    }

    /// The process id of the handler.
    pub fn pid(&self) -> u32 {
        self.shared.worker.lock().unwrap().1
    }

    /// Sends the handler a signal.
    pub fn signal(&self, signal: rustix::process::Signal) {
        send(self.pid(), signal);
    }

    /// Ends host and handler without a warning; returns when nobody is left to start the handler again.
    pub async fn kill(&mut self) {
        for task in self.tasks.drain(..) {
            task.abort();
            // Aborted: the handler's process goes with the task that watched it.
            let _ = task.await;
        }
    }

    /// Waits until the host is in a state.
    pub async fn becomes(&self, state: State) {
        let mut changes = self.shared.state.subscribe();
        let waiting = changes.wait_for(|now| *now == state);
        tokio::time::timeout(Duration::from_secs(30), waiting).await.unwrap().unwrap();
    }

    /// What the handler said so far.
    pub fn lines(&self) -> Vec<Line> {
        self.shared.lines.lock().unwrap().clone()
    }
}

fn send(pid: u32, signal: rustix::process::Signal) {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw).unwrap();
    // A process that is gone already is as good as killed.
    let _ = rustix::process::kill_process(pid, signal);
}

impl Drop for Host {
    fn drop(&mut self) {
        if !self.tasks.is_empty() {
            self.signal(rustix::process::Signal::KILL);
        }
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

async fn watch_over(mut worker: Worker, shared: Arc<Shared>) {
    let mut failures = 0;
    loop {
        let code = worker.ended().await.code();
        match code {
            Some(0) => {
                shared.state.send_replace(State::Dead);
                return;
            }
            // The handler's own wish to be started again.
            Some(200) => {}
            _ => failures += 1,
        }
        if failures >= FAILURES {
            shared.state.send_replace(State::Shutdown);
            return;
        }
        shared.state.send_replace(State::Restarting);
        match Worker::start(&shared.root, &shared.config, &shared.settings, &shared.lines).await {
            Ok(next) => worker = next,
            Err(_) => {
                shared.state.send_replace(State::Shutdown);
                return;
            }
        }
        *shared.worker.lock().unwrap() = (worker.port, worker.pid);
        shared.state.send_replace(State::Initialized);
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        let service = service_fn(move |request| {
            let shared = Arc::clone(&shared);
            async move { Ok::<_, std::convert::Infallible>(proxy::serve(request, shared).await) }
        });
        let connection =
            http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move {
            // A caller that went away is none of the host's troubles.
            let _ = connection.await;
        });
    }
}
