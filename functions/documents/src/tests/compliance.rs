//! Compliance: the figures that are kept are those that a count of everybody gives, whatever has happened.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::event::{Audience, Event};
use shared::id::UserId;
use shared_testing::{TestApp, Who};

use super::office::{company, id, office, published, signed};

const PATH: &str = "/api/manage/documents/compliance";

pub(super) async fn get(app: &TestApp, rest: &str) -> Value {
    app.as_(Who::Viewer).get(&format!("{PATH}{rest}")).await.expect(200).json()
}

/// Somebody joins, as the areas that add people write it.
pub(super) async fn join(app: &TestApp, like: Who, name: &str, told: bool) {
    let scope = app.scope("acme").await;
    let mut user = app.person(like).clone();
    user.id = UserId::mint(&*app.state.clock, &*app.state.entropy);
    (user.name, user.sort_name) = (name.to_owned(), name.to_lowercase());
    let mut batch = app.state.store.batch(&scope);
    batch.create(&user);
    if told {
        batch.event(Event::new("user.created", user.id.as_str(), 1, Audience::staff()));
    }
    app.state.store.commit(batch).await.unwrap();
}

/// What is wrong with the figures, by a count of everybody.
pub(super) async fn check(app: &TestApp) {
    let found = get(app, "").await;
    let (mut signed, mut required, mut overdue) = (0, 0, 0);
    let policies = found["policies"].as_array().unwrap();
    let page = app.as_(Who::Viewer).get("/api/manage/documents/policies?state=published&limit=100").await;
    assert_eq!(policies.len(), page.expect(200).json()["items"].as_array().unwrap().len());
    for policy in policies {
        let path = format!("/api/manage/documents/policies/{}/signers", id(policy));
        let roster = app.as_(Who::Viewer).get(&path).await.expect(200).json();
        for field in ["signed", "required", "score", "grade"] {
            assert_eq!(policy[field], roster["score"][field], "{field} of {policy}");
        }
        let people = roster["people"].as_array().unwrap();
        let late = people.iter().filter(|one| one["status"] == "overdue").count() as u64;
        assert_eq!(policy["overdue"], late);
        let one = get(app, &format!("/companies?policy={}", id(policy))).await;
        let companies: Vec<Value> = one["items"].as_array().unwrap().iter().map(score).collect();
        assert_eq!(companies, roster["companies"].as_array().unwrap().iter().map(score).collect::<Vec<_>>());
        signed += policy["signed"].as_u64().unwrap();
        required += policy["required"].as_u64().unwrap();
        overdue += late;
    }
    assert_eq!((&found["signed"], &found["required"]), (&json!(signed), &json!(required)));
    assert_eq!(found["overdue"], overdue);
    let mut open = 0;
    let companies = get(app, "/companies").await;
    for one in companies["items"].as_array().unwrap() {
        let path = format!("/companies/{}?limit=100", one["company"]["id"].as_str().unwrap());
        let missing = get(app, &path).await;
        let missing = missing["items"].as_array().unwrap();
        let left = one["required"].as_u64().unwrap() - one["signed"].as_u64().unwrap();
        assert_eq!(missing.len() as u64, left, "{one}");
        assert_eq!(missing.iter().filter(|line| line["status"] == "overdue").count(), one["overdue"]);
        let mut people: Vec<&str> = missing.iter().map(|line| line["id"].as_str().unwrap()).collect();
        people.dedup();
        assert_eq!(people.len(), one["open_people"], "{one}");
        open += people.len();
    }
    assert_eq!(found["open_people"], open);
}

fn score(company: &Value) -> Value {
    json!([company["company"], company["signed"], company["required"], company["score"], company["grade"]])
}

#[tokio::test]
async fn figures_are_of_all_policies_and_of_each_and_the_worst_company_stands_first() {
    let app = office().await;
    let nothing = get(&app, "").await;
    assert_eq!((&nothing["score"], &nothing["policies"]), (&json!(100), &json!([])));
    let one = published(&app, json!({ "title": "Use", "deadline": "2026-03-02" })).await;
    let two = published(&app, json!({ "title": "Pay", "signers": "admins" })).await;
    for who in [Who::CompanyAdmin, Who::CompanyReader, Who::User] {
        signed(&app, who, &one).await;
    }
    signed(&app, Who::CompanyAdmin, &two).await;
    let found = get(&app, "").await;
    assert_eq!((&found["signed"], &found["required"], &found["score"]), (&json!(4), &json!(8), &json!(50)));
    assert_eq!(
        (&found["companies"], &found["open_people"], &found["overdue"]),
        (&json!(2), &json!(3), &json!(0))
    );
    assert_eq!(found["policies"][0]["title"], "Pay", "equal scores by title");
    let companies = get(&app, "/companies").await;
    let line = |place: usize| companies["items"][place].clone();
    assert_eq!((&line(0)["company"]["name"], &line(0)["score"]), (&json!("Cedar"), &json!(0)));
    assert_eq!(
        (&line(1)["score"], &line(1)["grade"], &line(1)["open_people"]),
        (&json!(80), &json!("yellow"), &json!(1))
    );
    app.clock.advance(SignedDuration::from_hours(16));
    let late = get(&app, "").await;
    assert_eq!(late["overdue"], 3, "by the day alone, without a count");
    check(&app).await;
    let birch = company(&app, Who::User);
    let missing = get(&app, &format!("/companies/{birch}")).await;
    assert_eq!(missing["company"]["name"], "Birch");
    let line = &missing["items"][0];
    assert_eq!(
        (&line["name"], &line["title"], &line["status"]),
        (&json!("OtherUser"), &json!("Use"), &json!("overdue"))
    );
    let csv = app.as_(Who::Viewer).get(&format!("{PATH}/export")).await.expect(200).text();
    assert!(csv.contains("Birch,Use,1,2026-03-02,4,3,1,1,75,yellow"), "{csv}");
    assert!(csv.contains("Cedar,Pay,1,,1,0,1,0,0,red"), "{csv}");
}

#[tokio::test]
async fn companies_are_found_by_name_and_policy_and_come_by_pages() {
    let app = office().await;
    let birch = company(&app, Who::User);
    published(&app, json!({ "title": "All" })).await;
    let only = json!({ "title": "Birch alone", "shown_to": { "all": false, "companies": [birch] } });
    let only = published(&app, only).await;
    let names = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items.map(|item| item["company"]["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&get(&app, "/companies?q=ced").await), ["Cedar"]);
    assert_eq!(names(&get(&app, "/companies?q=nobody").await), [""; 0]);
    let page = get(&app, &format!("/companies?policy={}", id(&only))).await;
    assert_eq!((names(&page), &page["items"][0]["required"]), (vec!["Birch".to_owned()], &json!(4)));
    let first = get(&app, "/companies?limit=1").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = get(&app, &format!("/companies?limit=1&cursor={cursor}")).await;
    assert!(second["next_cursor"].is_null());
    let mut all = [names(&first), names(&second)].concat();
    all.sort();
    assert_eq!(all, ["Birch", "Cedar"]);
    let refused = app.as_(Who::Viewer).get(&format!("{PATH}/companies?q=ced&cursor={cursor}")).await;
    let _ = refused.expect(422);
    for query in ["?q=a&q=b", "?limit=0", "?limit=101", "?sort=a", "?policy=x"] {
        let _ = app.as_(Who::Viewer).get(&format!("{PATH}/companies{query}")).await.expect(422);
    }
    let _ = app.as_(Who::Viewer).get(&format!("{PATH}/companies?q={}", "x".repeat(201))).await.expect(422);
    let _ = app.as_(Who::Viewer).get(&format!("{PATH}/companies?q={}", "x".repeat(200))).await.expect(200);
}

#[tokio::test]
async fn who_has_signed_everything_takes_no_place_on_a_page() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    for who in [Who::CompanyAdmin, Who::CompanyReader] {
        signed(&app, who, &policy).await;
    }
    let birch = company(&app, Who::User);
    let first = get(&app, &format!("/companies/{birch}?limit=1")).await;
    assert_eq!(first["items"][0]["name"], "OtherUser", "two people were passed over");
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = get(&app, &format!("/companies/{birch}?limit=1&cursor={cursor}")).await;
    assert_eq!(second["items"][0]["name"], "User");
    let foreign = &app.person(Who::ForeignUser).company.as_ref().unwrap().id;
    let _ = app.as_(Who::Viewer).get(&format!("{PATH}/companies/{foreign}")).await.expect(404);
}

#[tokio::test]
async fn two_looks_at_once_count_the_same() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    for round in 0..5 {
        join(&app, Who::User, &format!("New {round}"), true).await;
        let looks = (0..4).map(|_| get(&app, ""));
        for found in futures::future::join_all(looks).await {
            assert_eq!(found["policies"][0]["required"], 7 + round);
        }
    }
    signed(&app, Who::User, &policy).await;
    check(&app).await;
}

#[tokio::test]
async fn more_titles_than_one_document_keeps_are_counted_each_time() {
    let app = office().await;
    let mut policies = Vec::new();
    for n in 0..140 {
        let title = format!("{n} {}", "\u{1F5F9}".repeat(190));
        policies.push(published(&app, json!({ "title": title })).await);
    }
    for signed_by in [0, 1] {
        for policy in &policies[..signed_by] {
            signed(&app, Who::User, policy).await;
        }
        let found = get(&app, "").await;
        assert_eq!((&found["required"], &found["signed"]), (&json!(140 * 6), &json!(signed_by)));
        let companies = get(&app, "/companies").await;
        assert_eq!(companies["items"].as_array().unwrap().len(), 2);
    }
}
