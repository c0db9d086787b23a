//! Connections that are kept for a while, and how many there may be.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// A connection that nobody has used for so long is closed: servers do the same.
const IDLE: Duration = Duration::from_secs(15);

/// Connections to one server.
pub(super) struct Pool<T> {
    most: usize,
    room: Semaphore,
    /// Places that were given up because the server takes no more.
    lost: AtomicUsize,
    idle: Mutex<Vec<(T, Instant)>>,
}

/// The right to use one connection.
pub(super) struct Place<'a, T> {
    pool: &'a Pool<T>,
    permit: Option<SemaphorePermit<'a>>,
}

impl<T> Pool<T> {
    pub(super) fn new(most: usize) -> Self {
        Self { most, room: Semaphore::new(most), lost: AtomicUsize::new(0), idle: Mutex::new(Vec::new()) }
    }

    /// Waits for one.
    pub(super) async fn place(&self) -> Place<'_, T> {
        // Only a closed semaphore refuses, and nobody closes it.
        let place = Place { pool: self, permit: self.room.acquire().await.ok() };
        place.restore();
        place
    }

    fn in_use(&self) -> usize {
        let lost = self.lost.load(Ordering::Relaxed);
        self.most.saturating_sub(lost).saturating_sub(self.room.available_permits())
    }
}

impl<T> Place<'_, T> {
    /// A connection that is open.
    pub(super) fn take(&self) -> Option<T> {
        let mut idle = self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, since)| since.elapsed() < IDLE);
        idle.pop().map(|(link, _)| link)
    }

    /// Keeps a connection for whoever comes next.
    pub(super) fn keep(&self, link: T) {
        let mut idle = self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push((link, Instant::now()));
    }

    /// True where others have connections: then this place is given up, and they are waited for.
    pub(super) fn is_one_too_many(&mut self) -> bool {
        if self.pool.in_use() < 2 {
            return false;
        }
        if let Some(permit) = self.permit.take() {
            permit.forget();
            self.pool.lost.fetch_add(1, Ordering::Relaxed);
        }
        true
    }

    /// What a server did not take at its busiest it may take later: once nobody else is at it, all places are back.
    fn restore(&self) {
        let idle = self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).is_empty();
        if idle && self.pool.in_use() <= 1 {
            let lost = self.pool.lost.swap(0, Ordering::Relaxed);
            self.pool.room.add_permits(lost);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn connections_are_used_again_and_places_given_up_come_back() {
        let pool = Pool::new(2);
        let mut first = pool.place().await;
        assert_eq!(first.take(), None);
        assert!(!first.is_one_too_many(), "the only one must go on trying");
        let mut second = pool.place().await;
        assert!(second.is_one_too_many());
        drop(second);
        first.keep("open");
        drop(first);
        let first = pool.place().await;
        assert_eq!(first.take(), Some("open"));
        assert_eq!(pool.room.available_permits(), 0, "one place is left");
        drop(first);
        let first = pool.place().await;
        assert_eq!(pool.room.available_permits(), 1, "nobody has a connection: both are back");
        drop(first);
        assert_eq!(pool.room.available_permits(), 2);
    }
}
