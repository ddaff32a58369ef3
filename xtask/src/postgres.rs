//! A PostgreSQL of our own: made for one run, in a temporary folder, on a free
//! port of the loopback address, and gone when the run is over.
//!
//! A small shell script owns the server and reads from a pipe that we hold.
//! When we let go of the pipe (at the end, on a failure, on Ctrl-C, even when
//! we are killed) the script stops the server and removes the folder. A
//! destructor alone would leave the server behind in the last two cases.
//!
//! The server orders text as American English does, as an operator's would;
//! a query that relies on the byte order of SQLite fails here.

use crate::shell::{self, Outcome, Trouble};
use crate::tools;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Called as `sh -c SCRIPT sh BIN FOLDER PORT SYNC`. Says `ready` when the server
/// accepts connections; anything else is why it does not.
const SCRIPT: &str = r#"
bin=$1 folder=$2 port=$3 sync=$4
cd "$folder" || exit 1
make() {
  "$bin/initdb" --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --no-sync "$@"
}
stop() {
  "$bin/pg_ctl" --pgdata=data --mode=fast --wait stop >/dev/null 2>&1 ||
  "$bin/pg_ctl" --pgdata=data --mode=immediate --wait stop >/dev/null 2>&1
  cd /
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM
{
  make --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US || { rm -rf data; make --locale=C; }
} >log 2>&1 || { cat log; exit 1; }
cat >>data/postgresql.conf <<END
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 200
fsync = $sync
synchronous_commit = $sync
full_page_writes = $sync
END
"$bin/pg_ctl" --pgdata=data --log=log --wait --timeout=60 start >/dev/null 2>&1 || { cat log; exit 1; }
echo ready
read -r _
"#;

/// Whether the server waits for the disk. Tests need not; what is measured or
/// killed must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sync {
    On,
    Off,
}

/// A running server; dropping it stops it.
#[derive(Debug)]
pub(crate) struct Server {
    keeper: Child,
    folder: PathBuf,
    port: u16,
    bin: PathBuf,
    owner: Option<(u32, u32)>,
}

impl Server {
    /// Makes and starts a server.
    pub(crate) fn start(sync: Sync) -> Outcome<Self> {
        let bin = tools::postgres_folder().ok_or_else(|| {
            Trouble::new("PostgreSQL is not installed.", "Install it: sudo apt-get install postgresql")
        })?;
        let mut last = Trouble::new("", "");
        // Somebody may take the port between our asking and the server's; then
        // we ask again.
        for attempt in 0..3 {
            match Self::try_start(&bin, sync, attempt) {
                Ok(server) => return Ok(server),
                Err(trouble) => last = trouble,
            }
        }
        Err(last)
    }

    fn try_start(bin: &Path, sync: Sync, attempt: u32) -> Outcome<Self> {
        let name = format!("openimr-postgres-{}-{attempt}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let port = free_port()?;
        let owner = if tools::is_root() { Some(ordinary_user()?) } else { None };
        make_folder(&folder, owner)?;
        let mut command = Command::new("sh");
        command
            .args(["-c", SCRIPT, "sh"])
            .args([bin.as_os_str(), folder.as_os_str()])
            .arg(port.to_string())
            .arg(if sync == Sync::On { "on" } else { "off" })
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Ctrl-C is for us; the script hears of it by the pipe.
            .process_group(0);
        if let Some((user, group)) = owner {
            command.uid(user).gid(group);
        }
        let keeper = command.spawn().map_err(|error| did_not_start(&error.to_string()))?;
        let mut server = Self { keeper, folder, port, bin: bin.to_owned(), owner };
        server.wait_until_ready()?;
        Ok(server)
    }

    fn wait_until_ready(&mut self) -> Outcome {
        let Some(said) = self.keeper.stdout.take() else {
            return Err(did_not_start("it has no output"));
        };
        let mut said = BufReader::new(said);
        let mut text = String::new();
        let read = said
            .read_line(&mut text)
            .and_then(|_| if text == "ready\n" { Ok(0) } else { said.read_to_string(&mut text) });
        match read {
            Ok(_) if text == "ready\n" => Ok(()),
            Ok(_) => Err(did_not_start(text.trim())),
            Err(error) => Err(did_not_start(&error.to_string())),
        }
    }

    /// Makes a database, and gives its address.
    pub(crate) fn database(&self, name: &str) -> Outcome<String> {
        let port = self.port.to_string();
        let words = ["--host=127.0.0.1", "--username=postgres", "--port", &port, name];
        shell::run(shell::command(self.bin.join("createdb")).args(words))?;
        Ok(format!("postgres://postgres@127.0.0.1:{port}/{name}"))
    }

    /// Kills it without a word, as a power cut would.
    pub(crate) fn crash(&self) -> Outcome {
        let file = self.folder.join("data/postmaster.pid");
        let text = std::fs::read_to_string(&file).map_err(|why| did_not_start(&why.to_string()))?;
        let number = text.lines().next().unwrap_or_default();
        shell::run(shell::command("kill").args(["-9", number]))
    }

    /// Starts it again after a crash. Those it had started take a moment to
    /// see that it is gone, and until then it cannot start.
    pub(crate) fn restart(&self) -> Outcome {
        let mut last = Ok(String::new());
        for _ in 0..40 {
            let mut command = Command::new(self.bin.join("pg_ctl"));
            command.current_dir(&self.folder).args(["--pgdata=data", "--log=log", "--wait", "start"]);
            if let Some((user, group)) = self.owner {
                command.uid(user).gid(group);
            }
            last = shell::output(command.stdin(Stdio::null()));
            if last.is_ok() {
                return Ok(());
            }
        }
        last.map(drop)
    }

    /// The address of its maintenance database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("the PostgreSQL in {} may still run: {error}", self.folder.display());
        }
        // The script has removed it already, where it may.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn did_not_start(why: &str) -> Trouble {
    Trouble::new(
        format!("The private PostgreSQL did not start: {why}"),
        "Set IMR_TEST_POSTGRES to the URL of a server of your own, or mend the above.",
    )
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| did_not_start(&format!("no port is free on 127.0.0.1: {error}")))
}

/// PostgreSQL refuses to run as root: user and group of somebody who may.
fn ordinary_user() -> Outcome<(u32, u32)> {
    let number = |flag: &str, user: &str| -> Option<u32> {
        shell::output(shell::command("id").args([flag, user])).ok()?.parse().ok()
    };
    ["postgres", "nobody"]
        .iter()
        .find_map(|user| Some((number("-u", user)?, number("-g", user)?)))
        .ok_or_else(|| did_not_start("there is no user `postgres` or `nobody` to run it as"))
}

fn make_folder(folder: &Path, owner: Option<(u32, u32)>) -> Outcome {
    let made = std::fs::DirBuilder::new().mode(0o700).create(folder);
    made.and_then(|()| match owner {
        Some((user, group)) => chown(folder, Some(user), Some(group)),
        None => Ok(()),
    })
    .map_err(|error| did_not_start(&format!("{} could not be made: {error}", folder.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    /// Where PostgreSQL is not installed there is nothing to check; `cargo
    /// xtask test` has said so by then, and has failed on CI.
    #[test]
    fn a_private_server_answers_and_is_gone_when_it_is_dropped() {
        if tools::postgres_folder().is_none() {
            return;
        }
        let server = Server::start(Sync::Off).expect("it starts");
        let (port, folder) = (server.port, server.folder.clone());
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(server);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
