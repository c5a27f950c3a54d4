use crate::field::FieldError;

/// No setting lowers the least length below this.
pub const FLOOR_PASSWORD_CHARS: usize = 6;
/// The least length where no setting says otherwise (OWASP ASVS 5.0, 6.2.1).
pub const DEFAULT_PASSWORD_CHARS: usize = 8;
/// The greatest length: a pass phrase fits, and hashing stays bounded.
pub const MAX_PASSWORD_CHARS: usize = 256;

/// Whether a new password is long enough and not longer than is hashed. It may hold any character; nothing is trimmed.
/// `pointer` names the field in the error.
pub fn check_password(pointer: &str, password: &str, min_chars: usize) -> Result<(), FieldError> {
    let min = min_chars.max(FLOOR_PASSWORD_CHARS);
    let length = password.chars().take(MAX_PASSWORD_CHARS + 1).count();
    if length == 0 {
        return Err(FieldError::new(pointer, "required", "Choose a password."));
    }
    if length < min {
        let detail = format!("A password has at least {min} characters. Three or four words do well.");
        return Err(FieldError::new(pointer, "too_short", detail));
    }
    if length > MAX_PASSWORD_CHARS {
        let detail = format!("A password has at most {MAX_PASSWORD_CHARS} characters.");
        return Err(FieldError::new(pointer, "too_long", detail));
    }
    Ok(())
}
