//! Reading from a pipe with a time limit.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{Error, ErrorKind, Read};
use std::os::fd::AsFd;
use std::time::Duration;

/// A pipe from which nothing is waited for longer than a limit.
#[derive(Debug)]
pub(crate) struct Timed<P> {
    pipe: P,
    patience: Timespec,
}

impl<P> Timed<P> {
    /// A pipe with a limit to each wait.
    pub(crate) fn new(pipe: P, patience: Duration) -> Self {
        let mut timed = Self { pipe, patience: Timespec { tv_sec: 0, tv_nsec: 0 } };
        timed.wait_at_most(patience);
        timed
    }

    /// Sets the limit for the waits that follow.
    pub(crate) fn wait_at_most(&mut self, patience: Duration) {
        self.patience = Timespec {
            tv_sec: i64::try_from(patience.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: patience.subsec_nanos().into(),
        };
    }
}

impl<P: Read + AsFd> Read for Timed<P> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut waiting = [PollFd::new(&self.pipe, PollFlags::IN)];
        if poll(&mut waiting, Some(&self.patience))? == 0 {
            return Err(Error::new(ErrorKind::TimedOut, "nothing came within the time limit"));
        }
        self.pipe.read(into)
    }
}
