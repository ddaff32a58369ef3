//! The child: reads what it is asked to, within limits, until the pipe ends.

use super::wire::{self, Answer, Request, Wish};
use crate::taking::{self, Taken};
use imr_core::paper::Unreadable;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

/// Pages nest forms, patterns and functions; the usual stack is too little
/// for what damaged or hostile files contain.
const STACK: usize = 64 << 20;

/// Address space beyond the file itself: what reading may need.
const FOR_READING: u64 = 3 << 29;

/// Address space beyond the file itself: what drawing may need.
const FOR_DRAWING: u64 = 1 << 31;

/// Answers requests on standard input until it ends. This is what the
/// program does when it is started as its own child.
#[must_use]
pub fn serve() -> ExitCode {
    let worker = std::thread::Builder::new().name("read".to_owned()).stack_size(STACK).spawn(answer_all);
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn answer_all() -> std::io::Result<()> {
    let (mut from, mut out) = (std::io::stdin().lock(), BufWriter::new(std::io::stdout().lock()));
    while let Some(request) = wire::request(&mut from)? {
        answer(request, &mut out)?;
        out.flush()?;
    }
    Ok(())
}

fn answer(request: Request, out: &mut impl Write) -> std::io::Result<()> {
    let wish = request.wish;
    let result = content(request).and_then(|bytes| {
        limit(bytes.len() as u64, wish);
        fulfil(wish, bytes, out)
    });
    match result {
        Ok(written) => written?,
        Err(why) => wire::answer(out, &Answer::Unreadable(why))?,
    }
    wire::answer(out, &Answer::End)
}

fn fulfil(wish: Wish, bytes: Vec<u8>, out: &mut impl Write) -> Result<std::io::Result<()>, Unreadable> {
    match wish {
        Wish::Picture { page, dots_per_inch } => {
            let png = taking::drawn(bytes, page, dots_per_inch)?;
            Ok(wire::answer(out, &Answer::Picture(png)))
        }
        Wish::Pages { first, scans, share } => {
            let mut written = Ok(());
            taking::pages(bytes, first, share, scans, &mut |taken| {
                let answer = match taken {
                    Taken::Opened(of) => Answer::Opened(of),
                    Taken::Page { read, scan } => Answer::Page(Box::new(read), scan),
                };
                // Flushed page by page: what is read must not die with a
                // page that follows.
                written = wire::answer(out, &answer).and_then(|()| out.flush());
                if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            Ok(written)
        }
    }
}

fn content(request: Request) -> Result<Vec<u8>, Unreadable> {
    if !request.is_path {
        return Ok(request.content);
    }
    let unreadable = |why: std::io::Error| Unreadable::Damaged(format!("the file cannot be opened: {why}"));
    let path = PathBuf::from(String::from_utf8_lossy(&request.content).into_owned());
    taking::accept(std::fs::metadata(&path).map_err(unreadable)?.len())?;
    std::fs::read(&path).map_err(unreadable)
}

/// Sets how much address space may be used, so that a bomb ends this process
/// and nothing else. Where the system knows no such limit there is none.
fn limit(file: u64, wish: Wish) {
    let room = match wish {
        Wish::Pages { scans: false, .. } => FOR_READING,
        _ => FOR_DRAWING,
    };
    let maximum = getrlimit(Resource::As).maximum;
    let wanted = maximum.map_or(file + room, |most| most.min(file + room));
    let _ = setrlimit(Resource::As, Rlimit { current: Some(wanted), maximum });
}
