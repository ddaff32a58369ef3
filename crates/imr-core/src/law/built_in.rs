//! The rule files that the program carries.

macro_rules! carried {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../", $path)))),*]
    };
}

/// Rule files as pairs of name and text.
pub(super) type Files = &'static [(&'static str, &'static str)];

/// California workers' compensation.
pub(super) const CALIFORNIA_WORKERS_COMPENSATION: Files = carried![
    "rules/ca-wc/regimes.toml",
    "rules/ca-wc/periods.toml",
    "rules/ca-wc/service.toml",
    "rules/ca-wc/values.toml",
    "rules/ca-wc/eligibility.toml",
    "rules/ca-wc/reasons.toml",
    "rules/ca-wc/documents.toml",
    "rules/ca-wc/notices.toml",
    "rules/ca-wc/fees.toml",
    "rules/ca-wc/penalties.toml",
    "rules/ca-wc/reviewers.toml",
    "rules/ca-wc/holidays.toml",
];

/// Review of health plans by the Department of Managed Health Care, with the
/// state's own calendar.
const CALIFORNIA_MANAGED_HEALTH_CARE: Files =
    carried!["rules/ca-dmhc/periods.toml", "rules/ca-dmhc/values.toml", "rules/ca-wc/holidays.toml",];

/// The jurisdictions by code.
pub(super) const PROFILES: &[(&str, Files)] =
    &[(super::DEFAULT_JURISDICTION, CALIFORNIA_WORKERS_COMPENSATION), ("ca-dmhc", CALIFORNIA_MANAGED_HEALTH_CARE)];
