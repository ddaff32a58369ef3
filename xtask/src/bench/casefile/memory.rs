//! Memory while a very large file is taken in: of the program, and of the
//! children that read.

use super::{Bench, bulk};
use crate::bench::{Line, unusable};
use crate::clock;
use crate::opening;
use crate::shell::{self, Outcome, Trouble};
use imr_sample::casefile::{Wanted, case_file};
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

const PAGES: usize = 3_000;

/// What the program may hold, and a child beyond the file, in MiB.
const BAR: f64 = 300.0;

pub(super) fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let folder = bench.generated(10)?;
    let path = bench.work.join("bulk.pdf");
    let generated = case_file(Wanted { seed: 1, pages: 300, scanned: 0 });
    let texts: Vec<String> = (0..generated.names().len()).flat_map(|file| generated.texts(file)).collect();
    bulk::write(&path, PAGES, &texts).map_err(|why| unusable(path.display(), &why))?;
    let bytes = std::fs::metadata(&path).map_err(|why| unusable(path.display(), &why))?.len();
    let size = mebibytes(bytes);
    let data = bench.work.join("data").display().to_string();
    let case = opening::case(&bench.program, &folder, &data)?;
    let mut add = shell::command(&bench.program);
    add.args(["file", "add", &case]).arg(&path).args(["--data", &data]);
    let (peaks, took) = clock::timed(|| peaks(&mut add));
    let Peaks { parent, children } = peaks?;
    let child = children.iter().copied().fold(0.0, f64::max);
    let mut lines = vec![
        Line::of(format!("{PAGES} pages, {size:.0} MiB, `imr file add`"), clock::words(took)),
        Line::of("memory of the program at most", format!("{parent:.0} MiB"))
            .held_to(format!("{BAR:.0} MiB"), parent < BAR),
        Line::of(format!("of the child that reads (of {})", children.len()), format!("{child:.0} MiB"))
            .held_to(format!("the file and {BAR:.0} MiB"), child < size + BAR),
    ];
    for words in [&["facts", "--json"][..], &["search", "spasm"]] {
        let mut command = shell::command(&bench.program);
        command.args(["file", words[0], &case]).args(&words[1..]).args(["--data", &data]);
        let peak = self::peaks(&mut command)?.parent;
        lines.push(
            Line::of(format!("`imr file {}` of it", words[0]), format!("{peak:.0} MiB"))
                .held_to(format!("{BAR:.0} MiB"), peak < BAR),
        );
    }
    Ok(lines)
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred million bytes")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// The most that a program and each of its children held, in MiB.
struct Peaks {
    parent: f64,
    children: Vec<f64>,
}

/// How often is looked; what a process held at most is kept by the system
/// until it ends.
const OFTEN: Duration = Duration::from_millis(20);

fn peaks(command: &mut Command) -> Outcome<Peaks> {
    let mut process = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|why| Trouble::new(format!("The program did not start: {why}."), "Build it."))?;
    let id = process.id();
    let (tell, ended) = channel();
    let waiting = std::thread::spawn(move || {
        let status = process.wait();
        // Nobody listens once looking has failed.
        let _ = tell.send(());
        status
    });
    let (mut parent, mut children) = (0.0_f64, BTreeMap::new());
    while matches!(ended.recv_timeout(OFTEN), Err(RecvTimeoutError::Timeout)) {
        parent = parent.max(peak(id).unwrap_or(0.0));
        for child in children_of(id) {
            let most: &mut f64 = children.entry(child).or_default();
            *most = most.max(peak(child).unwrap_or(0.0));
        }
    }
    match waiting.join() {
        Ok(Ok(status)) if status.success() => Ok(Peaks { parent, children: children.into_values().collect() }),
        _ => Err(Trouble::new("The program failed while its memory was watched.", "Run it by hand.")),
    }
}

/// The most a process held so far, in MiB, where the system tells.
fn peak(id: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

fn children_of(id: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
    let listed = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let all: Vec<u32> = listed
        .flat_map(|line| line.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect();
    all
}
