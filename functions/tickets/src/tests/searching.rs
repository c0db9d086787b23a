//! What the search of tickets finds: every word of subject, description, answers and names of files, for those alone who
//! may read it.

use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::json;
use shared::store::{Filter, Query, Stored, for_staff};
use shared::tenant::Scope;
use shared_testing::{TestApp, Who};

use super::desk::{act, at, desk, id, numbers, open, reply, say, set, upload};
use crate::model::{Hit, SearchEntry, Status, TICKET_SEARCH, Ticket};

/// Opens a ticket with a description.
async fn described(app: &TestApp, who: Who, subject: &str, description: &str) -> String {
    let new = json!({ "subject": subject, "description": description });
    id(&app.as_(who).post("/api/portal/tickets").json(&new).await.expect(201).json())
}

/// The numbers that a search finds.
async fn found(app: &TestApp, who: Who, q: &str) -> Vec<u64> {
    let encoded: String = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
    numbers(app, who, &format!("?q={encoded}")).await
}

async fn entry(app: &TestApp, ticket: &str) -> Stored<SearchEntry> {
    let id = format!("search.{ticket}");
    let scope = app.scope("acme").await;
    app.state.store.get::<SearchEntry>(&scope, &id).await.unwrap().expect("an entry")
}

#[tokio::test]
async fn a_search_finds_what_people_type_in_every_script() {
    let app = desk().await;
    let texts = [
        ("会議室のプリンターが故障しました", "至急お願いします"),
        ("Straße gesperrt in Łódź", "Søren Ærø meldet es"),
        ("เครื่องพิมพ์ไม่ทำงาน", "ด่วน"),
        ("Ο Οδυσσεύς", "Þórður og Œuvre"),
    ];
    for (subject, description) in texts {
        described(&app, Who::User, subject, description).await;
        app.clock.advance(SignedDuration::from_secs(1));
    }
    for (q, expected) in [
        ("故障", vec![1]),
        ("故", vec![1]),
        ("ﾌﾟﾘﾝﾀｰ", vec![1]),
        ("お願い", vec![1]),
        ("strasse", vec![2]),
        ("STRASSE lodz", vec![2]),
        ("soren aero", vec![2]),
        ("พิมพ์", vec![3]),
        ("ด่วน", vec![3]),
        ("ΟΔΥΣΣΕΥΣ", vec![4]),
        ("thordur oeuvre", vec![4]),
        ("o", vec![4]),
        ("🔥", vec![]),
        ("--", vec![]),
        (" ", vec![4, 3, 2, 1]),
    ] {
        for who in [Who::User, Who::Viewer] {
            assert_eq!(found(&app, who, q).await, expected, "{q} by {who:?}");
        }
    }
}

#[tokio::test]
async fn every_word_of_the_conversation_is_found_together_with_any_other() {
    let app = desk().await;
    let long: String = (0..900).map(|n| format!("wort{n} ")).collect();
    let ticket = described(&app, Who::User, "Printer jams", &long).await;
    described(&app, Who::User, "Printer melts", "Heat").await;
    let file = id(&upload(&app, Who::User, "QuarterlyReport_2026-final.txt", b"hello").await);
    let comment = json!({ "body": "Toner replaced", "attachments": [file] });
    let _ = act(&app, Who::User, &ticket, "/comments", comment).await.expect(201);
    reply(&app, &ticket, "Please restart the spooler", false).await;
    set(&app, &ticket, json!({ "status": "in_progress", "subject": "Printer jammed" })).await;
    for q in [
        "wort60",
        "wort899",
        "toner",
        "spooler",
        "quarterly",
        "final",
        "report 2026",
        "jammed wort0 wort450 toner replaced please restart the spooler quarterly",
    ] {
        for who in [Who::User, Who::CompanyAdmin, Who::Viewer] {
            assert_eq!(found(&app, who, q).await, [1], "{q} by {who:?}");
        }
    }
    assert_eq!(found(&app, Who::User, "printer").await.len(), 2);
    assert!(found(&app, Who::User, "toner heat").await.is_empty());
    assert!(found(&app, Who::User, "jams").await.is_empty(), "the former subject");
    assert_eq!(numbers(&app, Who::User, "?q=spooler&status=in_progress").await, [1]);
    assert!(numbers(&app, Who::User, "?q=spooler&status=open").await.is_empty());
    assert_eq!(numbers(&app, Who::Viewer, "?q=spooler&assignee=none&priority=medium").await, [1]);
}

#[tokio::test]
async fn a_list_says_where_the_words_were_found() {
    let app = desk().await;
    described(&app, Who::User, "Printer jams", "The tray is empty").await;
    for (q, place) in
        [("printer", json!("subject")), ("1", json!("subject")), ("tray", json!("conversation"))]
    {
        let list = app.as_(Who::User).get(&format!("/api/portal/tickets?q={q}")).await.expect(200).json();
        assert_eq!(list["items"][0]["found_in"], place, "{q}");
    }
    let list = app.as_(Who::User).get("/api/portal/tickets").await.expect(200).json();
    assert!(list["items"][0].get("found_in").is_none());
}

#[tokio::test]
async fn sec_01_words_of_internal_notes_are_found_by_staff_alone() {
    let app = desk().await;
    let ticket = described(&app, Who::User, "Printer jams", "Again").await;
    let file = id(&upload(&app, Who::Technician, "blacklist.txt", b"grumble").await);
    let note = json!({ "body": "grumbling customer, printers", "internal": true, "attachments": [file] });
    let _ = act(&app, Who::Technician, &ticket, "/comments", note).await.expect(201);
    for q in ["grumbling", "g", "blacklist", "customer printer", "printers"] {
        assert_eq!(found(&app, Who::Viewer, q).await, [1], "{q}");
        for who in [Who::User, Who::CompanyReader, Who::CompanyAdmin] {
            assert!(found(&app, who, q).await.is_empty(), "{q} by {who:?}");
        }
    }
    // Neither does the form in which they are kept.
    for q in ["!grumbling", "!g", "!"] {
        assert!(found(&app, Who::User, q).await.is_empty(), "{q}");
    }
    // A client changes the ticket: what is secret stays so.
    say(&app, Who::User, &ticket, "Any news?").await;
    assert!(found(&app, Who::User, "grumbling").await.is_empty());
    assert_eq!(found(&app, Who::Viewer, "grumbling news").await, [1]);
    assert_eq!(found(&app, Who::User, "news").await, [1]);
}

#[tokio::test]
async fn sec_01_a_clients_scope_cannot_ask_for_what_only_staff_may_look_for() {
    let app = desk().await;
    let ticket = described(&app, Who::User, "Printer jams", "Again").await;
    reply(&app, &ticket, "grumble", true).await;
    let company = app.person(Who::User).company.as_ref().unwrap().id.clone();
    let secret = for_staff("grumble");
    for filter in [Filter::Term(secret.clone()), Filter::AnyTerm(vec![secret.clone(), "absent".into()])] {
        let query = Query::of(&TICKET_SEARCH, "created_at").filter(filter);
        let hits = async |scope: &Scope| {
            let page = app.state.store.query::<Hit>(scope, query.clone()).await.unwrap().items.len();
            (page, app.state.store.count(scope, query.clone()).await.unwrap())
        };
        let staff = app.scope("acme").await;
        assert_eq!(hits(&staff).await, (1, 1));
        assert_eq!(hits(&staff.of_company(company.clone())).await, (0, 0));
    }
}

#[tokio::test]
async fn sec_01_a_search_ends_at_the_company_and_at_what_one_sees() {
    let app = desk().await;
    described(&app, Who::User, "Alpha", "conversationword").await;
    for (who, expected) in [
        (Who::User, vec![1]),
        (Who::CompanyReader, vec![1]),
        (Who::Viewer, vec![1]),
        (Who::OtherUser, vec![]),
        (Who::Stranger, vec![]),
        (Who::ForeignAdmin, vec![]),
    ] {
        assert_eq!(found(&app, who, "conversationword").await, expected, "{who:?}");
    }
}

#[tokio::test]
async fn pages_of_a_search_follow_each_other_in_the_order_asked_for() {
    let app = desk().await;
    for n in 0..5 {
        described(&app, Who::User, &format!("Ticket {n}"), "spooler").await;
        app.clock.advance(SignedDuration::from_secs(1));
    }
    for (sort, expected) in [("activity", [5, 4, 3, 2, 1]), ("created", [5, 4, 3, 2, 1])] {
        let first = format!("/api/portal/tickets?q=spooler&limit=2&sort={sort}");
        let (mut path, mut seen) = (first.clone(), Vec::new());
        loop {
            let page = app.as_(Who::User).get(&path).await.expect(200).json();
            let items = page["items"].as_array().unwrap();
            seen.extend(items.iter().map(|item| item["number"].as_u64().unwrap()));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            path = format!("{first}&cursor={cursor}");
        }
        assert_eq!(seen, expected, "{sort}");
    }
}

#[tokio::test]
async fn a_ticket_without_an_entry_gets_one_from_its_conversation() {
    let app = desk().await;
    let mut tickets = Vec::new();
    for n in 0..3 {
        let ticket = described(&app, Who::User, &format!("Old {n}"), "spooler").await;
        app.clock.advance(SignedDuration::from_secs(1));
        reply(&app, &ticket, "toner", false).await;
        reply(&app, &ticket, "grumble", true).await;
        tickets.push(ticket);
    }
    let mut before = Vec::new();
    for ticket in &tickets {
        let old = entry(&app, ticket).await;
        let at = app.scope("acme").await;
        let mut batch = app.state.store.batch(&at);
        batch.delete(&old);
        app.state.store.commit(batch).await.unwrap();
        before.push((old.created_at, old.value));
    }
    assert!(found(&app, Who::User, "toner").await.is_empty());
    // The next change makes it.
    app.clock.advance(SignedDuration::from_secs(60));
    say(&app, Who::User, &tickets[1], "thanks").await;
    assert_eq!(found(&app, Who::User, "spooler toner thanks").await, [2]);
    assert!(found(&app, Who::User, "grumble").await.is_empty());
    assert_eq!(entry(&app, &tickets[1]).await.created_at, before[1].0);
    // So does the work in the background, once.
    assert_eq!(crate::index_conversations(&app.state).await.unwrap(), 2);
    assert_eq!(crate::index_conversations(&app.state).await.unwrap(), 0);
    for place in [0, 2] {
        let now = entry(&app, &tickets[place]).await;
        assert_eq!((now.created_at, now.value), before[place]);
    }
    assert_eq!(found(&app, Who::Viewer, "grumble").await.len(), 3);
}

#[tokio::test]
async fn many_tickets_with_the_longest_descriptions_are_opened_at_once() {
    let app = desk().await;
    let description: String = ('\u{20000}'..'\u{20800}').cycle().step_by(7).take(19_999).collect();
    let new = json!({ "subject": "Long", "description": description });
    let asks =
        (0..6).map(|_| async { app.as_(Who::User).post("/api/portal/tickets").json(&new).await.status() });
    assert_eq!(futures::future::join_all(asks).await, [201; 6]);
    assert_eq!(found(&app, Who::User, "\u{20007}\u{2000e}").await.len(), 6);
}

#[derive(Debug, Clone)]
enum Step {
    Say(usize),
    Note(usize),
    Set(Status),
    Rename(usize),
}

proptest! {
    #![proptest_config(Config { cases: 12, ..Config::default() })]

    /// Whatever happens to a ticket: its entry is what a rebuild from ticket and conversation gives.
    #[test]
    fn entries_always_equal_a_rebuild(steps in prop::collection::vec(prop_oneof![
        (0..5_usize).prop_map(Step::Say), (0..5_usize).prop_map(Step::Note),
        prop::sample::select(Status::ALL.to_vec()).prop_map(Step::Set), (0..5_usize).prop_map(Step::Rename),
    ], 1..12)) {
        const WORDS: [&str; 5] = ["Straße", "故障", "toner", "e-mail", "HTTPServer"];
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let app = desk().await;
            let ticket = id(&open(&app, Who::User, "Random").await);
            for step in &steps {
                app.clock.advance(SignedDuration::from_secs(1));
                let path = at(Who::Technician, &ticket, "");
                let answer = match step {
                    Step::Say(word) => act(&app, Who::User, &ticket, "/comments", json!({ "body": WORDS[*word] })).await,
                    Step::Note(word) => {
                        let note = json!({ "body": WORDS[*word], "internal": true });
                        act(&app, Who::Technician, &ticket, "/comments", note).await
                    }
                    Step::Set(status) => {
                        app.as_(Who::Technician).patch(&path).json(&json!({ "status": status.as_str() })).await
                    }
                    Step::Rename(word) => {
                        app.as_(Who::Technician).patch(&path).json(&json!({ "subject": WORDS[*word] })).await
                    }
                };
                assert!(answer.status() < 500);
            }
            let at = app.scope("acme").await;
            let stored = app.state.store.get::<Ticket>(&at, &ticket).await.unwrap().unwrap();
            let rebuilt = crate::store::rebuilt(&app.state, &at, &stored.value).await.unwrap();
            assert_eq!(entry(&app, &ticket).await.value, rebuilt);
        });
    }
}
