//! DATEV: what debit and credit mean follows from both accounts of a posting.

use serde_json::{Value, json};

use super::datev::{Row, batch, row, saffron};
use super::{imported, notices, shown, sums};
use crate::tests::csv::import;

#[tokio::test]
async fn debit_and_credit_belong_to_the_account_in_konto() {
    let app = saffron().await;
    let file = batch(&[
        row("119,00", "S", ("10001", "8400"), "D-1"),
        row("119,00", "H", ("8400", "10001"), "D-2"),
        row("50,00", "H", ("10001", "8400"), "D-3"),
        row("50,00", "S", ("8400", "10001"), "D-4"),
    ]);
    let invoices = imported(&app, &file, "", "datev").await;
    assert_eq!(sums(&invoices[0]), (11_900, 0, 11_900, 1, "sent"));
    assert_eq!(sums(&invoices[1]), (11_900, 0, 11_900, 1, "sent"));
    assert_eq!(sums(&invoices[2]), (-5_000, 0, -5_000, 1, "credit"));
    assert_eq!(sums(&invoices[3]), (-5_000, 0, -5_000, 1, "credit"));
}

#[tokio::test]
async fn bills_and_postings_without_a_customer_are_left_out_with_a_notice() {
    let app = saffron().await;
    let file = batch(&[
        row("119,00", "S", ("10001", "8400"), "D-1"),
        row("80,00", "H", ("70001", "4900"), "B-1"),
        row("12,00", "S", ("4930", "1200"), ""),
        row("119,00", "S", ("1200", "10001"), "OLD-1"),
        row("30,00", "S", ("1200", "10001"), ""),
        row("45,00", "H", ("10001", "2400"), "OLD-2"),
    ]);
    assert_eq!(
        notices(&app, &file, "").await,
        [
            "4,5: Left out: no posting between a customer (10000 to 69999) and another account.",
            "6,7: Left out: this is a payment, and its invoice is not in this file.",
            "8: Left out: no revenue account, so this is not an invoice.",
        ]
    );
    let invoices = imported(&app, &file, "", "datev").await;
    assert_eq!((invoices.len(), sums(&invoices[0])), (1, (11_900, 0, 11_900, 1, "sent")));
}

#[tokio::test]
async fn a_payment_does_not_double_its_invoice_but_settles_it() {
    let app = saffron().await;
    let file = batch(&[
        row("119,00", "S", ("10001", "8400"), "D-1"),
        row("119,00", "S", ("1200", "10001"), "D-1"),
        // On another day, and with another text.
        row("119,00", "S", ("10001", "8400"), "D-2"),
        Row { day: "2002", text: "Zahlung", ..row("119,00", "H", ("10001", "1200"), "D-2") },
        row("119,00", "S", ("10001", "8400"), "D-3"),
        Row { day: "2002", ..row("50,00", "S", ("1200", "10001"), "D-3") },
        // Paid with a cash discount.
        row("100,00", "S", ("10001", "8400"), "D-4"),
        row("98,00", "S", ("1200", "10001"), "D-4"),
        row("2,00", "S", ("8736", "10001"), "D-4"),
        // A payment that the bank took back.
        row("119,00", "S", ("10001", "8400"), "D-5"),
        row("119,00", "S", ("1200", "10001"), "D-5"),
        row("119,00", "H", ("1200", "10001"), "D-5"),
        // A bad debt is no payment.
        row("119,00", "S", ("10001", "8400"), "D-6"),
        row("119,00", "H", ("10001", "2400"), "D-6"),
        row("119,00", "S", ("10001", "8400"), "D-7"),
        Row { currency: "USD", ..row("119,00", "S", ("1200", "10001"), "D-7") },
    ]);
    assert_eq!(
        notices(&app, &file, "").await,
        [
            "7: 69.00 of 119.00 EUR is still open. The portal keeps no part payments and shows the whole total as open.",
            "15: Row 16 takes 119.00 EUR off it by account 2400, which is no bank account: it is not counted as paid.",
            "17: Row 18 pays it in another currency: it is not counted as paid.",
        ]
    );
    let invoices = imported(&app, &file, "", "datev").await;
    let states: Vec<(i64, &str)> =
        invoices.iter().map(|invoice| (sums(invoice).2, sums(invoice).4)).collect();
    assert_eq!(
        states,
        [
            (11_900, "paid"),
            (11_900, "paid"),
            (11_900, "sent"),
            (10_000, "paid"),
            (11_900, "sent"),
            (11_900, "sent"),
            (11_900, "sent")
        ]
    );
    assert_eq!(invoices[1]["paid_on"], json!("2026-02-20"));
}

#[tokio::test]
async fn what_is_reversed_comes_in_as_void() {
    let app = saffron().await;
    let reversed = |side, accounts, number| Row {
        more: ["", "", "1"],
        day: "2002",
        ..row("119,00", side, accounts, number)
    };
    let file = batch(&[
        row("119,00", "S", ("10001", "8400"), "D-1"),
        reversed("S", ("10001", "8400"), "D-1"),
        row("119,00", "S", ("10001", "8400"), "D-2"),
        Row { day: "2002", ..row("119,00", "H", ("10001", "8400"), "D-2") },
        row("119,00", "S", ("10001", "8400"), "D-3"),
        Row { day: "2002", ..row("19,00", "H", ("10001", "8400"), "D-3") },
        row("19,00", "S", ("10001", "8400"), "D-4"),
        row("100,00", "S", ("10001", "8300"), "D-4"),
    ]);
    assert_eq!(
        notices(&app, &file, "").await,
        [
            "3,4: It is reversed in this file: it comes in as void.",
            "5,6: It is reversed in this file: it comes in as void.",
            "7,8: Its postings cancel each other out in part: the total is what is left, 100.00 EUR.",
        ]
    );
    let invoices = imported(&app, &file, "", "datev").await;
    assert_eq!(sums(&invoices[0]), (11_900, 0, 11_900, 1, "void"));
    assert_eq!(sums(&invoices[1]), (11_900, 0, 11_900, 1, "void"));
    assert_eq!(
        (sums(&invoices[2]), &invoices[2]["issued_on"]),
        ((10_000, 0, 10_000, 2, "sent"), &json!("2026-02-15"))
    );
    assert_eq!(sums(&invoices[3]), (11_900, 0, 11_900, 2, "sent"));
    // A reversal alone is neither a credit nor, where it reverses a credit, an invoice.
    for side in ["S", "H"] {
        let alone = batch(&[reversed(side, ("10001", "8400"), "OLD-1")]);
        let report = import(&app, &alone, "").await.expect(200).json();
        assert_eq!(
            report["records"][0]["errors"]["number"],
            "This posting reverses an invoice that is not in this file. Declare that invoice void instead."
        );
    }
    let credit =
        batch(&[row("119,00", "H", ("10001", "8400"), "D-5"), reversed("H", ("10001", "8400"), "D-5")]);
    let invoices = imported(&app, &credit, "", "datev").await;
    assert_eq!(sums(&invoices[4]), (-11_900, 0, -11_900, 1, "void"));
}

#[tokio::test]
async fn a_credit_does_not_take_the_place_of_an_invoice_of_an_earlier_file() {
    let app = saffron().await;
    let _ = imported(&app, &batch(&[row("119,00", "S", ("10001", "8400"), "D-1")]), "", "datev").await;
    let report =
        import(&app, &batch(&[row("119,00", "H", ("10001", "8400"), "D-1")]), "").await.expect(200).json();
    assert_eq!(
        report["records"][0]["errors"]["number"],
        "The portal has an invoice of 119.00 EUR with this number, and a credit cannot take its place. Declare the \
         invoice void, or give the credit a number of its own."
    );
    assert_eq!(sums(&shown(&app).await[0]), (11_900, 0, 11_900, 1, "sent"));
}

#[tokio::test]
async fn tax_in_a_row_of_its_own_belongs_to_the_invoice_and_other_accounts_do_not() {
    let app = saffron().await;
    let file = batch(&[
        row("100,00", "S", ("10001", "8200"), "D-1"),
        row("19,00", "S", ("10001", "1776"), "D-1"),
        row("100,00", "S", ("10001", "8400"), "D-2"),
        row("20,00", "S", ("10001", "1590"), "D-2"),
    ]);
    let report = import(&app, &file, "").await.expect(200).json();
    assert_eq!((&report["created"], &report["refused"]), (&json!(1), &json!(1)), "{report}");
    assert_eq!(
        report["records"][1]["errors"]["amount"],
        "Row 6 adds to this invoice by account 1590, which is no revenue account."
    );
    assert_eq!(sums(&shown(&app).await[0]), (10_000, 1_900, 11_900, 1, "sent"));
}

#[tokio::test]
async fn accounts_are_told_apart_by_their_length_and_chart() {
    let app = saffron().await;
    // SKR04 with accounts of five digits: 44000 is revenue, 18000 the bank, 100001 a customer.
    let first = ["20260101;4;20260101", "\"03\""];
    let file = batch(&[
        row("119,00", "H", ("44000", "100001"), "D-1"),
        row("119,00", "S", ("18000", "100001"), "D-1"),
        row("50,00", "S", ("100001", "44000"), "D-2"),
        row("80,00", "H", ("700001", "59000"), "B-1"),
    ])
    .replacen(first[0], "20260101;5;20260101", 1);
    for chart in ["\"04\"", "\"\""] {
        let file = file.replacen(first[1], chart, 1);
        let told = notices(&app, &file, "").await;
        assert_eq!(
            told,
            ["6: Left out: no posting between a customer (100000 to 699999) and another account."]
        );
        let invoices = imported(&app, &file, "", "datev").await;
        assert_eq!(sums(&invoices[0]), (11_900, 0, 11_900, 1, "paid"));
        assert_eq!(sums(&invoices[1]), (5_000, 0, 5_000, 1, "sent"));
    }
}

#[tokio::test]
async fn rows_without_a_number_are_refused_one_by_one() {
    let app = saffron().await;
    let file = batch(&[row("119,00", "S", ("10001", "8400"), ""), row("20,00", "S", ("10001", "8400"), "")]);
    let report = import(&app, &file, "").await.expect(200).json();
    assert_eq!(report["refused"], 2, "{report}");
    assert_eq!(report["records"][0]["errors"]["number"], Value::from("Please fill this in."));
}
