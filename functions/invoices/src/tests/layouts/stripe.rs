//! Stripe.

use serde_json::json;
use shared_testing::Who;

use super::{imported, notices, sums};
use crate::tests::csv::import;
use crate::tests::desk::{desk, named};

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

/// The columns of the default export.
const DEFAULT: &str = "id,Amount Due,Billing,Closed,Currency,Customer,Date (UTC),Due Date (UTC),Number,Paid,Subscription,\
                       Subtotal,Total Discount Amount,Applied Coupons,Tax,Tax Percent,Total,Amount Paid,Status";

#[tokio::test]
async fn the_default_export_is_recognized_and_says_that_it_lacks_names() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    let file = format!(
        "{DEFAULT}\nin_1,119.00,send_invoice,FALSE,eur,cus_1,2026-02-15 10:02,2026-03-17 10:02,ABC-0001,FALSE,,100.00,0.00,,\
         19.00,19,119.00,0.00,open\n"
    );
    let report = import(&app, &file, "").await.expect(200).json();
    assert_eq!((&report["file"]["layout"], &report["refused"]), (&json!("stripe"), &json!(1)));
    assert_eq!(
        report["records"][0]["errors"]["company"],
        "The file names customers only by Stripe's id. Export it again with the column “Customer Name”."
    );
}

#[tokio::test]
async fn discounts_part_payments_and_drafts_of_stripe() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    let file = format!(
        "{DEFAULT},Customer Name\n\
         in_1,107.10,send_invoice,FALSE,eur,cus_1,2026-02-15 10:02,2026-03-17 10:02,ABC-0001,FALSE,,100.00,10.00,TEN,17.10,19,107.10,0.00,open,Birch\n\
         in_2,119.00,send_invoice,FALSE,eur,cus_1,2026-02-15 10:02,2026-03-17 10:02,ABC-0002,FALSE,,100.00,0.00,,19.00,19,119.00,50.00,open,Birch\n\
         in_3,119.00,send_invoice,FALSE,eur,cus_1,2026-02-15 10:02,2026-03-17 10:02,ABC-0003,TRUE,,100.00,0.00,,19.00,19,119.00,119.00,paid,Birch\n\
         in_4,119.00,send_invoice,FALSE,eur,cus_1,2026-01-15 10:02,2026-02-17 10:02,ABC-0004,FALSE,,100.00,0.00,,19.00,19,119.00,0.00,uncollectible,Birch\n\
         in_5,119.00,send_invoice,FALSE,eur,cus_1,2026-02-15 10:02,,,FALSE,,100.00,0.00,,19.00,19,119.00,0.00,draft,Birch\n\
         in_6,60.00,send_invoice,FALSE,eur,cus_1,2026-02-16 10:02,,,FALSE,,60.00,0.00,,0.00,0,60.00,0.00,draft,Birch\n"
    );
    assert_eq!(
        notices(&app, &file, "").await,
        [
            "6,7: Drafts without a number are left out.",
            "3: 69.00 of 119.00 EUR is still open. The portal keeps no part payments and shows the whole total as open.",
            "5: It is written off (uncollectible): it comes in as void.",
        ]
    );
    let invoices = imported(&app, &file, "", "stripe").await;
    assert_eq!(sums(&invoices[0]), (9_000, 1_710, 10_710, 1, "sent"));
    assert_eq!(sums(&invoices[1]), (10_000, 1_900, 11_900, 1, "sent"));
    assert_eq!(sums(&invoices[2]), (10_000, 1_900, 11_900, 1, "paid"));
    assert_eq!(sums(&invoices[3]), (10_000, 1_900, 11_900, 1, "void"));
    assert_eq!(invoices.len(), 4);
}

#[tokio::test]
async fn the_day_of_a_payment_and_what_remains_outrank_other_columns() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    let file = format!(
        "{DEFAULT},Customer Name,Paid At (UTC),Amount Remaining\n\
         in_1,119.00,send_invoice,TRUE,eur,cus_1,2026-02-15 10:02,2026-03-17 10:02,ABC-0001,TRUE,,100.00,0.00,,19.00,19,119.00,119.00,paid,Birch,2026-02-20 08:00,0.00\n\
         in_2,119.00,send_invoice,FALSE,eur,cus_1,2026-02-15 10:02,2026-03-17 10:02,ABC-0002,FALSE,,100.00,0.00,,19.00,19,119.00,50.00,open,Birch,,69.00\n"
    );
    assert!(notices(&app, &file, "").await[0].starts_with("3: 69.00 of 119.00 EUR is still open."));
    let invoices = imported(&app, &file, "", "stripe").await;
    assert_eq!((sums(&invoices[0]).4, &invoices[0]["paid_on"]), ("paid", &json!("2026-02-20")));
    assert_eq!(sums(&invoices[1]).4, "sent");
}

#[tokio::test]
async fn a_decimal_comma_is_read_although_stripe_writes_points() {
    let app = desk().await;
    named(&app, Who::User, "Birch").await;
    let file = format!(
        "{DEFAULT},Customer Name\n\
         in_1;119,00;send_invoice;FALSE;eur;cus_1;2026-02-15 10:02;2026-03-17 10:02;ABC-0001;FALSE;;100,00;0,00;;19,00;19;119,00;0,00;open;Birch\n"
    )
    .replacen(',', ";", 19);
    let report = import(&app, &file, "?dry_run=true").await.expect(200).json();
    assert_eq!(report["file"]["numbers"], json!({ "mark": "comma" }), "{report}");
    let invoices = imported(&app, &file, "", "stripe").await;
    assert_eq!(sums(&invoices[0]), (10_000, 1_900, 11_900, 1, "sent"));
}
