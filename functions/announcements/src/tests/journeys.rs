//! From the staff's desk to the clients' pages.

use jiff::SignedDuration;
use serde_json::json;
use shared_testing::Who;

use super::office::{MANAGE, PORTAL, for_company_of, id, news, office, rewrite, titles, unread, write};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

#[tokio::test]
async fn a_scheduled_one_appears_at_its_time_and_goes_at_its_end_without_anything_running() {
    let app = office().await;
    let times = json!({
        "status": "scheduled", "publish_at": "2026-03-02T09:10:00Z", "expires_at": "2026-03-02T09:20:00Z",
    });
    let made = write(&app, "Tonight", &times).await;
    assert_eq!((&made["status"], &made["expired"]), (&json!("scheduled"), &json!(false)));
    let path = format!("{PORTAL}/{}", id(&made));
    for (minute, there) in [(0, false), (9, false), (10, true), (19, true), (20, false), (30, false)] {
        let start = app.clock.clone();
        let now = shared::clock::Clock::now(&*start);
        let until = "2026-03-02T09:00:00Z".parse::<jiff::Timestamp>().unwrap() + MINUTE * minute;
        app.clock.advance(until.duration_since(now));
        let expected = if there { 200 } else { 404 };
        let _ = app.as_(Who::User).get(&path).await.expect(expected);
        assert_eq!(titles(&app, Who::User, PORTAL).await.len(), usize::from(there), "minute {minute}");
        assert_eq!(unread(&app, Who::User).await, u64::from(there), "minute {minute}");
        let _ =
            app.as_(Who::User).post(&format!("{path}/dismiss")).await.expect(if there { 204 } else { 404 });
    }
    let after = app.as_(Who::Viewer).get(&format!("{MANAGE}/{}", id(&made))).await.expect(200).json();
    assert_eq!(
        (&after["status"], &after["expired"], &after["version"]),
        (&json!("published"), &json!(true), &json!(1))
    );
}

#[tokio::test]
async fn sec_01_a_draft_and_what_is_for_others_do_not_exist_for_clients() {
    let app = office().await;
    let hidden = [
        write(&app, "Draft", &json!({ "status": "draft" })).await,
        write(&app, "Later", &json!({ "status": "scheduled", "publish_at": "2026-03-03T00:00:00Z" })).await,
        write(&app, "For Cedar", &json!({ "shown_to": for_company_of(&app, Who::Stranger) })).await,
    ];
    let own = write(&app, "For Birch", &json!({ "shown_to": for_company_of(&app, Who::User) })).await;
    for one in &hidden {
        let path = format!("{PORTAL}/{}", id(one));
        let _ = app.as_(Who::User).get(&path).await.expect(404);
        let _ = app.as_(Who::User).post(&format!("{path}/read")).await.expect(404);
        let _ = app.as_(Who::User).post(&format!("{path}/dismiss")).await.expect(404);
    }
    for who in [Who::User, Who::CompanyAdmin] {
        assert_eq!(titles(&app, who, PORTAL).await, ["For Birch"]);
        assert_eq!(unread(&app, who).await, 1);
    }
    assert_eq!(titles(&app, Who::Stranger, PORTAL).await, ["For Cedar"]);
    assert!(titles(&app, Who::ForeignUser, PORTAL).await.is_empty());
    let _ = app.as_(Who::ForeignAdmin).get(&format!("{MANAGE}/{}", id(&own))).await.expect(404);

    // Taken back, it is gone; let go for others, it is theirs.
    let draft = rewrite(&app, &own, &json!({ "status": "draft" })).await;
    assert!(titles(&app, Who::User, PORTAL).await.is_empty());
    assert_eq!(unread(&app, Who::User).await, 0);
    rewrite(&app, &draft, &json!({ "shown_to": for_company_of(&app, Who::Stranger) })).await;
    assert_eq!((unread(&app, Who::User).await, unread(&app, Who::Stranger).await), (0, 2));
}

#[tokio::test]
async fn pinned_ones_come_first_then_the_latest_page_by_page() {
    let app = office().await;
    for n in 0..5 {
        write(&app, &format!("News {n}"), &json!({ "pinned": n == 1 })).await;
        app.clock.advance(MINUTE);
    }
    let (mut path, mut seen) = (format!("{PORTAL}?limit=2"), Vec::new());
    loop {
        seen.extend(titles(&app, Who::User, &path).await);
        let page = app.as_(Who::User).get(&path).await.json();
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("{PORTAL}?limit=2&cursor={cursor}");
        let _ = app.as_(Who::Stranger).get(&path).await.expect(422);
    }
    assert_eq!(seen, ["News 1", "News 4", "News 3", "News 2", "News 0"]);
    let latest = news(&app, Who::User).await["latest_announcements"].clone();
    let latest: Vec<_> =
        latest.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(latest, ["News 1", "News 4", "News 3", "News 2"]);
}

#[tokio::test]
async fn sec_08_the_text_comes_as_markup_of_the_allow_list() {
    let app = office().await;
    let body = "# Now\n\nSee <script>alert(1)</script> [x](javascript:alert(1)) **bold**";
    write(&app, "Look", &json!({ "body": body })).await;
    let list = app.as_(Who::User).get(PORTAL).await.expect(200).json();
    assert_eq!(list["items"][0]["body_html"], shared::markdown::to_html(body));
    assert_eq!(list["items"][0]["excerpt"], "Now See <script>alert(1)</script> x bold");
    assert!(list["items"][0].get("body").is_none());
}

#[tokio::test]
async fn one_that_is_sent_twice_exists_once_and_what_is_deleted_is_gone() {
    let app = office().await;
    let send = || {
        let edit = super::office::with("Once", &json!({}));
        app.as_(Who::Technician).post(MANAGE).header("idempotency-key", "k").json(&edit).send()
    };
    let first = send().await.expect(201);
    let made = first.json();
    assert_eq!(first.header("location"), format!("{MANAGE}/{}", id(&made)));
    assert_eq!(send().await.expect(201).json(), made);
    assert_eq!(titles(&app, Who::User, PORTAL).await, ["Once"]);
    let path = format!("{MANAGE}/{}", id(&made));
    let _ = app.as_(Who::Technician).delete(&path).if_match(7).await.expect(412);
    let _ = app.as_(Who::Technician).delete(&path).if_match(1).await.expect(204);
    let _ = app.as_(Who::Technician).delete(&path).await.expect(404);
    assert!(titles(&app, Who::User, PORTAL).await.is_empty());
    assert_eq!(unread(&app, Who::User).await, 0);
}

#[tokio::test]
async fn nobodys_work_is_overwritten_unseen() {
    let app = office().await;
    let made = write(&app, "Plan", &json!({ "status": "draft" })).await;
    let path = format!("{MANAGE}/{}", id(&made));
    let edit = super::office::with("Plan B", &json!({}));
    let _ = app.as_(Who::Admin).put(&path).json(&edit).await.expect(428);
    let changed = app.as_(Who::Admin).put(&path).if_match(1).json(&edit).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    let _ = app.as_(Who::Technician).put(&path).if_match(1).json(&edit).await.expect(412);
    // What is published keeps its date.
    app.clock.advance(MINUTE);
    let again = rewrite(&app, &changed.json(), &json!({ "pinned": true })).await;
    assert_eq!(again["publish_at"], changed.json()["publish_at"]);
}
