//! How mails go out.

use std::sync::Arc;

use async_trait::async_trait;

use super::brand::Brand;
use super::compose::{Unsendable, prepare};
use super::failure;
use super::model::Mail;
use crate::app::App;
use crate::outbox::{Job, Outbox, Queue, Undelivered, Way};
use crate::problem::Problem;
use crate::store::Batch;
use crate::tenant::{Scope, Tenant};

/// Mails of one queue, by the mail server.
pub(crate) struct Letters<'a> {
    outbox: &'a Outbox,
    queue: Queue,
}

impl<'a> Letters<'a> {
    pub(crate) fn new(outbox: &'a Outbox, queue: Queue) -> Self {
        Self { outbox, queue }
    }
}

#[async_trait]
impl Way for Letters<'_> {
    type Parcel = Mail;
    type Kit = Arc<Brand>;

    // With a lane for each recipient and each thread they are still one read and one batch.
    const PAGE: u32 = 48;
    const NOTE: usize = 1;

    fn queue(&self) -> Queue {
        self.queue
    }

    fn is_open(&self) -> bool {
        self.outbox.carrier.is_some()
    }

    async fn kit(&self, app: &App, tenant: &Tenant) -> Result<Arc<Brand>, Problem> {
        self.outbox.brands.brand(app, tenant).await.map(Arc::new)
    }

    async fn carry(&self, job: Job<'_, Mail, Arc<Brand>>) -> Result<(), Undelivered> {
        let Some((carrier, sender)) = &self.outbox.carrier else {
            return Err(Undelivered::Down("No mail server is set.".into()));
        };
        let composed = prepare(job.app, (job.tenant, job.kit), sender, job.parcel, job.app.clock.now());
        let composed = composed.map_err(|why| match why {
            Unsendable::Address(why) => Undelivered::NoSuchAddress(why),
            Unsendable::Mail(why) => Undelivered::Never(why),
        })?;
        carrier.carry(&composed.envelope, &composed.bytes).await
    }

    fn note(&self, _: &mut Batch<'_>, _: &Mail, _: u64) {}

    async fn reached(&self, app: &App, scope: &Scope, mail: &Mail, failed: Option<&str>) {
        failure::note(app, scope, &mail.to, failed).await;
    }
}
