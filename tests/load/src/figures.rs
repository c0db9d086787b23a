//! What was measured, as it goes into `dist/bench.json`, and the bars that it must hold.

use serde::Serialize;

use crate::drive::Sample;

/// Milliseconds of CPU that a reading request may use.
const READ_CPU_MS: f64 = 0.5;
/// Milliseconds of CPU that a new ticket may use.
const CREATE_CPU_MS: f64 = 1.0;
/// How much more a request may cost with many tickets than with few.
const GROWTH: f64 = 1.5;
/// How much more than its hash a sign-in may cost.
const LOGIN_HASHES: f64 = 1.2;
/// How much longer the slowest dashboards may take while somebody guesses passwords.
const STORM: f64 = 2.0;
/// Guesses at one account that may be checked.
const GUESSES: usize = 5;
/// Seconds for ten thousand records from a file or another system.
const IMPORT_S: f64 = 30.0;
/// Milliseconds of CPU that a mail may use which waits among many.
const MAIL_CPU_MS: f64 = 1.5;
/// How much more a mail of the last part of a pile may cost than one of the first.
const MAIL_GROWTH: f64 = 1.3;
/// Round trips to Cosmos for a mail.
const MAIL_ROUND_TRIPS: f64 = 0.2;
/// Seconds until a link for a new password leaves, whatever waits.
const RESET_S: f64 = 2.0;
/// Milliseconds of CPU of a new ticket with its one mail.
const CREATE_WITH_MAIL_CPU_MS: f64 = 3.0;
const COLD_MS: f64 = 100.0;
const IDLE_MIB: f64 = 40.0;
/// The most that the process takes while twenty do heavy work of a kind.
const HEAVY_MIB: f64 = 400.0;
/// How much longer the slowest requests of others may take meanwhile.
const OTHERS: f64 = 3.0;
const BINARY_MIB: f64 = 25.0;

/// All figures of one run.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Figures {
    pub(crate) machine: Machine,
    pub(crate) cosmos: Vec<Budget>,
    pub(crate) sqlite: Vec<Speed>,
    /// Milliseconds of CPU of one Argon2id hash with the portal's parameters.
    pub(crate) hash_cpu_ms: Option<f64>,
    pub(crate) start: Option<Start>,
    pub(crate) storm: Option<Storm>,
    pub(crate) imports: Vec<Import>,
    pub(crate) heavy: Vec<Heavy>,
    pub(crate) mails: Vec<Mails>,
    pub(crate) bars: Vec<Bar>,
}

/// Where it was measured.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Machine {
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) system: String,
}

/// Round trips of one operation.
#[derive(Debug, Serialize)]
pub(crate) struct Budget {
    pub(crate) operation: &'static str,
    pub(crate) tickets: usize,
    /// Round trips of the session check, which come before those counted here.
    pub(crate) session: usize,
    /// Round trips in most runs.
    pub(crate) usual: usize,
    /// The most of all runs: a process believes what it read of a tenant for 15 seconds only.
    pub(crate) most: usize,
    pub(crate) budget: usize,
    /// What was asked, usually and in the run that asked the most.
    pub(crate) asked: Vec<String>,
    pub(crate) asked_most: Vec<String>,
}

impl Budget {
    pub(crate) fn held(&self) -> bool {
        self.usual <= self.budget
    }
}

/// Speed of one operation.
#[derive(Debug, Serialize)]
pub(crate) struct Speed {
    pub(crate) operation: &'static str,
    pub(crate) tickets: usize,
    pub(crate) portal: Sample,
    /// A server that only answers, asked in the same way for as many bytes.
    pub(crate) bare: Sample,
}

/// Dashboards at rest and while somebody guesses passwords.
#[derive(Debug, Serialize)]
pub(crate) struct Storm {
    /// Guesses of one wave, at one account.
    pub(crate) guesses: usize,
    pub(crate) waves: usize,
    /// The most guesses of a wave that were checked.
    pub(crate) checked_at_most: usize,
    pub(crate) rest: Sample,
    pub(crate) stormy: Sample,
}

/// The process at rest.
#[derive(Debug, Serialize)]
pub(crate) struct Start {
    pub(crate) tickets: usize,
    pub(crate) starts: usize,
    pub(crate) cold_ms: f64,
    pub(crate) idle_mib: f64,
    pub(crate) loaded_mib: f64,
    pub(crate) binary_mib: f64,
}

/// Records that came in together, and a page of the list that they then stand in.
#[derive(Debug, Serialize)]
pub(crate) struct Import {
    pub(crate) what: &'static str,
    pub(crate) records: usize,
    /// Seconds of which a file was checked before anything was entered.
    pub(crate) check_s: f64,
    /// Seconds until all of them were there.
    pub(crate) all_s: f64,
    /// Seconds of CPU that the portal used for it.
    pub(crate) cpu_s: f64,
    /// Records of the list.
    pub(crate) listed: usize,
    pub(crate) list: Sample,
}

/// Heavy work of one kind, many at once.
#[derive(Debug, Serialize)]
pub(crate) struct Heavy {
    pub(crate) kind: &'static str,
    pub(crate) parallel: usize,
    /// Answers, and how many requests were turned away with 503 meanwhile.
    pub(crate) done: usize,
    pub(crate) refused: usize,
    pub(crate) seconds: f64,
    pub(crate) peak_mib: f64,
    /// Milliseconds that 99 of 100 dashboards of others took at most, at rest and meanwhile.
    pub(crate) rest_p99_ms: f64,
    pub(crate) p99_ms: f64,
}

/// A pile of mails that was delivered.
#[derive(Debug, Serialize)]
pub(crate) struct Mails {
    pub(crate) store: &'static str,
    pub(crate) mails: usize,
    /// Milliseconds of CPU for each, and for those of each tenth of the pile.
    pub(crate) cpu_ms: f64,
    pub(crate) parts: Vec<f64>,
    pub(crate) per_second: f64,
    /// Seconds from the request for a new password to its mail, while the pile was delivered.
    pub(crate) reset_s: f64,
    /// Round trips to Cosmos for each.
    pub(crate) round_trips: Option<f64>,
    /// Milliseconds of CPU of a new ticket with its one mail.
    pub(crate) create_cpu_ms: Option<f64>,
}

/// A limit and what was measured against it.
#[derive(Debug, Serialize)]
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) limit: f64,
    pub(crate) held: bool,
}

impl Bar {
    fn new(name: impl Into<String>, value: f64, limit: f64) -> Self {
        Self { name: name.into(), value, limit, held: value <= limit }
    }
}

impl Figures {
    /// Holds what was measured against the bars.
    pub(crate) fn judge(&mut self) {
        let mut bars = Vec::new();
        for row in &self.cosmos {
            let name = format!("{}: round trips with {} tickets", row.operation, row.tickets);
            bars.push(Bar::new(name, number(row.usual), number(row.budget)));
        }
        for row in &self.sqlite {
            let limit = match (row.operation, self.hash_cpu_ms) {
                ("dashboard" | "list" | "list of 5" | "page", _) => READ_CPU_MS,
                ("create", _) => CREATE_CPU_MS,
                ("login", Some(hash)) => LOGIN_HASHES * hash,
                _ => continue,
            };
            let name = format!("{}: CPU ms with {} tickets", row.operation, row.tickets);
            bars.push(Bar::new(name, row.portal.cpu_ms, limit));
        }
        for operation in ["dashboard", "list of 5", "page"] {
            let rows: Vec<&Speed> = self.sqlite.iter().filter(|row| row.operation == operation).collect();
            if let (Some(few), Some(many)) = (rows.first(), rows.last())
                && few.tickets < many.tickets
            {
                let name = format!("{operation}: CPU with {} tickets over {}", many.tickets, few.tickets);
                bars.push(Bar::new(name, many.portal.cpu_ms / few.portal.cpu_ms, GROWTH));
            }
        }
        if let Some(storm) = &self.storm {
            let name = format!("dashboard: p99 during waves of {} wrong passwords over idle", storm.guesses);
            bars.push(Bar::new(name, storm.stormy.p99_ms / storm.rest.p99_ms, STORM));
            let name = "wrong passwords at one account that were checked";
            bars.push(Bar::new(name, number(storm.checked_at_most), number(GUESSES)));
        }
        if let Some(start) = &self.start {
            bars.push(Bar::new("cold start, ms", start.cold_ms, COLD_MS));
            bars.push(Bar::new("idle memory, MiB", start.idle_mib, IDLE_MIB));
            bars.push(Bar::new("stripped binary, MiB", start.binary_mib, BINARY_MIB));
        }
        for import in &self.imports {
            let name = format!("{} {} brought in, s", import.records, import.what);
            bars.push(Bar::new(name, import.all_s, IMPORT_S));
            let name = format!("page of {} {}: CPU ms", import.listed, import.what);
            bars.push(Bar::new(name, import.list.cpu_ms, READ_CPU_MS));
        }
        for heavy in &self.heavy {
            let name = format!("{} × {}: peak memory, MiB", heavy.parallel, heavy.kind);
            bars.push(Bar::new(name, heavy.peak_mib, HEAVY_MIB));
            let name = format!("{} × {}: p99 of others over idle", heavy.parallel, heavy.kind);
            bars.push(Bar::new(name, heavy.p99_ms / heavy.rest_p99_ms, OTHERS));
        }
        for pile in &self.mails {
            let name = |what: &str| format!("{} mails on {}: {what}", pile.mails, pile.store);
            bars.push(Bar::new(name("CPU ms each"), pile.cpu_ms, MAIL_CPU_MS));
            if let (Some(first), Some(last)) = (pile.parts.first(), pile.parts.last()) {
                bars.push(Bar::new(name("CPU, last tenth over first"), last / first, MAIL_GROWTH));
            }
            bars.push(Bar::new(name("a new password's mail, s"), pile.reset_s, RESET_S));
            if let Some(trips) = pile.round_trips {
                bars.push(Bar::new(name("round trips each"), trips, MAIL_ROUND_TRIPS));
            }
            if let Some(create) = pile.create_cpu_ms {
                bars.push(Bar::new("ticket with one mail: CPU ms", create, CREATE_WITH_MAIL_CPU_MS));
            }
        }
        self.bars = bars;
    }
}

/// A small count as a fraction.
pub(crate) fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Bytes in MiB.
pub(crate) fn mib(bytes: u64) -> f64 {
    u32::try_from(bytes / 1024).map_or(f64::INFINITY, f64::from) / 1024.0
}

impl Machine {
    /// This one.
    pub(crate) fn here() -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let info = read("/proc/cpuinfo");
        let cpu = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let system = read("/proc/version").split_whitespace().take(3).collect::<Vec<_>>().join(" ");
        Self {
            cpu: cpu.map(|(_, name)| name.to_owned()).unwrap_or_default(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            system,
        }
    }
}
