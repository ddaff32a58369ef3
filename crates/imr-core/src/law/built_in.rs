//! The rule files that the program carries.

/// California workers' compensation.
pub(super) const CALIFORNIA_WORKERS_COMPENSATION: &[(&str, &str)] = &[
    ("rules/ca-wc/periods.toml", include_str!("../../../../rules/ca-wc/periods.toml")),
    ("rules/ca-wc/values.toml", include_str!("../../../../rules/ca-wc/values.toml")),
    ("rules/ca-wc/eligibility.toml", include_str!("../../../../rules/ca-wc/eligibility.toml")),
    ("rules/ca-wc/holidays.toml", include_str!("../../../../rules/ca-wc/holidays.toml")),
];
