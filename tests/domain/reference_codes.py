"""The codes of the SDRS reference that a drill can meet, and their HTTP statuses, as it lists them.

Written down from the reference and not from the book, so that the one can be held against the
other.
"""

from __future__ import annotations

BAD_REQUEST = """
0001 0002 0003 0004 0005
0201 0202 0203 0204 0205 0206 0207 0208 0209 0210 0211 0212 0213 0214 0215 0216 0217 0219
0221 0222 0223 0224 0225 0226 0231 0232 0233
0301 0302 0303 0304 0305 0306
1002 1003 1013 1015 1017 1018 1019 1020 1021 1022 1023 1024 1025 1026
1314 1320 1326 1334 1335
1601 1604 1608 1611
1801 1823 1824 1825 1830 1831
1900 1901 1902 1907 1908 1909 1910 1911 1913
1921 1922 1923 1924 1925 1926 1927 1928 1929 1930
"""
SERVER_ERROR = """
0006 0007 0008 0009 0010 0011 0012 0013 0014 0015 0016
0401 0402 0403 0404 0405 0406 0407 0408
1011
1904 1905 1906 1912 1914 1915 1916 1917 1918 1919 1920
"""
SDRS = {
    f"SDRS.{number}": status
    for status, numbers in ((400, BAD_REQUEST), (500, SERVER_ERROR))
    for number in numbers.split()
}
"""HTTP status by code."""

_GATEWAY = {
    400: "0106 0201 0602 0607",
    401: "0301 0303 0305 0307",
    403: "0302 0304 0306 0310 0401 0402 0802",
    404: "0101",
    405: "0501 0502",
    413: "0201",
    414: "0201",
    494: "0201",
    429: "0308",
    500: "0103 0104 0105 0201 0601 0605 0606 0608 0609",
    502: "0201 0610",
    503: "0613",
    504: "0201",
}
GATEWAY = {
    (f"APIGW.{number}", status)
    for status, numbers in _GATEWAY.items()
    for number in numbers.split()
}
"""Codes of the gateway, each with a status that it comes with."""

IN_JOBS = """
1904 1905 1906 1910 1911 1912 1914 1915 1916 1917 1918 1919 1920 1924 1925 1926 1927 1929 1930
"""
LATE = {f"SDRS.{number}" for number in IN_JOBS.split()}
"""Codes that the reference tells of jobs of drills only."""
