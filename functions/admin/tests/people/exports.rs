//! Companies and people as spreadsheets.

use serde_json::json;
use shared_testing::Who;

use crate::support::{add_user, app, company, fill, new_user, records, sorted, with};

#[tokio::test]
async fn sec_17_no_name_of_a_company_or_a_person_runs_in_a_spreadsheet() {
    let app = app().await;
    let made = company(&app, "=HYPERLINK(\"http://evil.example\")").await;
    let body = with(&new_user("nora@acme.example"), &json!({ "name": "@SUM(A1:A9)" }));
    let _ = add_user(&app, &made, &body).await.expect(201);
    for (what, typed) in [("companies", "'=HYPERLINK"), ("users", "'@SUM(A1:A9)")] {
        let answer = app.as_(Who::Admin).get(&format!("/api/manage/exports/{what}")).await.expect(200);
        let text = answer.text();
        assert!(text.contains(typed), "{text}");
        assert!(text.starts_with('\u{feff}') && text.contains("\r\n"), "{text}");
        assert!(answer.header("content-type").starts_with("text/csv"));
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{what}.csv\""));
    }
    let (_, lines) = records(&app, "acme").await;
    assert_eq!(sorted(lines), ["company.export", "user.export"]);
}

#[tokio::test]
async fn an_export_holds_everybody_who_is_chosen_once() {
    let app = app().await;
    let made = company(&app, "Big").await;
    fill(&app, &made, "Big", 2_300).await;
    let path = format!("/api/manage/exports/users?company={made}");
    let text = app.as_(Who::Admin).get(&path).await.expect(200).text();
    let mut emails: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').nth(3).unwrap()).collect();
    assert_eq!(emails.len(), 2_300);
    emails.sort_unstable();
    emails.dedup();
    assert_eq!(emails.len(), 2_300);
    let packed = app.as_(Who::Admin).get(&path).header("accept-encoding", "gzip").await.expect(200);
    assert!(!packed.bytes().is_empty() && packed.header("content-encoding") == "gzip");
    let text = app.as_(Who::Admin).get("/api/manage/exports/users?side=staff").await.expect(200).text();
    assert_eq!(text.lines().count(), 1 + 3);
    let _ = app.as_(Who::Technician).get("/api/manage/exports/users").await.expect(403);
}
