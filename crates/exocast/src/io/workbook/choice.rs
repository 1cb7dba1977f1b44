//! Which sheet of a workbook is read.

use super::{fault::Fault, listed::Holds};

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Whether it has cells at all; charts have none.
    pub(super) cells: bool,
}

/// A sheet that was not chosen, and why.
pub(super) type Passed = (String, &'static str);

/// The sheet that a name means: by its name, else whatever the case and blanks around it, else by its number from 1.
pub(super) fn named(wanted: &str, sheets: &[Sheet]) -> Result<usize, Fault> {
    let plain = |name: &str| name.trim().to_lowercase();
    let place = |is: &dyn Fn(&Sheet) -> bool| {
        let mut fitting = (0..sheets.len()).filter(|&place| is(&sheets[place]));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let number = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < sheets.len());
    let matching = place(&|sheet| sheet.name == wanted)
        .or_else(|| place(&|sheet| plain(&sheet.name) == plain(wanted)))
        .or_else(number);
    let missing = || Fault::NoSuchSheet {
        wanted: wanted.to_owned(),
        names: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
    };
    let place = matching.ok_or_else(missing)?;
    if sheets[place].cells { Ok(place) } else { Err(Fault::NoCells(sheets[place].name.clone())) }
}

/// The only visible sheet that has a table, with the others that are not empty. `holds` is what each sheet holds.
pub(super) fn only(
    file: &str,
    sheets: &[Sheet],
    holds: &[Holds],
) -> Result<(usize, Vec<Passed>), Fault> {
    let all = || sheets.iter().zip(holds).enumerate();
    let holding = |hidden: bool, least: Holds| -> Vec<usize> {
        let fits = |(sheet, holds): (&Sheet, &Holds)| {
            sheet.hidden == hidden && (*holds == least || *holds == Holds::Table)
        };
        all().filter(|(_, pair)| fits(*pair)).map(|(place, _)| place).collect()
    };
    let names = |places: &[usize]| places.iter().map(|&place| sheets[place].name.clone()).collect();
    let tables = holding(false, Holds::Table);
    let chosen = match tables.as_slice() {
        [only] => *only,
        [_, _, ..] => return Err(Fault::Several { file: file.to_owned(), names: names(&tables) }),
        [] => {
            let (hidden, words) = (holding(true, Holds::Table), holding(false, Holds::Words));
            match words.as_slice() {
                _ if !hidden.is_empty() => {
                    return Err(Fault::OnlyHidden { file: file.to_owned(), names: names(&hidden) });
                }
                [] => return Err(Fault::AllEmpty),
                // The reader says what is missing in it.
                [only] => *only,
                _ => return Err(Fault::Several { file: file.to_owned(), names: names(&words) }),
            }
        }
    };
    let others = all().filter(|(place, (_, holds))| *place != chosen && **holds != Holds::Nothing);
    let why = |sheet: &Sheet| if sheet.hidden { "hidden" } else { "no table" };
    let passed = others.map(|(_, (sheet, _))| (sheet.name.clone(), why(sheet))).collect();
    Ok((chosen, passed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(names: &[(&str, bool)]) -> Vec<Sheet> {
        let sheet =
            |&(name, hidden): &(&str, bool)| Sheet { name: name.to_owned(), hidden, cells: true };
        names.iter().map(sheet).collect()
    }

    #[test]
    fn names_come_before_numbers() {
        let sheets = sheets(&[("Counts", false), ("1", false), ("design ", true)]);
        let place = |wanted| named(wanted, &sheets).ok();
        assert_eq!(place("Counts"), Some(0));
        assert_eq!(place("counts"), Some(0));
        assert_eq!(place("1"), Some(1));
        assert_eq!(place("2"), Some(1));
        assert_eq!(place("Design"), Some(2));
        assert_eq!((place("4"), place("0"), place("x")), (None, None, None));
        let missing = named("x", &sheets).expect_err("missing").to_string();
        assert!(missing.contains("`x`; its sheets are `Counts`, `1`, `design`"), "{missing}");
    }

    #[test]
    fn the_only_table_that_is_visible_is_chosen() {
        use Holds::{Nothing, Table, Words};
        let sheets = sheets(&[("a", false), ("b", false), ("c", true)]);
        let only =
            |holds: [Holds; 3]| only("F.xlsx", &sheets, &holds).map_err(|fault| fault.to_string());
        let hidden = vec![("c".to_owned(), "hidden")];
        assert_eq!(only([Nothing, Table, Nothing]), Ok((1, Vec::new())));
        assert_eq!(only([Nothing, Table, Table]), Ok((1, hidden)));
        assert_eq!(only([Words, Table, Nothing]), Ok((1, vec![("a".to_owned(), "no table")])));
        assert_eq!(only([Words, Nothing, Nothing]), Ok((0, Vec::new())));
        let two = only([Table, Table, Nothing]).expect_err("two");
        assert!(
            two.contains("2 sheets have a table: `a`, `b`") && two.contains("`F.xlsx#a`"),
            "{two}"
        );
        let hidden = only([Words, Nothing, Table]).expect_err("hidden");
        assert!(hidden.contains("only hidden") && hidden.contains("`F.xlsx#c`"), "{hidden}");
        assert!(only([Nothing; 3]).expect_err("nothing").contains("no filled cell"));
    }
}
