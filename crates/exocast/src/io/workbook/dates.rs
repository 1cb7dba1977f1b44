//! Dates and times of cells as text.

use calamine::ExcelDateTime;

use super::value::Value;

/// The last day that spreadsheets know, 31 December 9999.
const LAST: f64 = 2_958_466.0;

/// `2026-09-02`, `2026-09-02 13:45:00`, `13:45:00`; hours of a duration go on beyond 24. A number that is no date is an
/// error, as spreadsheets show it.
pub(super) fn of_serial(date: &ExcelDateTime) -> Value<'static> {
    let serial = date.as_f64();
    if !(0.0..LAST).contains(&serial) {
        return Value::Error("a date before 1900 or after 9999".to_owned());
    }
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let fraction = if milli == 0 { String::new() } else { format!(".{milli:03}") };
    let time = |hour: u64| format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    let whole_day = hour == 0 && minute == 0 && second == 0 && milli == 0;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last day"
    )]
    let days = serial as u64;
    Value::Date(if date.is_duration() {
        time(24 * days + u64::from(hour))
    } else if serial < 1.0 {
        time(u64::from(hour))
    } else if whole_day {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {}", time(u64::from(hour)))
    })
}

/// The same of a date in ISO 8601: `2026-09-02T00:00:00` is `2026-09-02`. A duration (`PT13H45M00S`) stays.
pub(super) fn of_text(text: &str) -> String {
    if text.starts_with('P') {
        return text.to_owned();
    }
    match text.split_once('T') {
        Some((day, time))
            if time.trim_end_matches('Z').bytes().all(|b| matches!(b, b'0' | b':' | b'.')) =>
        {
            day.to_owned()
        }
        Some((day, time)) => format!("{day} {time}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn dates_are_digits_from_the_year_on() {
        let check = |serial: f64, kind, since_1904, expected: &str| {
            let value = of_serial(&ExcelDateTime::new(serial, kind, since_1904));
            let text = match value {
                Value::Date(text) => text,
                other => format!("{other:?}"),
            };
            assert_eq!(text, expected);
        };
        check(46_267.0, DateTime, false, "2026-09-02");
        check(46_267.0 - 1462.0, DateTime, true, "2026-09-02");
        check(46_267.5, DateTime, false, "2026-09-02 12:00:00");
        check(0.5, DateTime, false, "12:00:00");
        check(1.25, TimeDelta, false, "30:00:00");
        check(59.0, DateTime, false, "1900-02-28");
        check(-1.0, DateTime, false, "Error(\"a date before 1900 or after 9999\")");
        check(1e9, DateTime, false, "Error(\"a date before 1900 or after 9999\")");
        for (text, expected) in [
            ("2026-09-02", "2026-09-02"),
            ("2026-09-02T00:00:00", "2026-09-02"),
            ("2026-09-02T13:45:00", "2026-09-02 13:45:00"),
            ("PT13H45M00S", "PT13H45M00S"),
        ] {
            assert_eq!(of_text(text), expected);
        }
    }
}
