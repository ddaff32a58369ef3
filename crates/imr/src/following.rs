//! What is typed about who takes part, receipts and payments, as it is meant.

use crate::args::Said;
use crate::failure::Failure;
use imr_core::party::{Party, Role};
use imr_core::service::{Changed, NoticeKind, Receiving};
use jiff::civil::Date;

/// What changes about who takes part.
pub(crate) enum Which {
    /// Somebody begins to act.
    Represented,
    /// Somebody ceases to.
    Ended,
    /// An address is corrected.
    Address,
}

/// The change, as typed.
pub(crate) fn changed(which: &Which, role: Role, said: &Said) -> Changed {
    let address: Vec<String> =
        said.address.iter().flat_map(|lines| lines.split('|')).map(|line| line.trim().to_owned()).collect();
    let name = said.name.clone();
    match which {
        Which::Represented => {
            Changed::Represented { by: Party { role, name, organization: said.firm.clone(), address } }
        }
        Which::Ended => Changed::RepresentationEnded { role, name },
        Which::Address => Changed::Address { role, name, address },
    }
}

/// The notice that was received, and what is said of that.
pub(crate) fn receiving(by: Role, on: Date, said: &Said) -> Result<(NoticeKind, Receiving), Failure> {
    let codes = || NoticeKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ");
    let code = said.notice.as_deref().unwrap_or_default();
    let kind = NoticeKind::ALL.iter().find(|kind| kind.code() == code).copied();
    let kind = kind.ok_or_else(|| {
        Failure::new(format!("This needs the notice that was received: name it with --notice, one of {}.", codes()))
    })?;
    Ok((kind, Receiving { by, name: said.name.clone(), on, at: said.hour }))
}

/// An amount in cents, as `420`, `420.5` or `1,195.50`.
pub(crate) fn cents(text: &str) -> Result<i64, Failure> {
    let wrong = || Failure::new(format!("\"{text}\" is no amount in dollars. Write it as 420 or 195.50."));
    let plain = text.trim().trim_start_matches('$').replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
        return Err(wrong());
    }
    let dollars: i64 = whole.parse().map_err(|_| wrong())?;
    let rest: i64 = format!("{part:0<2}").parse().map_err(|_| wrong())?;
    dollars.checked_mul(100).and_then(|all| all.checked_add(rest)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    #[test]
    fn amounts_are_read_to_the_cent_or_not_at_all() {
        let read = |text| super::cents(text).ok();
        let rows = [
            ("420", Some(42_000)),
            ("$1,195.50", Some(119_550)),
            ("0.5", Some(50)),
            ("-5", None),
            ("5.001", None),
            ("", None),
            ("99999999999999999999", None),
        ];
        for (text, expected) in rows {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
