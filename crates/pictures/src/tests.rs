use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::{
    Colour, CopyKind, MASTER_SIDE, PictureName,
    decode::decode,
    encode,
    fit::Unfit,
    master::{NotPrepared, Prepared, name_as_it_is, prepare},
    name::PictureFile,
    need::memory_for,
};

const RED: Rgb<u8> = Rgb([200, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 200]);

/// Red on its left half, blue on its right.
fn two_halves(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE }).into()
}

/// Like a photograph: no two pixels alike.
fn noise(width: u32, height: u32) -> DynamicImage {
    let mut seed = 7_u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed.to_be_bytes()[0]
    };
    RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()])).into()
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with a segment behind its first mark.
fn jpeg_with(picture: &DynamicImage, marker: u8, body: &[u8]) -> Vec<u8> {
    let bytes = written(picture, ImageFormat::Jpeg);
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&bytes[..2], &[0xff, marker], &length, body, &bytes[2..]].concat()
}

/// Exif that says: turn me by a quarter to the right, and I was taken here.
fn exif_turned() -> Vec<u8> {
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
    [b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".as_slice(), &entry, &[0, 0, 0, 0], b"51.4779N 0.0015W"].concat()
}

fn unfit(bytes: &[u8]) -> Option<Unfit> {
    match prepare(bytes) {
        Err(NotPrepared::Unfit(unfit)) => Some(unfit),
        _ => None,
    }
}

fn near(pixel: Rgba<u8>, wanted: Rgb<u8>) -> bool {
    pixel.0.iter().zip(wanted.0).all(|(own, wanted)| own.abs_diff(wanted) < 24)
}

/// What is inside a WebP, by the names of its parts.
fn parts(bytes: &[u8]) -> Vec<String> {
    let (mut parts, mut rest) = (Vec::new(), &bytes[12..]);
    while rest.len() >= 8 {
        let length = u32::from_le_bytes(rest[4..8].try_into().unwrap()) as usize;
        parts.push(String::from_utf8_lossy(&rest[..4]).into_owned());
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
    }
    parts
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|some| some == word)
}

#[test]
fn a_picture_stands_upright_and_keeps_nothing_but_its_pixels() {
    let exif = jpeg_with(&two_halves(60, 40), 0xe1, &exif_turned());
    let upload = [&exif[..2], &[0xff, 0xfe, 0, 10], b"by a man", &exif[2..]].concat();
    assert!(holds(&upload, b"51.4779N") && holds(&upload, b"by a man"));
    let Prepared { name, bytes } = prepare(&upload).unwrap();
    assert_eq!((name.width(), name.height()), (40, 60), "a quarter turn");
    let kept = decode(&bytes).unwrap();
    assert!(near(kept.get_pixel(20, 10), RED) && near(kept.get_pixel(20, 50), BLUE), "left is up now");
    let smaller = encode::scale_to(&kept, (20, 30)).unwrap();
    for written in [&bytes, &encode::webp_copy(&smaller).unwrap(), &encode::jpeg_copy(&smaller).unwrap()] {
        for word in [b"Exif".as_slice(), b"51.4779N", b"by a man", b"ICCP", b"XMP "] {
            assert!(!holds(written, word), "{} is left", String::from_utf8_lossy(word));
        }
    }
    assert!(parts(&bytes).iter().all(|part| part.starts_with("VP8")), "{:?}", parts(&bytes));
}

#[test]
fn what_is_promised_too_large_is_refused_before_it_is_decoded() {
    let mut gif = written(&two_halves(4, 4), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let png = |width: u32, height: u32| {
        let mut bytes = written(&two_halves(4, 4), ImageFormat::Png);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&bytes[12..29]).to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        bytes
    };
    for bomb in [gif, png(19_000, 19_000), png(30_000, 1)] {
        assert_eq!(memory_for(&bomb), Err(Unfit::TooManyPixels));
        assert_eq!(unfit(&bomb), Some(Unfit::TooManyPixels));
    }
    assert!(memory_for(&png(7_000, 7_000)).is_ok());
}

#[test]
fn a_picture_is_refused_for_what_is_too_much_of_it() {
    // thirty million pixels of sixteen bits are many bytes and no trouble, as long as they come in rows
    let deep = DynamicImage::ImageRgb16(image::ImageBuffer::from_pixel(6_000, 5_000, Rgb([40_000, 0, 9])));
    let deep = written(&deep, ImageFormat::Png);
    assert!(near(decode(&prepare(&deep).unwrap().bytes).unwrap().get_pixel(9, 9), Rgb([156, 0, 0])));
    let mut in_no_order = deep;
    in_no_order[28] = 1;
    let sum = crc(&in_no_order[12..29]).to_be_bytes();
    in_no_order[29..33].copy_from_slice(&sum);
    assert!(memory_for(&in_no_order).is_ok());
    let lossless = written(&DynamicImage::new_rgb8(7_000, 7_000), ImageFormat::WebP);
    assert_eq!(memory_for(&lossless), Err(Unfit::TooMuchMemory));
    assert_eq!(unfit(&lossless), Some(Unfit::TooMuchMemory));
    assert!(Unfit::TooMuchMemory.words().contains("memory"));
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)))
    })
}

#[test]
fn what_is_cut_off_or_no_picture_is_refused() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = written(&noise(64, 64), format);
        assert!(prepare(&whole).is_ok(), "{format:?}");
        for length in [whole.len() / 2, whole.len() - 64] {
            assert_eq!(unfit(&whole[..length]), Some(Unfit::Broken), "{format:?} of {length} bytes");
        }
    }
    for bytes in
        [b"".as_slice(), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM\0\0", b"%PDF-1.7", &[0xff]]
    {
        assert_eq!(unfit(bytes), Some(Unfit::NotAPicture), "{bytes:?}");
    }
    assert_eq!(unfit(b"\x89PNG\r\n\x1a\n"), Some(Unfit::Broken));
}

#[test]
fn frames_inside_frames_without_end_are_no_picture_and_break_nothing() {
    const DEPTH: u32 = 400_000;
    let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
    for inside in (0..DEPTH).rev() {
        bytes.extend(b"ANMF");
        // what a frame says of itself, and the frames in it
        bytes.extend((16 + 24 * inside).to_le_bytes());
        bytes.extend([0; 16]);
    }
    assert_eq!(unfit(&bytes), Some(Unfit::Broken));
}

#[test]
fn of_a_moving_picture_the_first_frame_is_kept() {
    let frames = [RED, BLUE]
        .map(|colour| image::Frame::new(DynamicImage::from(RgbImage::from_pixel(8, 8, colour)).into_rgba8()));
    let mut bytes = Vec::new();
    image::codecs::gif::GifEncoder::new(&mut bytes).encode_frames(frames).unwrap();
    let kept = decode(&prepare(&bytes).unwrap().bytes).unwrap();
    assert!(near(kept.get_pixel(4, 4), RED));
}

#[test]
fn what_is_transparent_stays_so_and_is_white_as_jpeg() {
    let seal =
        RgbaImage::from_fn(40, 40, |x, _| if x < 20 { Rgba([20, 20, 200, 255]) } else { Rgba([0; 4]) });
    let Prepared { name, bytes } = prepare(&written(&seal.into(), ImageFormat::Png)).unwrap();
    assert_eq!(name.colour(), None, "no colour shines through");
    let kept = decode(&bytes).unwrap();
    assert_eq!((kept.get_pixel(5, 5).0[3], kept.get_pixel(35, 5).0[3]), (255, 0));
    let copy = decode(&encode::webp_copy(&encode::scale_to(&kept, (20, 20)).unwrap()).unwrap()).unwrap();
    assert_eq!((copy.get_pixel(2, 2).0[3], copy.get_pixel(18, 2).0[3]), (255, 0));
    let flat = decode(&encode::jpeg_copy(&kept).unwrap()).unwrap();
    assert!(near(flat.get_pixel(5, 5), BLUE) && near(flat.get_pixel(35, 5), Rgb([255; 3])));
    let opaque = DynamicImage::from(RgbaImage::from_pixel(4, 4, Rgba([1, 2, 3, 255])));
    assert!(!decode(&written(&opaque, ImageFormat::Png)).unwrap().color().has_alpha());
}

#[test]
fn drawings_are_kept_without_loss_and_photographs_are_not() {
    let drawing = prepare(&written(&two_halves(300, 200), ImageFormat::Png)).unwrap();
    assert_eq!(parts(&drawing.bytes), ["VP8L"]);
    assert_eq!(drawing.name.colour().map(|colour| colour.to_string()), Some("#6e146e".to_owned()));
    let photograph = prepare(&written(&noise(300, 200), ImageFormat::Png)).unwrap();
    assert_eq!(parts(&photograph.bytes), ["VP8 "]);
}

#[test]
fn a_large_picture_is_kept_in_its_own_shape_and_no_larger_than_needed() {
    let wide = prepare(&written(&two_halves(3000, 1000), ImageFormat::Jpeg)).unwrap();
    assert_eq!((wide.name.width(), wide.name.height()), (MASTER_SIDE, 667));
    let line = prepare(&written(&two_halves(6000, 1), ImageFormat::Png)).unwrap();
    assert_eq!((line.name.width(), line.name.height()), (MASTER_SIDE, 1));
}

#[test]
fn the_same_bytes_have_the_same_name() {
    let upload = written(&noise(50, 40), ImageFormat::Jpeg);
    let (one, other) = (prepare(&upload).unwrap(), prepare(&upload).unwrap());
    assert_eq!((&one.name, &one.bytes), (&other.name, &other.bytes));
    assert_ne!(prepare(&written(&noise(50, 41), ImageFormat::Jpeg)).unwrap().name, one.name);
}

#[test]
fn wide_colours_become_those_of_the_web() {
    let red: DynamicImage = RgbImage::from_pixel(16, 16, Rgb([200, 60, 40])).into();
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let tagged = jpeg_with(&red, 0xe2, &[b"ICC_PROFILE\0\x01\x01".as_slice(), &profile].concat());
    let (plain, tagged) = (decode(&written(&red, ImageFormat::Jpeg)).unwrap(), decode(&tagged).unwrap());
    let [plain, tagged] = [plain, tagged].map(|picture| picture.get_pixel(8, 8).0);
    assert!(tagged[0] > plain[0] + 8 && tagged[2] + 2 < plain[2], "{plain:?} {tagged:?}");
    let nonsense = jpeg_with(&red, 0xe2, b"ICC_PROFILE\0\x01\x01nonsense");
    assert_eq!(decode(&nonsense).unwrap().get_pixel(8, 8).0, plain, "what cannot be read changes nothing");
}

#[test]
fn a_name_tells_size_and_colour_and_which_copies_there_are() {
    let colour = Some(Colour { red: 216, green: 201, blue: 10 });
    let name = PictureName::of(b"picture", 1200, 800, colour);
    let text = name.to_string();
    assert!(text.ends_with("-1200x800-d8c90a.webp") && text.len() == 61, "{text}");
    assert_eq!(PictureName::parse(&text), Some(name.clone()));
    let widths: Vec<u32> = name.sizes().into_iter().map(|(width, _)| width).collect();
    assert_eq!(widths, [160, 320, 640, 960, 1200]);
    for (width, file) in name.sizes() {
        assert!(PictureFile::parse(&file).is_some(), "{file}");
        assert_eq!(name.at(width), file);
    }
    assert_eq!(name.at(321), text.replace(".webp", "-640.webp"));
    assert_eq!((name.jpeg(), name.size_of(CopyKind::Jpeg)), (text.replace(".webp", "-640.jpg"), (640, 427)));
    let clear = PictureName::of(b"picture", 100, 3, None);
    assert_eq!(
        (clear.sizes().len(), clear.at(160), clear.size_of(CopyKind::Jpeg)),
        (1, clear.to_string(), (100, 3))
    );
    assert_eq!(PictureName::parse(&clear.to_string()), Some(clear));
    let largest = PictureName::of(b"picture", 2000, 1000, colour);
    assert_eq!(largest.sizes().last().map(|(width, _)| *width), Some(1440), "no page shows it whole");
}

#[test]
fn only_names_we_gave_are_names() {
    let name = PictureName::of(b"picture", 800, 800, None).to_string();
    let stem = name.trim_end_matches(".webp");
    for bad in [
        format!("{stem}-641.webp"),
        format!("{stem}-0640.webp"),
        format!("{stem}-960.webp"),
        format!("{stem}-800.webp"),
        format!("{stem}-320.jpg"),
        format!("{stem}-640-640.webp"),
        format!("{stem}.jpg"),
        format!("{stem}.png"),
        format!("{stem}-FFFFFF.webp"),
        format!("{stem}-.webp"),
        format!("../{name}"),
        name.replace("800x", "0800x"),
        name.replace("800x", "99999x"),
        "photo.webp".to_owned(),
        String::new(),
    ] {
        assert_eq!(PictureFile::parse(&bad), None, "{bad}");
    }
}

#[test]
fn only_what_is_written_as_we_write_is_kept_as_it_is() {
    let plain = encode::webp_copy(&noise(64, 48)).unwrap();
    let name = name_as_it_is(&plain, None).unwrap();
    assert_eq!((name.width(), name.height()), (64, 48));
    let mut extended = plain.clone();
    extended.extend(b"EXIF\x04\0\0\0here");
    let lossless = written(&two_halves(4, 4), ImageFormat::WebP);
    let large = encode::webp_copy(&two_halves(2001, 4)).unwrap();
    for other in [&extended, &lossless, &large, &plain[..plain.len() - 2].to_vec(), &Vec::new()] {
        assert_eq!(name_as_it_is(other, None), None);
    }
}
