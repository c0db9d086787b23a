//! The portal's own executable, started as on one machine.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tokio::net::TcpStream;

use crate::client::{Call, Connection};
use crate::outcome::{Failure, Outcome};
use crate::process::Process;

/// A start that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running portal.
pub(crate) struct Portal {
    pub(crate) process: Process,
    pub(crate) address: SocketAddr,
    /// From the start of the process to its first answer.
    pub(crate) start: Duration,
}

impl Portal {
    /// Starts `handler` on the data in `data`, with these settings on top, and waits for its first answer.
    pub(crate) async fn start(handler: &Path, data: &Path, settings: &[(&str, String)]) -> Outcome<Self> {
        // Free now: the portal is told a port, it cannot tell one.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(handler);
        command
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .env("PORTAL_PORT", address.port().to_string())
            .env("PORTAL_DATA", data)
            .env("PORTAL_LOG", "warn")
            // One person asks here for all.
            .env("PORTAL_REQUESTS_PER_MINUTE", "4000000000")
            // Building an error must not walk the stack.
            .env("RUST_LIB_BACKTRACE", "0")
            .envs(settings.iter().map(|(name, value)| (name, value)));
        let began = Instant::now();
        let mut process = Process::start(&mut command)?;
        process.silence()?;
        loop {
            if TcpStream::connect(address).await.is_ok() {
                let answered = Connection::open(address).await?.expect(Call::get("/api/health")).await;
                if answered.is_ok() {
                    return Ok(Self { process, address, start: began.elapsed() });
                }
            }
            if !process.runs() || began.elapsed() > PATIENCE {
                return Err(Failure::new("the portal does not start; its reason stands above"));
            }
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
    }
}

/// Executables that are measured: given, or built as they are delivered.
pub(crate) fn built(given: Option<PathBuf>, package: &str, release: bool) -> Outcome<PathBuf> {
    if let Some(given) = given {
        return Ok(given);
    }
    let root = root();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&root);
    if release {
        // As `cargo xtask package` builds it.
        cargo.args(["rustc", "--release", "--package", package, "--bin", package, "--", "-Copt-level=2"]);
    } else {
        cargo.args(["build", "--package", package]);
    }
    crate::report::progress(&format!("building {package}"));
    if !cargo.status()?.success() {
        return Err(Failure::new(format!("{package} cannot be built")));
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join(if release { "release" } else { "debug" }).join(package))
}

/// The repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
