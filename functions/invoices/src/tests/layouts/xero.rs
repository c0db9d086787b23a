//! Xero.

use serde_json::json;
use shared_testing::Who;

use super::{imported, notices, sums};
use crate::tests::desk::{desk, named};

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

#[tokio::test]
async fn a_part_payment_of_xero_is_noted() {
    let app = desk().await;
    named(&app, Who::User, "Birch & Co").await;
    let file = "ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,\
                POPostalCode,POCountry,InvoiceNumber,Reference,InvoiceDate,DueDate,PlannedDate,Total,TaxTotal,\
                InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,Description,Quantity,UnitAmount,Discount,LineAmount,\
                AccountCode,TaxType,TaxAmount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency,Type,\
                Sent,Status\n\
                Birch & Co,,,,,,,,,,INV-1,,15/02/2026,16/03/2026,,120.0000,20.0000,50.0000,70.0000,,Support,1.0000,100.0000,,\
                100.0000,200,20% (VAT on Income),20.0000,,,,,GBP,Sales invoice,Sent,Awaiting Payment\n\
                Birch & Co,,,,,,,,,,INV-2,,15/02/2026,16/03/2026,,120.0000,20.0000,120.0000,0.0000,,Support,1.0000,100.0000,,\
                100.0000,200,20% (VAT on Income),20.0000,,,,,GBP,Sales invoice,Sent,Awaiting Payment\n";
    let told = notices(&app, file, "").await;
    assert_eq!(
        told,
        [
            "2: 70.00 of 120.00 GBP is still open. The portal keeps no part payments and shows the whole total as open.",
            "3: The status is “Awaiting Payment”, but nothing is left to pay: it comes in as paid.",
        ]
    );
    let invoices = imported(&app, file, "", "xero").await;
    assert_eq!(sums(&invoices[0]), (10_000, 2_000, 12_000, 1, "sent"));
    assert_eq!(sums(&invoices[1]), (10_000, 2_000, 12_000, 1, "paid"));
}
