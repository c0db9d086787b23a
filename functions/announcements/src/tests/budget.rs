//! Round trips, as `docs` promise them, whatever the number of announcements.

use serde_json::json;
use shared_testing::{TestApp, Who};

use super::office::{MANAGE, PORTAL, id, news, office, read, with, write};

/// Round trips of what `call` does, without the session's own.
async fn cost(app: &TestApp, call: impl Future<Output = shared_testing::Answer>) -> u64 {
    let before = app.round_trips();
    let answer = call.await;
    assert!(answer.status() < 300, "{}", answer.text());
    app.round_trips() - before - 1
}

#[tokio::test]
async fn every_operation_keeps_to_its_round_trips() {
    let app = office().await;
    let portal = &app;
    let get = |who: Who, path: String| async move { portal.as_(who).get(&path).send().await };
    assert_eq!(
        cost(&app, get(Who::User, "/api/portal/dashboard".into())).await,
        1,
        "nothing was ever announced"
    );
    let made = write(&app, "One", &json!({})).await;
    write(&app, "Two", &json!({})).await;
    let dashboard = || get(Who::User, "/api/portal/dashboard".into());
    assert_eq!(cost(&app, dashboard()).await, 3, "the company's first look after a change makes its board");
    for _ in 0..2 {
        assert_eq!(cost(&app, dashboard()).await, 1);
    }
    assert_eq!(
        cost(&app, get(Who::OtherUser, "/api/portal/dashboard".into())).await,
        1,
        "the colleague finds it made"
    );
    read(&app, Who::User, &made).await;
    assert_eq!(cost(&app, dashboard()).await, 1);
    assert_eq!(cost(&app, get(Who::User, PORTAL.into())).await, 2);
    assert_eq!(cost(&app, get(Who::User, format!("{PORTAL}/{}", id(&made)))).await, 2);
    let reading = app.as_(Who::OtherUser).post(&format!("{PORTAL}/{}/read", id(&made))).send();
    assert_eq!(cost(&app, reading).await, 3);
    assert_eq!(cost(&app, get(Who::Viewer, MANAGE.into())).await, 1);
    assert_eq!(cost(&app, get(Who::Viewer, format!("{MANAGE}/{}", id(&made)))).await, 1);
    let creating = app.as_(Who::Technician).post(MANAGE).json(&with("Three", &json!({}))).send();
    assert_eq!(cost(&app, creating).await, 2);
    assert_eq!(news(&app, Who::User).await["unread_announcements"], 2);
}
