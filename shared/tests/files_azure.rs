//! Blob Storage as file store, on Azurite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod files_contract;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use files_contract::{Ground, MovedClock, promises};
use secrecy::SecretString;
use shared::files::azure::{AzureStore, OpenError};
use shared::settings::BlobSettings;

/// The account that Azurite has from the start; its key is public.
const ACCOUNT: &str = "devstoreaccount1";
const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// Azurite on a free port, ended when dropped.
struct Azurite {
    process: Child,
    port: u16,
    _data: tempfile::TempDir,
}

impl Azurite {
    fn start() -> Self {
        let program = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../infra/local/azurite/node_modules/azurite/dist/src/blob/main.js");
        assert!(
            program.is_file(),
            "Azurite is not installed: run `npm ci --ignore-scripts` in infra/local/azurite, or `cargo xtask test`."
        );
        let data = tempfile::tempdir().unwrap();
        // Free now; whoever takes it in between makes the start fail, not the test pass.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new("node")
            .arg(program)
            .args(["--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location"])
            .arg(data.path())
            .args(["--blobHost", "127.0.0.1", "--blobPort", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("Node starts Azurite");
        let mut azurite = Self { process, port, _data: data };
        let patience = Instant::now() + Duration::from_secs(60);
        while !azurite.answers() {
            assert!(azurite.process.try_wait().unwrap().is_none(), "Azurite ended at its start");
            assert!(Instant::now() < patience, "Azurite does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        azurite
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
async fn what_cannot_serve_is_said() {
    let open = async |endpoint: &str, key: &str| {
        let settings = BlobSettings {
            endpoint: endpoint.to_owned(),
            key: Some(SecretString::from(key)),
            container: "portal-files".to_owned(),
        };
        AzureStore::open(&settings, Arc::new(MovedClock::default())).await.map(drop)
    };
    assert!(matches!(open("nowhere", KEY).await, Err(OpenError::Endpoint(_))));
    assert!(matches!(open("http://127.0.0.1:1", KEY).await, Err(OpenError::Endpoint(_))), "no account named");
    assert!(matches!(open("http://127.0.0.1:1/a", "no base64!").await, Err(OpenError::Key)));
    // Nothing listens on this port: the answer is an error, and it comes in time.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let began = Instant::now();
    let refused = open(&format!("http://127.0.0.1:{closed}/{ACCOUNT}"), KEY).await;
    assert!(matches!(refused, Err(OpenError::Container { .. })), "{refused:?}");
    assert!(began.elapsed() < Duration::from_secs(15));
}
