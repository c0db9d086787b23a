//! The same router on AWS Lambda.

use axum::Router;

/// True where the Lambda runtime started the program.
#[must_use]
pub fn is_runtime() -> bool {
    std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some()
}

/// Serves Lambda events until the runtime ends the process.
pub async fn serve(router: Router) -> Result<(), lambda_http::Error> {
    lambda_http::run(router).await
}
