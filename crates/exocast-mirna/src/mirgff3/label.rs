//! Labels of the attribute `Variant`.

/// Whether a text is one label of the attribute `Variant`.
pub(super) fn is_label(label: &str) -> bool {
    let number = |text: &str| {
        !text.starts_with('0') && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
    };
    match label.split_once(':') {
        Some(("iso_5p" | "iso_3p", n)) => n.strip_prefix(['+', '-']).is_some_and(number),
        Some(("iso_add5p" | "iso_add3p", n)) => number(n),
        Some(_) => false,
        None => matches!(
            label,
            "iso_snv"
                | "iso_snv_seed"
                | "iso_snv_central_offset"
                | "iso_snv_central"
                | "iso_snv_central_supp"
        ),
    }
}
