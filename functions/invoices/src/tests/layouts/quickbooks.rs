//! QuickBooks Online.

use serde_json::{Value, json};
use shared_testing::Who;

use super::{imported, notices, shown, sums};
use crate::tests::csv::import;
use crate::tests::desk::{desk, named};

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

#[tokio::test]
async fn an_open_balance_says_what_is_paid_and_what_is_left() {
    let app = desk().await;
    named(&app, Who::User, "Saffron Kitchens Ltd").await;
    let file = "Date,Num,Customer,Memo/Description,Due Date,Amount,Open Balance,Currency\n\
                15/01/2026,QM1041,Saffron Kitchens Ltd,\"Working\",20/01/2026,\"1,100.00\",\"0.00\",USD\n\
                15/01/2026,QM1042,Saffron Kitchens Ltd,\"Working\",20/01/2026,\"200.00\",\"50.00\",USD\n\
                15/01/2026,QM1043,Saffron Kitchens Ltd,\"Working\",20/01/2026,\"300.00\",\"300.00\",USD\n\
                15/01/2026,QM1044,Saffron Kitchens Ltd,\"Overpaid\",20/01/2026,\"300.00\",\"-5.00\",USD\n";
    let told = notices(&app, file, "").await;
    assert_eq!(
        told,
        [
            "3: 50.00 of 200.00 USD is still open. The portal keeps no part payments and shows the whole total as open."
        ]
    );
    let report = import(&app, file, "").await.expect(200).json();
    assert_eq!(report["notices"][0]["number"], "QM1042", "{report}");
    let invoices = shown(&app).await;
    assert_eq!(sums(&invoices[0]), (110_000, 0, 110_000, 1, "paid"));
    assert_eq!(sums(&invoices[1]), (20_000, 0, 20_000, 1, "overdue"));
    assert_eq!(sums(&invoices[2]), (30_000, 0, 30_000, 1, "overdue"));
    assert_eq!(sums(&invoices[3]), (30_000, 0, 30_000, 1, "paid"));
    let refused = import(&app, &file.replace("20/01/2026", "10/01/2026"), "").await.expect(200).json();
    assert_eq!((&refused["refused"], &refused["notices"]), (&json!(4), &Value::Null), "{refused}");
}

/// Customers stand alone in a line above their rows; a project stands below its customer.
#[tokio::test]
async fn sales_by_customer_detail_names_each_customer_once() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    named(&app, Who::Stranger, "Cedar").await;
    let report = "Sales by Customer Detail,,,,,,,,,\nAcme Inc.,,,,,,,,,\n\"January - March, 2026\",,,,,,,,,\n\n\
                  ,Transaction date,Transaction type,Num,Product/Service full name,Memo/Description,Quantity,Sales price,Amount,Balance\n\
                  Birch,,,,,,,,,\n\
                  ,02/15/2026,Invoice,2001,Support,Support hours,2,\"1,095.50\",\"2,191.00\",\"2,191.00\"\n\
                  ,02/15/2026,Invoice,2001,Travel,Travel,1,9.00,9.00,\"2,200.00\"\n\
                  Total for Birch,,,,,,3,,\"$2,200.00\",\n\
                  Cedar,,,,,,,,,\n\
                  ,02/16/2026,Credit Memo,2002,Support,Refund,1,-50.00,-50.00,-50.00\n\
                  Total for Cedar,,,,,,1,,-$50.00,\n\
                  TOTAL,,,,,,4,,\"$2,150.00\",\n\
                  \"Saturday, March 7, 2026 10:31 AM GMT+1 - Accrual Basis\",,,,,,,,,\n";
    let invoices = imported(&app, report, "?currency=USD", "quickbooks").await;
    assert_eq!(invoices.len(), 2);
    assert_eq!(
        (sums(&invoices[0]), &invoices[0]["company"]["name"]),
        ((220_000, 0, 220_000, 2, "sent"), &json!("Birch"))
    );
    assert_eq!(
        (sums(&invoices[1]), &invoices[1]["company"]["name"]),
        ((-5_000, 0, -5_000, 1, "credit"), &json!("Cedar"))
    );
    let told = notices(&app, report, "?currency=USD").await;
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with(": This report has no sales tax"), "{told:?}");
}

#[tokio::test]
async fn accounts_receivable_aging_detail_and_open_invoices() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    let aging = "A/R Aging Detail,,,,,,,\nAcme Inc.,,,,,,,\n\"As of March 7, 2026\",,,,,,,\n\n\
                 ,Date,Transaction type,Num,Customer full name,Due date,Amount,Open balance\n\
                 1 - 30 days past due,,,,,,,\n\
                 ,01/15/2026,Invoice,3001,Birch,02/14/2026,200.00,50.00\n\
                 Total for 1 - 30 days past due,,,,,,$200.00,$50.00\n\
                 TOTAL,,,,,,$200.00,$50.00\n";
    let invoices = imported(&app, aging, "?currency=USD", "quickbooks").await;
    assert_eq!((invoices.len(), sums(&invoices[0])), (1, (20_000, 0, 20_000, 1, "overdue")));
    assert!(
        notices(&app, aging, "?currency=USD").await[0].starts_with("7: 50.00 of 200.00 USD is still open.")
    );
    // What is open says nothing about the total.
    let open = ",Date,Transaction type,Num,Terms,Due date,Open balance\n\
                Birch,,,,,,\n\
                ,01/15/2026,Invoice,3001,Net 30,02/14/2026,50.00\n\
                Total for Birch,,,,,,$50.00\n";
    let refused = import(&app, open, "?currency=USD").await.expect(422).json();
    assert_eq!(
        refused["errors"]["columns"],
        "The file lacks these columns, or they are not assigned: unit_price."
    );
}

#[tokio::test]
async fn a_payment_with_the_number_of_its_invoice_is_refused_alone() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    let file = "Date,Transaction type,Num,Customer full name,Due date,Amount\n\
                01/15/2026,Invoice,3001,Birch,02/14/2026,200.00\n\
                01/20/2026,Payment,3001,Birch,,-200.00\n";
    let report = import(&app, file, "?currency=USD").await.expect(200).json();
    assert_eq!((&report["created"], &report["refused"]), (&json!(1), &json!(1)), "{report}");
    assert_eq!(report["records"][1]["errors"]["kind"], "This row is no invoice and no credit note.");
    assert_eq!(sums(&shown(&app).await[0]), (20_000, 0, 20_000, 1, "overdue"));
}

/// The words of the page "Sales transactions", which change with the day.
#[tokio::test]
async fn the_status_of_a_sales_page_is_understood() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    let file = "Date,Type,No.,Customer,Memo,Amount,Status\n\
                01/15/2026,Invoice,1,Birch,,100.00,Overdue 3 days\n\
                01/15/2026,Invoice,2,Birch,,100.00,Due in 20 days\n\
                01/15/2026,Invoice,3,Birch,,100.00,\"Partially paid, $50.00 due\"\n\
                01/15/2026,Invoice,4,Birch,,100.00,Paid\n\
                01/15/2026,Invoice,5,Birch,,100.00,Voided\n";
    let told = notices(&app, file, "?currency=USD").await;
    assert_eq!(
        told,
        [
            "4: The status is “Partially paid, $50.00 due”. The portal keeps no part payments and shows the whole total as open."
        ]
    );
    let report = import(&app, file, "?currency=USD").await.expect(200).json();
    assert_eq!(report["created"], 5, "{report}");
    let invoices = shown(&app).await;
    let states: Vec<&str> = invoices.iter().map(|invoice| sums(invoice).4).collect();
    assert_eq!(states, ["sent", "sent", "sent", "paid", "void"]);
}
