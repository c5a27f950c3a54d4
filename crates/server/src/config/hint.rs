//! The nearest name to one that is not known.

/// A name further away than this is another word, not a slip.
const MAX_SLIPS: usize = 3;

/// The candidate that takes the fewest slips (letters added, left out, changed or swapped) to become `word`.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let most = MAX_SLIPS.min(word.chars().count().div_ceil(2));
    let slips = candidates.into_iter().map(|candidate| (slips_between(word, candidate), candidate));
    slips.filter(|(slips, _)| *slips <= most).min_by_key(|(slips, _)| *slips).map(|(_, candidate)| candidate)
}

/// `; did you mean …?`, or nothing.
pub(crate) fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    nearest(word, candidates).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// The distance of Damerau and Levenshtein, for neighbours swapped once.
fn slips_between(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, wanted) in to.iter().enumerate() {
            let changed = row[j] + usize::from(letter != wanted);
            let mut least = changed.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && from[i - 1] == *wanted && *letter == to[j - 1] {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(from.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_and_other_words_are_not_near() {
        let names = ["listen", "public_url", "smtp_url", "jobs"];
        for (word, expected) in [
            ("listn", Some("listen")),
            ("lisetn", Some("listen")),
            ("publik_url", Some("public_url")),
            ("smpt_url", Some("smtp_url")),
            ("job", Some("jobs")),
            ("colour", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
        assert_eq!(slips_between("", "abc"), 3);
        assert_eq!(slips_between("abc", ""), 3);
    }
}
