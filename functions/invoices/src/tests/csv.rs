//! Files in and out.

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::desk::{company, desk, named, numbers, push, record};

pub(super) async fn import(app: &TestApp, file: &str, query: &str) -> shared_testing::Answer {
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
         R-3;{birch};sent;2026-02-01;;EUR;Setup;1;1.05;;\r\n\
         R-4;Nobody;sent;in February;;EUR;Setup;1;1;;\r\n\
         ;;;;;;;;;;\r\n"
    );
    for (query, expected) in [("?dry_run=true", 0), ("", 2)] {
        let report = import(&app, &file, query).await.expect(200).json();
        assert_eq!((&report["created"], &report["refused"]), (&json!(2), &json!(2)), "{report}");
        assert_eq!(report["records"][2]["row"], 5);
        assert!(report["records"][2]["errors"]["unit_price"].as_str().unwrap().contains("1.05"));
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
async fn a_number_that_can_be_read_both_ways_is_asked_about_before_anything_is_written() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let file = format!(
        "number;company;issued;currency;description;unit_price\nR-1;{birch};2026-02-01;EUR;Server;1.000\n"
    );
    let dry = import(&app, &file, "?dry_run=true").await.expect(200).json();
    let question = json!({ "cell": "1.000", "point": "1.000", "comma": "1000" });
    assert_eq!(dry["file"]["numbers"], json!({ "mark": "comma", "question": question }), "{dry}");
    assert_eq!(dry["created"], 1);
    let refused = import(&app, &file, "").await.expect(422).json();
    assert!(refused["errors"]["numbers"].as_str().unwrap().contains("1.000"), "{refused}");
    assert_eq!(numbers(&app, Who::User, "portal", "").await, [""; 0]);
    let total = async || {
        app.as_(Who::User).get("/api/portal/invoices").await.expect(200).json()["items"][0]["total"].clone()
    };
    let chosen = import(&app, &file, "?numbers=comma").await.expect(200).json();
    assert_eq!((&chosen["created"], total().await), (&json!(1), json!(100_000)));
    let again = import(&app, &file, "?numbers=point").await.expect(200).json();
    assert_eq!((&again["changed"], total().await), (&json!(1), json!(100)));
    // Another number decides; so do quantities, and other currencies are no different.
    for (rows, amount) in [
        (format!("R-2;{birch};2026-02-01;EUR;a;1.000;\nR-2;{birch};2026-02-01;EUR;b;0,50;\n"), 100_050),
        (format!("R-2;{birch};2026-02-01;EUR;a;1.000;2,5\n"), 250_000),
        (format!("R-2;{birch};2026-02-01;EUR;a;1.000;2.5\n"), 250),
        (format!("R-2;{birch};2026-02-01;JPY;a;1.000.000;\n"), 1_000_000),
        (format!("R-2;{birch};2026-02-01;KWD;a;1.000,500;\n"), 1_000_500),
    ] {
        let file = format!("number;company;issued;currency;description;unit_price;quantity\n{rows}");
        let report = import(&app, &file, "").await.expect(200).json();
        assert_eq!(report["refused"], 0, "{report}");
        let page = app.as_(Who::User).get("/api/portal/invoices?q=R-2").await.expect(200).json();
        assert_eq!(page["items"][0]["total"], amount, "{rows}");
    }
}

#[tokio::test]
async fn a_day_that_can_be_two_days_is_asked_about() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let file = format!("number,company,issued,currency,unit_price\nR-1,{birch},01/03/2026,EUR,5\n");
    let dry = import(&app, &file, "?dry_run=true").await.expect(200).json();
    let question = json!({ "cell": "01/03/2026", "day_first": "2026-03-01", "month_first": "2026-01-03" });
    assert_eq!(dry["file"]["days"], json!({ "order": "day_first", "question": question }), "{dry}");
    let refused = import(&app, &file, "").await.expect(422).json();
    assert!(refused["errors"]["days"].is_string());
    for (order, day) in [("day_first", "2026-03-01"), ("month_first", "2026-01-03")] {
        let _ = import(&app, &file, &format!("?days={order}")).await.expect(200);
        let page = app.as_(Who::User).get("/api/portal/invoices").await.expect(200).json();
        assert_eq!(page["items"][0]["issued_on"], day);
    }
}

#[tokio::test]
async fn companies_are_matched_by_their_cleaned_names() {
    let app = desk().await;
    named(&app, Who::User, "Ärzte am Markt").await;
    let row = |number: &str, company: &str| format!("{number},{company},2026-02-01,EUR,5\n");
    let file = format!(
        "number,company,issued,currency,unit_price\n{}{}{}{}",
        row("R-1", "Ärzte\u{a0}am Markt"),
        row("R-2", "  Ärzte  am   Markt "),
        row("R-3", "A\u{308}rzte am Markt"),
        row("R-4", "ÄRZTE AM MARKT"),
    );
    let report = import(&app, &file, "").await.expect(200).json();
    assert_eq!((&report["created"], &report["refused"]), (&json!(4), &json!(0)), "{report}");
    let unknown =
        import(&app, &format!("number,company,issued,currency,unit_price\n{}", row("R-5", "Oak")), "").await;
    let unknown = unknown.expect(200).json();
    assert!(unknown["records"][0]["errors"]["company"].as_str().unwrap().contains("Oak"));
}

#[tokio::test]
async fn taxes_of_rows_are_added_up_and_sums_are_told_as_amounts() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let head = "number;company;issued;currency;description;unit_price;tax;total\n";
    let row = |tax: &str, total: &str| format!("R-1;{birch};2026-02-01;EUR;x;100,00;{tax};{total}\n");
    let report =
        import(&app, &format!("{head}{}{}", row("19,00", ""), row("19,00", "")), "").await.expect(200).json();
    assert_eq!(report["created"], 1, "{report}");
    let page = app.as_(Who::User).get("/api/portal/invoices").await.expect(200).json();
    assert_eq!(page["items"][0]["total"], 23_800);
    let wrong = import(&app, &format!("{head}{}", row("19,00", "238,00")), "").await.expect(200).json();
    assert_eq!(
        wrong["records"][0]["errors"]["total"],
        "Lines and tax come to 119.00 EUR, not to 238.00 EUR."
    );
}

#[tokio::test]
async fn an_amount_beside_a_description_is_the_lines_and_alone_the_invoices() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let line =
        |text: &str, amount: &str, tax: &str| format!("R-1,{birch},2026-02-01,EUR,{text},{amount},{tax}\n");
    let lines = format!(
        "number,company,issued,currency,description,amount,tax\n{}{}",
        line("Hours", "99.90", "19.98"),
        line("Travel", "50.00", "10.00")
    );
    let report = import(&app, &lines, "").await.expect(200).json();
    assert_eq!(report["created"], 1, "{report}");
    let alone = format!("number,company,issued,currency,amount\nR-2,{birch},2026-02-01,EUR,119.88\n");
    let report = import(&app, &alone, "").await.expect(200).json();
    assert_eq!(report["created"], 1, "{report}");
    let page = app.as_(Who::User).get("/api/portal/invoices").await.expect(200).json();
    let mut totals: Vec<i64> =
        page["items"].as_array().unwrap().iter().map(|one| one["total"].as_i64().unwrap()).collect();
    totals.sort_unstable();
    assert_eq!(totals, [11_988, 17_988]);
}

#[tokio::test]
async fn mistakes_name_the_row_in_every_kind_of_line_ends() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    for ends in ["\n", "\r\n", "\r"] {
        let lines = [
            "sep=;".to_owned(),
            String::new(),
            "number;company;issued;currency;description;unit_price".to_owned(),
            format!("R-1;{birch};2026-02-01;EUR;x;5,00"),
            ";;;;;".to_owned(),
            format!("R-2;{birch};2026-02-01;EUR;x;five"),
            format!("R-1;{birch};2026-02-01;EUR;y;1,234567"),
        ];
        let report = import(&app, &lines.join(ends), "?dry_run=true").await.expect(200).json();
        assert_eq!((&report["created"], &report["refused"]), (&json!(1), &json!(1)), "{ends:?} {report}");
        assert_eq!(
            (&report["records"][0]["row"], &report["records"][1]["row"]),
            (&json!(4), &json!(6)),
            "{ends:?}"
        );
    }
    let bad = format!(
        "number,company,issued,currency,unit_price\nR-1,{birch},2026-02-01,EUR,5\nR-1,{birch},2026-02-01,EUR,x\n"
    );
    let report = import(&app, &bad, "").await.expect(200).json();
    assert_eq!(
        report["records"][0]["errors"]["unit_price"],
        "Row 3: \u{201c}x\u{201d} is no amount as 1250.00."
    );
}

#[tokio::test]
async fn a_damaged_letter_is_named_with_its_row_and_the_encoding_can_be_chosen() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let post = async |bytes: Vec<u8>, query: &str| {
        let path = format!("/api/manage/invoices/import{query}");
        app.as_(Who::Admin)
            .post(&path)
            .body(bytes)
            .header("content-type", "text/csv")
            .await
            .expect(200)
            .json()
    };
    let head = "number,company,issued,currency,description,unit_price\n";
    let good = format!("{head}R-1,{birch},2026-02-01,EUR,Müller,5\nR-2,{birch},2026-02-01,EUR,Br");
    let damaged = [good.as_bytes(), b"\xFChl,5\n"].concat();
    let report = post(damaged.clone(), "?dry_run=true").await;
    assert_eq!((&report["file"]["encoding"], &report["created"]), (&json!("UTF-8"), &json!(1)), "{report}");
    let told = report["records"][1]["errors"]["description"].as_str().unwrap();
    assert!(told.starts_with("Row 3:"), "{told}");
    let western = post(damaged, "?dry_run=true&encoding=windows-1252").await;
    assert_eq!((&western["file"]["encoding"], &western["refused"]), (&json!("windows-1252"), &json!(0)));
}

#[tokio::test]
async fn a_file_of_unknown_columns_is_shown_and_read_as_somebody_assigns_them() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let file = format!("Ref,Whom,Day,Sum\nR-1,{birch},2026-02-01,12.50\n");
    let dry = import(&app, &file, "?dry_run=true").await.expect(200).json();
    assert_eq!(dry["file"]["head"], json!(["Ref", "Whom", "Day", "Sum"]));
    assert_eq!(
        dry["file"]["missing"],
        json!(["number", "company", "issued", "currency", "unit_price"]),
        "{dry}"
    );
    let columns = "%7B%22number%22%3A0%2C%22company%22%3A1%2C%22issued%22%3A2%2C%22unit_price%22%3A3%7D";
    let query = format!("?columns={columns}&currency=eur");
    let report = import(&app, &file, &query).await.expect(200).json();
    assert_eq!(report["created"], 1, "{report}");
    for wrong in [
        "?columns=%7B%22number%22%3A0%2C%22company%22%3A0%7D",
        "?columns=x",
        "?columns=%7B%22number%22%3A99%7D",
    ] {
        let refused = import(&app, &file, wrong).await.expect(422).json();
        assert!(refused["errors"]["columns"].is_string(), "{wrong}");
    }
    let refused = import(&app, &file, "?currency=XXX").await.expect(422).json();
    assert!(refused["errors"]["currency"].is_string());
}

#[tokio::test]
async fn what_is_no_file_of_invoices_is_refused_whole() {
    let app = desk().await;
    let head = "number,company,issued,currency,description,unit_price\n";
    for (file, field) in [("", "file"), ("a,b\n1,2\n", "columns"), (head, "file")] {
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
