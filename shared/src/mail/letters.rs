//! How mails go out.

use std::sync::Arc;

use async_trait::async_trait;

use super::brand::Brand;
use super::compose::compose;
use super::model::Mail;
use crate::app::App;
use crate::outbox::{Job, Outbox, Undelivered, Way};
use crate::problem::Problem;
use crate::store::Batch;
use crate::tenant::Tenant;

/// Mails, by the mail server.
pub(crate) struct Letters<'a>(pub(crate) &'a Outbox);

#[async_trait]
impl Way for Letters<'_> {
    type Parcel = Mail;
    type Kit = Arc<Brand>;

    fn is_open(&self) -> bool {
        self.0.carrier.is_some()
    }

    async fn kit(&self, app: &App, tenant: &Tenant) -> Result<Arc<Brand>, Problem> {
        self.0.brands.brand(app, tenant).await.map(Arc::new)
    }

    async fn carry(&self, job: Job<'_, Mail, Arc<Brand>>) -> Result<(), Undelivered> {
        let Some((carrier, sender)) = &self.0.carrier else {
            return Err(Undelivered::Down("No mail server is set.".into()));
        };
        let composed = compose(job.app, (job.tenant, job.kit), sender, job.parcel, job.app.clock.now())
            .map_err(Undelivered::Never)?;
        carrier.carry(&composed.envelope, &composed.bytes).await
    }

    fn note(&self, _: &mut Batch<'_>, _: &Mail, _: u64) {}
}
