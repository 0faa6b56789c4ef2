//! One row: an input, a command, what must come of it. And the stage on which rows are tried.

use std::fs;
use std::path::Path;

use super::stage::Stage;

/// A row of the catalogue.
pub struct Row {
    /// Letter and number; several rows may try one.
    pub id: &'static str,
    /// What is done to the small scenario before the command.
    pub input: Input,
    /// The command; empty is `check base.yaml` and, where it is refused, also a run of it.
    pub command: &'static str,
    /// Exit code.
    pub code: i32,
    /// Parts of what is said.
    pub says: &'static [&'static str],
}

/// What is done to the small scenario.
pub enum Input {
    /// Nothing.
    AsItIs,
    /// The only `1` of file `0` becomes `2`.
    Edit(&'static str, &'static str, &'static str),
    /// File `0` holds text `1`.
    Text(&'static str, &'static str),
    /// Anything else, in the folder of the scenario.
    Do(fn(&Path)),
}

/// An edit of the base scenario that is refused with 65.
pub const fn refused(
    id: &'static str,
    from: &'static str,
    to: &'static str,
    says: &'static [&'static str],
) -> Row {
    Row {
        id,
        input: Input::Edit("base.yaml", from, to),
        command: "",
        code: 65,
        says,
    }
}

/// Something done to the folder, after which the base scenario ends with `code`.
pub const fn done(
    id: &'static str,
    input: fn(&Path),
    code: i32,
    says: &'static [&'static str],
) -> Row {
    Row {
        id,
        input: Input::Do(input),
        command: "",
        code,
        says,
    }
}

/// A command on the small scenario as it is.
pub const fn command(
    id: &'static str,
    command: &'static str,
    code: i32,
    says: &'static [&'static str],
) -> Row {
    Row {
        id,
        input: Input::AsItIs,
        command,
        code,
        says,
    }
}

/// Where the results of an earlier run stand.
const EARLIER: &str = "earlier";

/// Tries every row, in `lang`.
pub fn hold(name: &str, rows: &[Row], lang: &str) {
    let stage = Stage::new(&format!("bad-{name}"));
    stage.done(&format!(
        "run baseline.yaml --runs 1 --charts goal_table --quiet --out {EARLIER}"
    ));
    let before = stage.tree(EARLIER);
    let mut faults: Vec<String> = Vec::new();
    for row in rows {
        restore(&stage);
        prepare(&row.input, &stage.path(""));
        let mut commands = vec![row.command.to_owned()];
        if row.command.is_empty() {
            commands = vec!["check base.yaml".to_owned()];
            if row.code != 0 {
                commands.push(format!("run base.yaml --runs 1 --quiet --out {EARLIER}"));
            }
        }
        for command in commands {
            faults.extend(fault(&stage, row, &format!("--lang {lang} {command}")));
        }
        assert_eq!(
            before,
            stage.tree(EARLIER),
            "{}: the folder is touched",
            row.id
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with the answer to one command; nothing where it is as the row says.
fn fault(stage: &Stage, row: &Row, command: &str) -> Option<String> {
    let output = stage.dabiao(command);
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).expect("messages are UTF-8");
    let wrong = if output.status.code() != Some(row.code) {
        format!("ends with {:?}, not {}", output.status.code(), row.code)
    } else if let Some(part) = row.says.iter().find(|part| !said.contains(**part)) {
        format!("does not say {part:?}")
    } else if said.contains(|c: char| c.is_control() && c != '\n') {
        format!("acts on a terminal: {said:?}")
    } else {
        return None;
    };
    Some(format!("{}: {command}: {wrong}:\n{said}", row.id))
}

/// The input files as they were; what a row has added is gone.
fn restore(stage: &Stage) {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
    for entry in fs::read_dir(stage.path("")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name == EARLIER) {
            continue;
        }
        if path.is_dir() && !path.is_symlink() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }
    for entry in fs::read_dir(small).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, stage.path("").join(path.file_name().unwrap())).unwrap();
    }
}

fn prepare(input: &Input, folder: &Path) {
    match input {
        Input::AsItIs => {}
        Input::Edit(file, from, to) => edit(folder, file, from, to),
        Input::Text(file, text) => fs::write(folder.join(file), text).unwrap(),
        Input::Do(change) => change(folder),
    }
}

/// Replaces the only `from` of a file by `to`.
pub fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from:?} is not there once");
    fs::write(folder.join(file), text.replace(from, to)).unwrap();
}
