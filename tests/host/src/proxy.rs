//! Requests from outside on their way to the handler.

use std::{
    net::Ipv4Addr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited, combinators::BoxBody};
use hyper::{
    Request, Response,
    body::{Body, Frame, Incoming, SizeHint},
    client::conn::http1,
    header::CONTENT_LENGTH,
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, sync::OwnedSemaphorePermit};

use crate::{
    client::Trouble,
    headers,
    host::{Shared, State},
    invoke::fresh_id,
};

/// Kestrel's limit, which the host takes over.
pub const LARGEST_BODY: u64 = 104_857_600;
/// A refused connection is tried again this often: it bridges the restart of a handler.
const ATTEMPTS: u32 = 10;
/// Neither side may be silent for longer.
const ACTIVITY: Duration = Duration::from_secs(240);

type Answer = Response<BoxBody<Bytes, Trouble>>;

/// Answers one request from outside.
pub async fn serve(request: Request<Incoming>, shared: Arc<Shared>) -> Answer {
    let path = request.uri().path().to_owned();
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default().to_lowercase();
    if first == "admin" || first == "runtime" {
        // The host's own pages: they ask for a key.
        return empty(if path == "/admin/host/ping" { 200 } else { 401 });
    }
    let length =
        request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > LARGEST_BODY) {
        return empty(413);
    }
    if shared.config.find(request.method().as_str(), &path).is_none() {
        return empty(if path == "/" { 204 } else { 404 });
    }
    if shared.state() == State::Shutdown {
        return empty(503);
    }
    let Ok(accepted) = Arc::clone(&shared.accepted).try_acquire_owned() else { return empty(429) };
    let Ok(running) = Arc::clone(&shared.running).acquire_owned().await else { return empty(503) };
    match forward(request, &shared).await {
        Ok(answer) => answer.map(|body| Counted { body, _slots: [accepted, running] }.boxed()),
        Err(trouble) if is_too_long(&*trouble) => empty(413),
        Err(trouble) => empty(if trouble.is::<tokio::time::error::Elapsed>() { 504 } else { 502 }),
    }
}

/// A body that counts as a request under way until it has ended or nobody reads it any longer.
struct Counted {
    body: BoxBody<Bytes, Trouble>,
    _slots: [OwnedSemaphorePermit; 2],
}

impl Body for Counted {
    type Data = Bytes;
    type Error = Trouble;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Trouble>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

async fn forward(request: Request<Incoming>, shared: &Shared) -> Result<Answer, Trouble> {
    let stream = connect(shared).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // Ends when either side has gone, and with it the handler notices that nobody listens any more.
    tokio::spawn(async move {
        let _ = connection.await;
    });
    let (mut parts, body) = request.into_parts();
    parts.headers = headers::proxied(parts.headers, shared.port(), &fresh_id());
    let body = Limited::new(body, usize::try_from(LARGEST_BODY).unwrap_or(usize::MAX));
    let answer =
        tokio::time::timeout(ACTIVITY, sender.send_request(Request::from_parts(parts, body))).await??;
    let (mut parts, body) = answer.into_parts();
    headers::without_hop_by_hop(&mut parts.headers);
    Ok(Response::from_parts(parts, BodyExt::boxed(body.map_err(Trouble::from))))
}

async fn connect(shared: &Shared) -> Result<TcpStream, Trouble> {
    let mut delay = Duration::from_millis(50);
    for attempt in 1.. {
        match TcpStream::connect((Ipv4Addr::LOCALHOST, shared.port())).await {
            Ok(stream) => return Ok(stream),
            Err(refused) if attempt == ATTEMPTS => return Err(refused.into()),
            Err(_) => tokio::time::sleep(delay).await,
        }
        delay = (delay * 2).min(Duration::from_millis(250));
    }
    unreachable!("the loop has no end")
}

fn is_too_long(trouble: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(trouble), |error| error.source()).any(|error| error.is::<LengthLimitError>())
}

fn empty(status: u16) -> Answer {
    let body = Full::new(Bytes::new()).map_err(|never| match never {}).boxed();
    let mut answer = Response::new(body);
    *answer.status_mut() = hyper::StatusCode::from_u16(status).unwrap();
    answer
}
