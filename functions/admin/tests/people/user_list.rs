//! The list of all people.

use shared_testing::Who;

use crate::support::{app, company, fill};

#[tokio::test]
async fn a_page_of_ten_thousand_users_costs_one_round_trip() {
    let app = app().await;
    let made = company(&app, "Big").await;
    fill(&app, &made, "Big", 10_000).await;
    for query in [
        "".to_owned(),
        "?limit=100".to_owned(),
        "?status=active&role=user".to_owned(),
        "?side=clients".to_owned(),
        "?q=person".to_owned(),
        format!("?company={made}&status=active"),
    ] {
        let before = app.round_trips();
        let list = app.as_(Who::Viewer).get(&format!("/api/manage/users{query}")).await.expect(200).json();
        assert_eq!(app.round_trips() - before, 1 + 1, "session check and one query: {query}");
        assert!(list["next_cursor"].is_string(), "{query}");
        let cursor = list["next_cursor"].as_str().unwrap();
        let joined = if query.is_empty() { "?".to_owned() } else { format!("{query}&") };
        let path = format!("/api/manage/users{joined}cursor={cursor}");
        let before = app.round_trips();
        let next = app.as_(Who::Viewer).get(&path).await.expect(200).json();
        assert_eq!(app.round_trips() - before, 1 + 1, "{query}");
        assert_ne!(next["items"][0]["id"], list["items"][0]["id"]);
    }
}

#[tokio::test]
async fn people_are_found_by_words_role_status_side_and_company() {
    let app = app().await;
    let names = async |query: &str| {
        let list = app.as_(Who::Viewer).get(&format!("/api/manage/users{query}")).await.expect(200).json();
        let mut names: Vec<String> = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["name"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("?side=staff").await, ["Admin", "Technician", "Viewer"]);
    assert_eq!(names("?role=company_admin").await, ["CompanyAdmin", "StrangerAdmin"]);
    assert_eq!(names("?role=technician").await, ["Technician"]);
    assert_eq!(names("?q=stranger&role=user").await, ["Stranger"]);
    assert_eq!(names("?status=disabled").await, Vec::<String>::new());
    let cedar = app.person(Who::Stranger).company.as_ref().unwrap().id.clone();
    assert_eq!(names(&format!("?company={cedar}")).await, ["Stranger", "StrangerAdmin"]);
    for wrong in ["?role=boss", "?company=nobody", "?side=left", "?limit=0", "?q=a&q=b"] {
        let _ = app.as_(Who::Viewer).get(&format!("/api/manage/users{wrong}")).await.expect(422);
    }
}
