//! DATEV: posting batches with all 125 columns of the format.

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::{imported, notices, shown, sums};
use crate::tests::csv::import;
use crate::tests::desk::{desk, named};

/// The first line of a batch of 2026 with accounts of four digits, in the chart SKR03.
const FIRST: &str = "\"EXTF\";700;21;\"Buchungsstapel\";13;20260304140440439;;\"RE\";\"\";\"\";29098;55003;20260101;4;20260101;\
                     20260831;\"Buchungsstapel\";\"WD\";1;0;0;\"EUR\";;\"\";;;\"03\";;;\"\";\"\"";

/// The 125 columns of version 13, as the DATEV developer portal names them.
const HEAD: &str = "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;\
    Konto;Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;\
    Buchungstext;Postensperre;Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;\
    Beleglink;Beleginfo - Art 1;Beleginfo - Inhalt 1;Beleginfo - Art 2;Beleginfo - Inhalt 2;\
    Beleginfo - Art 3;Beleginfo - Inhalt 3;Beleginfo - Art 4;Beleginfo - Inhalt 4;Beleginfo - Art 5;\
    Beleginfo - Inhalt 5;Beleginfo - Art 6;Beleginfo - Inhalt 6;Beleginfo - Art 7;\
    Beleginfo - Inhalt 7;Beleginfo - Art 8;Beleginfo - Inhalt 8;KOST1 - Kostenstelle;\
    KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung);EU-Steuersatz (Bestimmung);\
    Abw. Versteuerungsart;Sachverhalt L+L;Funktionsergänzung L+L;BU 49 Hauptfunktionstyp;\
    BU 49 Hauptfunktionsnummer;BU 49 Funktionsergänzung;Zusatzinformation - Art 1;\
    Zusatzinformation- Inhalt 1;Zusatzinformation - Art 2;Zusatzinformation- Inhalt 2;\
    Zusatzinformation - Art 3;Zusatzinformation- Inhalt 3;Zusatzinformation - Art 4;\
    Zusatzinformation- Inhalt 4;Zusatzinformation - Art 5;Zusatzinformation- Inhalt 5;\
    Zusatzinformation - Art 6;Zusatzinformation- Inhalt 6;Zusatzinformation - Art 7;\
    Zusatzinformation- Inhalt 7;Zusatzinformation - Art 8;Zusatzinformation- Inhalt 8;\
    Zusatzinformation - Art 9;Zusatzinformation- Inhalt 9;Zusatzinformation - Art 10;\
    Zusatzinformation- Inhalt 10;Zusatzinformation - Art 11;Zusatzinformation- Inhalt 11;\
    Zusatzinformation - Art 12;Zusatzinformation- Inhalt 12;Zusatzinformation - Art 13;\
    Zusatzinformation- Inhalt 13;Zusatzinformation - Art 14;Zusatzinformation- Inhalt 14;\
    Zusatzinformation - Art 15;Zusatzinformation- Inhalt 15;Zusatzinformation - Art 16;\
    Zusatzinformation- Inhalt 16;Zusatzinformation - Art 17;Zusatzinformation- Inhalt 17;\
    Zusatzinformation - Art 18;Zusatzinformation- Inhalt 18;Zusatzinformation - Art 19;\
    Zusatzinformation- Inhalt 19;Zusatzinformation - Art 20;Zusatzinformation- Inhalt 20;Stück;\
    Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;Auftragsnummer;\
    Buchungstyp;USt-Schlüssel (Anzahlungen);EU-Land (Anzahlungen);Sachverhalt L+L (Anzahlungen);\
    EU-Steuersatz (Anzahlungen);Erlöskonto (Anzahlungen);Herkunft-Kz;Buchungs GUID;KOST-Datum;\
    SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername;Beteiligtennummer;Identifikationsnummer;\
    Zeichnernummer;Postensperre bis;Bezeichnung SoBil-Sachverhalt;Kennzeichen SoBil-Buchung;\
    Festschreibung;Leistungsdatum;Datum Zuord. Steuerperiode;Fälligkeit;Generalumkehr (GU);Steuersatz;\
    Land;Abrechnungsreferenz;BVV-Position;EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);\
    Abw. Skontokonto";

/// What a test says of a posting; the other columns are empty.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) amount: &'a str,
    pub(super) side: &'a str,
    pub(super) accounts: (&'a str, &'a str),
    pub(super) day: &'a str,
    pub(super) number: &'a str,
    pub(super) text: &'a str,
    pub(super) currency: &'a str,
    /// `Belegfeld 2`, `Fälligkeit`, `Generalumkehr (GU)`.
    pub(super) more: [&'a str; 3],
}

pub(super) fn row<'a>(
    amount: &'a str,
    side: &'a str,
    accounts: (&'a str, &'a str),
    number: &'a str,
) -> Row<'a> {
    let more = [""; 3];
    Row { amount, side, accounts, day: "1502", number, text: "Saffron Kitchens Ltd", currency: "EUR", more }
}

fn line(row: &Row<'_>) -> String {
    let mut cells = vec![String::new(); 125];
    let quoted = |text: &str| format!("\"{text}\"");
    cells[0] = row.amount.to_owned();
    cells[1] = quoted(row.side);
    cells[2] = quoted(row.currency);
    cells[6] = row.accounts.0.to_owned();
    cells[7] = row.accounts.1.to_owned();
    cells[9] = row.day.to_owned();
    cells[10] = quoted(row.number);
    cells[11] = quoted(row.more[0]);
    cells[13] = quoted(row.text);
    cells[116] = row.more[1].to_owned();
    cells[117] = quoted(row.more[2]);
    cells.join(";")
}

pub(super) fn batch(rows: &[Row<'_>]) -> String {
    file(FIRST, HEAD, rows)
}

fn file(first: &str, head: &str, rows: &[Row<'_>]) -> String {
    assert_eq!(head.split(';').count(), 125);
    let lines: Vec<String> = rows.iter().map(line).collect();
    format!("{first}\r\n{head}\r\n{}\r\n", lines.join("\r\n"))
}

pub(super) async fn saffron() -> TestApp {
    let app = desk().await;
    named(&app, Who::User, "Saffron Kitchens Ltd").await;
    app
}

#[tokio::test]
async fn due_days_are_read_from_either_column() {
    let app = saffron().await;
    let with = |number, more| Row { more, ..row("119,00", "S", ("10001", "8400"), number) };
    let file = batch(&[
        with("D-1", ["", "17032026", ""]),
        with("D-2", ["170326", "", ""]),
        with("D-3", ["160326", "17032026", ""]),
        with("D-4", ["4711", "", ""]),
        with("D-5", ["010199", "", ""]),
        with("D-6", ["", "1042026", ""]),
    ]);
    let invoices = imported(&app, &file, "", "datev").await;
    let days: Vec<&Value> = invoices.iter().map(|invoice| &invoice["due_on"]).collect();
    let day = json!("2026-03-17");
    assert_eq!(days, [&day, &day, &day, &Value::Null, &Value::Null, &json!("2026-04-01")]);
    assert!(invoices.iter().all(|invoice| sums(invoice).2 == 11_900 && invoice["issued_on"] == "2026-02-15"));
    let wrong = batch(&[with("D-7", ["", "99992026", ""])]);
    let report = import(&app, &wrong, "").await.expect(200).json();
    assert_eq!(report["records"][0]["errors"]["due"], "“99992026” is no day as 31032026.");
}

#[tokio::test]
async fn a_row_without_a_currency_has_that_of_the_batch() {
    let app = saffron().await;
    let file = batch(&[
        Row { currency: "", ..row("119,00", "S", ("10001", "8400"), "D-1") },
        Row { currency: "USD", ..row("119,00", "S", ("10001", "8400"), "D-2") },
    ]);
    let invoices = imported(&app, &file, "", "datev").await;
    assert_eq!((&invoices[0]["currency"], &invoices[1]["currency"]), (&json!("EUR"), &json!("USD")));
}

#[tokio::test]
async fn the_long_name_of_the_amount_is_known_too() {
    let app = saffron().await;
    let head = HEAD.replace("Haben-Kz)", "Haben-Kennzeichen)");
    let invoices =
        imported(&app, &file(FIRST, &head, &[row("119,00", "S", ("10001", "8400"), "D-1")]), "", "datev")
            .await;
    assert_eq!(sums(&invoices[0]), (11_900, 0, 11_900, 1, "sent"));
}

#[tokio::test]
async fn a_file_of_customers_and_vendors_is_no_posting_batch() {
    let app = saffron().await;
    let first = FIRST.replace("700;21;\"Buchungsstapel\"", "700;16;\"Debitoren/Kreditoren\"");
    let refused =
        import(&app, &file(&first, HEAD, &[row("1,00", "S", ("10001", "8400"), "D-1")]), "?dry_run=true")
            .await;
    assert_eq!(
        refused.expect(422).json()["errors"]["file"],
        "This DATEV file holds “Debitoren/Kreditoren” (category 16), not postings. Export a posting batch \
         (Buchungsstapel, category 21)."
    );
}

#[tokio::test]
async fn the_company_is_found_in_the_posting_text_as_whole_words() {
    let app = saffron().await;
    named(&app, Who::Stranger, "Saffron").await;
    let with = |number, text| Row { text, ..row("119,00", "S", ("10001", "8400"), number) };
    let file = batch(&[
        with("RE-8", "Rechnung RE-8 Saffron Kitchens Ltd"),
        with("RE-9", "SAFFRON KITCHENS LTD, März"),
        with("RG-1", "Saffron, Hosting"),
        with("RG-2", "Saffronia GmbH"),
        with("RG-3", "Saffron Kitchens Ltd / Saffron"),
    ]);
    let report = import(&app, &file, "").await.expect(200).json();
    assert_eq!((&report["created"], &report["refused"]), (&json!(3), &json!(2)), "{report}");
    assert_eq!(
        (&report["records"][3]["errors"]["company"], &report["records"][4]["errors"]["company"]),
        (
            &json!("No company's name stands in “Saffronia GmbH”."),
            &json!(
                "“Saffron Kitchens Ltd / Saffron” names more than one company: “Saffron Kitchens Ltd” and “Saffron”."
            )
        )
    );
    let invoices = shown(&app).await;
    assert_eq!(invoices[0]["company"]["id"], invoices[1]["company"]["id"]);
    assert_ne!(invoices[1]["company"]["id"], invoices[2]["company"]["id"]);
    assert_eq!(
        notices(&app, &file, "").await,
        [
            "4: Assigned to “SAFFRON KITCHENS LTD”, whose name stands in the posting text. Check that it is the right one.",
            "5: Assigned to “Saffron”, whose name stands in the posting text. Check that it is the right one.",
            "3: Assigned to “Saffron Kitchens Ltd”, whose name stands in the posting text. Check that it is the right one.",
        ]
    );
}
