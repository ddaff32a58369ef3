//! Writing a letter, whatever the record says: as text, as HTML, as it was
//! read and as it is issued. A refusal is an answer; a panic is none.

#![no_main]

use imr_core::law::Law;
use imr_core::letter::record::Record;
use imr_core::letter::writing::{self, Sender};
use imr_core::paper::{self, Composition, Paper as _, PlainText};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static LAW: LazyLock<Law> = LazyLock::new(Law::built_in);
static SENDER: LazyLock<Sender> = LazyLock::new(Sender::default);

fuzz_target!(|bytes: &[u8]| {
    let Ok(record) = serde_json::from_slice::<Record>(bytes) else { return };
    set(&writing::as_read(&record));
    if let Ok(issued) = writing::issued(&record, &SENDER, &LAW, None) {
        set(&issued);
    }
});

fn set(composition: &Composition) {
    PlainText.set(composition).expect("text is set");
    assert!(paper::html(composition).ends_with("</html>\n"));
}
