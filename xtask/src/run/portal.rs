//! `handler`, started as the Functions host starts it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

use catcher::Catcher;

use super::{cloud::Cloud, folder::Folder, log::Log, stop::Stop};
use crate::{
    failure::{Failure, Outcome},
    hub, paths, port, progress,
    service::Service,
};

/// The host gives a custom handler this long to open its port.
const INITIALISATION: Duration = Duration::from_secs(30);
/// How often the host asks whether the handler is there.
const POLL: Duration = Duration::from_millis(25);

/// The settings that `handler` reads from its environment.
#[derive(Clone)]
pub(crate) struct Settings {
    port: u16,
    values: BTreeMap<&'static str, String>,
}

impl Settings {
    /// The settings of a portal on one machine.
    pub(crate) fn new(
        port: u16,
        folder: &Folder,
        pages: &Path,
        (cloud, catcher): (Option<&Cloud>, &Catcher),
    ) -> Outcome<Self> {
        let hub = hub::Secrets::of(folder.path())?;
        let mut values = BTreeMap::from([
            ("PORTAL_DATA", folder.join("data").display().to_string()),
            ("PORTAL_STATIC", pages.display().to_string()),
            ("PORTAL_ORIGIN", format!("http://localhost:{port}")),
            // Cookies ignore ports, so uploads are served under another name of the same machine.
            ("PORTAL_FILES_ORIGIN", format!("http://127.0.0.1:{port}")),
            ("PORTAL_CLIENT_SSO_SECRET", hub.client),
            ("PORTAL_HUB_SSO_SECRET", hub.staff),
        ]);
        values.insert("SMTP_URL", catcher.url());
        values.insert("MAIL_FROM", "portal@localhost.example".to_owned());
        values.insert("PORTAL_DEV_MAIL", folder.join("mail").display().to_string());
        // Callbacks may go to a receiver on the same machine.
        values.insert("PORTAL_EGRESS", "loopback".to_owned());
        if let Some(cloud) = cloud {
            values.extend(cloud.settings());
        }
        Ok(Self { port, values })
    }

    /// Where a browser finds the portal.
    pub(crate) fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Sets the environment; what the shell happens to hold about stores must not choose another one.
    pub(crate) fn apply(&self, command: &mut Command) {
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            let foreign = ["COSMOS_", "BLOB_", "FUNCTIONS_", "SMTP_", "MAIL_"]
                .iter()
                .any(|start| name.starts_with(start));
            if foreign || name == "PORTAL_DEMO" || name == "PORTAL_ADMIN_PASSWORD" {
                command.env_remove(name.as_ref());
            }
        }
        command.envs(&self.values).current_dir(paths::root());
    }
}

/// The running portal.
pub(crate) struct Portal {
    program: PathBuf,
    settings: Settings,
    service: Service,
    log: Log,
}

impl Portal {
    /// Starts the portal and waits until it answers.
    pub(crate) fn start(program: &Path, settings: &Settings, folder: &Folder, stop: &Stop) -> Outcome<Self> {
        let service = launch(program, settings)?;
        let log = Log::open(folder)?;
        let mut portal = Self { program: program.to_path_buf(), settings: settings.clone(), service, log };
        portal.wait(stop)?;
        Ok(portal)
    }

    /// Starts it again after it ended.
    pub(crate) fn restart(&mut self, stop: &Stop) -> Outcome {
        self.service = launch(&self.program, &self.settings)?;
        self.wait(stop)
    }

    /// Takes what it said for a moment; answers how it ended, once it has.
    pub(crate) fn listen(&mut self, patience: Duration) -> Option<ExitStatus> {
        if let Some(line) = self.service.line(patience) {
            self.log.keep(&line);
        }
        let ended = self.service.ended()?;
        self.drain();
        Some(ended)
    }

    /// Stops it and keeps its last lines.
    pub(crate) fn stop(&mut self) {
        self.service.stop();
        self.drain();
    }

    /// Why it is in trouble, if it said so.
    pub(crate) fn trouble(&self) -> Option<&str> {
        self.log.last_trouble()
    }

    fn drain(&mut self) {
        while let Some(line) = self.service.line(Duration::from_millis(50)) {
            self.log.keep(&line);
        }
    }

    fn wait(&mut self, stop: &Stop) -> Outcome {
        let begin = Instant::now();
        while begin.elapsed() < INITIALISATION && !stop.asked() {
            // Any answer counts, as it does for the host.
            if port::answers(self.settings.port) {
                let time = progress::faint(&format!("({} ms)", begin.elapsed().as_millis()));
                progress::say(&format!("{} portal ready {time}", progress::green("✓")));
                return Ok(());
            }
            if let Some(status) = self.listen(POLL) {
                let why = self.trouble().map_or_else(|| format!("it ended with {status}"), str::to_owned);
                return Err(Failure::new(format!("The portal did not start: {why}.")));
            }
        }
        if stop.asked() {
            return Ok(());
        }
        Err(Failure::new(format!("The portal did not answer within {} seconds.", INITIALISATION.as_secs())))
    }
}

fn launch(program: &Path, settings: &Settings) -> Outcome<Service> {
    Service::start("handler", program, |command| {
        settings.apply(command);
        command.env("FUNCTIONS_CUSTOMHANDLER_PORT", settings.port.to_string());
    })
}
