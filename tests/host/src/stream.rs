//! A stream of writes that goes on while everything is killed, and the account of what was answered.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::{Answer, Client, invoke::fresh_id};

/// Writers at once.
const WRITERS: usize = 3;

/// What was answered: ticket ids by subject, and the comments of each.
#[derive(Default, Debug)]
pub struct Account {
    pub tickets: BTreeMap<String, String>,
    pub comments: BTreeMap<String, Vec<String>>,
    /// Writes that had to be sent again because no answer came.
    pub repeated: usize,
}

/// The running stream.
pub struct Stream {
    /// Where writers send to: changes with every restart.
    target: Arc<Mutex<Client>>,
    account: Arc<Mutex<Account>>,
    stop: Arc<AtomicBool>,
    writers: Vec<JoinHandle<()>>,
}

impl Stream {
    /// Starts the writers.
    pub fn start(client: Client) -> Self {
        let stream = Self {
            target: Arc::new(Mutex::new(client)),
            account: Arc::default(),
            stop: Arc::default(),
            writers: Vec::new(),
        };
        let writers = (0..WRITERS).map(|_| {
            let (target, account, stop) =
                (Arc::clone(&stream.target), Arc::clone(&stream.account), Arc::clone(&stream.stop));
            tokio::spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    one_ticket(&target, &account).await;
                }
            })
        });
        Self { writers: writers.collect(), ..stream }
    }

    /// From now on writers send here.
    pub fn redirect(&self, client: Client) {
        *self.target.lock().unwrap() = client;
    }

    /// Lets every writer finish what it has begun; answers the account.
    pub async fn finish(mut self) -> Account {
        self.stop.store(true, Ordering::Relaxed);
        for writer in self.writers.drain(..) {
            writer.await.unwrap();
        }
        std::mem::take(&mut self.account.lock().unwrap())
    }
}

/// Raises a ticket and comments on it twice, each until it is answered.
async fn one_ticket(target: &Mutex<Client>, account: &Mutex<Account>) {
    let subject = format!("Stream {}", fresh_id());
    let body = json!({ "subject": subject, "description": "Raised while everything is being killed." });
    let ticket = until_answered(target, account, "/api/portal/tickets", &body).await;
    let id = ticket.json()["id"].as_str().unwrap().to_owned();
    account.lock().unwrap().tickets.insert(subject, id.clone());
    for _ in 0..2 {
        let text = format!("Comment {}", fresh_id());
        let path = format!("/api/portal/tickets/{id}/comments");
        until_answered(target, account, &path, &json!({ "body": text })).await;
        account.lock().unwrap().comments.entry(id.clone()).or_default().push(text);
    }
}

/// Sends under one idempotency key, again and again, until an answer says that it is done.
async fn until_answered(
    target: &Mutex<Client>,
    account: &Mutex<Account>,
    path: &str,
    body: &Value,
) -> Answer {
    let key = fresh_id();
    for _ in 0..4000 {
        let client = target.lock().unwrap().with("idempotency-key", &key);
        let answered = tokio::time::timeout(Duration::from_secs(20), client.json("POST", path, body)).await;
        match answered {
            Ok(Ok(answer)) if (200..300).contains(&answer.status) => return answer,
            // What is wrong with a request does not become right by sending it again; these are about the moment.
            Ok(Ok(answer)) if !matches!(answer.status, 409 | 429 | 500..) => {
                panic!("{path}: {} {:?}", answer.status, answer.body)
            }
            _ => account.lock().unwrap().repeated += 1,
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} was never answered")
}

/// Proves that everything answered is there, and nothing twice.
pub async fn prove(client: &Client, account: &Account) {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next.take() {
        let page = client.get(&format!("/api/portal/tickets?limit=100{cursor}")).await.unwrap().json();
        for ticket in page["items"].as_array().unwrap() {
            let text = |field: &str| ticket[field].as_str().unwrap().to_owned();
            found.entry(text("subject")).or_default().push(text("id"));
        }
        next = page["next_cursor"].as_str().map(|cursor| format!("&cursor={cursor}"));
    }
    for (subject, id) in &account.tickets {
        assert_eq!(found.get(subject).map(Vec::as_slice), Some(&[id.clone()][..]), "{subject}");
    }
    let twice: Vec<_> = found.iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    for (id, texts) in &account.comments {
        let entries = client.get(&format!("/api/portal/tickets/{id}/comments?limit=100")).await.unwrap();
        let said = entries.json()["items"].to_string();
        for text in texts {
            assert_eq!(said.matches(text.as_str()).count(), 1, "{text} in {said}");
        }
    }
}
