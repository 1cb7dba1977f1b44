//! Formulas of .xlsx whose result is not saved, as programs that compute nothing write them.

use std::io::{BufReader, Read};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    archive::{Archive, place_of, plain},
    fault::Fault,
    rows::Seen,
};

type Xml<R> = Reader<BufReader<R>>;

/// Cells of a sheet that have a formula and no value.
pub(super) fn without_result(archive: &mut Archive<'_>, sheet: &str) -> Result<Seen, Fault> {
    let mut seen = Seen::default();
    let Some(part) = part_of(archive, sheet)? else { return Ok(seen) };
    let Some(place) = place_of(archive, &part) else { return Ok(seen) };
    let mut xml = reader(archive.by_index(place).map_err(Fault::damaged)?);
    let (mut cell, mut formula, mut value, mut inside) = (String::new(), false, false, false);
    each(&mut xml, |event| {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "c" => {
                    cell = attribute(&tag, "r")?.unwrap_or_default();
                    // A text of no letters is a result.
                    value = attribute(&tag, "t")?.as_deref() == Some("str");
                    formula = false;
                }
                "f" => formula = true,
                "v" | "is" => inside = true,
                _ => {}
            },
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => value |= inside,
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" | "is" => inside = false,
                "c" if formula && !value => {
                    if seen.cells == 0 {
                        cell.clone_into(&mut seen.first);
                    }
                    seen.cells += 1;
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    })?;
    Ok(seen)
}

/// The part that holds the cells of a sheet.
fn part_of(archive: &mut Archive<'_>, sheet: &str) -> Result<Option<String>, Fault> {
    let mut id = None;
    let mut find = |tag: BytesStart<'_>| {
        if tag.local_name().as_ref() == "sheet"
            && attribute(&tag, "name")?.as_deref() == Some(sheet)
        {
            id = attribute(&tag, "r:id")?;
        }
        Ok(())
    };
    tags(archive, "xl/workbook.xml", &mut find)?;
    let mut part = None;
    let mut find = |tag: BytesStart<'_>| {
        if id.is_some() && attribute(&tag, "Id")? == id {
            let target = plain(&attribute(&tag, "Target")?.unwrap_or_default());
            part = Some(if target.starts_with("xl/") { target } else { format!("xl/{target}") });
        }
        Ok(())
    };
    tags(archive, "xl/_rels/workbook.xml.rels", &mut find)?;
    Ok(part)
}

/// Passes each tag of a part on; nothing where there is no such part.
fn tags(
    archive: &mut Archive<'_>,
    part: &str,
    take: &mut dyn FnMut(BytesStart<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let Some(place) = place_of(archive, part) else { return Ok(()) };
    let mut xml = reader(archive.by_index(place).map_err(Fault::damaged)?);
    each(&mut xml, |event| match event {
        Event::Start(tag) => take(tag),
        _ => Ok(()),
    })
}

fn reader<R: Read>(part: R) -> Xml<R> {
    let mut xml = Reader::from_reader(BufReader::new(part));
    xml.config_mut().check_end_names = false;
    xml.config_mut().expand_empty_elements = true;
    xml
}

fn each<R: Read>(
    xml: &mut Xml<R>,
    mut take: impl FnMut(Event<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(Fault::damaged)? {
            Event::Eof => return Ok(()),
            event => take(event)?,
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Fault> {
    let Some(attribute) = tag.try_get_attribute(name).map_err(Fault::damaged)? else {
        return Ok(None);
    };
    let text = quick_xml::escape::unescape(&attribute.value).map_err(Fault::damaged)?;
    Ok(Some(text.into_owned()))
}
