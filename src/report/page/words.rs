//! Words on the page, in both languages at once: which of them is seen, the page's switch decides. Every word of a scenario
//! goes through here; knows no report.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::language::{Lang, Text};

/// Both languages of the page, in the order they stand in it.
pub(super) const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// `text` in both languages; once where they say the same.
pub(super) fn said(text: &Text) -> Markup {
    if text.zh == text.en {
        return html! { (plain(&text.zh)) };
    }
    html! {
        span lang="zh" { (plain(&text.zh)) }
        span lang="en" { (plain(&text.en)) }
    }
}

/// Fixed words in both languages.
pub(super) fn fixed(zh: &str, en: &str) -> Markup {
    said(&Text::new(zh, en))
}

/// `text` without what a page must not hold: characters that control a terminal, and those that turn the direction of the
/// words after them, show as `�`. What they stand between stays as it is, and is escaped where it is set.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().any(unseen) {
        let seen = |letter| if unseen(letter) { '\u{fffd}' } else { letter };
        Cow::Owned(text.chars().map(seen).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn unseen(letter: char) -> bool {
    let turns = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let none = matches!(u32::from(letter) & 0xfffe, 0xfffe);
    turns || none || (letter.is_control() && !matches!(letter, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_is_markup() {
        let name = Text::new("<b>", "\"><img onerror=alert(1)>");
        let page = said(&name).into_string();
        assert_eq!(
            page,
            "<span lang=\"zh\">&lt;b&gt;</span><span lang=\"en\">&quot;&gt;&lt;img onerror=alert(1)&gt;</span>"
        );
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(plain("a\u{0}b\u{1b}c\u{202e}d\u{7f}"), "a�b�c�d�");
        assert_eq!(plain("\u{9b}\u{2066}\u{ffff}"), "���");
        assert!(matches!(plain("盐城市 5G, \n\t“é”"), Cow::Borrowed(_)));
    }
}
