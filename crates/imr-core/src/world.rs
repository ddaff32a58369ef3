//! The only door through which time and new identifiers enter.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use std::sync::Mutex;
use uuid::Uuid;

/// What the review may know of the world outside: the instant, and fresh
/// identifiers. The program has a real one; stories and tests have a
/// [`StoryWorld`].
pub trait World: Send + Sync {
    /// The present instant (UTC).
    fn now(&self) -> Timestamp;
    /// The legal day at an instant, in the organization's time zone.
    fn day(&self, at: Timestamp) -> Date;
    /// The hour of that day at an instant, in the same time zone.
    fn hour(&self, at: Timestamp) -> Time;
    /// The legal day at the present instant.
    fn today(&self) -> Date {
        self.day(self.now())
    }
    /// A fresh UUIDv7, ordered by the present instant.
    fn new_id(&self) -> Uuid;
}

/// An hour as it is stamped: nobody counts the seconds of a period.
#[must_use]
pub fn to_the_minute(at: Time) -> Time {
    Time::new(at.hour(), at.minute(), 0, 0).unwrap_or(at)
}

/// A world whose clock stands still until it is moved and whose identifiers
/// follow from a seed: the same seed gives the same story, byte for byte.
#[derive(Debug)]
pub struct StoryWorld {
    state: Mutex<StoryState>,
    seed: u64,
}

#[derive(Debug)]
struct StoryState {
    now: Timestamp,
    drawn: u64,
}

impl StoryWorld {
    /// A world that begins at `start`.
    #[must_use]
    pub fn new(start: Timestamp, seed: u64) -> Self {
        Self { state: Mutex::new(StoryState { now: start, drawn: 0 }), seed }
    }

    /// Moves the clock forward to `instant`; a clock never goes back, so an
    /// earlier instant changes nothing.
    pub fn move_to(&self, instant: Timestamp) {
        let mut state = self.state();
        state.now = state.now.max(instant);
    }

    /// Moves the clock forward by `time`.
    pub fn advance(&self, time: SignedDuration) {
        let mut state = self.state();
        state.now = state.now.saturating_add(time).unwrap_or(state.now);
    }

    fn state(&self) -> std::sync::MutexGuard<'_, StoryState> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl World for StoryWorld {
    fn now(&self) -> Timestamp {
        self.state().now
    }

    /// Stories take place at a fixed eight hours behind UTC, the whole year.
    fn day(&self, at: Timestamp) -> Date {
        Offset::constant(-8).to_datetime(at).date()
    }

    fn hour(&self, at: Timestamp) -> Time {
        to_the_minute(Offset::constant(-8).to_datetime(at).time())
    }

    fn new_id(&self) -> Uuid {
        let mut state = self.state();
        state.drawn += 1;
        let mut hash = Sha256::new();
        hash.update(self.seed.to_be_bytes());
        hash.update(state.drawn.to_be_bytes());
        hash.update(state.now.as_millisecond().to_be_bytes());
        let digest = hash.finalize();
        let mut random = [0u8; 10];
        random.copy_from_slice(&digest[..10]);
        let millis = u64::try_from(state.now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_identifiers_in_order_of_time() {
        let start: Timestamp = "2015-03-02T17:00:00Z".parse().expect("an instant");
        let (a, b) = (StoryWorld::new(start, 7), StoryWorld::new(start, 7));
        let first = a.new_id();
        assert_eq!(first, b.new_id());
        a.advance(SignedDuration::from_secs(1));
        assert!(a.new_id() > first);
        a.move_to(start);
        assert!(a.now() > start, "a clock never goes back");
    }
}
