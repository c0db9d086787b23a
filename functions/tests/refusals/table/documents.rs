//! The operations of `documents`.

use serde_json::json;

use super::{at, row};
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    let mut rows = clients();
    rows.extend(files());
    rows.extend(policies());
    rows.extend(compliance());
    rows
}

fn compliance() -> Vec<Row> {
    use Needs::{Admin, Viewer};
    const PATH: &str = "/api/manage/documents/compliance";
    vec![
        row("manage_compliance_get", Viewer, Object::None, |_| PATH.into(), Sent::Nothing),
        row(
            "manage_compliance_companies",
            Viewer,
            Object::None,
            |_| format!("{PATH}/companies"),
            Sent::Nothing,
        ),
        row(
            "manage_compliance_outstanding",
            Viewer,
            Object::Tenant,
            |w| format!("{PATH}/companies/{}", w.company()),
            Sent::Nothing,
        ),
        row("manage_compliance_export", Viewer, Object::None, |_| format!("{PATH}/export"), Sent::Nothing),
        row(
            "manage_compliance_reminder",
            Admin,
            Object::Tenant,
            |w| format!("{PATH}/reminder?policy={}", w.documents.policy),
            Sent::Nothing,
        ),
        row(
            "manage_compliance_remind",
            Admin,
            Object::Tenant,
            |_| format!("{PATH}/remind"),
            Sent::Json(|w| json!({ "policy": w.documents.policy })),
        ),
    ]
}

fn clients() -> Vec<Row> {
    use Needs::{Client, Nothing};
    vec![
        row(
            "document_pdf",
            Client,
            Object::Company,
            |w| format!("/api/portal/documents/signed/{}/pdf", w.documents.own_signature),
            Sent::Nothing,
        ),
        row(
            "document_verify",
            Nothing,
            Object::None,
            |_| "/api/documents/verify?tenant=acme".into(),
            Sent::Bytes(b"%PDF", "application/octet-stream"),
        ),
        row(
            "document_verify_code",
            Nothing,
            Object::None,
            |_| "/api/documents/verify/code".into(),
            Sent::Json(|_| json!({ "tenant": "acme", "code": "0000000000000000000000000" })),
        ),
        row("documents_list", Client, Object::None, |_| "/api/portal/documents".into(), Sent::Nothing),
        row(
            "document_file_download",
            Client,
            Object::Company,
            |w| format!("/api/portal/documents/files/{}/download", w.documents.file),
            Sent::Nothing,
        ),
        row(
            "document_get",
            Client,
            Object::Company,
            |w| format!("/api/portal/documents/{}", w.documents.policy),
            Sent::Nothing,
        ),
        row(
            "document_sign",
            Client,
            Object::Company,
            |w| format!("/api/portal/documents/{}/sign", w.documents.policy),
            Sent::Json(|w| w.documents.deed.clone()),
        ),
        row(
            "document_decline",
            Client,
            Object::Company,
            |w| format!("/api/portal/documents/{}/decline", w.documents.policy),
            Sent::Json(|w| {
                json!({
                    "version": 1, "content_sha256": w.documents.deed["content_sha256"], "reason": "Clause 3",
                })
            }),
        ),
    ]
}

fn files() -> Vec<Row> {
    use Needs::{Admin, Viewer};
    let edit = || Sent::Json(|_| json!({ "title": "Other" }));
    vec![
        row(
            "manage_document_files_list",
            Viewer,
            Object::None,
            |_| "/api/manage/documents/files".into(),
            Sent::Nothing,
        ),
        row(
            "manage_document_file_create",
            Admin,
            Object::None,
            |_| "/api/manage/documents/files".into(),
            Sent::Json(|w| json!({ "upload": w.documents.upload, "about": { "title": "New" } })),
        ),
        row(
            "manage_document_file_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/documents/files/{}", w.documents.file),
            Sent::Nothing,
        ),
        at(
            |_| 1,
            row(
                "manage_document_file_update",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/documents/files/{}", w.documents.file),
                edit(),
            ),
        ),
        row(
            "manage_document_file_delete",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/documents/files/{}", w.documents.file),
            Sent::Nothing,
        ),
        row(
            "manage_document_file_replace",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/documents/files/{}/versions", w.documents.file),
            Sent::Json(|w| json!({ "upload": w.documents.upload })),
        ),
        row(
            "manage_document_file_download",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/documents/files/{}/download", w.documents.file),
            Sent::Nothing,
        ),
    ]
}

fn policies() -> Vec<Row> {
    use Needs::{Admin, Viewer};
    let policy = || {
        Sent::Json(
            |_| json!({ "title": "New", "issuer": "Acme", "sections": [{ "heading": "", "body": "Text" }] }),
        )
    };
    vec![
        row(
            "manage_policies_list",
            Viewer,
            Object::None,
            |_| "/api/manage/documents/policies".into(),
            Sent::Nothing,
        ),
        row(
            "manage_policy_create",
            Admin,
            Object::None,
            |_| "/api/manage/documents/policies".into(),
            policy(),
        ),
        row(
            "manage_policy_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/documents/policies/{}", w.documents.draft),
            Sent::Nothing,
        ),
        at(
            |_| 1,
            row(
                "manage_policy_update",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/documents/policies/{}", w.documents.draft),
                policy(),
            ),
        ),
        row(
            "manage_policy_delete",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/documents/policies/{}", w.documents.draft),
            Sent::Nothing,
        ),
        row(
            "manage_policy_preview",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/documents/policies/{}/preview", w.documents.draft),
            Sent::Nothing,
        ),
        at(
            |_| 1,
            row(
                "manage_policy_publish",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/documents/policies/{}/publish", w.documents.draft),
                Sent::Nothing,
            ),
        ),
        at(
            |_| 2,
            row(
                "manage_policy_archive",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/documents/policies/{}/archive", w.documents.policy),
                Sent::Nothing,
            ),
        ),
        row(
            "manage_policy_signers",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/documents/policies/{}/signers", w.documents.policy),
            Sent::Nothing,
        ),
        row(
            "manage_policy_signers_export",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/documents/policies/{}/signers/export", w.documents.policy),
            Sent::Nothing,
        ),
        row(
            "manage_policy_callbacks",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/documents/policies/{}/callbacks", w.documents.policy),
            Sent::Nothing,
        ),
        row(
            "manage_policy_callback_resend",
            Admin,
            Object::Tenant,
            |w| {
                let (policy, callback) = (&w.documents.policy, &w.documents.callback);
                format!("/api/manage/documents/policies/{policy}/callbacks/{callback}/resend")
            },
            Sent::Nothing,
        ),
        row(
            "manage_signature_pdf",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/documents/signatures/{}/pdf", w.documents.signature),
            Sent::Nothing,
        ),
        row(
            "manage_signature_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/documents/signatures/{}", w.documents.signature),
            Sent::Nothing,
        ),
    ]
}
