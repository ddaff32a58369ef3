//! What can be typed about who takes part, receipts and payments.

use clap::Args as ClapArgs;
use jiff::civil::Time;

/// Whom a deed is about, and what is said of it.
#[derive(Debug, ClapArgs)]
pub(crate) struct Said {
    /// The name (represented, representation-ended, address, received)
    /// [default: of the only one of that part].
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(crate) name: String,
    /// The firm or office (represented).
    #[arg(long, value_name = "NAME")]
    pub(crate) firm: Option<String>,
    /// The postal address, lines apart by "|" (represented, address).
    #[arg(long, value_name = "LINES")]
    pub(crate) address: Option<String>,
    /// Which notice was received, by the code of its row, such as noarfi,
    /// conversion or information-request (received).
    #[arg(long, value_name = "NOTICE")]
    pub(crate) notice: Option<String>,
    /// The hour of the receipt by Pacific time, such as 14:30 (received).
    #[arg(long, value_name = "TIME")]
    pub(crate) hour: Option<Time>,
}
