//! The same program on AWS Lambda: HTTP events reach the router, all other events run what is due.
//!
//! A function there is frozen between two events, so nothing runs beside the requests: an EventBridge schedule of one
//! minute delivers mails and fires the timers, and pages ask for changes instead of listening to a stream.

mod request;
mod schedule;

use axum::Router;
use axum::response::Response;
use lambda_http::lambda_runtime::{self, LambdaEvent};
use lambda_http::request::LambdaRequest;
use lambda_http::{Adapter, Error, Request, Service as _, service_fn};
use serde_json::Value;
use shared::app::App;
use shared::outbox::Outbox;

/// True where the Lambda runtime started the program.
#[must_use]
pub fn is_runtime() -> bool {
    std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some()
}

/// Answers Lambda's events.
#[derive(Clone)]
pub struct Lambda {
    router: Router,
    app: App,
    outbox: Outbox,
}

impl Lambda {
    /// `router` is the whole router over `app`.
    #[must_use]
    pub fn new(router: Router, app: App, outbox: Outbox) -> Self {
        Self { router, app, outbox }
    }

    /// The answer to one event, as its source expects it.
    ///
    /// Errors: the event is neither an HTTP request nor one of a schedule.
    pub async fn answer(&self, event: LambdaEvent<Value>) -> Result<Value, Error> {
        let LambdaEvent { payload, context } = event;
        if !request::is_http(&payload) {
            return schedule::run(&self.app, &self.outbox, &payload).await;
        }
        let request: LambdaRequest = serde_json::from_value(payload)?;
        let router = self.router.clone();
        let mut http = Adapter::from(service_fn(move |request: Request| ask(router.clone(), request)));
        let answer = http.call(LambdaEvent::new(request, context)).await?;
        Ok(serde_json::to_value(answer)?)
    }
}

async fn ask(mut router: Router, request: Request) -> Result<Response, Error> {
    let request = request::for_router(request)?;
    if request::is_stream(&request) {
        return Ok(request::no_stream());
    }
    Ok(router.call(request).await?)
}

/// Serves Lambda events until the runtime ends the process.
///
/// Errors: the runtime's interface cannot be reached.
pub async fn serve(lambda: Lambda) -> Result<(), Error> {
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Value>| {
        let lambda = lambda.clone();
        async move { lambda.answer(event).await }
    }))
    .await
}
