//! `cargo xtask kill`: a process, or the database under it, is killed while it
//! files. Nothing that it acknowledged may be lost, nothing half-written.

use crate::load::{self, Folder};
use crate::postgres::{Server, Sync};
use crate::shell::{Outcome, Trouble};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

/// How often one store is used before the next one.
const SAME_STORE: usize = 10;

/// How often it is killed, unless told otherwise.
const TIMES: usize = 200;

/// Who is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prey {
    /// The program, on SQLite.
    OnSqlite,
    /// The program, on PostgreSQL.
    OnPostgres,
    /// The PostgreSQL server.
    Server,
}

pub(crate) fn run(options: &[&str]) -> Outcome {
    let hunts = asked(options)?;
    load::build()?;
    let server = Server::start(Sync::On)?;
    let (mut times, mut acknowledged) = (0, 0.0);
    for (prey, share) in hunts {
        let kept = hunt(prey, share, &server)?;
        println!(
            "{prey:?}: killed {share} times; {kept:.0} acknowledged filings, all of them there; every chain holds"
        );
        times += share;
        acknowledged += kept;
    }
    println!("{times} kills, {acknowledged:.0} acknowledged filings, none lost, nothing half-written");
    Ok(())
}

/// Who is to be killed, and how often each.
fn asked(options: &[&str]) -> Outcome<Vec<(Prey, usize)>> {
    let (times, options) = match options {
        ["--times", times, rest @ ..] => (times.parse().map_err(|_| not_understood(times))?, rest),
        _ => (TIMES, options),
    };
    match options {
        // Half of the kills on SQLite, a quarter each of the others.
        [] => Ok(vec![
            (Prey::OnSqlite, times - times / 4 * 2),
            (Prey::OnPostgres, times / 4),
            (Prey::Server, times / 4),
        ]),
        ["sqlite"] => Ok(vec![(Prey::OnSqlite, times)]),
        ["postgres"] => Ok(vec![(Prey::OnPostgres, times)]),
        ["server"] => Ok(vec![(Prey::Server, times)]),
        _ => Err(not_understood(&options.join(" "))),
    }
}

/// Kills so many times; gives how many filings had been acknowledged.
fn hunt(prey: Prey, times: usize, server: &Server) -> Outcome<f64> {
    let mut total = 0.0;
    let mut said: Vec<String> = Vec::new();
    let mut place: Option<(Folder, Option<String>)> = None;
    for number in 0..times {
        if number % SAME_STORE == 0 {
            total += said.len() as f64;
            said.clear();
            place = None;
        }
        let (folder, url) = match &place {
            Some(place) => place,
            None => place.insert((Folder::new("kill")?, new_database(prey, number, server)?)),
        };
        let seed = number.to_string();
        let mut words = vec!["victim", &seed, folder.name()];
        words.extend(url.as_deref());
        said.extend(kill_once(prey, number, &words, server)?);
        words.splice(..2, ["check"]);
        check(&words, &said).map_err(|why| Trouble::new(format!("{prey:?}, kill {}: {why}", number + 1), ""))?;
    }
    Ok(total + said.len() as f64)
}

fn new_database(prey: Prey, number: usize, server: &Server) -> Outcome<Option<String>> {
    match prey {
        Prey::OnSqlite => Ok(None),
        Prey::OnPostgres => server.database(&format!("killed_{number}")).map(Some),
        Prey::Server => server.database(&format!("crashed_{number}")).map(Some),
    }
}

/// Lets a victim file, kills it or its database at a point that follows from
/// the number, and gives the names it had acknowledged.
fn kill_once(prey: Prey, number: usize, words: &[&str], server: &Server) -> Outcome<Vec<String>> {
    let mut victim = load::command(words)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|why| Trouble::new(format!("the victim did not start: {why}"), ""))?;
    let Some(out) = victim.stdout.take() else { return Ok(Vec::new()) };
    let mut lines = BufReader::new(out).lines().map_while(Result::ok).skip(1);
    // A multiplicative hash scatters the points over the run.
    let scattered = number.wrapping_mul(0x9e37_79b9) >> 7;
    let mut said: Vec<String> = lines.by_ref().take(1 + scattered % 90).collect();
    (0..scattered % 400_000).for_each(|_| std::hint::spin_loop());
    match prey {
        Prey::OnSqlite | Prey::OnPostgres => end(&mut victim)?,
        Prey::Server => server.crash()?,
    }
    // What it had said before it died counts as acknowledged; a last line that
    // was cut off does not.
    said.extend(lines);
    end(&mut victim)?;
    if matches!(prey, Prey::Server) {
        server.restart()?;
    }
    said.retain(|line| line.len() == 36);
    Ok(said)
}

/// Kills without a word (SIGKILL), and waits until it is gone.
fn end(victim: &mut Child) -> Outcome {
    // A victim that is gone already cannot be killed, and need not.
    let _ = victim.kill();
    victim.wait().map(drop).map_err(|why| Trouble::new(format!("the victim could not be waited for: {why}"), ""))
}

fn check(words: &[&str], said: &[String]) -> Result<(), String> {
    let mut command: Command = load::command(words);
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut checking = spawned.map_err(|why| why.to_string())?;
    if let Some(mut input) = checking.stdin.take() {
        input.write_all((said.join("\n") + "\n").as_bytes()).map_err(|why| why.to_string())?;
    }
    let output = checking.wait_with_output().map_err(|why| why.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()) }
}

fn not_understood(words: &str) -> Trouble {
    Trouble::new(
        format!("`kill` does not understand `{words}`."),
        "Say `cargo xtask kill --times 200`, and sqlite, postgres or server to kill one alone.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_killed_or_one_alone() {
        use Prey::{OnPostgres, OnSqlite, Server};
        for (options, expected) in [
            (&[][..], vec![(OnSqlite, 100), (OnPostgres, 50), (Server, 50)]),
            (&["--times", "9"], vec![(OnSqlite, 5), (OnPostgres, 2), (Server, 2)]),
            (&["--times", "50", "server"], vec![(Server, 50)]),
            (&["sqlite"], vec![(OnSqlite, 200)]),
        ] {
            assert_eq!(asked(options).expect("it is understood"), expected, "{options:?}");
        }
        for options in [&["--times", "many"][..], &["--times"], &["server", "sqlite"]] {
            assert!(asked(options).is_err(), "{options:?}");
        }
    }
}
