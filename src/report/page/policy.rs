//! What the page may do: run the one script and the one style sheet that came with this program, and nothing else. Knows no
//! report.

use sha2::{Digest, Sha256};

/// The style sheet, of the screen and of paper.
pub(super) const STYLE: &str = include_str!("page.css");
/// The script: language, light and dark, sorting, values under the pointer.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// The page's Content-Security-Policy. Script and style are named by their sums, so that nothing a scenario could bring in
/// would run; nothing is loaded, and no form is sent.
pub(super) fn policy() -> String {
    format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        sum(SCRIPT),
        sum(STYLE)
    )
}

fn sum(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text)))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            if at > three.len() {
                text.push('=');
            } else {
                let letter = bits >> (18 - 6 * at) & 63;
                text.push(char::from(LETTERS[letter as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_known_texts() {
        // RFC 4648, section 10
        for (text, code) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), code);
        }
        // the empty text's sum, as every list of hashes has it
        assert_eq!(
            sum(""),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
    }

    #[test]
    fn script_and_style_end_where_their_elements_end() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("</") && !text.contains("<!--"));
            assert!(!text.contains("//") || !text.contains("http"));
        }
    }
}
