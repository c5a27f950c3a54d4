/// How large a file is, in the unit that leaves the fewest digits: `3.4 MB`.
pub fn size(bytes: i64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000)];
    let bytes = bytes.unsigned_abs();
    // rounded up, so that nothing is as large as nothing
    match UNITS.iter().find(|(_, unit)| bytes >= *unit) {
        Some((name, unit)) => {
            let tenths = bytes.div_ceil(unit / 10);
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_has_the_unit_that_leaves_the_fewest_digits() {
        for (bytes, words) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 KB"),
            (3_400_000, "3.4 MB"),
            (3_400_001, "3.5 MB"),
            (268_435_456, "268.5 MB"),
            (1_000_000_000, "1.0 GB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }
}
