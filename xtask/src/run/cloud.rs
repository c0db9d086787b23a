//! What stands in for Cosmos DB and Blob Storage on this machine.

use std::{
    collections::BTreeMap,
    env, fs,
    path::Path,
    time::{Duration, Instant},
};

use super::{folder::Folder, stop::Stop};
use crate::{
    azurite, command,
    failure::{Doing, Failure, Outcome},
    paths, port, progress,
    service::Service,
};

/// Loading the emulator's journal takes longer the more it holds.
const PATIENCE: Duration = Duration::from_secs(120);
/// The emulator asks for a key in base64 and does not look at it.
const EMULATOR_KEY: &str = "bG9jYWwtZW11bGF0b3I=";
/// The key of Azurite's built-in account: public, the same everywhere.
const AZURITE_KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// The services started here, and the settings that lead to them or to real ones.
pub(crate) struct Cloud {
    services: Vec<Service>,
    settings: BTreeMap<&'static str, String>,
}

impl Cloud {
    /// Starts a stand-in for each service that the environment names no endpoint of.
    pub(crate) fn start(folder: &Folder, release: bool, stop: &Stop) -> Outcome<Self> {
        let mut cloud = Self { services: Vec::new(), settings: BTreeMap::new() };
        if !cloud.take(&["COSMOS_ENDPOINT", "COSMOS_KEY", "COSMOS_DATABASE"]) {
            cloud.cosmos(folder, release, stop)?;
        }
        if !cloud.take(&["BLOB_ENDPOINT", "BLOB_KEY", "BLOB_CONTAINER"]) {
            cloud.blobs(folder, stop)?;
        }
        Ok(cloud)
    }

    /// What `handler` has to know.
    pub(crate) fn settings(&self) -> BTreeMap<&'static str, String> {
        self.settings.clone()
    }

    /// The name of a service that ended by itself.
    pub(crate) fn ended(&mut self) -> Option<String> {
        self.services.iter_mut().find_map(|service| {
            // What they say between start and end is of no interest, but must not pile up.
            while service.line(Duration::ZERO).is_some() {}
            service.ended().map(|_| service.name().to_owned())
        })
    }

    /// Takes settings from the environment when it holds the first of them.
    fn take(&mut self, names: &[&'static str]) -> bool {
        let given = names.first().is_some_and(|first| env::var(first).is_ok_and(|value| !value.is_empty()));
        if given {
            self.settings.extend(names.iter().filter_map(|name| Some((*name, env::var(name).ok()?))));
        }
        given
    }

    fn cosmos(&mut self, folder: &Folder, release: bool, stop: &Stop) -> Outcome {
        let mut words = vec!["build", "--package", "local"];
        if release {
            words.push("--release");
        }
        progress::step("building the Cosmos stand-in", || command::must(&mut command::cargo(&words)))?;
        let port = port::any_free()?;
        let journal = folder.join("cosmos.journal");
        let service = Service::start("The Cosmos stand-in", &paths::binary("local", release), |command| {
            command.args(["cosmos", "--port", &port.to_string(), "--journal"]).arg(&journal);
        })?;
        self.keep(service, port, stop)?;
        self.settings.insert("COSMOS_ENDPOINT", format!("http://127.0.0.1:{port}/"));
        self.settings.insert("COSMOS_KEY", EMULATOR_KEY.to_owned());
        Ok(())
    }

    fn blobs(&mut self, folder: &Folder, stop: &Stop) -> Outcome {
        let program = azurite::installed()?;
        let data = folder.join("azurite");
        fs::create_dir_all(&data).doing("Making the folder of Azurite")?;
        let port = port::any_free()?;
        let service = Service::start("Azurite", Path::new("node"), |command| {
            command.arg(&program).args(["--silent", "--disableTelemetry", "--skipApiVersionCheck"]);
            command.arg("--location").arg(&data).args([
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                &port.to_string(),
            ]);
        })?;
        self.keep(service, port, stop)?;
        self.settings.insert("BLOB_ENDPOINT", format!("http://127.0.0.1:{port}/devstoreaccount1"));
        self.settings.insert("BLOB_KEY", AZURITE_KEY.to_owned());
        Ok(())
    }

    /// Waits until the service answers anything, and keeps it. An open port is not enough: the emulator opens its
    /// own before it has read its journal.
    fn keep(&mut self, mut service: Service, port: u16, stop: &Stop) -> Outcome {
        let begin = Instant::now();
        let mut said = String::new();
        while begin.elapsed() < PATIENCE && !stop.asked() {
            if port::answers(port) {
                let time = progress::faint(&format!("({})", progress::seconds(begin.elapsed())));
                progress::say(&format!("{} {} ready {time}", progress::green("✓"), service.name()));
                self.services.push(service);
                return Ok(());
            }
            if let Some(line) = service.line(Duration::from_millis(50)) {
                said = line;
            }
            if let Some(status) = service.ended() {
                return Err(Failure::new(format!("{} did not start ({status}): {said}", service.name())));
            }
        }
        if stop.asked() {
            return Ok(());
        }
        Err(Failure::new(format!("{} did not answer within {} seconds.", service.name(), PATIENCE.as_secs())))
    }
}
