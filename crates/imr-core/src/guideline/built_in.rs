//! The guideline files that the program carries.

/// Pairs of name and text.
pub(super) const GUIDELINES: &[(&str, &str)] = &[
    ("guidelines/mtus-chronic-pain-2009.toml", include_str!("../../../../guidelines/mtus-chronic-pain-2009.toml")),
    ("guidelines/mtus-acoem-neck-2004.toml", include_str!("../../../../guidelines/mtus-acoem-neck-2004.toml")),
];
