//! Server-sent events as open pages get them.

use std::time::Duration;

use futures::StreamExt;
use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::desk::{at, desk, id, open, person, reply, say, set};

/// One open stream, read line by line.
struct Ear {
    body: axum::body::BodyDataStream,
    text: String,
}

async fn listen(app: &TestApp, who: Who) -> Ear {
    let side = if app.person(who).is_staff { "manage" } else { "portal" };
    let response = app.as_(who).get(&format!("/api/{side}/events")).stream().await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut ear = Ear { body: response.into_body().into_data_stream(), text: String::new() };
    assert!(ear.block().await.unwrap().starts_with(':'), "something comes at once");
    ear
}

impl Ear {
    /// The next block; `None` where the stream ended.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let block = block.to_owned();
                self.text = rest.to_owned();
                return Some(block);
            }
            let piece =
                tokio::time::timeout(Duration::from_secs(5), self.body.next()).await.expect("in time")?;
            self.text.push_str(std::str::from_utf8(&piece.unwrap()).unwrap());
        }
    }

    async fn change(&mut self) -> Value {
        let block = self.block().await.expect("an event");
        let data = block.strip_prefix("event: ticket\ndata: ").expect(&block);
        serde_json::from_str(data).unwrap()
    }
}

#[tokio::test]
async fn pages_hear_of_what_they_may_see_and_of_nothing_else() {
    let app = desk().await;
    let mut ears = Vec::new();
    for who in [Who::User, Who::CompanyAdmin, Who::Viewer] {
        ears.push((who, listen(&app, who).await));
    }
    let mut outsiders = Vec::new();
    for who in [Who::OtherUser, Who::StrangerAdmin, Who::ForeignUser, Who::ForeignAdmin] {
        outsiders.push((who, listen(&app, who).await));
    }
    let ticket = id(&open(&app, Who::User, "Printer jams").await);
    reply(&app, &ticket, "grumble", true).await;
    reply(&app, &ticket, "On it", false).await;
    set(&app, &ticket, json!({ "status": "resolved" })).await;
    set(&app, &ticket, json!({ "priority": "high" })).await;
    for (who, mut ear) in ears {
        let staff = who == Who::Viewer;
        let mut heard = Vec::new();
        for _ in 0..if staff { 5 } else { 4 } {
            let change = ear.change().await;
            assert_eq!(change["ticket"], ticket.as_str());
            heard.push((change["change"].as_str().unwrap().to_owned(), change["version"].as_u64().unwrap()));
        }
        let expected: &[(&str, u64)] = if staff {
            &[("created", 1), ("comment", 2), ("comment", 3), ("status", 4), ("properties", 5)]
        } else {
            &[("created", 1), ("comment", 2), ("status", 3), ("properties", 4)]
        };
        let expected: Vec<_> =
            expected.iter().map(|(change, version)| ((*change).to_owned(), *version)).collect();
        assert_eq!(heard, expected, "{who:?}");
    }
    // What reaches the outsiders first is their own.
    let path = at(Who::User, &ticket, &format!("/watchers/{}", person(&app, Who::OtherUser)));
    let _ = app.as_(Who::User).put(&path).await.expect(200);
    let own = [
        ticket.clone(),
        id(&open(&app, Who::Stranger, "Own").await),
        id(&open(&app, Who::ForeignUser, "Own").await),
    ];
    for ((who, mut ear), own) in outsiders.into_iter().zip([&own[0], &own[1], &own[2], &own[2]]) {
        assert_eq!(ear.change().await["ticket"], own.as_str(), "{who:?}");
    }
}

#[tokio::test]
async fn a_page_that_fell_behind_is_told_to_read_anew() {
    let app = desk().await;
    let mut ear = listen(&app, Who::User).await;
    let ticket = id(&open(&app, Who::User, "Busy").await);
    let scope = app.scope("acme").await;
    for _ in 0..1_100 {
        let mut batch = app.state.store.batch(&scope);
        batch.event(shared::event::Event {
            id: String::new(),
            name: "other.thing".into(),
            object: ticket.clone(),
            version: 1,
            at: jiff::Timestamp::UNIX_EPOCH,
            audience: shared::event::Audience::default(),
            data: Value::Null,
        });
        app.state.store.commit(batch).await.unwrap();
    }
    assert_eq!(ear.block().await.unwrap(), "event: reload\ndata: {}");
    say(&app, Who::User, &ticket, "Still there?").await;
    assert_eq!(ear.change().await["change"], "comment");
}

#[tokio::test]
async fn sec_28_one_person_opens_twenty_streams() {
    let app = desk().await;
    let mut ears = Vec::new();
    for _ in 0..20 {
        ears.push(listen(&app, Who::User).await);
    }
    let more = app.as_(Who::User).get("/api/portal/events").await.expect(429);
    assert_eq!(more.header("retry-after"), "60");
    let _ = listen(&app, Who::OtherUser).await;
    drop(ears.pop());
    let _ = listen(&app, Who::User).await;
}
