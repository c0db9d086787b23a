//! What several ask for at once is made once: the first begins, the others wait for its result. It is finished and
//! remembered even if all of them leave.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::FutureExt as _;
use futures::future::{BoxFuture, Shared};

use crate::problem::Problem;
use crate::trace;

type Outcome<T> = Result<T, Arc<Problem>>;
type Running<T> = HashMap<Arc<str>, Shared<BoxFuture<'static, Outcome<T>>>>;
type UnderWay<T> = Arc<Mutex<Running<T>>>;

/// Results of one type that are under way, by a key that names tenant, thing and version; and those remembered.
#[derive(Clone)]
pub struct Flights<T: Clone + Send + Sync + 'static> {
    under_way: UnderWay<T>,
    remembered: Option<moka::sync::Cache<Arc<str>, T>>,
}

impl<T: Clone + Send + Sync + 'static> Flights<T> {
    /// Without a memory: whoever comes later begins anew.
    pub(super) fn new() -> Self {
        Self { under_way: Arc::default(), remembered: None }
    }

    /// Remembers results of so many bytes in all, those that were used last.
    pub(super) fn remembering(bytes: u64, size: fn(&T) -> usize) -> Self {
        let weigher = move |_: &Arc<str>, value: &T| u32::try_from(size(value)).unwrap_or(u32::MAX);
        let remembered = moka::sync::Cache::builder().max_capacity(bytes).weigher(weigher).build();
        Self { under_way: Arc::default(), remembered: Some(remembered) }
    }

    /// The result of that key: remembered, under way, or made now. Errors are given to all who wait, and forgotten.
    pub async fn get<F>(&self, key: String, make: impl FnOnce() -> F) -> Result<T, Problem>
    where
        F: Future<Output = Result<T, Problem>> + Send + 'static,
    {
        let key: Arc<str> = key.into();
        if let Some(known) = self.remembered.as_ref().and_then(|remembered| remembered.get(&key)) {
            return Ok(known);
        }
        let flight = {
            let mut under_way = self.lock();
            match under_way.get(&key) {
                Some(flight) => flight.clone(),
                None => {
                    let flight = self.begin(Arc::clone(&key), make());
                    under_way.insert(key, flight.clone());
                    flight
                }
            }
        };
        flight.await.map_err(|problem| problem.again())
    }

    /// A task of its own does the work, so that it does not end with the request that asked first.
    fn begin(
        &self,
        key: Arc<str>,
        work: impl Future<Output = Result<T, Problem>> + Send + 'static,
    ) -> Shared<BoxFuture<'static, Outcome<T>>> {
        let landing = Landing { flights: self.clone(), key };
        let task = tokio::spawn(trace::within(trace::current(), async move {
            let outcome = work.await;
            if let (Ok(value), Some(remembered)) = (&outcome, &landing.flights.remembered) {
                remembered.insert(Arc::clone(&landing.key), value.clone());
            }
            drop(landing);
            outcome.map_err(Arc::new)
        }));
        let joined = async move {
            match task.await {
                Ok(outcome) => outcome,
                Err(error) => Err(Arc::new(Problem::internal(error))),
            }
        };
        joined.boxed().shared()
    }

    fn lock(&self) -> MutexGuard<'_, Running<T>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a flight off the list, however it ends.
struct Landing<T: Clone + Send + Sync + 'static> {
    flights: Flights<T>,
    key: Arc<str>,
}

impl<T: Clone + Send + Sync + 'static> Drop for Landing<T> {
    fn drop(&mut self) {
        self.flights.lock().remove(&self.key);
    }
}
