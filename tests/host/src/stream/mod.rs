//! A stream of writes that goes on while everything is killed: each is sent again until it is answered.

pub mod requests;
pub mod signatures;
pub mod tickets;

use std::{
    collections::BTreeMap,
    future::Future,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::{Answer, Client, Portal, invoke::fresh_id};

/// What is written, and the proof that all that was answered is there, and nothing twice.
pub trait Work: Sized {
    /// Prepares the portal and adds the writers.
    fn start(portal: &Portal, stream: &mut Stream) -> impl Future<Output = Self>;

    /// How much was answered.
    fn answered(&self) -> usize;

    /// Panics with what is lost, doubled or broken.
    fn prove(&self, portal: &Portal) -> impl Future<Output = ()>;
}

/// The running stream.
pub struct Stream {
    /// Where writers send to: changes with every restart.
    target: Arc<Mutex<Client>>,
    repeated: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    writers: Vec<JoinHandle<()>>,
}

impl Stream {
    /// A stream without writers, towards where `visitor` goes.
    pub fn new(visitor: Client) -> Self {
        Self {
            target: Arc::new(Mutex::new(visitor)),
            repeated: Arc::default(),
            stop: Arc::default(),
            writers: Vec::new(),
        }
    }

    /// Somebody who sends in the stream.
    pub fn sender(&self, who: &Client) -> Sender {
        let (target, repeated) = (Arc::clone(&self.target), Arc::clone(&self.repeated));
        Sender { target, repeated, headers: who.headers.clone() }
    }

    /// Adds a writer: `work` is done again and again, as long as it says that there is more.
    pub fn write<F: Future<Output = bool> + Send>(&mut self, work: impl Fn() -> F + Send + Sync + 'static) {
        let stop = Arc::clone(&self.stop);
        self.writers
            .push(tokio::spawn(async move { while !stop.load(Ordering::Relaxed) && work().await {} }));
    }

    /// From now on writers send here.
    pub fn redirect(&self, visitor: Client) {
        *self.target.lock().unwrap() = visitor;
    }

    /// Lets every writer finish what it has begun; how often something had to be sent again because no answer came.
    pub async fn finish(self) -> usize {
        self.stop.store(true, Ordering::Relaxed);
        for writer in self.writers {
            writer.await.unwrap();
        }
        self.repeated.load(Ordering::Relaxed)
    }
}

/// Somebody who sends until they are answered.
#[derive(Clone)]
pub struct Sender {
    target: Arc<Mutex<Client>>,
    repeated: Arc<AtomicUsize>,
    headers: Vec<(String, String)>,
}

impl Sender {
    /// Reads until it is answered.
    pub async fn get(&self, path: &str) -> Answer {
        self.until(path, None, &[]).await
    }

    /// Sends under one idempotency key, again and again, until an answer says that it is done.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.until(path, Some(body), &[]).await
    }

    /// As [`Sender::post`]; `also` are further statuses that end it.
    pub async fn until(&self, path: &str, body: Option<&Value>, also: &[u16]) -> Answer {
        let key = fresh_id();
        for _ in 0..4000 {
            let mut client = self.target.lock().unwrap().clone();
            client.headers.clone_from(&self.headers);
            let client = client.with("idempotency-key", &key);
            let sent = async {
                match body {
                    Some(body) => client.json("POST", path, body).await,
                    None => client.get(path).await,
                }
            };
            match tokio::time::timeout(Duration::from_secs(20), sent).await {
                Ok(Ok(answer)) if (200..300).contains(&answer.status) || also.contains(&answer.status) => {
                    return answer;
                }
                // What is wrong with a request does not become right by sending it again; these are about the moment.
                Ok(Ok(answer)) if !matches!(answer.status, 409 | 429 | 500..) => {
                    panic!("{path}: {} {:?}", answer.status, answer.body)
                }
                _ => self.repeated.fetch_add(1, Ordering::Relaxed),
            };
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{path} was never answered")
    }
}

/// All items of a list.
pub async fn all(client: &Client, path: &str) -> Vec<Value> {
    let (mut items, mut next) = (Vec::new(), Some(String::new()));
    let joint = if path.contains('?') { '&' } else { '?' };
    while let Some(cursor) = next.take() {
        let page = client.get(&format!("{path}{joint}limit=100{cursor}")).await.unwrap().json();
        items.extend(page["items"].as_array().unwrap_or_else(|| panic!("{path}: {page}")).iter().cloned());
        next = page["next_cursor"].as_str().map(|cursor| format!("&cursor={cursor}"));
    }
    items
}

/// Items by what `field` says of them.
pub fn by<'a>(items: &'a [Value], field: &str) -> BTreeMap<String, Vec<&'a Value>> {
    let mut found: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for item in items {
        found.entry(item[field].as_str().unwrap_or_default().to_owned()).or_default().push(item);
    }
    found
}

/// The same browser, going to where the host listens now.
pub fn moved(user: &Client, portal: &Portal) -> Client {
    let mut client = portal.visitor();
    client.headers.clone_from(&user.headers);
    client
}

/// For everybody.
fn everybody() -> Value {
    json!({ "all": true, "companies": [] })
}
