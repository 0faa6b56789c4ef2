//! Which language to speak: what the command line says, else what the system says.

use std::ffi::OsString;

use super::reading::said;
use crate::language::Lang;

/// The language of this command: `--lang`, else `LC_ALL`, `LC_MESSAGES`, `LANG` (the first that is set).
pub(super) fn language(words: &[OsString]) -> Lang {
    asked(words).unwrap_or_else(|| {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(std::env::var_os)
            .find(|value| !value.is_empty());
        of_locale(&set.unwrap_or_default().to_string_lossy())
    })
}

fn asked(words: &[OsString]) -> Option<Lang> {
    match said(words, "--lang").as_deref() {
        Some("zh") => Some(Lang::Zh),
        Some("en") => Some(Lang::En),
        _ => None,
    }
}

fn of_locale(locale: &str) -> Lang {
    if locale.to_lowercase().starts_with("zh") {
        Lang::Zh
    } else {
        Lang::En
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_the_locale() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(asked(&words("dabiao run --lang zh a")), Some(Lang::Zh));
        assert_eq!(asked(&words("dabiao run --lang=en a")), Some(Lang::En));
        assert_eq!(asked(&words("dabiao run -- --lang=en")), None);
        assert_eq!(asked(&words("dabiao run --language=en")), None);
        assert_eq!(of_locale("zh_CN.GB18030"), Lang::Zh);
        assert_eq!(of_locale("C.UTF-8"), Lang::En);
        assert_eq!(of_locale(""), Lang::En);
    }
}
