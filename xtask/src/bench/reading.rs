//! Reading text: in memory on one core and on two, and a million letters
//! through the program.

use super::letters::Bench;
use super::{Line, median, rate, unusable};
use crate::clock;
use crate::shell::{self, Outcome, Trouble};
use imr_core::letter::reading::read;
use std::hint::black_box;
use std::io::Read as _;
use std::process::{Child, Stdio};

const ROUNDS: usize = 7;
/// So many letters are read in a round on each core.
const A_ROUND: usize = 10_000;

/// The bars of the issue: letters a second on two cores.
const BAR: f64 = 5_000.0;
const AIM: f64 = 20_000.0;

/// Letters a second, texts in memory.
pub(super) fn in_memory(bench: &Bench) -> Outcome<Vec<Line>> {
    let mut texts = Vec::new();
    for path in &bench.texts {
        let bytes = std::fs::read(path).map_err(|why| unusable(path.display(), &why))?;
        texts.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    let (one, two) = (on_cores(1, &texts), on_cores(2, &texts));
    let bar = format!("{BAR:.0}, aim {AIM:.0}{}", if two < AIM { " (not reached)" } else { "" });
    Ok(vec![
        Line::of("reading text, 1 core", format!("{one:.0} letters/s")),
        Line::of("reading text, 2 cores", format!("{two:.0} letters/s")).held_to(bar, two >= BAR),
    ])
}

fn on_cores(cores: usize, texts: &[String]) -> f64 {
    let repeats = A_ROUND.div_ceil(texts.len());
    let all = || {
        for text in texts.iter().cycle().take(repeats * texts.len()) {
            black_box(read("letter", black_box(text)));
        }
    };
    // The patterns are compiled by the first letters.
    texts.iter().for_each(|text| drop(black_box(read("letter", text))));
    let round = || {
        let work = || std::thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(all))));
        rate(cores * repeats * texts.len(), clock::timed(work).1.as_secs_f64())
    };
    median((0..ROUNDS).map(|_| round()).collect())
}

const MILLION: usize = 1_000_000;
/// Memory is looked at after so many letters and at the end.
const EARLY: usize = 100_000;
/// Memory counts as flat where it grows by no more than this, in MiB.
const FLAT: f64 = 8.0;

/// A million letters through `imr read`, its output taken as it comes.
pub(super) fn a_million(bench: &Bench) -> Outcome<Vec<Line>> {
    let folder = bench.work.join("texts");
    let repeats = MILLION.div_ceil(bench.texts.len());
    let mut command = shell::command(&bench.program);
    command.args(["read", "--format", "jsonl"]).args(std::iter::repeat_n(&folder, repeats));
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|why| unusable(bench.program.display(), &why))?;
    let (outcome, took) = clock::timed(|| count(&mut child));
    let (letters, early, late) = outcome?;
    let status = child.wait().map_err(|why| unusable(bench.program.display(), &why))?;
    if !status.success() || letters < MILLION {
        return Err(Trouble::new(
            format!("`imr read` ended after {letters} letters ({status})."),
            "Run it by hand.",
        ));
    }
    let (letters, seconds) = (letters.to_string(), rate(letters, took.as_secs_f64()));
    Ok(vec![
        Line::of(format!("{letters} letters from files through `imr read`"), format!("{seconds:.0} letters/s")),
        Line::of(
            format!("its memory after {EARLY} letters, and at the end"),
            format!("{early:.1} MiB, {late:.1} MiB"),
        )
        .held_to("flat", late <= early + FLAT),
    ])
}

/// Counts the lines; gives their number, and the memory early and late.
fn count(child: &mut Child) -> Outcome<(usize, f64, f64)> {
    let id = child.id();
    let Some(mut out) = child.stdout.take() else { return Ok((0, 0.0, 0.0)) };
    let mut piece = vec![0; 1 << 16];
    let (mut letters, mut early, mut late) = (0, None, 0.0);
    loop {
        let taken = out.read(&mut piece).map_err(|why| unusable("the output of `imr read`", &why))?;
        if taken == 0 {
            return Ok((letters, early.unwrap_or(late), late));
        }
        let before = letters;
        letters += piece[..taken].iter().filter(|&&byte| byte == b'\n').count();
        if early.is_none() && letters >= EARLY {
            early = resident(id);
        }
        if letters / 10_000 > before / 10_000 {
            late = resident(id).unwrap_or(late);
        }
    }
}

/// What a process holds in memory, in MiB, where the system tells.
fn resident(id: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}
