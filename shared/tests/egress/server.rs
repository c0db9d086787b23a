//! Listeners that answer well, badly, slowly or without end; gone with the value.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    requests: Mutex<Vec<String>>,
}

pub struct Server {
    pub port: u16,
    seen: Arc<Seen>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    async fn with<F, W>(serve: F) -> Self
    where
        F: Fn(TcpStream, Arc<Seen>) -> W + Send + 'static,
        W: Future<Output = Option<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Seen::default());
        let kept = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                kept.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, Arc::clone(&kept)));
            }
        });
        Self { port, seen, task }
    }

    /// Answers each request with what `answer` makes of it.
    pub async fn start(answer: impl Fn(&str) -> String + Clone + Send + Sync + 'static) -> Self {
        Self::with(move |stream, seen| respond(stream, seen, answer.clone())).await
    }

    /// By TLS, with a certificate of that name; the certificate that a client must trust.
    pub async fn tls(name: &str) -> (Self, reqwest::Certificate) {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed([name.to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let server = Self::with(move |stream, seen| {
            let acceptor = acceptor.clone();
            async move {
                let stream = acceptor.accept(stream).await.ok()?;
                respond(stream, seen, |_: &str| "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".into()).await
            }
        });
        (server.await, reqwest::Certificate::from_der(cert.der()).unwrap())
    }

    /// Takes the request and says nothing.
    pub async fn mute() -> Self {
        Self::with(|mut stream, _| async move {
            read(&mut stream).await;
            std::future::pending().await
        })
        .await
    }

    /// Answers a byte at a time, for ever.
    pub async fn drip() -> Self {
        Self::with(|mut stream, _| async move {
            read(&mut stream).await;
            let head = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n";
            stream.write_all(head).await.ok()?;
            loop {
                stream.write_all(b"a").await.ok()?;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        })
        .await
    }

    /// Answers without end.
    pub async fn flood(head: &'static str) -> Self {
        Self::with(move |mut stream, _| async move {
            read(&mut stream).await;
            stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes()).await.ok()?;
            let part = if head.starts_with("Transfer") {
                [b"1000\r\n".to_vec(), vec![b'a'; 0x1000], b"\r\n".to_vec()].concat()
            } else {
                vec![b'a'; 0x1000]
            };
            loop {
                stream.write_all(&part).await.ok()?;
            }
        })
        .await
    }

    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    pub fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap().clone()
    }
}

async fn respond(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    seen: Arc<Seen>,
    answer: impl Fn(&str) -> String,
) -> Option<()> {
    let request = read(&mut stream).await;
    if request.is_empty() {
        return None;
    }
    let answer = answer(&request);
    seen.requests.lock().unwrap().push(request);
    stream.write_all(answer.as_bytes()).await.ok()?;
    stream.shutdown().await.ok()
}

/// Head and body of one request.
async fn read(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut got = Vec::new();
    let mut part = [0_u8; 4_096];
    loop {
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return String::from_utf8_lossy(&got).into_owned(),
            Ok(count) => got.extend_from_slice(&part[..count]),
        }
        let text = String::from_utf8_lossy(&got).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.to_lowercase().lines().find_map(|line| {
            line.strip_prefix("content-length:").map(|number| number.trim().parse::<usize>().unwrap())
        });
        if body.len() >= length.unwrap_or(0) {
            return text;
        }
    }
}
