//! A folder of its own for each test, with the small scenarios in it, and the program to run there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A working folder that is removed at the end.
pub struct Stage {
    root: PathBuf,
}

impl Stage {
    pub fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("dabiao-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
        for entry in fs::read_dir(small).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, root.join(path.file_name().unwrap())).unwrap();
        }
        Self { root }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dabiao"));
        command
            .args(words.split(' '))
            .current_dir(&self.root)
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }

    /// Runs `dabiao WORDS`.
    pub fn dabiao(&self, words: &str) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs `dabiao WORDS`, which must succeed.
    pub fn done(&self, words: &str) -> Output {
        let output = self.dabiao(words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{words}: {said}");
        output
    }

    /// Runs `dabiao WORDS`, which must fail with `code`; gives what it said on standard error.
    pub fn refused(&self, words: &str, code: i32) -> String {
        let output = self.dabiao(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{words}: {said}");
        assert!(!said.is_empty(), "{words}: a refusal says why");
        said
    }

    pub fn table(&self, path: &str) -> Table {
        let mut reader = csv::Reader::from_path(self.path(path)).unwrap();
        let columns = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect();
        let rows = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        Table { columns, rows }
    }

    /// Every file below `folder` with its bytes.
    pub fn tree(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut tree = BTreeMap::new();
        let mut folders = vec![self.path(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let inside = path.strip_prefix(&self.root).unwrap().to_owned();
                    tree.insert(inside, fs::read(path).unwrap());
                }
            }
        }
        tree
    }

    /// The files of an output folder that may be compared: all but the log.
    pub fn results(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        self.tree(folder)
            .into_iter()
            .map(|(path, bytes)| (path.strip_prefix(folder).unwrap().to_owned(), bytes))
            .filter(|(path, _)| path != Path::new("run.log.json"))
            .collect()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// A CSV table as text.
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub fn at(&self, column: &str) -> usize {
        let place = self.columns.iter().position(|c| c == column);
        place.unwrap_or_else(|| panic!("no column {column}"))
    }

    /// The rows whose cells are as given.
    pub fn rows_where(&self, cells: &[(&str, &str)]) -> Vec<&Vec<String>> {
        let same = |row: &&Vec<String>| cells.iter().all(|(c, v)| row[self.at(c)] == *v);
        self.rows.iter().filter(same).collect()
    }

    /// The number in `column` of the one row whose cells are as given.
    pub fn number(&self, cells: &[(&str, &str)], column: &str) -> f64 {
        let rows = self.rows_where(cells);
        assert_eq!(rows.len(), 1, "{cells:?}");
        rows[0][self.at(column)].parse().unwrap()
    }

    pub fn column(&self, column: &str) -> Vec<&str> {
        let at = self.at(column);
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }
}
