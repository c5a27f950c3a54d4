//! What a picture may take of memory, seen from outside: how far the whole process grows. One test at a time, since the
//! process is one.
#![allow(clippy::unwrap_used, reason = "a test says so when it fails")]

use std::{
    fs,
    io::{Cursor, Write as _},
};

use image::{DynamicImage, ImageFormat, RgbImage};
use souk_pictures::{MASTER_SIDE, MAX_MEMORY_BYTES, Prepared, memory_for, prepare};

/// What stands beside the pictures: stacks, the allocator's own, tables of encoders.
const ASIDE_BYTES: u64 = 16 << 20;

/// Something of this process's memory, in bytes.
fn memory(of: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(of)).unwrap();
    let kib: u64 = line.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
    kib << 10
}

/// By how much the process grew at most while a picture was prepared.
fn grown(bytes: &[u8]) -> (Prepared, u64) {
    // the highest mark starts anew
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = memory("VmRSS:");
    let prepared = prepare(bytes).unwrap();
    (prepared, memory("VmHWM:").saturating_sub(before))
}

fn two_halves(width: u32, height: u32) -> DynamicImage {
    let colours = [[200, 20, 20], [20, 20, 200]];
    RgbImage::from_fn(width, height, |x, _| image::Rgb(colours[usize::from(x >= width / 2)])).into()
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG with a part behind its header.
fn png_with(picture: &DynamicImage, name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let bytes = written(picture, ImageFormat::Png);
    let named = [name.as_slice(), body].concat();
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    [&bytes[..33], &length, &named, &sum.sum().to_be_bytes(), &bytes[33..]].concat()
}

/// Zeros that inflate to so many MiB.
fn inflating(mib: usize) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..mib {
        packed.write_all(&[0; 1 << 20]).unwrap();
    }
    packed.finish().unwrap()
}

#[test]
fn pictures_take_no_more_memory_than_they_may() {
    let small = two_halves(40, 30);
    for (name, before) in
        [(b"iCCP", b"colours\0\0".as_slice()), (b"zTXt", b"words\0\0"), (b"iTXt", b"words\0\x01\0\0\0")]
    {
        let bomb = png_with(&small, name, &[before, &inflating(180)].concat());
        let (kept, grown) = grown(&bomb);
        assert_eq!((kept.name.width(), kept.name.height()), (40, 30));
        assert!(grown < 2 * ASIDE_BYTES, "{}: {grown} bytes", String::from_utf8_lossy(name));
    }
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let large = written(&two_halves(7_000, 7_000), format);
        let promised = memory_for(&large).unwrap();
        assert!(promised <= MAX_MEMORY_BYTES, "{format:?}: {promised}");
        let (kept, grown) = grown(&large);
        assert!(grown <= promised + ASIDE_BYTES, "{format:?}: {grown} of {promised} bytes");
        assert_eq!((kept.name.width(), kept.name.height()), (MASTER_SIDE, MASTER_SIDE));
        assert_eq!(kept.name.colour().unwrap().to_string(), "#6e146e");
    }
}
