//! Invoices on paper.

use serde_json::{Value, json};
use shared::work::Kind;
use shared_testing::Who;

use super::desk::{company, desk, push, record};

#[tokio::test]
async fn an_invoice_is_printed_over_as_many_pages_as_it_needs() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let line = |n: usize| json!({ "description": format!("Línea {n}: مرحبا 東京 שלום नमस्ते"), "quantity": "1.5", "unit_price": 1_000 });
    let lines: Vec<Value> = (0..100).map(line).collect();
    let long = json!({ "number": "A/1 \"x\"", "lines": lines, "tax": 0, "total": 150_000, "note": "Danke!", "pay_link": "https://pay.example/1" });
    push(&app, &[record(&birch, "A-1", &long), record(&birch, "A-2", &json!({ "status": "draft" }))]).await;
    let id = shared::id::InvoiceId::named("acme", "A-1");
    for (who, side) in [(Who::User, "portal"), (Who::Viewer, "manage")] {
        let file = app.as_(who).get(&format!("/api/{side}/invoices/{id}/pdf")).await.expect(200);
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(file.header("content-disposition"), "inline; filename=\"invoice-A-1--x.pdf\"");
        assert!(file.bytes().starts_with(b"%PDF-1."));
        let pages = lopdf::Document::load_mem(file.bytes()).unwrap().get_pages().len();
        assert!(pages >= 4, "{pages} pages");
    }
    let draft = shared::id::InvoiceId::named("acme", "A-2");
    let _ = app.as_(Who::User).get(&format!("/api/portal/invoices/{draft}/pdf")).await.expect(404);
}

#[tokio::test]
async fn sec_30_an_invoices_file_is_made_once_for_each_version() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    push(&app, &[record(&birch, "A-1", &json!({})), record(&birch, "A-2", &json!({}))]).await;
    let path = |number: &str, more: &str| {
        format!("/api/portal/invoices/{}{more}", shared::id::InvoiceId::named("acme", number))
    };
    let first = app.as_(Who::User).get(&path("A-1", "/pdf")).await.expect(200);
    // From here on nothing more is made for this tenant.
    let acme = shared::tenant::TenantSlug::parse("acme").unwrap();
    let held: Vec<_> = std::iter::from_fn(|| app.state.work.line_up(Kind::Pdf, &acme).ok()).collect();
    assert!(!held.is_empty());
    let again = app.as_(Who::User).get(&path("A-1", "/pdf")).await.expect(200);
    assert_eq!(again.bytes(), first.bytes(), "what was made is remembered");
    let staff = app.as_(Who::Admin).get(&path("A-1", "/pdf").replace("portal", "manage")).await.expect(200);
    assert_eq!(staff.bytes(), first.bytes(), "for whoever reads the same");
    let other = app.as_(Who::User).get(&path("A-2", "/pdf")).await.expect(503);
    assert_eq!(other.header("retry-after"), "5");
    // Another version is another file.
    push(&app, &[record(&birch, "A-1", &json!({ "note": "Changed" }))]).await;
    let _ = app.as_(Who::User).get(&path("A-1", "/pdf")).await.expect(503);
    drop(held);
    let changed = app.as_(Who::User).get(&path("A-1", "/pdf")).await.expect(200);
    assert_ne!(changed.bytes(), first.bytes());
}

#[tokio::test]
async fn sec_30_a_full_line_answers_503_with_retry_after() {
    let app = desk().await;
    let acme = shared::tenant::TenantSlug::parse("acme").unwrap();
    let held: Vec<_> = std::iter::from_fn(|| app.state.work.line_up(Kind::Csv, &acme).ok()).collect();
    let import = |who: Who| {
        let file = "number,company,issued,currency,description,unit_price\n1,Birch,2026-01-01,EUR,x,1\n";
        let path = "/api/manage/invoices/import?dry_run=true";
        app.as_(who).post(path).body(file).header("content-type", "text/csv")
    };
    let refused = import(Who::Admin).await.expect(503);
    assert_eq!((refused.header("retry-after"), &refused.json()["code"]), ("5", &json!("UNAVAILABLE")));
    let _ = import(Who::ForeignAdmin).await.expect(200);
    drop(held);
    let _ = import(Who::Admin).await.expect(200);
}

#[tokio::test]
async fn a_letter_that_no_font_draws_is_given_by_its_number_and_the_invoice_says_so() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let line = json!([{ "description": "Հայկ 😀 \u{1f680}", "quantity": "1", "unit_price": 1_000 }]);
    let one = json!({ "number": "A-1", "lines": line, "tax": 0, "total": 1_000 });
    push(&app, &[record(&birch, "A-1", &one)]).await;
    let id = shared::id::InvoiceId::named("acme", "A-1");
    let file = app.as_(Who::User).get(&format!("/api/portal/invoices/{id}/pdf")).await.expect(200);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("invoice.pdf");
    std::fs::write(&path, file.bytes()).unwrap();
    let text = std::process::Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().unwrap();
    let text = String::from_utf8_lossy(&text.stdout);
    assert!(text.contains("Հայկ [U+1F600] [U+1F680]"), "{text}");
    assert!(text.contains("given by their Unicode number"), "{text}");
}
