//! The operations of `invoices`.

use serde_json::json;

use super::{at, row};
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    use Needs::{Admin, Client, Viewer};
    vec![
        row("invoices_list", Client, Object::None, |_| "/api/portal/invoices".into(), Sent::Nothing),
        row(
            "invoice_totals_get",
            Client,
            Object::None,
            |_| "/api/portal/invoices/totals".into(),
            Sent::Nothing,
        ),
        row("invoices_export", Client, Object::None, |_| "/api/portal/invoices/export".into(), Sent::Nothing),
        row(
            "invoice_get",
            Client,
            Object::Tenant,
            |w| format!("/api/portal/invoices/{}", w.invoice()),
            Sent::Nothing,
        ),
        row(
            "invoice_print",
            Client,
            Object::Tenant,
            |w| format!("/api/portal/invoices/{}/pdf", w.invoice()),
            Sent::Nothing,
        ),
        row(
            "invoice_view",
            Client,
            Object::Tenant,
            |w| format!("/api/portal/invoices/{}/viewed", w.invoice()),
            Sent::Json(|_| json!({})),
        ),
        row("manage_invoices_list", Viewer, Object::None, |_| "/api/manage/invoices".into(), Sent::Nothing),
        row(
            "manage_invoices_import",
            Admin,
            Object::None,
            |_| "/api/manage/invoices/import".into(),
            Sent::Bytes(
                b"number,company,issued,currency,description,unit_price\n1,Nobody,2026-01-01,EUR,Work,5\n",
                "text/csv",
            ),
        ),
        row(
            "manage_invoice_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/invoices/{}", w.invoice()),
            Sent::Nothing,
        ),
        row(
            "manage_invoice_print",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/invoices/{}/pdf", w.invoice()),
            Sent::Nothing,
        ),
        at(
            |_| 1,
            row(
                "manage_invoice_update",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/invoices/{}", w.invoice()),
                Sent::Json(|_| json!({ "status": "paid" })),
            ),
        ),
    ]
}
