//! The operations of `catalog`.

use serde_json::json;

use super::{at, row};
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    use Needs::{Admin, Client, CompanyAdmin, Nothing, Technician, Viewer};
    let edit = || Sent::Json(|_| json!({ "name": "New", "category": "Hardware" }));
    vec![
        row(
            "catalog_items_list",
            Client,
            Object::None,
            |_| "/api/portal/catalog/items".into(),
            Sent::Nothing,
        ),
        row(
            "catalog_item_get",
            Client,
            Object::Company,
            |w| format!("/api/portal/catalog/items/{}", w.goods.item()),
            Sent::Nothing,
        ),
        row("requests_list", Client, Object::None, |_| "/api/portal/requests".into(), Sent::Nothing),
        row(
            "request_create",
            Client,
            Object::None,
            |_| "/api/portal/requests".into(),
            Sent::Json(|w| json!({ "item": w.goods.item(), "form_version": 1 })),
        ),
        row(
            "request_get",
            Client,
            Object::Person,
            |w| format!("/api/portal/requests/{}", w.goods.request()),
            Sent::Nothing,
        ),
        row(
            "request_file_get",
            Client,
            Object::Person,
            |w| format!("/api/portal/requests/{}/files/{}", w.goods.request(), w.goods.file()),
            Sent::Nothing,
        ),
        row(
            "request_cancel",
            Client,
            Object::Person,
            |w| format!("/api/portal/requests/{}/cancel", w.goods.request()),
            Sent::Json(|_| json!({})),
        ),
        row(
            "request_approve",
            CompanyAdmin,
            Object::Person,
            |w| format!("/api/portal/requests/{}/approve", w.goods.request()),
            Sent::Json(|_| json!({})),
        ),
        row(
            "request_reject",
            CompanyAdmin,
            Object::Person,
            |w| format!("/api/portal/requests/{}/reject", w.goods.request()),
            Sent::Json(|_| json!({ "reason": "Not now" })),
        ),
        row(
            "approval_get",
            Nothing,
            Object::None,
            |_| "/api/portal/approvals/look-up".into(),
            Sent::Json(|w| json!({ "request": w.goods.request(), "token": w.goods.token() })),
        ),
        row(
            "approval_decide",
            Nothing,
            Object::None,
            |_| "/api/portal/approvals/decide".into(),
            Sent::Json(
                |w| json!({ "request": w.goods.request(), "token": w.goods.token(), "approve": true }),
            ),
        ),
        row("manage_requests_list", Viewer, Object::None, |_| "/api/manage/requests".into(), Sent::Nothing),
        row(
            "manage_request_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/requests/{}", w.goods.request()),
            Sent::Nothing,
        ),
        row(
            "manage_request_approve",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/requests/{}/approve", w.goods.request()),
            Sent::Json(|_| json!({})),
        ),
        row(
            "manage_request_reject",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/requests/{}/reject", w.goods.request()),
            Sent::Json(|_| json!({ "reason": "No" })),
        ),
        row(
            "manage_request_cancel",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/requests/{}/cancel", w.goods.request()),
            Sent::Json(|_| json!({ "reason": "No" })),
        ),
        row(
            "manage_request_file_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/requests/{}/files/{}", w.goods.request(), w.goods.file()),
            Sent::Nothing,
        ),
        row(
            "manage_catalog_items_list",
            Viewer,
            Object::None,
            |_| "/api/manage/catalog/items".into(),
            Sent::Nothing,
        ),
        row(
            "manage_catalog_item_create",
            Admin,
            Object::None,
            |_| "/api/manage/catalog/items".into(),
            edit(),
        ),
        row(
            "manage_catalog_item_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/catalog/items/{}", w.goods.item()),
            Sent::Nothing,
        ),
        at(
            |_| 1,
            row(
                "manage_catalog_item_update",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/catalog/items/{}", w.goods.item()),
                edit(),
            ),
        ),
        row(
            "manage_catalog_item_delete",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/catalog/items/{}", w.goods.item()),
            Sent::Nothing,
        ),
    ]
}
