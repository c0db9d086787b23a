//! The timers of the Functions host: where several machines may share a store, the host fires them and `handler` does not.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{folder::Folder, portal::Settings, schedule::Schedule, stop::Stop};
use crate::{
    command,
    failure::{Doing, Failure, Outcome},
    progress,
};

/// How often a timer looks at the clock.
const TICK: Duration = Duration::from_millis(200);
/// The host ends a call after this time; so does nobody here, but nobody waits longer.
const PATIENCE: Duration = Duration::from_secs(5 * 60);

/// What the host remembers of a timer between two starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Status {
    last: Timestamp,
    next: Timestamp,
    last_updated: Timestamp,
}

/// Fires every timer function that `handler` declares, each in a thread of its own, never twice at once, until the end.
pub(crate) fn start(program: &Path, settings: &Settings, folder: &Folder, stop: &Stop) -> Outcome {
    let mut declared = std::process::Command::new(program);
    settings.apply(&mut declared);
    let declared = command::output(declared.arg("functions"))?;
    let declared: Vec<Value> =
        serde_json::from_str(&declared).doing("Reading what `handler functions` declares")?;
    let kept = folder.join("timers");
    fs::create_dir_all(&kept).doing("Making the folder of the timers")?;
    let mut count = 0;
    for function in &declared {
        let (Some(name), Some(schedule)) = (function["name"].as_str(), function["timer"].as_str()) else {
            continue;
        };
        let timer = Timer {
            name: name.to_owned(),
            schedule: Schedule::parse(schedule)?,
            address: format!("{}/{name}", settings.address()),
            kept: kept.join(format!("{name}.json")),
        };
        let stop = stop.clone();
        thread::spawn(move || timer.keep(&stop));
        count += 1;
    }
    progress::say(&format!("{} {count} timers as the Functions host fires them", progress::green("✓")));
    Ok(())
}

struct Timer {
    name: String,
    schedule: Schedule,
    address: String,
    kept: PathBuf,
}

impl Timer {
    /// Fires when due; at once where it was missed while nothing ran, as the host does with `useMonitor`.
    fn keep(&self, stop: &Stop) {
        let mut status = self.read();
        let Some(mut next) = status.as_ref().map(|status| status.next).or_else(|| self.schedule.next(now()))
        else {
            return;
        };
        let mut late = next <= now();
        while !stop.asked() {
            let at = now();
            if at < next {
                thread::sleep(TICK);
                continue;
            }
            if let Err(failure) =
                fire(&self.address, &self.name, &payload(&self.name, status.as_ref(), late, at))
                && !stop.asked()
            {
                progress::say(&format!("{} {failure}", progress::red("!")));
            }
            // What came due meanwhile is not made up for: the next moment is one behind the end of this call.
            let Some(following) = self.schedule.next(now()) else { return };
            (next, late) = (following, false);
            let seen = Status { last: at, next, last_updated: now() };
            if let Ok(text) = serde_json::to_string(&seen) {
                let _ = fs::write(&self.kept, text);
            }
            status = Some(seen);
        }
    }

    fn read(&self) -> Option<Status> {
        serde_json::from_str(&fs::read_to_string(&self.kept).ok()?).ok()
    }
}

/// What the host sends.
fn payload(name: &str, status: Option<&Status>, late: bool, now: Timestamp) -> Value {
    json!({
        "Data": { "timer": { "Schedule": { "AdjustForDST": true }, "ScheduleStatus": status, "IsPastDue": late } },
        "Metadata": { "sys": { "MethodName": name, "UtcNow": now, "RandGuid": guid() } },
    })
}

/// Calls the function as the host calls it: a 2xx with a JSON object is success.
fn fire(address: &str, name: &str, payload: &Value) -> Outcome {
    let failed = |why: &dyn std::fmt::Display| Failure::new(format!("The timer {name} failed: {why}."));
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0)
        .build()
        .into();
    let call = agent.post(address).header("x-azure-functions-invocationid", guid());
    let call = call.content_type("application/json; charset=utf-8");
    let mut answer = call.send(payload.to_string()).map_err(|error| failed(&error))?;
    let status = answer.status();
    let text = answer.body_mut().read_to_string().map_err(|error| failed(&error))?;
    if !status.is_success() {
        return Err(failed(&format!("it was answered with {status}")));
    }
    let body: Value = serde_json::from_str(&text).map_err(|error| failed(&error))?;
    if body.is_object() { Ok(()) } else { Err(failed(&"it was answered with something else than an object")) }
}

/// A random name of a call, in the form of a GUID.
fn guid() -> String {
    let mut bytes = [0_u8; 16];
    // Nothing depends on it; without random bytes it is the same each time.
    let _ = random(&mut bytes);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[expect(clippy::disallowed_methods, reason = "no App is there to take it from")]
fn random(bytes: &mut [u8]) -> Result<(), getrandom::Error> {
    getrandom::fill(bytes)
}

#[expect(clippy::disallowed_methods, reason = "the host's own clock decides when its timers fire")]
fn now() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    /// Answers one call with `answer`; the address, and what was sent once it has come.
    fn once(answer: &'static str) -> (String, thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/retention", listener.local_addr().unwrap());
        let served = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut sent = Vec::new();
            let mut piece = [0; 4096];
            while !String::from_utf8_lossy(&sent).ends_with("}}}") {
                let read = stream.read(&mut piece).unwrap();
                sent.extend_from_slice(&piece[..read]);
            }
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8(sent).unwrap()
        });
        (address, served)
    }

    #[test]
    fn a_call_is_the_hosts() {
        let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 47\r\n\r\n{\"Outputs\":{},\"Logs\":[\"ok\"],\"ReturnValue\":null}";
        let (address, served) = once(answer);
        let now: Timestamp = "2026-03-01T10:00:00Z".parse().unwrap();
        let status = Status { last: now, next: now, last_updated: now };
        fire(&address, "retention", &payload("retention", Some(&status), true, now)).unwrap();
        let sent = served.join().unwrap();
        let (head, body) = sent.split_once("\r\n\r\n").unwrap();
        let head = head.to_lowercase();
        assert!(head.starts_with("post /retention "), "{head}");
        assert!(head.contains("x-azure-functions-invocationid: ") && !head.contains("x-forwarded"), "{head}");
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["Data"]["timer"]["IsPastDue"], true);
        assert_eq!(body["Data"]["timer"]["ScheduleStatus"]["Last"], "2026-03-01T10:00:00Z");
        assert_eq!(body["Metadata"]["sys"]["MethodName"], "retention");
    }

    #[test]
    fn what_the_host_would_call_a_failure_is_one() {
        for answer in [
            "HTTP/1.1 500 No\r\ncontent-length: 2\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nnull",
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
        ] {
            let (address, served) = once(answer);
            assert!(fire(&address, "sweep", &payload("sweep", None, false, now())).is_err(), "{answer}");
            drop(served.join());
        }
    }
}
