//! Blob Storage as file store, on Azurite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod files_contract;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use files_contract::{Ground, MovedClock, noise, pieces, promises};
use futures::StreamExt as _;
use secrecy::SecretString;
use shared::files::FileError;
use shared::files::azure::{AzureStore, OpenError};
use shared::settings::BlobSettings;

/// The account that Azurite has from the start; its key is public.
const ACCOUNT: &str = "devstoreaccount1";
const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// Azurite on a free port, ended when dropped.
struct Azurite {
    process: Child,
    port: u16,
    data: tempfile::TempDir,
}

impl Azurite {
    fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        // Free now; whoever takes it in between makes the start fail, not the test pass.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut azurite = Self { process: Self::process(data.path(), port), port, data };
        azurite.wait();
        azurite
    }

    fn process(data: &Path, port: u16) -> Child {
        let program = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../infra/local/azurite/node_modules/azurite/dist/src/blob/main.js");
        assert!(
            program.is_file(),
            "Azurite is not installed: run `npm ci --ignore-scripts` in infra/local/azurite, or `cargo xtask test`."
        );
        Command::new("node")
            .arg(program)
            .args(["--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location"])
            .arg(data)
            .args(["--blobHost", "127.0.0.1", "--blobPort", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("Node starts Azurite")
    }

    fn wait(&mut self) {
        let patience = Instant::now() + Duration::from_secs(60);
        while !self.answers() {
            assert!(self.process.try_wait().unwrap().is_none(), "Azurite ended at its start");
            assert!(Instant::now() < patience, "Azurite does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again on what it kept.
    fn again(&mut self) {
        self.process = Self::process(self.data.path(), self.port);
        self.wait();
    }

    fn answers(&self) -> bool {
        let ask = || -> std::io::Result<bool> {
            let mut connection = TcpStream::connect(("127.0.0.1", self.port))?;
            connection.set_read_timeout(Some(Duration::from_secs(5)))?;
            connection.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")?;
            let mut answer = [0; 5];
            connection.read_exact(&mut answer)?;
            Ok(&answer == b"HTTP/")
        };
        ask().unwrap_or(false)
    }

    fn settings(&self) -> BlobSettings {
        BlobSettings {
            endpoint: format!("http://127.0.0.1:{}/{ACCOUNT}", self.port),
            key: Some(SecretString::from(KEY)),
            container: "portal-files".to_owned(),
        }
    }

    async fn ground(&self) -> Ground {
        let clock = Arc::new(MovedClock::default());
        Ground::new(Arc::new(AzureStore::open(&self.settings(), clock.clone()).await.unwrap()), clock)
    }
}

impl Drop for Azurite {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn azurite_keeps_the_contract_and_gives_no_hostile_file_out_to_run_sec_08() {
    let azurite = Azurite::start();
    promises::keeps_the_contract(&azurite.ground().await).await;
    // A second opening finds the container that the first one made.
    promises::gives_nothing_out_to_run(&azurite.ground().await).await;
}

#[tokio::test]
async fn an_account_that_is_lost_in_mid_stream_keeps_nothing_and_gives_nothing_cut_off() {
    let azurite = Azurite::start();
    let ground = azurite.ground().await;
    let (kept, broken, bytes) = (ground.key(), ground.key(), noise(25 << 20));
    ground.put(&kept, &bytes).await.unwrap();
    // Azurite itself, unlike the service, writes down every five seconds which files it has.
    tokio::time::sleep(Duration::from_secs(7)).await;

    let began = Instant::now();
    let mut sent = 0;
    let killed = Arc::new(Mutex::new(azurite));
    let loses = Arc::clone(&killed);
    let content = pieces(&bytes, 1 << 20).inspect(move |_| {
        sent += 1;
        if sent == 13 {
            loses.lock().unwrap().kill();
        }
    });
    let lost = ground.store.put(&broken, Box::pin(content), 64 << 20).await;
    assert!(matches!(lost, Err(FileError::Unavailable(_))), "{lost:?}");
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    let lost = ground.store.get(&kept).await.map(drop);
    assert!(matches!(lost, Err(FileError::Unavailable(_))), "{lost:?}");

    killed.lock().unwrap().again();
    assert!(ground.lacks(&broken).await);
    assert!(ground.read(&kept).await.unwrap() == bytes);
    ground.put(&broken, &bytes).await.unwrap();
    assert!(ground.read(&broken).await.unwrap() == bytes, "the second try");

    let mut content = ground.store.get(&kept).await.unwrap();
    let mut came = content.next().await.unwrap().unwrap().len();
    killed.lock().unwrap().kill();
    let end = loop {
        match content.next().await {
            Some(Ok(piece)) => came += piece.len(),
            other => break other,
        }
    };
    assert!(matches!(end, Some(Err(_))), "{came} bytes came, and then an end that looks like the file's");
}

#[tokio::test]
async fn what_cannot_serve_is_said() {
    let open = async |endpoint: &str, key: &str| {
        let settings = BlobSettings {
            endpoint: endpoint.to_owned(),
            key: Some(SecretString::from(key)),
            container: "portal-files".to_owned(),
        };
        AzureStore::open(&settings, Arc::new(MovedClock::default())).await.map(drop)
    };
    assert!(matches!(open("nowhere", KEY).await, Err(OpenError::Endpoint)));
    assert!(matches!(open("http://127.0.0.1:1", KEY).await, Err(OpenError::Endpoint)), "no account named");
    assert!(matches!(open("http://127.0.0.1:1/a", "no base64!").await, Err(OpenError::Key)));
    // Nothing listens on this port: the answer is an error, and it comes in time.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let began = Instant::now();
    let refused = open(&format!("http://127.0.0.1:{closed}/{ACCOUNT}"), KEY).await;
    assert!(matches!(refused, Err(OpenError::Container { .. })), "{refused:?}");
    assert!(began.elapsed() < Duration::from_secs(15));
}
