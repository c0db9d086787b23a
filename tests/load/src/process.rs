//! A process under measurement: what it has used of the machine.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::outcome::{Failure, Outcome};

/// Linux counts a process's CPU in hundredths of a second for its readers, whatever the kernel's own tick is.
const TICK: Duration = Duration::from_millis(10);

/// A child process; killed when dropped.
pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn start(command: &mut Command) -> Outcome<Self> {
        let program = Path::new(command.get_program()).display().to_string();
        let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn();
        started.map(Self).map_err(|error| Failure::new(format!("{program} does not start: {error}")))
    }

    /// The first line that it prints. What it prints later is read and dropped, so that it never waits for us.
    pub(crate) fn first_line(&mut self) -> Outcome<String> {
        let mut out = BufReader::new(self.output()?);
        let mut line = String::new();
        out.read_line(&mut line)?;
        drain(out);
        Ok(line)
    }

    /// Reads and drops all that it prints.
    pub(crate) fn silence(&mut self) -> Outcome {
        drain(self.output()?);
        Ok(())
    }

    fn output(&mut self) -> Outcome<ChildStdout> {
        self.0.stdout.take().ok_or_else(|| Failure::new("the process's output is taken"))
    }

    /// True while it runs.
    pub(crate) fn runs(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(None))
    }

    /// CPU used so far by all its threads, in user and kernel mode.
    pub(crate) fn cpu(&self) -> Outcome<Duration> {
        cpu(&self.0.id().to_string())
    }

    /// Resident memory in bytes.
    pub(crate) fn memory(&self) -> Outcome<u64> {
        self.status("VmRSS:")
    }

    /// The most resident memory so far, in bytes.
    pub(crate) fn peak(&self) -> Outcome<u64> {
        self.status("VmHWM:")
    }

    /// Lets the peak begin anew at what is resident now.
    pub(crate) fn forget_peak(&self) -> Outcome {
        Ok(std::fs::write(format!("/proc/{}/clear_refs", self.0.id()), "5")?)
    }

    fn status(&self, name: &str) -> Outcome<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        kib.map(|kib| kib * 1024).ok_or_else(|| Failure::new("/proc tells no resident memory"))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// CPU of this process so far.
pub(crate) fn own_cpu() -> Outcome<Duration> {
    cpu("self")
}

fn cpu(process: &str) -> Outcome<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name in parentheses may hold anything; behind it come the numbered fields, from the third on.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |place: usize| fields.get(place - 3).and_then(|field| field.parse::<u32>().ok());
    match (ticks(14), ticks(15)) {
        (Some(user), Some(system)) => Ok(TICK * (user + system)),
        _ => Err(Failure::new("/proc tells no CPU time")),
    }
}

fn drain(mut out: impl Read + Send + 'static) {
    std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
}
