//! Lexware Office.

use shared_testing::Who;

use super::{imported, notices, sums};
use crate::tests::desk::{desk, named};

/// Not verified: there is no public example of this file. These are the words of Lexware Office's pages for what its API
/// calls `voucherNumber`, `voucherDate`, `contactName`, `dueDate`, `totalAmount`, `openAmount` and `voucherStatus`.
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

#[tokio::test]
async fn a_part_payment_of_lexware_is_noted_and_what_is_not_finished_is_a_draft() {
    let app = desk().await;
    named(&app, Who::User, "Bäckerei Birke").await;
    let text = "Belegart;Belegnummer;Belegdatum;Kontakt;Fällig am;Betrag;Offener Betrag;Status\r\n\
                Rechnung;RE1001;15.02.2026;Bäckerei Birke;20.03.2026;1.190,00;190,00;Teilweise bezahlt\r\n\
                Rechnung;RE1002;16.02.2026;Bäckerei Birke;20.03.2026;89,50;89,50;In Bearbeitung\r\n\
                Rechnung;RE1003;16.02.2026;Bäckerei Birke;20.03.2026;89,50;89,50;Zu prüfen\r\n";
    let told = notices(&app, text, "?currency=EUR").await;
    assert_eq!(
        told,
        [
            "2: 190.00 of 1190.00 EUR is still open. The portal keeps no part payments and shows the whole total as open."
        ]
    );
    let invoices = imported(&app, text, "?currency=EUR", "lexware").await;
    let states: Vec<&str> = invoices.iter().map(|invoice| sums(invoice).4).collect();
    assert_eq!(states, ["sent", "draft", "draft"]);
}
