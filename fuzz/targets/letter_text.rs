//! Reading a letter, whatever the text: it does not panic, each span lies in
//! the text, between characters, and the record comes back from its JSON.

#![no_main]

use imr_core::letter::reading::read;
use imr_core::letter::record::Reading;
use imr_core::letter::without_running_lines;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let text = without_running_lines(&text);
    let reading = read("name", &text);
    let notes = reading.notes.iter().filter_map(|note| note.span);
    for (from, to) in reading.spans.values().copied().chain(notes) {
        assert!(text.get(from..to).is_some(), "{from}..{to} is no place of the text");
    }
    let json = serde_json::to_string(&reading).expect("a reading is written as JSON");
    let back: Reading = serde_json::from_str(&json).expect("what was written as JSON is read");
    assert_eq!(back, reading);
});
