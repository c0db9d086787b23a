//! A system that is told.

use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::{Router, routing::post};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// What came, with its headers.
#[derive(Debug, Clone)]
pub struct Got {
    pub id: String,
    pub at: i64,
    pub signatures: Vec<String>,
    pub body: Bytes,
    pub json: Value,
}

impl Got {
    pub fn name(&self) -> &str {
        self.json["type"].as_str().unwrap()
    }

    /// Verifies it as the specification says, written apart from what signs.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
        mac.update(self.id.as_bytes());
        mac.update(b".");
        mac.update(self.at.to_string().as_bytes());
        mac.update(b".");
        mac.update(&self.body);
        let right = STANDARD.encode(mac.finalize().into_bytes());
        self.signatures.iter().any(|one| one.strip_prefix("v1,") == Some(&right))
    }
}

struct Inner {
    got: Mutex<Vec<Got>>,
    answers: Mutex<StatusCode>,
    /// Where set, what came is noted and never answered.
    holds: Mutex<bool>,
    came: Notify,
}

/// Listens on a port of this machine, or does not.
pub struct Receiver {
    pub port: u16,
    inner: Arc<Inner>,
    task: Option<JoinHandle<()>>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.down();
    }
}

impl Receiver {
    /// One that listens.
    pub async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let inner = Arc::new(Inner {
            got: Mutex::default(),
            answers: Mutex::new(StatusCode::NO_CONTENT),
            holds: Mutex::new(false),
            came: Notify::new(),
        });
        let mut receiver = Self { port, inner, task: None };
        receiver.serve(listener);
        receiver
    }

    fn serve(&mut self, listener: TcpListener) {
        let router = Router::new().route("/in", post(take)).with_state(Arc::clone(&self.inner));
        self.task = Some(tokio::spawn(async move { axum::serve(listener, router).await.unwrap() }));
    }

    /// Listens no more.
    pub fn down(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }

    /// Listens again.
    pub async fn up(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.serve(listener);
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/in", self.port)
    }

    /// Answers with this from now on.
    pub fn answers(&self, status: u16) {
        *self.inner.answers.lock().unwrap() = StatusCode::from_u16(status).unwrap();
    }

    /// Notes what comes and never answers, or answers again.
    pub fn holds(&self, holds: bool) {
        *self.inner.holds.lock().unwrap() = holds;
    }

    /// Waits until something comes.
    pub async fn came(&self) {
        self.inner.came.notified().await;
    }

    pub fn got(&self) -> Vec<Got> {
        self.inner.got.lock().unwrap().clone()
    }

    /// What came, by name.
    pub fn names(&self) -> Vec<String> {
        self.got().iter().map(|got| got.name().to_owned()).collect()
    }
}

async fn take(State(inner): State<Arc<Inner>>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/json");
    inner.got.lock().unwrap().push(Got {
        id: header("webhook-id"),
        at: header("webhook-timestamp").parse().unwrap(),
        signatures: header("webhook-signature").split(' ').map(str::to_owned).collect(),
        json: serde_json::from_slice(&body).unwrap(),
        body,
    });
    inner.came.notify_one();
    let holds = *inner.holds.lock().unwrap();
    if holds {
        std::future::pending::<()>().await;
    }
    let status = *inner.answers.lock().unwrap();
    let to = [("location", "http://127.0.0.1:9/elsewhere")];
    if status.is_redirection() { (status, to).into_response() } else { status.into_response() }
}
