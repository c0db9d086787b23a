//! Files in and out.

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::desk::{company, desk, numbers, push, record};

async fn import(app: &TestApp, file: &str, query: &str) -> shared_testing::Answer {
    let path = format!("/api/manage/invoices/import{query}");
    app.as_(Who::Admin).post(&path).body(file.to_owned()).header("content-type", "text/csv").await
}

#[tokio::test]
async fn rows_of_one_number_make_one_invoice_and_a_dry_run_writes_nothing() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let file = format!(
        "\u{feff}Number;Company;Status;Issued;Due;Currency;Description;Quantity;Unit price;Tax;Total\r\n\
         R-1;{birch};sent;2026-02-01;2026-03-01;EUR;Wartung;2,5;100,00;47,50;297,50\r\n\
         R-1;{birch};;;;EUR;Lizenzen;;0,00;;\r\n\
         R-2;{birch};paid;2026-02-01;;JPY;Setup;3;1200;;\r\n\
         R-3;{birch};sent;2026-02-01;;EUR;Setup;1;1.005;;\r\n\
         R-4;Nobody;sent;01.02.2026;;EUR;Setup;1;1;;\r\n\
         ;;;;;;;;;;\r\n"
    );
    for (query, expected) in [("?dry_run=true", 0), ("", 2)] {
        let report = import(&app, &file, query).await.expect(200).json();
        assert_eq!((&report["created"], &report["refused"]), (&json!(2), &json!(2)), "{report}");
        assert_eq!(report["records"][2]["row"], 5);
        assert!(report["records"][2]["errors"]["unit_price"].as_str().unwrap().contains("1.005"));
        let wrong = report["records"][3]["errors"].as_object().unwrap();
        assert!(wrong.contains_key("company") && wrong.contains_key("issued"), "{wrong:?}");
        assert_eq!(numbers(&app, Who::User, "portal", "").await.len(), expected);
    }
    let again = import(&app, &file, "").await.expect(200).json();
    assert_eq!(again["unchanged"], 2);
    let page = app.as_(Who::User).get("/api/portal/invoices?q=wartung").await.expect(200).json();
    assert_eq!((&page["items"][0]["total"], &page["items"][0]["currency"]), (&json!(29_750), &json!("EUR")));
}

#[tokio::test]
async fn what_is_no_file_of_invoices_is_refused_whole() {
    let app = desk().await;
    let head = "number,company,issued,currency,description,unit_price\n";
    for (file, field) in [("", "columns"), ("a,b\n1,2\n", "columns"), (head, "file")] {
        let refused = import(&app, file, "").await.expect(422).json();
        assert!(refused["errors"].get(field).is_some(), "{file}: {refused}");
    }
    let path = "/api/manage/invoices/import";
    let bytes =
        app.as_(Who::Admin).post(path).body(vec![0xff, 0xfe]).header("content-type", "text/csv").await;
    let _ = bytes.expect(422);
    let large =
        app.as_(Who::Admin).post(path).body(vec![b'x'; 3 << 20]).header("content-type", "text/csv").await;
    let _ = large.expect(413);
    let many: String = (0..2_001).map(|n| format!("{n},Birch,2026-01-01,EUR,x,1\n")).collect();
    let refused = import(&app, &format!("{head}{many}"), "").await.expect(422).json();
    assert!(refused["errors"]["file"].as_str().unwrap().contains("2,000"));
}

#[tokio::test]
async fn sec_17_the_export_has_all_invoices_of_the_list_and_runs_nothing() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let mut records: Vec<Value> = (0..1_100).map(|n| record(&birch, &format!("A-{n}"), &json!({}))).collect();
    let evil = json!({ "number": "=1+1", "lines": [{ "description": "@SUM(A1)", "quantity": "2.5", "unit_price": 400 }], "status": "paid" });
    records.push(record(&birch, "E", &evil));
    records.push(record(&birch, "D", &json!({ "status": "draft", "number": "D" })));
    push(&app, &records).await;
    let file = app.as_(Who::User).get("/api/portal/invoices/export").await.expect(200);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"invoices-2026-03-02.csv\"");
    let text = file.text();
    assert_eq!(text.lines().count(), 1_102);
    assert_eq!(
        text.lines().nth(1).unwrap().split(',').skip(1).collect::<Vec<_>>().join(","),
        "sent,2026-02-01,2026-03-15,,EUR,10.00,1.90,11.90,Managed services"
    );
    assert!(text.contains("'=1+1,paid,") && text.contains(",'@SUM(A1)"));
    let paid = app.as_(Who::User).get("/api/portal/invoices/export?status=paid").await.expect(200).text();
    assert_eq!(paid.lines().count(), 2);
}
