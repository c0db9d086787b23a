//! Points 7a and 14: open event streams neither use up the host's limit of concurrent requests nor hold up the end.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::time::{Duration, Instant};

use host::{Portal, State, client::nothing};
use rustix::process::Signal;

/// Pages that are open at once.
const PAGES: usize = 500;
/// Far longer than any answer takes, far shorter than a stream lasts.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn five_hundred_open_pages_leave_the_host_room_for_everything_else() {
    let portal = Portal::start().await;
    let admin = portal.admin().await;
    let company = portal.company(&admin).await;
    let mut people = Vec::new();
    for _ in 0..3 {
        people.push(portal.user_of(&admin, &company, "user").await);
    }
    let (mut streams, mut declined) = (Vec::new(), 0);
    for page in 0..PAGES {
        let person = &people[page % people.len()];
        let open = person.open("GET", "/api/portal/events", &[("accept", "text/event-stream")], nothing());
        let answer =
            tokio::time::timeout(PATIENCE, open).await.expect("an answer, not a place in a queue").unwrap();
        match answer.status().as_u16() {
            200 => streams.push(answer),
            204 => declined += 1,
            status => panic!("{status}"),
        }
    }
    assert_eq!((streams.len(), declined), (40, PAGES - 40));

    // The rest of the portal works while all of them are open.
    let work = async {
        assert_eq!(portal.sign_in("dana@acme.example").await.status, 200);
        assert_eq!(people[0].get("/api/portal/tickets").await.unwrap().status, 200);
        assert_eq!(portal.visitor().get("/api/health/ready").await.unwrap().status, 200);
    };
    tokio::time::timeout(PATIENCE, work).await.expect("answers while the streams are open");

    // A page that leaves makes room for another.
    drop(streams.pop());
    let begin = Instant::now();
    loop {
        let open = people[0].open("GET", "/api/portal/events", &[("accept", "text/event-stream")], nothing());
        if open.await.unwrap().status() == 200 {
            break;
        }
        assert!(begin.elapsed() < PATIENCE, "a place that was left is free");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn an_open_page_does_not_hold_up_the_end() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let stream =
        user.open("GET", "/api/portal/events", &[("accept", "text/event-stream")], nothing()).await.unwrap();
    assert_eq!(stream.status(), 200);
    let begin = Instant::now();
    portal.host.signal(Signal::TERM);
    portal.host.becomes(State::Restarting).await;
    // Without being told, the stream would last until the program gives up waiting after 20 seconds.
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
}
