//! Programs that run beside this one until they are stopped.

use std::{
    io::{BufRead, BufReader, Read},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::failure::{Doing, Outcome};

/// How long a program may take to end by itself after it was asked to.
const GRACE: Duration = Duration::from_secs(10);

/// A running program in a process group of its own, stopped when this value goes.
pub(crate) struct Service {
    name: String,
    child: Child,
    lines: Receiver<String>,
}

impl Service {
    /// Starts a program. Its own process group keeps Ctrl-C from reaching it before we say so.
    ///
    /// On Linux it also ends when this program is killed without a chance to stop it: `setpriv` asks the kernel
    /// for that and then becomes the program. Call from the main thread, whose end the kernel watches.
    pub(crate) fn start(name: &str, program: &Path, prepare: impl FnOnce(&mut Command)) -> Outcome<Self> {
        let mut command = if has_setpriv() {
            let mut command = Command::new("setpriv");
            command.args(["--pdeathsig", "TERM", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        prepare(&mut command);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let mut child = command.spawn().doing(&format!("Starting {name}"))?;
        let (sender, lines) = mpsc::channel();
        let pipes: [Option<Box<dyn Read + Send>>; 2] = [
            child.stdout.take().map(|pipe| Box::new(pipe) as _),
            child.stderr.take().map(|pipe| Box::new(pipe) as _),
        ];
        for pipe in pipes.into_iter().flatten() {
            let sender = sender.clone();
            // Read to the end even when nobody listens: a full pipe would stop the program.
            thread::spawn(move || {
                for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                    drop(sender.send(String::from_utf8_lossy(&line).into_owned()));
                }
            });
        }
        Ok(Self { name: name.to_owned(), child, lines })
    }

    /// The name it was started with.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The next line that it said, waiting at most `patience`.
    pub(crate) fn line(&self, patience: Duration) -> Option<String> {
        self.lines.recv_timeout(patience).ok()
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Asks it to end, and ends it when it does not.
    pub(crate) fn stop(&mut self) {
        if self.ended().is_some() {
            return;
        }
        self.signal(Signal::TERM);
        let begin = Instant::now();
        while begin.elapsed() < GRACE {
            if self.ended().is_some() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.signal(Signal::KILL);
        drop(self.child.wait());
    }

    fn signal(&self, signal: Signal) {
        let group = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            // Gone already is as good as stopped.
            let _ = kill_process_group(group, signal);
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop();
    }
}

fn has_setpriv() -> bool {
    cfg!(target_os = "linux")
        && Command::new("setpriv")
            .args(["--pdeathsig", "TERM", "--", "true"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_says_arrives_and_stopping_ends_it() {
        let mut service = Service::start("sleeper", Path::new("sh"), |command| {
            command.args(["-c", "echo ready; exec sleep 60"]);
        })
        .unwrap();
        assert_eq!(service.line(Duration::from_secs(5)).as_deref(), Some("ready"));
        assert!(service.ended().is_none());
        service.stop();
        assert!(service.ended().is_some());
    }
}
