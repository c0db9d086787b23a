//! The handler's process: started, awaited, watched, killed.

use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    path::Path,
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    net::{TcpListener, TcpStream},
    process::{Child, Command},
};

use crate::{client, config::Config};

/// A handler has this long to answer anything on its port.
const INITIALISATION: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(25);

/// One line that the handler said, and where.
#[derive(Debug, Clone)]
pub struct Line {
    pub stderr: bool,
    pub text: String,
}

/// All that the handler said.
pub type Lines = Arc<Mutex<Vec<Line>>>;

/// A running handler.
pub struct Worker {
    pub port: u16,
    pub pid: u32,
    pub ready_after: Duration,
    child: Child,
}

impl Worker {
    /// Starts the handler on a fresh port and waits until it answers.
    pub async fn start(
        root: &Path,
        config: &Config,
        settings: &BTreeMap<String, String>,
        lines: &Lines,
    ) -> Result<Self, String> {
        let port = free_port().await;
        let own = root.join(&config.executable);
        let executable = if own.is_file() { own } else { config.executable.clone().into() };
        let mut command = Command::new(executable);
        command
            .args(config.arguments.iter().map(|argument| expanded(argument, settings)))
            .current_dir(root.join(&config.working_directory))
            .envs(settings)
            .env("FUNCTIONS_CUSTOMHANDLER_PORT", port.to_string())
            .env("FUNCTIONS_CUSTOMHANDLER_WORKER_ID", crate::invoke::fresh_id())
            .env("FUNCTIONS_HTTPWORKER_PORT", port.to_string())
            .env("FUNCTIONS_APP_ROOT_PATH", root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let begin = Instant::now();
        let mut child =
            command.spawn().map_err(|error| format!("the handler could not be started: {error}"))?;
        let pid = child.id().ok_or("the handler ended at once")?;
        listen(child.stdout.take(), false, lines);
        listen(child.stderr.take(), true, lines);
        while begin.elapsed() < INITIALISATION {
            if let Ok(Some(status)) = child.try_wait() {
                return Err(format!("the handler ended while it was awaited: {status}"));
            }
            if answers(port).await {
                return Ok(Self { port, pid, ready_after: begin.elapsed(), child });
            }
            tokio::time::sleep(POLL).await;
        }
        Err("Initializing HttpWorker timed out.".to_owned())
    }

    /// Waits for its end.
    pub async fn ended(&mut self) -> ExitStatus {
        self.child.wait().await.unwrap()
    }

    /// The only way in which the host stops a handler.
    pub async fn kill(&mut self) {
        let _ = self.child.kill().await;
    }
}

/// Whether anything speaks HTTP on the port: every status will do.
async fn answers(port: u16) -> bool {
    if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
        return false;
    }
    client::Client::new(port).get("/").await.is_ok()
}

/// `%NAME%` in an argument stands for an app setting.
fn expanded(argument: &str, settings: &BTreeMap<String, String>) -> String {
    settings.iter().fold(argument.to_owned(), |text, (name, value)| text.replace(&format!("%{name}%"), value))
}

fn listen(pipe: Option<impl AsyncRead + Unpin + Send + 'static>, stderr: bool, lines: &Lines) {
    let Some(pipe) = pipe else { return };
    let kept = Arc::clone(lines);
    tokio::spawn(async move {
        let mut reader = BufReader::new(pipe).lines();
        while let Ok(Some(text)) = reader.next_line().await {
            kept.lock().unwrap().push(Line { stderr, text });
        }
    });
}

/// A port that was free a moment ago.
pub async fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap().port()
}
