//! Who writes mails, how they look, and who takes them away.

use std::sync::Arc;

use shared::mail::{Smtp, sender};
use shared::outbox::Outbox;
use shared::settings::Settings;

use crate::areas;
use crate::state::StartError;

/// The outbox, as the settings and the list of areas make it.
pub fn outbox(settings: &Settings) -> Result<Outbox, StartError> {
    let carrier = match &settings.mail {
        None => None,
        Some(mail) => {
            let smtp = Smtp::open(&mail.url).map_err(|why| StartError(format!("SMTP_URL: {why}")))?;
            let from = sender(&mail.from).map_err(|why| StartError(format!("MAIL_FROM: {why}")))?;
            Some((Arc::new(smtp) as Arc<dyn shared::mail::Carrier>, from))
        }
    };
    Ok(Outbox {
        areas: areas::mails(),
        callbacks: areas::callbacks(),
        brands: Arc::new(branding::MailBrands),
        carrier,
    })
}
