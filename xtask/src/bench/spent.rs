//! What a piece of work takes: by the clock, and of the processors. Beside
//! other work the clock says little, and the processors say nearly the same.

use crate::clock;
use crate::shell::Outcome;

/// Seconds by the clock, and of the processors where the system tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spent {
    pub(super) clock: f64,
    pub(super) processors: Option<f64>,
}

/// Does work that other programs do: what they take counts once they ended.
pub(super) fn spent(work: impl FnOnce() -> Outcome) -> Outcome<Spent> {
    let before = processors();
    let (outcome, took) = clock::timed(work);
    outcome?;
    let processors = before.zip(processors()).map(|(before, after)| after - before);
    Ok(Spent { clock: took.as_secs_f64(), processors })
}

impl Spent {
    /// The one in the middle of several.
    pub(super) fn median(all: &[Self]) -> Self {
        let processors: Option<Vec<f64>> = all.iter().map(|one| one.processors).collect();
        Self {
            clock: super::median(all.iter().map(|one| one.clock).collect()),
            processors: processors.map(super::median),
        }
    }

    /// The processors' time, else the clock's.
    pub(super) fn fairly(self) -> f64 {
        self.processors.unwrap_or(self.clock)
    }

    /// Both, for the table.
    pub(super) fn shown(self) -> String {
        match self.processors {
            Some(processors) => format!("{:.2} s ({processors:.2} s of processors)", self.clock),
            None => format!("{:.2} s", self.clock),
        }
    }
}

/// Seconds that this thread is at work over some work of its own: the
/// processor's where the system tells, else the clock's.
pub(super) fn at_work(work: impl FnOnce()) -> f64 {
    let before = of_this_thread();
    let ((), took) = clock::timed(work);
    before.zip(of_this_thread()).map_or(took.as_secs_f64(), |(before, after)| after - before)
}

/// Processor time of this thread, in seconds; on Linux.
fn of_this_thread() -> Option<f64> {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = said.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Processor time of all programs that we started and that ended, theirs
/// included, in seconds; on Linux.
fn processors() -> Option<f64> {
    const A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Our own name, which comes before, may hold blanks.
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let user: f64 = fields.get(13)?.parse().ok()?;
    let system: f64 = fields.get(14)?.parse().ok()?;
    Some((user + system) / A_SECOND)
}
