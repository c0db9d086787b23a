//! Files of other programs. Nobody's real export: the columns are those that each program documents, the rows are ours.

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::csv::import;
use super::desk::{desk, named};

/// Imports a file in which everything is right, and gives its invoices by number.
async fn imported(app: &TestApp, file: &str, query: &str, layout: &str) -> Vec<Value> {
    let report = import(app, file, query).await.expect(200).json();
    assert_eq!((&report["refused"], &report["file"]["layout"]), (&json!(0), &json!(layout)), "{report}");
    let page = app.as_(Who::Viewer).get("/api/manage/invoices?sort=oldest").await.expect(200).json();
    let mut invoices = Vec::new();
    for item in page["items"].as_array().unwrap() {
        let path = format!("/api/manage/invoices/{}", item["id"].as_str().unwrap());
        invoices.push(app.as_(Who::Viewer).get(&path).await.expect(200).json());
    }
    invoices.sort_by_key(|invoice| invoice["number"].to_string());
    invoices
}

fn sums(invoice: &Value) -> (i64, i64, i64, usize, &str) {
    let of = |field: &str| invoice[field].as_i64().unwrap();
    let lines = invoice["lines"].as_array().unwrap().len();
    (of("subtotal"), of("tax"), of("total"), lines, invoice["status"].as_str().unwrap())
}

/// Columns of Xero's export of sales invoices, as its own import template names them (with four decimals, days first).
#[tokio::test]
async fn xero() {
    let app = desk().await;
    named(&app, Who::User, "Birch & Co").await;
    let head = "ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,\
                POPostalCode,POCountry,InvoiceNumber,Reference,InvoiceDate,DueDate,PlannedDate,Total,TaxTotal,\
                InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,Description,Quantity,UnitAmount,Discount,LineAmount,\
                AccountCode,TaxType,TaxAmount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency,Type,\
                Sent,Status\n";
    let row = |number: &str, sums: &str, line: &str, kind: &str, status: &str| {
        format!(
            "Birch & Co,,,,,,,,,,{number},,15/02/2026,16/03/2026,,{sums},,{line},,,,,GBP,{kind},Sent,{status}\n"
        )
    };
    let file = [
        head.to_owned(),
        row(
            "INV-1",
            "264.0000,44.0000,0.0000,264.0000",
            "Support,2.0000,100.0000,,200.0000,200,20% (VAT on Income),40.0000",
            "Sales invoice",
            "Awaiting Payment",
        ),
        row(
            "INV-1",
            "264.0000,44.0000,0.0000,264.0000",
            "Calls,100.0000,0.2500,20,20.0000,200,20% (VAT on Income),4.0000",
            "Sales invoice",
            "Awaiting Payment",
        ),
        // Prices with tax.
        row(
            "INV-2",
            "120.0000,20.0000,120.0000,0.0000",
            "Setup,1.0000,120.0000,,120.0000,200,20% (VAT on Income),20.0000",
            "Sales invoice",
            "Paid",
        ),
        row(
            "CN-1",
            "12.0000,2.0000,0.0000,12.0000",
            "Refund,1.0000,10.0000,,10.0000,200,20% (VAT on Income),2.0000",
            "Sales credit note",
            "Awaiting Payment",
        ),
    ]
    .concat();
    let invoices = imported(&app, &file, "", "xero").await;
    assert_eq!(sums(&invoices[0]), (-1_000, -200, -1_200, 1, "credit"));
    assert_eq!(sums(&invoices[1]), (22_000, 4_400, 26_400, 2, "sent"));
    assert_eq!(invoices[1]["lines"][1]["unit_price"], "0.20", "after the discount");
    assert_eq!(
        (&invoices[1]["issued_on"], &invoices[1]["due_on"]),
        (&json!("2026-02-15"), &json!("2026-03-16"))
    );
    assert_eq!(sums(&invoices[2]), (10_000, 2_000, 12_000, 1, "paid"));
}

/// Columns of QuickBooks Online's template for invoices, and of its report "Sales by customer detail", which has a title
/// above its head and a sum below its rows.
#[tokio::test]
async fn quickbooks() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    let template = "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Location,Memo,Item(Product/Service),ItemDescription,\
                    ItemQuantity,ItemRate,*ItemAmount,ItemTaxCode,ItemTaxAmount,Currency,Service Date\n\
                    1001,Birch,02/15/2026,03/17/2026,Net 30,,Thank you,Support,Support hours,2,95.50,191.00,TAX,15.28,USD,\n\
                    1001,Birch,,,,,,Calls,Text messages,1000,0.0175,17.50,TAX,1.40,USD,\n";
    let invoices = imported(&app, template, "", "quickbooks").await;
    assert_eq!(sums(&invoices[0]), (20_850, 1_668, 22_518, 2, "sent"));
    assert_eq!(
        (&invoices[0]["lines"][1]["unit_price"], &invoices[0]["note"]),
        (&json!("0.0175"), &json!("Thank you"))
    );
    let report = "Sales by Customer Detail\n\"Acme, Inc.\"\n\"January - March, 2026\"\n\n\
                  Date,Transaction Type,Num,Name,Memo/Description,Qty,Sales Price,Amount,Balance\n\
                  02/15/2026,Invoice,2001,Birch,Support hours,2,\"1,095.50\",\"2,191.00\",\"2,191.00\"\n\
                  02/15/2026,Credit Memo,2002,Birch,Refund,1,-50.00,-50.00,\"2,141.00\"\n\
                  TOTAL,,,,,,,\"$2,141.00\",\n";
    let invoices = imported(&app, report, "?currency=USD", "quickbooks").await;
    assert_eq!(sums(&invoices[1]), (219_100, 0, 219_100, 1, "sent"));
    assert_eq!(sums(&invoices[2]), (-5_000, 0, -5_000, 1, "credit"));
}

/// The posting batch of the DATEV format, as the DATEV developer portal describes it: gross amounts with a comma, days as
/// `DDMM` of the period in the first line, `H` for what is in the client's favor.
#[tokio::test]
async fn datev() {
    let app = desk().await;
    named(&app, Who::User, "Bäckerei Birke").await;
    let file = "\"EXTF\";700;21;\"Buchungsstapel\";13;20260130140440439;;\"RE\";\"\";\"\";29098;55003;20260101;4;20260101;20260831;\"Buchungsstapel\";\"WD\";1;0;0;\"EUR\";;\"\";;;\"03\";;;\"\";\"\"\r\n\
                Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext\r\n\
                1190,00;\"S\";\"EUR\";;;\"\";10001;8400;\"\";1502;\"RE-1\";\"170326\";;\"Bäckerei Birke\"\r\n\
                100,00;\"H\";\"EUR\";;;\"\";10001;8400;\"\";103;\"GS-1\";\"\";;\"Bäckerei Birke\"\r\n";
    let invoices = imported(&app, file, "", "datev").await;
    assert_eq!(
        (sums(&invoices[0]), &invoices[0]["issued_on"]),
        ((-10_000, 0, -10_000, 1, "credit"), &json!("2026-03-01"))
    );
    assert_eq!(sums(&invoices[1]), (119_000, 0, 119_000, 1, "sent"));
    assert_eq!(
        (&invoices[1]["issued_on"], &invoices[1]["due_on"]),
        (&json!("2026-02-15"), &json!("2026-03-17"))
    );
}

/// Lexware Office documents no columns of its list of documents; these are the words of its pages for what its API calls
/// `voucherNumber`, `voucherDate`, `contactName`, `dueDate`, `totalAmount`, `openAmount` and `voucherStatus`.
#[tokio::test]
async fn lexware() {
    let app = desk().await;
    named(&app, Who::User, "Bäckerei Birke").await;
    let text = "Belegart;Belegnummer;Belegdatum;Kontakt;Fällig am;Betrag;Offener Betrag;Status\r\n\
                Rechnung;RE1001;15.02.2026;Bäckerei Birke;01.03.2026;1.190,00;1.190,00;Überfällig\r\n\
                Rechnung;RE1002;16.02.2026;Bäckerei Birke;20.03.2026;89,50;0,00;Bezahlt\r\n\
                Rechnungskorrektur;RK1001;17.02.2026;Bäckerei Birke;;50,00;50,00;Offen\r\n";
    let invoices = imported(&app, text, "?currency=EUR", "lexware").await;
    assert_eq!(sums(&invoices[0]), (119_000, 0, 119_000, 1, "overdue"));
    assert_eq!(sums(&invoices[1]), (8_950, 0, 8_950, 1, "paid"));
    assert_eq!(sums(&invoices[2]), (-5_000, 0, -5_000, 1, "credit"));
}

/// Columns of the export on the page of invoices in Stripe's dashboard: one row for an invoice, times in UTC.
#[tokio::test]
async fn stripe() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    let file = "id,Amount Due,Billing,Closed,Currency,Customer,Date (UTC),Due Date (UTC),Number,Paid,Subscription,Subtotal,\
                Total Discount Amount,Applied Coupon,Tax,Tax Percent,Total,Amount Paid,Status,Customer Name,Customer Email\n\
                in_1,119.00,send_invoice,FALSE,eur,cus_1,2026-02-15 10:02,2026-03-17 10:02,ABC-0001,FALSE,,100.00,0.00,,19.00,19,119.00,0.00,open,Birch,a@birch.example\n\
                in_2,0.00,charge_automatically,TRUE,eur,cus_1,2026-02-16 10:02,,ABC-0002,TRUE,,100.00,0.00,,19.00,19,119.00,119.00,paid,Birch,a@birch.example\n";
    let invoices = imported(&app, file, "", "stripe").await;
    assert_eq!(sums(&invoices[0]), (10_000, 1_900, 11_900, 1, "sent"));
    assert_eq!((&invoices[0]["external_id"], &invoices[0]["due_on"]), (&json!("in_1"), &json!("2026-03-17")));
    assert_eq!(sums(&invoices[1]), (10_000, 1_900, 11_900, 1, "paid"));
}
