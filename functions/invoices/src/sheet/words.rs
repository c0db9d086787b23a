//! What stands on paper, in the reader's language, and how that language writes numbers and days.

use jiff::civil::Date;
use shared::account::Language;

use crate::model::Invoice;
use crate::money::decimal;
use crate::price::Price;
use crate::quantity::Quantity;
use crate::status::Status;

/// The words.
pub(crate) struct Words {
    pub(crate) invoice: &'static str,
    pub(crate) for_whom: &'static str,
    pub(crate) issued: &'static str,
    pub(crate) due: &'static str,
    pub(crate) paid: &'static str,
    pub(crate) status: &'static str,
    pub(crate) description: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) price: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) subtotal: &'static str,
    pub(crate) tax: &'static str,
    pub(crate) total: &'static str,
    pub(crate) pay: &'static str,
    /// Where a letter that no font draws was given by its number.
    pub(crate) replaced: &'static str,
    pub(crate) credit: &'static str,
    statuses: [&'static str; 6],
}

const EN: Words = Words {
    invoice: "Invoice",
    for_whom: "For",
    issued: "Issued",
    due: "Due",
    paid: "Paid",
    status: "Status",
    description: "Description",
    quantity: "Quantity",
    price: "Unit price",
    amount: "Amount",
    subtotal: "Subtotal",
    tax: "Tax",
    total: "Total",
    pay: "Pay at",
    replaced: "Characters that cannot be printed are given by their Unicode number.",
    credit: "Credit note",
    statuses: ["Draft", "To pay", "Paid", "Overdue", "Void", "Credit"],
};
const DE: Words = Words {
    invoice: "Rechnung",
    for_whom: "Für",
    issued: "Ausgestellt",
    due: "Fällig",
    paid: "Bezahlt",
    status: "Status",
    description: "Beschreibung",
    quantity: "Menge",
    price: "Einzelpreis",
    amount: "Betrag",
    subtotal: "Zwischensumme",
    tax: "Steuer",
    total: "Gesamt",
    pay: "Bezahlen unter",
    replaced: "Nicht druckbare Zeichen sind mit ihrer Unicode-Nummer angegeben.",
    credit: "Gutschrift",
    statuses: ["Entwurf", "Offen", "Bezahlt", "Überfällig", "Storniert", "Guthaben"],
};
const ES: Words = Words {
    invoice: "Factura",
    for_whom: "Para",
    issued: "Emitida",
    due: "Vence",
    paid: "Pagada",
    status: "Estado",
    description: "Descripción",
    quantity: "Cantidad",
    price: "Precio unitario",
    amount: "Importe",
    subtotal: "Subtotal",
    tax: "Impuestos",
    total: "Total",
    pay: "Pagar en",
    replaced: "Los caracteres que no se pueden imprimir figuran con su número de Unicode.",
    credit: "Nota de crédito",
    statuses: ["Borrador", "Pendiente", "Pagada", "Vencida", "Anulada", "A favor"],
};

impl Words {
    /// Of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::De => &DE,
            Language::Es => &ES,
        }
    }

    /// What the sheet is: an invoice, or a credit note where the total is below zero.
    pub(crate) fn title(&self, invoice: &Invoice) -> &'static str {
        if invoice.total < 0 { self.credit } else { self.invoice }
    }

    pub(crate) fn status_of(&self, invoice: &Invoice, today: Date) -> &'static str {
        let [draft, sent, paid, overdue, void, credit] = self.statuses;
        match invoice.status(today) {
            Status::Draft => draft,
            Status::Sent => sent,
            Status::Paid => paid,
            Status::Overdue => overdue,
            Status::Void => void,
            Status::Credit => credit,
        }
    }
}

/// `1234.50` as the language writes it.
fn written(number: &str, language: Language) -> String {
    let (group, mark) = match language {
        Language::En => (',', '.'),
        Language::De | Language::Es => ('.', ','),
    };
    let (sign, plain) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(group);
        }
        grouped.push(digit);
    }
    if part.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}{mark}{part}") }
}

/// An amount without its currency.
pub(crate) fn number(minor: i64, digits: u32, language: Language) -> String {
    written(&decimal(minor, digits), language)
}

/// A price of one, with as many decimals as it needs.
pub(crate) fn price(price: Price, digits: u32, language: Language) -> String {
    written(&price.decimal(digits), language)
}

/// A quantity.
pub(crate) fn quantity(quantity: Quantity, language: Language) -> String {
    written(&quantity.to_string(), language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(number(123_456_750, 2, Language::En), "1,234,567.50");
        assert_eq!(number(-123_450, 2, Language::De), "-1.234,50");
        assert_eq!(number(999, 0, Language::Es), "999");
        assert_eq!(number(1_000, 0, Language::En), "1,000");
    }
}
