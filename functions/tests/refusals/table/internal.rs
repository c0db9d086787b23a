//! What machines call.

use serde_json::json;

use super::row;
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    use Needs::Service;
    let tenant = |_: &crate::world::World| "/api/internal/tenants/acme".to_owned();
    vec![
        row(
            "tenant_create",
            Service,
            Object::None,
            |_| "/api/internal/tenants".into(),
            Sent::Json(|_| json!({ "slug": "harbour-it", "name": "Harbour IT" })),
        ),
        row("tenant_get", Service, Object::None, tenant, Sent::Nothing),
        row("tenant_delete", Service, Object::None, tenant, Sent::Nothing),
        row(
            "tenant_suspend",
            Service,
            Object::None,
            |_| "/api/internal/tenants/acme/suspend".into(),
            Sent::Nothing,
        ),
        row(
            "tenant_resume",
            Service,
            Object::None,
            |_| "/api/internal/tenants/acme/resume".into(),
            Sent::Nothing,
        ),
        row(
            "tenant_export",
            Service,
            Object::None,
            |_| "/api/internal/tenants/acme/export".into(),
            Sent::Nothing,
        ),
        row(
            "policy_push",
            Service,
            Object::None,
            |_| "/api/internal/signing/push".into(),
            Sent::Json(|_| {
                let policy = json!({ "title": "New", "issuer": "Acme", "sections": [{ "heading": "", "body": "Text" }] });
                json!({ "tenant": "acme", "external_id": "a", "version": 1, "policy": policy })
            }),
        ),
        row(
            "pushed_signature_pdf",
            Service,
            Object::None,
            |w| format!("/api/internal/signing/signatures/{}/pdf?tenant=acme", w.documents.pushed_signature),
            Sent::Nothing,
        ),
        row(
            "contacts_upsert",
            Service,
            Object::None,
            |_| "/api/internal/contacts".into(),
            Sent::Json(|_| json!({ "tenant": "acme", "records": [{}] })),
        ),
        row(
            "invoices_upsert",
            Service,
            Object::None,
            |_| "/api/internal/invoices".into(),
            Sent::Json(|_| json!({ "tenant": "acme", "records": [{}] })),
        ),
    ]
}
