//! `dabiao chart NAME --from FOLDER`

use std::path::{Path, PathBuf};

use super::args::{Form, Options, Redraw};
use super::exit::Failure;
use super::message::Message;
use super::reading::ErrorFormat;
use super::{goal_table, load, tell, terminal};
use crate::chart::{self, ChartError, Figure, Picture, Size, Style};
use crate::language::Lang;
use crate::report::{self, Chart, Wanted};
use crate::scenario::Scenario;

/// Draws one chart of a finished run again, or lists what charts there are.
pub(super) fn chart(redraw: &Redraw, lang: Lang) -> Result<(), Failure> {
    let charts = report::read_figures(&redraw.from)?;
    let Some(name) = redraw.name.as_ref().filter(|_| !redraw.listing) else {
        return list(&charts, lang);
    };
    let Some(found) = charts.iter().find(|chart| chart.name == *name) else {
        let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
        return Err(unknown(name, &names));
    };
    let figure = mapped(&found.figure, redraw, lang)?;
    let size = redraw.size.map_or(Size::Word, Into::into);
    let title = title(redraw, lang)?;
    let files = files(redraw, name, size, lang)?;
    let style = Style {
        lang,
        size,
        title: title.as_deref(),
    };
    let drawn = || -> Result<Vec<(PathBuf, Vec<u8>)>, ChartError> {
        let picture = chart::draw_as(&figure, &style)?;
        let dpi = redraw.dpi.unwrap_or_else(|| size.dpi());
        files
            .into_iter()
            .map(|(path, form)| Ok((path, bytes(&picture, form, dpi)?)))
            .collect()
    };
    let drawn = drawn().map_err(|error| Failure::Undrawable(name.clone(), error))?;
    report::write_loose(&drawn, redraw.force)?;
    for (path, _) in &drawn {
        tell(&Message::Written(path), lang)?;
    }
    Ok(())
}

/// `figure`, with the outlines of the file that `--map` names.
fn mapped(figure: &Figure, redraw: &Redraw, lang: Lang) -> Result<Figure, Failure> {
    let Some(path) = &redraw.map else {
        return Ok(figure.clone());
    };
    let Figure::CountyMap(map) = figure else {
        return Err(Failure::line(&Message::NoCountyMap, lang));
    };
    let named = report::named(map);
    let boundaries = load::map(Some(path), &named, ErrorFormat::Text, lang)?;
    let outlined = boundaries.map(|boundaries| report::outlined(map.clone(), &boundaries));
    Ok(Figure::CountyMap(outlined.unwrap_or_else(|| map.clone())))
}

/// The pictures that `run` and `compare` are asked for. Every chart that is named, `scenarios` must have.
pub(super) fn wanted(
    options: &Options,
    scenarios: &[&Scenario],
    lang: Lang,
) -> Result<Wanted, Failure> {
    let charts = match &options.charts[..] {
        [] => None,
        [one] if one == "all" => None,
        [one] if one == "none" => Some(Vec::new()),
        asked => Some(known(asked, scenarios, options.map.is_some())?),
    };
    let asked = |size: &Size| options.sizes.iter().any(|sizes| sizes.hold(*size));
    let mut sizes: Vec<Size> = Size::ALL.into_iter().filter(asked).collect();
    if sizes.is_empty() {
        sizes.push(Size::default());
    }
    Ok(Wanted {
        charts,
        sizes,
        lang,
    })
}

fn known(
    asked: &[String],
    scenarios: &[&Scenario],
    outlined: bool,
) -> Result<Vec<String>, Failure> {
    let known = report::chart_names(scenarios, outlined);
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    match asked.iter().find(|name| !known.contains(name)) {
        Some(name) => Err(unknown(name, &names)),
        None => Ok(asked.to_vec()),
    }
}

fn unknown(name: &str, names: &[&str]) -> Failure {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Failure::NoChart {
        name: name.to_owned(),
        near: owned(&report::near(name, names)),
        all: owned(names),
    }
}

fn list(charts: &[Chart], lang: Lang) -> Result<(), Failure> {
    let mut table = goal_table::plain(&[
        lang.pick("图名", "chart"),
        lang.pick("结论", "what it shows"),
    ]);
    for chart in charts {
        table.add_row([chart.name.as_str(), chart.figure.frame().finding.get(lang)]);
    }
    terminal::out(&format!("{table}\n"))
}

/// The author's title, in one line.
fn title(redraw: &Redraw, lang: Lang) -> Result<Option<String>, Failure> {
    let Some(title) = &redraw.title else {
        return Ok(None);
    };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(Failure::line(&Message::EmptyTitle, lang));
    }
    Ok(Some(title))
}

/// Where each form goes: a file if `--out` ends like one, else into a folder under the chart's name.
fn files(
    redraw: &Redraw,
    name: &str,
    size: Size,
    lang: Lang,
) -> Result<Vec<(PathBuf, Form)>, Failure> {
    let out = redraw.picture.as_deref().unwrap_or(Path::new(""));
    let said = out
        .extension()
        .map(|end| end.to_string_lossy().to_lowercase());
    let file = said.and_then(|end| Form::ALL.into_iter().find(|form| form.ending() == end));
    if let Some(form) = file.filter(|_| !out.is_dir()) {
        if redraw.format.iter().any(|asked| *asked != form) {
            return Err(Failure::line(&Message::OtherForm(out), lang));
        }
        return Ok(vec![(out.to_owned(), form)]);
    }
    let mut forms = redraw.format.clone();
    if forms.is_empty() {
        forms.push(Form::Png);
    }
    forms.sort_unstable();
    forms.dedup();
    let file = |form: Form| out.join(format!("{name}{}.{}", size.suffix(), form.ending()));
    Ok(forms.into_iter().map(|form| (file(form), form)).collect())
}

fn bytes(picture: &Picture, form: Form, dpi: u32) -> Result<Vec<u8>, ChartError> {
    match form {
        Form::Svg => Ok(picture.svg().as_bytes().to_vec()),
        Form::Png => picture.png_of(dpi),
        Form::Pdf => picture.pdf(),
    }
}
