//! The tenant decides how long a session lasts.

use jiff::SignedDuration;
use shared::tenant::TenantSettings;
use shared_testing::Who;

use crate::support::{app, login, token};

#[tokio::test]
async fn a_session_lasts_as_long_as_the_tenant_says() {
    let app = app().await;
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    batch.create(&TenantSettings { session_hours: 2, ..TenantSettings::default() });
    app.state.store.commit(batch).await.unwrap();
    app.state.directory.forget(scope.tenant()).await;
    let answer = login(&app, Who::User).await.expect(200);
    assert!(answer.header("set-cookie").contains("Max-Age=7200"));
    let client = app.with_token(Some(token(&answer)));
    app.clock.advance(SignedDuration::from_mins(119));
    let _ = client.get("/api/auth/session").await.expect(200);
    app.clock.advance(SignedDuration::from_mins(2));
    let _ = client.get("/api/auth/session").await.expect(401);
    // Another tenant's sessions are not touched.
    let foreign = login(&app, Who::ForeignUser).await.expect(200);
    assert!(foreign.header("set-cookie").contains("Max-Age=86400"));
}
