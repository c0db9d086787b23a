//! The words with which programs name a status or a kind of document, in English, German and Spanish.

use spreadsheet::fold;

use crate::status::Status;

/// What a status is; `None` for a word that nobody knows.
pub(super) fn status(word: &str) -> Option<Status> {
    Some(match fold(word).as_str() {
        "draft" | "submitted" | "awaitingapproval" | "entwurf" | "borrador" => Status::Draft,
        "" | "sent" | "open" | "unpaid" | "outstanding" | "awaitingpayment" | "approved" | "authorised"
        | "authorized" | "viewed" | "partiallypaid" | "partial" | "topay" | "uncollectible" | "offen"
        | "versendet" | "unbezahlt" | "fallig" | "teilbezahlt" | "teilweisebezahlt" | "enviada"
        | "pendiente" | "abierta" | "porpagar" | "parcialmentepagada" => Status::Sent,
        "paid" | "closed" | "settled" | "deposited" | "bezahlt" | "beglichen" | "ausgeglichen" | "pagada"
        | "cobrada" | "liquidada" => Status::Paid,
        "overdue" | "pastdue" | "late" | "uberfallig" | "gemahnt" | "vencida" => Status::Overdue,
        "void" | "voided" | "canceled" | "cancelled" | "deleted" | "storniert" | "ungultig" | "anulada"
        | "cancelada" => Status::Void,
        "credit" | "credited" | "guthaben" | "afavor" => Status::Credit,
        _ => return None,
    })
}

/// What kind of document a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Invoice,
    Credit,
    /// Neither, as a payment or a bill.
    Other,
}

/// The kind that a word names. `S` and `H` are DATEV's: debit and credit of the client's account.
pub(super) fn kind(word: &str) -> Kind {
    let folded = fold(word);
    let credit =
        ["credit", "gutschrift", "rechnungskorrektur", "storno", "abono", "rectificativa", "credito"];
    if folded == "h" || credit.iter().any(|part| folded.contains(part)) {
        return Kind::Credit;
    }
    let invoice = ["invoice", "rechnung", "factura", "accrec"];
    if folded.is_empty() || folded == "s" || invoice.iter().any(|part| folded.contains(part)) {
        return if folded.contains("eingang") || folded.contains("supplier") {
            Kind::Other
        } else {
            Kind::Invoice
        };
    }
    Kind::Other
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
            ("S", Kind::Invoice),
            ("Sales Credit Note", Kind::Credit),
            ("Credit Memo", Kind::Credit),
            ("Gutschrift", Kind::Credit),
            ("Rechnungskorrektur", Kind::Credit),
            ("Factura rectificativa", Kind::Credit),
            ("H", Kind::Credit),
            ("Payment", Kind::Other),
            ("Bill", Kind::Other),
            ("Eingangsrechnung", Kind::Other),
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
            ("perhaps", None),
        ] {
            assert_eq!(status(word), expected, "{word}");
        }
    }
}
