//! What of setting a portal up belongs to the area.

use shared::setup::Step;

/// Mail has a sender of the provider's choice.
pub const SENDER: Step = Step {
    key: "mail",
    optional: false,
    done: |_, _, tenant| {
        Box::pin(async move {
            let sender = &tenant.settings.mail;
            Ok(sender.name.is_some() || sender.reply_to.is_some())
        })
    },
};

/// The portal has an address of its own.
pub const DOMAIN_ACTIVE: Step = Step {
    key: "domain",
    optional: true,
    done: |_, _, tenant| Box::pin(async move { Ok(tenant.domain.is_some()) }),
};
