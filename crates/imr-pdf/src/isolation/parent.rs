//! The parent: starts children, hands them files, and outlives them.

use super::Timed;
use super::share::Share;
use super::wire::{self, Answer, Wish};
use crate::taking::{self, LETTER};
use imr_core::paper::{ReadPage, Source, Unreadable};
use std::io::{BufReader, ErrorKind};
use std::ops::{ControlFlow, RangeInclusive};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Longest time to open a file.
const TO_OPEN: Duration = Duration::from_secs(60);

/// Longest time for a page, drawing for recognition included, unless another
/// is set.
const TO_READ_A_PAGE: Duration = Duration::from_secs(20);

/// A file that has ended so many children is not read further.
const MOST_DEATHS: u32 = 10;

/// Children of one program, kept for the next file.
#[derive(Debug)]
pub(crate) struct Children {
    program: PathBuf,
    arguments: Vec<String>,
    idle: Mutex<Vec<Reader>>,
    /// Longest time for a page.
    pub(crate) a_page: Duration,
}

/// Which pages are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) first: u32,
    pub(super) share: Share,
    /// With pictures of those that have to be recognized, or without.
    pub(super) scans: bool,
    /// How many pages the file has, where that is known.
    pub(super) of: Option<u32>,
}

/// A child at work, or ready for it.
#[derive(Debug)]
struct Reader {
    process: Child,
    to: ChildStdin,
    from: BufReader<Timed<ChildStdout>>,
}

/// How a child came to its end.
struct Death(String);

impl Drop for Reader {
    fn drop(&mut self) {
        // It may be gone already, which is as well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Children {
    /// Children are started with this program and these arguments.
    pub(crate) fn new(program: PathBuf, arguments: Vec<String>) -> Self {
        Self { program, arguments, idle: Mutex::new(Vec::new()), a_page: TO_READ_A_PAGE }
    }

    /// Reads the pages of a share from `first` (from 1) on, where it is known
    /// already how many there are. Each is handed over with its picture where
    /// it has to be recognized.
    pub(super) fn share(
        &self,
        source: Source<'_>,
        asked: Asked,
        hand: &mut dyn FnMut(ReadPage, Option<Vec<u8>>) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let Asked { share, scans, first, .. } = asked;
        let (mut next, mut of, mut deaths) = (first, asked.of, 0);
        loop {
            let mut stopped = false;
            let ended = self.ask(source, Wish::Pages { first: next, scans, share }, &mut |answer| {
                match answer {
                    Answer::Opened(pages) => of = Some(pages),
                    Answer::Page(read, scan) => {
                        (next, of) = (read.number.saturating_add(1), Some(read.of));
                        stopped = hand(*read, scan).is_break();
                    }
                    _ => {}
                }
                if stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            let (of, how) = match (ended, of) {
                (Ok(Err(why)), None) => return Err(why),
                (Ok(Ok(())), _) => return Ok(()),
                (Err(_), _) if stopped => return Ok(()),
                (Err(Death(how)), None) => {
                    return Err(Unreadable::Damaged(format!("opening it broke the reader: {how}")));
                }
                // It could be opened before.
                (Ok(Err(why)), Some(of)) => {
                    deaths = MOST_DEATHS;
                    (of, why.to_string())
                }
                (Err(Death(how)), Some(of)) => {
                    deaths += 1;
                    (of, how)
                }
            };
            let Some(at) = share.from(next, of) else { return Ok(()) };
            let last = if deaths >= MOST_DEATHS { of } else { at };
            if mark(share, at..=last, of, (&how, deaths), hand).is_break() {
                return Ok(());
            }
            next = last.saturating_add(1);
            if share.from(next, of).is_none() {
                return Ok(());
            }
        }
    }

    /// Draws a page (from 1).
    pub(crate) fn picture(&self, source: Source<'_>, page: u32, dots_per_inch: u16) -> Result<Vec<u8>, Unreadable> {
        accept(source)?;
        let mut drawn = None;
        let ended = self.ask(source, Wish::Picture { page, dots_per_inch }, &mut |answer| {
            if let Answer::Picture(png) = answer {
                drawn = Some(png);
            }
            ControlFlow::Continue(())
        });
        ended
            .unwrap_or_else(|Death(how)| Err(Unreadable::Damaged(format!("drawing page {page} failed: {how}"))))?;
        drawn.ok_or_else(|| Unreadable::Damaged(format!("page {page} could not be drawn")))
    }

    /// Lets a child fulfil a wish, and hands over its answers. The inner
    /// result is what the child said of the file; the outer one, whether it
    /// lived to say it.
    fn ask(
        &self,
        source: Source<'_>,
        wish: Wish,
        hand: &mut dyn FnMut(Answer) -> ControlFlow<()>,
    ) -> Result<Result<(), Unreadable>, Death> {
        let mut reader = self.reader().map_err(|why| Death(format!("it could not be started: {why}")))?;
        let path;
        let (is_path, content) = match source {
            Source::Bytes(bytes) => (false, bytes),
            Source::File(at) => {
                path = std::path::absolute(at).unwrap_or_else(|_| at.to_owned()).to_string_lossy().into_owned();
                (true, path.as_bytes())
            }
        };
        if let Err(why) = wire::ask(&mut reader.to, wish, is_path, content) {
            return Err(reader.death(&why));
        }
        reader.from.get_mut().wait_at_most(TO_OPEN);
        let mut ended = Ok(());
        loop {
            match wire::answered(&mut reader.from) {
                Ok(Answer::End) => break,
                Ok(Answer::Unreadable(why)) => ended = Err(why),
                Ok(answer) => {
                    if hand(answer).is_break() {
                        // It is in the midst of the file: of no more use.
                        return Ok(Ok(()));
                    }
                    reader.from.get_mut().wait_at_most(self.a_page);
                }
                Err(why) => return Err(reader.death(&why)),
            }
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
        Ok(ended)
    }

    fn reader(&self) -> std::io::Result<Reader> {
        if let Some(idle) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(idle);
        }
        let mut process = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        match (process.stdin.take(), process.stdout.take()) {
            (Some(to), Some(from)) => {
                Ok(Reader { process, to, from: BufReader::with_capacity(1 << 16, Timed::new(from, TO_OPEN)) })
            }
            _ => Err(ErrorKind::BrokenPipe.into()),
        }
    }
}

/// Hands over the pages of a share that are lost: the first of them ended the
/// last of so many children, for this reason.
fn mark(
    share: Share,
    lost: RangeInclusive<u32>,
    of: u32,
    (how, deaths): (&str, u32),
    hand: &mut dyn FnMut(ReadPage, Option<Vec<u8>>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let at = *lost.start();
    for number in lost.filter(|number| share.holds(*number, of)) {
        let why = if number == at {
            format!("reading the page broke the reader: {how}")
        } else {
            format!("not read: {deaths} pages before it broke the reader")
        };
        hand(taking::unread(number, of, LETTER, &why), None)?;
    }
    ControlFlow::Continue(())
}

impl Reader {
    /// Why the pipe to the child failed, as far as can be told.
    fn death(mut self, why: &std::io::Error) -> Death {
        if why.kind() == ErrorKind::TimedOut {
            return Death("it took longer than is allowed".to_owned());
        }
        // One that is dead already keeps the cause of its death; one that
        // lives and says nothing, or nonsense, would be waited for without end.
        let _ = self.process.kill();
        let signal = self.process.wait().ok().and_then(|status| status.signal());
        if why.kind() == ErrorKind::InvalidData {
            return Death("it gave an answer that makes no sense".to_owned());
        }
        Death(match signal {
            Some(6) => "it needed more memory than is allowed, or nests too deep".to_owned(),
            Some(9) => "it was ended from outside".to_owned(),
            Some(11) => "it nests too deep".to_owned(),
            Some(signal) => format!("it was ended by signal {signal}"),
            None => "it ended without an answer".to_owned(),
        })
    }
}

pub(super) fn accept(source: Source<'_>) -> Result<(), Unreadable> {
    match source {
        Source::Bytes(bytes) => taking::accept(bytes.len() as u64),
        // The child looks; it also says what is wrong with the path.
        Source::File(_) => Ok(()),
    }
}
