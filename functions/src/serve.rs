//! Serving HTTP on one machine or under the Functions host.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::connections::{self, Limits};
use crate::state::{self, Built, StartError};
use crate::{background, router};
use shared::settings::Settings;

/// Requests under way when the program is told to stop have this long.
const DRAIN: Duration = Duration::from_secs(20);

/// Serves until a signal; the exit code, never 0: the Functions host does not start a program anew that ended with 0.
pub(crate) async fn serve(settings: Settings) -> Result<u8, StartError> {
    let address = SocketAddr::from(([127, 0, 0, 1], settings.port));
    // Bind before anything is opened: a second start on the same port must not touch the first one's data.
    let setting = if settings.functions_host { "FUNCTIONS_CUSTOMHANDLER_PORT" } else { "PORTAL_PORT" };
    let listener = TcpListener::bind(address).await.map_err(|error| {
        let port = address.port();
        StartError(format!("{setting}: port {port} on 127.0.0.1 cannot be used: {error}; name a free one."))
    })?;
    let Built { app, folder, outbox } = state::build(settings).await?;
    background::start(&app, &outbox);
    let router = router::build(&app, folder, outbox);
    tracing::info!(port = address.port(), version = env!("CARGO_PKG_VERSION"), "ready");
    let (stop, stopping) = tokio::sync::watch::channel(None);
    let live = app.store.live().clone();
    tokio::spawn(async move {
        let code = signal().await;
        live.close();
        let _ = stop.send(Some(code));
    });
    let mut told = stopping.clone();
    let drained = connections::serve(listener, router, Limits::DEFAULT, async move {
        let _ = told.wait_for(Option::is_some).await;
        tracing::info!("draining");
    });
    let mut told = stopping.clone();
    let overdue = async move {
        let _ = told.wait_for(Option::is_some).await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        () = drained => {}
        () = overdue => tracing::warn!("some requests did not end in time"),
    }
    if let Err(error) = app.storage.write_all().await {
        tracing::info!(%error, "the daily recount finds what was not written of stored bytes");
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
