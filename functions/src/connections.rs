//! Connections over HTTP/1.1: how many there are, and how long each may take to say what it wants.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::rt::{Sleep, Timer};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::Instant;
use tower::ServiceExt as _;

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Connections at once; more wait to be accepted.
    pub(crate) connections: usize,
    /// From the first byte of a request's head to its last.
    pub(crate) head: Duration,
    /// Without a byte between two requests, or before the first. Longer than the minute for which the Functions host keeps
    /// connections that it does not use: it must not send on one that is being closed.
    pub(crate) idle: Duration,
}

impl Limits {
    /// Those of the program.
    pub(crate) const DEFAULT: Self =
        Self { connections: 2_048, head: Duration::from_secs(20), idle: Duration::from_secs(75) };
}

/// Serves until `stop`, then until all requests under way are answered.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let (ending, ended) = watch::channel(());
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut stop = pin!(stop);
    loop {
        if places.available_permits() == 0 {
            tracing::warn!(connections = limits.connections, "all connections are taken: new ones wait");
        }
        let place = tokio::select! {
            () = &mut stop => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                // Most likely there are no descriptors left: trying again at once would only burn time.
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // Without it, answers of several packets wait for the other side's delayed acknowledgement.
        let _ = stream.set_nodelay(true);
        let (head, router) = (Arc::new(Head::default()), router.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request.map(Body::new))
        });
        let connection = http1::Builder::new()
            .timer(Heads { head: Arc::clone(&head), limits })
            .header_read_timeout(limits.idle)
            .serve_connection(TokioIo::new(Watched { stream, head }), service);
        let mut ended = ended.clone();
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            let served = tokio::select! {
                served = connection.as_mut() => served,
                // Until somebody says so, or nobody can any more.
                _ = ended.changed() => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = served {
                tracing::debug!(%error, "a connection ended early");
            }
            drop((place, ended));
        });
    }
    drop((listener, ended));
    let _ = ending.send(());
    ending.closed().await;
}

/// When the first byte of the head at hand came.
#[derive(Default)]
struct Head(Mutex<Option<Instant>>);

impl Head {
    fn with<T>(&self, work: impl FnOnce(&mut Option<Instant>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A stream that notes when something comes.
struct Watched {
    stream: TcpStream,
    head: Arc<Head>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.head.with(|first| {
                first.get_or_insert_with(Instant::now);
            });
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Hyper has one limit for an idle connection and for an unfinished head. It asks for a timer when it begins to wait for
/// a head, and for nothing else: this one tells the two apart.
struct Heads {
    head: Arc<Head>,
    limits: Limits,
}

impl Timer for Heads {
    fn sleep(&self, _: Duration) -> Pin<Box<dyn Sleep>> {
        self.head.with(|first| *first = None);
        let now = Instant::now();
        let sleep = Box::pin(tokio::time::sleep_until(now + self.limits.idle));
        Box::pin(Waiting { head: Arc::clone(&self.head), limits: self.limits, since: now, sleep })
    }

    fn sleep_until(&self, _: std::time::Instant) -> Pin<Box<dyn Sleep>> {
        self.sleep(self.limits.idle)
    }
}

/// Ends when the head at hand takes too long, or nothing comes for too long.
struct Waiting {
    head: Arc<Head>,
    limits: Limits,
    since: Instant,
    sleep: Pin<Box<tokio::time::Sleep>>,
}

impl Sleep for Waiting {}

impl Future for Waiting {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let first = self.head.with(|first| *first);
        let end = first.map_or(self.since + self.limits.idle, |first| first + self.limits.head);
        if self.sleep.deadline() != end {
            self.sleep.as_mut().reset(end);
        }
        self.sleep.as_mut().poll(context)
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::oneshot;

    use super::*;

    const QUICK: Limits =
        Limits { connections: 2, head: Duration::from_millis(150), idle: Duration::from_millis(600) };
    const WHOLE: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    struct Served {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        done: tokio::task::JoinHandle<()>,
    }

    async fn served(limits: Limits, router: Router) -> Served {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let done = tokio::spawn(serve(listener, router, limits, async { drop(stopped.await) }));
        Served { address, stop, done }
    }

    async fn sent(to: &Served, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(to.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream
    }

    /// One answer; its body is `ok`.
    async fn answer(stream: &mut TcpStream) -> String {
        let (mut text, mut byte) = (Vec::new(), [0]);
        while !text.ends_with(b"\r\n\r\nok") {
            assert_eq!(stream.read(&mut byte).await.unwrap(), 1, "closed early");
            text.extend_from_slice(&byte);
        }
        String::from_utf8(text).unwrap()
    }

    fn plain() -> Router {
        Router::new().route("/", get(|| async { "ok" }))
    }

    #[tokio::test]
    async fn sec_31_an_unfinished_head_ends_and_an_idle_connection_later() {
        let server = served(QUICK, plain()).await;
        let began = Instant::now();
        let mut half = sent(&server, &WHOLE[..20]).await;
        let mut idle = sent(&server, b"").await;
        let mut rest = Vec::new();
        half.read_to_end(&mut rest).await.unwrap();
        let head = began.elapsed();
        assert!(rest.is_empty() && head >= QUICK.head, "{head:?}");
        idle.read_to_end(&mut rest).await.unwrap();
        assert!(rest.is_empty() && began.elapsed() >= QUICK.idle);
        // A connection that was used is watched as well.
        let mut again = sent(&server, WHOLE).await;
        answer(&mut again).await;
        again.write_all(&WHOLE[..20]).await.unwrap();
        again.read_to_end(&mut rest).await.unwrap();
        assert!(rest.is_empty());
    }

    #[tokio::test]
    async fn a_connection_carries_several_requests_and_slow_ones_are_not_cut_off() {
        let slow = get(|| async {
            tokio::time::sleep(QUICK.idle + QUICK.head).await;
            "ok"
        });
        let server = served(QUICK, plain().route("/slow", slow)).await;
        let mut stream = sent(&server, WHOLE).await;
        answer(&mut stream).await;
        stream.write_all(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        assert!(answer(&mut stream).await.starts_with("HTTP/1.1 200"));
        stream.write_all(WHOLE).await.unwrap();
        answer(&mut stream).await;
    }

    #[tokio::test]
    async fn sec_31_more_connections_than_the_limit_wait_for_their_turn() {
        let server = served(QUICK, plain()).await;
        let _held = (sent(&server, b"").await, sent(&server, b"G").await);
        let mut third = sent(&server, WHOLE).await;
        // It is served once one of the others was cut off.
        answer(&mut third).await;
    }

    #[tokio::test]
    async fn a_request_under_way_is_answered_before_the_end() {
        let (begun, go) = (Arc::new(tokio::sync::Notify::new()), Arc::new(tokio::sync::Notify::new()));
        let (inner_begun, inner_go) = (Arc::clone(&begun), Arc::clone(&go));
        let waits = get(move || async move {
            inner_begun.notify_one();
            inner_go.notified().await;
            "ok"
        });
        let server = served(QUICK, Router::new().route("/", waits)).await;
        let mut stream = sent(&server, WHOLE).await;
        begun.notified().await;
        let Served { address, stop, done } = server;
        stop.send(()).unwrap();
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        assert!(!done.is_finished());
        go.notify_one();
        assert!(answer(&mut stream).await.to_lowercase().contains("connection: close"));
        done.await.unwrap();
    }
}
