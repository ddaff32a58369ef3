//! Reading a long file with several children at once, a share of the pages
//! each, and handing the pages over in their order.

use super::parent::{Asked, Children, accept};
use super::share::{RUN, Share};
use crate::format;
use imr_core::paper::{ReadPage, Source, Unreadable};
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, Scope, ScopedJoinHandle};

/// A larger file is read by one child: each holds the whole file in memory.
/// What is so large is scanned, and waits for text recognition anyway.
const MOST_BYTES: u64 = 64 << 20;

/// More children than this wait for the one that puts the pages together.
const MOST_PARTS: usize = 4;

/// A page, with its picture where it has to be recognized.
type Coming = (ReadPage, Option<Vec<u8>>);

/// A share on its way: the pages that are there, and the next of them.
struct Line<'s> {
    pages: Receiver<Coming>,
    head: Option<Coming>,
    at_work: ScopedJoinHandle<'s, Result<(), Unreadable>>,
}

impl Children {
    /// Reads the pages from `first` (from 1) on, in order. Each is handed over
    /// with its picture where it has to be recognized.
    pub(crate) fn pages(
        &self,
        source: Source<'_>,
        first: u32,
        scans: bool,
        hand: &mut dyn FnMut(ReadPage, Option<Vec<u8>>) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        accept(source)?;
        let asked = Asked { first, share: Share::ALL, scans, of: None };
        match parts(source) {
            0 | 1 => self.share(source, asked, hand),
            parts => thread::scope(|scope| self.spread(scope, source, asked, parts, hand)),
        }
    }

    fn spread<'s, 'e>(
        &'e self,
        scope: &'s Scope<'s, 'e>,
        source: Source<'e>,
        asked: Asked,
        parts: u8,
        hand: &mut dyn FnMut(ReadPage, Option<Vec<u8>>) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let start = |part: u8, of: Option<u32>| {
            let (to, pages) = sync_channel(RUN as usize);
            let asked = Asked { share: Share { first: asked.first, part, parts }, of, ..asked };
            let at_work = scope.spawn(move || {
                self.share(source, asked, &mut |read, scan| match to.send((read, scan)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                })
            });
            let head = pages.recv().ok();
            Line { pages, head, at_work }
        };
        let mut lines = vec![start(0, None)];
        let all = Share { first: asked.first, part: 0, parts };
        if let Some(of) = lines[0].head.as_ref().map(|(read, _)| read.of).filter(|of| all.is_worth_it(*of)) {
            lines.extend((1..parts).map(|part| start(part, Some(of))));
        }
        while let Some(line) = earliest(&mut lines) {
            let head = line.head.take();
            if let Some((read, scan)) = head
                && hand(read, scan).is_break()
            {
                return Ok(());
            }
            line.head = line.pages.recv().ok();
        }
        // All are waited for; the first fault of any is told.
        let ended: Vec<_> = lines.into_iter().map(|line| line.at_work.join()).collect();
        let stopped = || Unreadable::Damaged("reading it had to be stopped".to_owned());
        ended.into_iter().try_for_each(|one| one.unwrap_or_else(|_| Err(stopped())))
    }
}

/// The line whose next page is the first of all.
fn earliest<'l, 's>(lines: &'l mut [Line<'s>]) -> Option<&'l mut Line<'s>> {
    let there = lines.iter_mut().filter(|line| line.head.is_some());
    there.min_by_key(|line| line.head.as_ref().map(|(read, _)| read.number))
}

/// How many children read a file.
fn parts(source: Source<'_>) -> u8 {
    let mut head = [0; format::HEAD];
    let (length, head) = match source {
        Source::Bytes(bytes) => (bytes.len() as u64, bytes),
        Source::File(path) => {
            // What is wrong with the file the child says.
            let opened = std::fs::File::open(path);
            let length = opened.as_ref().ok().and_then(|file| file.metadata().ok()).map_or(0, |about| about.len());
            let read = opened.and_then(|file| file.take(format::HEAD as u64).read(&mut head)).unwrap_or(0);
            (length, &head[..read])
        }
    };
    if length > MOST_BYTES || !format::is_pdf(head) {
        return 1;
    }
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    u8::try_from(cores.min(MOST_PARTS)).unwrap_or(1)
}
