//! The cloud's stand-ins for tests that need more than one handler, or the production adapters.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::process::{Child, Command};

use crate::{Client, package::target, worker::free_port};

/// Azurite's well-known account.
const AZURITE_KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// Cosmos DB and Blob Storage on this machine, with everything that they keep in a folder.
pub struct Cloud {
    folder: PathBuf,
    cosmos_port: u16,
    blob_port: u16,
    cosmos: Option<Child>,
    blobs: Option<Child>,
}

impl Cloud {
    /// Starts both.
    pub async fn start(folder: &Path) -> Self {
        let (cosmos_port, blob_port) = (free_port().await, free_port().await);
        let mut cloud =
            Self { folder: folder.to_path_buf(), cosmos_port, blob_port, cosmos: None, blobs: None };
        cloud.cosmos = Some(cloud.start_cosmos().await);
        cloud.blobs = Some(cloud.start_blobs().await);
        cloud
    }

    /// Kills Cosmos without a warning and starts it again on what it kept. Blobs stay up: Azurite remembers what it has
    /// answered only every few seconds, which the real storage never does.
    pub async fn kill_and_restart(&mut self) {
        if let Some(cosmos) = &mut self.cosmos {
            cosmos.kill().await.unwrap();
        }
        self.cosmos = Some(self.start_cosmos().await);
    }

    /// The settings with which a handler finds them.
    pub fn settings(&self) -> BTreeMap<String, String> {
        let values = [
            ("COSMOS_ENDPOINT", format!("http://127.0.0.1:{}/", self.cosmos_port)),
            ("COSMOS_KEY", "bG9jYWwtZW11bGF0b3I=".to_owned()),
            ("BLOB_ENDPOINT", format!("http://127.0.0.1:{}/devstoreaccount1", self.blob_port)),
            ("BLOB_KEY", AZURITE_KEY.to_owned()),
        ];
        values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    async fn start_cosmos(&self) -> Child {
        let local =
            std::env::var_os("HOST_TEST_LOCAL").map_or_else(|| target().join("debug/local"), PathBuf::from);
        assert!(local.is_file(), "{} is missing: run `cargo build -p local`", local.display());
        let journal = self.folder.join("cosmos.journal");
        let mut cosmos = Command::new(local);
        cosmos.args(["cosmos", "--port", &self.cosmos_port.to_string(), "--journal"]).arg(&journal);
        spawn(cosmos, self.cosmos_port).await
    }

    async fn start_blobs(&self) -> Child {
        let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../infra/local/azurite");
        let program = package.join("node_modules/azurite/dist/src/blob/main.js");
        assert!(
            program.is_file(),
            "Azurite is missing: run `npm ci --ignore-scripts` in infra/local/azurite"
        );
        let mut blobs = Command::new("node");
        blobs.arg(program).args([
            "--silent",
            "--disableTelemetry",
            "--skipApiVersionCheck",
            "--blobHost",
            "127.0.0.1",
        ]);
        blobs
            .args(["--blobPort", &self.blob_port.to_string(), "--location"])
            .arg(self.folder.join("azurite"));
        spawn(blobs, self.blob_port).await
    }
}

async fn spawn(mut command: Command, port: u16) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let mut child = command.spawn().unwrap();
    for _ in 0..1200 {
        // An open port is not enough: the emulator opens its own before it has read its journal.
        if Client::new(port).get("/").await.is_ok() {
            return child;
        }
        assert!(child.try_wait().unwrap().is_none(), "{command:?} ended at once");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{command:?} did not open its port");
}
