#!/usr/bin/env python3
"""Build the world map used on Convoke pages (development tool, not run-time).

Output
------
``world.svg``   A sprite: one ``<path id="BEL">`` per ISO 3166-1 alpha-3 code,
                inside ``<defs>``, without any fill, style or script.  A page
                draws a country with ``<use href="/static/web/world.svg#BEL"/>``
                and colours it with a class on the ``<use>``.  Also holds
                ``SPHERE`` (sea outline), ``GRATICULE`` (stroke only, every
                30 degrees) and ``OTHER`` (land without an ISO code).
``world.json``  View box, label centres of the UN member states (and VAT, PSE),
                the states that need a dot, and the ids in the sprite.

Source
------
Natural Earth 1:50m (public domain), as packaged in npm ``world-atlas`` 2.0.2.

Usage
-----
::

    npm install --prefix SCRATCH world-atlas@2.0.2
    pip install pycountry
    python tools/build_world_map.py \
        --atlas SCRATCH/node_modules/world-atlas/countries-50m.json

How it works
------------
1. Decode the TopoJSON arcs and project them (Equal Earth, Greenwich).
2. Simplify every *arc* with Visvalingam-Whyatt.  Neighbours share arcs, so
   their common border stays identical on both sides.  Arcs around small
   states are simplified less.
3. Drop islands below ``--min-island``; always keep the largest ring of each id.
4. Snap to a grid of ``--grid`` units and write relative path commands.
5. Search for the simplification threshold that fits ``--budget`` bytes of
   ``gzip -9``.

The result is deterministic for a given source file and options.
"""

from __future__ import annotations

import argparse
import gzip
import heapq
import json
import math
from itertools import pairwise
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "src" / "convoke" / "web"

WIDTH = 960.0
MARGIN = 1.0  # keeps a stroked SPHERE inside the view box
SOUTH = -58.0  # suggested southern crop, just below Cape Horn
TINY_AREA = 25.0  # drawn area, in square units, below which a dot is needed
ANTARCTICA = "010"

UN_MEMBERS = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN
BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM
COG CRI CIV HRV CUB CYP CZE PRK COD DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST
SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN
ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR KWT KGZ LAO LVA LBN
LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO
MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN
PNG PRY PER PHL POL PRT QAT KOR ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN
SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA
THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM
YEM ZMB ZWE
""".split()  # noqa: SIM905
OBSERVERS = ["VAT", "PSE"]

# Centres given by hand as (longitude, latitude): absent from the 1:50m data,
# or archipelagos whose largest island is far from where readers look.
MANUAL_CENTRES = {
    "TUV": (179.20, -8.52),  # Funafuti
    "KIR": (172.98, 1.42),  # Tarawa, not Kiritimati
    "MDV": (73.51, 4.18),  # Male
    "MHL": (171.20, 7.10),  # Majuro
    "VAT": (12.45, 41.90),
}


# --- Projection ------------------------------------------------------------

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


def equal_earth(lon: float, lat: float) -> tuple[float, float]:
    """Equal Earth projection (Savric, Patterson, Jenny 2018), unit sphere."""
    t = math.asin(_M * math.sin(math.radians(lat)))
    t2 = t * t
    t6 = t2 * t2 * t2
    x = (
        math.radians(lon)
        * math.cos(t)
        / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    )
    return x, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))


_XMAX = equal_earth(180, 0)[0]
_YMAX = equal_earth(0, 90)[1]
_SCALE = (WIDTH - 2 * MARGIN) / (2 * _XMAX)
HEIGHT = float(math.ceil(2 * (_YMAX * _SCALE + MARGIN)))


def project(lon: float, lat: float) -> tuple[float, float]:
    """Longitude and latitude in degrees to units of the drawing."""
    x, y = equal_earth(lon, lat)
    return WIDTH / 2 + x * _SCALE, HEIGHT / 2 - y * _SCALE


# --- Geometry helpers ------------------------------------------------------


def area(ring) -> float:
    """Unsigned area of a ring (closed or not)."""
    s = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        s += x0 * y1 - x1 * y0
    return abs(s) / 2


def visvalingam(points) -> list[float]:
    """Effective area of every vertex; end points get infinity."""
    n = len(points)
    rank = [math.inf] * n
    if n < 3:
        return rank
    prev, nxt = list(range(-1, n - 1)), list(range(1, n + 1))
    live: list[float | None] = [None] * n

    def triangle(i):
        (ax, ay), (bx, by), (cx, cy) = points[prev[i]], points[i], points[nxt[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    heap = []
    for i in range(1, n - 1):
        live[i] = triangle(i)
        heap.append((live[i], i))
    heapq.heapify(heap)
    floor = 0.0
    while heap:
        a, i = heapq.heappop(heap)
        if live[i] != a:
            continue  # stale entry
        floor = max(floor, a)
        rank[i] = floor
        live[i] = None
        p, q = prev[i], nxt[i]
        nxt[p], prev[q] = q, p
        for j in (p, q):
            if 0 < j < n - 1:
                live[j] = triangle(j)
                heapq.heappush(heap, (live[j], j))
    return rank


def _signed_distance(x, y, rings) -> float:
    """Distance to the nearest edge, negative outside the polygon."""
    inside, best = False, math.inf
    for ring in rings:
        bx, by = ring[-1]
        for ax, ay in ring:
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            dx, dy = bx - ax, by - ay
            d2 = dx * dx + dy * dy
            t = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / d2)) if d2 else 0.0
            best = min(best, (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2)
            bx, by = ax, ay
    return math.sqrt(best) if inside else -math.sqrt(best)


def pole(rings) -> tuple[float, float]:
    """Pole of inaccessibility of a polygon (grid refinement by best-first)."""
    xs, ys = [p[0] for p in rings[0]], [p[1] for p in rings[0]]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    size = min(x1 - x0, y1 - y0)
    if size <= 0.2:
        return (x0 + x1) / 2, (y0 + y1) / 2
    precision, heap = max(0.05, size / 100), []

    def push(x, y, h):
        d = _signed_distance(x, y, rings)
        heapq.heappush(heap, (-(d + h * math.sqrt(2)), d, x, y, h))
        return d, x, y

    h = size / 2
    best = (-math.inf, 0.0, 0.0)
    for i in range(math.ceil((x1 - x0) / size)):
        for j in range(math.ceil((y1 - y0) / size)):
            best = max(best, push(x0 + size * i + h, y0 + size * j + h, h))
    while heap:
        bound, _, x, y, h = heapq.heappop(heap)
        if -bound - best[0] <= precision:
            break
        h /= 2
        for sx in (-h, h):
            for sy in (-h, h):
                best = max(best, push(x + sx, y + sy, h))
    return best[1], best[2]


# --- TopoJSON --------------------------------------------------------------


def cut_antimeridian(arc):
    """Split an arc that leaves and re-enters its side of the map.

    Returns the arc without the excursion (joined along the 180th meridian) and
    the excursion as a closed arc of its own, or None if the arc does not cross.
    """
    pieces = [[arc[0]]]
    for (x0, y0), (x1, y1) in pairwise(arc):
        if abs(x1 - x0) > 180:
            side = math.copysign(180, x0)
            end = x1 + 2 * side  # the next point, seen from this side
            y = y0 + (y1 - y0) * ((side - x0) / (end - x0) if end != x0 else 0)
            pieces[-1].append((side, y))
            pieces.append([(-side, y)])
        pieces[-1].append((x1, y1))
    if len(pieces) != 3:  # Antarctica, not drawn, is the only other case
        return arc, None
    return pieces[0] + pieces[2], pieces[1] + pieces[1][:1]


def decode_arcs(topology):
    """Undo delta encoding and quantisation, cut at the antimeridian, project.

    Returns the arcs and, for each arc that was cut, the index of the arc that
    holds the part on the other side of the map.
    """
    (kx, ky), (tx, ty) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs, extra, others = [], [], {}
    for n, arc in enumerate(topology["arcs"]):
        x = y = 0
        out = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            out.append((x * kx + tx, y * ky + ty))
        out, other = cut_antimeridian(out)
        if other:
            others[n] = len(topology["arcs"]) + len(extra)
            extra.append(other)
        arcs.append(out)
    return [[project(*p) for p in a] for a in arcs + extra], others


def stitch(ring, arcs) -> list[tuple[float, float]]:
    """Join the arcs of a ring (``~i`` means arc ``i`` reversed); not closed."""
    pts: list[tuple[float, float]] = []
    for i in ring:
        a = arcs[i] if i >= 0 else arcs[~i][::-1]
        pts.extend(a[:-1])
    return pts


def load_polygons(topology, alpha3, others) -> dict[str, list[list[list[int]]]]:
    """Polygons (lists of rings of arc indexes) by sprite id."""
    out: dict[str, list] = {}
    for g in topology["objects"]["countries"]["geometries"]:
        if g.get("id") == ANTARCTICA:
            continue
        code = alpha3.get(g.get("id"), "OTHER")
        polys = [g["arcs"]] if g["type"] == "Polygon" else g["arcs"]
        far = [[[others[i]]] for p in polys for i in p[0] if i in others]
        far += [[[others[~i]]] for p in polys for i in p[0] if ~i in others]
        out.setdefault(code, []).extend(polys + far)
    return out


# --- Path writing ----------------------------------------------------------


def number(units: int, grid: float) -> str:
    """Shortest decimal text of ``units * grid``."""
    s = f"{units * grid:.2f}".rstrip("0").rstrip(".")
    s = s.replace("-0.", "-.", 1) if s.startswith("-0.") else s
    return s[1:] if s.startswith("0.") else s


class PathWriter:
    """Relative path data on an integer grid, with as few characters as possible."""

    def __init__(self, grid: float):
        self.grid, self.out, self.at, self.cmd = grid, [], (0, 0), ""

    def _emit(self, cmd: str, *units: int) -> None:
        # Pairs after the first one of "m" are implicit "l".
        if cmd == "m" or not (cmd == self.cmd or (cmd, self.cmd) == ("l", "m")):
            self.out.append(cmd)
        self.cmd = cmd
        for u in units:
            text, last = number(u, self.grid), self.out[-1]
            glued = (
                last[-1].isalpha() or text[0] == "-" or (text[0] == "." and "." in last)
            )
            self.out.append(text if glued else " " + text)

    def ring(self, pts, close=True) -> None:
        """Adds one ring of points, relative to where the last one ended."""
        # A leading "m" counts as absolute, and at starts as the origin.
        self._emit("m", pts[0][0] - self.at[0], pts[0][1] - self.at[1])
        for (x0, y0), (x1, y1) in pairwise(pts):
            dx, dy = x1 - x0, y1 - y0
            if dy == 0:
                self._emit("h", dx)
            elif dx == 0:
                self._emit("v", dy)
            else:
                self._emit("l", dx, dy)
        if close:
            self.out.append("z")
            self.cmd = "z"
        self.at = pts[0] if close else pts[-1]

    def text(self) -> str:
        """The path written so far."""
        return "".join(self.out)


def clean(pts) -> list[tuple[int, int]]:
    """Remove repeated, collinear and spike points of a snapped ring."""
    pts, i, still = list(pts), 0, 0
    while len(pts) > 2 and still < len(pts):
        i %= len(pts)
        (ax, ay), (bx, by), (cx, cy) = pts[i - 1], pts[i], pts[(i + 1) % len(pts)]
        if (bx - ax) * (cy - by) == (cx - bx) * (by - ay):
            del pts[i]
            i, still = i - 1, 0
        else:
            i, still = i + 1, still + 1
    return pts


# --- Map -------------------------------------------------------------------


class WorldMap:
    """Countries as rings of shared arcs, simplified together so that borders stay common."""

    def __init__(self, topology, alpha3, grid: float, min_island: float):
        self.grid, self.min_island = grid, min_island
        self.arcs, others = decode_arcs(topology)
        self.ranks = [visvalingam(a) for a in self.arcs]
        polys = load_polygons(topology, alpha3, others)
        self.full = {}  # id -> [(area, [ring points...])], largest first
        self.kept = {}  # id -> [ring of arc indexes...], outer and holes
        weight = [math.inf] * len(self.arcs)  # smallest ring using the arc
        self.forced: set[int] = set()  # arcs of rings that must survive
        for code, polygons in polys.items():
            rows = []
            for p in polygons:
                pts = [stitch(r, self.arcs) for r in p]
                rows.append((area(pts[0]), pts, p))
            rows.sort(key=lambda r: -r[0])
            self.full[code] = [(a, pts) for a, pts, _ in rows]
            rings = []
            for n, (a, pts, p) in enumerate(rows):
                if n and a < min_island:
                    continue
                rings.append(p[0])
                rings += [r for r, q in zip(p[1:], pts[1:], strict=True) if area(q) >= min_island]
                for i in p[0]:
                    k = i if i >= 0 else ~i
                    weight[k] = min(weight[k], a)
                    if len(p[0]) == 1:
                        self.forced.add(k)
            self.kept[code] = rings
        # Arcs around small states or islands keep more detail.
        self.factor = [
            1.0 if w == math.inf else min(1.0, max(0.25, math.sqrt(w / 150)))
            for w in weight
        ]

    def simplify(self, threshold: float):
        """Drops the points of least effect from every arc; ``threshold`` is an area in square units."""
        out = []
        for k, (pts, rank) in enumerate(zip(self.arcs, self.ranks, strict=True)):
            limit = threshold * self.factor[k]
            if k in self.forced and len(rank) > 4:
                limit = min(limit, sorted(rank[1:-1], reverse=True)[2])
            out.append([self.snap(p) for p, r in zip(pts, rank, strict=True) if r >= limit])
        return out

    def snap(self, p) -> tuple[int, int]:
        return round(p[0] / self.grid), round(p[1] / self.grid)

    def diamond(self, pts) -> list[tuple[int, int]]:
        """Smallest visible shape, for a state that vanishes on the grid."""
        x, y = self.snap(pole([pts]))
        return [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)]

    def paths(self, threshold: float) -> dict[str, tuple[float, str]]:
        """Drawn area and path data by id, largest first."""
        arcs = self.simplify(threshold)
        out = {}
        for code, rings in self.kept.items():
            w = PathWriter(self.grid)
            total = 0.0
            shapes = [s for s in (clean(stitch(r, arcs)) for r in rings) if len(s) > 2]
            shapes = shapes or [self.diamond(self.full[code][0][1][0])]
            for s in shapes:
                total += area(s) * self.grid**2
                w.ring(s)
            out[code] = total, w.text()
        return dict(sorted(out.items(), key=lambda kv: (-kv[1][0], kv[0])))

    def backdrop(self) -> list[tuple[str, str]]:
        def line(lons, lats):
            return [self.snap(project(a, b)) for a in lons for b in lats]

        up, down = range(-90, 91, 6), range(90, -91, -6)
        sphere = PathWriter(self.grid)
        sphere.ring(clean(line([-180], up) + line([180], down)))
        grat = PathWriter(self.grid)
        for n, lon in enumerate(range(-150, 151, 30)):
            grat.ring(line([lon], up if n % 2 else down), close=False)
        for lat in (-60, -30, 0, 30, 60):
            grat.ring(line([-180, 180], [lat]), close=False)
        return [("SPHERE", sphere.text()), ("GRATICULE", grat.text())]

    def svg(self, threshold: float) -> str:
        items = self.backdrop() + [
            (k, d) for k, (_, d) in self.paths(threshold).items()
        ]
        body = "\n".join(f'<path id="{k}" d="{d}"/>' for k, d in items)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
            f"<defs>\n{body}\n</defs></svg>\n"
        )

    def fit(self, budget: int) -> float:
        """Smallest threshold whose sprite fits the budget."""
        lo, hi = 0.01, 20.0
        for _ in range(14):
            mid = math.sqrt(lo * hi)
            if packed(self.svg(mid)) > budget:
                lo = mid
            else:
                hi = mid
        return hi

    def centre(self, code: str) -> list[float]:
        if code in MANUAL_CENTRES:
            x, y = project(*MANUAL_CENTRES[code])
        else:
            x, y = pole(self.full[code][0][1])
        return [round(x, 1), round(y, 1)]


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    ap = argparse.ArgumentParser(description="Build world.svg and world.json.")
    ap.add_argument("--atlas", type=Path, required=True, help="countries-50m.json")
    ap.add_argument("--grid", type=float, default=0.5, help="coordinate step, in units")
    ap.add_argument("--min-island", type=float, default=1.5, help="in square units")
    ap.add_argument("--budget", type=int, default=15900, help="bytes of gzip -9")
    ap.add_argument("--svg", type=Path, default=WEB / "static" / "web" / "world.svg")
    ap.add_argument("--json", type=Path, default=WEB / "geometry" / "world.json")
    args = ap.parse_args()

    import pycountry

    alpha3 = {c.numeric: c.alpha_3 for c in pycountry.countries}
    states = sorted(UN_MEMBERS + OBSERVERS)
    assert len(set(UN_MEMBERS)) == 193 and set(states) <= set(alpha3.values())

    world = WorldMap(
        json.loads(args.atlas.read_text()), alpha3, args.grid, args.min_island
    )
    threshold = world.fit(args.budget)
    svg, paths = world.svg(threshold), world.paths(threshold)
    drawn = {k: a for k, (a, _) in paths.items()}
    data = {
        "viewBox": [0, 0, int(WIDTH), int(HEIGHT)],
        "viewBoxCropped": [0, 0, int(WIDTH), math.ceil(project(0, SOUTH)[1])],
        "source": (
            "Natural Earth 1:50m Admin 0 countries (public domain), via world-atlas"
            " 2.0.2; Equal Earth projection; built by tools/build_world_map.py"
        ),
        "centres": {k: world.centre(k) for k in states},
        "tiny": [k for k in states if drawn.get(k, 0.0) < TINY_AREA],
        "paths": ["SPHERE", "GRATICULE", *paths],
    }
    for path in (args.svg, args.json):
        path.parent.mkdir(parents=True, exist_ok=True)
    args.svg.write_text(svg)
    lines = (f" {json.dumps(k)}: {json.dumps(v)}" for k, v in data.items())
    args.json.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(
        f"threshold {threshold:.3f}; {args.svg.name}: {len(svg)} bytes, {packed(svg)} gzip -9,"
        f" {len(data['paths'])} paths; tiny {len(data['tiny'])};"
        f" without path: {[k for k in states if k not in paths]}"
    )


if __name__ == "__main__":
    main()
