"""Check the reference data on states, groupings and memberships.

Two kinds of check:

* internal: codes, dates, periods and the member counts that are a matter of
  public record on the dates the data is used for;
* external: comparison with pycountry (codes, official names), Babel (names in
  the five languages) and country_converter (UN admission years, M49
  sub-regions, EU, OECD and Council of Europe membership).

A difference that has been looked into is listed in KNOWN with its reason and
does not fail the run. Everything else does, and so does a KNOWN entry that no
longer occurs.

    pip install pycountry Babel country_converter "pandas<3"
    python tools/check_reference.py
"""

import argparse
import csv
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "src/convoke/directory/reference"
LANGUAGES = ("en", "fr", "es", "nl", "ar")
BRUSSELS = "2007-07-09"
DEMONSTRATION = "2008-06-01"

# Header of each file, and the columns its rows are sorted by.
FILES = {
    "states": ("iso2 iso3 m49 kind un_since un_until name_en official_name_en", "iso3"),
    "groupings": (
        "code kind name_en name_fr name_es name_nl name_ar parent source as_of note m49",
        "code",
    ),
    "memberships": ("grouping iso3 since until source", "grouping iso3 since"),
    "names": ("iso3 language name since until", "iso3 since"),
    "organisations": ("code acronym kind name_en name_fr name_es name_nl name_ar", "code"),
}
STATE_KINDS = {"state", "observer"}
GROUPING_KINDS = {
    "region", "subregion", "development", "political", "economic", "income", "other",
}
ORGANISATION_KINDS = {
    "international-organisation", "regional-body", "regional-consultative-process",
    "civil-society", "private-sector", "academic",
}

# Members of a grouping that are not in states.csv, so have no row; they
# belong to the count the grouping itself publishes.
OUTSIDE = {
    "acp": {"Cook Islands", "Niue"},
    "au": {"Sahrawi Arab Democratic Republic"},
    "caricom": {"Montserrat"},
}

# (grouping, date): published number of members.
COUNTS = {
    ("eu", "1958-01-01"): 6,
    ("eu", "1973-01-01"): 9,
    ("eu", "1995-01-01"): 15,
    ("eu", "2004-05-01"): 25,
    ("eu", BRUSSELS): 27,
    ("eu", "2013-07-01"): 28,
    ("eu", "2020-02-01"): 27,
    ("oecd", BRUSSELS): 30,
    ("oecd", "2021-05-25"): 38,
    ("dac", BRUSSELS): 22,
    ("dac", "2025-03-19"): 32,
    ("ldc", BRUSSELS): 50,
    ("ldc", DEMONSTRATION): 49,
    ("ldc", "2024-12-13"): 44,
    ("lldc", BRUSSELS): 31,
    ("lldc", "2011-07-14"): 32,
    ("sids", BRUSSELS): 38,
    ("acp", BRUSSELS): 79,
    ("acp", DEMONSTRATION): 79,
    ("au", BRUSSELS): 53,
    ("au", "2017-01-30"): 55,
    ("asean", BRUSSELS): 10,
    ("asean", "2025-10-26"): 11,
    ("caricom", BRUSSELS): 15,
    ("commonwealth", BRUSSELS): 53,
    ("commonwealth", "2022-06-25"): 56,
    ("council-of-europe", "2007-05-10"): 46,
    ("council-of-europe", "2007-05-11"): 47,
    ("council-of-europe", BRUSSELS): 47,
    ("council-of-europe", "2022-03-16"): 46,
    ("arab-league", BRUSSELS): 22,
    ("mercosur", BRUSSELS): 4,
    ("sadc", BRUSSELS): 14,
    ("sadc", "2017-08-20"): 16,
    ("ecowas", BRUSSELS): 15,
    ("ecowas", "2025-01-29"): 12,
    ("cis", BRUSSELS): 11,
    ("g77", BRUSSELS): 130,
    ("oic", BRUSSELS): 57,
    ("oif", BRUSSELS): 52,
}

LATER = "the long name in the file is the one in use on 1 June 2008"
SPELLING = "United Nations form; the ISO list words it differently"
KNOWN = {
    ("dated name", "CPV"): "kept so that the period before Cabo Verde reads without CLDR",
    ("m49 sub-region", "NRU"): "M49 places Nauru in Micronesia; country_converter has Polynesia",
    ("official name", "BIH"): "the UN name is Bosnia and Herzegovina, without 'Republic'",
    ("official name", "BOL"): "Republic of Bolivia until 2009; " + LATER,
    ("official name", "CPV"): "Cape Verde until 2013; " + LATER,
    ("official name", "ERI"): SPELLING,
    ("official name", "FJI"): "Republic of the Fiji Islands until 2011; " + LATER,
    ("official name", "HUN"): "Republic of Hungary until 2012; " + LATER,
    ("official name", "LBY"): "Jamahiriya until 2011; " + LATER,
    ("official name", "MKD"): "name used in the United Nations until 2019; " + LATER,
    ("official name", "MMR"): "Union of Myanmar until 2011; " + LATER,
    ("official name", "PSE"): "State of Palestine since 2012; " + LATER,
    ("official name", "RWA"): SPELLING,
    ("official name", "SOM"): "Somali Republic until 2012; " + LATER,
    ("official name", "SWZ"): "Kingdom of Swaziland until 2018; " + LATER,
    ("official name", "TUR"): "Republic of Turkey until 2022; " + LATER,
}

findings = []


def report(check, subject, text):
    findings.append((check, subject, text))


def read(folder, name):
    """Rows of one reference file, after checking its header and byte form."""
    raw = (folder / f"{name}.csv").read_bytes()
    header, _ = FILES[name]
    if b"\r" in raw or not raw.endswith(b"\n"):
        report("file", name, "lines must end in a single line feed")
    rows = list(csv.DictReader(raw.decode("utf-8").splitlines()))
    if list(rows[0]) != header.split():
        report("file", name, f"header is {list(rows[0])}")
    for row in rows:
        for column, value in row.items():
            if value is None or value != value.strip():
                report("file", name, f"bad value in {column}: {row}")
    return rows


def on(rows, day):
    """Rows in force on a day: since <= day < until."""
    return [r for r in rows if r["since"] <= day and (not r["until"] or day < r["until"])]


def check_order_and_keys(data):
    for name, (_, keys) in FILES.items():
        order = [tuple(row[k] for k in keys.split()) for row in data[name]]
        if order != sorted(order):
            report("order", name, f"not sorted by {keys}")
    unique = {
        "states": ("iso2", "iso3", "m49", "name_en"),
        "groupings": ("code",),
        "organisations": ("code",),
    }
    for name, columns in unique.items():
        for column in columns:
            for value, n in Counter(row[column] for row in data[name]).items():
                if n > 1:
                    report("unique", name, f"{column} {value!r} occurs {n} times")


def check_codes(data):
    states = {row["iso3"] for row in data["states"]}
    groupings = {row["code"] for row in data["groupings"]}
    for row in data["memberships"]:
        if row["iso3"] not in states or row["grouping"] not in groupings:
            report("code", row["iso3"], f"unknown code in {row}")
    for row in data["names"]:
        if row["iso3"] not in states or row["language"] not in LANGUAGES:
            report("code", row["iso3"], f"unknown code in {row}")
    for row in data["groupings"]:
        if row["parent"] and row["parent"] not in groupings:
            report("code", row["code"], f"unknown parent {row['parent']}")
    kinds = {
        "states": STATE_KINDS, "groupings": GROUPING_KINDS, "organisations": ORGANISATION_KINDS,
    }
    for name, allowed in kinds.items():
        for row in data[name]:
            if row["kind"] not in allowed:
                report("kind", name, f"unknown kind {row['kind']}")
    for name in ("groupings", "organisations"):
        for row in data[name]:
            for language in LANGUAGES:
                if not row[f"name_{language}"]:
                    report("name", row["code"], f"no name in {language}")


def check_periods(data):
    for name, columns in {
        "states": ("un_since", "un_until"), "groupings": ("as_of",),
        "memberships": ("since", "until"), "names": ("since", "until"),
    }.items():
        for row in data[name]:
            for column in columns:
                if row[column] and row[column] != date.fromisoformat(row[column]).isoformat():
                    report("date", name, f"{column}: {row}")
    periods = defaultdict(list)
    for row in data["memberships"]:
        periods[row["grouping"], row["iso3"]].append((row["since"], row["until"]))
    for row in data["names"]:
        periods["names:" + row["language"], row["iso3"]].append((row["since"], row["until"]))
    for subject, spans in periods.items():
        spans.sort()
        for since, until in spans:
            if until and since >= until:
                report("period", subject, f"since {since} is not before until {until}")
        for (_, until), (since, _) in zip(spans, spans[1:]):
            if not until or since < until:
                report("period", subject, f"periods overlap: {spans}")


def check_counts(data):
    members = [row for row in data["states"] if row["kind"] == "state"]
    for day, expected in {BRUSSELS: 192, DEMONSTRATION: 192, "2011-07-14": 193}.items():
        found = sum(row["un_since"] <= day for row in members)
        if found != expected:
            report("count", "un", f"{found} members on {day}, expected {expected}")
    by_grouping = defaultdict(list)
    for row in data["memberships"]:
        by_grouping[row["grouping"]].append(row)
    for (grouping, day), expected in COUNTS.items():
        found = len({row["iso3"] for row in on(by_grouping[grouping], day)})
        found += len(OUTSIDE.get(grouping, ()))
        if found != expected:
            report("count", grouping, f"{found} members on {day}, expected {expected}")
    for row in by_grouping["dac"]:
        if row["iso3"] not in {r["iso3"] for r in by_grouping["oecd"]}:
            report("count", row["iso3"], "in the DAC but never in the OECD")


def check_partitions(data):
    """Each state has one region, one sub-region below it and one development group."""
    grouping = {row["code"]: row for row in data["groupings"]}
    placed = defaultdict(lambda: defaultdict(list))
    for row in data["memberships"]:
        placed[row["iso3"]][grouping[row["grouping"]]["kind"]].append(row["grouping"])
    for state in data["states"]:
        kinds = placed[state["iso3"]]
        for kind in ("region", "subregion", "development"):
            if len(kinds[kind]) != 1:
                report("partition", state["iso3"], f"{kind}: {kinds[kind]}")
        top = kinds["subregion"][0]
        while grouping[top]["parent"]:
            top = grouping[top]["parent"]
        if [top] != kinds["region"]:
            report("partition", state["iso3"], f"{kinds['subregion']} is not in {kinds['region']}")
    parents = {row["parent"] for row in data["groupings"]}
    for row in data["groupings"]:
        if bool(row["m49"]) != (row["kind"] in ("region", "subregion")):
            report("partition", row["code"], "M49 code missing or out of place")
        used = any(m["grouping"] == row["code"] for m in data["memberships"])
        if not used and row["code"] not in parents:
            report("partition", row["code"], "no members")


def check_names(data, territories):
    """The dated names, and the English names of 2007 in states.csv."""
    iso2 = {row["iso3"]: row["iso2"] for row in data["states"]}
    spans = defaultdict(dict)
    for row in data["names"]:
        spans[row["iso3"], row["since"], row["until"]][row["language"]] = row["name"]
    for (iso3, since, until), names in spans.items():
        if set(names) != set(LANGUAGES):
            report("dated name", iso3, f"languages {sorted(names)} for {since}..{until}")
        if all(territories[lang].get(iso2[iso3]) == names.get(lang) for lang in LANGUAGES):
            report("dated name", iso3, f"same as today's names for {since}..{until}")
    english = {
        row["iso3"]: row["name"] for row in on(data["names"], BRUSSELS) if row["language"] == "en"
    }
    for state in data["states"]:
        cldr = territories["en"].get(state["iso2"], "").replace("’", "'")
        expected = english.get(state["iso3"], cldr)
        if state["name_en"] != expected:
            report("name", state["iso3"], f"{state['name_en']!r}, expected {expected!r}")


def check_pycountry(data, pycountry):
    for state in data["states"]:
        country = pycountry.countries.get(alpha_3=state["iso3"])
        if country is None:
            report("iso", state["iso3"], "not in ISO 3166-1")
            continue
        if (country.alpha_2, country.numeric) != (state["iso2"], state["m49"]):
            report("iso", state["iso3"], f"ISO has {country.alpha_2} {country.numeric}")
        official = getattr(country, "official_name", None)
        if official and official != state["official_name_en"]:
            report("official name", state["iso3"],
                   f"{state['official_name_en']!r}, ISO {official!r}")


def check_babel(data, territories):
    for state in data["states"]:
        for language in LANGUAGES:
            if not territories[language].get(state["iso2"]):
                report("babel", state["iso3"], f"no name in {language}")


def check_country_converter(data, table):
    """table: country_converter's data, one dict per country, by ISO3."""
    grouping = {row["code"]: row for row in data["groupings"]}

    def codes(column):
        return {iso3 for iso3, row in table.items() if row[column]}

    def members(code, day):
        rows = [row for row in data["memberships"] if row["grouping"] == code]
        return {row["iso3"] for row in on(rows, day)}

    def year(value):
        return str(value).split(".")[0]

    subregion = {
        row["iso3"]: grouping[row["grouping"]]["name_en"]
        for row in data["memberships"] if grouping[row["grouping"]]["kind"] == "subregion"
    }
    for state in data["states"]:
        other = table[state["iso3"]]
        if state["kind"] == "state" and year(other["UNmember"]) != state["un_since"][:4]:
            report("un year", state["iso3"], f"{state['un_since']}, other {other['UNmember']}")
        if subregion[state["iso3"]].lower() != other["UNregion"].lower():
            report("m49 sub-region", state["iso3"],
                   f"{subregion[state['iso3']]}, other {other['UNregion']}")
    listed = {row["iso3"] for row in data["states"] if row["kind"] == "state"}
    for iso3 in codes("UNmember") ^ listed:
        report("un year", iso3, "UN member on one side only")

    today = date.today().isoformat()
    for code, column, day in (
        ("eu", "EU12", "1986-01-01"), ("eu", "EU15", "1995-01-01"), ("eu", "EU25", "2004-05-01"),
        ("eu", "EU27_2007", "2007-01-01"), ("eu", "EU28", "2013-07-01"),
        ("eu", "EU27", today), ("eu", "EU", today),
        ("council-of-europe", "CoE", today),
    ):
        for iso3 in sorted(codes(column) ^ members(code, day)):
            report(column, iso3, f"member of {code} on {day} on one side only")

    since = {
        row["iso3"]: row["since"][:4] for row in data["memberships"] if row["grouping"] == "oecd"
    }
    for iso3 in sorted(codes("OECD") | set(since)):
        if since.get(iso3) != year(table[iso3]["OECD"]):
            report("oecd year", iso3, f"{since.get(iso3)}, other {table[iso3]['OECD']}")


def main():
    parser = argparse.ArgumentParser(description="Check the reference data on states.")
    parser.add_argument("--dir", type=Path, default=REFERENCE, help="folder with the CSV files")
    parser.add_argument(
        "--internal-only", action="store_true", help="skip the comparison with other packages"
    )
    args = parser.parse_args()

    data = {name: read(args.dir, name) for name in FILES}
    check_order_and_keys(data)
    check_codes(data)
    check_periods(data)
    check_counts(data)
    check_partitions(data)

    known = dict(KNOWN)
    if args.internal_only:
        known.clear()
    else:
        try:
            import country_converter
            import pycountry
            from babel import Locale
        except ImportError as error:
            sys.exit(
                f"{error.name} is not installed; run: "
                'pip install pycountry Babel country_converter "pandas<3"'
            )
        territories = {language: Locale(language).territories for language in LANGUAGES}
        frame = country_converter.CountryConverter().data
        frame = frame.astype(object).where(frame.notna(), "")
        table = {row["ISO3"]: row for row in frame.to_dict("records")}
        check_names(data, territories)
        check_pycountry(data, pycountry)
        check_babel(data, territories)
        check_country_converter(data, table)

    failures = 0
    for check, subject, text in findings:
        reason = known.get((check, subject))
        failures += reason is None
        print(f"{'known' if reason else 'DIFF '} {check}: {subject}: {text}"
              + (f" [{reason}]" if reason else ""))
    for key in known.keys() - {(check, subject) for check, subject, _ in findings}:
        failures += 1
        print(f"DIFF  KNOWN entry no longer occurs: {key}")
    print(
        "rows: " + ", ".join(f"{name} {len(rows)}" for name, rows in data.items())
        + f"; {len(findings)} differences, {failures} unexplained"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
