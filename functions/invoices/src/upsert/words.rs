//! The words with which programs name a status or a kind of document, in English, German and Spanish.

use spreadsheet::fold;

use crate::status::Status;

/// What a status is; `None` for a word that nobody knows.
pub(super) fn status(word: &str) -> Option<Status> {
    let folded = fold(word);
    Some(match folded.as_str() {
        "draft" | "inbearbeitung" | "zuprufen" | "submitted" | "awaitingapproval" | "entwurf"
        | "borrador" => Status::Draft,
        "" | "sent" | "open" | "unpaid" | "outstanding" | "awaitingpayment" | "approved" | "authorised"
        | "authorized" | "viewed" | "topay" | "offen" | "versendet" | "unbezahlt" | "fallig" | "enviada"
        | "pendiente" | "abierta" | "porpagar" => Status::Sent,
        "paid" | "closed" | "settled" | "deposited" | "bezahlt" | "beglichen" | "ausgeglichen" | "pagada"
        | "cobrada" | "liquidada" => Status::Paid,
        "overdue" | "pastdue" | "late" | "uberfallig" | "gemahnt" | "vencida" => Status::Overdue,
        "void" | "voided" | "canceled" | "cancelled" | "deleted" | "storniert" | "ungultig" | "anulada"
        | "cancelada" => Status::Void,
        // Written off: nobody expects it to be paid.
        UNCOLLECTIBLE => Status::Void,
        "credit" | "credited" | "guthaben" | "afavor" => Status::Credit,
        _ if folded.starts_with("overdue") => Status::Overdue,
        _ if is_partly_paid(word) || OPEN_UNTIL.iter().any(|begin| folded.starts_with(begin)) => Status::Sent,
        _ => return None,
    })
}

/// Beginnings of words that say until when it can be paid.
const OPEN_UNTIL: [&str; 4] = ["duein", "duetoday", "duetomorrow", "dueon"];
/// Stripe's word for an invoice that is written off.
const UNCOLLECTIBLE: &str = "uncollectible";

/// Whether a status says that a part of the invoice is paid.
pub(super) fn is_partly_paid(word: &str) -> bool {
    let folded = fold(word);
    let words = ["partiallypaid", "partlypaid", "teilbezahlt", "teilweisebezahlt", "parcialmentepagada"];
    folded == "partial" || words.iter().any(|part| folded.contains(part))
}

/// Whether a status says that the invoice is written off.
pub(super) fn is_uncollectible(word: &str) -> bool {
    fold(word) == UNCOLLECTIBLE
}

/// What kind of document a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Invoice,
    Credit,
    /// Neither, as a payment or a bill.
    Other,
}

/// Parts of words for what is no sale to a client, although it may say “invoice” or “credit”: purchases, payments, credit
/// cards and pro forma invoices.
const NO_SALE: [&str; 13] = [
    "creditcard",
    "payment",
    "zahlung",
    "vendor",
    "supplier",
    "purchase",
    "accpay",
    "billcredit",
    "eingang",
    "lieferant",
    "kreditor",
    "proveedor",
    "proforma",
];
const CREDITS: [&str; 7] =
    ["credit", "gutschrift", "rechnungskorrektur", "storno", "abono", "rectificativa", "credito"];
const INVOICES: [&str; 4] = ["invoice", "rechnung", "factura", "accrec"];

/// The kind that a word names.
pub(super) fn kind(word: &str) -> Kind {
    let folded = fold(word);
    let has = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    if has(&NO_SALE) {
        Kind::Other
    } else if has(&CREDITS) {
        Kind::Credit
    } else if folded.is_empty() || has(&INVOICES) {
        Kind::Invoice
    } else {
        Kind::Other
    }
}

/// Yes or no, as some programs answer whether an invoice is paid.
pub(super) fn answer(word: &str) -> Option<bool> {
    match fold(word).as_str() {
        "true" | "yes" | "ja" | "wahr" | "si" | "1" => Some(true),
        "false" | "no" | "nein" | "falsch" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        for (word, expected) in [
            ("", Kind::Invoice),
            ("Sales Invoice", Kind::Invoice),
            ("Sales invoice", Kind::Invoice),
            ("Ausgangsrechnung", Kind::Invoice),
            ("Factura", Kind::Invoice),
            ("Sales Credit Note", Kind::Credit),
            ("Credit Memo", Kind::Credit),
            ("Gutschrift", Kind::Credit),
            ("Rechnungskorrektur", Kind::Credit),
            ("Factura rectificativa", Kind::Credit),
            // Debit and credit of DATEV say nothing without the accounts.
            ("S", Kind::Other),
            ("H", Kind::Other),
            ("Payment", Kind::Other),
            ("Bill", Kind::Other),
            ("Eingangsrechnung", Kind::Other),
            ("Invoice payment", Kind::Other),
            ("Credit Card Payment", Kind::Other),
            ("Vendor Credit", Kind::Other),
            ("ACCPAYCREDIT", Kind::Other),
            ("ACCRECCREDIT", Kind::Credit),
            ("Lieferantengutschrift", Kind::Other),
            ("Factura de proveedor", Kind::Other),
            ("Proforma-Rechnung", Kind::Other),
        ] {
            assert_eq!(kind(word), expected, "{word}");
        }
    }

    #[test]
    fn a_status_is_known_in_the_words_of_other_programs() {
        for (word, expected) in [
            ("Awaiting Payment", Some(Status::Sent)),
            ("Überfällig", Some(Status::Overdue)),
            ("past_due", Some(Status::Overdue)),
            ("Voided", Some(Status::Void)),
            ("bezahlt", Some(Status::Paid)),
            ("Pendiente", Some(Status::Sent)),
            ("", Some(Status::Sent)),
            ("Overdue 3 days", Some(Status::Overdue)),
            ("Due in 20 days", Some(Status::Sent)),
            ("Due today", Some(Status::Sent)),
            ("Partially paid, $50.00 due", Some(Status::Sent)),
            ("Overdue 3 days, Partially paid, $50.00 due", Some(Status::Overdue)),
            ("uncollectible", Some(Status::Void)),
            ("In Bearbeitung", Some(Status::Draft)),
            ("Zu prüfen", Some(Status::Draft)),
            ("Due", None),
            ("perhaps", None),
        ] {
            assert_eq!(status(word), expected, "{word}");
        }
    }
}
