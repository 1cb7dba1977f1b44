//! Cells that hold several files or names.

/// What separates the parts of a cell.
const MARKS: [char; 3] = [';', ',', '|'];

/// Parts of a cell are separated by semicolons, commas or bars. What is in double quotes is one part, and `""` in it is
/// a quote.
pub(super) fn split(cell: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut part, mut quoted) = (String::new(), false);
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                part.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if part.trim().is_empty() => {
                part.clear();
                quoted = true;
            }
            mark if MARKS.contains(&mark) && !quoted => parts.push(std::mem::take(&mut part)),
            letter => part.push(letter),
        }
    }
    parts.push(part);
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The cell of these parts, which [`split`] takes apart again.
pub(crate) fn joined(parts: &[String]) -> String {
    let written = |part: &String| {
        if part.contains(MARKS) || part.starts_with('"') || part.trim() != part {
            format!("\"{}\"", part.replace('"', "\"\""))
        } else {
            part.clone()
        }
    };
    parts.iter().map(written).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quotes_keep_marks() {
        assert_eq!(split("a.fq; b.fq|c.fq,"), ["a.fq", "b.fq", "c.fq"]);
        assert_eq!(split("\"a, b;1.fq\";c.fq"), ["a, b;1.fq", "c.fq"]);
        assert_eq!(split("5\" tube.csv"), ["5\" tube.csv"]);
    }

    proptest! {
        #[test]
        fn parts_come_back(parts in prop::collection::vec("[a-z,;|\"]([a-z,;|\" ]{0,6}[a-z,;|\"])?", 1..5)) {
            prop_assert_eq!(split(&joined(&parts)), parts);
        }
    }
}
