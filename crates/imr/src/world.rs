//! The real world: the one place where time and randomness come in.

use imr_core::world::{World, to_the_minute};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

/// The zone whose days are legal days.
const ZONE: &str = "America/Los_Angeles";

/// The clock and the random numbers of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemWorld;

impl World for SystemWorld {
    #[expect(clippy::disallowed_methods, reason = "this is the door through which time comes in")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn day(&self, at: Timestamp) -> Date {
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        at.to_zoned(zone).date()
    }

    fn hour(&self, at: Timestamp) -> Time {
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        to_the_minute(at.to_zoned(zone).time())
    }

    #[expect(clippy::disallowed_methods, reason = "this is the door through which randomness comes in")]
    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}
