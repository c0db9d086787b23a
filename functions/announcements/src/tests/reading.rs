//! Marks of having read, the banner, and what staff learn of it.

use jiff::SignedDuration;
use serde_json::json;
use shared_testing::{TestApp, Who};

use super::office::{MANAGE, PORTAL, for_company_of, id, news, office, read, rewrite, unread, write};

#[tokio::test]
async fn reading_is_everybodys_own() {
    let app = office().await;
    let one = write(&app, "One", &json!({})).await;
    write(&app, "Two", &json!({})).await;
    read(&app, Who::User, &one).await;
    read(&app, Who::User, &one).await;
    assert_eq!((unread(&app, Who::User).await, unread(&app, Who::OtherUser).await), (1, 2));
    let list = app.as_(Who::User).get(PORTAL).await.expect(200).json();
    let marks: Vec<_> =
        list["items"].as_array().unwrap().iter().map(|item| item["unread"].as_bool()).collect();
    assert_eq!(marks.iter().filter(|unread| **unread == Some(true)).count(), 1);
    assert_eq!(app.as_(Who::User).get(&format!("{PORTAL}/{}", id(&one))).await.json()["unread"], false);
    // A change does not make it news again.
    rewrite(&app, &one, &json!({ "body": "More words" })).await;
    assert_eq!(unread(&app, Who::User).await, 1);
    let _ = app.as_(Who::User).post(&format!("{PORTAL}/read")).await.expect(204);
    assert_eq!((unread(&app, Who::User).await, unread(&app, Who::OtherUser).await), (0, 2));
}

#[tokio::test]
async fn only_the_latest_fifty_can_be_unread() {
    let app = office().await;
    let mut made = Vec::new();
    for n in 0..52 {
        made.push(write(&app, &format!("News {n}"), &json!({})).await);
        app.clock.advance(SignedDuration::from_secs(1));
    }
    assert_eq!(unread(&app, Who::User).await, 50);
    let old = app.as_(Who::User).get(&format!("{PORTAL}/{}", id(&made[0]))).await.expect(200).json();
    assert_eq!(old["unread"], false);
}

#[tokio::test]
async fn an_outage_is_told_on_every_page_until_it_is_put_away_or_over() {
    let app = office().await;
    let end = json!({ "severity": "outage", "body": "No **mail**.", "expires_at": "2026-03-02T10:00:00Z" });
    let outage = write(&app, "Mail is down", &end).await;
    write(&app, "News", &json!({})).await;
    let banner = news(&app, Who::User).await["outages"].clone();
    assert_eq!(banner.as_array().unwrap().len(), 1);
    assert_eq!((&banner[0]["title"], &banner[0]["excerpt"]), (&json!("Mail is down"), &json!("No mail.")));
    let _ = app.as_(Who::User).post(&format!("{PORTAL}/{}/dismiss", id(&outage))).await.expect(204);
    assert_eq!(news(&app, Who::User).await["outages"], json!([]));
    assert_eq!(unread(&app, Who::User).await, 2, "put away is not read");
    // It stays away when staff change it, and when more is written.
    rewrite(&app, &outage, &end).await;
    write(&app, "More", &json!({})).await;
    assert_eq!(news(&app, Who::User).await["outages"], json!([]));
    assert_eq!(news(&app, Who::OtherUser).await["outages"].as_array().unwrap().len(), 1);
    app.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(news(&app, Who::OtherUser).await["outages"], json!([]));
}

async fn readership(app: &TestApp, of: &serde_json::Value) -> (u64, u64) {
    let path = format!("{MANAGE}/{}/readership", id(of));
    let figures = app.as_(Who::Viewer).get(&path).await.expect(200).json();
    (figures["readers"].as_u64().unwrap(), figures["people"].as_u64().unwrap())
}

#[tokio::test]
async fn staff_learn_how_many_of_those_who_can_see_it_have_read_it() {
    let app = office().await;
    let all = write(&app, "To all", &json!({})).await;
    let birch = write(&app, "To Birch", &json!({ "shown_to": for_company_of(&app, Who::User) })).await;
    assert_eq!((readership(&app, &all).await, readership(&app, &birch).await), ((0, 6), (0, 4)));
    for who in [Who::User, Who::Stranger] {
        read(&app, who, &all).await;
    }
    read(&app, Who::CompanyAdmin, &birch).await;
    assert_eq!((readership(&app, &all).await, readership(&app, &birch).await), ((2, 6), (1, 4)));
}

#[tokio::test]
async fn two_windows_that_mark_at_once_lose_no_mark() {
    let app = office().await;
    let mut made = Vec::new();
    for n in 0..4 {
        made.push(write(&app, &format!("News {n}"), &json!({})).await);
    }
    let calls = made.iter().map(|one| read(&app, Who::User, one));
    futures::future::join_all(calls).await;
    assert_eq!(unread(&app, Who::User).await, 0);
}
