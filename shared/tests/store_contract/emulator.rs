//! A Cosmos account for the tests: a real one where the environment names it, else `local cosmos`.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use secrecy::SecretString;
use shared::settings::CosmosSettings;

/// A running emulator; it ends with this process at the latest.
pub struct Emulator {
    process: Child,
    pub endpoint: String,
}

impl Emulator {
    /// Starts one on `port` (0: a free one) and waits until it answers.
    pub fn start(port: u16, journal: Option<&Path>) -> Self {
        let mut command = Command::new(program());
        command.args(["cosmos", "--until-stdin-closes", "--port", &port.to_string()]);
        if let Some(journal) = journal {
            command.arg("--journal").arg(journal);
        }
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut ready = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        let ready: serde_json::Value = serde_json::from_str(&ready).expect("a line with the address");
        Self { process, endpoint: ready["cosmos"].as_str().unwrap().to_owned() }
    }

    pub fn settings(&self) -> CosmosSettings {
        // Any key does: the emulator does not look at signatures.
        let key = SecretString::from("ZW11bGF0b3I=");
        CosmosSettings { endpoint: self.endpoint.clone(), key: Some(key), database: "portal".into() }
    }

    pub fn port(&self) -> u16 {
        self.endpoint.rsplit(':').next().unwrap().parse().unwrap()
    }

    /// Ends it at once, as a crash does.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// The account that the environment names.
pub fn account() -> Option<CosmosSettings> {
    let endpoint = std::env::var("COSMOS_ENDPOINT").ok()?;
    let key = std::env::var("COSMOS_KEY").ok().map(SecretString::from);
    let database = std::env::var("COSMOS_DATABASE").unwrap_or_else(|_| "portal-contract".into());
    Some(CosmosSettings { endpoint, key, database })
}

/// `local`, built if need be: by itself, because its features must not reach the portal.
fn program() -> PathBuf {
    if let Some(program) = std::env::var_os("PORTAL_LOCAL_BIN") {
        return program.into();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let target = std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_path_buf();
    let program = target.join("debug").join(format!("local{}", std::env::consts::EXE_SUFFIX));
    // Cargo's own lock lets one test build while the others wait.
    let lock = std::fs::File::create(std::env::temp_dir().join("portal-local-build.lock")).unwrap();
    lock.lock().unwrap();
    if !program.exists() {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--package", "local", "--target-dir"]).arg(&target).current_dir(root);
        assert!(build.status().unwrap().success(), "`local` does not build");
    }
    program
}
