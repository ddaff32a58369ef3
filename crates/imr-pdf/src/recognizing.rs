//! Reading the pages of a file and recognizing those that are pictures, on
//! all cores, in order.

use crate::isolation::Children;
use crate::ocr::Ocr;
use imr_core::paper::{ReadPage, Source, Unreadable};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::thread::{self, ScopedJoinHandle};

/// A page on its way.
enum Coming<'s> {
    Ready(ReadPage),
    Recognized(ScopedJoinHandle<'s, ReadPage>),
}

impl Coming<'_> {
    fn wait(self) -> Option<ReadPage> {
        match self {
            Self::Ready(read) => Some(read),
            Self::Recognized(at_work) => at_work.join().ok(),
        }
    }

    fn is_there(&self) -> bool {
        match self {
            Self::Ready(_) => true,
            Self::Recognized(at_work) => at_work.is_finished(),
        }
    }
}

/// Reads the pages from `first` (from 1) on, in order, recognizing as many at
/// a time as there are cores.
pub(crate) fn pages(
    children: &Children,
    ocr: &Ocr,
    source: Source<'_>,
    first: u32,
    each: &mut dyn FnMut(ReadPage) -> ControlFlow<()>,
) -> Result<(), Unreadable> {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        let mut line: VecDeque<Coming<'_>> = VecDeque::new();
        let mut stopped = false;
        let ended = children.pages(source, first, true, &mut |read, scan| {
            line.push_back(match scan {
                None => Coming::Ready(read),
                Some(scan) => Coming::Recognized(scope.spawn(move || {
                    let page = ocr.recognize(&scan, read.page);
                    ReadPage { page, ..read }
                })),
            });
            let at_work = |line: &VecDeque<Coming<'_>>| line.iter().filter(|one| !one.is_there()).count();
            while line.front().is_some_and(Coming::is_there) || at_work(&line) >= cores {
                if let Some(read) = line.pop_front().and_then(Coming::wait)
                    && each(read).is_break()
                {
                    stopped = true;
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        });
        if !stopped {
            for read in line.into_iter().filter_map(Coming::wait) {
                if each(read).is_break() {
                    break;
                }
            }
        }
        ended
    })
}
