//! Serving HTTP on one machine or under the Functions host.

use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;

use crate::state::{self, Built, StartError};
use crate::{background, router};
use shared::settings::Settings;

/// Requests under way when the program is told to stop have this long.
const DRAIN: Duration = Duration::from_secs(20);

/// Serves until a signal; the exit code, never 0: the Functions host does not start a program anew that ended with 0.
pub(crate) async fn serve(settings: Settings) -> Result<u8, StartError> {
    let address = SocketAddr::from(([127, 0, 0, 1], settings.port));
    // Bind before anything is opened: a second start on the same port must not touch the first one's data.
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| {
            StartError(format!("Port {} on 127.0.0.1 cannot be used: {error}.", address.port()))
        })?
        .tap_io(|stream| {
            // Without it, answers of several packets wait for the other side's delayed acknowledgement.
            let _ = stream.set_nodelay(true);
        });
    let Built { app, folder, outbox } = state::build(settings).await?;
    background::start(&app, &outbox);
    let router = router::build(&app, folder, outbox).into_make_service_with_connect_info::<SocketAddr>();
    tracing::info!(port = address.port(), version = env!("CARGO_PKG_VERSION"), "ready");
    let (stop, stopping) = tokio::sync::watch::channel(None);
    let live = app.store.live().clone();
    tokio::spawn(async move {
        let code = signal().await;
        live.close();
        let _ = stop.send(Some(code));
    });
    let mut told = stopping.clone();
    let drained = axum::serve(listener, router).with_graceful_shutdown(async move {
        let _ = told.wait_for(Option::is_some).await;
        tracing::info!("draining");
    });
    let mut told = stopping.clone();
    let overdue = async move {
        let _ = told.wait_for(Option::is_some).await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        result = drained => result.map_err(|error| StartError(error.to_string()))?,
        () = overdue => tracing::warn!("some requests did not end in time"),
    }
    Ok((*stopping.borrow()).unwrap_or(1))
}

/// Waits for SIGTERM or SIGINT; 128 plus the signal's number.
async fn signal() -> u8 {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            return tokio::select! {
                _ = terminate.recv() => 143,
                _ = tokio::signal::ctrl_c() => 130,
            };
        }
    }
    let _ = tokio::signal::ctrl_c().await;
    130
}
