//! The edition of the application form that somebody had on a day.

use imr_core::law::Law;
use jiff::civil::Date;
use std::sync::LazyLock;

/// The newest edition that the rule book accepts on a day.
pub(crate) fn on(day: Date) -> Option<String> {
    static LAW: LazyLock<Law> = LazyLock::new(Law::built_in);
    let accepted = LAW.value("application-editions", day).ok()?.words().ok()?;
    accepted.split(", ").last().map(str::to_owned)
}
