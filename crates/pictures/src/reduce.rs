//! Large pictures made smaller by whole steps while their rows come, so that the whole of one is never held. What is left to
//! the size of a master is scaled smoothly.

use image::{DynamicImage, RgbImage, RgbaImage};

use super::MASTER_SIDE;

/// Parts of a pixel with transparency, the most there are.
const MOST_PARTS: u64 = 4;

/// So many pixels along a side become one. What comes out is still as large as a master, or the picture itself.
pub(super) fn step(width: u32, height: u32) -> u32 {
    (width.max(height) / MASTER_SIDE).max(1)
}

/// Bytes of the reduced picture; `None` when it is not reduced.
pub(super) fn bytes(width: u32, height: u32) -> Option<u64> {
    let step = step(width, height);
    (step > 1).then(|| u64::from(width.div_ceil(step)) * u64::from(height.div_ceil(step)) * MOST_PARTS)
}

/// Bytes that scaling the reduced picture takes: what stands for its transparency, rows on the way, and the outcome.
pub(super) fn scaling_bytes(width: u32, height: u32) -> u64 {
    let step = step(width, height);
    let (width, height) = (u64::from(width.div_ceil(step)), u64::from(height.div_ceil(step)));
    let side = u64::from(MASTER_SIDE);
    MOST_PARTS * (width * height + side.min(width) * height + side.min(width) * side.min(height))
}

/// A picture whose rows come from the top.
pub(super) struct Reducer {
    width: u32,
    step: usize,
    parts: usize,
    sums: Vec<u32>,
    rows: u32,
    out: Vec<u8>,
}

impl Reducer {
    /// For rows of so many pixels, each of 3 parts, or 4 where the last is how much it covers.
    pub(super) fn new(width: u32, height: u32, has_alpha: bool) -> Self {
        let parts = if has_alpha { 4 } else { 3 };
        let step = step(width, height);
        let wide = width.div_ceil(step) as usize;
        let high = height.div_ceil(step) as usize;
        Self {
            width: width.div_ceil(step),
            step: step as usize,
            parts,
            sums: vec![0; if step == 1 { 0 } else { wide * (parts + 1) }],
            rows: 0,
            out: Vec::with_capacity(wide * high * parts),
        }
    }

    /// Takes the next row.
    pub(super) fn push(&mut self, row: &[u8]) {
        if self.step == 1 {
            self.out.extend_from_slice(row);
            return;
        }
        let cells = row.chunks(self.step * self.parts);
        for (cell, sums) in cells.zip(self.sums.chunks_exact_mut(self.parts + 1)) {
            add(cell, self.parts, sums);
        }
        self.rows += 1;
        if self.rows as usize == self.step {
            self.write_row();
        }
    }

    /// The reduced picture. `None` when too few rows came.
    pub(super) fn finish(mut self) -> Option<DynamicImage> {
        if self.rows > 0 {
            self.write_row();
        }
        let height = u32::try_from(self.out.len() / (self.width as usize * self.parts)).ok()?;
        if self.parts == 4 {
            RgbaImage::from_raw(self.width, height, self.out).map(DynamicImage::from)
        } else {
            RgbImage::from_raw(self.width, height, self.out).map(DynamicImage::from)
        }
    }

    fn write_row(&mut self) {
        for sums in self.sums.chunks_exact_mut(self.parts + 1) {
            let Some((count, sums)) = sums.split_last_mut() else { continue };
            let cover = if self.parts == 4 { sums.last().copied().unwrap_or(0) } else { *count };
            for (at, sum) in sums.iter_mut().enumerate() {
                let by = if at == 3 { *count } else { cover };
                // what is not there has no colour; cover is rounded down, so that only what is opaque all over stays so
                let half = if at == 3 { 0 } else { by / 2 };
                let mean = (*sum + half).checked_div(by).unwrap_or(0);
                self.out.push(u8::try_from(mean).unwrap_or(u8::MAX));
                *sum = 0;
            }
            *count = 0;
        }
        self.rows = 0;
    }
}

/// Adds pixels up, the colours of each by how much it covers. The last sum counts them.
fn add(cell: &[u8], parts: usize, sums: &mut [u32]) {
    for pixel in cell.chunks_exact(parts) {
        let cover = if parts == 4 { pixel.last().copied().map_or(0, u32::from) } else { 1 };
        for (at, (sum, part)) in sums.iter_mut().zip(pixel).enumerate() {
            *sum += if at == 3 { u32::from(*part) } else { u32::from(*part) * cover };
        }
        if let Some(count) = sums.last_mut() {
            *count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_becomes_its_mean_and_what_is_clear_has_no_colour() {
        let mut reducer = Reducer::new(2 * MASTER_SIDE, 2, true);
        let pair = [[200, 0, 0, 255], [0, 0, 0, 0]].concat();
        let rest = [10, 20, 30, 255].repeat(2 * MASTER_SIDE as usize - 2);
        reducer.push(&[pair.as_slice(), &rest].concat());
        reducer.push(&[pair.as_slice(), &rest].concat());
        let reduced = reducer.finish().unwrap();
        let reduced = reduced.as_rgba8().unwrap();
        assert_eq!((reduced.width(), reduced.height()), (MASTER_SIDE, 1));
        assert_eq!(reduced.get_pixel(0, 0).0, [200, 0, 0, 127]);
        assert_eq!(reduced.get_pixel(1, 0).0, [10, 20, 30, 255]);
    }

    #[test]
    fn a_side_that_does_not_come_out_even_keeps_its_last_pixels() {
        let mut reducer = Reducer::new(7_001, 5, false);
        for row in 0..5 {
            reducer.push(&[row, row, row].repeat(7_001));
        }
        let reduced = reducer.finish().unwrap();
        let reduced = reduced.as_rgb8().unwrap();
        assert_eq!((reduced.width(), reduced.height()), (2_334, 2));
        assert_eq!((reduced.get_pixel(2_333, 0).0[0], reduced.get_pixel(2_333, 1).0[0]), (1, 4));
    }
}
