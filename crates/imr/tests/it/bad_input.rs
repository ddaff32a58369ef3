//! What goes wrong in the world outside, and what the program says of it.

use crate::program::Desk;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let desk = Desk::new();
    std::fs::write(desk.path("taken"), "a file").expect("it is written");
    let said = desk.run(&["demo", "--no-serve", "--data", "taken/demo"]);
    assert_eq!(said.status, Some(1));
    assert!(said.err.contains("taken/demo cannot be written to"), "{}", said.err);
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("mine")).expect("a folder");
    std::fs::write(desk.path("mine/letter.odt"), "mine").expect("it is written");
    let said = desk.run(&["demo", "--no-serve", "--data", "mine"]);
    assert_eq!(said.status, Some(1));
    assert!(said.err.contains("mine is not empty and holds no demo"), "{}", said.err);
    assert_eq!(std::fs::read_dir(desk.path("mine")).expect("a folder").count(), 1);
}

#[test]
fn a_run_that_is_killed_goes_on_where_it_stopped() {
    for line in [4, 12, 20, 33, 48, 58] {
        let desk = Desk::new();
        kill_after(&desk, line);
        desk.demo(&[]);
        let audit = desk.run(&["audit", "verify", "--data", "demo"]);
        assert_eq!(audit.status, Some(0), "killed after line {line}: {}{}", audit.out, audit.err);
        let cases = desk.run(&["case", "list", "--data", "demo"]);
        assert!(cases.out.ends_with("1 case\n"), "killed after line {line}: {}", cases.out);
    }
}

/// Kills the demo once it has said so many lines.
fn kill_after(desk: &Desk, lines: usize) {
    let mut child = desk
        .command(&["demo", "--no-serve", "--data", "demo"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let out = BufReader::new(child.stdout.take().expect("its output"));
    assert_eq!(out.lines().take(lines).filter(Result::is_ok).count(), lines);
    child.kill().expect("it is killed");
    child.wait().expect("it has ended");
}

#[test]
fn a_record_swapped_for_garbage_is_named_and_the_run_goes_on_when_it_is_mended() {
    let desk = Desk::new();
    // The notice is out and the records are not drawn yet, or hardly.
    kill_after(&desk, 19);
    let records = desk.path("demo/records");
    std::fs::create_dir_all(&records).expect("a folder");
    let swapped = records.join("progress-report-2015-02.pdf");
    std::fs::write(&swapped, b"\x00\x01 not a document").expect("it is written");
    let before = desk.run(&["file", "list", "CM15-9000001", "--data", "demo"]).out;
    if before.contains("02/17/2015") {
        println!("notice: the run was faster than the kill; the swap came too late to be seen");
        return;
    }
    let said = desk.run(&["demo", "--no-serve", "--data", "demo"]);
    assert_eq!(said.status, Some(1), "{}", said.out);
    assert!(said.err.contains("progress-report-2015-02.pdf was not taken in"), "{}", said.err);
    assert!(said.err.contains("to have it drawn again, and run the same command again"), "{}", said.err);
    std::fs::remove_file(&swapped).expect("it goes");
    desk.demo(&[]);
}

#[test]
fn a_full_disk_is_named_and_the_run_goes_on_when_there_is_room() {
    let desk = Desk::new();
    let disk = desk.path("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let mount = |options: &str| {
        let status = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&disk).output();
        status.is_ok_and(|output| output.status.success())
    };
    if !mount("size=400k") {
        println!("notice: no small disk could be mounted (that takes root), so a full disk was not tried");
        return;
    }
    let full = desk.run(&["demo", "--no-serve", "--data", "disk/demo"]);
    let enough = mount("remount,size=64m");
    let after = desk.run(&["demo", "--no-serve", "--data", "disk/demo"]);
    let audit = desk.run(&["audit", "verify", "--data", "disk/demo"]);
    let unmounted = Command::new("umount").arg(&disk).status().is_ok_and(|status| status.success());
    assert_eq!(full.status, Some(1), "{}", full.out);
    assert!(full.err.contains("disk is full"), "{}", full.err);
    assert!(enough && unmounted);
    assert_eq!((after.status, audit.status), (Some(0), Some(0)), "{}{}{}", after.out, after.err, audit.out);
}

#[test]
fn a_typo_in_a_guideline_file_is_named_with_its_line() {
    let desk = Desk::new();
    let text =
        "id = \"mine\"\nrank = \"MTUS\"\ncited_as = \"Mine\"\nfrom = 2015-13-01\nsource = \"me\"\nsection = []\n";
    std::fs::write(desk.path("mine.toml"), text).expect("it is written");
    let said = desk.run(&["guideline", "check", "mine.toml"]);
    assert_eq!(said.status, Some(1));
    assert!(said.out.contains("the guideline file mine.toml cannot be used: line 4:"), "{}", said.out);
}

#[test]
fn what_is_not_there_is_named_with_what_to_do() {
    let desk = Desk::new();
    let rows: [(&[&str], &str); 5] = [
        (&["case", "list"], "No data folder was found"),
        (&["audit", "verify", "--data", "nowhere"], "nowhere is not a data folder"),
        (&["read", "nothing.pdf"], "nothing.pdf cannot be read"),
        (&["due", "D99", "--on", "2015-03-19"], "The rule book has no row D99 in force on 2015-03-19."),
        (&["guideline", "for", "Massage chair", "--on", "2015-03-19"], "No guideline in the library"),
    ];
    for (args, sentence) in rows {
        let said = desk.run(args);
        assert_ne!(said.status, Some(0), "{args:?}");
        assert!(said.err.contains(sentence), "{args:?}: {}", said.err);
    }
}
