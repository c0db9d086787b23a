//! The operations of `mail`.

use super::row;
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    use Needs::{Admin, Nothing, Viewer};
    vec![
        row("mail_overview_get", Viewer, Object::None, |_| "/api/manage/mail".into(), Sent::Nothing),
        row("delivery_list", Viewer, Object::None, |_| "/api/manage/mail/deliveries".into(), Sent::Nothing),
        row(
            "delivery_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/mail/deliveries/{}", w.mail),
            Sent::Nothing,
        ),
        row(
            "delivery_page_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/mail/deliveries/{}/page", w.mail),
            Sent::Nothing,
        ),
        row(
            "delivery_resend",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/mail/deliveries/{}/resend", w.mail),
            Sent::Nothing,
        ),
        row("mail_preview_list", Viewer, Object::None, |_| "/api/manage/mail/previews".into(), Sent::Nothing),
        row(
            "mail_preview_page_get",
            Viewer,
            Object::None,
            |_| "/api/manage/mail/previews/ticket.reply/page".into(),
            Sent::Nothing,
        ),
        row(
            "unsubscribe_get",
            Nothing,
            Object::None,
            |w| format!("/api/mail/unsubscribe/{}", w.unsubscribe_word()),
            Sent::Nothing,
        ),
        row(
            "unsubscribe",
            Nothing,
            Object::None,
            |w| format!("/api/mail/unsubscribe/{}", w.unsubscribe_word()),
            Sent::Nothing,
        ),
    ]
}
