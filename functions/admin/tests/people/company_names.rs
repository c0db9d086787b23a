//! No two companies of a tenant have the same name.

use serde_json::json;
use shared_testing::Who;

use crate::support::{app, company, wrong_fields};

#[tokio::test]
async fn a_name_is_taken_without_regard_to_case_and_only_in_its_own_tenant() {
    let app = app().await;
    let _ = company(&app, "Harbour & Pine").await;
    for name in ["Harbour & Pine", "HARBOUR & PINE", " harbour  &  pine "] {
        let answer = app.as_(Who::Admin).post("/api/manage/companies").json(&json!({ "name": name })).await;
        assert_eq!(wrong_fields(&answer), ["name"], "{name}");
    }
    let body = json!({ "name": "Harbour & Pine" });
    let _ = app.as_(Who::ForeignAdmin).post("/api/manage/companies").json(&body).await.expect(201);
}

#[tokio::test]
async fn of_ten_companies_of_one_name_at_once_one_is_added() {
    let app = app().await;
    let body = json!({ "name": "Harbour" });
    let sent = (0..10).map(|_| app.as_(Who::Admin).post("/api/manage/companies").json(&body).send());
    let mut statuses: Vec<u16> =
        futures::future::join_all(sent).await.iter().map(|one| one.status()).collect();
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (201, [422; 9].as_slice()));
}

#[tokio::test]
async fn a_name_that_was_given_up_is_free_again() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let other = company(&app, "Pine").await;
    let rename = async |id: &str, version: u64, name: &str| {
        let request = app.as_(Who::Admin).patch(&format!("/api/manage/companies/{id}")).if_match(version);
        request.json(&json!({ "name": name })).await
    };
    assert_eq!(wrong_fields(&rename(&id, 1, "PINE").await), ["name"]);
    // The own name in another case is nobody else's.
    let _ = rename(&id, 1, "HARBOUR").await.expect(200);
    let _ = rename(&id, 2, "Haven").await.expect(200);
    let _ = rename(&other, 1, "Harbour").await.expect(200);
    assert_eq!(wrong_fields(&rename(&id, 3, "harbour").await), ["name"]);
}
