//! A QR code as a drawing.

use fast_qr::QRBuilder;

/// Modules of quiet around a code (ISO/IEC 18004).
const QUIET: usize = 4;

/// The code as one path of unit squares in a square of [`QrDrawing::side`], dark on the light that the style gives it.
#[derive(Clone, Debug, Default)]
pub struct QrDrawing {
    pub side: usize,
    pub path: String,
}

/// Draws a text; `None` for one that is too long for any code.
pub(super) fn draw(text: &str) -> Option<QrDrawing> {
    let code = QRBuilder::new(text).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        for (column, module) in code[row].iter().enumerate().take(code.size) {
            if module.value() {
                path.push_str(&format!("M{} {}h1v1h-1z", column + QUIET, row + QUIET));
            }
        }
    }
    Some(QrDrawing { side: code.size + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn a_code_has_its_finders_and_is_different_for_another_text() {
        let one = draw("otpauth://totp/Souk:ada?secret=ABC&issuer=Souk").unwrap();
        let other = draw("otpauth://totp/Souk:bea?secret=ABC&issuer=Souk").unwrap();
        assert!(one.side >= 21 + 8 && one.path.starts_with("M4 4h1v1h-1z"));
        assert_ne!(one.path, other.path);
        assert!(draw(&"x".repeat(8000)).is_none());
    }
}
