#!/usr/bin/env python3
"""Makes the pictures of manifest.csv: ./render.py [start of a name ...] (see README.md)."""
import csv, os, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
import numpy as np
from PIL import Image, ImageFilter

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.environ.get("OUT", os.path.join(HERE, "..", "pictures"))
CACHE = os.environ.get("CACHE", os.path.expanduser("~/.cache/souk/scenes"))
SIZE = int(os.environ.get("SIZE", 640))
LIGHT = int(os.environ.get("LIGHT", 384))  # light is smooth: it is seen coarser than colour
SIDE, QUALITY, MOST_BYTES = 800, 72, 9_500
BACKDROPS = {"1": "efe6d8", "2": "d9a98c", "3": "b9c6ae", "4": "93a7b8", "5": "efd0c8", "6": "e6c98f", "7": "cfd8da", "8": "d8cbe0"}
COLOURS = ("Main", "Accent", "Third", "Back")
# yellow without blue: what is blue in the light picture is shine, the rest is shade
KEY, STUDIO, HALF, NONE = (204, 204, 0), (225, 225, 225), (188, 188, 188), (0, 0, 0)
LIGHT_COLOUR = np.array([1.008, 0.992, 0.965], dtype=np.float32)
# linear light to the bytes of sRGB
SRGB = np.array([255 * (v * 12.92 if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055) + 0.5 for v in np.linspace(0, 1, 8192)]).astype(np.uint8)


def linear(colour):
    c = np.array(colour) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4).astype(np.float32)


def pov(row, colours, flat, words):
    """One run of POV-Ray, kept in CACHE: linear, SIZE x SIZE x 3, or LIGHT x LIGHT x 3."""
    size = SIZE if flat else LIGHT
    labels = row["words"].split("|") if words and row["words"] else []
    name = "-".join([row["scene"], row["view"], row["prop"], row["shape"], flat or "light", *labels]).replace(" ", "_").replace("/", "_")
    kept = os.path.join(CACHE, name + ".npy")
    source = os.path.join(HERE, row["scene"] + ".pov")
    if os.path.exists(kept) and os.path.getmtime(kept) > os.path.getmtime(source):
        return np.load(kept).astype(np.float32)
    lines = [f'#declare L{i + 1} = "{label}";' for i, label in enumerate(labels)]
    lines += [f"#declare {n} = {v};" for n, v in (("View", row["view"]), ("Prop", row["prop"]), ("Shape", row["shape"]), ("Fast", 1), ("Flat", int(bool(flat))))]
    lines += [f"#declare {n}{c} = {v};" for n, rgb in zip(COLOURS, colours) for c, v in zip("RGB", rgb)]
    start, image = os.path.join(CACHE, name + ".pov"), os.path.join(CACHE, name + ".ppm")
    with open(start, "w") as file:
        file.write("#version 3.7;\n" + "\n".join(lines) + f'\n#include "{row["scene"]}.pov"\n')
    how = ["+A0.1", "+R2", "+Q1"] if flat else ["+A0.3", "+R2"]
    run = subprocess.run(["nice", "-n", "19", "povray", f"+I{start}", f"+O{image}", f"+L{HERE}", f"+W{size}", f"+H{size}", "+FP16", "File_Gamma=1.0", "-D", "+WT1", *how], capture_output=True, text=True, cwd=HERE)
    if run.returncode:
        raise SystemExit(f"{name}: " + run.stderr[-1500:])
    with open(image, "rb") as file:
        data = file.read()
    pixels = np.frombuffer(data[-size * size * 6:], ">u2").reshape(size, size, 3) / 65535
    np.save(kept, pixels.astype(np.float32))
    os.remove(image), os.remove(start)
    return pixels


@lru_cache(maxsize=2)
def lit(scene, view, prop, shape):
    """Shade, shine and the rest of the light on one build, whatever colours it will have."""
    row = {"scene": scene, "view": view, "prop": prop, "shape": shape, "words": ""}
    light = pov(row, (KEY, KEY, KEY, STUDIO), "", False)
    parts, rest = shares(row, False)
    small = [shrink(x, len(light)) for x in (parts, rest)]
    was = mix(*small, (KEY, KEY, KEY, STUDIO))
    warm, was_warm = light[..., :2].mean(axis=2), was[..., :2].mean(axis=2)
    # colours of the manifest: shade and shine come apart
    shade = np.clip((warm - light[..., 2]) / np.maximum(was_warm - was[..., 2], 0.02), 0, 1.6)
    shine = np.maximum(light[..., 2] - shade * was[..., 2], 0)
    # the backdrop is dull; all else stays as it is
    dull = np.clip(warm / np.maximum(was_warm, 0.02), 0, 3)
    kept = np.clip(light / np.maximum(was, 0.01), 0, 8)
    seen = spread(np.dstack([shade, shine, dull, kept]), np.dstack(small), np.dstack([parts, rest]))
    key, back = parts[..., :3].sum(axis=2) * linear(KEY)[0], parts[..., 3] * linear(STUDIO)[0]
    all_of_it = key + back + rest.mean(axis=2) + 1e-4
    k, b = step(key / all_of_it), step(back / all_of_it)
    glow = k * seen[..., 1:2] * 1.02
    gain = (k * seen[..., 0:1] + (1 - k) * b * seen[..., 2:3]) * LIGHT_COLOUR + (1 - k) * (1 - b) * seen[..., 3:6]
    return glow, gain, parts, rest


def shares(row, words):
    """How much each colour has in every pixel (main, accent, third, backdrop), and what no colour changes."""
    rest = pov(row, (NONE,) * 4, "rest", words)
    three = pov(row, ((188, 0, 0), (0, 188, 0), (0, 0, 188), NONE), "three", words)
    back = pov(row, (NONE, NONE, NONE, HALF), "back", words)
    half = linear(HALF)[0]
    parts = np.clip((three - rest) / half, 0, 3)
    return np.dstack([parts, np.clip((back - rest).mean(axis=2) / half, 0, 1)]), rest


def mix(parts, rest, colours):
    return rest + sum(parts[..., i : i + 1] * linear(c) for i, c in enumerate(colours))


def coloured(row):
    glow, gain, parts, rest = lit(row["scene"], row["view"], row["prop"], row["shape"])
    new_parts, new_rest = shares(row, True) if row["words"] else (parts, rest)
    hexes = [row["main"], row["accent"], row["third"], BACKDROPS.get(row["backdrop"], row["backdrop"])]
    now = mix(new_parts, new_rest, [tuple(int(h[i : i + 2], 16) for i in (0, 2, 4)) for h in hexes])
    pixels = np.clip(glow + gain * now, 0, 1)
    return close(pixels, parts) if row["how"] == "close" else pixels


def step(x):
    t = np.clip((x - 0.35) / 0.4, 0, 1)
    return (t * t * (3 - 2 * t))[..., None]


def close(pixels, parts):
    """The upper part of the thing, from nearer."""
    rows, columns = np.where(parts[..., 3] < 0.3)
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    side = int(np.clip(0.74 * max(bottom - top, right - left), 300, 470))
    x = int(np.clip((left + right - side) // 2 - 0.06 * side, 0, SIZE - side))
    y = int(np.clip(top - 0.1 * side, 0, SIZE - side))
    return pixels[y : y + side, x : x + side]


def shrink(field, size):
    if len(field) == size:
        return field
    planes = [Image.fromarray(field[..., i].astype(np.float32)).resize((size, size), Image.BOX) for i in range(field.shape[2])]
    return np.dstack([np.asarray(plane, dtype=np.float32) for plane in planes])


def spread(light, like, wanted):
    """The light of a small picture on a large one: from those neighbours that are of the same stuff."""
    small, large = len(light), len(wanted)
    if small == large:
        return light
    at = np.clip((np.arange(large) + 0.5) * small / large - 0.5, 0, small - 1.001)
    low = at.astype(int)
    part = (at - low).astype(np.float32)
    total, weights = 0, 0
    for dy in (0, 1):
        for dx in (0, 1):
            near = np.ix_(low + dy, low + dx)
            close = (part if dy else 1 - part)[:, None] * (part if dx else 1 - part)[None, :]
            weight = close * (np.exp(-((like[near] - wanted) ** 2).sum(axis=2) / 0.02) + 0.0005)
            total, weights = total + weight[..., None] * light[near], weights + weight
    return total / np.maximum(weights, 1e-9)[..., None]


def encode(pixels, name):
    image = Image.fromarray(SRGB[(pixels * 8191).astype(np.uint16)]).resize((SIDE, SIDE), Image.LANCZOS)
    save(image.filter(ImageFilter.UnsharpMask(1.0, 35, 2)), name)


def save(image, name):
    path = os.path.join(OUT, name)
    for quality in (QUALITY, QUALITY - 14, QUALITY - 28):
        image.save(path, quality=quality, method=4)
        if os.path.getsize(path) <= MOST_BYTES:
            return


def traced(row):
    """The whole picture by POV-Ray, at its full quality: slow, and with every reflection in its place."""
    path = os.path.join(CACHE, row["file"] + ".png")
    colours = [f"Declare={n}{c}={int(row[n.lower()][i : i + 2], 16)}" for n in COLOURS[:3] for i, c in zip((0, 2, 4), "RGB")]
    given = [f"Declare={n}={row[n.lower()]}" for n in ("Backdrop", "View", "Prop", "Shape")]
    run = subprocess.run(["nice", "-n", "19", "povray", f"+I{row['scene']}.pov", f"+O{path}", f"+W{SIDE}", f"+H{SIDE}", "+FN", "-D", "+WT1", "+A0.2", "+R2", *colours, *given], capture_output=True, text=True, cwd=HERE)
    if run.returncode:
        raise SystemExit(f"{row['file']}: " + run.stderr[-1500:])
    return Image.open(path).convert("RGB")


def make(row):
    if row["how"] == "traced":
        save(traced(row), row["file"])
    else:
        encode(coloured(row), row["file"])
    print(row["file"], os.path.getsize(os.path.join(OUT, row["file"])), flush=True)


if __name__ == "__main__":
    os.makedirs(CACHE, exist_ok=True)
    with open(os.environ.get("MANIFEST", os.path.join(HERE, "manifest.csv"))) as file:
        rows = list(csv.DictReader(file))
    rows = [r for r in rows if not sys.argv[1:] or r["file"].startswith(tuple(sys.argv[1:]))]
    if not os.environ.get("FORCE"):
        rows = [r for r in rows if not os.path.exists(os.path.join(OUT, r["file"]))]
    # pictures of one build share what is kept: one after another
    builds = {}
    for row in rows:
        builds.setdefault((row["scene"], row["view"], row["prop"], row["shape"]), []).append(row)
    with ThreadPoolExecutor(int(os.environ.get("JOBS", 2))) as pool:
        list(pool.map(lambda build: [make(row) for row in build], builds.values()))
