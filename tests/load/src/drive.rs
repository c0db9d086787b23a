//! The load: some connections that ask as fast as they are answered, bounded in number and time.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::client::{Call, Connection};
use crate::outcome::{Failure, Outcome};
use crate::process::Process;

/// How much to ask.
#[derive(Clone, Copy)]
pub(crate) struct Amount {
    pub(crate) connections: usize,
    pub(crate) requests: usize,
    pub(crate) time: Duration,
}

/// What the answers took.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Sample {
    /// Answered requests.
    pub(crate) requests: usize,
    /// Requests a second over all connections.
    pub(crate) per_second: f64,
    /// Milliseconds that half of the answers took at most.
    pub(crate) p50_ms: f64,
    /// Milliseconds that 99 of 100 answers took at most.
    pub(crate) p99_ms: f64,
    /// Milliseconds of CPU that the serving process used per request, in user and kernel mode.
    pub(crate) cpu_ms: f64,
    /// Bytes of the last answer's body.
    pub(crate) bytes: usize,
}

/// Makes the request of that number.
pub(crate) type Maker = Arc<dyn Fn(usize) -> Call + Send + Sync>;

/// Asks `server` at `address`, warms it up first, and fails on any answer that is no success.
pub(crate) async fn drive(
    server: &Process,
    address: SocketAddr,
    make: &Maker,
    amount: Amount,
) -> Outcome<Sample> {
    let warm = Amount { requests: (amount.requests / 10).max(amount.connections), ..amount };
    let asked = ask(address, make, warm, 0).await?.0.len();
    let (before, began) = (server.cpu()?, Instant::now());
    let (mut times, bytes) = ask(address, make, amount, asked).await?;
    let (took, used) = (began.elapsed(), server.cpu()?.saturating_sub(before));
    times.sort_unstable();
    let at = |part: f64| -> f64 {
        let place = (part * count(times.len() - 1)).round();
        times.get(whole(place)).map_or(0.0, milliseconds)
    };
    Ok(Sample {
        requests: times.len(),
        per_second: count(times.len()) / took.as_secs_f64(),
        p50_ms: at(0.5),
        p99_ms: at(0.99),
        cpu_ms: milliseconds(&used) / count(times.len()),
        bytes,
    })
}

async fn ask(
    address: SocketAddr,
    make: &Maker,
    amount: Amount,
    first: usize,
) -> Outcome<(Vec<Duration>, usize)> {
    let next = Arc::new(AtomicUsize::new(0));
    let end = Instant::now() + amount.time;
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..amount.connections {
        let (next, make) = (Arc::clone(&next), Arc::clone(make));
        workers.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let (mut times, mut bytes) = (Vec::new(), 0);
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= amount.requests || Instant::now() > end {
                    return Ok::<_, Failure>((times, bytes));
                }
                let call = make(first + number);
                let began = Instant::now();
                bytes = connection.expect(call).await?.body.len();
                times.push(began.elapsed());
            }
        });
    }
    let (mut times, mut bytes) = (Vec::new(), 0);
    while let Some(worker) = workers.join_next().await {
        let (own, last) = worker??;
        times.extend(own);
        bytes = bytes.max(last);
    }
    if times.is_empty() {
        return Err(Failure::new("nothing was answered"));
    }
    Ok((times, bytes))
}

pub(crate) fn milliseconds(time: &Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// A number of requests as a divisor: far below where a `f64` would round.
fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rounded place in a list")]
fn whole(place: f64) -> usize {
    place as usize
}
